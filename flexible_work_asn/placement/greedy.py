"""Nearest first: what a careful officer would do with a list of people and a map."""

from __future__ import annotations

from .alike import alike
from .problem import Move, PlacementProblem, Plan
from .staffing import Staffing, measure


def greedy(problem: PlacementProblem) -> Plan:
    """A valid plan that takes the nearest person who can be spared, one after another; needs no solver.

    Whoever is taken closes a need at once; nobody is moved to make room for another. Of equally near ones the one with
    less load is taken, then the one with the lower id.
    """
    officer = _Officer(problem)
    ways = sorted(
        (minutes, group.load, group.people[0], need_id, n)
        for n, group in enumerate(officer.groups)
        for unit_id, minutes in group.reach.items()
        if officer.staffing.shortage(unit_id)
        for need_id in problem.fitting_at(problem.person[group.people[0]], unit_id)
    )
    for _minutes, _load, _first, need_id, n in ways:
        while officer.take(n, need_id):
            pass
    moves = tuple(sorted((*problem.kept, *officer.moves)))
    return Plan(moves, measure(problem, moves))


class _Officer:
    """Takes people while the rules allow it. What was found out about a unit holds until somebody comes or goes."""

    def __init__(self, problem: PlacementProblem):
        self.problem = problem
        self.groups = alike(problem)
        self.free = [list(reversed(group.people)) for group in self.groups]
        self.staffing = Staffing(problem, problem.kept)
        self.moves: list[Move] = []
        self.left = None if problem.moves_max is None else problem.moves_max - len(problem.kept)
        self._spared, self._closes = {}, {}

    def take(self, n: int, need_id: int) -> bool:
        """Move one of the group to the need, if that closes it and harms nobody; whether it was done."""
        if not self.free[n] or (self.left is not None and len(self.moves) >= self.left):
            return False
        move = Move(self.free[n][-1], need_id)
        unit_from, unit_to = self.groups[n].unit, self.problem.need[need_id].unit
        if not self._asked(self._closes, unit_to, need_id, self.staffing.closes, need_id):
            return False
        at_home = self.problem.fitting_at(self.problem.person[move.person], unit_from)
        if not self._asked(self._spared, unit_from, at_home, self.staffing.can_spare, move.person):
            return False
        self.staffing.move(move)
        self.moves.append(move)
        self.free[n].pop()
        for known in (self._spared, self._closes):
            known.pop(unit_from, None)
            known.pop(unit_to, None)
        return True

    @staticmethod
    def _asked(known, unit_id, key, ask, about):
        answers = known.setdefault(unit_id, {})
        if key not in answers:
            answers[key] = ask(about)
        return answers[key]
