from odoo import fields, models


class FlexibleWorkReportDelivery(models.Model):
    """One mail of one report to one recipient: what became of it. A repeated sending leaves out who already has it."""

    _name = "flexible.work.report.delivery"
    _description = "Delivery of a Daily Report"
    _order = "id"

    report_id = fields.Many2one("flexible.work.report", required=True, readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="report_id.company_id", store=True)
    partner_id = fields.Many2one("res.partner", string="Recipient", required=True, readonly=True, ondelete="restrict")
    email = fields.Char(readonly=True, help="The address it went to.")
    state = fields.Selection(
        [("failed", "Failed"), ("queued", "In the mail queue"), ("sent", "Sent")],
        required=True,
        default="failed",
        readonly=True,
    )
    sent_at = fields.Datetime(readonly=True)
    error = fields.Text(readonly=True)

    _recipient_once = models.Constraint("UNIQUE(report_id, partner_id)", "A recipient gets a report once.")
