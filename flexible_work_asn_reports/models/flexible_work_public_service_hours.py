from odoo import fields, models

WEEKDAY_SELECTION = [
    ("0", "Monday"),
    ("1", "Tuesday"),
    ("2", "Wednesday"),
    ("3", "Thursday"),
    ("4", "Friday"),
    ("5", "Saturday"),
    ("6", "Sunday"),
]


class FlexibleWorkPublicServiceHours(models.Model):
    """Hours of a service on a weekday, always or while a circular is in force. Local hours; never past midnight."""

    _name = "flexible.work.public.service.hours"
    _description = "Hours of a Public Service"
    _order = "circular_id desc, weekday, hour_from"

    service_id = fields.Many2one("flexible.work.public.service", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="service_id.company_id", store=True)
    weekday = fields.Selection(WEEKDAY_SELECTION, required=True)
    hour_from = fields.Float(string="From", required=True)
    hour_to = fields.Float(string="To", required=True)
    circular_id = fields.Many2one(
        "flexible.work.circular",
        string="While in force",
        ondelete="cascade",
        help="Empty: always. Hours of a circular take the place of the usual ones on all weekdays while it"
        " is in force.",
    )
