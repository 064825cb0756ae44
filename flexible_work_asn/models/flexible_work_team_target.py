from odoo import fields, models


class FlexibleWorkTeamTarget(models.Model):
    """A result that a team is to reach: with an indicator that can be counted."""

    _name = "flexible.work.team.target"
    _description = "Target of a Team"
    _order = "team_id, sequence, id"

    team_id = fields.Many2one("flexible.work.team", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="team_id.company_id", store=True, index=True)
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Result", required=True)
    indicator = fields.Char()
    measure = fields.Char(string="Counted in", help="Such as documents, days, percent.")
    target = fields.Float()
    realised = fields.Float()
    date_due = fields.Date(string="By")
