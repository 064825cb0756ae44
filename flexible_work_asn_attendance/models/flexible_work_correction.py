from odoo import fields, models


class FlexibleWorkCorrection(models.Model):
    """A request to correct a day: forgotten clock, no network, fault of a device, or an absence that is explained.

    What the employee's own events said is kept here and stays readable. Approved, the corrected times or the
    corrected kind of absence are laid over them when the day is judged.
    """

    _name = "flexible.work.correction"
    _description = "Correction of a Day"
    _inherit = ["flexible.work.employee.record", "mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _rec_name = "employee_id"

    day_id = fields.Many2one("flexible.work.day", index=True, ondelete="restrict")
    kind = fields.Selection(
        [
            ("forgot", "Forgot to check in or out"),
            ("network", "No network"),
            ("device", "Fault of the device"),
            ("absence", "Absence explained"),
            ("other", "Other"),
        ],
        required=True,
        default="forgot",
        tracking=True,
    )
    check_in = fields.Datetime(string="Correct check-in", help="Empty: as recorded.")
    check_out = fields.Datetime(string="Correct check-out", help="Empty: as recorded.")
    leave_status = fields.Selection(
        [
            ("leave", "Leave (C)"),
            ("sick", "Sick (S)"),
            ("permit", "Permit (I)"),
            ("duty", "Duty elsewhere (DL)"),
            ("study", "Study assignment (TB)"),
        ],
        string="Explained as",
        help="For an absence that is explained afterwards.",
    )
    reason = fields.Text(required=True)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Submitted"),
            ("stated", "Confirmed by the superior"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("withdrawn", "Withdrawn"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
