from odoo import api, fields, models

from .hr_employee_today import MODE_TODAY_SELECTION


class HrEmployeePublic(models.Model):
    """What colleagues see of an employee."""

    _inherit = "hr.employee.public"

    flexible_mode_today = fields.Selection(
        MODE_TODAY_SELECTION,
        string="Works today",
        compute="_compute_flexible_mode_today",
        search="_search_flexible_mode_today",
    )
    can_see_flexible_plan = fields.Boolean(string="The plan may be seen", compute="_compute_can_see_flexible_plan")

    @api.depends_context("uid")
    def _compute_flexible_mode_today(self):
        self._compute_from_employee("flexible_mode_today")

    @api.model
    def _search_flexible_mode_today(self, operator, value):
        return self.env["hr.employee"]._search_flexible_mode_today(operator, value)

    @api.model
    def _search_display_name(self, operator, value):
        return self.env["hr.employee"]._or_by_nip(super()._search_display_name(operator, value), operator, value)

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_can_see_flexible_plan(self):
        seen = set(self.env["hr.employee"].browse(self.ids)._flexible_work_visible().ids)
        for employee in self:
            employee.can_see_flexible_plan = employee.id in seen

    def action_flexible_work_plan(self):
        """Open the plan of this employee as a calendar: where, and why."""
        return self.env["hr.employee"].browse(self.id).action_flexible_work_plan()
