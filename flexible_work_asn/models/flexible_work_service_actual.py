from odoo import fields, models


class FlexibleWorkServiceActual(models.Model):
    """What a service received and finished in a month."""

    _name = "flexible.work.service.actual"
    _description = "Monthly Actual of a Service"
    _order = "month desc, department_id, service_id"
    _check_company_auto = True

    service_id = fields.Many2one(
        "flexible.work.service", required=True, index=True, ondelete="cascade", check_company=True
    )
    department_id = fields.Many2one(related="service_id.department_id", store=True, index=True)
    company_id = fields.Many2one(related="service_id.company_id", store=True, index=True)
    month = fields.Date(required=True, help="Any day of it; the first is kept.")
    received = fields.Integer(help="Requests that came in.")
    finished = fields.Integer(help="Requests that were finished, in whatever month they came in.")
    late = fields.Integer(string="Over standard time", help="Of those finished.")
    note = fields.Char()

    _service_month_unique = models.Constraint(
        "UNIQUE(service_id, month)", "The figures of this service and month are there already: change those."
    )
