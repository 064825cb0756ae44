from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.flexible_work_asn.local_time import to_local

BKPSDM = "flexible_work_asn.group_bkpsdm"
REJECT_ACTION = "flexible_work_asn_attendance.flexible_work_apel_reject_action"
#: joining again within this time is a slow line or a nervous finger
DOUBLE_TAP = timedelta(minutes=1)


class FlexibleWorkApelAttendance(models.Model):
    """One employee's presence at an apel: recorded by the code or noted by the leader, and decided by a person.

    The leader and the heads of the unit decide until the day is closed, BKPSDM afterwards, nobody about himself or
    herself. Every decision is kept in the history of the apel.
    """

    _name = "flexible.work.apel.attendance"
    _description = "Presence at an Apel"
    _order = "joined_at desc, id desc"
    _rec_name = "employee_id"

    apel_id = fields.Many2one("flexible.work.apel", required=True, readonly=True, index=True, ondelete="cascade")
    employee_id = fields.Many2one("hr.employee", required=True, readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="apel_id.company_id", store=True, index=True, string="Regional government")
    date = fields.Date(related="apel_id.date", store=True, index=True)
    kind = fields.Selection(related="apel_id.kind", string="Kind of apel")
    department_id = fields.Many2one(
        "hr.department", string="Unit", compute="_compute_unit", store=True, index=True, help="That of the day."
    )
    opd_id = fields.Many2one("hr.department", string="OPD", compute="_compute_unit", store=True)
    joined_at = fields.Datetime(required=True, readonly=True)
    local_joined_at = fields.Char(string="Joined at", compute="_compute_local_joined_at")
    result = fields.Selection([("on_time", "On time"), ("late", "Late")], required=True, readonly=True)
    state = fields.Selection(
        [("joined", "Joined"), ("verified", "Verified"), ("rejected", "Rejected")],
        string="Decision",
        required=True,
        readonly=True,
        default="joined",
        index=True,
    )
    uniform = fields.Selection([("yes", "In uniform"), ("no", "Not in uniform")], readonly=True)
    via = fields.Selection(
        [("code", "Code"), ("leader", "Noted by the leader")],
        string="Joined by",
        required=True,
        readonly=True,
        default="code",
    )
    note = fields.Text(readonly=True, help="Why the presence was noted by hand.")
    noted_by_id = fields.Many2one("res.users", string="Noted by", readonly=True)
    decided_by_id = fields.Many2one("res.users", string="Decided by", readonly=True)
    decided_at = fields.Datetime(readonly=True)
    reason = fields.Text(readonly=True)
    can_decide = fields.Boolean(compute="_compute_can_decide")

    _apel_employee_unique = models.Constraint(
        "UNIQUE(apel_id, employee_id)", "This employee has already joined the apel."
    )

    @api.depends("apel_id", "employee_id")
    def _compute_unit(self):
        days = self._days()
        for one in self:
            day = days[one.sudo()]
            one.department_id = day.department_id or one.sudo().employee_id.department_id
            one.opd_id = day.opd_id or one.department_id.opd_id

    @api.depends("joined_at", "apel_id")
    def _compute_local_joined_at(self):
        for one in self:
            one.local_joined_at = one._local_time()

    @api.depends_context("uid")
    @api.depends("apel_id", "employee_id", "state")
    def _compute_can_decide(self):
        days = self._days()
        for one in self:
            one.can_decide = not one.sudo()._why_not_decide(one.sudo().apel_id, days[one.sudo()])

    def _local_time(self):
        return to_local(self.joined_at, self.sudo().apel_id._tz()).strftime("%H:%M") if self.joined_at else ""

    # ------------------------------------------------------------ deciding
    def action_verify(self):
        """Confirm that these people were there; asks for a reason where a rejection is taken back.

        Of many, those that are verified already and those about whom the user may not decide are passed over.

        :raises AccessError: when the user may not decide about any of them
        """
        if any(one.state == "rejected" for one in self):
            return self._action_ask("verify")
        waiting = self.filtered(lambda one: one.state == "joined")
        allowed = waiting.filtered("can_decide")
        if not allowed:
            (waiting or self)._check_can_decide()
        allowed._decide("verified")
        if allowed == self:
            return None
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "message": self.env._(
                    "%(verified)s verified; %(passed_over)s passed over, because they are verified already or not for "
                    "you to decide.",
                    verified=len(allowed),
                    passed_over=len(self - allowed),
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_reject(self):
        """Ask why, then reject: the presence doesn't count."""
        return self._action_ask("reject")

    def action_reset(self):
        """Ask why, then take the decision back."""
        return self._action_ask("reset")

    def _action_ask(self, decision):
        self._check_can_decide()
        titles = {
            "verify": self.env._("Verify after all"),
            "reject": self.env._("Reject the presence"),
            "reset": self.env._("Take the decision back"),
        }
        return self.env["ir.actions.act_window"]._for_xml_id(REJECT_ACTION) | {
            "name": titles[decision],
            "context": {"default_attendance_ids": self.ids, "default_decision": decision},
        }

    @api.private
    def _decide(self, state, reason=None):
        """Store a decision, judge the days again, and keep it in the history of the apel.

        :param state: verified, rejected, or joined to take a decision back
        :raises AccessError: for one's own presence, for people of others, and when the day is closed
        :raises UserError: without a reason for a rejection, or for a decision that is changed
        """
        reason = (reason or "").strip()
        changes = any(one.state not in ("joined", state) for one in self)
        if not reason and (state in ("rejected", "joined") or changes):
            raise UserError(self.env._("Give a reason."))
        days = self._check_can_decide()
        joined = self.sudo()
        joined.write(
            {
                "state": state,
                "decided_by_id": self.env.uid if state != "joined" else False,
                "decided_at": fields.Datetime.now() if state != "joined" else False,
                "reason": reason or False,
            }
        )
        self.env["flexible.work.day"]._judge_days(days.ids, reopened=True)
        self._log_decision(state, reason)
        joined.apel_id._tell_joined(joined)

    def _log_decision(self, state, reason):
        """One line for each apel: the names of a few, the number of many."""
        for apel in self.sudo().apel_id:
            people = self.sudo().filtered(lambda one, apel=apel: one.apel_id == apel).employee_id
            names = ", ".join(people.mapped("name")) if len(people) <= 10 else str(len(people))
            words = {
                "verified": self.env._("Verified: %s", names),
                "rejected": self.env._("Rejected: %s", names),
                "joined": self.env._("Decision taken back: %s", names),
            }
            apel.with_env(self.env)._log(f"{words[state]} – {reason}" if reason else words[state])

    def _days(self):
        """{presence: day of the person (sudo)}."""
        joined = self.sudo()
        days = (
            self.env["flexible.work.day"]
            .sudo()
            .search([("employee_id", "in", joined.employee_id.ids), ("date", "in", joined.mapped("apel_id.date"))])
        )
        by_key = {(day.employee_id, day.date): day for day in days}
        return {one: by_key.get((one.employee_id, one.apel_id.date), days.browse()) for one in joined}

    def _check_can_decide(self):
        """The days of these people, which the user may decide about.

        :raises AccessError: when the user neither leads the apel nor heads the unit nor is of BKPSDM
        """
        self.check_access("read")
        days = self._days()
        for one, day in days.items():
            one._check_may_decide(one.apel_id, day, one.employee_id)
        return self.env["flexible.work.day"].union(*days.values())

    @api.private
    def _check_may_decide(self, apel, day, employee=None):
        """:raises AccessError: when the user may not decide about the person of ``day`` at ``apel`` (both sudo)"""
        reason = self._why_not_decide(apel, day, employee)
        if reason:
            raise AccessError(reason)

    def _why_not_decide(self, apel, day, employee=None):
        """Why the user may not decide about somebody's presence (sudo); None when he or she may."""
        user = self.env.user
        employee = employee or self.employee_id or day.employee_id
        if employee.user_id == user:
            return self.env._("Nobody decides about the own presence.")
        if user.has_group(BKPSDM):
            return None
        if user != apel.leader_id.user_id and user not in day.department_id.flexible_head_user_ids:
            return self.env._(
                "Only the leader of the apel, the head of the unit and BKPSDM decide about the presence of %s.",
                employee.name,
            )
        if day.state == "closed":
            return self.env._("The day of %s is closed. Only BKPSDM can still decide about it.", employee.name)
        return None

    def _not_own(self):
        """Without one's own presence: nobody notes anything about himself or herself."""
        return self.filtered(lambda one: one.sudo().employee_id.user_id != self.env.user)

    def _check_days_open(self):
        """:raises AccessError: for all but BKPSDM, when one of the days is closed"""
        if self.env.user.has_group(BKPSDM):
            return
        for day in self._days().values():
            if day.state == "closed":
                raise AccessError(
                    self.env._("The day of %s is closed. Only BKPSDM can still decide about it.", day.employee_id.name)
                )

    def _check_double_tap(self, now):
        """Joining again: nothing for the same tap, a word later on.

        :raises UserError: with the time that counts, or that the presence was rejected
        """
        if self.state == "rejected":
            raise UserError(self.env._("Your presence was rejected: %s. Ask the leader.", self.reason or ""))
        if now - self.joined_at >= DOUBLE_TAP:
            raise UserError(
                self.env._(
                    "You joined “%(apel)s” at %(hour)s already. That counts.",
                    apel=self.apel_id.name,
                    hour=self._local_time(),
                )
            )

    def _board_lines(self):
        """These presences (sudo) for the board, and for the bus."""
        return [
            {
                "id": one.employee_id.id,
                "name": one.employee_id.name,
                "unit": one.department_id.name or "",
                "attendance_id": one.id,
                "at": one._local_time(),
                "result": one.result,
                "state": one.state,
                "uniform": one.uniform or False,
                "via": one.via,
                "reason": one.reason or one.note or "",
            }
            for one in self
        ]
