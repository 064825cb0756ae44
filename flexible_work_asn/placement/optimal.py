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
from collections import Counter, defaultdict
from itertools import islice

from ..highs import Goal, Solver
from .greedy import greedy
from .model import PlacementModel
from .problem import Move, PlacementProblem, Plan
from .staffing import measure
from .strength import fill_alike


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
    leaving, coming = defaultdict(Counter), defaultdict(lambda: defaultdict(list))
    for n, group in enumerate(model.groups):
        people = iter(group.people)
        for unit_id in group.reach:
            for person in islice(people, round(values[model.ways[n, unit_id]])):
                leaving[group.unit][model.at[n, group.unit][1]] += 1
                coming[unit_id][model.at[n, unit_id][1]].append(person)
    moves = list(model.problem.kept)
    for unit_id, people in coming.items():
        seats = _seats(model, values, unit_id, people, leaving[unit_id])
        for fitting in sorted(people):
            chosen = [need for need in sorted(seats) for _ in range(seats[need][fitting])]
            moves += map(Move, sorted(people[fitting]), chosen)
    return tuple(sorted(moves))


def _seats(model, values, unit_id, people, leaving):
    """``{need id: {fitting: how many}}`` of those who come to a unit: to what is short there, if all find a need so;
    else as in the answer, where some who are there take another need than before."""
    staying = model.now.groups[unit_id] - leaving
    room = {need.id: model.room(need.id) for need in model.problem.needs_of[unit_id]}
    filled = fill_alike(staying, room)
    short = {need: count - filled[need].total() for need, count in room.items()}
    seats = fill_alike({fitting: len(who) for fitting, who in people.items()}, short)
    if sum(who.total() for who in seats.values()) == sum(len(who) for who in people.values()):
        return seats
    return {
        need: {
            fitting: round(values[model.seats[(unit_id, fitting), need]]) if need in fitting else 0
            for fitting in people
        }
        for need in room
    }
