"""From facts to one decision per employee and date.

Work grows with the exceptions, not with the people: a placement (regional government, unit, schedule, position)
is resolved once per kind of day and shared; only a person's own facts make a decision of his or her own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import repeat

from .cap import over_the_limit, turned_back, weeks_of, whole_weeks
from .decision import Decision
from .facts import Facts, Placement
from .ground import Grounds
from .levels import NOTHING_OWN, Ground, Levels
from .own import Own, OwnFacts


def resolve(facts: Facts, dates: Iterable[date]) -> dict[tuple[int, date], Decision]:
    """Decide for every person of ``facts`` and every one of ``dates``.

    A date on which a person is not employed (before the first placement, after the last) has no
    decision. The order of people, circulars, statements, rules and dates never matters. Where a circular
    enforces a weekly limit, the facts must cover the whole weeks (Monday to Sunday) of ``dates``.
    """
    return _Resolver(facts, sorted(set(dates))).decisions()


def resolve_rows(facts: Facts, dates: Iterable[date]) -> dict[int, list[Decision | None]]:
    """The same as ``resolve``, as one row per person: the decisions of all ``dates`` in order, None where not employed.

    People to whom the same happens on all dates mostly share their row, so whoever counts can count them together.
    """
    return dict(_Resolver(facts, sorted(set(dates))).rows())


class _Resolver:
    """The facts, indexed; and what has been resolved so far."""

    def __init__(self, facts: Facts, wanted: list[date]):
        self.facts = facts
        self.wanted = wanted
        self.limited = any(c.enforced and c.flexible_days_max > 0 for c in facts.circulars)
        self.days = whole_weeks(wanted) if self.limited else wanted
        self.own = OwnFacts(facts, self.days)
        self.grounds = Grounds(facts, self.days)
        self._weeks = weeks_of(self.days) if self.limited else []
        self._is_wanted = set(wanted)
        self._rows: dict[Placement, list[Decision]] = {}
        self._shared: dict[Placement, list[Decision]] = {}
        self._turned: dict[tuple[int, int], Decision] = {}

    def decisions(self):
        decisions = {}
        for person_id, row in self.rows():
            keys = zip(repeat(person_id), self.wanted)
            if all(row):
                decisions.update(zip(keys, row))
            else:  # not employed on some of the days
                decisions.update((key, decision) for key, decision in zip(keys, row) if decision)
        return decisions

    def rows(self):
        """Yields each person with the row of his or her decisions on the wanted days."""
        days = self.days
        if not days:
            return
        for person in self.facts.people:
            own = self.own.by_day(person)
            if not own and len(person.spans) == 1:
                first, last, placement = person.spans[0]
                if first <= days[0] and days[-1] <= last:
                    yield person.id, self._shared_row(placement)
                    continue
            row = self._own_row(person, own)
            if len(self.wanted) < len(days):
                row = [decision for day, decision in zip(days, row) if day in self._is_wanted]
            yield person.id, row

    def _shared_row(self, placement):
        """The decisions of all wanted days for people without a fact of their own, employed all the time."""
        if placement not in self._shared:
            row = list(self._row(placement))
            self._limit(row, placement.company_id)
            self._shared[placement] = [decision for day, decision in zip(self.days, row) if day in self._is_wanted]
        return self._shared[placement]

    def _row(self, placement):
        """The decisions of all days before the weekly limit, made once for a placement."""
        if placement not in self._rows:
            self._rows[placement] = [self._decide(ground, NOTHING_OWN) for ground in self.grounds.row(placement)]
        return self._rows[placement]

    def _own_row(self, person, own):
        """The decisions of all days for one person; None where not employed."""
        row = [None] * len(self.days)
        for first, last, placement in person.spans:
            start, end = bisect_left(self.days, first), bisect_right(self.days, last)
            row[start:end] = self._row(placement)[start:end]
            if own:
                grounds = self.grounds.row(placement)
                for n in range(start, end):
                    facts = own.get(self.days[n])
                    if facts:
                        row[n] = self._decide_own(placement, grounds[n], facts)
        if self.limited and person.spans:
            self._limit(row, person.spans[0][2].company_id)
        return row

    def _decide_own(self, placement, ground, facts):
        assignment = facts.get("assignment")
        if assignment:
            receiving = replace(placement, unit_id=assignment.unit_id)
            ground = self.grounds.of(receiving, ground.kind, placement.unit_id)
        lines = facts.pop("lines", None)
        line = self._nearest(lines, ground.unit) if lines else None
        if line and (line.shift_id or ground.asks_head):
            facts["line"] = line
        if "declared" in facts and not ground.asks_person:
            del facts["declared"]
        return self._decide(ground, Own(**facts), placement.unit_id) if facts else self._decide(ground, NOTHING_OWN)

    def _nearest(self, lines, unit):
        """The line of the nearest unit above the person; whoever has moved away is no longer led by it."""
        path = unit.path if unit else ()
        led = [line for line in lines if line.unit_id in path]
        return max(led, key=lambda line: (path.index(line.unit_id), line.shift_id or 0, line.mode or ""), default=None)

    def _decide(self, ground: Ground, own: Own, home_unit_id=None):
        """The decision, made once for all people to whom the same happens."""
        if own not in ground.decisions:
            ground.decisions[own] = Levels(self.facts, ground, own, home_unit_id).decide()
        return ground.decisions[own]

    def _limit(self, row, company_id):
        """Turn back, in place, the days of ``row`` that are over the weekly limit."""
        for week in self._weeks:
            days = [
                (decision, self.grounds.situations.on(company_id, day).limit)
                for day, decision in zip(self.days[week], row[week])
            ]
            for n in over_the_limit(days):
                decision, limit = days[n]
                key = (id(decision), limit.id)  # decisions live as long as the resolver
                if key not in self._turned:
                    self._turned[key] = turned_back(decision, limit)
                row[week.start + n] = self._turned[key]
