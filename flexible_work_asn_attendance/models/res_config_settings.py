from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    flexible_work_close_hour = fields.Float(related="company_id.flexible_work_close_hour", readonly=False)
    flexible_work_late_tolerance = fields.Integer(related="company_id.flexible_work_late_tolerance", readonly=False)
    flexible_work_home_radius = fields.Integer(related="company_id.flexible_work_home_radius", readonly=False)
    flexible_work_offline_minutes = fields.Integer(related="company_id.flexible_work_offline_minutes", readonly=False)
    flexible_work_correction_days = fields.Integer(related="company_id.flexible_work_correction_days", readonly=False)
    flexible_work_correction_approver = fields.Selection(
        related="company_id.flexible_work_correction_approver", readonly=False
    )
    flexible_work_correction_evidence = fields.Selection(
        related="company_id.flexible_work_correction_evidence", readonly=False
    )
    flexible_work_log_hours = fields.Integer(related="company_id.flexible_work_log_hours", readonly=False)
    flexible_work_log_hour = fields.Float(related="company_id.flexible_work_log_hour", readonly=False)
    flexible_work_log_evidence = fields.Boolean(related="company_id.flexible_work_log_evidence", readonly=False)
    flexible_work_warning_months = fields.Integer(related="company_id.flexible_work_warning_months", readonly=False)
    flexible_work_position_days = fields.Integer(related="company_id.flexible_work_position_days", readonly=False)
    flexible_work_position_older = fields.Boolean(related="company_id.flexible_work_position_older", readonly=False)
    flexible_work_photo_days = fields.Integer(related="company_id.flexible_work_photo_days", readonly=False)
    flexible_work_minutes_of_day = fields.Integer(related="company_id.flexible_work_minutes_of_day", readonly=False)
    flexible_work_privacy_notice = fields.Html(related="company_id.flexible_work_privacy_notice", readonly=False)
    flexible_work_data_officer = fields.Char(related="company_id.flexible_work_data_officer", readonly=False)
