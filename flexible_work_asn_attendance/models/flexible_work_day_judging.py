import logging
from operator import itemgetter

import psycopg2

from odoo import api, models

from odoo.addons.flexible_work_asn.bulk import update_changed
from odoo.addons.flexible_work_asn.local_time import to_local

from ..judge import Correction, DayFacts, judge_day, lay_over
from .day_facts import (
    ATTENDANCE_COLUMNS,
    JUDGED_COLUMNS,
    NOBODY,
    DaysFacts,
    days_by_ids,
    days_by_keys,
    open_days_of,
)
from .event_facts import EventFacts

_logger = logging.getLogger(__name__)

#: what the check-out of somebody changes who was still at work when the day closed
FOLLOWS_CHECK_OUT = frozenset({"check_out", "early_minutes", "missing", "presence_met", "sent_later"})
#: facts of a closed day that a decision about it leaves alone
KEPT_FACTS = frozenset({"place", "distance", "apel_expected", "apel_afternoon_expected", "sent_later"})
#: values of JUDGED_COLUMNS as they are stored
stored_answer = itemgetter(*JUDGED_COLUMNS)
PROBLEM = JUDGED_COLUMNS.index("problem")
#: so many names are said in a notice
NAMES_MAX = 10


class FlexibleWorkDay(models.Model):
    """Judging: what is known of many days is loaded in a fixed number of queries, judged, and written."""

    _inherit = "flexible.work.day"

    @api.model
    @api.private
    def _judge_days(self, day_ids, closing=False, reopened=False):
        """Judge days again, and write those whose answer has changed.

        :param day_ids: ids; closed days keep their answer, but for a check-out that was still to come
        :param closing: close them
        :param reopened: judge closed days, too, after a decision of BKPSDM or an approved correction
        """
        if day_ids:
            self._judge(days_by_ids(day_ids), (lambda day: True) if closing else None, reopened)

    @api.model
    @api.private
    def _judge_keys(self, keys):
        """Judge the days of ``keys`` (employee id, local date) again.

        :return: the keys that have a day
        """
        if not keys:
            return set()
        self.env.flush_all()
        env = self.sudo().env
        facts = EventFacts(env, *next(iter(keys))) if len(keys) == 1 else DaysFacts(env, days_by_keys(keys))
        self._judge_facts(facts)
        return {(day["employee_id"], day["date"]) for day in facts.days}

    @api.model
    @api.private
    def _judge_open(self, company, now, problems, replanned):
        """Judge all open days of a regional government, and close those that are over.

        :param now: naive UTC
        :param problems: {(employee id, date): why the plan could not be made}; such a day stays open
        :param replanned: ids of days whose plan has changed
        """
        over = {}

        def is_over(day):
            key = (day["tz"], day["date"], day["hour_from"], day["hour_to"], day["hours_tolerance"])
            if key not in over:
                over[key] = to_local(now, day["tz"]) >= facts.closing(day)
            return over[key]

        facts = DaysFacts(self.sudo().env, open_days_of(company), settled=True, replanned=replanned)
        self._tell_problems(company, self._judge_facts(facts, is_over, problems=problems))

    def _judge(self, which, closing=None, reopened=False):
        self.env.flush_all()
        self._judge_facts(DaysFacts(self.sudo().env, which), closing, reopened)

    def _judge_facts(self, facts, closing=None, reopened=False, problems=None):
        """Judge all days of ``facts`` and write what has changed.

        A day that cannot be judged keeps what it was and says why; the others are judged.

        :param closing: says of an open day whether to close it
        :param problems: what is wrong with the plan, by key; None: what was wrong with it stays
        :return: ids of the days with a problem that is new
        """
        changed, attendances = [], []
        quiet = {}
        for day in facts.days:
            try:
                attendances += facts.changed_attendances(day)
                problem = day["problem"] if problems is None else problems.get((day["employee_id"], day["date"]))
                answer = self._answer_for(facts, day, closing, reopened, problem, quiet)
            except psycopg2.Error:
                raise
            except Exception as error:
                _logger.exception("Day %s of employee %s cannot be judged", day["date"], day["employee_id"])
                answer = _kept(day, problem=reason_of(error))
            if answer is not None:
                before = stored_answer(day)
                if answer != before:
                    changed.append((day["id"], before, answer))
        self._write_answers(changed)
        if attendances:
            # a check-out that is judged now may be waiting to be written
            self.env["hr.attendance"].flush_model(ATTENDANCE_COLUMNS)
            update_changed(self.env["hr.attendance"], ATTENDANCE_COLUMNS, attendances)
        return [day_id for day_id, before, after in changed if after[PROBLEM] and not before[PROBLEM]]

    def _tell_problems(self, company, day_ids):
        """Tell BKPSDM once of days that could not be planned or judged."""
        if not day_ids:
            return
        days = self.sudo().browse(day_ids)
        names = ", ".join(days[:NAMES_MAX].employee_id.mapped("name")) + (", …" if len(days) > NAMES_MAX else "")
        days[0].message_notify(
            partner_ids=company._flexible_bkpsdm_users().partner_id.ids,
            subject=self.env._("Days that could not be planned or judged"),
            body=self.env._(
                "%(count)s days could not be planned or judged: %(names)s. The reason is on each of them (Days, filter "
                "“Could not be judged”). They stay open until it is corrected; nobody is absent by that.",
                count=len(days),
                names=names,
            ),
        )

    def _write_answers(self, changed):
        """Write answers, and of their columns those alone that differ for somebody."""
        if not changed:
            return
        ids, before, after = zip(*changed, strict=True)
        columns = {
            name: new
            for name, old, new in zip(JUDGED_COLUMNS, zip(*before, strict=True), zip(*after, strict=True), strict=True)
            if old != new
        }
        update_changed(self, tuple(columns), list(zip(ids, *columns.values(), strict=True)))

    def _answer_for(self, facts, day, closing, reopened, problem, quiet):
        """Values of JUDGED_COLUMNS for one day; None to leave it as it is."""
        key = (day["employee_id"], day["date"])
        if day["state"] == "open":
            closed = bool(closing and not problem and closing(day))
            if key not in facts.of_persons:
                return self._quiet_answer(facts, day, closed, problem, quiet)
            return self._answer(facts, day, closed, problem)
        if key in facts.corrections or day["corrected"]:
            return self._answer(facts, day, True, None) if reopened else None
        if reopened:
            return self._decided_answer(facts, day)
        return self._late_event(facts, day)

    # ------------------------------------------------------------ open days
    def _quiet_answer(self, facts, day, closed, problem, quiet):
        """The answer about somebody of whom nothing is known yet; judged once for all to whom the same applies."""
        windows = facts.windows(day)
        alike = (
            day["mode"],
            day["source"] is None,
            day["leave_status"],
            day["planned_leave_kind"],
            day["verification"],
            closed,
            windows and (day["hour_from"], day["hour_to"], day["hours_tolerance"], id(windows)),
            facts.expected_at_apel(day),
            problem,
        )
        if alike not in quiet:
            quiet[alike] = self._answer(facts, day, closed, problem)
        return quiet[alike]

    def _answer(self, facts, day, closed, problem):
        """The answer from what was recorded, with the approved corrections laid over it."""
        rows = facts.events(day)
        recorded = _recorded(rows, day["leave_status"], day["planned_leave_kind"])
        key = (day["employee_id"], day["date"])
        corrections = facts.corrections.get(key, ())
        counts = lay_over(recorded, corrections) if corrections else recorded
        verdict = self._verdict(facts, day, counts, closed)
        first = rows[0] if rows else None
        open_ = day["state"] == "open"
        expected = facts.expected_at_apel(day) if open_ else (day["apel_expected"], day["apel_afternoon_expected"])
        return _written(
            counts,
            (first["flexible_in_place"], first["flexible_in_distance"]) if first else (None, None),
            verdict,
            expected,
            sent_later=_sent_later(rows) or any(later for _at, later in facts.presences.get(key, ())),
            corrected=bool(corrections),
            problem=problem,
            state="closed" if closed else "open",
        )

    def _verdict(self, facts, day, counts, closed):
        key = (day["employee_id"], day["date"])
        tz = day["tz"]
        return judge_day(
            DayFacts(
                date=day["date"],
                mode=day["mode"],
                hour_from=day["hour_from"],
                hour_to=day["hour_to"],
                dynamic=day["hours_tolerance"] or 0,
                leave_status=counts.leave_status,
                check_in=counts.check_in and to_local(counts.check_in, tz),
                check_out=counts.check_out and to_local(counts.check_out, tz),
                joined_apel=tuple(facts.joined.get(key, ())),
                rejected=day["verification"] == "rejected",
                closed=closed,
                tolerance=facts.tolerance(day),
                windows=facts.windows(day),
                presences=tuple(to_local(at, tz) for at, _later in facts.presences.get(key, ())),
                planned=day["source"] is not None,
            )
        )

    # ------------------------------------------------------------ closed days
    def _decided_answer(self, facts, day):
        """A decision about a closed day changes what follows from it, and none of the facts."""
        counts = Correction(day["check_in"], day["check_out"], day["leave_status"], day["planned_leave_kind"])
        verdict = self._verdict(facts, day, counts, True)
        answer = _written(
            counts,
            (None, None),
            verdict,
            (False, False),
            sent_later=False,
            corrected=False,
            problem=None,
            state="closed",
        )
        return tuple(day[name] if name in KEPT_FACTS else new for name, new in zip(JUDGED_COLUMNS, answer, strict=True))

    def _late_event(self, facts, day):
        """A closed day takes what was still to come when it closed.

        That is the check-out of somebody who was still at work, and what a phone without network has kept since.
        """
        rows = facts.events(day)
        if not rows:
            return None
        if not day["check_in"] and rows[0]["flexible_in_received_at"]:
            return self._answer(facts, day, True, None)
        if not day["check_in"] or day["check_out"] or not _recorded(rows).check_out:
            return None
        answer = self._answer(facts, day, True, None)
        return tuple(
            new if name in FOLLOWS_CHECK_OUT else day[name] for name, new in zip(JUDGED_COLUMNS, answer, strict=True)
        )


