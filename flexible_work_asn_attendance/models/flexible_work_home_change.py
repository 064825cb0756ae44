from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_date

from odoo.addons.flexible_work_asn.wizard.flexible_work_reason import ACTIONS

BKPSDM = "flexible_work_asn.group_bkpsdm"
DECIDE = "flexible_work_asn_attendance.mail_activity_home_change"
#: what the person who asks may write, and only while it is a draft; buttons do the rest
EDITABLE = frozenset({"employee_id", "date", "address", "latitude", "longitude", "located", "reason", "evidence_ids"})
#: a mark in the context that no client can send: the home is written because a change was decided
DECIDED = object()
#: fields of the registered home on the employee, in the order of address, latitude, longitude, located here
HOME_FIELDS = {
    "home_address": "address",
    "home_latitude": "latitude",
    "home_longitude": "longitude",
    "home_located": "located",
}
ACTIONS |= {
    "refuse_home": ("flexible.work.home.change", "_refuse"),
    "undo_home": ("flexible.work.home.change", "_undo"),
}


class FlexibleWorkHomeChange(models.Model):
    """A request to register another home, decided by BKPSDM.

    Home is the domicile recorded in personnel data (Permen PANRB 4/2025 Pasal 12); presence from home is judged by
    it, so that nobody moves it alone. Only the person and BKPSDM see it: neither heads nor operators do.

    The way: draft, submitted, then approved or refused, or withdrawn by the person. What BKPSDM changes in the
    personnel data itself is kept as an approved change, so that it can always be read which home counted when.
    """

    _name = "flexible.work.home.change"
    _description = "Change of the Registered Home"
    _inherit = ["flexible.work.employee.record", "flexible.work.document", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _rec_name = "employee_id"
    _entered = EDITABLE

    employee_id = fields.Many2one(default=lambda self: self.env.user.employee_id)
    date = fields.Date(default=lambda self: self.env.company._flexible_work_today(), help="On which it was asked for.")
    address = fields.Char(required=True, help="As in the personnel data: street, kelurahan, kecamatan.")
    latitude = fields.Float(digits=(10, 7), aggregator=None)
    longitude = fields.Float(digits=(10, 7), aggregator=None)
    located = fields.Boolean(string="Has a position", help="Said apart, because 0.0 is a real latitude on the equator.")
    reason = fields.Text(required=True)
    evidence_ids = fields.Many2many(
        "ir.attachment", copy=False, help="Such as the KTP or a letter of domicile. Only you and BKPSDM can read it."
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Submitted"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("withdrawn", "Withdrawn"),
            ("undone", "Taken back"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    direct = fields.Boolean(
        string="Entered by BKPSDM", readonly=True, copy=False, help="Changed in the personnel data without a request."
    )
    previous_address = fields.Char(readonly=True, copy=False)
    previous_latitude = fields.Float(digits=(10, 7), readonly=True, copy=False, aggregator=None)
    previous_longitude = fields.Float(digits=(10, 7), readonly=True, copy=False, aggregator=None)
    previous_located = fields.Boolean(readonly=True, copy=False)
    decided_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    decided_at = fields.Datetime(readonly=True, copy=False)
    decision_reason = fields.Text(readonly=True, copy=False)

    _one_waiting = models.UniqueIndex(
        "(employee_id) WHERE state = 'submitted'",
        "Another change of this home waits for a decision already. Withdraw it first.",
    )

    @api.depends("employee_id", "date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for change in self:
            # sudo: the person reads the own name, which is not everybody's to read in HR
            change.display_name = self.env._(
                "Home of %(employee)s, %(date)s",
                employee=change.sudo().employee_id.name or "",
                date=format_date(self.env, change.date) if change.date else "",
            )

    @api.depends("state")
    def _compute_can_decide(self):
        super()._compute_can_decide()
        for change in self:
            change.can_decide = change.can_decide and change.state == "submitted"

    @api.constrains("latitude", "longitude")
    def _check_coordinates(self):
        for change in self:
            if not (-90 <= change.latitude <= 90 and -180 <= change.longitude <= 180):
                raise ValidationError(
                    self.env._(
                        "Latitude runs from -90 to 90 and longitude from -180 to 180 degrees: check the position."
                    )
                )

    @api.onchange("latitude", "longitude")
    def _onchange_coordinates(self):
        for change in self:
            change.located = change.located or bool(change.latitude or change.longitude)

    def _why_not_decide(self):
        self.ensure_one()
        if self.sudo().employee_id.user_id == self.env.user:
            return self.env._("Nobody decides about the own home: another person of BKPSDM does.")
        if not self.env.user.has_group(BKPSDM):
            return self.env._("Only BKPSDM decides about a registered home.")
        return None

    # ------------------------------------------------------------ create and change
    @api.model_create_multi
    def create(self, vals_list):
        changes = super().create(vals_list)
        if any(not change._may_ask() for change in changes):
            raise AccessError(self.env._("Ask for your own home only."))
        for change in changes.sudo():
            change.message_subscribe(partner_ids=change.employee_id.user_id.partner_id.ids)
        return changes

    @api.model
    def _by_buttons_only(self):
        return self.env._("A change of the home is decided by its buttons only.")

    def _check_changeable(self):
        if any(change.state != "draft" for change in self):
            raise UserError(self.env._("What was submitted stays as it is. Withdraw it and enter a new one."))

    def _may_ask(self):
        """Whether the user is the person, or BKPSDM, which may enter changes for others."""
        self.ensure_one()
        return self.env.su or self.is_mine or self.env.user.has_group(BKPSDM)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_submitted(self):
        if any(change.state != "draft" for change in self):
            raise UserError(self.env._("Only a draft is deleted. Withdraw it instead: it stays readable."))

    # ------------------------------------------------------------ the way
    def action_submit(self):
        """Hand it in to BKPSDM.

        :raises UserError: without a position, or while another one waits
        """
        self.check_access("write")
        for change in self:
            if not change._may_ask():
                raise AccessError(self.env._("Only the person and BKPSDM submit a change of the home."))
            change._check_state("draft")
            if not change.located:
                raise UserError(
                    self.env._(
                        "Say where the home is: open this on the phone at home and take the position, or copy latitude "
                        "and longitude from a map."
                    )
                )
            if self.sudo().search_count(
                [("employee_id", "=", change.employee_id.id), ("state", "=", "submitted")], limit=1
            ):
                raise UserError(
                    self.env._("Another change of this home waits for a decision already. Withdraw it first.")
                )
            change.sudo().state = "submitted"
            change.sudo()._ask_bkpsdm()

    def action_withdraw(self):
        """Take back what has not been decided yet."""
        self.check_access("read")
        for change in self:
            if not change._may_ask():
                raise AccessError(self.env._("Only the person and BKPSDM withdraw a change of the home."))
            change._check_state("submitted")
            change.sudo().state = "withdrawn"
            change.sudo().activity_unlink([DECIDE])

    def action_approve(self):
        """Register these homes. Check-ins of today that were made from home are judged by them at once.

        :raises AccessError: when it is not for the user to decide
        """
        self._check_can_decide()
        self._check_state("submitted")
        for change in self.sudo():
            change._remember()
            change._put_in_force(change.address, change.latitude, change.longitude, change.located)
            change._decided("approved", "")
            change._tell(self.env._("Approved: this home is registered now."))

    def action_refuse(self):
        """Ask why, then refuse."""
        self._check_can_decide()
        self._check_state("submitted")
        return self.env["flexible.work.reason"]._ask(self, "refuse_home", self.env._("Refuse"))

    def action_undo(self):
        """Ask why, then register the home that was registered before."""
        self._check_can_decide()
        self._check_last()
        return self.env["flexible.work.reason"]._ask(self, "undo_home", self.env._("Take the change back"))

    @api.private
    def _refuse(self, reason):
        """Refuse these changes, with the written ``reason``."""
        self._check_can_decide()
        self._check_state("submitted")
        for change in self.sudo():
            change._decided("refused", reason)
            change._tell(self.env._("Refused."), reason)

    @api.private
    def _undo(self, reason):
        """Register what was registered before, with the written ``reason``."""
        self._check_can_decide()
        self._check_last()
        for change in self.sudo():
            change._put_in_force(
                change.previous_address, change.previous_latitude, change.previous_longitude, change.previous_located
            )
            change._decided("undone", reason)
            change._tell(self.env._("Taken back: the home from before is registered again."), reason)

    def _check_last(self):
        """:raises UserError: when a later change has been approved since"""
        self._check_state("approved")
        for change in self.sudo():
            later = [
                ("employee_id", "=", change.employee_id.id),
                ("state", "=", "approved"),
                ("decided_at", ">", change.decided_at),
            ]
            if self.sudo().search_count(later, limit=1):
                raise UserError(self.env._("The home has been changed again since. Take the later change back first."))

    # ------------------------------------------------------------ effect
    def _remember(self):
        """Keep what is registered until now."""
        employee = self.employee_id
        self.write({f"previous_{mine}": employee[theirs] for theirs, mine in HOME_FIELDS.items()})

    def _put_in_force(self, address, latitude, longitude, located):
        """Write the home into the personnel data, and judge today's open days by it."""
        employee = self.employee_id.with_context(flexible_home_change=DECIDED)
        employee.write(
            {
                "home_address": address,
                "home_latitude": latitude,
                "home_longitude": longitude,
                "home_located": located,
            }
        )
        days = self.env["flexible.work.day"].sudo()
        days._judge_days(days.search([("employee_id", "=", employee.id), ("state", "=", "open")]).ids)

    def _decided(self, state, reason):
        self.write(self._decision(state, reason))
        self.activity_unlink([DECIDE])

    def _ask_bkpsdm(self):
        """One activity for each user of BKPSDM, but for the person."""
        today = self.company_id._flexible_work_today()
        for user in self.company_id._flexible_bkpsdm_users() - self.employee_id.user_id:
            # without the address: the summary of an activity goes out by mail
            self.activity_schedule(
                DECIDE, date_deadline=today, user_id=user.id, summary=self.with_context(lang=user.lang).display_name
            )
