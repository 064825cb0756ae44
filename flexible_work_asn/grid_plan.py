"""The plan that the month grid of a roster shows: without the roster, and as if it were approved."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from .plan import CAP, ROSTER, Coverage, Requirement, RosterLine, cover, resolve
from .selections import plan_letter

#: levels above the roster: what they say about a day cannot be painted over, only a shift gives it other hours
ABOVE_ROSTER = ("holiday", "recall", "bar", "position", "unit", "request")


class GridPlan:
    """Loaded once for each answer, in a fixed number of queries; ``roster`` comes with the rights to read all of it."""

    def __init__(self, roster):
        self.env = roster.env
        self.roster = roster
        self.today = roster.company_id._flexible_work_today()
        self.days = _days(roster.date_from, roster.date_to)
        self.lines = roster._lines_of()
        self.groups = {member.employee_id.id: member.offset for member in roster.member_ids}
        self.employees = self._load_employees()
        self.shifts = self._load_shifts()
        self._resolve()
        self.weeks = self._load_weeks()
        self.requirements = self._load_requirements()
        self.kinds = []
        self._kind_of = {}

    # ------------------------------------------------------------ loading
    def _load_employees(self):
        """Those who take part, and whoever has a line; by unit, group and name."""
        rostered = self.env["hr.employee"].browse({employee_id for employee_id, _day in self.lines})
        return (self.roster._members() | rostered).sorted(
            lambda employee: (
                employee.department_id.complete_name or "",
                self.groups.get(employee.id, 0),
                employee.name or "",
                employee.id,
            )
        )

    def _load_shifts(self):
        shifts = self.roster._shifts()
        self.used_shift_ids = {shift_id for _mode, shift_id, _pinned, _line_id in self.lines.values()}
        self.used_shift_ids.update(self.roster.cycle_id.day_ids.shift_id.ids)
        return shifts.sorted(lambda shift: (not self.is_usual(shift), shift.sequence, shift.code))

    def is_usual(self, shift):
        """Whether the shift is one of the unit, of the roster's cycle or of its lines; others are for all units."""
        return bool(shift.department_id) or shift.id in self.used_shift_ids

    def _resolve(self):
        """Both plans over whole weeks, because the weekly limit counts them."""
        first = self.days[0] - timedelta(days=self.days[0].weekday())
        last = self.days[-1] + timedelta(days=6 - self.days[-1].weekday())
        self.span = _days(first, last)
        facts = self.employees._flexible_work_facts(first, last, draft_rosters=self.roster)
        self.circulars = facts.circulars
        self.decisions = resolve(facts, self.span)
        self.without = resolve(replace(facts, rosters=self._without_own(facts.rosters)), self.span)

    def _without_own(self, rosters):
        """The lines of all rosters in force but this one."""
        unit_id = self.roster.department_id.id
        others = {employee_id: dict(by_day) for employee_id, by_day in rosters.items()}
        for (employee_id, day), (mode, shift_id, _pinned, _line_id) in self.lines.items():
            lines = list(others.get(employee_id, {}).get(day, ()))
            own = RosterLine(unit_id, mode or None, shift_id or None)
            if own in lines:
                lines.remove(own)
                others[employee_id][day] = tuple(lines)
        return others

    def _load_weeks(self):
        """``[{number, first, last, flexible_max}]``: indexes of the first and last day, and the days allowed."""
        records = self.env["flexible.work.circular"].browse(circular.id for circular in self.circulars)
        limits = {record.id: record.flexible_days_max for record in records}
        weeks = []
        for start in range(0, len(self.span), 7):
            week = self.span[start : start + 7]
            binding = [
                limits[circular.id]
                for circular in self.circulars
                if limits[circular.id] > 0 and any(circular.in_force(day) for day in week)
            ]
            weeks.append(
                {
                    "number": week[0].isocalendar().week,
                    "first": max(0, (week[0] - self.days[0]).days),
                    "last": min(len(self.days) - 1, (week[-1] - self.days[0]).days),
                    "flexible_max": min(binding, default=0),
                }
            )
        return weeks

    def _load_requirements(self):
        """The minimum of everybody first, then those of the competences and of shifts."""
        roster = self.roster
        shifts = self.shifts.filtered(
            lambda shift: shift.onsite_min_count and not shift.is_off and shift.id in self.used_shift_ids
        )
        return [
            _requirement("", roster.onsite_min_count, roster.onsite_min_percent),
            *(
                _requirement(need.competence_id.name, need.onsite_min_count, competence_id=need.competence_id.id)
                for need in roster.requirement_ids
            ),
            *(_requirement(shift.name, shift.onsite_min_count, shift_id=shift.id) for shift in shifts),
        ]

    # ------------------------------------------------------------ what is shown
    def kind(self, decision, day):
        """The index in ``kinds`` of one day; the same days share it."""
        allow = self._allow(decision, day)
        key = (id(decision), allow)
        if key not in self._kind_of:
            # ``decision`` lives as long as this object, so its id tells it apart
            self._kind_of[key] = len(self.kinds)
            self.kinds.append(self._describe(decision, allow))
        return self._kind_of[key]

    def _describe(self, decision, allow):
        employees = self.env["hr.employee"]
        if not decision:
            return {
                "mode": False,
                "letter": "",
                "label": self.env._("Not employed"),
                "source": "none",
                "leave": False,
                "allow": "",
                "flexible": False,
                "why": self.env._("On this date the person is not employed by the regional government."),
            }
        off = not decision.mode and not decision.leave_status
        return {
            "mode": decision.mode or False,
            "letter": "" if off else plan_letter(decision.mode, decision.leave_status),
            "label": employees._plan_label(decision),
            "source": decision.source,
            "leave": decision.leave_status or False,
            "allow": allow,
            "flexible": _counts(decision),
            "why": employees._flexible_work_sentence(decision.decisive),
        }

    def _allow(self, decision, day):
        """What the roster can say about a day: ``mode``, ``shift`` or nothing.

        A shift overrides the ordinary hours; where one works is the head's only where the circular leaves it to him
        or her.
        """
        if not decision or day < self.today or decision.leave_status:
            return ""
        return "mode" if decision.asks == ROSTER and decision.source not in ABOVE_ROSTER else "shift"

    def flexible_outside(self, employee_id):
        """``{index of the week: flexible days}`` of the first and the last week, on days outside the period."""
        outside = {}
        for index, day in enumerate(self.span):
            if not self.days[0] <= day <= self.days[-1]:
                decision = self.decisions.get((employee_id, day))
                if decision and _counts(decision):
                    outside[index // 7] = outside.get(index // 7, 0) + 1
        return outside

    def coverage(self):
        """``[[[on site, expected, needed] of each day] of each requirement]``, as if the roster were approved."""
        competences = {employee.id: set(employee.competence_ids.ids) for employee in self.employees}
        first, last = self.days[0], self.days[-1]
        covered = cover(
            {key: decision for key, decision in self.decisions.items() if first <= key[1] <= last},
            [
                Requirement(need["count"], need["percent"], need["competence_id"] or None)
                for need in self.requirements
                if not need["shift_id"]
            ],
            competences,
        )
        return [
            self._shift_coverage(need)
            if need["shift_id"]
            else [_figures(covered.get((day, need["competence_id"] or None))) for day in self.days]
            for need in self.requirements
        ]

    def _shift_coverage(self, need):
        """A shift with a minimum of its own needs it on every date, whoever else works."""
        on_duty = Counter(
            day
            for (employee_id, day), (_mode, shift_id, _pinned, _line_id) in self.lines.items()
            if shift_id == need["shift_id"]
            and (decision := self.decisions.get((employee_id, day)))
            and not decision.leave_status
        )
        return [(on_duty[day], on_duty[day], need["count"]) for day in self.days]


def _requirement(name, count, percent=0.0, competence_id=False, shift_id=False):
    return {"name": name, "count": count, "percent": percent, "competence_id": competence_id, "shift_id": shift_id}


def _figures(coverage: Coverage | None):
    return (coverage.on_site, coverage.expected, coverage.needed) if coverage else (0, 0, 0)


def _counts(decision):
    """Whether the weekly limit counts the day (Permen PANRB 4/2025 Pasal 13); one that it turns back was counted."""
    return decision.source == CAP or (decision.is_flexible and not decision.outside_cap)


def _days(first, last):
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
