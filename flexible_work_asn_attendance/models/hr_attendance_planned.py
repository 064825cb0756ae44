from odoo import fields, models


class HrAttendance(models.Model):
    _inherit = "hr.attendance"

    flexible_mode = fields.Selection(
        related="flexible_day_id.mode", string="Planned mode", help="Where the day was to be worked."
    )
