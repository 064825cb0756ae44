from odoo import api, fields, models
from odoo.exceptions import AccessError

BKPSDM = "flexible_work_asn.group_bkpsdm"


class FlexibleWorkEmployeeRecord(models.AbstractModel):
    """What is kept about one employee on one local date: of which unit, and who may decide about it.

    The unit is that of the day, so that last month stays with the heads of last month. The head of that unit or of
    one above it decides, and BKPSDM; nobody decides about himself or herself.
    """

    _name = "flexible.work.employee.record"
    _description = "Record about an Employee"

    employee_id = fields.Many2one("hr.employee", required=True, index=True, ondelete="cascade")
    date = fields.Date(required=True)
    company_id = fields.Many2one(related="employee_id.company_id", store=True, index=True, string="Regional government")
    department_id = fields.Many2one(
        "hr.department", string="Unit", compute="_compute_department_id", store=True, index=True
    )
    is_mine = fields.Boolean(compute="_compute_is_mine", search="_search_is_mine")
    can_decide = fields.Boolean(compute="_compute_can_decide")

    @api.depends("employee_id", "date")
    def _compute_department_id(self):
        """The unit of the day where there is one, else that of the employee now."""
        wanted = self.filtered(lambda record: record.employee_id and record.date)
        # sudo: who may see the record may know of which unit it is
        days = (
            self.env["flexible.work.day"]
            .sudo()
            .search_fetch(
                [("employee_id", "in", wanted.employee_id.ids), ("date", "in", wanted.mapped("date"))],
                ["employee_id", "date", "department_id", "home_department_id"],
            )
        )
        units = {(day.employee_id.id, day.date): self._unit_of(day) for day in days}
        for record in self:
            own = record.sudo().employee_id.department_id
            record.department_id = units.get((record.employee_id.id, record.date)) or own

    def _unit_of(self, day):
        """The unit that a record of ``day`` is of: the one that counts the day."""
        return day.department_id

    @api.depends("employee_id.user_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for record in self:
            record.is_mine = record.sudo().employee_id.user_id == self.env.user

    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("employee_id.user_id", "=" if True in value else "!=", self.env.uid)]

    @api.depends("employee_id.user_id", "department_id.flexible_head_user_ids")
    @api.depends_context("uid")
    def _compute_can_decide(self):
        for record in self:
            record.can_decide = not record._why_not_decide()

    def _why_not_decide(self):
        """Why the user may not decide about this record; None when he or she may."""
        self.ensure_one()
        self._flexible_check_companies()
        record, user = self.sudo(), self.env.user
        if record.employee_id.user_id == user:
            return self.env._("Nobody decides about himself or herself: it is for the head above or BKPSDM.")
        if user.has_group(BKPSDM):
            return None
        if user not in record.department_id.flexible_head_user_ids:
            return self.env._(
                "Only the head of %(unit)s, of a unit above it, or BKPSDM decides about %(employee)s.",
                unit=record.department_id.name or "",
                employee=record.employee_id.name,
            )
        return None

    def _check_can_decide(self):
        """:raises AccessError: when the user may not decide about one of these records"""
        self.check_access("read")
        for record in self:
            reason = record._why_not_decide()
            if reason:
                raise AccessError(reason)
