from odoo import fields, models


class FlexibleWorkSignal(models.Model):
    """Something about a check-in that a head should look at. It accuses nobody and changes nothing by itself.

    Cirebon found 1,329 people by identical coordinates and handed the cases to the direct superiors first.
    """

    _name = "flexible.work.signal"
    _description = "Signal about a Check-in"
    _inherit = ["flexible.work.employee.record"]
    _order = "date desc, id desc"
    _rec_name = "employee_id"

    day_id = fields.Many2one("flexible.work.day", readonly=True, index=True, ondelete="cascade")
    kind = fields.Selection(
        [
            ("identical", "Identical coordinates over days"),
            ("travel", "Impossible travel"),
            ("accuracy", "Poor accuracy"),
            ("device", "One device for several people"),
            ("clock", "Clock far from the server's"),
            ("offline", "Sent later too often"),
        ],
        required=True,
        readonly=True,
    )
    details = fields.Char(readonly=True)
    state = fields.Selection(
        [("open", "To look at"), ("explained", "Explained"), ("followed", "Followed up")],
        default="open",
        required=True,
        readonly=True,
    )
    note = fields.Text(readonly=True)
