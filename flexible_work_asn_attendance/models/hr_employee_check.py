from dataclasses import replace
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.flexible_work_asn.local_time import hour_label, to_local, to_utc, zone_label

from ..judge import end_of_work, next_window, not_yet, open_window
from .check_event import Event, checked_photo, drift_of, hashed_device, moment_of, new_ticket
from .check_facts import load_check, working_date
from .event_facts import EventFacts
from .hr_attendance import Check

#: a second tap within this time is a slow line or a nervous finger, not another event
DOUBLE_TAP = timedelta(seconds=60)
#: after so long an attendance without check-out was forgotten, even by somebody on a night shift
FORGOTTEN_AFTER = timedelta(hours=16)
#: channels where one button, or one badge, means in as well as out
TOGGLES = ("systray", "kiosk")
KINDS = ("in", "out", "presence")
#: a check leaves no message in the chatter: the attendance and the day say it all, and what HR changes later is noted
QUIET = {"tracking_disable": True, "mail_create_nolog": True, "mail_create_nosubscribe": True}
#: what Odoo computes of an attendance that has only begun, and writes in a second statement
NOTHING_WORKED = {
    "worked_hours": 0.0,
    "expected_hours": 0.0,
    "overtime_hours": 0.0,
    "validated_overtime_hours": 0.0,
    "overtime_status": False,
}


