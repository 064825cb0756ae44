"""A roster as a question: who can be away from the office on which day, and which rules bind.

The cyclic and the optimal strategy are measured by the same figures here, and so are lines entered by hand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from .coverage import Requirement

#: what is known about a person's working day before the roster is made
OPEN = "open"  # the head decides
ONSITE = "onsite"  # in the office whatever the roster says: position, unit, recall, a pinned line, the rule
AWAY = "away"  # flexible already: by rule, request, a pinned line, a roster in force
ABSENT = "absent"  # time off or duty elsewhere

MONDAY, FRIDAY = 0, 4

Key = tuple[int, date]


@dataclass(frozen=True)
class RosterProblem:
    """One roster to be made.

    ``cells`` holds every working day of every person, ``{(person id, date): OPEN, ONSITE, AWAY or ABSENT}``; the
    weeks around the period too, because the weekly limit and the order of days look beyond it. A date without a
    cell is no working day of that person.
    """

    first: date
    last: date
    cells: Mapping[Key, str]
    #: what must be on site on each date that the roster decides
    requirements: Mapping[date, tuple[Requirement, ...]] = field(default_factory=dict)
    #: person id -> competence ids
    competences: Mapping[int, Collection[int]] = field(default_factory=dict)
    #: (person id, Monday of the week) -> flexible days allowed in that week; missing: no limit
    caps: Mapping[Key, int] = field(default_factory=dict)
    #: flexible days that the weekly limit does not count (special circumstances)
    uncapped: Collection[Key] = frozenset()
    no_two_in_a_row: bool = False
    #: flexible days for each person in the period, those by rule and request included; None: as many as can be
    target: int | None = None
    #: wishes for open days: True to be away, False to be in the office
    wishes: Mapping[Key, bool] = field(default_factory=dict)

    def in_period(self, day: date) -> bool:
        return self.first <= day <= self.last

    @cached_property
    def open(self) -> tuple[Key, ...]:
        """The person's days that the roster decides, in order."""
        return tuple(sorted(key for key, cell in self.cells.items() if cell == OPEN and self.in_period(key[1])))

    @cached_property
    def people(self) -> tuple[int, ...]:
        """Everybody for whom there is something to decide; the figures of equality are about them."""
        return tuple(sorted({person for person, _day in self.open}))

    @cached_property
    def demands(self) -> tuple[Demand, ...]:
        """What must be on site, by date and competence (everybody first)."""
        by_day = defaultdict(list)
        for (person, day), cell in sorted(self.cells.items()):
            by_day[day].append((person, cell))
        return tuple(
            _demand(day, requirement, by_day[day], self.competences)
            for day, requirements in sorted(self.requirements.items())
            for requirement in sorted(requirements, key=lambda item: item.competence_id or 0)
            if by_day[day]
        )

    @cached_property
    def fixed_away(self) -> Mapping[int, int]:
        """Flexible days in the period that are fixed already, by person."""
        return self._count(self.fixed_away_keys, lambda day: True)

    @cached_property
    def fixed_away_keys(self) -> frozenset[Key]:
        """The days in the period on which a person is away whatever the roster says."""
        return frozenset(key for key, cell in self.cells.items() if cell == AWAY and self.in_period(key[1]))

    def week_rooms(self) -> dict[Key, int]:
        """How many of the open days of each person and week may still be flexible, where there is a limit."""
        used = defaultdict(int)
        for key, cell in self.cells.items():
            if cell == AWAY and key not in self.uncapped:
                used[key[0], monday(key[1])] += 1
        return {key: max(0, cap - used[key]) for key, cap in self.caps.items()}

    def neighbours(self) -> list[tuple[Key, Key]]:
        """Pairs of working days of one person that follow each other; a day off between them does not part them."""
        pairs = []
        before = None
        for key in sorted(self.cells):
            if before and before[0] == key[0]:
                pairs.append((before, key))
            before = key
        return pairs

    def counts(self, away: Iterable[Key]) -> dict[int, int]:
        """Flexible days in the period of each person with open days, the fixed ones included."""
        counted = self._count([*away, *self.fixed_away_keys], lambda day: True)
        return {person: counted[person] for person in self.people}

    def edge_counts(self, away: Iterable[Key]) -> dict[int, int]:
        """The same for the Mondays and Fridays alone."""
        counted = self._count([*away, *self.fixed_away_keys], is_edge)
        return {person: counted[person] for person in self.people}

    @staticmethod
    def _count(keys, matches):
        counted = defaultdict(int)
        for person, day in keys:
            if matches(day):
                counted[person] += 1
        return counted


