from odoo import fields, models


class FlexibleWorkContribution(models.Model):
    """The leader's note on what a member contributed in a period, for whoever appraises the member's performance
    (Permen PANRB 6/2022 and 7/2022)."""

    _name = "flexible.work.contribution"
    _description = "Contribution to a Team"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_to desc, team_id, employee_id"
    _check_company_auto = True
    _mail_post_access = "read"

    member_id = fields.Many2one("flexible.work.team.member", required=True, index=True, ondelete="cascade")
    team_id = fields.Many2one(related="member_id.team_id", store=True, index=True)
    company_id = fields.Many2one(related="member_id.company_id", store=True, index=True)
    employee_id = fields.Many2one(related="member_id.employee_id", store=True, index=True)
    department_id = fields.Many2one(
        "hr.department", string="Unit of the post", readonly=True, index=True, help="Whose head appraises."
    )
    date_from = fields.Date(required=True, string="From")
    date_to = fields.Date(required=True, string="Last day")
    share = fields.Integer(string="Share of working time (%)", readonly=True)
    note = fields.Text(help="What the member did, and what came of it.")
    rating = fields.Selection(
        [("below", "Below expectation"), ("as", "As expected"), ("above", "Above expectation")],
        help="The leader's view of the result, for the appraiser; it decides nothing by itself.",
    )
    state = fields.Selection(
        [("draft", "Draft"), ("submitted", "Submitted"), ("taken", "Taken into account")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    submitted_at = fields.Datetime(readonly=True, copy=False)
    taken_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    taken_at = fields.Datetime(readonly=True, copy=False)
