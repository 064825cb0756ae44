from odoo import api, fields, models


class HrDepartment(models.Model):
    """Who works for a unit, or away from it, by assignment."""

    _inherit = "hr.department"

    flexible_assignment_count = fields.Integer(compute="_compute_flexible_assignment_count")

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_flexible_assignment_count(self):
        """Waiting, or running and to come, as the reader may see them; those of the units below, too."""
        for unit in self:
            unit.flexible_assignment_count = self.env["flexible.work.assignment"].search_count(unit._assigned())

    def _assigned(self):
        return [
            ("state", "in", ("draft", "approved")),
            ("date_to", ">=", (self.sudo().company_id or self.env.company)._flexible_work_today()),
            "|",
            ("department_from_id", "child_of", self.ids),
            ("department_to_id", "child_of", self.ids),
        ]

    def action_flexible_assignments(self):
        """Assignments from and to this unit and the units below it that the user may see."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("flexible_work_asn.flexible_work_assignment_action")
        return action | {"domain": self._assigned(), "context": {"create": False}}
