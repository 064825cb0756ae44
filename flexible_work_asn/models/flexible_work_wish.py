from odoo import fields, models


class FlexibleWorkWish(models.Model):
    """What an employee would like for a day that the roster decides; the optimal roster follows as many as it can."""

    _name = "flexible.work.wish"
    _description = "Wish for a Roster"
    _order = "date, employee_id"

    employee_id = fields.Many2one("hr.employee", required=True, index=True, ondelete="cascade")
    department_id = fields.Many2one(related="employee_id.department_id", store=True, index=True)
    company_id = fields.Many2one(related="employee_id.company_id", store=True, index=True)
    date = fields.Date(required=True, index=True)
    flexible = fields.Boolean(string="Away from the office", default=True)

    _employee_date_unique = models.Constraint("UNIQUE(employee_id, date)", "There is a wish for that day already.")
