from odoo import fields, models

from odoo.addons.flexible_work_asn.selections import MODE_SELECTION

from .flexible_work_day import PLACE_SELECTION


class FlexibleWorkPresenceWindow(models.Model):
    """A time in which presence is recorded: two or three a day, by mode, as the circular says.

    DKI: 06:00-08:00 and 16:00-18:00. Bogor: three times a day, at the registered home only. Hours are local hours of
    the employee; they hold on days without a rostered shift.
    """

    _name = "flexible.work.presence.window"
    _description = "Window of Presence"
    _order = "circular_id, mode, hour_from, id"

    circular_id = fields.Many2one("flexible.work.circular", required=True, index=True, ondelete="cascade")
    mode = fields.Selection(MODE_SELECTION, required=True, default="wfh")
    kind = fields.Selection(
        [("in", "Check-in"), ("middle", "In between"), ("out", "Check-out")], required=True, default="middle"
    )
    hour_from = fields.Float(string="From", required=True)
    hour_to = fields.Float(string="To", required=True)

    _hours_ordered = models.Constraint(
        "CHECK(hour_from >= 0 AND hour_from < hour_to AND hour_to <= 24)", "A window begins before it ends."
    )


class FlexibleWorkPresence(models.Model):
    """A presence in between check-in and check-out, in a window of the circular."""

    _name = "flexible.work.presence"
    _description = "Presence in between"
    _inherit = ["flexible.work.employee.record"]
    _order = "at desc, id desc"
    _rec_name = "employee_id"

    day_id = fields.Many2one("flexible.work.day", readonly=True, index=True, ondelete="cascade")
    window_id = fields.Many2one("flexible.work.presence.window", readonly=True, ondelete="set null")
    at = fields.Datetime(required=True, readonly=True)
    place = fields.Selection(PLACE_SELECTION, readonly=True)
    distance = fields.Integer(readonly=True, aggregator=None)
