from odoo import fields, models

AREA_SELECTION = [
    ("service", "Service"),
    ("attendance", "Attendance"),
    ("performance", "Performance"),
    ("savings", "Savings"),
]


class FlexibleWorkEvaluationMeasure(models.Model):
    """One measure of an evaluation: before and after, of flexible and of exempt units, and the difference in
    differences
    with its confidence interval. Written by the count, never typed."""

    _name = "flexible.work.evaluation.measure"
    _description = "Measure of an Evaluation"
    _order = "evaluation_id desc, sequence, id"

    evaluation_id = fields.Many2one(
        "flexible.work.evaluation", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="evaluation_id.company_id", store=True)
    sequence = fields.Integer(readonly=True)
    area = fields.Selection(AREA_SELECTION, required=True, readonly=True)
    name = fields.Char(required=True, readonly=True)
