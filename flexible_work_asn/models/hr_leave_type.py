from odoo import fields, models


class HrLeaveType(models.Model):
    _inherit = "hr.leave.type"

    asn_status = fields.Selection(
        [
            ("leave", "Leave (C)"),
            ("sick", "Sick (S)"),
            ("permit", "Permit (I)"),
            ("duty", "Duty elsewhere (DL)"),
            ("study", "Study assignment (TB)"),
        ],
        string="Counts in the daily recap as",
        default="leave",
        required=True,
        help="Under which letter somebody with this kind of time off is counted in the daily summary. "
        "Duty elsewhere and study assignment are work, not absence.",
    )
