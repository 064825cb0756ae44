from odoo import api, fields, models

from .flexible_work_report_delivery import STATES


class FlexibleWorkReportAttempt(models.Model):
    """One attempt to reach one recipient of a daily report: when, by whom, and what became of it. Never rewritten."""

    _name = "flexible.work.report.attempt"
    _description = "Attempt to Deliver a Daily Report"
    _order = "id desc"
    _rec_name = "delivery_id"

    delivery_id = fields.Many2one(
        "flexible.work.report.delivery", required=True, readonly=True, index=True, ondelete="cascade"
    )
    report_id = fields.Many2one(related="delivery_id.report_id", store=True, index=True)
    partner_id = fields.Many2one(related="delivery_id.partner_id", store=True)
    company_id = fields.Many2one(related="report_id.company_id", store=True)
    at = fields.Datetime(string="Time", required=True, readonly=True)
    at_local = fields.Char(string="Local time", compute="_compute_at_local")
    user_id = fields.Many2one("res.users", string="By", readonly=True, help="Empty: by the schedule.")
    email = fields.Char(readonly=True, help="The address it went to.")
    state = fields.Selection(STATES, string="Result", required=True, readonly=True)
    error = fields.Text(string="What the mail server said", readonly=True)

    @api.depends("at", "report_id.date")
    @api.depends_context("lang")
    def _compute_at_local(self):
        for attempt in self:
            attempt.at_local = attempt.report_id._clock(attempt.at, with_date=True)
