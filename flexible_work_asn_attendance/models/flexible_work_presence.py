from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.flexible_work_asn.local_time import hour_label, to_local, zone_label
from odoo.addons.flexible_work_asn.selections import MODE_SELECTION

from .flexible_work_day import PLACE_SELECTION
from .hr_attendance import PLACE_BY_SELECTION, SENSITIVE


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

    @api.model_create_multi
    def create(self, vals_list):
        windows = super().create(vals_list)
        windows._check_changeable()
        return windows

    def write(self, vals):
        self._check_changeable()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_enacted(self):
        self._check_changeable()

    def _check_changeable(self):
        """:raises UserError: when the circular is enacted: its windows are its text"""
        fixed = self.circular_id.filtered(lambda one: one.state != "draft" and not one.is_template)
        if not self.env.su and fixed.filtered(lambda one: one.issuer == "region"):
            raise UserError(
                self.env._("The windows of an enacted circular are its text. Supersede it by a new version instead.")
            )

    @api.constrains("circular_id", "mode", "kind", "hour_from", "hour_to")
    def _check_apart(self):
        """:raises ValidationError: when two windows of a mode and kind overlap: a presence would count for either"""
        for window in self:
            others = window.circular_id.presence_window_ids - window
            for other in others.filtered(lambda one, w=window: (one.mode, one.kind) == (w.mode, w.kind)):
                if window.hour_from <= other.hour_to and other.hour_from <= window.hour_to:
                    raise ValidationError(
                        self.env._(
                            "The windows %(one)s and %(other)s overlap: let one end before the other begins.",
                            one=other._label(),
                            other=window._label(),
                        )
                    )

    @api.depends("mode", "kind", "hour_from", "hour_to")
    @api.depends_context("lang")
    def _compute_display_name(self):
        modes = dict(self._fields["mode"]._description_selection(self.env))
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for window in self:
            window.display_name = f"{modes.get(window.mode, '')}, {kinds.get(window.kind, '')}: {window._label()}"

    def _label(self):
        """06:00–08:00; empty without a window, such as one that has been deleted since."""
        return f"{hour_label(self.hour_from)}–{hour_label(self.hour_to)}" if self else ""


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
    place_by = fields.Selection(PLACE_BY_SELECTION, string="Place known by", readonly=True)
    distance = fields.Integer(string="Distance (m)", readonly=True, aggregator=None)
    received_at = fields.Datetime(readonly=True, help="Only of a presence that was kept without network.")
    window_label = fields.Char(string="Hours of the window", compute="_compute_labels")
    local_at = fields.Char(string="Local time", compute="_compute_labels")
    # where and by which device: for BKPSDM, and for the person by the page of one's own data
    located = fields.Boolean(string="Has a position", readonly=True, groups=SENSITIVE)
    latitude = fields.Float(digits=(10, 7), readonly=True, aggregator=None, groups=SENSITIVE)
    longitude = fields.Float(digits=(10, 7), readonly=True, aggregator=None, groups=SENSITIVE)
    accuracy = fields.Float(string="Accuracy (m)", readonly=True, aggregator=None, groups=SENSITIVE)
    ip_address = fields.Char(string="Address of the network", readonly=True, groups=SENSITIVE)
    device = fields.Char(readonly=True, groups=SENSITIVE)
    drift = fields.Integer(string="Clock of the device (s)", readonly=True, aggregator=None, groups=SENSITIVE)
    photo = fields.Binary(attachment=True, readonly=True, groups=SENSITIVE)

    _once_per_window = models.Constraint(
        "UNIQUE(employee_id, date, window_id)", "This presence has been recorded already."
    )

    @api.depends("at", "window_id", "day_id.tz")
    def _compute_labels(self):
        """In the zone of the day: a mayor who travels must see the same hours as the head at home."""
        for presence in self:
            tz = presence.sudo().day_id.tz
            local = tz and to_local(presence.at, tz)
            presence.local_at = f"{local:%H:%M} {zone_label(tz)}" if local else ""
            presence.window_label = presence.sudo().window_id._label()

    @api.model
    @api.private
    def _made_in(self, employee, date, window_id):
        """The presence that ``employee`` has in a window of a date already, or none."""
        return self.search([("employee_id", "=", employee.id), ("date", "=", date), ("window_id", "=", window_id)])

    @api.model
    @api.private
    def _record(self, day, window_id, event):
        """Record a presence (a `check_event.Event`) in a window of ``day``, and judge the day again.

        A second request at the same moment is refused by the database and then, on its next try, answered by this one.
        """
        place, distance, by = day._place_of(event)
        information = event.information
        presence = self.create(
            {
                "employee_id": day.employee_id.id,
                "date": day.date,
                "day_id": day.id,
                "window_id": window_id,
                "at": event.at,
                "received_at": event.received_at,
                "place": place,
                "distance": distance,
                "place_by": by,
                "located": event.located,
                "latitude": information.get("latitude") if event.located else False,
                "longitude": information.get("longitude") if event.located else False,
                "accuracy": event.accuracy or 0.0,
                "ip_address": information.get("ip_address"),
                "device": event.device,
                "drift": event.drift or 0,
                "photo": event.photo,
            }
        )
        day._judge_days(day.ids)
        return presence
