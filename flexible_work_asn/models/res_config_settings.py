from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    flexible_mode_visibility = fields.Selection(related="company_id.flexible_mode_visibility", readonly=False)
    flexible_new_employee_months = fields.Integer(related="company_id.flexible_new_employee_months", readonly=False)
