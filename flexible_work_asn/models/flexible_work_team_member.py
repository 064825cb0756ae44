from odoo import fields, models


class FlexibleWorkTeamMember(models.Model):
    """Somebody's place in a team: with which share of the working time, for how long, by whose word."""

    _name = "flexible.work.team.member"
    _description = "Member of a Team"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "team_id, date_from, id"
    _check_company_auto = True
    _mail_post_access = "read"

    team_id = fields.Many2one("flexible.work.team", required=True, index=True, ondelete="cascade", check_company=True)
    company_id = fields.Many2one(related="team_id.company_id", store=True, index=True)
    employee_id = fields.Many2one("hr.employee", required=True, index=True, ondelete="cascade", check_company=True)
    department_from_id = fields.Many2one(
        "hr.department", string="Unit of the post", readonly=True, index=True, check_company=True
    )
    role = fields.Char(help="Such as analyst, or secretary of the team.")
    origin = fields.Selection(
        [("appointed", "Appointed"), ("proposed", "Own proposal")], default="appointed", required=True, readonly=True
    )
    motivation = fields.Text(help="What the person brings, for an own proposal.")
    share = fields.Integer(string="Share of working time (%)", default=100, required=True)
    date_from = fields.Date(required=True, string="From")
    date_to = fields.Date(required=True, string="Last day")
    place = fields.Selection(
        [("own", "At the own unit"), ("host", "At the unit of the team")], default="own", required=True
    )
    assignment_id = fields.Many2one(
        "flexible.work.assignment", readonly=True, copy=False, ondelete="set null", index=True
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("waiting", "Waiting for approval"),
            ("active", "Member"),
            ("refused", "Refused"),
            ("ended", "Ended"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    released_by_id = fields.Many2one("res.users", string="Released by", readonly=True, copy=False, tracking=True)
    accepted_by_id = fields.Many2one("res.users", string="Accepted by", readonly=True, copy=False, tracking=True)
    decision_reason = fields.Text(readonly=True, copy=False, tracking=True, string="Reason")

    _dates_ordered = models.Constraint("CHECK(date_from <= date_to)", "The last day cannot be before the first day.")
    _share_percent = models.Constraint("CHECK(share BETWEEN 1 AND 100)", "A share lies between 1 % and 100 %.")
