from odoo import fields, models


class FlexibleWorkMonthPerson(models.Model):
    """The month of one person in one OPD: numbers of days."""

    _name = "flexible.work.month.person"
    _description = "Month of an Employee"
    _order = "month desc, department_id, name, id"
    _rec_name = "name"

    month_id = fields.Many2one(
        "flexible.work.month", string="Recapitulation", required=True, readonly=True, index=True, ondelete="cascade"
    )
    month = fields.Date(related="month_id.month", store=True, index=True)
    company_id = fields.Many2one(related="month_id.company_id", store=True)
    employee_id = fields.Many2one("hr.employee", readonly=True, index=True, ondelete="cascade")
    department_id = fields.Many2one("hr.department", string="OPD", readonly=True, index=True, ondelete="restrict")
    name = fields.Char(required=True, readonly=True)
    nip = fields.Char(string="NIP", readonly=True)
