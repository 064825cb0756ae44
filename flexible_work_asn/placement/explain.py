"""Why each move of a plan, and why the rest stays short: codes and numbers, to be put into words when they are read.

Everybody who could fill a need and was not taken stays for one of these reasons:

* ``moved``: goes to another need in the same plan;
* ``needed``: the own unit would fill one need less;
* ``minimum``: the own unit would fall below its minimum;
* ``free``: none of these; a plan that is proven has none among those nearer than who was taken.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from .alike import alike
from .problem import Move, Person, PlacementProblem
from .staffing import Staffing

MOVED, NEEDED, MINIMUM, FREE = "moved", "needed", "minimum", "free"
FIXED, LOADED, REFUSED, FAR, CLOSED = "fixed", "load", "refused", "far", "closed"


def explain(problem: PlacementProblem, moves: Iterable[Move]) -> dict[int, dict]:
    """``{person id: facts}`` of every move, ready for JSON.

    * ``need``, ``unit_from``, ``unit_to``, ``minutes_before`` and ``minutes`` (None: not known), ``load``;
    * ``short_before`` and ``short_after``: how many this need lacks without and with the plan;
      ``unit_short_before`` and ``unit_short_after``: all needs of the receiving unit together;
    * ``chain``: ids of those who come to the giving unit in the same plan, where it could not spare this person
      without; ``replaces``: the other way round, ids of those in whose place this person comes;
    * ``candidates``: how many could have filled the need by competence, grade and limits, this person included, and
      ``rank``: of the way among them (1 is nearest, None: way not known);
    * ``nearer``: ``{"moved", "needed", "minimum", "free"}``, why those who live nearer were not taken;
    * ``giver``: ``people_before``, ``people_after``, ``minimum``, ``filled_before`` and ``filled_after``;
    * ``next``: ``{"person", "minutes", "load"}`` of who would close the need if this person did not, None: nobody.
    """
    return _Reader(problem, tuple(sorted(moves))).explain()


def remaining(problem: PlacementProblem, moves: Iterable[Move]) -> list[dict]:
    """What is short with the plan, ``{"need", "unit", "short", "others"}`` by need.

    ``others`` counts everybody in other units who fits, by why he or she does not come: ``fixed`` (whatever keeps this
    person), ``load`` (over the limit), ``closed`` (the own unit gives or this one receives nobody), ``refused``,
    ``far`` (too far, or way not known), ``moved``, ``needed``, ``minimum``, ``free`` (the limit of moves is reached, or
    only moves that would make others short could bring them).
    """
    reader = _Reader(problem, tuple(sorted(moves)))
    found = []
    for unit_id in sorted(problem.needs_of):
        filled = reader.after.filled_by_need(unit_id)
        for need in problem.needs_of[unit_id]:
            if need.needed > filled[need.id]:
                others = reader.others(need)
                found.append(
                    {"need": need.id, "unit": unit_id, "short": need.needed - filled[need.id], "others": others}
                )
    return found


class _Reader:
    """Reads a plan; ``after`` is the state with all its moves."""

    def __init__(self, problem, moves):
        self.problem, self.moves = problem, moves
        self.before, self.after = Staffing(problem), Staffing(problem, moves)
        self.moved = {move.person: move for move in moves}
        #: who comes in the place of whom, and the other way round
        self.replacing, self.replaced = defaultdict(list), defaultdict(list)
        self._match_chains()
        self.groups = alike(replace(problem, kept=()))
        self._ways = {}

    def _match_chains(self):
        """A unit that could not spare somebody gets others for it in the same plan."""
        leaving, coming = defaultdict(list), defaultdict(list)
        gone = Staffing(self.problem)
        for move in self.moves:
            gone.leave(move.person)
            leaving[self.problem.person[move.person].unit].append(move.person)
            coming[self.problem.need[move.need].unit].append(move)
        for unit_id in sorted(leaving.keys() & coming.keys()):
            for person_id in leaving[unit_id]:
                gone.leave(person_id, -1)
                missed = not gone.can_spare(person_id)
                gone.leave(person_id)
                if missed:
                    fitting = self.problem.fitting(self.problem.person[person_id])
                    alike = [move.person for move in coming[unit_id] if move.need in fitting]
                    for other in alike or [move.person for move in coming[unit_id]]:
                        self.replacing[person_id].append(other)
                        self.replaced[other].append(person_id)

    def explain(self):
        return {move.person: self._facts(move) for move in self.moves}

    def _facts(self, move):
        problem = self.problem
        person, need = problem.person[move.person], problem.need[move.need]
        minutes = problem.minutes(person, need.unit)
        others = [(way, group) for way, group in self._candidates(need) if person.id not in group.people]
        alike = [len(group.people) for _way, group in self._candidates(need) if person.id in group.people]
        nearer = [] if minutes is None else [group for way, group in others if way < minutes]
        return {
            "need": need.id,
            "unit_from": person.unit,
            "unit_to": need.unit,
            "minutes_before": problem.travel.get((person.area, person.unit)),
            "minutes": problem.travel.get((person.area, need.unit)),
            "load": person.load,
            "short_before": need.needed - self.before.filled_by_need(need.unit)[need.id],
            "short_after": need.needed - self.after.filled_by_need(need.unit)[need.id],
            "unit_short_before": self.before.shortage(need.unit),
            "unit_short_after": self.after.shortage(need.unit),
            "chain": self.replacing[person.id],
            "replaces": self.replaced[person.id],
            # whoever moves by an accepted move may be beyond the limits, and then is alike with nobody
            "candidates": sum(len(group.people) for _way, group in others) + sum(alike or [1]),
            "rank": None if minutes is None else 1 + sum(len(group.people) for group in nearer),
            "nearer": self._nearer(nearer),
            "giver": self._giver(person.unit),
            "next": self._next(move),
        }

    def _candidates(self, need):
        """``(minutes, people alike)`` who could fill the need, nearest first, then those with less load."""
        if need.id not in self._ways:
            self._ways[need.id] = sorted(
                (
                    (group.reach[need.unit], group)
                    for group in self.groups
                    if need.unit in group.reach and need.id in group.fitting
                ),
                key=lambda way: (way[0], way[1].load, self._staying(way[1])),
            )
        return self._ways[need.id]

    def _staying(self, group):
        return [person for person in group.people if person not in self.moved]

    def _giver(self, unit_id):
        return {
            "people_before": self.before.headcount[unit_id],
            "people_after": self.after.headcount[unit_id],
            "minimum": self.problem.unit[unit_id].minimum,
            "filled_before": self.before.filled(unit_id),
            "filled_after": self.after.filled(unit_id),
        }

    def _nearer(self, groups):
        why = Counter({MOVED: 0, NEEDED: 0, MINIMUM: 0, FREE: 0})
        for group in groups:
            staying = self._staying(group)
            why[MOVED] += len(group.people) - len(staying)
            if staying:
                why[self._why_staying(staying[0])] += len(staying)
        return dict(why)

    def _why_staying(self, person_id):
        unit_id = self.problem.person[person_id].unit
        if self.after.headcount[unit_id] <= self.problem.floors[unit_id]:
            return MINIMUM
        return FREE if self.after.can_spare(person_id) else NEEDED

    def _next(self, move):
        """Who would close the need in the plan without this move."""
        self.after.move(move, -1)
        try:
            if not self.after.closes(move.need):
                return None
            for minutes, group in self._candidates(self.problem.need[move.need]):
                staying = self._staying(group)
                if staying and self.after.can_spare(staying[0]):
                    return {"person": staying[0], "minutes": minutes, "load": group.load}
        finally:
            self.after.move(move)
        return None

    def others(self, need):
        """Why those who fit and work elsewhere do not come."""
        why = Counter()
        for person in self.problem.people:
            if person.unit != need.unit and need.id in self.problem.fitting(person):
                why[self._why_absent(person, need)] += 1
        return dict(sorted(why.items()))

    def _why_absent(self, person: Person, need):
        problem = self.problem
        if person.id in self.moved:
            return MOVED
        if person.fixed is not None:
            return FIXED
        if problem.load_max is not None and person.load > problem.load_max:
            return LOADED
        if not problem.unit[person.unit].gives or not problem.unit[need.unit].receives:
            return CLOSED
        if (person.id, need.unit) in problem.refused:
            return REFUSED
        if not problem.may_reach(person, need.unit):
            return FAR
        return self._why_staying(person.id)
