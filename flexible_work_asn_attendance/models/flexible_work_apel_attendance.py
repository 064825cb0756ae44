from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.flexible_work_asn.local_time import to_local


class FlexibleWorkApelAttendance(models.Model):
    """One employee's presence at an apel, as recorded by the code and decided by a person."""

    _name = "flexible.work.apel.attendance"
    _description = "Presence at an Apel"
    _order = "joined_at desc, id desc"
    _rec_name = "employee_id"

    apel_id = fields.Many2one("flexible.work.apel", required=True, readonly=True, index=True, ondelete="cascade")
    employee_id = fields.Many2one("hr.employee", required=True, readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="apel_id.company_id")
    date = fields.Date(related="apel_id.date")
    joined_at = fields.Datetime(required=True, readonly=True)
    local_joined_at = fields.Char(string="Joined at", compute="_compute_local_joined_at")
    result = fields.Selection([("on_time", "On time"), ("late", "Late")], required=True, readonly=True)
    state = fields.Selection(
        [("joined", "Joined"), ("verified", "Verified"), ("rejected", "Rejected")],
        required=True,
        readonly=True,
        default="joined",
        index=True,
    )
    uniform = fields.Selection([("yes", "In uniform"), ("no", "Not in uniform")], readonly=True)
    via = fields.Selection(
        [("code", "Code"), ("leader", "Noted by the leader")], required=True, readonly=True, default="code"
    )
    decided_by_id = fields.Many2one("res.users", string="Decided by", readonly=True)
    decided_at = fields.Datetime(readonly=True)
    reason = fields.Text(readonly=True)
    can_decide = fields.Boolean(compute="_compute_can_decide")

    _apel_employee_unique = models.Constraint(
        "UNIQUE(apel_id, employee_id)", "This employee has already joined the apel."
    )

    @api.depends("joined_at", "apel_id")
    def _compute_local_joined_at(self):
        for one in self:
            one.local_joined_at = one._local_time()

    @api.depends_context("uid")
    @api.depends("apel_id", "employee_id", "state")
    def _compute_can_decide(self):
        days = self._days()
        for one in self:
            one.can_decide = not one.sudo()._why_not_decide(days[one.sudo()])

    def _local_time(self):
        return to_local(self.joined_at, self.sudo().apel_id._tz()).strftime("%H:%M") if self.joined_at else ""

    def action_verify(self):
        """Confirm that these people were there."""
        self._decide("verified")

    def action_reject(self):
        """Ask why, then reject: the presence doesn't count."""
        self._check_can_decide()
        return self.env["ir.actions.act_window"]._for_xml_id(
            "flexible_work_asn_attendance.flexible_work_apel_reject_action"
        ) | {"context": {"default_attendance_ids": self.ids}}

    @api.private
    def _decide(self, state, reason=None):
        """Verify or reject, and judge the days again.

        :raises AccessError: for one's own presence, for people of others, and when the day is closed
        :raises UserError: for a rejection without a reason
        """
        reason = (reason or "").strip()
        if state == "rejected" and not reason:
            raise UserError(self.env._("Give a reason."))
        days = self._check_can_decide()
        self.sudo().write(
            {
                "state": state,
                "decided_by_id": self.env.uid,
                "decided_at": fields.Datetime.now(),
                "reason": reason or False,
            }
        )
        self.env["flexible.work.day"]._judge_days(days.ids, reopened=True)

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
            reason = one._why_not_decide(day)
            if reason:
                raise AccessError(reason)
        return self.env["flexible.work.day"].union(*days.values())

    def _why_not_decide(self, day):
        """Why the user may not decide about this presence (sudo); None when he or she may."""
        user = self.env.user
        if self.employee_id.user_id == user:
            return self.env._("Nobody decides about the own presence.")
        if user.has_group("flexible_work_asn.group_bkpsdm"):
            return None
        if user != self.apel_id.leader_id.user_id and user not in day.department_id.flexible_head_user_ids:
            return self.env._(
                "Only the leader of the apel, the head of the unit and BKPSDM decide about the presence of %s.",
                self.employee_id.name,
            )
        if day.state == "closed":
            return self.env._("The day of %s is closed. Only BKPSDM can still decide about it.", self.employee_id.name)
        return None

    def _board_line(self):
        return {
            "id": self.employee_id.id,
            "name": self.employee_id.name,
            "unit": self.employee_id.department_id.name or "",
            "at": self._local_time(),
            "result": self.result,
            "state": self.state,
        }
