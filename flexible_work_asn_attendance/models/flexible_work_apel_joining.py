from calendar import timegm
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.flexible_work_asn.bulk import insert_new
from odoo.addons.flexible_work_asn.local_time import hour_label, to_local, zone_label
from odoo.addons.flexible_work_asn.throttle import Throttle

from ..judge import code_is_current, judge_join

#: wrong codes of one person at one apel, and the time after which they are forgotten
WRONG_CODES = Throttle("apel_code", 10, timedelta(minutes=5))
ATTENDANCE_COLUMNS = (
    "apel_id",
    "employee_id",
    "date",
    "company_id",
    "department_id",
    "opd_id",
    "joined_at",
    "result",
    "state",
    "via",
)


class FlexibleWorkApel(models.Model):
    """Joining: 2,000 people within five minutes, so nothing that they share is written, or read as a whole."""

    _inherit = "flexible.work.apel"

    @api.private
    def _join(self, employee, code):
        """Record that ``employee`` is present, if ``code`` is the one shown now. All times are the server's.

        The same tap again within a minute changes nothing.

        :raises UserError: too early, not open, over, not expected, joined already, too many tries, or a wrong code
        """
        self.ensure_one()
        apel, now = self.sudo(), fields.Datetime.now()
        own = apel._presence_of(employee)
        if own:
            return own._check_double_tap(now)
        verdict = judge_join(apel._roll_call(), apel._local_now())
        apel._check_joinable(verdict)
        day = self.env["flexible.work.day"]._day_of(employee, apel.date, opening=True)
        apel._check_expected(day)
        apel._check_code(employee, code, now)
        if apel._record(day, now, verdict, "code"):
            self.env["flexible.work.day"]._judge_days(day.ids)
        return None

    def _record(self, day, moment, result, via, note=""):
        """Insert one presence (sudo) unless there is one already, and tell the open boards.

        :param day: that of the person
        :return: the id, or None when the person is in already
        """
        # never self.attendance_ids: that would read those of all
        presences = self.env["flexible.work.apel.attendance"].sudo()
        unit = day.department_id
        values = (
            *(self.id, day.employee_id.id, self.date, self.company_id.id, unit.id or None, day.opd_id.id or None),
            *(moment, result, "joined", via),
        )
        ids = insert_new(presences, ATTENDANCE_COLUMNS, [values], unique=("apel_id", "employee_id"))
        if not ids:
            return None
        self.invalidate_recordset(["attendance_ids"], flush=False)
        line = {
            "id": day.employee_id.id,
            "name": day.employee_id.name,
            "unit": unit.name or "",
            "attendance_id": ids[0],
            "at": to_local(moment, self._tz()).strftime("%H:%M"),
            "result": result,
            "state": "joined",
            "uniform": False,
            "via": via,
            "reason": note,
        }
        self._tell({"lines": [line]})
        return ids[0]

    def _check_expected(self, day):
        if self._expects(day):
            return
        if day.leave_status:
            reason = self.env._("You are not expected at “%s”: you are on leave or on duty elsewhere today.", self.name)
        elif self.audience == "away" and (not self.department_id or self._is_of_unit(day)):
            reason = self.env._(
                "You are not expected at “%s”: it is for those who work away from their office today.", self.name
            )
        else:
            reason = self.env._("You are not expected at “%s”: it is held for other people.", self.name)
        raise UserError(reason)

    def _is_of_unit(self, day):
        return str(self.department_id.id) in (day.department_id.parent_path or "").split("/")

    def _check_joinable(self, verdict):
        refusals = {
            "too_early": self.env._(
                "“%(apel)s” begins at %(hour)s %(zone)s. Try again then.",
                apel=self.name,
                hour=hour_label(self.hour_from),
                zone=zone_label(self._tz()),
            ),
            "not_open": self.env._("“%s” has not been opened by its leader yet. Try again in a moment.", self.name),
            "closed": self.env._("“%s” is over. Ask your head to note your presence.", self.name),
        }
        if verdict in refusals:
            raise UserError(refusals[verdict])

    def _check_code(self, employee, code, now):
        key = (self.id, employee.id)
        # counted before it is compared, or many codes at one moment would all be tried
        wait = WRONG_CODES.take(self.env, key, now)
        if wait:
            raise UserError(self.env._("Too many wrong codes. Try again in %s minutes.", max(1, -(-wait // 60))))
        if not code_is_current(self.secret, str(code or ""), timegm(now.timetuple())):
            raise UserError(self.env._("This code is not right, or no longer. Type the one that is shown now."))
        WRONG_CODES.forget(self.env, key)

    @api.private
    def _card(self, joined):
        """The apel for the card of somebody who is expected at it; ``joined`` is the own presence."""
        self.ensure_one()
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind,
            "hour_from": hour_label(self.hour_from),
            "hour_to": hour_label(self.hour_to),
            "meeting_url": self.meeting_url or "",
            "state": self._state_now(),
            "joined_at": joined._local_time() if joined else None,
            "result": ("rejected" if joined.state == "rejected" else joined.result) if joined else None,
        }
