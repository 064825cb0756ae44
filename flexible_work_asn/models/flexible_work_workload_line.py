from odoo import fields, models


class FlexibleWorkWorkloadLine(models.Model):
    """One kind of need of a unit: a competence within limits of grade; how many it takes, and how many are there."""

    _name = "flexible.work.workload.line"
    _description = "Need of a Unit"
    _order = "department_id, competence_id, id"

    workload_id = fields.Many2one("flexible.work.workload", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="workload_id.company_id", store=True, index=True)
    department_id = fields.Many2one("hr.department", string="Unit", required=True, index=True, ondelete="cascade")
    competence_id = fields.Many2one("flexible.work.competence", readonly=True, ondelete="restrict")
    grade_min_id = fields.Many2one("flexible.work.grade", string="Grade at least", readonly=True)
    grade_max_id = fields.Many2one("flexible.work.grade", string="Grade at most", readonly=True)
    minutes = fields.Float(string="Workload (minutes a year)", readonly=True)
    need = fields.Float(string="Need by workload", readonly=True, digits=(16, 2))
    counter_staff = fields.Integer(string="Needed by counters", readonly=True)
    needed = fields.Integer(readonly=True, help="By workload or by counters, whichever is more.")
    filled = fields.Integer(readonly=True)
    shortage = fields.Integer(readonly=True)
