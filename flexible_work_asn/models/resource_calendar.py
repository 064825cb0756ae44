from odoo import fields, models


class ResourceCalendar(models.Model):
    """Working days are those of the schedule, five or six (Perpres 21/2023 Pasal 3). Hours a week are checked against
    Perpres 21/2023 Pasal 4; what a schedule of Ramadan is, its name cannot tell.
    """

    _inherit = "resource.calendar"

    flexible_ramadan = fields.Boolean(
        string="Schedule of Ramadan",
        help="32.5 hours a week instead of 37.5, without breaks (Perpres 21/2023 Pasal 4).",
    )
