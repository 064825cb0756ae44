from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    flexible_mode_visibility = fields.Selection(related="company_id.flexible_mode_visibility", readonly=False)
    flexible_effective_minutes_5 = fields.Integer(related="company_id.flexible_effective_minutes_5", readonly=False)
    flexible_effective_minutes_6 = fields.Integer(related="company_id.flexible_effective_minutes_6", readonly=False)
    flexible_workload_rounding = fields.Selection(related="company_id.flexible_workload_rounding", readonly=False)
    flexible_unknown_need_keep_percent = fields.Float(
        related="company_id.flexible_unknown_need_keep_percent", readonly=False
    )
    flexible_efficiency_a = fields.Float(related="company_id.flexible_efficiency_a", readonly=False)
    flexible_efficiency_b = fields.Float(related="company_id.flexible_efficiency_b", readonly=False)
    flexible_efficiency_c = fields.Float(related="company_id.flexible_efficiency_c", readonly=False)
    flexible_efficiency_d = fields.Float(related="company_id.flexible_efficiency_d", readonly=False)
    flexible_travel_speed = fields.Integer(related="company_id.flexible_travel_speed", readonly=False)
    flexible_new_employee_months = fields.Integer(related="company_id.flexible_new_employee_months", readonly=False)
