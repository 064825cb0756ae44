"""Reading what an evaluation compares: a fixed number of queries, whatever the number of people, units and days."""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from odoo.tools import SQL

from odoo.addons.flexible_work_asn.plan import FLEXIBLE_MODES

from ..figures import Figures, count
from ..figures.evaluation_measures import LEDGER_KINDS, attendance_parts
from ..figures.evaluation_panels import Bill, Periods, bills, rates, shares
from ..figures.statuses import PRESENT
from .day_tallies import tallies

#: what an approved daily report answers for
REPORTING_MODES = ("wfh", "wfa")


@dataclass
class Collected:
    """What was read. ``units``: {OPD: whether it is flexible}; ``panels``: {measure: one row per OPD}."""

    units: dict
    panels: dict = field(default_factory=dict)
    #: {OPD: figures summed over the period}, by part of the time
    figures: dict = field(default_factory=dict)
    #: {(part, week): {OPD: figures}}
    weeks: dict = field(default_factory=dict)
    #: sub-units that follow another rule than their OPD, or other rules for a time: not compared
    mixed: list = field(default_factory=list)


class Collector:
    """Reads the days, reports, complaints, answers and bills of one regional government.

    :param company: in superuser mode: the caller has checked who asks
    """

    def __init__(self, company, periods: Periods):
        self.env, self.company, self.periods = company.env, company, periods

    def collect(self) -> Collected:
        """Everything, by OPD. Sub-units that follow another rule than their OPD count nowhere."""
        self.env.flush_all()
        self.opd_of, units, mixed = self._units()
        found = Collected(units, mixed=mixed)
        self._attendance(found)
        found.panels |= self._away(found.units)
        found.panels |= self._complaints(found.units)
        found.panels["survey"] = shares(found.units, self._survey(), factor=1.0)
        entries = self._bills()
        found.panels["bills"] = bills(found.units, entries, self.periods)
        for kind in LEDGER_KINDS:
            found.panels[kind] = bills(found.units, entries, self.periods, kind)
        return found

    # ------------------------------------------------------------ units
    def _units(self):
        """``({unit: its OPD}, {OPD: flexible}, [sub-units left out])``.

        Exempt is who stays on site by its own word or its kind of service. A statement that says otherwise for a part
        of the time after makes the units below it neither one nor the other.
        """
        departments = self.env["hr.department"].with_context(active_test=False)
        all_units = departments.search([("company_id", "=", self.company.id)])
        turned = self._turned(all_units)
        opd_of, units, mixed = {}, {}, []
        for unit in all_units.filtered("opd_id"):
            opd = unit.opd_id
            units[opd.id] = not opd.is_flexible_exempt
            if unit.is_flexible_exempt != opd.is_flexible_exempt or unit.id in turned:
                mixed.append(unit.id)
            else:
                opd_of[unit.id] = opd.id
        return opd_of, units, mixed

    def _turned(self, all_units):
        """Ids of units for which a dated statement says the opposite in the time after."""
        first, last = self.periods.after
        statements = self.env["flexible.work.exemption"].search(
            [
                ("kind", "=", "unit"),
                ("company_id", "=", self.company.id),
                ("date_from", "<=", last),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", first),
            ]
        )
        turned = set()
        for statement in statements:
            path = statement.department_id.parent_path or ""
            turned |= {
                unit.id
                for unit in all_units
                if (unit.parent_path or "").startswith(path) and unit.is_flexible_exempt == statement.allows_flexible
            }
        return turned

    # ------------------------------------------------------------ days
    def _attendance(self, found):
        """Panels of attendance from the day rows, counted as the daily report counts them."""
        for part, span in self.periods.items():
            rows = tallies(self.env, self.company, *span, by=("week", "department_id"))
            own = [
                replace(tally, opd=(self.opd_of[unit], week), assigned=False)
                for (week, unit), tally in rows
                if unit in self.opd_of
            ]
            per_unit, weeks = defaultdict(list), defaultdict(dict)
            for (opd, week), figures in count(own).items():
                per_unit[opd].append(figures)
                weeks[week][opd] = figures
            found.figures[part] = {opd: sum(each, Figures()) for opd, each in per_unit.items()}
            found.weeks |= {(part, week): figures for week, figures in weeks.items()}
        sums = defaultdict(dict)
        for part, figures in found.figures.items():
            for opd, each in figures.items():
                for measure, values in attendance_parts(each).items():
                    sums[measure][opd, part] = values
        found.panels |= {measure: shares(found.units, values) for measure, values in sums.items()}

    def _away(self, units):
        """Of presences away from the office: verified by the head; of those at home or elsewhere: report approved."""
        rows = self._rows(
            SQL("d.date"),
            SQL(
                "d.department_id, COUNT(*), COUNT(*) FILTER (WHERE d.verification = 'verified'),"
                " COUNT(*) FILTER (WHERE d.mode = ANY(%s)),"
                " COUNT(*) FILTER (WHERE d.mode = ANY(%s) AND l.id IS NOT NULL)",
                list(REPORTING_MODES),
                list(REPORTING_MODES),
            ),
            SQL(
                "flexible_work_day d LEFT JOIN flexible_work_log l ON l.day_id = d.id AND l.state = 'approved'",
            ),
            SQL("d.status = %s AND d.mode = ANY(%s)", PRESENT, sorted(FLEXIBLE_MODES)),
            SQL("d"),
        )
        verified, reported = defaultdict(lambda: (0, 0)), defaultdict(lambda: (0, 0))
        for opd, part, days, decided, away, approved in rows:
            verified[opd, part] = _plus(verified[opd, part], (decided, days))
            reported[opd, part] = _plus(reported[opd, part], (approved, away))
        return {"verified": shares(units, verified), "reported": shares(units, reported)}

    # ------------------------------------------------------------ service and savings
    def _complaints(self, units):
        """Complaints per month by the local date on which they came; hours until the answer, and answers too late."""
        rows = self._rows(
            SQL("c.date"),
            SQL(
                "c.department_id, COUNT(*), COUNT(*) FILTER (WHERE %(answered)s),"
                " SUM(c.answer_hours) FILTER (WHERE %(answered)s),"
                " COUNT(*) FILTER (WHERE %(answered)s AND c.answered_late)",
                answered=SQL("c.state <> 'received' AND c.answered_at IS NOT NULL"),
            ),
            SQL("flexible_work_complaint c"),
            SQL("TRUE"),
            SQL("c"),
        )
        counts = defaultdict(int)
        hours, late = defaultdict(lambda: (0.0, 0)), defaultdict(lambda: (0, 0))
        for opd, part, number, answered, total, too_late in rows:
            counts[opd, part] += number
            hours[opd, part] = _plus(hours[opd, part], (float(total or 0), answered))
            late[opd, part] = _plus(late[opd, part], (too_late, answered))
        return {
            "complaints": rates(units, counts, self.periods),
            "answer_hours": shares(units, hours, factor=1.0),
            "answered_late": shares(units, late),
        }

    def _survey(self):
        """{(OPD, part): (sum of the index of each answer, answers)}; an answer of 1 to 4 is 25 to 100."""
        rows = self._rows(
            SQL("s.date"),
            SQL("s.department_id, SUM(s.u1 + s.u2 + s.u3 + s.u4 + s.u5 + s.u6 + s.u7 + s.u8 + s.u9), COUNT(*)"),
            SQL("flexible_work_survey_answer s"),
            SQL("TRUE"),
            SQL("s"),
        )
        sums = defaultdict(lambda: (0.0, 0))
        for opd, part, points, number in rows:
            sums[opd, part] = _plus(sums[opd, part], (points * 25 / 9, number))
        return sums

    def _bills(self):
        rows = self.env.execute_query(
            SQL(
                "SELECT department_id, kind, month, SUM(amount) FROM flexible_work_ledger"
                " WHERE company_id = %s AND month BETWEEN %s AND %s AND amount IS NOT NULL GROUP BY 1, 2, 3",
                self.company.id,
                self.periods.before.first,
                self.periods.after.last,
            )
        )
        return [
            Bill(self.opd_of[unit], unit, kind, month, float(amount))
            for unit, kind, month, amount in rows
            if unit in self.opd_of
        ]

    def _rows(self, day, what, source, where, alias):
        """``(OPD, part of the time, …)`` per unit and part; ``day`` is the local date that decides about the part.

        :param what: the unit first, then aggregates
        """
        periods = self.periods
        part = SQL(
            "CASE WHEN %(day)s >= %(after)s THEN 'after' WHEN %(day)s >= %(late)s THEN 'late' ELSE 'early' END",
            day=day,
            after=periods.after.first,
            late=periods.late.first,
        )
        rows = self.env.execute_query(
            SQL(
                "SELECT %(part)s, %(what)s FROM %(source)s WHERE %(alias)s.company_id = %(company)s AND %(where)s"
                " AND (%(day)s BETWEEN %(early)s AND %(before)s OR %(day)s BETWEEN %(after)s AND %(last)s)"
                " GROUP BY 1, 2",
                part=part,
                what=what,
                source=source,
                alias=alias,
                where=where,
                day=day,
                company=self.company.id,
                early=periods.early.first,
                before=periods.late.last,
                after=periods.after.first,
                last=periods.after.last,
            )
        )
        return [(self.opd_of[unit], part, *values) for part, unit, *values in rows if unit in self.opd_of]


def _plus(one, other):
    return tuple(map(sum, zip(one, other, strict=True)))
