from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    flexible_work_report_recipient_ids = fields.Many2many(
        related="company_id.flexible_work_report_recipient_ids", readonly=False
    )
    flexible_work_report_cutoff = fields.Float(related="company_id.flexible_work_report_cutoff", readonly=False)
    flexible_work_report_auto = fields.Boolean(related="company_id.flexible_work_report_auto", readonly=False)
    flexible_work_report_office = fields.Char(related="company_id.flexible_work_report_office", readonly=False)
    flexible_work_report_address = fields.Text(related="company_id.flexible_work_report_address", readonly=False)
    flexible_work_report_signatory_id = fields.Many2one(
        related="company_id.flexible_work_report_signatory_id", readonly=False
    )
    flexible_work_report_signatory_title = fields.Char(
        related="company_id.flexible_work_report_signatory_title", readonly=False
    )
    flexible_work_report_signatory_name = fields.Char(
        related="company_id.flexible_work_report_signatory_name", readonly=False
    )
    flexible_work_report_remind_minutes = fields.Integer(
        related="company_id.flexible_work_report_remind_minutes", readonly=False
    )
    flexible_work_report_send = fields.Selection(related="company_id.flexible_work_report_send", readonly=False)
    flexible_work_report_send_hour = fields.Float(related="company_id.flexible_work_report_send_hour", readonly=False)
    flexible_work_report_tries = fields.Integer(related="company_id.flexible_work_report_tries", readonly=False)
    flexible_work_report_retry_minutes = fields.Integer(
        related="company_id.flexible_work_report_retry_minutes", readonly=False
    )
    flexible_work_report_paper = fields.Selection(related="company_id.flexible_work_report_paper", readonly=False)
    flexible_work_report_signatory_kind = fields.Selection(
        related="company_id.flexible_work_report_signatory_kind", readonly=False
    )
    flexible_work_report_lowest = fields.Integer(related="company_id.flexible_work_report_lowest", readonly=False)
    flexible_work_month_day = fields.Integer(related="company_id.flexible_work_month_day", readonly=False)
    flexible_work_month_recipient_ids = fields.Many2many(
        related="company_id.flexible_work_month_recipient_ids", readonly=False
    )
    flexible_work_complaint_days = fields.Integer(related="company_id.flexible_work_complaint_days", readonly=False)
    flexible_work_survey_open = fields.Boolean(related="company_id.flexible_work_survey_open", readonly=False)
    flexible_work_survey_minimum = fields.Integer(related="company_id.flexible_work_survey_minimum", readonly=False)
    flexible_work_public_page = fields.Boolean(related="company_id.flexible_work_public_page", readonly=False)
    flexible_work_public_complaint = fields.Text(related="company_id.flexible_work_public_complaint", readonly=False)
