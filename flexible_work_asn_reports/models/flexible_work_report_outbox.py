import logging
import time
from datetime import timedelta

from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.tools import SQL, exception_to_unicode

from .mail_handover import failure_words, hand_over

_logger = logging.getLogger(__name__)

MAIL_TEMPLATE = "flexible_work_asn_reports.mail_template_daily_report"
#: longer than any conversation with a mail server takes: then the worker is gone
FORGOTTEN = timedelta(minutes=15)


class FlexibleWorkReportDelivery(models.Model):
    """Sending from the outbox: each mail in a transaction of its own, so that nothing takes it back once it has left.

    A delivery is claimed and committed before its mail leaves, and its fate is committed right afterwards. So two
    workers never send the same mail, and a rollback can repeat none. Where the server dies in between, the fate is
    uncertain, and a person decides.
    """

    _inherit = "flexible.work.report.delivery"

    def _ask(self, user=None):
        """Put it into the outbox, on behalf of ``user`` (None: of the schedule)."""
        self.write(
            {
                "state": "waiting",
                "next_at": fields.Datetime.now(),
                "tries": 0,
                "error": False,
                "asked_by_id": user and user.id,
            }
        )

    @api.private
    def _send_due(self, seconds=None):
        """Send those that are due, one after the other. To be called in a transaction that has not written anything.

        Commits. After ``seconds`` no further mail is begun; the schedule takes the rest.
        """
        progress = self.env["ir.cron"]._commit_progress
        end = time.monotonic() + seconds if seconds else float("inf")
        for delivery in self:
            if delivery._claim():
                progress()
                delivery._send_claimed()
            if not progress(1) or time.monotonic() > end:
                break

    def _claim(self) -> bool:
        """Take it, unless another worker has, it is not due, or it is gone."""
        self.env.flush_all()
        now = fields.Datetime.now()
        claim = SQL(
            """
            UPDATE flexible_work_report_delivery
               SET state = 'sending', claimed_at = %(now)s, next_at = NULL
             WHERE id = (SELECT id
                           FROM flexible_work_report_delivery
                          WHERE id = %(id)s AND state IN ('waiting', 'failed') AND next_at <= %(now)s
                            FOR NO KEY UPDATE SKIP LOCKED)
         RETURNING id
            """,
            id=self.id,
            now=now,
        )
        try:
            self.env.cr.execute(claim, log_exceptions=False)
        except SerializationFailure:  # another worker was faster by a moment
            self.env.cr.rollback()
            return False
        claimed = bool(self.env.cr.rowcount)
        self.env.invalidate_all()
        if claimed:
            self.email = self.partner_id.email
        return claimed

    def _send_claimed(self):
        """Send, and note what became of it; committed."""
        try:
            state, error, mail = self._mail()
            self._settle(state, error, mail)
            self.env["ir.cron"]._commit_progress()
        except Exception as problem:
            # nobody knows whether the mail has left: what was noted about it is undone, the mail is not
            self.env.cr.rollback()
            _logger.exception("The fate of the mail of delivery %s is not known", self.id)
            self._settle("unknown", exception_to_unicode(problem))
            self.env["ir.cron"]._commit_progress()

    def _mail(self):
        """Mail the files to the recipient. Never raises for a mail that does not go out.

        :return: the state of the delivery, the error, and the mail where it is left to the queue
        """
        try:
            with self.env.cr.savepoint():
                mail = self._make_mail()
        except Exception as problem:  # whatever a template may contain: nothing has left
            _logger.warning("The mail of delivery %s cannot be made", self.id, exc_info=True)
            return "failed", exception_to_unicode(problem), None
        state, reason = hand_over(mail)
        return state, reason or False, mail if state == "queued" else None

    def _make_mail(self):
        report = self.report_id
        files = [
            (report.pdf_name, report.pdf_file),
            (report.html_name, report.html_file),
            (report.xlsx_name, report.xlsx_file),
        ]
        mail_id = self.env.ref(MAIL_TEMPLATE).send_mail(
            self.id, email_values={"attachments": [(name, content) for name, content in files if content]}
        )
        return self.env["mail.mail"].browse(mail_id)

    def _settle(self, state, error=False, mail=None):
        """Note what became of an attempt, and when the next one is."""
        now = self.env.cr.now()
        company = self.report_id.company_id
        values = {
            "state": state,
            "error": error,
            "claimed_at": False,
            "next_at": False,
            "tries": self.tries + (self.state != "queued"),  # the queue goes on with the attempt
            "mail_id": mail and mail.id,
        }
        if state == "sent":
            values |= {"sent_at": now, "error": False}
        elif state == "failed" and values["tries"] < company.flexible_work_report_tries:
            values["next_at"] = fields.Datetime.now() + timedelta(minutes=company.flexible_work_report_retry_minutes)
        self.env["flexible.work.report.attempt"].create(
            {
                "delivery_id": self.id,
                "at": now,
                "user_id": self.asked_by_id.id,
                "email": self.email,
                "state": state,
                "error": error,
            }
        )
        # what follows is the schedule's doing
        self.write(values | {"asked_by_id": False})

    # ------------------------------------------------------------------ scheduled

    @api.model
    @api.private
    def _settle_left(self):
        """Learn what became of mails left to Odoo's mail queue, and of those whose worker is gone."""
        for delivery in self.search([("state", "=", "queued")]):
            mail = delivery.mail_id
            if not mail:
                delivery._settle("unknown", self.env._("The mail was deleted from the mail queue."))
            elif mail.state in ("sent", "received"):
                delivery._settle("sent")
            elif mail.state == "cancel":
                delivery._settle("failed", self.env._("The mail was cancelled in the mail queue."))
                delivery.next_at = False
            elif mail.state != "outgoing":
                delivery._settle("failed", failure_words(mail))
                mail.state = "cancel"  # the next attempt makes its own
        gone = [("state", "=", "sending"), ("claimed_at", "<", fields.Datetime.now() - FORGOTTEN)]
        for delivery in self.search(gone):
            delivery._settle("unknown", self.env._("The server stopped while the mail was being sent."))
