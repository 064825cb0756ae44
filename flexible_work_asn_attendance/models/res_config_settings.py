from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    flexible_work_close_hour = fields.Float(related="company_id.flexible_work_close_hour", readonly=False)
    flexible_work_late_tolerance = fields.Integer(related="company_id.flexible_work_late_tolerance", readonly=False)
    flexible_work_home_radius = fields.Integer(related="company_id.flexible_work_home_radius", readonly=False)
