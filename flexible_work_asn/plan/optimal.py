"""The best roster for a problem, by mathematical optimisation with HiGHS.

Rules are never broken: weekly limit, leave, fixed days, two flexible days in a row, and the minimum on site. Where the
minimum cannot be met, everybody who can be is in the office on that day, so the shortage is the smallest there is.
Within the rules the goals follow each other, and none is given up for a later one:

1. ``use``: as many flexible days as can be, up to the target of each person;
2. ``even``: equal numbers of flexible days (the sum of their squares; a difference of one at most where that can be);
3. ``edges``: equal numbers of Mondays and Fridays (how far people lie from a common number or one more);
4. ``wishes``: as many wishes met as can be.

How a goal is reached and proven is said in ``highs``. The model is sorted: the same problem gives the same roster,
unless the time runs out.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from ..highs import Goal, Proof, Solver
from .roster_model import RosterModel
from .roster_problem import Key, RosterProblem


@dataclass(frozen=True, slots=True)
class Solution(Proof):
    """Who is away on which open day; more is better in the goals ``use`` and ``wishes``."""

    away: frozenset[Key]
    goals: tuple[Goal, ...]
    seconds: float
    left: tuple[str, ...] = ()


def solve(problem: RosterProblem, seconds: float = 5.0, *, first_goal_only: bool = False) -> Solution:
    """The best roster, or the best that was found within ``seconds``.

    :raises SolverMissing: without ``highspy``
    :raises SolverFailed: when HiGHS reports anything but an answer or the end of the time
    """
    start = time.monotonic()
    model = RosterModel(problem)
    solver = Solver(model, start + seconds)
    wanted = model.goals()[:1] if first_goal_only else model.goals()
    goals = tuple(solver.reach_all(wanted))
    away = frozenset(key for key, value in zip(model.keys, solver.values) if value > 0.5)
    left = tuple(name for name, _costs, _sense in wanted[len(goals) :])
    return Solution(away, goals, time.monotonic() - start, left)
