import hashlib
from datetime import datetime, time, timedelta

from odoo import api, fields, models

from ..icalendar import Event, day_after, write_calendar
from ..local_time import at_hour, to_local, to_utc
from ..selections import plan_letter

#: the feed reaches from a week back, so that programs see changes of days just past, to two months ahead
DAYS_BACK = 7
DAYS_AHEAD = 60
#: reasons that may stand in a calendar that others may see; personal decisions and requests may not
TOLD = ("recall", "position", "unit", "roster", "rule", "default", "cap")
#: kinds of time off that are work elsewhere; all the others are just time off
ON_DUTY = ("duty", "study")


class HrEmployee(models.Model):
    """The plan of one person as an iCalendar feed."""

    _inherit = "hr.employee"

    @api.private
    def _flexible_work_calendar(self):
        """The plan as iCalendar, in the person's language; who asks has been checked by the secret address.

        Nothing in it tells of health or discipline: time off has no kind, personal decisions have no reason.
        """
        self.ensure_one()
        employee = self.sudo().with_context(lang=self.sudo().user_id.lang or self.env.lang)
        tz = employee._flexible_work_tz_batch()[employee.id]
        today = to_local(fields.Datetime.now(), tz).date()
        first, last = today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD)
        decisions = employee._flexible_work_decisions(first, last)
        salt = self.env["ir.config_parameter"].sudo().get_param("database.uuid")
        places = employee._flexible_work_places(decisions.values())
        assigned = employee._flexible_work_assigned({decision.assignment_id for decision in decisions.values()})
        events = []
        for (_id, day), decision in sorted(decisions.items(), key=lambda item: item[0]):
            uid = hashlib.sha256(f"{salt}-{employee.id}-{day}".encode()).hexdigest()[:32]
            told = {"place": places[id(decision)], "assigned": assigned.get(decision.assignment_id, "")}
            events += employee._calendar_events(day, decision, told, tz, f"{uid}@flexible-work-asn")
        # the same all day long, so that a program that asks again can be told that nothing has changed
        stamp = datetime.combine(today, time.min)
        return write_calendar(employee.env._("Plan of %s", employee.name), tz, to_utc(stamp, tz), events)

    def _calendar_events(self, day, decision, told, tz, uid):
        """:param told: ``place`` and ``assigned``, the sentence about the assignment, in words"""
        if not decision.mode:
            return self._calendar_free_day(day, decision, uid)
        parts = decision.segments or (decision,)
        why = self._flexible_work_sentence(decision.decisive) if decision.source in TOLD else ""
        return [
            Event(
                uid=uid if n == 0 else f"{n}-{uid}",
                begin=to_utc(at_hour(day, part.hour_from), tz),
                end=to_utc(at_hour(day, part.hour_to), tz),
                summary=f"{plan_letter(part.mode, None)} · {self._mode_name(part.mode)}",
                description=" ".join(filter(None, (told["assigned"], why))),
                location=told["place"] if part.mode == decision.mode else self._mode_name(part.mode),
                category=self._mode_name(part.mode),
            )
            for n, part in enumerate(parts)
        ]

    def _calendar_free_day(self, day, decision, uid):
        """A whole day: time off, duty elsewhere, or a public holiday; ordinary weekends stay empty."""
        holiday = dict(decision.decisive.args).get("name", "") if decision.decisive.code == "holiday" else ""
        if decision.leave_status in ON_DUTY:
            summary = self._plan_label(decision)
        elif decision.leave_status:
            summary = self.env._("Time off")
        else:
            summary = holiday
        if not summary:
            return []
        return [Event(uid=uid, begin=day, end=day_after(day), summary=summary, busy=bool(decision.leave_status))]
