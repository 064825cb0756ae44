"""Who is where after some moves, and how many needs of each unit are filled then."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from .problem import Figures, Move, PlacementProblem
from .strength import fill_alike

#: ids of needs that somebody fits, in order
Fitting = tuple[int, ...]


class Staffing:
    """The state of all units after moves. Who comes fills the need he or she was moved to; those who are there fill
    as many of the others as can be."""

    def __init__(self, problem: PlacementProblem, moves: Iterable[Move] = ()):
        self.problem = problem
        self.headcount = Counter({unit.id: 0 for unit in problem.units})
        #: unit -> how many of those there, by the needs of the unit that they fit
        self.groups: dict[int, Counter[Fitting]] = defaultdict(Counter)
        self.arrived: Counter[int] = Counter()
        self._filled: dict[int, Mapping[int, int]] = {}
        for person in problem.people:
            self.headcount[person.unit] += 1
            self.groups[person.unit][problem.fitting_at(person, person.unit)] += 1
        for move in moves:
            self.move(move)

    def move(self, move: Move, sign: int = 1) -> None:
        """Carry out a move; with ``sign`` -1 take it back."""
        self.leave(move.person, sign)
        self.come(move.need, sign)

    def leave(self, person_id: int, sign: int = 1) -> None:
        """The first half of a move: somebody is no longer in the own unit."""
        person = self.problem.person[person_id]
        self.headcount[person.unit] -= sign
        self.groups[person.unit][self.problem.fitting_at(person, person.unit)] -= sign
        self._filled.pop(person.unit, None)

    def come(self, need_id: int, sign: int = 1) -> None:
        """The other half: somebody fills a need of a unit."""
        unit_id = self.problem.need[need_id].unit
        self.headcount[unit_id] += sign
        self.arrived[need_id] += sign
        self._filled.pop(unit_id, None)

    def filled_by_need(self, unit_id: int) -> Mapping[int, int]:
        """``{need id: how many}``, as many as can be, those who came included."""
        if unit_id not in self._filled:
            needs = self.problem.needs_of.get(unit_id, ())
            room = {need.id: max(0, need.needed - self.arrived[need.id]) for need in needs}
            filled = fill_alike(self.groups[unit_id], room)
            self._filled[unit_id] = {
                need.id: filled[need.id].total() + min(need.needed, self.arrived[need.id]) for need in needs
            }
        return self._filled[unit_id]

    def filled(self, unit_id: int) -> int:
        return sum(self.filled_by_need(unit_id).values())

    def shortage(self, unit_id: int) -> int:
        return sum(need.needed for need in self.problem.needs_of.get(unit_id, ())) - self.filled(unit_id)

    @property
    def total_shortage(self) -> int:
        return sum(self.shortage(unit_id) for unit_id in self.problem.needs_of)

    def can_spare(self, person_id: int) -> bool:
        """Whether the own unit keeps its minimum and fills as many needs without the person."""
        unit_id = self.problem.person[person_id].unit
        if self.headcount[unit_id] <= self.problem.floors[unit_id]:
            return False
        before = self.filled(unit_id)
        self.leave(person_id)
        after = self.filled(unit_id)
        self.leave(person_id, -1)
        return after == before

    def closes(self, need_id: int) -> bool:
        """Whether one more need of its unit is filled when somebody comes to this one."""
        unit_id = self.problem.need[need_id].unit
        before = self.filled(unit_id)
        self.come(need_id)
        after = self.filled(unit_id)
        self.come(need_id, -1)
        return after > before


def measure(problem: PlacementProblem, moves: Iterable[Move]) -> Figures:
    """The figures of a plan: shortage before and after, moves, and travel and load of those who move."""
    moves = tuple(moves)
    movers = [(problem.person[move.person], problem.need[move.need].unit) for move in moves]
    return Figures(
        shortage_before=Staffing(problem).total_shortage,
        shortage=Staffing(problem, moves).total_shortage,
        moves=len(moves),
        travel=sum(problem.minutes(person, unit_id) or 0 for person, unit_id in movers),
        load=sum(person.load for person, _unit in movers),
    )
