from odoo import fields, models


class FlexibleWorkReportAttempt(models.Model):
    """One attempt to reach one recipient of a daily report: when, by whom, and what became of it. Never rewritten."""

    _name = "flexible.work.report.attempt"
    _description = "Attempt to Deliver a Daily Report"
    _order = "id desc"

    delivery_id = fields.Many2one(
        "flexible.work.report.delivery", required=True, readonly=True, index=True, ondelete="cascade"
    )
    report_id = fields.Many2one(related="delivery_id.report_id", store=True, index=True)
    company_id = fields.Many2one(related="report_id.company_id", store=True)
    at = fields.Datetime(string="Time", required=True, readonly=True)
    user_id = fields.Many2one("res.users", string="By", readonly=True, help="Empty: by the schedule.")
    email = fields.Char(readonly=True, help="The address it went to.")
    state = fields.Selection(
        [("failed", "Failed"), ("queued", "In the mail queue"), ("sent", "Sent")], required=True, readonly=True
    )
    error = fields.Text(readonly=True)