@dataclass(frozen=True, slots=True)
class Demand:
    """How many must be on site on a date, and who could be: people by what is known of their day."""

    day: date
    competence_id: int | None
    needed: int
    onsite: tuple[int, ...]
    open: tuple[int, ...]
    away: tuple[int, ...]
    absent: tuple[int, ...]

    @property
    def short(self) -> int:
        """How many are missing even with everybody in the office who can be."""
        return max(0, self.needed - len(self.onsite) - len(self.open))

    @property
    def room(self) -> int:
        """How many of the open people may be away; 0 when the day is short."""
        return min(len(self.open), max(0, len(self.onsite) + len(self.open) - self.needed))

    def short_with(self, away: Collection[Key]) -> int:
        """How many are missing when ``away`` are away."""
        present = len(self.onsite) + sum((person, self.day) not in away for person in self.open)
        return max(0, self.needed - present)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a roster is judged by, whoever or whatever made it."""

    flexible_days: int
    fewest: int
    most: int
    edge_fewest: int
    edge_most: int
    #: (date, competence) with too few on site, and how many people are missing in all
    days_short: int
    people_short: int
    wishes: int
    wishes_met: int
    #: weeks of a person over the limit, and pairs of flexible days in a row where those are not wanted
    weeks_over: int
    pairs_in_a_row: int

    @property
    def spread(self) -> int:
        """Most less fewest flexible days of a person."""
        return self.most - self.fewest

    @property
    def edge_spread(self) -> int:
        """Most less fewest flexible Mondays and Fridays of a person."""
        return self.edge_most - self.edge_fewest


def measure(problem: RosterProblem, away: Iterable[Key]) -> Figures:
    """The figures of a roster in which the open days in ``away`` are flexible and the others in the office."""
    chosen = frozenset(away) & set(problem.open)
    counts = list(problem.counts(chosen).values()) or [0]
    edges = list(problem.edge_counts(chosen).values()) or [0]
    short = [demand.short_with(chosen) for demand in problem.demands]
    asked = {key: wish for key, wish in problem.wishes.items() if problem.cells.get(key) == OPEN}
    in_week = defaultdict(int)
    for person, day in chosen.difference(problem.uncapped):
        in_week[person, monday(day)] += 1
    rooms = problem.week_rooms()
    flexible = chosen | {key for key, cell in problem.cells.items() if cell == AWAY}
    in_a_row = [pair for pair in problem.neighbours() if flexible.issuperset(pair) and not chosen.isdisjoint(pair)]
    return Figures(
        flexible_days=sum(counts),
        fewest=min(counts),
        most=max(counts),
        edge_fewest=min(edges),
        edge_most=max(edges),
        days_short=sum(1 for missing in short if missing),
        people_short=sum(short),
        wishes=len(asked),
        wishes_met=sum(wish == (key in chosen) for key, wish in asked.items()),
        weeks_over=sum(count > rooms.get(week, count) for week, count in in_week.items()),
        pairs_in_a_row=len(in_a_row) if problem.no_two_in_a_row else 0,
    )


def monday(day: date) -> date:
    """The Monday of the ISO week of ``day``."""
    return day - timedelta(days=day.weekday())


def is_edge(day: date) -> bool:
    """Whether the day lies beside the weekend: a Monday or a Friday."""
    return day.weekday() in (MONDAY, FRIDAY)


def _demand(day, requirement, people, competences):
    wanted = requirement.competence_id
    by_cell = defaultdict(list)
    expected = 0
    for person, cell in people:
        if wanted is None or wanted in competences.get(person, ()):
            by_cell[cell].append(person)
            expected += 1
    return Demand(
        day,
        wanted,
        requirement.needed(expected),
        onsite=tuple(by_cell[ONSITE]),
        open=tuple(by_cell[OPEN]),
        away=tuple(by_cell[AWAY]),
        absent=tuple(by_cell[ABSENT]),
    )
