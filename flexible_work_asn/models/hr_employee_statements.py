from odoo import api, fields, models

from .hr_version import GROUPS


class HrEmployee(models.Model):
    """The statements about an employee, one tap away."""

    _inherit = "hr.employee"

    flexible_statement_count = fields.Integer(compute="_compute_flexible_statement_count", groups=GROUPS)

    @api.depends_context("uid")
    def _compute_flexible_statement_count(self):
        """As the reader may see them."""
        counts = dict(
            self.env["flexible.work.exemption"]._read_group(
                [("employee_id", "in", self.ids)], ["employee_id"], ["__count"]
            )
        )
        for employee in self:
            employee.flexible_statement_count = counts.get(employee, 0)

    def action_flexible_statements(self):
        """The statements about this employee that the user may see."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("flexible_work_asn.flexible_work_exemption_action")
        action["domain"] = [("employee_id", "=", self.id)]
        action["context"] = {"default_employee_id": self.id, "default_kind": "revoked"}
        return action
