from odoo import fields, models


class FlexibleWorkMonthLine(models.Model):
    """The month of one OPD: sums of person-days."""

    _name = "flexible.work.month.line"
    _description = "Month of an OPD"
    _order = "month desc, month_id, sequence, name, id"
    _rec_name = "name"

    month_id = fields.Many2one(
        "flexible.work.month", string="Recapitulation", required=True, readonly=True, index=True, ondelete="cascade"
    )
    month = fields.Date(related="month_id.month", store=True, index=True)
    company_id = fields.Many2one(related="month_id.company_id", store=True, index=True)
    department_id = fields.Many2one("hr.department", string="OPD", readonly=True, index=True, ondelete="restrict")
    name = fields.Char(string="OPD on the report", required=True, readonly=True)
    sequence = fields.Integer(readonly=True)
