from datetime import timedelta

from odoo import api, fields, models

from odoo.addons.flexible_work_asn.local_time import at_hour, hour_label, to_local, zone_label
from odoo.addons.flexible_work_asn.selections import plan_letter

from ..judge import end_of_work, judge_join

WEEK_DAYS = 7


class FlexibleWorkDay(models.Model):
    """The card *Hari Ini*: one's own day, the next thing to do, and the week."""

    _inherit = "flexible.work.day"

    @api.model
    @api.readonly
    def get_my_day(self):
        """The user's own day in local time.

        :return: ``{employee: {id, name, unit} or None, now, zone, today, day, next: {action, until}, apel,
            week: [seven days]}``. ``next.action`` is check_in, join_apel, check_out, done or none;
            times are ``YYYY-MM-DD HH:MM:SS`` or ``HH:MM`` in ``zone``. Before the day is opened, ``day`` is
            the plan, with ``id`` False. ``day`` is None for somebody who is not employed today.
        """
        employee = self.env.user.employee_id.sudo()
        tz = employee._flexible_work_tz_batch()[employee.id] if employee else self.env.company._flexible_work_tz()
        now = to_local(fields.Datetime.now(), tz)
        card = {
            "employee": None,
            "now": fields.Datetime.to_string(now),
            "zone": zone_label(tz),
            "today": fields.Date.to_string(now.date()),
            "day": None,
            "next": {"action": "none", "until": None},
            "apel": None,
            "week": [],
        }
        if not employee:
            return card
        dates = [now.date() + timedelta(days=n) for n in range(WEEK_DAYS)]
        decisions = employee._flexible_work_decisions(dates[0], dates[-1])
        sentences = employee._flexible_work_explain(decisions)
        week = [(day, decisions.get((employee.id, day)), sentences.get((employee.id, day))) for day in dates]
        card["employee"] = {"id": employee.id, "name": employee.name, "unit": employee.department_id.name or ""}
        card["week"] = [self._week_day(*one) for one in week]
        day = self._day_of(employee, dates[0]) or self._planned_day(employee, tz, *week[0][:2])
        if not day:
            return card
        apel = self.env["flexible.work.apel"]._for_day(day)
        joined = apel.attendance_ids.filtered(lambda one: one.employee_id == employee)
        card["day"] = day._card_day(*week[0][1:])
        card["apel"] = apel._card(joined) if apel else None
        card["next"] = day._next_step(now, apel, joined)
        return card

    @api.model
    @api.private
    def _day_of(self, employee, date, opening=False):
        """The day of one employee (sudo); with ``opening`` it is opened when it isn't yet.

        Empty for somebody who is not employed on that date.
        """
        own = [("employee_id", "=", employee.id), ("date", "=", date)]
        day = self.sudo().search(own)
        if not day and opening:
            self.sudo()._open_for([(employee.id, date)])
            day = self.sudo().search(own)
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
                "date": date,
                "tz": tz,
                "mode": decision.mode,
                "source": decision.source,
                "hour_from": decision.hour_from,
                "hour_to": decision.hour_to,
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
        return {
            "id": self._origin.id,
            "date": fields.Date.to_string(self.date),
            "mode": self.mode or None,
            "mode_label": self._plan_label(self.mode, self.leave_status),
            "letter": self.letter,
            "source": self.source,
            "explanation": sentence if as_planned else self.explanation or "",
            "chain": self.env["hr.employee"]._flexible_work_chain(decision) if as_planned else [],
            "hour_from": hour_label(self.hour_from) if self.mode else "",
            "hour_to": hour_label(self.hour_to) if self.mode else "",
            "choice": self.choice,
            "status": self.status,
            "status_label": self._label("status", self.status),
            "check_in": self._local_time(self.check_in) or None,
            "check_out": self._local_time(self.check_out) or None,
            "place": self.place or None,
            "distance": self.distance if self.place in ("inside", "outside") else None,
            "late_minutes": self.late_minutes,
            "verification": self.verification,
            "rejection_reason": self.rejection_reason or "",
            "state": self.state,
        }

    def _next_step(self, now, apel, joined):
        """The one thing to do next, and the local time until which it is in time."""
        if self.state == "closed" or not self.mode or self.leave_status:
            return {"action": "none", "until": None}
        step, until = "done", None
        if not self.check_in:
            step, until = "check_in", at_hour(self.date, self.hour_from)
        elif apel and not joined and judge_join(apel._roll_call(), now) in ("on_time", "late"):
            step, until = "join_apel", at_hour(apel.date, apel.hour_to)
        elif not self.check_out:
            step, until = "check_out", end_of_work(self.date, self.hour_from, self.hour_to)
        return {"action": step, "until": until and fields.Datetime.to_string(until)}
