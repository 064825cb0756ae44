from odoo import fields, models


class FlexibleWorkWorkload(models.Model):
    """Workload analysis (analisis beban kerja): the people that the services of each unit need on a date, those that
    are there, and what is missing (Permen PANRB 1/2020). A scenario is one with changed volumes and counters."""

    _name = "flexible.work.workload"
    _description = "Workload Analysis"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True
    _mail_post_access = "read"

    name = fields.Char(required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", string="Regional government", required=True, index=True, default=lambda self: self.env.company
    )
    date = fields.Date(required=True, string="As of", help="Who is where on this date.")
    basis = fields.Selection(
        [("plan", "Planned volumes"), ("actual", "Actuals of the last months")], default="plan", required=True
    )
    actual_months = fields.Integer(string="Months of actuals", default=12)
    effective_minutes_5 = fields.Integer(string="Effective minutes a year, five-day week")
    effective_minutes_6 = fields.Integer(string="Effective minutes a year, six-day week")
    rounding = fields.Selection([("half", "From half a person on"), ("up", "Always up")], default="half", required=True)
    scenario_of_id = fields.Many2one(
        "flexible.work.workload", string="Scenario of", ondelete="cascade", check_company=True, copy=False
    )
    scenario_ids = fields.One2many("flexible.work.workload", "scenario_of_id", string="Scenarios")
    state = fields.Selection(
        [("draft", "Draft"), ("computed", "Computed"), ("confirmed", "Confirmed")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    computed_at = fields.Datetime(readonly=True, copy=False)
    unit_ids = fields.One2many("flexible.work.workload.unit", "workload_id", string="Units", readonly=True)
    line_ids = fields.One2many("flexible.work.workload.line", "workload_id", string="Needs", readonly=True)
    change_ids = fields.One2many("flexible.work.workload.change", "workload_id", string="Changes")
    placement_ids = fields.One2many("flexible.work.placement", "workload_id", string="Proposals")
    needed = fields.Integer(readonly=True, copy=False)
    filled = fields.Integer(readonly=True, copy=False)
    shortage = fields.Integer(readonly=True, copy=False)
    surplus = fields.Integer(readonly=True, copy=False)
