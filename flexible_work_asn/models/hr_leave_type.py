from odoo import fields, models

from ..column_defaults import give_defaults

LEAVE_KIND_SELECTION = [
    ("ct", "Annual leave (CT)"),
    ("cb", "Long leave (CB)"),
    ("cs", "Sick leave (CS)"),
    ("cm", "Maternity leave (CM)"),
    ("cap", "Leave for important reasons (CAP)"),
    ("cber", "Collective leave (CBer)"),
    ("cltn", "Unpaid leave (CLTN)"),
]


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
    asn_leave_kind = fields.Selection(
        LEAVE_KIND_SELECTION,
        string="Kind of leave (cuti)",
        help="Shown apart in the daily summary where the time off counts as leave (Peraturan BKN 24/2017)."
        " Empty: other leave.",
    )

    def init(self):
        super().init()
        give_defaults(self, "flexible_work_asn")
