"""People who are alike for a plan: whichever of them moves, nothing else changes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from .problem import PlacementProblem


@dataclass(frozen=True, slots=True)
class Alike:
    """People of one unit who fit the same needs, live in the same area and give as much to teams; all may be moved.

    ``reach`` holds ``{unit id: minutes}`` of where they may go, if a need there fits.
    """

    unit: int
    fitting: frozenset[int]
    load: int
    reach: dict[int, int]
    #: ids, in order
    people: tuple[int, ...]


def alike(problem: PlacementProblem) -> list[Alike]:
    """Everybody who may move to some need, in classes; by the first person's id. Kept moves are done already."""
    kept = {move.person for move in problem.kept}
    refused = defaultdict(set)
    for person_id, unit_id in problem.refused:
        refused[person_id].add(unit_id)
    classes = defaultdict(list)
    for person in sorted(problem.people, key=lambda person: person.id):
        if person.id not in kept and problem.may_move(person):
            key = person.unit, problem.fitting(person), person.area, person.load, frozenset(refused[person.id])
            classes[key].append(person)
    found = []
    for (unit_id, fitting, _area, load, _refused), people in classes.items():
        reach = _reach(problem, people[0])
        if reach:
            found.append(Alike(unit_id, fitting, load, reach, tuple(person.id for person in people)))
    return found


def _reach(problem, person):
    return {
        unit_id: problem.minutes(person, unit_id)
        for unit_id in sorted(problem.needs_of)
        if problem.fitting_at(person, unit_id) and problem.may_reach(person, unit_id)
    }
