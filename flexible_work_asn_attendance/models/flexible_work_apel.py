from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.orm.models import NO_ACCESS

from odoo.addons.flexible_work_asn.local_time import at_hour, hour_label, to_local, zone_label

from ..judge import RollCall, new_secret
from .flexible_work_apel_schedule import AUDIENCE_SELECTION, KIND_SELECTION, check_meeting_url, family_of

BKPSDM = "flexible_work_asn.group_bkpsdm"
#: with these a session is moved to other people or another time
WINDOW = frozenset({"department_id", "company_id", "date", "kind", "audience", "hour_from", "hour_late", "hour_to"})
#: worked out by the system, or changed by buttons alone
PROTECTED = frozenset({"state", "schedule_id", "secret", "by_hand", "leader_by_hand", "closed_at"})


class FlexibleWorkApel(models.Model):
    """A virtual roll call (apel) of those who work away from their office, or of everybody on duty.

    The leader opens it and shows a code that changes every half minute; those present type or scan it. It counts by
    the server's clock, in the zone of the regional government, and ends by itself with its window. Sessions are made
    from the schedule of the circular (`flexible_work_apel_following`) or entered by hand. One that nobody opened was
    not held, and nobody is blamed for missing it: without a leader there is no code to join with.
    """

    _name = "flexible.work.apel"
    _description = "Virtual Apel"
    _inherit = ["mail.thread"]
    _order = "date desc, hour_from, id desc"
    _check_company_auto = True
    _mail_post_access = "read"

    name = fields.Char(required=True, compute="_compute_name", store=True, readonly=False, precompute=True)
    company_id = fields.Many2one(
        "res.company",
        string="Regional government",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    department_id = fields.Many2one(
        "hr.department",
        string="Unit",
        index=True,
        check_company=True,
        help="Its sub-units take part as well. Empty: the whole regional government.",
    )
    date = fields.Date(required=True, index=True, default=lambda self: self.env.company._flexible_work_today())
    kind = fields.Selection(KIND_SELECTION, required=True, default="morning")
    audience = fields.Selection(AUDIENCE_SELECTION, string="For", required=True, default="away")
    schedule_id = fields.Many2one("flexible.work.apel.schedule", readonly=True, copy=False, ondelete="set null")
    by_hand = fields.Boolean(
        string="Entered by hand",
        readonly=True,
        copy=False,
        default=True,
        help="Entered or moved by a person: it does not follow the schedule of the circular.",
    )
    hour_from = fields.Float(string="From", required=True, default=7.5)
    hour_late = fields.Float(
        string="On time until",
        required=True,
        compute="_compute_hour_late",
        store=True,
        readonly=False,
        precompute=True,
        help="Whoever joins later is late.",
    )
    hour_to = fields.Float(string="To", required=True, default=8.0, help="After that nobody can join any more.")
    leader_id = fields.Many2one(
        "hr.employee",
        check_company=True,
        compute="_compute_leader_id",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        help="Who leads the apel: opens and closes it, and sees who is missing. The head of the unit or who acts for "
        "the head, unless another is named.",
    )
    leader_by_hand = fields.Boolean(readonly=True, copy=False, help="The leader was named by a person.")
    meeting_url = fields.Char(string="Meeting link", help="Of any provider: Zoom, Google Meet, Jitsi, …")
    state = fields.Selection(
        [("draft", "Scheduled"), ("open", "Open"), ("closed", "Closed")],
        required=True,
        readonly=True,
        copy=False,
        default="draft",
        index=True,
        tracking=True,
    )
    closed_at = fields.Datetime(readonly=True, copy=False)
    # read with sudo by the server alone: whoever knows it can join for others
    secret = fields.Char(required=True, copy=False, readonly=True, groups=NO_ACCESS, default=lambda self: new_secret())
    attendance_ids = fields.One2many("flexible.work.apel.attendance", "apel_id", string="Joined")

    _window_ordered = models.Constraint(
        "CHECK(hour_from >= 0 AND hour_from <= hour_late AND hour_late <= hour_to AND hour_from < hour_to"
        " AND hour_to <= 24)",
        "An apel begins before it ends, and its limit for being on time lies between.",
    )
    _unit_date_unique = models.UniqueIndex(
        "(company_id, COALESCE(department_id, 0), date, kind)",
        "This unit already has an apel of this kind on that date.",
    )

    @api.depends("department_id", "company_id", "kind")
    def _compute_name(self):
        for apel in self:
            # sudo: the name of the unit, for people who may not read departments
            apel.name = self._name_for(apel.kind, apel.sudo().department_id.name or apel.company_id.name)

    def _name_for(self, kind, unit):
        if kind == "joint":
            return self.env._("Joint apel %s", unit)
        return self.env._("Afternoon apel %s", unit) if kind == "afternoon" else self.env._("Morning apel %s", unit)

    @api.depends("hour_from", "hour_to")
    def _compute_hour_late(self):
        for apel in self:
            apel.hour_late = min(apel.hour_from + 0.25, apel.hour_to)

    @api.depends("department_id", "date")
    def _compute_leader_id(self):
        """The head of the unit, or who acts for the head on that date (Plh, Plt)."""
        for apel in self:
            unit = apel.sudo().department_id
            apel.leader_id = unit._acting_head(apel.date)[0] if unit and apel.date else unit.manager_id

    @api.constrains("meeting_url")
    def _check_meeting_url(self):
        check_meeting_url(self)

    @api.constrains("company_id", "department_id", "date", "kind")
    def _check_joint_or_morning(self):
        """A joint apel takes the place of the morning one."""
        for apel in self:
            others = self.sudo().search(
                [
                    ("company_id", "=", apel.company_id.id),
                    ("department_id", "=", apel.department_id.id),
                    ("date", "=", apel.date),
                    ("id", "!=", apel.id),
                ]
            )
            clash = others.filtered(lambda other, kind=apel.kind: family_of(other.kind) == family_of(kind))
            if clash:
                raise UserError(
                    self.env._(
                        "“%s” is on that date already, and a joint apel takes the place of the morning apel. Change or "
                        "delete that one first.",
                        clash[0].name,
                    )
                )

    # ------------------------------------------------------------ the window
    def _tz(self):
        return self.company_id._flexible_work_tz()

    def _roll_call(self):
        self.ensure_one()
        return RollCall(
            begins=at_hour(self.date, self.hour_from),
            late_after=at_hour(self.date, self.hour_late),
            ends=at_hour(self.date, self.hour_to),
            state=self.state,
        )

    def _local_now(self):
        return to_local(fields.Datetime.now(), self._tz())

    def _state_now(self):
        """The state by the clock: an apel whose window is over is closed, even if nobody pressed the button."""
        over = self.state == "open" and self._roll_call().is_over(self._local_now())
        return "closed" if over else self.state

    @api.model
    @api.private
    def _close_over(self, company, now):
        """Close what is over at ``now`` (naive UTC) and was left open."""
        today = company._flexible_work_today(now)
        left_open = [("company_id", "=", company.id), ("state", "=", "open"), ("date", "<=", today)]
        local = to_local(now, company._flexible_work_tz())
        over = self.sudo().search(left_open).filtered(lambda apel: apel._roll_call().is_over(local))
        if over:
            over.write({"state": "closed", "closed_at": now})
            over._tell_state()

    # ------------------------------------------------------------ who leads
    def _leads(self):
        """Whether the user leads this apel, works for its unit, or is of BKPSDM: they run it."""
        self.ensure_one()
        return self._decides() or self.env.user in self.sudo().department_id.flexible_staff_user_ids

    def _decides(self):
        """Whether the user decides about presence at it: its leader, the heads of the unit, BKPSDM; no operator."""
        self.ensure_one()
        apel, user = self.sudo(), self.env.user
        return (
            user.has_group(BKPSDM)
            or (bool(apel.leader_id.user_id) and apel.leader_id.user_id == user)
            or user in apel.department_id.flexible_head_user_ids
        )

    def _check_leads(self):
        """:raises AccessError: for anybody but the leader, the unit's heads and operators, and BKPSDM"""
        self.check_access("read")
        for apel in self:
            if not apel._leads():
                raise AccessError(
                    self.env._(
                        "Only the leader, the heads and operators of the unit and BKPSDM manage “%s”.", apel.name
                    )
                )

    def _check_decides(self):
        """:raises AccessError: for anybody but the leader, the unit's heads and BKPSDM"""
        self.check_access("read")
        for apel in self:
            if not apel._decides():
                raise AccessError(
                    self.env._("Only the leader, the heads of the unit and BKPSDM decide about “%s”.", apel.name)
                )

    def action_open(self):
        """Open the apel, so that people can join from its hour on, and show the board.

        :raises UserError: on another day, or when its window is over
        """
        self.ensure_one()
        self._check_leads()
        self._check_openable()
        if self.state == "draft":
            self.sudo().state = "open"
            self.env["flexible.work.day"]._judge_days(self._expected_days().ids)
            self._tell_state()
        return self.action_board()

    def action_reopen(self):
        """Open an apel again that was closed too early, while its window lasts.

        :raises UserError: when it is not closed, or its window is over
        """
        self.ensure_one()
        self._check_leads()
        if self.state != "closed":
            raise UserError(self.env._("“%s” is not closed.", self.name))
        self._check_openable(hour_only=True)
        self.sudo().write({"state": "open", "closed_at": False})
        self._tell_state()

    def _check_openable(self, hour_only=False):
        now = self._local_now()
        over = now > at_hour(self.date, self.hour_to) if hour_only else self._roll_call().is_over(now)
        if self.date != now.date() or over:
            raise UserError(
                self.env._(
                    "“%(apel)s” can be opened on %(date)s until %(hour)s %(zone)s.",
                    apel=self.name,
                    date=fields.Date.to_string(self.date),
                    hour=hour_label(self.hour_to),
                    zone=zone_label(self._tz()),
                )
            )

    def action_close(self):
        """Close the apel: nobody can join any more."""
        self._check_leads()
        for apel in self:
            if apel.state == "draft":
                raise UserError(self.env._("“%s” has not been opened yet.", apel.name))
        still_open = self.filtered(lambda apel: apel.state == "open")
        still_open.sudo().write({"state": "closed", "closed_at": fields.Datetime.now()})
        still_open._tell_state()

    def action_board(self):
        """The leader's board with the code."""
        self.ensure_one()
        self._check_leads()
        action = self.env["ir.actions.client"]._for_xml_id("flexible_work_asn_attendance.apel_board_action")
        return action | {
            "context": {"active_id": self.id, "active_model": self._name},
            "params": {"active_id": self.id},
        }

    # ------------------------------------------------------------ create and change
    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and any(PROTECTED & vals.keys() for vals in vals_list):
            raise AccessError(self.env._("An apel is opened and closed by its buttons."))
        apels = super().create(vals_list)
        if not self.env.su:
            if any(apel.state != "draft" or apel.schedule_id for apel in apels):
                # defaults of the context are no way round
                raise AccessError(self.env._("An apel is opened and closed by its buttons."))
            apels._check_leader()
        return apels

    def write(self, vals):
        """:raises UserError: when an apel that was opened is moved to other people or another time"""
        if not self.env.su and PROTECTED & vals.keys():
            raise AccessError(self.env._("An apel is opened and closed by its buttons."))
        if WINDOW & vals.keys():
            for apel in self:
                if apel.state != "draft":
                    raise UserError(self.env._("“%s” has been opened: its unit and its hours stay.", apel.name))
        result = super().write(vals)
        if not self.env.su:
            if {"department_id", "company_id"} & vals.keys():
                # it may have been moved to people of others
                self.check_access("write")
            if (WINDOW | {"meeting_url", "name"}) & vals.keys():
                self.sudo().write({"by_hand": True})
            if "leader_id" in vals:
                self._check_leader()
                self.sudo().write({"leader_by_hand": True})
                self._tell_leader()
        return result

    def _check_leader(self):
        """:raises AccessError: when an operator makes himself or herself the one who decides about presence"""
        user = self.env.user
        if user.has_group(BKPSDM):
            return
        for apel in self.sudo():
            if apel.leader_id.user_id == user and user not in apel.department_id.flexible_head_user_ids:
                raise AccessError(
                    self.env._("The leader decides about presence: let a head of the unit or BKPSDM name you.")
                )

    def _tell_leader(self):
        for apel in self.sudo().filtered(lambda apel: apel.state != "closed"):
            user = apel.leader_id.user_id
            if user and user != self.env.user:
                apel.message_notify(
                    partner_ids=user.partner_id.ids,
                    subject=apel.name,
                    body=self.env._(
                        "You lead “%(apel)s” on %(date)s from %(hour)s %(zone)s: open it and show its code.",
                        apel=apel.name,
                        date=fields.Date.to_string(apel.date),
                        hour=hour_label(apel.hour_from),
                        zone=zone_label(apel._tz()),
                    ),
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_opened(self):
        for apel in self:
            if apel.state != "draft":
                raise UserError(self.env._("“%s” has been opened and cannot be deleted.", apel.name))
