import logging
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.service.model import retrying
from odoo.tools import SQL

from odoo.addons.flexible_work_asn.local_time import at_hour, to_utc

from .flexible_work_report_send import NOT_SENT

_logger = logging.getLogger(__name__)

CHANGED = "flexible_work_asn_reports.mail_activity_report_changed"
#: how far back closed days are compared with what was sent
WATCHED_DAYS = timedelta(days=62)


class FlexibleWorkReport(models.Model):
    """Sending by itself at the set local hour: only what BKPSDM has verified, and BKPSDM is told otherwise."""

    _inherit = "flexible.work.report"

    send_due = fields.Datetime(
        compute="_compute_send_due",
        store=True,
        precompute=True,
        help="The hour of the schedule; empty: it is sent by hand. Later settings do not touch past days.",
    )
    send_due_local = fields.Char(string="Sent by itself at", compute="_compute_send_due_local", help="Local time.")
    send_warned_at = fields.Datetime(
        readonly=True, copy=False, help="When BKPSDM was told that the hour came and nothing could be sent."
    )
    changed_days = fields.Integer(
        string="Days changed since",
        readonly=True,
        copy=False,
        help="Closed days that were corrected or rejected after the figures were counted.",
    )

    @api.depends(
        "date",
        "company_id.flexible_work_report_send",
        "company_id.flexible_work_report_send_hour",
    )
    def _compute_send_due(self):
        for report in self:
            company = report.company_id.sudo()
            past = report._origin and report.date < company._flexible_work_today()
            if report.state == "sent" or past:
                report.send_due = report.send_due
            elif company.flexible_work_report_send == "hand" or report.revision or not report.date:
                report.send_due = False
            else:
                local = at_hour(report.date, company.flexible_work_report_send_hour)
                report.send_due = to_utc(local, company._flexible_work_tz())

    @api.depends("send_due")
    @api.depends_context("lang")
    def _compute_send_due_local(self):
        for report in self:
            report.send_due_local = report._clock(report.send_due)

    @api.model
    def _cron_send(self):
        """Send what the schedule says, what is to be tried again, and learn what became of the rest.

        It may run as often as one likes, and a report that fails does not hold up the others.
        """
        progress = self.env["ir.cron"]._commit_progress
        now = fields.Datetime.now()
        reports = self.sudo()
        deliveries = self.env["flexible.work.report.delivery"].sudo()
        # people click meanwhile, and may change the same records: then once more
        retrying(deliveries._settle_left, self.env)
        for report in reports.search([("send_due", "<=", now), ("state", "!=", "sent"), ("delivery_ids", "=", False)]):
            retrying(report._start_by_schedule, self.env)
        due = deliveries.search([("state", "in", ("waiting", "failed")), ("next_at", "<=", fields.Datetime.now())])
        progress(remaining=len(due))
        due._send_due()
        open_ones = reports.search([("state", "=", "verified"), ("delivery_ids", "!=", False)])
        (open_ones | due.exists().report_id)._finish_alone()

    @api.model
    def _cron_watch(self):
        """Look for days that were corrected since they were sent. It reads two months of days: not every minute."""
        retrying(self.sudo()._watch_changes, self.env)

    def _start_by_schedule(self):
        """Its hour has come: put it into the outbox, or tell BKPSDM, once, why not."""
        if not self.try_lock_for_update(allow_referencing=True) or self.state == "sent" or self.delivery_ids:
            return  # somebody sends it by hand at this moment
        problem = None
        if self.state != "verified":
            problem = "unverified"
        else:
            try:
                with self.env.cr.savepoint():
                    self._check_sendable()
                    self._put_into_outbox()
            except UserError as refusal:
                problem = refusal
            except OperationalError:
                raise
            except Exception as failure:  # whatever the page may stumble over: the others are sent
                _logger.exception("The daily report %s could not be made", self.id)
                problem = failure
        if problem and not self.send_warned_at:
            self.send_warned_at = fields.Datetime.now()
            self._tell_bkpsdm(NOT_SENT, self._not_sent_summary, lambda report: report._not_sent_words(problem))

    def _not_sent_summary(self, report):
        return report.env._("The daily report was not sent at %s", report.send_due_local)

    def _not_sent_words(self, problem):
        if problem != "unverified":
            return str(problem)
        words = self.env._("It is not verified yet. Once BKPSDM verifies it, it is sent within minutes.")
        if self.missing_names:
            words += "\n" + self.env._("Not yet submitted: %s", self.missing_names)
        return words

    # ------------------------------------------------------------------ what has changed since

    @api.model
    def _watch_changes(self):
        """Tell BKPSDM of sent reports whose closed days were corrected or rejected since they were counted."""
        counts = dict(self._count_changes())
        for report in self.search([("changed_days", ">", 0), ("id", "not in", list(counts))]):
            report.changed_days = 0
        for report in self.browse(counts):
            if report.changed_days != counts[report.id]:
                more = report.changed_days < counts[report.id]
                report.changed_days = counts[report.id]
                if more and not report._open_revision():
                    report._tell_bkpsdm(CHANGED, self._changed_summary, self._changed_words)

    def _count_changes(self):
        """[(id, number of changed days)] of the reports that hold: one query.

        Who comes in after the count changes nothing that was wrong: the page says at what hour it was made. Only what
        is decided about a day that is closed contradicts it.
        """
        self.env.flush_all()
        return self.env.execute_query(
            SQL(
                """
                WITH sent AS (
                    SELECT id, company_id, date, as_of FROM flexible_work_report
                     WHERE state = 'sent' AND is_latest AND date > %s
                ), changed AS (
                    SELECT sent.id, d.employee_id
                      FROM sent
                      JOIN flexible_work_correction c ON c.company_id = sent.company_id AND c.date = sent.date
                       AND c.state IN ('approved', 'cancelled') AND c.decided_at > sent.as_of
                      JOIN flexible_work_day d ON d.employee_id = c.employee_id AND d.date = c.date
                     WHERE d.state = 'closed'
                     UNION
                    SELECT sent.id, d.employee_id
                      FROM sent
                      JOIN flexible_work_day d ON d.company_id = sent.company_id AND d.date = sent.date
                     WHERE d.state = 'closed' AND d.verification = 'rejected' AND d.verified_at > sent.as_of
                )
                SELECT id, COUNT(*) FROM changed GROUP BY id
                """,
                fields.Datetime.now().date() - WATCHED_DAYS,
            )
        )

    def _changed_summary(self, report):
        return report.env._("Days have changed since it was sent")

    def _changed_words(self, report):
        return report.env._(
            "%s closed days were corrected or rejected after the figures were counted. What was sent stays as it is; a "
            "revision puts the figures of now beside it.",
            report.changed_days,
        )
