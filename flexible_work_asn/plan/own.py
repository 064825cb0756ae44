"""A person's own facts, laid out by date: what makes a day different from that of the colleagues."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from datetime import date
from typing import NamedTuple

from .facts import BARS, DUTIES, RECALL, SPECIAL, Absence, Assignment, Facts, Person, Request, RosterLine, Statement
from .situation import order_of_recall


class Own(NamedTuple):
    """What one person has of his or her own on one date; equal ones are decided once."""

    #: (status, name, half, hours, kind of leave) of approved time off; a whole day comes alone
    absences: tuple[tuple, ...] = ()
    recall: Statement | None = None
    bar: Statement | None = None
    #: last date on which the person counts as new, where that keeps him or her on site
    new_until: date | None = None
    special: Statement | None = None
    request: Request | None = None
    line: RosterLine | None = None
    declared: str | None = None
    assignment: Assignment | None = None


class OwnFacts:
    """Finds the own facts of every person on ``days`` (in order)."""

    def __init__(self, facts: Facts, days: list[date]):
        self._facts = facts
        self._days = days
        self._statements = defaultdict(list)
        for statement in facts.statements:
            if statement.employee_id is not None:
                self._statements[statement.employee_id].append(statement)
        self._employee_ids = {*facts.absences, *facts.requests, *facts.assignments, *self._statements}

    def by_day(self, person: Person) -> dict[date, dict]:
        """``{date: {name of a field of Own: value}}``; without roster lines and declared places, which come by date."""
        new = person.new_until and self._days and person.new_until >= self._days[0]
        if not new and person.id not in self._employee_ids:
            return {}
        found = defaultdict(dict)
        facts = self._facts
        if person.id in facts.absences:
            self._lay_out_absences(found, facts.absences[person.id])
        for name, fact in self._dated(person.id):
            for day in self._covered(fact):
                found[day][name] = fact
        for assignment in sorted(facts.assignments.get(person.id, ()), key=_order):
            for day in self._covered(assignment):
                if assignment.weekdays is None or day.weekday() in assignment.weekdays:
                    found[day]["assignment"] = assignment
        if new:
            for day in self._days[: bisect_right(self._days, person.new_until)]:
                found[day]["new_until"] = person.new_until
        return found

    def _lay_out_absences(self, found, absences):
        by_day = defaultdict(list)
        for absence in absences:
            for day in self._covered(absence):
                by_day[day].append(absence)
        for day, those in by_day.items():
            found[day]["absences"] = _absences(those)

    def _dated(self, employee_id):
        """(name of a field of Own, fact) of all others with dates; the later one of a name counts."""
        for statement in sorted(self._statements.get(employee_id, ()), key=_order):
            if statement.kind in BARS:
                yield "bar", statement
            elif statement.kind in (RECALL, SPECIAL):
                yield statement.kind, statement
        for request in sorted(self._facts.requests.get(employee_id, ()), key=_order):
            yield "request", request

    def _covered(self, fact):
        first = bisect_left(self._days, fact.date_from)
        last = len(self._days) if fact.date_to is None else bisect_right(self._days, fact.date_to)
        return self._days[first:last]


def _order(fact):
    """Of several facts of a kind on a day the last in this order counts: the later one, special requests before all."""
    if isinstance(fact, Statement) and fact.kind == RECALL:
        return (True, date.max, tuple(-part for part in order_of_recall(fact)))
    return (getattr(fact, "special", False), fact.date_from, (fact.id,))


def _absences(absences: list[Absence]):
    """As in `Own.absences`: a whole day sets the parts aside, time off sets duty aside."""
    told = sorted(
        ((a.status, a.name, a.half, a.hours, a.kind) for a in absences),
        key=lambda told: (told[0] in DUTIES, *(str(part) for part in told)),
    )
    whole = [one for one in told if one[2] is None and one[3] is None]
    return tuple(whole[:1] or told)
