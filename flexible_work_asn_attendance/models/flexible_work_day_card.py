from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.flexible_work_asn.local_time import hour_label, to_local, zone_label
from odoo.addons.flexible_work_asn.models.hr_employee import ZONE_OF_ONE
from odoo.addons.flexible_work_asn.selections import plan_letter

from ..judge import end_of_work

WEEK_DAYS = 7
#: an apel that can be joined now comes before one that is to come, and that before one that is over
APEL_URGENCY = {"open": 0, "draft": 1, "closed": 2}
#: what the card reads of the government and the unit, whose rows are long
OF_GOVERNMENT = ("flexible_work_log_hour", "resource_calendar_id")


class FlexibleWorkDay(models.Model):
    """The card *Hari Ini*: one's own day, the next thing to do, and the week."""

    _inherit = "flexible.work.day"

    @api.model
    @api.readonly
    def get_my_day(self):
        """The user's own day in local time. Somebody on a night shift sees the day on which it began until it ends.

        :return: a dict, with times as ``YYYY-MM-DD HH:MM:SS`` or ``HH:MM`` in ``zone``:

            * ``employee``: ``{id, name, unit}`` or None; ``now``, ``zone``, ``today``
            * ``ticket``: proves later when the server spoke, for what is kept without network, and for how many
              ``offline_minutes`` that is accepted
            * ``day``: the plan and what happened; before the day is opened its ``id`` is False; None for somebody who
              is not employed today
            * ``policy``: ``{place: block, flag or none, photo: none, optional or required}``
            * ``next``: the one thing to do, ``{action, opens, until}``; action is check_in, join_apel, presence,
              report, check_out, done or none
            * ``windows``: times of presence, ``{id, kind, hour_from, hour_to, state, done_at}``
            * ``apels`` and ``apel``, the one that matters now; ``log``, ``contact``, ``home``
            * ``waiting``: ``{corrections, requests}`` that nobody has decided yet
            * ``week``: seven days from today
        """
        employee = self.env.user.employee_id.sudo()
        person = self._person_facts(employee) if employee else None
        tz = person["tz"] if person else self.env.company._flexible_work_tz()
        now = to_local(fields.Datetime.now(), tz)
        card = self._empty_card(now, tz)
        if not employee:
            return card
        dates = [now.date() + timedelta(days=n) for n in range(-1, WEEK_DAYS)]
        decisions = employee._flexible_work_decisions(dates[0], dates[-1])
        sentences = employee._flexible_work_explain(decisions)
        week = {day: (decisions.get((employee.id, day)), sentences.get((employee.id, day))) for day in dates}
        card |= {
            "employee": {"id": employee.id, "name": employee.name, "unit": person["unit"]},
            "ticket": employee._flexible_work_ticket(),
            "offline_minutes": person["offline_minutes"],
            "week": [self._week_day(day, *week[day]) for day in dates[1:]],
            "home": {"registered": person["home"], "pending": person["home_changes"]},
            "contact": self.env["flexible.work.contact"]._card(employee),
            "waiting": {"corrections": person["corrections"], "requests": person["requests"]},
        }
        day = self._current_day(employee, tz, now, week)
        if day:
            card |= day._card_of_day(now, *week[day.date])
        return card

    def _empty_card(self, now, tz):
        return {
            "employee": None,
            "now": fields.Datetime.to_string(now),
            "zone": zone_label(tz),
            "today": fields.Date.to_string(now.date()),
            "ticket": None,
            "offline_minutes": 0,
            "day": None,
            "policy": {"place": "none", "photo": "none"},
            "next": {"action": "none", "opens": None, "until": None},
            "windows": [],
            "apels": [],
            "apel": None,
            "log": None,
            "contact": None,
            "home": {"registered": False, "pending": False},
            "waiting": {"corrections": 0, "requests": 0},
            "week": [],
        }

    def _card_of_day(self, now, decision, sentence):
        """What the card says about this day (sudo)."""
        self.ensure_one()
        employee = self.employee_id
        self.company_id.fetch(OF_GOVERNMENT)
        self.company_id.resource_calendar_id.fetch(["tz"])
        self.department_id.fetch(["parent_path"])
        apels = self.env["flexible.work.apel"]._for_day(self)
        presences = apels._presence_of(employee)
        apels = [
            (apel, presences.filtered(lambda one, apel=apel: one.apel_id == apel)) for apel in apels.sorted("hour_from")
        ]
        policy = self._policy()
        windows = self._card_windows(policy, now)
        log = self.env["flexible.work.log"]._card(self)
        apel_cards = [apel._card(own) for apel, own in apels]
        return {
            "day": self._card_day(decision, sentence),
            "policy": {"place": policy.place if self._is_located() else "none", "photo": policy.photo},
            "windows": windows,
            "apels": apel_cards,
            "apel": min(apel_cards, key=_urgency, default=None),
            "log": log,
            "next": self._next_step(now, apels, windows, log),
        }

    @api.model
    @api.private
    def _day_of(self, employee, date, opening=False):
        """The day of one employee (sudo); with ``opening`` it is opened when it isn't yet.

        Empty for somebody who is not employed on that date.
        """
        own = [("employee_id", "=", employee.id), ("date", "=", date)]
        day = self.sudo().search_fetch(own, order="id")
        if not day and opening:
            self.sudo()._open_for([(employee.id, date)])
            day = self.sudo().search_fetch(own, order="id")
        return day

    def _planned_day(self, employee, tz, date, decision):
        """A day that is not stored: what today will be when it is opened."""
        if not decision:
            return self.browse()
        status = decision.leave_status or ("pending" if decision.mode else "off")
        return self.sudo().new(
            {
                "employee_id": employee.id,
                "company_id": employee.company_id.id,
                "department_id": decision.department_id,
                "assignment_id": decision.assignment_id,
                "home_department_id": decision.home_department_id,
                "date": date,
                "tz": tz,
                "mode": decision.mode,
                "source": decision.source,
                "circular_id": decision.circular_id,
                "hour_from": decision.hour_from,
                "hour_to": decision.hour_to,
                "hours_tolerance": decision.hours_tolerance,
                "segments": ",".join(f"{part.mode} {part.hour_from:g} {part.hour_to:g}" for part in decision.segments),
                "part_leave": decision.part_leave,
                "shift_id": decision.shift_id,
                "leave_status": decision.leave_status,
                "choice": decision.choice,
                "status": status,
                "state": "open",
            }
        )

    def _week_day(self, date, decision, sentence):
        mode = decision.mode if decision else None
        leave = decision.leave_status if decision else None
        return {
            "date": fields.Date.to_string(date),
            "mode": mode,
            "letter": plan_letter(mode, leave),
            "label": self._plan_label(mode, leave),
            "source": decision.source if decision else None,
            "explanation": sentence or "",
        }

    def _plan_label(self, mode, leave_status):
        if mode:
            return self._label("mode", mode)
        return self._label("status", leave_status or "off")

    def _label(self, name, value):
        return dict(self._fields[name]._description_selection(self.env)).get(value, "")

    def _card_day(self, decision, sentence):
        """The day for the card, in the language of the reader where the plan still says the same."""
        self.ensure_one()
        as_planned = decision and (self.mode or None, self.source, self.leave_status or None) == (
            decision.mode,
            decision.source,
            decision.leave_status,
        )
        ends = self.mode and end_of_work(self.date, self.hour_from, self.hour_to)
        return {
            "id": self._origin.id,
            "date": fields.Date.to_string(self.date),
            "mode": self.mode or None,
            "mode_label": self._plan_label(self.mode, self.leave_status),
            "letter": self.letter,
            "source": self.source,
            "explanation": sentence if as_planned else self.explanation or "",
            "chain": self.env["hr.employee"]._flexible_work_chain(decision) if as_planned else [],
            "assigned": self._assigned_words(),
            "hour_from": hour_label(self.hour_from) if self.mode else "",
            "hour_to": hour_label(self.hour_to) if self.mode else "",
            "ends": fields.Datetime.to_string(ends) if ends else None,
            "choice": self.choice,
            "status": self.status,
            "status_label": self._label("status", self.status),
            "check_in": self._local_time(self.check_in) or None,
            "check_out": self._local_time(self.check_out) or None,
            **self._received(),
            "place": self.place or None,
            "distance": self.distance if self.place in ("inside", "outside") else None,
            "late_minutes": self.late_minutes,
            "corrected": self.corrected,
            "verification": self.verification,
            "rejection_reason": self.rejection_reason or "",
            "state": self.state,
        }

    def _assigned_words(self):
        """For which unit and by which letter this day is worked; empty for somebody who works for the own unit."""
        assigned = self.env["hr.employee"]._flexible_work_assigned(self.assignment_id.ids)
        return assigned.get(self.assignment_id.id, "")

    def _received(self):
        """When the events that a phone had kept without network arrived: both times are shown."""
        received_in = received_out = None
        if self._origin and self.check_in:
            ((received_in, received_out),) = self.env.execute_query(
                SQL(
                    "SELECT min(flexible_in_received_at), max(flexible_out_received_at) FROM hr_attendance"
                    " WHERE flexible_day_id = %s",
                    self._origin.id,
                )
            )
        return {
            "received_in": self._local_time(received_in) or None,
            "received_out": self._local_time(received_out) or None,
        }

    def _person_facts(self, employee):
        """What the card says of the person besides the days, in one query: everybody asks for it in the morning.

        :return: ``{tz, unit, offline_minutes, home, home_changes, corrections, requests}``: the name of the unit in the
            language of the reader; whether a home with a position is registered (no address, no coordinate), and
            whether another one waits; how many of the own corrections and requests nobody has decided yet
        """
        self.env.flush_all()
        (row,) = self.env.execute_query(
            SQL(
                """
                SELECT %(zone)s,
                       (SELECT COALESCE(name->>%(lang)s, name->>'en_US', '') FROM hr_department
                         WHERE id = (SELECT department_id FROM hr_version WHERE id = e.current_version_id)),
                       (SELECT flexible_work_offline_minutes FROM res_company WHERE id = e.company_id),
                       COALESCE(e.home_located, FALSE),
                       EXISTS (SELECT FROM flexible_work_home_change WHERE employee_id = e.id AND state = 'submitted'),
                       (SELECT count(*) FROM flexible_work_correction
                         WHERE employee_id = e.id AND state IN ('submitted', 'stated')),
                       (SELECT count(*) FROM flexible_work_request
                         WHERE employee_id = e.id AND state IN ('asked', 'submitted'))
                  FROM hr_employee e
                 WHERE e.id = %(id)s
                """,
                zone=ZONE_OF_ONE,
                lang=self.env.lang or "en_US",
                id=employee.id,
            )
        )
        names = ("tz", "unit", "offline_minutes", "home", "home_changes", "corrections", "requests")
        facts = dict(zip(names, row, strict=True))
        return facts | {"unit": facts["unit"] or "", "offline_minutes": facts["offline_minutes"] or 0}


def _urgency(card):
    """Of several apel the one to look at: not yet joined, and open, to come or over, in this order."""
    return bool(card["joined_at"]), APEL_URGENCY[card["state"]], card["hour_from"]
