from odoo import fields, models


class FlexibleWorkWorkloadUnit(models.Model):
    """One unit of a workload analysis, frozen with it."""

    _name = "flexible.work.workload.unit"
    _description = "Unit of a Workload Analysis"
    _order = "shortage desc, department_id"

    workload_id = fields.Many2one("flexible.work.workload", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="workload_id.company_id", store=True, index=True)
    department_id = fields.Many2one("hr.department", string="Unit", required=True, index=True, ondelete="cascade")
    area_id = fields.Many2one("flexible.work.area", readonly=True)
    headcount = fields.Integer(string="People", readonly=True)
    minimum = fields.Integer(string="Own minimum", readonly=True, help="Fewer people than these it never gives away.")
    minutes = fields.Float(string="Workload (minutes a year)", readonly=True)
    need = fields.Float(string="Need by workload", readonly=True, digits=(16, 2))
    needed = fields.Integer(readonly=True)
    filled = fields.Integer(readonly=True)
    shortage = fields.Integer(readonly=True)
    surplus = fields.Integer(readonly=True, help="People beyond the need and the own minimum.")
    efficiency = fields.Float(readonly=True, digits=(16, 2), help="Workload by the time of the people there (EU).")
    efficiency_class = fields.Char(string="Class", readonly=True)
