from odoo import fields, models

from .hr_version import GROUPS


class HrEmployee(models.Model):
    """Requests and orders of an employee, from the employee's form."""

    _inherit = "hr.employee"

    flexible_request_count = fields.Integer(compute="_compute_flexible_request_count", groups=GROUPS, string="Requests")

    def _compute_flexible_request_count(self):
        counts = dict(
            self.env["flexible.work.request"]._read_group(
                [("employee_id", "in", self.ids)], ["employee_id"], ["__count"]
            )
        )
        for employee in self:
            employee.flexible_request_count = counts.get(employee._origin, 0)

    def action_flexible_work_requests(self):
        """The requests of this employee."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("flexible_work_asn.flexible_work_request_action")
        return action | {
            "domain": [("employee_id", "=", self.id)],
            "context": {"default_employee_id": self.id},
        }

    def action_flexible_work_recall(self):
        """Order these people to the office, or withdraw their flexible work."""
        action = self.env["ir.actions.act_window"]._for_xml_id("flexible_work_asn.flexible_work_recall_action")
        return action | {"context": {"default_scope": "people", "default_employee_ids": self.ids}}
