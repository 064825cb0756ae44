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

from .cap import Limits, whole_weeks
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
    """The facts, indexed; and what has been resolved so far.

    Facts live as long as the resolver, so things that are the same object are told apart by their ``id``.
    """

    def __init__(self, facts: Facts, wanted: list[date]):
        self.facts = facts
        self.wanted = wanted
        limited = any(c.enforced and c.flexible_days_max > 0 for c in facts.circulars)
        self.days = whole_weeks(wanted) if limited else wanted
        self.place_of = {day: n for n, day in enumerate(self.days)}
        self.own = OwnFacts(facts, self.days)
        self.grounds = Grounds(facts, self.days)
        self.limits = Limits(self.grounds.situations, self.days) if limited else None
        self._rows: dict[Placement, list[Decision]] = {}
        self._shared_rows: dict[Placement, list[Decision]] = {}

    def decisions(self):
        decisions = {}
        for person_id, row in self.rows():
            keys = zip(repeat(person_id), self.wanted)
            if all(row):
                decisions.update(zip(keys, row))  # all of it in C: this is the way of nearly everybody
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
            if not own and len(person.spans) == 1 and not self._is_led(person):
                first, last, placement = person.spans[0]
                if first <= days[0] and days[-1] <= last:
                    yield person.id, self._shared_row(placement)
                    continue
            yield person.id, self._shown(self._own_row(person, own))

    def _shown(self, row):
        """Of the decisions of whole weeks those that are wanted."""
        return row if self.days is self.wanted else [row[self.place_of[day]] for day in self.wanted]

    def _is_led(self, person):
        """Whether the person has roster lines or declared places, which make single days different."""
        return person.id in self.facts.rosters or person.id in self.facts.declarations

    def _shared_row(self, placement):
        """The decisions of all wanted days for people without a fact of their own, employed all the time."""
        if placement not in self._shared_rows:
            row = list(self._row(placement))
            if self.limits:
                self.limits.apply(row, placement.company_id)
            self._shared_rows[placement] = self._shown(row)
        return self._shared_rows[placement]

    def _row(self, placement):
        """The decisions of all days before the weekly limit, made once for a placement."""
        if placement not in self._rows:
            self._rows[placement] = [self._share(ground, placement.asn_kind) for ground in self.grounds.row(placement)]
        return self._rows[placement]

    def _share(self, ground, asn_kind):
        """The decision of people without a fact of their own; PNS and PPPK differ in that alone."""
        if ground.shared is None:
            ground.shared = Levels(self.facts, ground, asn_kind, NOTHING_OWN).decide()
        if ground.shared.asn_kind == asn_kind:
            return ground.shared
        key = (asn_kind, NOTHING_OWN)
        if key not in ground.decisions:
            ground.decisions[key] = replace(ground.shared, asn_kind=asn_kind)
        return ground.decisions[key]

    def _own_row(self, person, own):
        """The decisions of all days for one person; None where not employed."""
        row = [None] * len(self.days)
        lines = self.facts.rosters.get(person.id, {})
        declared = self.facts.declarations.get(person.id, {})
        for first, last, placement in person.spans:
            start, end = bisect_left(self.days, first), bisect_right(self.days, last)
            row[start:end] = self._row(placement)[start:end]
            grounds = self.grounds.row(placement)
            for day, those in lines.items():
                n = self.place_of.get(day, -1)
                if start <= n < end and day not in own:
                    row[n] = self._led(grounds[n], placement.asn_kind, those, declared.get(day))
            for day, mode in declared.items():
                n = self.place_of.get(day, -1)
                if start <= n < end and day not in own and day not in lines:
                    row[n] = self._led(grounds[n], placement.asn_kind, (), mode)
            for day, facts in own.items():
                n = self.place_of[day]
                if start <= n < end:
                    row[n] = self._decide_own(placement, n, facts, lines.get(day), declared.get(day))
        if self.limits and person.spans:
            self.limits.apply(row, person.spans[0][2].company_id)
        return row

    def _led(self, ground, asn_kind, lines, declared):
        """The decision of somebody whose only own facts of the day are roster lines and a declared place."""
        key = (id(lines), declared, asn_kind)
        decision = ground.led.get(key)
        if decision is None:
            own = Own(
                line=self._line(ground, lines) if lines else None, declared=declared if ground.asks_person else None
            )
            decision = ground.led[key] = self._decide(ground, asn_kind, own)
        return decision

    def _decide_own(self, placement, n, facts, lines, declared):
        """The decision about day ``n`` of somebody with further facts; while assigned, the receiving unit is asked,
        and its hours hold where the assignment says so.
        """
        ground = self.grounds.row(placement)[n]
        assignment = facts.get("assignment")
        if assignment:
            calendar_id = assignment.calendar_id or placement.calendar_id
            kind = self.grounds.kinds(placement.company_id, calendar_id)[n]
            receiving = replace(placement, unit_id=assignment.unit_id)
            ground = self.grounds.of(receiving, kind, placement.unit_id)
        line = self._line(ground, lines) if lines else None
        declared = declared if ground.asks_person else None
        own = Own(line=line, declared=declared, **facts)
        return self._decide(ground, placement.asn_kind, own, placement.unit_id)

    def _line(self, ground, lines):
        """The line of the nearest unit above the person, if it bears on the day.

        Whoever has moved away is no longer led by the old unit; without a shift a line counts only where the
        provision of the day asks the head.
        """
        path = ground.unit.path if ground.unit else ()
        line = max(
            (line for line in lines if line.unit_id in path),
            key=lambda line: (path.index(line.unit_id), line.shift_id or 0, line.mode or ""),
            default=None,
        )
        return line if line and (line.shift_id or ground.asks_head) else None

    def _decide(self, ground: Ground, asn_kind, own: Own, home_unit_id=None):
        """The decision, made once for all people to whom the same happens."""
        if own == NOTHING_OWN:
            return self._share(ground, asn_kind)
        key = (asn_kind, own, home_unit_id)  # people of one team may come from several units
        decision = ground.decisions.get(key)
        if decision is None:
            decision = ground.decisions[key] = Levels(self.facts, ground, asn_kind, own, home_unit_id).decide()
        return decision