def _recorded(rows, leave_status=None, leave_kind=None):
    """First in and last out; no out while somebody is still in."""
    if not rows:
        return Correction(None, None, leave_status, leave_kind)
    last = rows[-1]
    check_out = None if last["out_mode"] in NOBODY else last["check_out"]
    return Correction(rows[0]["check_in"], check_out, leave_status, leave_kind)


def _sent_later(rows):
    return any(row["flexible_in_received_at"] or row["flexible_out_received_at"] for row in rows)


def _written(counts, place, verdict, expected, *, sent_later, corrected, problem, state):
    """Values of JUDGED_COLUMNS."""
    return (
        counts.check_in,
        counts.check_out,
        *place,
        verdict.late_minutes,
        verdict.early_minutes,
        verdict.missing,
        verdict.presence_expected,
        verdict.presence_met,
        verdict.presence_missed,
        expected[0],
        verdict.apel_morning,
        expected[1],
        verdict.apel_afternoon,
        sent_later,
        corrected,
        problem,
        verdict.status,
        counts.leave_kind if verdict.status == "leave" else None,
        state,
    )


def _kept(day, **changes):
    """The stored answer of a day, with ``changes``."""
    return tuple(changes.get(name, day[name]) for name in JUDGED_COLUMNS)


def reason_of(error):
    """What is written on a day that could not be planned or judged."""
    return f"{type(error).__name__}: {error}"[:500]
