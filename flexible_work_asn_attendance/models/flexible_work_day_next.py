from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.flexible_work_asn.local_time import at_hour, hour_label, to_local

from ..judge import binding_windows, end_of_work, judge_join
from .hr_employee_check import FORGOTTEN_AFTER

YESTERDAY = timedelta(days=1)


class FlexibleWorkDay(models.Model):
    """Which day is somebody's own now, and which one thing is to be done next on it."""

    _inherit = "flexible.work.day"

    @api.model
    def _current_day(self, employee, tz, now, week):
        """The day (sudo) that is the employee's at ``now`` (local): today's, or last night's while it goes on.

        :param week: {date: (decision, sentence)}, from yesterday on
        :return: empty for somebody who is not employed
        """
        dates = (now.date() - YESTERDAY, now.date())
        stored = self.sudo().search_fetch([("employee_id", "=", employee.id), ("date", "in", dates)], order="id")
        last_night, today = (
            stored.filtered(lambda day, date=date: day.date == date)
            or self._planned_day(employee, tz, date, week[date][0])
            for date in dates
        )
        begins = at_hour(today.date, today.hour_from) if today.mode else None
        return last_night if last_night._goes_on(now, begins) else today

    def _goes_on(self, now, next_begins):
        """Whether a day that began before midnight is still the one that counts at ``now`` (naive local time).

        That is until its hours end, and for somebody who has not left until the next working hours begin.
        """
        if not self.mode or self.leave_status:
            return False
        ends = self._ends()
        if ends.date() == self.date:
            return False
        if now < ends:
            return True
        if not self.check_in or self.check_out or (next_begins and now >= next_begins):
            return False
        return now < to_local(self.check_in + FORGOTTEN_AFTER, self.tz)

    def _ends(self):
        """The naive local time at which the hours of this day end, with its dynamic hours."""
        return end_of_work(self.date, self.hour_from, self.hour_to) + timedelta(minutes=self.hours_tolerance)

    @api.model
    @api.private
    def _working_dates(self, moments):
        """To which date a moment belongs: the one on which a night shift began that still goes on, else its own.

        :param moments: pairs (employee id, naive local time)
        :return: {pair: date}, in one query at most, and none after the last night shift has ended
        """
        ends = self.env["flexible.work.shift"]._latest_night_end()
        early = [(employee_id, at) for employee_id, at in moments if at < at_hour(at.date(), ends)]
        nights = {}
        if early:
            self.env["flexible.work.day"].flush_model()
            keys = [(employee_id, at.date() - YESTERDAY) for employee_id, at in early]
            rows = self.env.execute_query(
                SQL(
                    """
                    SELECT employee_id, date, hour_from, hour_to
                      FROM flexible_work_day
                     WHERE (employee_id, date) IN (SELECT * FROM unnest(%s::int4[], %s::date[]))
                       AND mode IS NOT NULL AND leave_status IS NULL AND (hour_to > 24 OR hour_to <= hour_from)
                    """,
                    *map(list, zip(*keys, strict=True)),
                )
            )
            nights = {
                (employee_id, day): end_of_work(day, hour_from, hour_to)
                for employee_id, day, hour_from, hour_to in rows
            }
        dates = {}
        for employee_id, at in moments:
            last_night = (employee_id, at.date() - YESTERDAY)
            goes_on = last_night in nights and at < nights[last_night]
            dates[employee_id, at] = last_night[1] if goes_on else at.date()
        return dates

    # ------------------------------------------------------------ what the circular asks for
    def _is_located(self):
        """Whether the place of this day can be told: somebody who may work anywhere is not even asked for it."""
        modes = {part.split()[0] for part in (self.segments or "").split(",") if part} or {self.mode}
        return bool(modes - {False, "wfa"})

    def _card_windows(self, policy, now):
        """The times of presence that hold on this day, in their order, and what has been made of them."""
        windows = binding_windows(policy.windows, self.mode, self.hour_from, self.hour_to, self.hours_tolerance or 0)
        made = {}
        if self._origin and any(window.kind == "middle" for window in windows):
            presences = self.env["flexible.work.presence"].sudo().search_fetch([("day_id", "=", self._origin.id)])
            made = {presence.window_id.id: presence.at for presence in presences}
        hour = (now - at_hour(self.date, 0)).total_seconds() / 3600
        return [
            {
                "id": window.id,
                "kind": window.kind,
                "hour_from": hour_label(window.hour_from),
                "hour_to": hour_label(window.hour_to),
                "opens": fields.Datetime.to_string(at_hour(self.date, window.hour_from)),
                "closes": fields.Datetime.to_string(at_hour(self.date, window.hour_to)),
                "state": window.state_at(hour),
                "done_at": self._local_time(self._done_in(window, made)) or None,
            }
            for window in windows
        ]

    def _done_in(self, window, made):
        return {"in": self.check_in, "out": self.check_out}.get(window.kind, made.get(window.id))

    # ------------------------------------------------------------ the next step
    def _next_step(self, now, apels, windows, log):
        """The one thing to do next, from when it is possible, and until when it is in time (local times).

        :param apels: pairs of an apel and the own presence at it
        :param windows: as `_card_windows` gives them
        :param log: the card of the daily report, or None
        """
        is_open = self.state == "open"
        if not self.mode or self.leave_status or not (is_open or self.status == "present"):
            return _step("none")
        if is_open and not self.check_in:
            return self._check_in_step(windows)
        for apel, joined in apels:
            if is_open and not joined and judge_join(apel._roll_call(), now) in ("on_time", "late"):
                return _step("join_apel", until=at_hour(apel.date, apel.hour_to))
        for window in windows:
            if is_open and window["kind"] == "middle" and window["state"] == "open" and not window["done_at"]:
                return _step("presence", until=window["closes"])
        # the report is due at midnight, long after the day has closed
        if log and log["required"] and not log["reported"]:
            return _step("report", until=log["until"])
        # a closed day still takes the check-out of somebody who was at work when it closed
        if self.check_in and not self.check_out:
            return _step("check_out", until=self._ends())
        return _step("done" if is_open else "none")

    def _check_in_step(self, windows):
        opening = [window for window in windows if window["kind"] == "in"]
        if opening:
            # the one that is open or to come; when all are over, the last
            window = next((one for one in opening if one["state"] != "over"), opening[-1])
            return _step("check_in", opens=window["opens"], until=window["closes"])
        begins = at_hour(self.date, self.hour_from) + timedelta(minutes=self.hours_tolerance)
        return _step("check_in", until=begins)


def _step(action, opens=None, until=None):
    return {"action": action, "opens": _said(opens), "until": _said(until)}


def _said(moment):
    return moment if isinstance(moment, str) else fields.Datetime.to_string(moment) or None
