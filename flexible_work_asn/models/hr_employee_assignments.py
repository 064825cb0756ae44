from odoo import api, fields, models

from .hr_employee_teams import GROUPS


class HrEmployee(models.Model):
    """The assignments of an employee to other units."""

    _inherit = "hr.employee"

    flexible_assignment_count = fields.Integer(compute="_compute_flexible_assignment_count", groups=GROUPS)

    @api.depends_context("uid")
    def _compute_flexible_assignment_count(self):
        """Waiting, running and past ones, as the reader may see them."""
        groups = self.env["flexible.work.assignment"]._read_group(
            [("employee_id", "in", self.ids), ("state", "in", ("draft", "approved"))], ["employee_id"], ["__count"]
        )
        counts = {employee.id: count for employee, count in groups}
        for employee in self:
            employee.flexible_assignment_count = counts.get(employee.id, 0)

    def action_flexible_assignments(self):
        """The assignments of this employee that the user may see."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("flexible_work_asn.flexible_work_assignment_action")
        return action | {"domain": [("employee_id", "=", self.id)], "context": {"default_employee_id": self.id}}
