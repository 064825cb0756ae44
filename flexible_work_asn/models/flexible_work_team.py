from odoo import fields, models


class FlexibleWorkTeam(models.Model):
    """Tim kerja: people of one or several units who work for a result under a leader (Permen PANRB 7/2022)."""

    _name = "flexible.work.team"
    _description = "Team"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_from desc, id desc"
    _check_company_auto = True
    _mail_post_access = "read"

    name = fields.Char(required=True, tracking=True)
    department_id = fields.Many2one(
        "hr.department", string="Unit", required=True, index=True, check_company=True, tracking=True
    )
    company_id = fields.Many2one(related="department_id.company_id", store=True, index=True)
    leader_id = fields.Many2one("hr.employee", required=True, index=True, check_company=True, tracking=True)
    date_from = fields.Date(required=True, string="From", tracking=True)
    date_to = fields.Date(required=True, string="Last day", tracking=True)
    task = fields.Text(string="Result expected", help="What the team is to bring about.")
    letter_number = fields.Char(tracking=True, help="Of the decree or surat tugas.")
    letter = fields.Binary(attachment=True, copy=False)
    letter_filename = fields.Char(copy=False)
    open_to_proposals = fields.Boolean(help="Employees of the regional government may propose themselves.")
    target_ids = fields.One2many("flexible.work.team.target", "team_id", string="Targets", copy=True)
    member_ids = fields.One2many("flexible.work.team.member", "team_id", string="Members")
    contribution_ids = fields.One2many("flexible.work.contribution", "team_id", string="Contributions")
    state = fields.Selection(
        [("draft", "Draft"), ("active", "At work"), ("closed", "Closed"), ("cancelled", "Cancelled")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    decision_reason = fields.Text(readonly=True, copy=False, tracking=True, string="Reason")

    _dates_ordered = models.Constraint("CHECK(date_from <= date_to)", "The last day cannot be before the first day.")
