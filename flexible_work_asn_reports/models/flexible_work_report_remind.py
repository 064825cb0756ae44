import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import exception_to_unicode

from .flexible_work_report import VERIFY

_logger = logging.getLogger(__name__)


class FlexibleWorkReport(models.Model):
    """Before the cut-off hour OPD that are not in are reminded; when it has passed, BKPSDM has the report to verify.

    Both happen once, about the report of today (local date of each regional government). Who submits afterwards is
    marked as late by the hour of the submission.
    """

    _inherit = "flexible.work.report"

    @api.model
    def _cron_follow_submissions(self):
        """Remind and tell wherever it is time; it may run as often as one likes."""
        now = fields.Datetime.now()
        waiting = self.sudo().search(
            [("state", "in", ("collecting", "submitted")), ("cutoff_told_at", "=", False), ("revision", "=", 0)]
        )
        today = {company: company._flexible_work_today() for company in waiting.company_id}
        waiting = waiting.filtered(lambda report: report.date == today[report.company_id])
        self.env["ir.cron"]._commit_progress(remaining=len(waiting))
        for report in waiting:
            if now >= report.deadline:
                report._tell_cutoff(now)
            else:
                notice = timedelta(minutes=report.company_id.flexible_work_report_remind_minutes)
                if notice and now >= report.deadline - notice:
                    report._missing_lines().filtered(lambda line: not line.reminded_at)._remind(now)
            if not self.env["ir.cron"]._commit_progress(1):
                return

    def _missing_lines(self):
        """Lines of OPD with people that have not submitted."""
        return self._all_lines().filtered(lambda line: line.must_submit and line.state != "submitted")

    def _tell_cutoff(self, now):
        """Count once more, so that the figures are those of the cut-off hour, and give BKPSDM the report to verify."""
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                self._count()
        except UserError as contradiction:
            _logger.warning("daily report %s: %s", self.id, exception_to_unicode(contradiction))
        self.cutoff_told_at = now
        missing = self.missing_names
        if missing:
            self.message_post(body=self.env._("Not submitted by the cut-off hour: %s", missing))
        self._give_to_verify()

    def _give_to_verify(self):
        """An activity for each user of BKPSDM, in his or her language."""
        for user in self.company_id._flexible_bkpsdm_users():
            env = self.with_context(lang=user.lang).env
            summary = env._("All OPD have submitted: verify the daily report")
            if self.missing_count:
                summary = env._(
                    "%(missing)s of %(all)s OPD have not submitted: submit for them, or verify without them",
                    missing=self.missing_count,
                    all=self.opd_count,
                )
            self.activity_schedule(VERIFY, date_deadline=self.date, user_id=user.id, summary=summary)
