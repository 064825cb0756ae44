from odoo import fields, models

from .flexible_work_evaluation_measure import AREA_SELECTION


class FlexibleWorkEvaluationFinding(models.Model):
    """What an evaluation found, in words, and what is done about it."""

    _name = "flexible.work.evaluation.finding"
    _description = "Finding of an Evaluation"
    _order = "evaluation_id desc, sequence, id"

    evaluation_id = fields.Many2one("flexible.work.evaluation", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="evaluation_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    area = fields.Selection(AREA_SELECTION, required=True)
    name = fields.Char(string="Finding", required=True)
    measure_id = fields.Many2one("flexible.work.evaluation.measure", readonly=True, ondelete="set null")
    followup_ids = fields.One2many("flexible.work.evaluation.followup", "finding_id", string="Follow-ups")
