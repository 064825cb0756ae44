from dateutil.relativedelta import relativedelta

from odoo import api, models

from .flexible_work_month import REMINDER


class FlexibleWorkMonth(models.Model):
    """Reminding BKPSDM: the recap of apel and the month are handed over by a set day of the next month."""

    _inherit = "flexible.work.month"

    def _due_date(self):
        """The day of the settings in the next month, or the last day of it where it is shorter."""
        self.ensure_one()
        day = self.company_id.sudo().flexible_work_month_day or 1
        return self.month + relativedelta(months=1, day=day)

    @api.model
    def _cron_open_months(self):
        """Make and count last month's recapitulation where nobody has, and remind BKPSDM of the day it is due.

        Each regional government has its own local first of the month. Asking again changes nothing.
        """
        companies = self.env["res.company"].search([])  # pylint: disable=no-search-all
        self.env["ir.cron"]._commit_progress(remaining=len(companies))
        for company in companies:
            self.with_company(company)._open_last_month(company)
            if not self.env["ir.cron"]._commit_progress(1):
                break

    @api.private
    def _open_last_month(self, company):
        """The recapitulation of last month with its activities; none where no day of it was on record."""
        first = self._last_month(company)
        month = self.search([("company_id", "=", company.id), ("month", "=", first)], limit=1)
        if not month:
            in_month = [
                ("company_id", "=", company.id),
                ("date", ">=", first),
                ("date", "<", first + relativedelta(months=1)),
            ]
            if not self.env["flexible.work.day"].search_count(in_month, limit=1):
                return month
            # what is logged is in the language of documents: a scheduled action has none
            month = self.with_context(lang=self._document_lang()).create(
                {
                    "company_id": company.id,
                    "month": first,
                    "recipient_ids": [(6, 0, company.flexible_work_month_recipient_ids.ids)],
                    "apel_recipient_ids": [(6, 0, company.flexible_work_report_recipient_ids.ids)],
                }
            )
            month._count()
        month._remind()
        return month

    def _remind(self):
        """One activity for each user of BKPSDM, until it is confirmed."""
        self.ensure_one()
        if self.state != "draft" or self.revision or self.activity_search([REMINDER], only_automated=False):
            return
        for user in self.company_id._flexible_bkpsdm_users():
            month = self.with_context(lang=user.lang)
            self.activity_schedule(
                REMINDER,
                date_deadline=self._due_date(),
                user_id=user.id,
                summary=month.env._("Recap of apel and monthly report of %s", month._month_label()),
            )
