from odoo import api, fields, models


class HrDepartment(models.Model):
    """The teams of a unit and of the units below it."""

    _inherit = "hr.department"

    flexible_team_count = fields.Integer(compute="_compute_flexible_team_count")

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_flexible_team_count(self):
        """Teams in preparation or at work, as the reader may see them."""
        groups = self.env["flexible.work.team"]._read_group(
            [("department_id", "child_of", self.ids), ("state", "in", ("draft", "active"))],
            ["department_id"],
            ["__count"],
        )
        self._sum_below("flexible_team_count", {unit.sudo(): count for unit, count in groups})

    def action_flexible_teams(self):
        """The teams of this unit and the units below it that the user may see."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("flexible_work_asn.flexible_work_team_action")
        action["domain"] = [("department_id", "child_of", self.ids)]
        action["context"] = {"default_department_id": self.id}
        return action
