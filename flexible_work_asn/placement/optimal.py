"""The best plan of placements, by mathematical optimisation with HiGHS.

Rules are never broken: nobody fixed is moved, no unit falls below its minimum or gets shorter than it was, limits of
travel, moves and load hold, and whoever moves fills a need. Within the rules the goals follow each other, and none is
given up for a later one:

1. ``shortage``: as little as can be;
2. ``moves``: as few as can be, so nobody is moved to make room for another unless that closes more;
3. ``travel``: the fewest minutes from home to the new unit, of all who move together;
4. ``load``: those who give least to teams and other units.

How a goal is reached and proven is said in ``highs``. The model is sorted and people alike are taken in the order of
their ids: the same problem gives the same plan, unless the time runs out.
"""

from __future__ import annotations

import time
from collections import defaultdict
from itertools import islice

from ..highs import Goal, Solver
from .greedy import greedy
from .model import PlacementModel
from .problem import Move, PlacementProblem, Plan
from .staffing import Staffing, measure


def solve(problem: PlacementProblem, seconds: float = 5.0) -> Plan:
    """The best plan, or the best that was found within ``seconds``; never worse than nearest first.

    :raises SolverMissing: without ``highspy``
    :raises SolverFailed: when HiGHS reports anything but an answer or the end of the time
    """
    start = time.monotonic()
    model = PlacementModel(problem)
    solver = Solver(model, start + seconds)
    wanted = model.goals()
    reached = solver.reach_all(wanted) if model.ways else [Goal(name, 0, 0) for name, _costs, _sense in wanted]
    left = tuple(name for name, _costs, _sense in wanted[len(reached) :])
    moves = _moves(model, solver.values) if solver.values is not None else problem.kept
    figures = measure(problem, moves)
    goals = [_goal(figures, goal) for goal in reached]
    if left or not all(goal.proven for goal in goals):
        other = greedy(problem)
        if other.figures.rank < figures.rank:
            # what was reached after the first goal that is not proven says nothing about this plan
            moves, figures = other.moves, other.figures
            proven = next((n for n, goal in enumerate(goals) if not goal.proven), len(goals) - 1)
            goals = [Goal(goal.name, getattr(figures, goal.name), goal.bound) for goal in goals[: proven + 1]]
            left = tuple(name for name, _costs, _sense in wanted[len(goals) :])
    return Plan(moves, figures, tuple(goals), time.monotonic() - start, left)


def _goal(figures, goal):
    """The goal in the plan's own figures: the kept moves count, and what was filled becomes what is short."""
    value = getattr(figures, goal.name)
    return Goal(goal.name, value, value - abs(goal.value - goal.bound))


def _moves(model, values):
    """Whole people out of the numbers of the columns, and the kept moves."""
    staffing = Staffing(model.problem, model.problem.kept)
    coming = defaultdict(list)
    for n, group in enumerate(model.groups):
        people = iter(group.people)
        for unit_id in group.reach:
            for person in islice(people, round(values[model.ways[n, unit_id]])):
                staffing.leave(person)
                coming[unit_id].append((model.at[n, unit_id][1], person))
    moves = list(model.problem.kept)
    for unit_id, people in coming.items():
        people.sort(key=lambda who: (len(who[0]), who))
        moves += _beside(staffing, people) or _as_solved(model, values, unit_id, people)
    return tuple(sorted(moves))


def _beside(staffing, people):
    """Needs for those who come to a unit so that each closes one at once, best one that is short; None when that leaves
    somebody without a need. It is the plainest answer of those that are equally good."""
    moves = []
    for fitting, person in people:
        filled = staffing.filled_by_need(staffing.problem.need[fitting[0]].unit)
        short = sorted(fitting, key=lambda need: (filled[need] - staffing.problem.need[need].needed, need))
        need = next(filter(staffing.closes, short), None)
        if need is None:
            return None
        staffing.come(need)
        moves.append(Move(person, need))
    return moves


def _as_solved(model, values, unit_id, people):
    """Needs for those who come to a unit as the numbers of the columns have them."""
    free = {
        fitting: [need for need in fitting for _ in range(round(values[model.seats[(unit_id, fitting), need]]))]
        for fitting, _person in people
    }
    return [Move(person, free[fitting].pop(0)) for fitting, person in people]
