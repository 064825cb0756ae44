"""What is wrong with a plan, whoever or whatever made it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .problem import Move, PlacementProblem
from .staffing import Staffing

#: codes of faults
UNKNOWN = "unknown"  # a person or a need that the problem does not have
TWICE = "twice"  # a person in two places
STAYS = "stays"  # fixed, an official, a load over the limit, or a unit that gives nobody
UNREACHABLE = "unreachable"  # own unit, too far, way not known, rejected, or a unit that receives nobody
UNFIT = "unfit"  # the person does not fit the need
OVERFILLED = "overfilled"  # more come than the need takes
MINIMUM = "minimum"  # fewer people than the unit's minimum, and fewer than before
SHORTER = "shorter"  # the unit is shorter than before
TOO_MANY = "too_many"  # more moves than the limit
NOT_KEPT = "not_kept"  # an accepted move is missing


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that is broken: its code, and the ids of whom it concerns."""

    code: str
    person: int | None = None
    unit: int | None = None
    need: int | None = None


def check(problem: PlacementProblem, moves: Iterable[Move]) -> list[Fault]:
    """Every rule that the moves break; empty for a valid plan. Kept moves are measured by no limit."""
    moves = sorted(moves)
    faults = [
        Fault(UNKNOWN, person=move.person, need=move.need)
        for move in moves
        if move.person not in problem.person or move.need not in problem.need
    ]
    times = Counter(move.person for move in moves)
    faults += [Fault(TWICE, person=person) for person, count in times.items() if count > 1]
    faults += [Fault(NOT_KEPT, person=move.person, need=move.need) for move in problem.kept if move not in moves]
    if faults:
        return faults
    for move in moves:
        if move not in problem.kept:
            faults += _faults_of_move(problem, move)
    if problem.moves_max is not None and len(moves) > max(problem.moves_max, len(problem.kept)):
        faults.append(Fault(TOO_MANY))
    return [*faults, *_faults_of_units(problem, moves)]


def _faults_of_move(problem, move):
    person, need = problem.person[move.person], problem.need[move.need]
    if not problem.may_move(person):
        yield Fault(STAYS, person=person.id)
    if not problem.may_reach(person, need.unit):
        yield Fault(UNREACHABLE, person=person.id, unit=need.unit)
    if need.id not in problem.fitting(person):
        yield Fault(UNFIT, person=person.id, need=need.id)


def _faults_of_units(problem, moves):
    """What kept moves did alone is no fault."""
    before, kept, after = Staffing(problem), Staffing(problem, problem.kept), Staffing(problem, moves)
    for need in problem.needs:
        if after.arrived[need.id] > max(need.needed, kept.arrived[need.id]):
            yield Fault(OVERFILLED, unit=need.unit, need=need.id)
    for unit in problem.units:
        if after.headcount[unit.id] < problem.floors[unit.id]:
            yield Fault(MINIMUM, unit=unit.id)
        if after.filled(unit.id) < min(before.filled(unit.id), kept.filled(unit.id)):
            yield Fault(SHORTER, unit=unit.id)
