from odoo import fields, models


class FlexibleWorkEvaluation(models.Model):
    """The evaluation of flexible work over a period: service, attendance (structural officials apart), performance and
    savings, before against after and flexible units against exempt ones (Permen PANRB 4/2025; SE Wali Kota Ternate:
    end of month). Its findings lead to follow-ups and, with one click, to a draft of the circular that supersedes.

    ``draft`` → ``counted`` → ``final``, and then the figures are frozen.
    """

    _name = "flexible.work.evaluation"
    _description = "Evaluation of Flexible Work"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_to desc, id desc"

    name = fields.Char(required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company",
        string="Regional government",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
    )
    circular_id = fields.Many2one("flexible.work.circular", string="Circular", tracking=True, ondelete="restrict")
    date_from = fields.Date(required=True, string="From")
    date_to = fields.Date(required=True, string="Until")
    before_from = fields.Date(required=True, string="Compared with", help="First day of the period before.")
    before_to = fields.Date(required=True, string="Until (before)")
    state = fields.Selection(
        [("draft", "Draft"), ("counted", "Counted"), ("final", "Final")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    number = fields.Char(string="Letter number", copy=False, tracking=True)
    counted_at = fields.Datetime(string="Counted", readonly=True, copy=False)
    measure_ids = fields.One2many(
        "flexible.work.evaluation.measure", "evaluation_id", string="Measures", readonly=True, copy=False
    )
    finding_ids = fields.One2many("flexible.work.evaluation.finding", "evaluation_id", string="Findings", copy=False)
    superseding_circular_id = fields.Many2one(
        "flexible.work.circular", string="Draft that supersedes", readonly=True, copy=False
    )