class HrEmployee(models.Model):
    """Somebody checks in, checks out or says that he or she is there, by whatever channel."""

    _inherit = "hr.employee"

    def _attendance_action_change(self, geo_information=None):
        """Odoo's toggle (systray, kiosk, badge, PIN), without double taps and with what the circular says.

        A second tap at the systray or kiosk within a minute answers with what the first one did. A check-out that was
        forgotten yesterday does not turn this morning's check-in into a check-out.

        :raises UserError: before the window of check-in opens, or outside where the circular refuses that
        """
        self.ensure_one()
        event = Event(fields.Datetime.now(), dict(geo_information or {}))
        facts = load_check(self, event.at)
        last = facts.last
        toggle = event.information.get("mode") in TOGGLES
        if toggle and last and _is_double_tap(last.check_out or last.check_in, event.at):
            return self.env["hr.attendance"].browse(last.id)
        forgotten = last and last.date < facts.today and last.check_in < event.at - FORGOTTEN_AFTER
        if last and not last.check_out and not forgotten:
            self._check_order(facts, event)
            return self._check_out(self._allowed(facts, event, "out", last.date), last)
        return self._check_in(facts, self._allowed(facts, event, "in", facts.today))

    @api.private
    def _flexible_work_check(
        self,
        kind,
        geo_information,
        accuracy=None,
        *,
        device=None,
        photo=None,
        ticket=None,
        elapsed=None,
        client_time=None,
    ):
        """Check in or out or record a presence in between, as said; by the server's clock.

        Checking in twice, or the same tap again within a minute, changes nothing. Checking out again later moves the
        check-out of today: the last one counts.

        :param kind: ``in``, ``out`` or ``presence``
        :param geo_information: what Odoo stores with an attendance, without the prefix in_ or out_
        :param accuracy: metres by which the position may be wrong, if known
        :param device: the random name that the browser keeps for itself; stored hashed
        :param photo: base64 JPEG, by what the circular says
        :param ticket: with ``elapsed``, of an event that was kept without network: see `moment_of`
        :param client_time: the device's wall clock on sending (milliseconds since 1970); counts for nothing
        :raises UserError: with what to do, when it can't count
        """
        self.ensure_one()
        if kind not in KINDS:
            raise UserError(self.env._("Say whether you check in or out."))
        now = fields.Datetime.now()
        kept = ticket is not None
        at = moment_of(self, ticket, elapsed) if kept else now
        facts = load_check(self, at)
        if kept and facts.today != working_date(self, to_local(now, facts.tz)):
            raise UserError(
                self.env._("What the phone has kept is of another day. Ask for a correction of that day instead.")
            )
        event = Event(
            at,
            geo_information,
            accuracy,
            received_at=now if kept else None,
            device=hashed_device(self.env, device),
            drift=drift_of(client_time, now),
        )
        act = {"in": self._act_in, "out": self._act_out, "presence": self._act_presence}[kind]
        act(facts, event, photo or "")

    def _flexible_work_ticket(self):
        """The server's time, signed for this employee; a phone adds how long it has waited since."""
        self.ensure_one()
        return new_ticket(self)

    # ------------------------------------------------------------ what the page asks for
    def _act_in(self, facts, event, photo):
        last = facts.last
        if last and last.date == facts.today:
            if not last.check_out or _is_double_tap(last.check_in, event.at) or event.at < last.check_out:
                self._earlier_check_in(facts, event, photo)
                return
        self._check_in(facts, self._allowed(facts, event, "in", facts.today, photo))

    def _earlier_check_in(self, facts, event, photo):
        """A check-in that waited without network may be earlier than the one made since, at another device."""
        last = facts.last
        if not event.received_at or event.at >= last.check_in or _is_double_tap(event.at, last.check_in):
            return
        first = self.env["hr.attendance"].search(
            [("employee_id", "=", self.id), ("date", "=", last.date)], order="check_in, id", limit=1
        )
        if event.at < first.check_in:
            event = self._allowed(facts, event, "in", last.date, photo)
            first.write({"check_in": event.at, **event.values("in", again=True)})

    def _act_out(self, facts, event, photo):
        last = facts.last
        if not last or (last.check_out and last.date != facts.today):
            raise UserError(self.env._("You have not checked in today."))
        if last.check_out and (event.at < last.check_out or _is_double_tap(last.check_out, event.at)):
            return
        self._check_order(facts, event)
        self._check_out(self._allowed(facts, event, "out", last.date, photo), last)

    def _check_order(self, facts, event):
        """:raises UserError: for a check-out from before the check-in: it waited without network, or clocks disagree"""
        if event.at >= facts.last.check_in:
            return
        if event.received_at:
            raise UserError(self.env._("You have checked in again since then. Check out once more when you leave."))
        raise UserError(
            self.env._(
                "Your check-in is noted at %(check_in)s, and by the clock of the server it is only %(now)s (%(zone)s) "
                "now: it was set back, or the check-in has a time yet to come. Check out once that time has come. If "
                "the check-in is wrong, tell your head and ask for a correction of the day.",
                check_in=hour_label(_hour(to_local(facts.last.check_in, facts.tz))),
                now=hour_label(_hour(to_local(event.at, facts.tz))),
                zone=zone_label(facts.tz),
            )
        )

    def _act_presence(self, facts, event, photo):
        day = self._day_to_check(facts, event, facts.today)
        window = self._window_at(facts, day, event)
        presences = self.env["flexible.work.presence"].sudo()
        if not presences._made_in(self, day.date, window.id):
            event = self._allowed(facts, event, "presence", day.date, photo)
            presences._record(self.env["flexible.work.day"].sudo().browse(day.id), window.id, event)

    def _window_at(self, facts, day, event):
        """The window in which a presence of now counts.

        :raises UserError: saying when the next one opens
        """
        windows = day.policy.windows_of(day.mode, "middle") if day else ()
        hour = _hour(to_local(event.at, facts.tz))
        window = open_window(windows, hour)
        if window:
            return window
        coming = next_window(windows, hour)
        if coming:
            raise UserError(
                self.env._(
                    "The next presence is recorded from %(hour_from)s to %(hour_to)s (%(zone)s).",
                    hour_from=hour_label(coming.hour_from),
                    hour_to=hour_label(coming.hour_to),
                    zone=zone_label(facts.tz),
                )
            )
        if windows:
            raise UserError(
                self.env._(
                    "Today's presences are over. If something kept you from one, ask for a correction of the day."
                )
            )
        raise UserError(self.env._("No presence in between is asked of you today."))

    # ------------------------------------------------------------ what the circular says
    def _day_to_check(self, facts, event, date):
        """The day of a local date; today's is opened when it isn't yet. None for somebody who is not employed."""
        day = facts.days.get(date)
        if not day and date == facts.today:
            self.env["flexible.work.day"].sudo()._open_for([(self.id, date)])
            day = load_check(self, event.at).days.get(date)
        return day

    def _allowed(self, facts, event, direction, date, photo=None):
        """``event`` as it may be stored by the circular of the day: without a place, with a photo, or not at all.

        :param photo: what the page sent; None from a channel that sends no photos
        :raises UserError: before the window opens, without a photo that is asked for, or outside where that is refused
        """
        day = self._day_to_check(facts, event, date)
        if not day:
            return event
        if direction == "in":
            self._check_window(facts, day, event)
        if day.policy.place == "none":
            event = event.without_place()
        elif day.policy.place == "block":
            self._check_place(day, event)
        return self._with_photo(event, day.policy, photo)

    def _check_window(self, facts, day, event):
        hour = _hour(to_local(event.at, facts.tz))
        early = not_yet(day.policy.windows_of(day.mode, "in"), hour)
        if early and day.date == facts.today and not day.has_come:
            raise UserError(
                self.env._(
                    "Check-in opens at %(hour)s (%(zone)s) today. Come back then.",
                    hour=hour_label(early.hour_from),
                    zone=zone_label(facts.tz),
                )
            )

    def _check_place(self, day, event):
        """:raises UserError: when the check is certainly outside; what can't be told is accepted and flagged"""
        place, distance, _by = self.env["flexible.work.day"].sudo().browse(day.id)._place_of(event)
        if place != "outside":
            return
        words = {"distance": _distance_words(self.env, distance)}
        if day.mode == "wfh":
            message = self.env._(
                "You are %(distance)s from your registered home, and the circular asks for presence from there. Go "
                "there and try again. If the registered home or the position of the phone is wrong, ask for a "
                "correction of the day or for another home to be registered.",
                **words,
            )
        else:
            message = self.env._(
                "You are %(distance)s from the nearest place where you may check in, and the circular asks for "
                "presence there. Go there and try again. If the position of the phone is wrong, join the network of "
                "the office, or ask your head or BKPSDM for a correction of the day.",
                **words,
            )
        raise UserError(message)

    def _with_photo(self, event, policy, photo):
        if photo is None:
            # a kiosk stands in the office and has its own eyes; the systray can't take a photo
            if policy.photo == "required" and event.information.get("mode") == "systray":
                raise UserError(
                    self.env._(
                        "The circular asks for a photo with each presence: use the page Hari Ini, not this button."
                    )
                )
            return event
        return replace(event, photo=checked_photo(self.env, photo, policy.photo))

    # ------------------------------------------------------------ what is stored
    def _check_in(self, facts, event):
        last = facts.last
        if last and not last.check_out and last.date < facts.today:
            self._close_forgotten(self.env["hr.attendance"].browse(last.id))
        values = {"employee_id": self.id, "check_in": event.at, **NOTHING_WORKED, **event.values("in")}
        day = EventFacts(self.sudo().env, self.id, facts.today)
        taken, placed = day.take(event, "in")
        check = Check(facts.today, fits=facts.may_follow(event.at), judged=bool(taken))
        attendances = self.env["hr.attendance"].with_context(flexible_check=check, **QUIET)
        attendance = attendances.create(values | placed).with_env(self.env)
        if taken:
            taken["id"] = attendance.id
            self.env["flexible.work.day"].sudo()._judge_facts(day)
        return attendance

    def _check_out(self, event, last):
        attendance = self.env["hr.attendance"].browse(last.id)
        values = {"check_out": event.at, **event.values("out", again=bool(last.check_out))}
        day = EventFacts(self.sudo().env, self.id, last.date)
        taken, placed = day.take(event, "out", last.id)
        # it is the last one and ends after it has begun: it meets no other
        check = Check(last.date, fits=event.at >= last.check_in, judged=bool(taken))
        attendance.with_context(flexible_check=check, **QUIET).write(values | placed)
        if taken:
            self.env["flexible.work.day"].sudo()._judge_facts(day)
        return attendance

    def _last_attendance(self):
        return self.env["hr.attendance"].search(
            [("employee_id", "=", self.id)], order="check_in desc, id desc", limit=1
        )

    def _close_forgotten(self, attendance):
        """End ``attendance``, which is of an earlier date and was never ended.

        Odoo would refuse to check in otherwise, or take this morning's check-in for last night's
        check-out. It ends with the planned hours and doesn't count as a check-out.
        """
        day = self.env["flexible.work.day"]._day_of(self, attendance.date)
        ends = attendance.check_in + timedelta(seconds=1)
        if day.mode:
            ends = max(ends, to_utc(end_of_work(day.date, day.hour_from, day.hour_to), day.tz))
        attendance.write({"check_out": min(ends, fields.Datetime.now()), "out_mode": "auto_check_out"})


def _is_double_tap(earlier, later):
    return abs(later - earlier) < DOUBLE_TAP


def _hour(local):
    return local.hour + local.minute / 60 + local.second / 3600


def _distance_words(env, metres):
    if metres < 1000:
        return env._("%s m", metres)
    return env._("%s km", f"{metres / 1000:.1f}")
