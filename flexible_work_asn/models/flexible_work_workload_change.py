from odoo import fields, models


class FlexibleWorkWorkloadChange(models.Model):
    """What a scenario supposes: another volume of a service, another number of people at a counter, or none."""

    _name = "flexible.work.workload.change"
    _description = "Change of a Scenario"
    _check_company_auto = True

    workload_id = fields.Many2one("flexible.work.workload", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="workload_id.company_id", store=True, index=True)
    service_id = fields.Many2one("flexible.work.service", ondelete="cascade", check_company=True)
    volume = fields.Float(string="Volume a year")
    counter_id = fields.Many2one("flexible.work.counter", ondelete="cascade", check_company=True)
    minimum_staff = fields.Integer(string="Staff at least", help="0: the counter is closed.")
