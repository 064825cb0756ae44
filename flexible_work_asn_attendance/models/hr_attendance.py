from dataclasses import dataclass
from datetime import date

from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.flexible_work_asn.local_time import to_local

from .flexible_work_day import PLACE_SELECTION

PLACE_BY_SELECTION = [("position", "Position"), ("network", "Network of the office"), ("kiosk", "Kiosk of the office")]
#: positions, photos and devices: for BKPSDM, and for the person by the page of one's own data
SENSITIVE = "flexible_work_asn.group_bkpsdm"
#: what a day is judged by
JUDGED_FIELDS = {
    "employee_id",
    "check_in",
    "check_out",
    "in_mode",
    "out_mode",
    "in_latitude",
    "in_longitude",
    "out_latitude",
    "out_longitude",
    "in_ip_address",
    "out_ip_address",
}


@dataclass(frozen=True, slots=True)
class Check:
    """What a check-in or check-out by the employee knows already; in a context, where no client can put one.

    ``fits``: it meets no other attendance. ``judged``: whoever stores it judges the day.
    """

    date: date
    fits: bool
    judged: bool


class HrAttendance(models.Model):
    """A check-in or check-out, by whatever channel, is judged against the plan of its day at once."""

    _inherit = "hr.attendance"

    flexible_day_id = fields.Many2one(
        "flexible.work.day", string="Day", readonly=True, copy=False, index="btree_not_null", ondelete="set null"
    )
    flexible_in_located = fields.Boolean(
        string="Position at check-in",
        readonly=True,
        help="Said apart from the figures, because 0.0 is a real latitude for regions on the equator.",
    )
    flexible_in_accuracy = fields.Float(string="Accuracy at check-in", readonly=True, aggregator=None)
    flexible_in_place = fields.Selection(PLACE_SELECTION, string="Place of check-in", readonly=True)
    flexible_in_distance = fields.Integer(string="Distance at check-in", readonly=True, aggregator=None)
    flexible_out_located = fields.Boolean(string="Position at check-out", readonly=True)
    flexible_out_accuracy = fields.Float(string="Accuracy at check-out", readonly=True, aggregator=None)
    flexible_out_place = fields.Selection(PLACE_SELECTION, string="Place of check-out", readonly=True)
    flexible_out_distance = fields.Integer(string="Distance at check-out", readonly=True, aggregator=None)

    flexible_in_place_by = fields.Selection(PLACE_BY_SELECTION, string="Place of check-in known by", readonly=True)
    flexible_out_place_by = fields.Selection(PLACE_BY_SELECTION, string="Place of check-out known by", readonly=True)
    # a random name that the browser keeps, hashed: tells that two check-ins came from one device, not which
    flexible_in_device = fields.Char(readonly=True, copy=False, groups=SENSITIVE)
    flexible_out_device = fields.Char(readonly=True, copy=False, groups=SENSITIVE)
    flexible_in_drift = fields.Integer(
        string="Clock of the device at check-in (s)",
        readonly=True,
        aggregator=None,
        help="Seconds by which the clock of the device was ahead of the server's. It counts for nothing.",
    )
    flexible_out_drift = fields.Integer(string="Clock of the device at check-out (s)", readonly=True, aggregator=None)
    flexible_in_received_at = fields.Datetime(
        string="Check-in received at", readonly=True, help="Only of a check-in that was kept without network."
    )
    flexible_out_received_at = fields.Datetime(
        string="Check-out received at", readonly=True, help="Only of a check-out that was kept without network."
    )
    flexible_in_photo = fields.Binary(attachment=True, readonly=True, copy=False, groups=SENSITIVE)
    flexible_out_photo = fields.Binary(attachment=True, readonly=True, copy=False, groups=SENSITIVE)

    # of one person: what Odoo asks for at each check-in and check-out; the plain indexes lead through years of rows
    _employee_check_in_idx = models.Index("(employee_id, check_in DESC)")
    _employee_open_idx = models.Index("(employee_id) WHERE check_out IS NULL")

    @api.depends("check_in", "employee_id")
    def _compute_date(self):
        """The local date by the zone of the plan, which is that of the working schedule.

        Who comes late for a night shift, after midnight, comes for the date on which it began.
        """
        check = self._flexible_check()
        if check:
            self.date = check.date
            return
        known = self.filtered(lambda one: one.employee_id._origin and one.check_in)
        super(HrAttendance, self - known)._compute_date()
        zones = known.employee_id._origin._flexible_work_tz_batch() if known else {}
        employees = {one: one.employee_id._origin.id for one in known}
        moments = {one: (id_, to_local(one.check_in, zones[id_])) for one, id_ in employees.items()}
        dates = self.env["flexible.work.day"]._working_dates(list(moments.values()))
        for attendance, moment in moments.items():
            attendance.date = dates[moment]

    @api.depends("check_in", "check_out", "employee_id")
    def _compute_linked_overtime_ids(self):
        """Overtime is of attendances that have ended: for the others there is nothing to search."""
        begun = self.filtered(lambda attendance: not attendance.check_out)
        begun.linked_overtime_ids = False
        super(HrAttendance, self - begun)._compute_linked_overtime_ids()

    @api.constrains("check_in", "check_out", "employee_id")
    def _check_validity(self):
        """Odoo searches the attendances before and after; who checks in or out has seen the last one and locked it."""
        check = self._flexible_check()
        if not (check and check.fits):
            super()._check_validity()

    def _flexible_check(self):
        check = self.env.context.get("flexible_check")
        return check if isinstance(check, Check) else None

    @api.model_create_multi
    def create(self, vals_list):
        self._check_ours(*vals_list)
        attendances = super().create([_with_located(vals) for vals in vals_list])
        check = self._flexible_check()
        if not (check and check.judged):
            self._flexible_work_judge(attendances._flexible_work_keys())
        return attendances

    def write(self, vals):
        self._check_ours(vals)
        if not JUDGED_FIELDS & vals.keys():
            return super().write(vals)
        check = self._flexible_check()
        if check and check.judged:
            return super().write(_with_located(vals))
        # the check-in may move to another person or day: both days are judged
        moves = bool({"employee_id", "check_in"} & vals.keys())
        before = self._flexible_work_keys() if moves else set()
        result = super().write(_with_located(vals))
        self._flexible_work_judge(before | self._flexible_work_keys())
        return result

    def _check_ours(self, *vals_list):
        """:raises AccessError: when somebody writes what only the server records: place, device, times of receipt"""
        if not self.env.su and any(name.startswith("flexible_") for vals in vals_list for name in vals):
            raise AccessError(
                self.env._("Where and by what a check-in was made is recorded, not entered. Correct the day instead.")
            )

    def unlink(self):
        keys = self._flexible_work_keys()
        result = super().unlink()
        self._flexible_work_judge(keys)
        return result

    def _flexible_work_keys(self):
        """(employee id, local date) of these attendances; a night belongs to the date on which it begins."""
        return {(attendance.employee_id.id, attendance.date) for attendance in self.sudo()}

    def _flexible_work_judge(self, keys):
        """Judge the days of ``keys`` again; the day of today is opened by the first check-in, if it must be.

        Dates before the system was in use stay without a day.
        """
        days = self.env["flexible.work.day"].sudo()
        missing = keys - days._judge_keys(keys)
        if missing:
            employees = self.env["hr.employee"].browse({employee_id for employee_id, _date in missing})
            today = employees._flexible_work_today_batch()
            due = {key for key in missing if key[1] == today[key[0]]}
            if due:
                days._open_for(due)
                days._judge_keys(due)


def _with_located(vals):
    """``vals`` with a note of whether it holds a position.

    Odoo sends False for no position, and its clients may send 0 for both: nobody is there, in the sea off
    Africa. One 0.0 alone is a real place on the equator.
    """
    vals = dict(vals)
    for direction in ("in", "out"):
        names = (f"{direction}_latitude", f"{direction}_longitude")
        if f"flexible_{direction}_located" in vals or not vals.keys() & set(names):
            continue
        latitude, longitude = (vals.get(name) for name in names)
        known = all(value is not None and value is not False for value in (latitude, longitude))
        vals[f"flexible_{direction}_located"] = known and not (latitude == 0 and longitude == 0)
    return vals
