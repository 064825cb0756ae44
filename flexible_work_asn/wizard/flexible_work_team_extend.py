from odoo import api, fields, models


class FlexibleWorkTeamExtend(models.TransientModel):
    """A later last day for a team, and which members go on: their units release them anew."""

    _name = "flexible.work.team.extend"
    _description = "Extend a Team"

    team_id = fields.Many2one("flexible.work.team", required=True)
    date_to = fields.Date(string="New last day", required=True)
    letter_number = fields.Char(string="Number of the new letter", help="Empty: the letter stays.")
    reason = fields.Text(required=True)
    member_ids = fields.Many2many(
        "flexible.work.team.member",
        string="Who goes on",
        compute="_compute_member_ids",
        store=True,
        readonly=False,
        domain="[('team_id', '=', team_id), ('state', '=', 'active')]",
    )

    @api.depends("team_id")
    def _compute_member_ids(self):
        for wizard in self:
            team = wizard.team_id
            wizard.member_ids = team.member_ids.filtered(
                lambda member, team=team: member.state == "active" and member.date_to == team.date_to
            )

    def action_confirm(self):
        """Extend the team; :meth:`_extend` checks who may and what is possible."""
        self.ensure_one()
        members = self.member_ids.filtered(lambda member: member.team_id == self.team_id and member.state == "active")
        self.team_id._extend(self.date_to, self.reason.strip(), self.letter_number, members)
        return {"type": "ir.actions.act_window_close"}
