from odoo import api, fields, models


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    flexible_signal_count = fields.Integer(
        string="Signals",
        compute="_compute_flexible_signal_count",
        groups="flexible_work_asn.group_head,flexible_work_asn.group_bkpsdm,flexible_work_asn.group_auditor",
    )

    @api.depends_context("uid")
    def _compute_flexible_signal_count(self):
        """As many as the user may see."""
        counts = dict(
            self.env["flexible.work.signal"]._read_group(
                [("employee_id", "in", self.ids)], ["employee_id"], ["__count"]
            )
        )
        for employee in self:
            employee.flexible_signal_count = counts.get(employee._origin, 0)
