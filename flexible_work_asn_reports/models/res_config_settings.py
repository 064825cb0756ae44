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
