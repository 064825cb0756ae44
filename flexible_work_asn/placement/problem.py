"""Placements as a question: who works where, what each unit needs, and who may move (Permen PANRB 7/2022).

A person works in one unit and fills at most one need, in it or in another. A move takes a person to a need of another
unit. What is short is the sum of what is needed less what is filled, when everybody fills the best there is for all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..highs import Goal, Proof
from .fits import fits


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works in a unit on the date of the analysis, by post or by assignment.

    ``grade`` is the sequence of the grade, ``area`` where he or she lives (None: not known), ``load`` the percent of
    working time given to teams and other units. ``structural`` officials fill no need and count for the minimum.
    ``fixed`` is the code of why nobody may move this person, None when he or she may be moved.
    """

    id: int
    unit: int
    competences: frozenset[int] = frozenset()
    grade: int | None = None
    structural: bool = False
    area: int | None = None
    load: int = 0
    fixed: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit and how many people must stay in it at least, officials included.

    A unit that has fewer than its minimum already does not lose more. ``gives`` and ``receives`` say whether people
    may be moved out of it and into it.
    """

    id: int
    minimum: int = 0
    gives: bool = True
    receives: bool = True


@dataclass(frozen=True, slots=True)
class Need:
    """How many people of a kind a unit needs.

    ``competence`` None: anybody who is no structural official. The grade's sequence lies within ``grade_min`` and
    ``grade_max``, as far as they are given; who has no grade fits only where neither is.
    """

    id: int
    unit: int
    competence: int | None = None
    grade_min: int | None = None
    grade_max: int | None = None
    needed: int = 0

    @property
    def kind(self) -> tuple[int | None, int | None, int | None]:
        """What ``fits`` asks for."""
        return self.competence, self.grade_min, self.grade_max


@dataclass(frozen=True, slots=True, order=True)
class Move:
    """A person goes to a need of another unit. Ids."""

    person: int
    need: int


@dataclass(frozen=True)
class PlacementProblem:
    """One proposal to be made. Ids are unique among people, among units and among needs."""

    people: tuple[Person, ...]
    units: tuple[Unit, ...]
    needs: tuple[Need, ...]
    #: (area of residence, unit id) -> minutes one way
    travel: Mapping[tuple[int, int], int] = field(default_factory=dict)
    #: minutes to be reckoned where the way is not known; None: nobody is moved over a way that is not known
    travel_unknown: int | None = None
    #: limits; None: no limit. Whoever gives more than ``load_max`` percent to teams and other units stays
    moves_max: int | None = None
    travel_max: int | None = None
    load_max: int | None = None
    #: moves that are accepted already: part of every plan, whatever the limits
    kept: tuple[Move, ...] = ()
    #: (person id, unit id) that were rejected
    refused: Collection[tuple[int, int]] = frozenset()

    @cached_property
    def person(self) -> Mapping[int, Person]:
        return {person.id: person for person in self.people}

    @cached_property
    def unit(self) -> Mapping[int, Unit]:
        return {unit.id: unit for unit in self.units}

    @cached_property
    def need(self) -> Mapping[int, Need]:
        return {need.id: need for need in self.needs}

    @cached_property
    def needs_of(self) -> Mapping[int, tuple[Need, ...]]:
        """The needs of each unit that has any, by id."""
        by_unit = defaultdict(list)
        for need in sorted(self.needs, key=lambda need: need.id):
            by_unit[need.unit].append(need)
        return {unit_id: tuple(needs) for unit_id, needs in by_unit.items()}

    @cached_property
    def floors(self) -> Mapping[int, int]:
        """How many people must stay in each unit: its minimum, or those it has where they are fewer, be it by kept
        moves."""
        before = Counter(person.unit for person in self.people)
        after = before.copy()
        for move in self.kept:
            after[self.person[move.person].unit] -= 1
            after[self.need[move.need].unit] += 1
        return {unit.id: min(unit.minimum, before[unit.id], after[unit.id]) for unit in self.units}

    @cached_property
    def _fitting(self) -> dict:
        """What was found out already: people alike share it."""
        return {}

    def fitting(self, person: Person) -> frozenset[int]:
        """Ids of all needs that the person fits, wherever they are."""
        alike = person.competences, person.grade, person.structural
        if alike not in self._fitting:
            self._fitting[alike] = frozenset(
                need_id for kind, ids in self._kinds.items() if fits(person, kind) for need_id in ids
            )
        return self._fitting[alike]

    def fitting_at(self, person: Person, unit_id: int) -> tuple[int, ...]:
        """Ids of the needs of a unit that the person fits, in order; those that need nobody are left out."""
        alike = person.competences, person.grade, person.structural, unit_id
        if alike not in self._fitting:
            fitting = self.fitting(person)
            self._fitting[alike] = tuple(
                need.id for need in self.needs_of.get(unit_id, ()) if need.id in fitting and need.needed
            )
        return self._fitting[alike]

    @cached_property
    def _kinds(self):
        by_kind = defaultdict(list)
        for need in self.needs:
            by_kind[need.kind].append(need.id)
        return by_kind

    def minutes(self, person: Person, unit_id: int) -> int | None:
        """One way from home to a unit; None when it is not known and nothing is to be reckoned instead."""
        return self.travel.get((person.area, unit_id), self.travel_unknown)

    def may_move(self, person: Person) -> bool:
        """Whether the person may be moved at all."""
        return (
            person.fixed is None
            and not person.structural
            and self.unit[person.unit].gives
            and (self.load_max is None or person.load <= self.load_max)
        )

    def may_reach(self, person: Person, unit_id: int) -> bool:
        """Whether a person who may move may go to that unit: another one, not rejected, near enough."""
        if unit_id == person.unit or not self.unit[unit_id].receives or (person.id, unit_id) in self.refused:
            return False
        minutes = self.minutes(person, unit_id)
        return minutes is not None and (self.travel_max is None or minutes <= self.travel_max)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a plan is judged by, whoever or whatever made it; kept moves count."""

    shortage_before: int
    shortage: int
    moves: int
    #: minutes one way from home to the new unit, of all who move; and their load in percent, added up
    travel: int
    load: int

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """Less is better, from left to right."""
        return self.shortage, self.moves, self.travel, self.load


@dataclass(frozen=True, slots=True)
class Plan(Proof):
    """Who moves to which need, in order of the person's id, the kept moves among them.

    ``goals`` (``shortage``, ``moves``, ``travel``, ``load``: less is better) are what the solver proved, ``left`` names
    those that were not begun when the time was over; a plan that was not made by the solver has neither.
    """

    moves: tuple[Move, ...]
    figures: Figures
    goals: tuple[Goal, ...] = ()
    seconds: float = 0.0
    left: tuple[str, ...] = ()
