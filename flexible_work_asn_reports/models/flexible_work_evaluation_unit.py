from odoo import fields, models

from .flexible_work_evaluation_measure import MEASURE_SELECTION


class FlexibleWorkEvaluationUnit(models.Model):
    """What one OPD contributes to a measure: its level before and after, and its change. Written by the count."""

    _name = "flexible.work.evaluation.unit"
    _description = "Unit in an Evaluation"
    _order = "measure_id, flexible desc, name, id"
    _rec_name = "name"

    evaluation_id = fields.Many2one(
        "flexible.work.evaluation", required=True, readonly=True, index=True, ondelete="cascade"
    )
    measure_id = fields.Many2one(
        "flexible.work.evaluation.measure", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", string="Regional government", required=True, readonly=True)
    key = fields.Selection(MEASURE_SELECTION, string="Measure of the unit", required=True, readonly=True)
    department_id = fields.Many2one("hr.department", string="OPD", readonly=True, ondelete="set null")
    name = fields.Char(string="OPD on that day", required=True, readonly=True)
    flexible = fields.Boolean(string="Works flexibly", readonly=True)
    used = fields.Boolean(string="Compared", readonly=True, help="It has enough figures in both periods.")
    before = fields.Float(readonly=True, aggregator="avg")
    after = fields.Float(readonly=True, aggregator="avg")
    change = fields.Float(readonly=True, aggregator="avg", help="After less before; of money in percent of before.")
    before_number = fields.Float(
        string="Observations before", digits=(16, 1), readonly=True, help="Person-days, answers or months."
    )
    after_number = fields.Float(string="Observations after", digits=(16, 1), readonly=True)
