from odoo import api, models

from odoo.addons.flexible_work_asn.bulk import update_changed
from odoo.addons.flexible_work_asn.local_time import to_local

from ..judge import DayFacts, judge_day
from .day_facts import ATTENDANCE_COLUMNS, JUDGED_COLUMNS, DaysFacts, days_by_ids, days_by_keys

#: what a decision about a closed day may change
FOLLOWS_DECISION = {"late_minutes", "early_minutes", "apel_morning", "status"}


class FlexibleWorkDay(models.Model):
    """Judging: what is known of many days is loaded in a fixed number of queries, judged, and written."""

    _inherit = "flexible.work.day"

    @api.model
    @api.private
    def _judge_days(self, day_ids, closing=False, reopened=False):
        """Judge days again, and write those whose answer has changed.

        :param day_ids: ids; closed days keep their answer, but for a check-out that was still to come
        :param closing: close them
        :param reopened: judge closed days, too, after a decision of BKPSDM
        """
        if day_ids:
            self._judge(days_by_ids(day_ids), closing, reopened)

    @api.model
    @api.private
    def _judge_keys(self, keys):
        """Judge the days of ``keys`` (employee id, local date) again.

        :return: the keys that have a day
        """
        return {(day["employee_id"], day["date"]) for day in self._judge(days_by_keys(keys))} if keys else set()

    def _judge(self, which, closing=False, reopened=False):
        self.env.flush_all()
        facts = DaysFacts(self.sudo().env, which)
        changed, attendances = [], []
        for day in facts.days:
            attendances += facts.changed_attendances(day)
            answer = self._late_check_out(facts, day)
            if day["state"] == "open":
                answer = self._answer(facts, day, closing)
            elif reopened:
                answer = self._decided_answer(day, self._answer(facts, day, closed=True))
            if answer and answer != tuple(day[name] for name in JUDGED_COLUMNS):
                changed.append((day["id"], *answer))
        update_changed(self, JUDGED_COLUMNS, changed)
        update_changed(self.env["hr.attendance"], ATTENDANCE_COLUMNS, attendances)
        return facts.days

    def _answer(self, facts, day, closed):
        """Values of JUDGED_COLUMNS for one day."""
        first, check_in, check_out = facts.presence(day)
        place, distance, _by = facts.place(day, first, "in") if first else (None, None, None)
        verdict = judge_day(
            DayFacts(
                date=day["date"],
                mode=day["mode"],
                hour_from=day["hour_from"],
                hour_to=day["hour_to"],
                dynamic=day["hours_tolerance"] or 0,
                leave_status=day["leave_status"],
                check_in=check_in and to_local(check_in, day["tz"]),
                check_out=check_out and to_local(check_out, day["tz"]),
                joined_apel=facts.joined[day["employee_id"], day["date"]],
                rejected=day["verification"] == "rejected",
                closed=closed,
                tolerance=facts.tolerance(day),
            )
        )
        return (
            check_in,
            check_out,
            place,
            distance,
            verdict.late_minutes,
            verdict.early_minutes,
            facts.expected_at_apel(day),
            verdict.apel_morning,
            verdict.status,
            "closed" if closed else "open",
        )

    def _decided_answer(self, day, answer):
        """A decision about a closed day changes what follows from it, and none of the facts."""
        return tuple(
            new if name in FOLLOWS_DECISION else day[name] for name, new in zip(JUDGED_COLUMNS, answer, strict=True)
        )

    def _late_check_out(self, facts, day):
        """A closed day takes the check-out of somebody who was still at work when it closed."""
        _first, _check_in, check_out = facts.presence(day)
        if day["state"] != "closed" or day["status"] != "present" or day["check_out"] or not check_out:
            return None
        return tuple(check_out if name == "check_out" else day[name] for name in JUDGED_COLUMNS)
