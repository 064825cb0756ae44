from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.flexible_work_asn.local_time import to_local, to_utc

from ..judge import end_of_work

#: a second tap within this time is a slow line or a nervous finger, not another event
DOUBLE_TAP = timedelta(seconds=60)
#: after so long an attendance without check-out was forgotten, even by somebody on a night shift
FORGOTTEN_AFTER = timedelta(hours=16)
#: channels where one button, or one badge, means in as well as out
TOGGLES = ("systray", "kiosk")


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    @api.private
    def _flexible_work_today_batch(self):
        """{employee id: local date of now}."""
        now = fields.Datetime.now()
        return {id_: to_local(now, tz).date() for id_, tz in self._flexible_work_tz_batch().items()}

    @api.private
    def _flexible_work_facts_changed(self, date_from, date_to):
        """The open days of these employees follow the plan at once."""
        result = super()._flexible_work_facts_changed(date_from, date_to)
        if self and date_from and date_to:
            self.env["flexible.work.day"].sudo()._resolve_again(self, date_from, date_to)
        return result

    # ------------------------------------------------------------ check-in
    def _attendance_action_change(self, geo_information=None):
        """Odoo's toggle, without double taps and without check-outs for a day that was forgotten.

        A second tap at the systray or kiosk within a minute answers with what the first one did.
        """
        self.ensure_one()
        last = self._last_attendance()
        toggle = (geo_information or {}).get("mode") in TOGGLES
        if toggle and last and self._is_double_tap(last.check_out or last.check_in):
            return last
        if last and last.check_in < fields.Datetime.now() - FORGOTTEN_AFTER:
            self._close_forgotten(last)
        return super()._attendance_action_change(geo_information)

    @api.private
    def _flexible_work_check(self, kind, geo_information, accuracy=None):
        """Check in or out, as said; by the server's clock.

        Checking in twice, or the same tap again within a minute, changes nothing. Checking out again
        later moves the check-out of today: the last one counts.

        :param kind: ``in`` or ``out``
        :param geo_information: what Odoo stores with an attendance, without the prefix in_ or out_
        :param accuracy: metres by which the position may be wrong, if known
        """
        self.ensure_one()
        now = fields.Datetime.now()
        today = self._flexible_work_today_batch()[self.id]
        last = self._last_attendance()
        if kind == "in":
            if last.date == today and (not last.check_out or self._is_double_tap(last.check_in)):
                return
            self._close_forgotten(last)
            self.env["hr.attendance"].create(
                {"employee_id": self.id, "check_in": now, **_event("in", geo_information, accuracy)}
            )
        elif kind == "out":
            if not last or (last.check_out and last.date != today):
                raise UserError(self.env._("You have not checked in today."))
            if not (last.check_out and self._is_double_tap(last.check_out)):
                last.write({"check_out": now, **_event("out", geo_information, accuracy)})
        else:
            raise UserError(self.env._("Say whether you check in or out."))

    def _last_attendance(self):
        return self.env["hr.attendance"].search(
            [("employee_id", "=", self.id)], order="check_in desc, id desc", limit=1
        )

    def _is_double_tap(self, moment):
        return fields.Datetime.now() - moment < DOUBLE_TAP

    def _close_forgotten(self, attendance):
        """End ``attendance`` if it is of an earlier date and was never ended.

        Odoo would refuse to check in otherwise, or take this morning's check-in for last night's
        check-out. It ends with the planned hours and doesn't count as a check-out.
        """
        if not attendance or attendance.check_out:
            return
        if attendance.date >= self._flexible_work_today_batch()[self.id]:
            return
        day = self.env["flexible.work.day"]._day_of(self, attendance.date)
        ends = attendance.check_in + timedelta(seconds=1)
        if day.mode:
            ends = max(ends, to_utc(end_of_work(day.date, day.hour_from, day.hour_to), day.tz))
        attendance.write({"check_out": min(ends, fields.Datetime.now()), "out_mode": "auto_check_out"})


def _event(direction, geo_information, accuracy):
    """Values of one event. All of them are said, so that a later check-out leaves nothing of an earlier one."""
    values = {"latitude": False, "longitude": False, **geo_information}
    return {f"{direction}_{name}": value for name, value in values.items()} | {
        f"flexible_{direction}_accuracy": accuracy or 0.0
    }
