from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

BKPSDM = "flexible_work_asn.group_bkpsdm"
STATES = [
    ("waiting", "To be sent"),
    ("sending", "Being sent"),
    ("queued", "In the mail queue"),
    ("sent", "Sent"),
    ("failed", "Failed"),
    ("unknown", "Uncertain"),
]


class FlexibleWorkReportDelivery(models.Model):
    """One report for one recipient: whether it is there, and what becomes of it next.

    ``waiting`` → ``sending`` → ``sent``, ``failed`` (tried again by itself while ``next_at`` says when), ``queued``
    (left to Odoo's own mail queue) or ``unknown``: the server stopped between handing over the mail and noting that.
    An uncertain mail is never sent again by itself; BKPSDM asks the recipient. Each attempt is logged.
    """

    _name = "flexible.work.report.delivery"
    _description = "Delivery of a Daily Report"
    _order = "date desc, report_id desc, id"
    _rec_name = "partner_id"

    report_id = fields.Many2one("flexible.work.report", required=True, readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="report_id.company_id", store=True)
    date = fields.Date(related="report_id.date", store=True)
    partner_id = fields.Many2one("res.partner", string="Recipient", required=True, readonly=True, ondelete="restrict")
    email = fields.Char(readonly=True, help="The address it went to.")
    state = fields.Selection(STATES, required=True, default="waiting", readonly=True, index=True)
    sent_at = fields.Datetime(string="Last success", readonly=True, help="When the mail server last accepted it.")
    error = fields.Text(string="Why not", readonly=True)
    tries = fields.Integer(
        string="Attempts", readonly=True, aggregator=None, help="Since sending was last asked for by hand."
    )
    next_at = fields.Datetime(
        string="Next attempt", readonly=True, index="btree_not_null", help="Empty: it is not tried again by itself."
    )
    claimed_at = fields.Datetime(readonly=True, help="Since when a worker is at it.")
    asked_by_id = fields.Many2one("res.users", string="Asked for by", readonly=True, help="Empty: by the schedule.")
    mail_id = fields.Many2one(
        "mail.mail", readonly=True, ondelete="set null", index="btree_not_null", groups="base.group_system"
    )
    attempt_ids = fields.One2many("flexible.work.report.attempt", "delivery_id", string="Log", readonly=True)
    sent_local = fields.Char(string="Received at", compute="_compute_local_times", help="Local time.")
    next_local = fields.Char(string="Tried again at", compute="_compute_local_times", help="Local time.")

    _recipient_once = models.Constraint("UNIQUE(report_id, partner_id)", "A recipient gets a report once.")

    @api.depends("sent_at", "next_at", "report_id.date")
    @api.depends_context("lang")
    def _compute_local_times(self):
        for delivery in self:
            report = delivery.report_id
            delivery.sent_local = report._clock(delivery.sent_at, with_date=True)
            delivery.next_local = report._clock(delivery.next_at, with_date=True)

    # ------------------------------------------------------------------ actions

    def action_resend(self):
        """Send the files once more to this recipient, as they are, whether or not he or she has them already.

        :raises AccessError: for all but BKPSDM
        :raises UserError: while it is being sent, or before the report was sent to anybody
        """
        self._check_bkpsdm()
        for delivery in self.sudo():
            report = delivery.report_id
            if report.state not in ("verified", "sent") or not report.xlsx_file:
                raise UserError(self.env._("%s has not been sent yet: send the report first.", report.display_name))
            delivery._check_not_busy()
            delivery._ask(self.env.user)
        return self.report_id.sudo()._send_after_commit()

    def action_confirm_received(self):
        """Note that the recipient says that the mail is there, where the system does not know it.

        :raises AccessError: for all but BKPSDM
        :raises UserError: for a mail whose fate is known
        """
        self._check_bkpsdm()
        for delivery in self.sudo():
            if delivery.state not in ("unknown", "failed"):
                raise UserError(
                    self.env._("%s: whether the mail arrived is known already.", delivery.partner_id.display_name)
                )
            delivery.asked_by_id = self.env.user
            delivery._settle("sent", self.env._("The recipient says that it is there."))
            delivery.error = False
        self.report_id.sudo()._finish_sending()
        return True

    def action_attempts(self):
        """The log of this delivery."""
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "flexible_work_asn_reports.flexible_work_report_attempt_action"
        )
        return action | {"domain": [("delivery_id", "in", self.ids)], "context": {}}

    def _check_bkpsdm(self):
        self.check_access("read")
        if not self.env.user.has_group(BKPSDM):
            raise AccessError(self.env._("BKPSDM sends the daily report."))

    def _check_not_busy(self):
        if self.state in ("waiting", "sending", "queued"):
            raise UserError(
                self.env._(
                    "%s: the mail is on its way. Wait until it is known what became of it.", self.partner_id.name
                )
            )

    def _trouble(self) -> str:
        """``Sekretaris Daerah: 550 no such mailbox (tried again at 09.45 WIT)``, in one line."""
        words = f"{self.partner_id.name}: {self.error}"
        if not self.next_at:
            return words
        return self.env._("%(trouble)s (tried again at %(hour)s)", trouble=words, hour=self.next_local)
