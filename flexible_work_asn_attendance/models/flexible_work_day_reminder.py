import logging
from datetime import timedelta

from markupsafe import Markup, escape

from odoo import api, fields, models
from odoo.tools import SQL, split_every

from odoo.addons.flexible_work_asn.local_time import at_hour, to_local, zone_label

from ..judge import end_of_work

_logger = logging.getLogger(__name__)

#: people reminded in one transaction
PORTION = 200


class FlexibleWorkDay(models.Model):
    """Who has not come in is reminded before a limit, if the regional government wants that, and the head is told."""

    _inherit = "flexible.work.day"

    reminded_at = fields.Datetime(readonly=True, help="When the person was reminded to check in; once a day.")

    @api.model
    def _cron_remind(self):
        """Remind people of every regional government that wants it; it may run as often as one likes."""
        companies = self.env["res.company"].sudo().search([("flexible_work_remind_minutes", ">", 0)])
        now = fields.Datetime.now()
        due = {company: self.sudo()._due_for_reminder(company, now) for company in companies}
        self.env["ir.cron"]._commit_progress(remaining=sum(len(ids) for ids in due.values()))
        for ids in due.values():
            for portion in split_every(PORTION, ids):
                self.sudo().browse(portion)._remind(now)
                if not self.env["ir.cron"]._commit_progress(len(portion)):
                    return

    @api.private
    def _due_for_reminder(self, company, now):
        """Ids of the open days of people who are expected, have not come in and whose limit is near; by head's unit."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id, tz, date, hour_from, hour_to, COALESCE(hours_tolerance, 0)
                  FROM flexible_work_day
                 WHERE company_id = %s AND state = 'open' AND status = 'pending' AND mode IS NOT NULL
                   AND reminded_at IS NULL
              ORDER BY department_id, id
                """,
                company.id,
            )
        )
        notice = timedelta(minutes=company.flexible_work_remind_minutes)
        due = []
        for id_, tz, date, hour_from, hour_to, dynamic in rows:
            limit = _limit(company, date, hour_from, hour_to, dynamic)
            if limit and limit - notice <= to_local(now, tz) < limit:
                due.append(id_)
        return due

    def _remind(self, now):
        """Tell these people, and the head of each of their units who they are. ``now`` is naive UTC."""
        self.write({"reminded_at": now})
        for day in self:
            partner = day.employee_id.user_id.partner_id
            if partner:
                day._notify_quietly(partner, self.env._("You have not checked in yet"), day._reminder_words())
        for department, days in self.grouped("department_id").items():
            heads = department._flexible_deciding_users() - days.employee_id.user_id
            if heads:
                names = Markup("").join(Markup("<li>%s</li>") % day.employee_id.name for day in days)
                words = escape(self.env._("Not yet in, shortly before the limit:"))
                days[0]._notify_quietly(
                    heads.partner_id,
                    self.env._("%(count)s not yet in: %(unit)s", count=len(days), unit=department.name),
                    Markup("<p>%s</p><ul>%s</ul>") % (words, names),
                )

    def _reminder_words(self):
        """In the language of the person: until when, and what to do when it can't be done."""
        self.ensure_one()
        company = self.company_id
        limit = _limit(company, self.date, self.hour_from, self.hour_to, self.hours_tolerance or 0)
        lang = self.employee_id.user_id.lang or self.env.lang
        return self.with_context(lang=lang).env._(
            "Check in by %(hour)s (%(zone)s). If you cannot, because there is no network or your phone fails, tell "
            "your head and ask for a correction of the day.",
            hour=f"{limit:%H:%M}",
            zone=zone_label(self.tz),
        )

    def _notify_quietly(self, partners, subject, body):
        """A message in the inbox of ``partners``, by mail where they want that."""
        self.message_notify(
            partner_ids=partners.ids,
            subject=subject,
            body=body,
            force_send=False,
            email_layout_xmlid="mail.mail_notification_light",
        )


def _limit(company, date, hour_from, hour_to, dynamic):
    """The naive local time before which people are reminded: until one is late, or until the day closes."""
    if company.flexible_work_remind_before == "late":
        minutes = company.flexible_work_late_tolerance + dynamic
        return None if hour_from is None else at_hour(date, hour_from) + timedelta(minutes=minutes)
    closes = at_hour(date, company.flexible_work_close_hour)
    if hour_to is None:
        return closes
    return max(closes, end_of_work(date, hour_from, hour_to) + timedelta(minutes=dynamic))
