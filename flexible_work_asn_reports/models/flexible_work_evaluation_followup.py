from odoo import fields, models


class FlexibleWorkEvaluationFollowup(models.Model):
    """What somebody does about a finding until a date."""

    _name = "flexible.work.evaluation.followup"
    _description = "Follow-up of an Evaluation"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_deadline, id"

    finding_id = fields.Many2one("flexible.work.evaluation.finding", required=True, index=True, ondelete="cascade")
    evaluation_id = fields.Many2one(related="finding_id.evaluation_id", store=True, index=True)
    company_id = fields.Many2one(related="evaluation_id.company_id", store=True)
    name = fields.Char(string="Follow-up", required=True)
    user_id = fields.Many2one("res.users", string="Owner", required=True, index=True, tracking=True)
    department_id = fields.Many2one("hr.department", string="Unit", ondelete="restrict")
    date_deadline = fields.Date(string="Until", required=True, tracking=True)
    state = fields.Selection(
        [("open", "Open"), ("done", "Done"), ("dropped", "Dropped")],
        default="open",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    result = fields.Text(readonly=True, copy=False)
