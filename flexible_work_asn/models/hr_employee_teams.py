from odoo import api, fields, models

GROUPS = "flexible_work_asn.group_operator,flexible_work_asn.group_bkpsdm,flexible_work_asn.group_auditor"


class HrEmployee(models.Model):
    """The teams of an employee, and how much of the working time they take today."""

    _inherit = "hr.employee"

    flexible_team_share = fields.Integer(
        string="Team work (%)",
        compute="_compute_flexible_team_share",
        groups=GROUPS,
        help="Share of today's working time in teams, as the reader may see them.",
    )
    flexible_team_count = fields.Integer(compute="_compute_flexible_team_share", groups=GROUPS)

    @api.depends_context("uid")
    def _compute_flexible_team_share(self):
        members = self.env["flexible.work.team.member"].search_fetch(
            [("employee_id", "in", self.ids), ("state", "in", ("active", "ended", "waiting"))],
            ["employee_id", "team_id", "state", "date_from", "date_to", "share", "company_id"],
        )
        todays = self.sudo()._flexible_work_today_batch()
        for employee in self:
            # sudo: the ids alone are compared
            own = members.filtered(lambda member, employee=employee: member.sudo().employee_id.id == employee.id)
            today = todays[employee.id]
            now = own.filtered(
                lambda member, today=today: member.state == "active" and member.date_from <= today <= member.date_to
            )
            employee.flexible_team_share = sum(now.mapped("share"))
            employee.flexible_team_count = len(own.sudo().team_id)

    def action_flexible_teams(self):
        """The memberships of this employee that the user may see."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("flexible_work_asn.flexible_work_team_member_action")
        return action | {"domain": [("employee_id", "=", self.id)], "context": {"create": False}}
