from odoo import fields, models


class FlexibleWorkAccessLog(models.Model):
    """Who read whose position, photo or registered home, when and why (UU 27/2022)."""

    _name = "flexible.work.access.log"
    _description = "Access to Personal Data"
    _order = "at desc, id desc"
    _rec_name = "employee_id"

    at = fields.Datetime(required=True, readonly=True, index=True)
    user_id = fields.Many2one("res.users", string="Read by", required=True, readonly=True, index=True)
    employee_id = fields.Many2one(
        "hr.employee", string="About", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", string="Regional government", required=True, readonly=True, index=True)
    what = fields.Char(string="Read", required=True, readonly=True)
