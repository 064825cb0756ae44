from odoo import fields, models


class FlexibleWorkComplaint(models.Model):
    """A complaint of the public about a service: LAPOR!, face to face or another channel, with the time until
    the answer
    (Perpres 76/2013; SE Bupati Kutai Timur). No names and no contacts of citizens are kept here."""

    _name = "flexible.work.complaint"
    _description = "Complaint of the Public"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "received_at desc, id desc"

    name = fields.Char(string="Subject", required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", string="Regional government", required=True, index=True, default=lambda self: self.env.company
    )
    department_id = fields.Many2one("hr.department", string="Unit", required=True, index=True, ondelete="restrict")
    opd_id = fields.Many2one(related="department_id.opd_id", string="OPD", store=True)
    channel = fields.Selection(
        [("lapor", "SP4N-LAPOR!"), ("direct", "Face to face"), ("phone", "Telephone or message"), ("other", "Other")],
        required=True,
        default="lapor",
    )
    received_at = fields.Datetime(required=True, index=True, default=fields.Datetime.now)
    answered_at = fields.Datetime(readonly=True, copy=False)
    state = fields.Selection(
        [("received", "Received"), ("answered", "Answered"), ("closed", "Closed")],
        default="received",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
