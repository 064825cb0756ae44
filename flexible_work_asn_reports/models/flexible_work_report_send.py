import logging

from odoo import api, fields, models
from odoo.exceptions import LockError, UserError
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tools import plaintext2html

from .flexible_work_report import READERS

_logger = logging.getLogger(__name__)

#: a click waits so long for the mail server; the schedule sends what is left
PATIENCE_SECONDS = 20
NOT_SENT = "flexible_work_asn_reports.mail_activity_report_not_sent"
#: what cannot be unsaid: the mail is there, may be there, or is leaving
LEFT = ("sending", "queued", "sent", "unknown")


class FlexibleWorkReport(models.Model):
    """Sending: the files are frozen, each recipient gets a delivery, and the mails leave after the commit."""

    _inherit = "flexible.work.report"

    send_error = fields.Text(
        string="Why it was not sent",
        store=False,
        compute="_compute_send_error",
        compute_sudo=True,
        groups=READERS,
        help="The recipients who do not have it, and what the mail server said.",
    )
    delivered_count = fields.Integer(
        string="Recipients who have it", compute="_compute_send_error", compute_sudo=True, groups=READERS
    )
    on_its_way = fields.Boolean(compute="_compute_send_error", compute_sudo=True, groups=READERS)

    @api.depends("delivery_ids.state", "delivery_ids.error", "delivery_ids.next_at", "recipient_ids")
    @api.depends_context("lang")
    def _compute_send_error(self):
        for report in self:
            deliveries = report._current_deliveries()
            report.delivered_count = len(deliveries.filtered("sent_at"))
            report.on_its_way = any(delivery.state in ("waiting", "sending", "queued") for delivery in deliveries)
            troubles = [delivery._trouble() for delivery in deliveries if delivery.state in ("failed", "unknown")]
            report.send_error = "\n".join(troubles) or False

    def write(self, vals):
        """:raises UserError: for another number once the page has left the house with this one"""
        if "number" in vals and any(report.state == "verified" and report.sudo()._reached() for report in self):
            raise UserError(
                self.env._("The page has left with its number. Another number needs a revision, once it is sent.")
            )
        return super().write(vals)

    def _current_deliveries(self):
        """Those of people who are to receive it; who was taken off the list stays in the log."""
        return self.delivery_ids.filtered(lambda delivery: delivery.partner_id in self.recipient_ids)

    def action_send(self):
        """Send the verified report to its recipients as PDF and XLSX; once all have it, it is frozen.

        Without a working PDF engine an HTML page goes out in place of the PDF, and the mail says so. The mails leave
        when this transaction is committed; what became of them is said in a notification and in the log. Somebody who
        could not be reached is tried again by the schedule. A further call reaches only those who do not have it.

        :return: an action that reloads the form
        :raises UserError: when the report is not verified, or recipients or their addresses are missing
        """
        self.ensure_one()
        self.check_access("write")
        report = self.sudo()
        report._check_sendable()
        report._put_into_outbox(self.env.user)
        report._send_after_commit()
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _check_sendable(self):
        if self.state == "sent":
            raise UserError(self.env._("%s has already been sent.", self.display_name))
        if self.state != "verified":
            raise UserError(self.env._("BKPSDM verifies the report before it is sent."))
        if not self.recipient_ids:
            raise UserError(
                self.env._("Nobody is to receive the report. Fill in the recipients here or in the settings.")
            )
        nowhere = self.recipient_ids.filtered(lambda partner: not partner.email)
        if nowhere:
            raise UserError(self.env._("No mail address: %s", ", ".join(nowhere.mapped("name"))))
        uncertain = self._current_deliveries().filtered(lambda delivery: delivery.state == "unknown")
        if uncertain:
            raise UserError(
                self.env._(
                    "Nobody knows whether the mail reached %s. Ask there, then choose “It is there” or “Send again” in "
                    "the list of deliveries.",
                    ", ".join(uncertain.partner_id.mapped("name")),
                )
            )

    def _put_into_outbox(self, user=None):
        """Freeze the files, unless they have left already, and put a delivery for each recipient into the outbox.

        :param user: who asks (None: the schedule)
        """
        self._lock_for_sending()
        if not self._reached():
            self._render_files()
        self.sent_by_id = user
        known = self._current_deliveries()
        known.filtered(lambda delivery: delivery.state in ("waiting", "failed"))._ask(user)
        new = self.recipient_ids - known.partner_id
        self.env["flexible.work.report.delivery"].create(
            [{"report_id": self.id, "partner_id": partner.id, "email": partner.email} for partner in new]
        )._ask(user)

    def _lock_for_sending(self):
        """:raises UserError: while another worker sends this report"""
        try:
            self.lock_for_update(allow_referencing=True)
            self.delivery_ids.lock_for_update(allow_referencing=True)
        except LockError as taken:
            raise UserError(self.env._("Somebody else is sending this report at this moment.")) from taken

    def _reached(self):
        """Deliveries that left the house: from the first one on, the files stay as they are."""
        return self.delivery_ids.filtered(lambda delivery: delivery.sent_at or delivery.state in LEFT)

    def _check_not_left(self):
        if self._reached():
            raise UserError(self.env._("Some recipients have already received this report: send it to the others."))

    def _forget_sending(self):
        """Take back what was prepared, as long as nothing has left.

        :raises UserError: when somebody has received it, or is about to
        """
        self._lock_for_sending()
        self._check_not_left()
        self.delivery_ids.unlink()
        self.sent_by_id = False
        self._drop_files()

    # ------------------------------------------------------------------ after the commit

    def _send_after_commit(self):
        """Let the mails leave once everything they rest on is committed: then no rollback can call them back."""
        ids, uid, context, dbname = self.ids, self.env.uid, self.env.context, self.env.cr.dbname

        @self.env.cr.postcommit.add
        def send():
            try:
                with Registry(dbname).cursor() as cr:
                    reports = api.Environment(cr, uid, context)[self._name].sudo().browse(ids)
                    reports._work_outbox(PATIENCE_SECONDS)
                    reports._tell_sender()
            except Exception:  # it is committed and waits: the schedule sends it
                _logger.exception("daily reports %s were not sent at once", ids)

    def _work_outbox(self, seconds=None):
        """Send what is due of these reports. Commits: to be called with a cursor of its own."""
        due = self.delivery_ids.filtered(lambda delivery: delivery.next_at)
        due._send_due(seconds)
        self._finish_alone()

    def _finish_alone(self):
        """Finish each report in a transaction of its own, as often as it takes: another worker may be at the same."""
        for report in self:
            retrying(report._finish_sending, self.env)

    def _finish_sending(self):
        """Freeze each report that all recipients have, and tell BKPSDM of those that nobody will send by itself."""
        for report in self:
            deliveries = report._current_deliveries()
            complete = report.recipient_ids <= deliveries.filtered("sent_at").partner_id
            if report.state == "verified" and complete:
                report._close_as_sent()
            stuck = deliveries.filtered(
                lambda delivery: delivery.state == "unknown" or delivery.state == "failed" and not delivery.next_at
            )
            if stuck:
                report._tell_bkpsdm(NOT_SENT, lambda report: report.env._("Sending failed"), report._stuck_words)
            elif complete:
                report.activity_unlink([NOT_SENT])

    def _close_as_sent(self):
        """Everybody has it: the report is what it is from now on."""
        self._replace_earlier()
        self.write({"state": "sent", "sent_at": self.env.cr.now(), "is_latest": True})
        self.message_post(body=self.env._("Sent to %s.", ", ".join(self.recipient_ids.mapped("name"))))

    def _stuck_words(self, report):
        return report.env._(
            "%s\nCorrect the address, send it again, or take the recipient off the list.", report.send_error
        )

    def _tell_bkpsdm(self, activity, summary, note):
        """An activity for each user of BKPSDM, unless one of the kind is open on the report.

        :param summary: a function of the report, for the language of the reader; and so ``note``
        """
        self.ensure_one()
        kind = self.env.ref(activity)
        if kind in self.activity_ids.activity_type_id:
            return
        for user in self.company_id._flexible_bkpsdm_users():
            report = self.with_context(lang=user.lang)
            self.activity_schedule(
                activity,
                user_id=user.id,
                date_deadline=self.company_id._flexible_work_today(),
                summary=summary(report),
                note=plaintext2html(note(report)),
            )

    def _tell_sender(self):
        """Say on the sender's screen what became of it."""
        for report in self:
            names = ", ".join(report.delivery_ids.filtered("sent_at").partner_id.mapped("name"))
            kind, title, message = "success", self.env._("Sent"), names
            if report.send_error:
                kind, title, message = "danger", self.env._("Sending failed"), report.send_error
            elif report.on_its_way:
                kind, title, message = "info", self.env._("Being sent"), self.env._("The rest follows in minutes.")
            self.env.user._bus_send(
                "simple_notification",
                {"type": kind, "title": title, "message": message, "sticky": kind == "danger"},
            )
