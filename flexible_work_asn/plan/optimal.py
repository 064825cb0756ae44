"""The best roster for a problem, by mathematical optimisation with HiGHS.

Rules are never broken: weekly limit, leave, fixed days, two flexible days in a row, and the minimum on site. Where the
minimum cannot be met, everybody who can be is in the office on that day, so the shortage is the smallest there is.
Within the rules the goals follow each other, and none is given up for a later one:

1. ``use``: as many flexible days as can be, up to the target of each person;
2. ``even``: equal numbers of flexible days (the sum of their squares; a difference of one at most where that can be);
3. ``edges``: equal numbers of Mondays and Fridays (how far people lie from a common number or one more);
4. ``wishes``: as many wishes met as can be.

Each goal is first solved without demanding whole days. The rules are nearly those of a flow through a network, so the
answer mostly comes in whole days by itself, and then it is proven; otherwise HiGHS branches. One thread, a fixed seed
and a sorted model: the same problem gives the same roster, unless the time runs out.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

from .roster_model import RosterModel
from .roster_problem import Key, RosterProblem

#: below this a number counts as whole, a price as nothing
EPSILON = 1e-6
OPTIONS = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.999,  # every goal is a whole number
}


class SolverMissing(ImportError):
    """``highspy`` is not installed."""


class SolverFailed(RuntimeError):
    """HiGHS gave up for a reason of its own; the argument says which."""


@dataclass(frozen=True, slots=True)
class Goal:
    """What was reached of one goal, and what cannot be surpassed. More is better in ``use`` and ``wishes``."""

    name: str
    value: int
    bound: int

    @property
    def proven(self) -> bool:
        return self.value == self.bound

    @property
    def gap(self) -> float:
        """How far from the bound, in percent of the value."""
        return 100 * abs(self.value - self.bound) / max(1, abs(self.value))


@dataclass(frozen=True, slots=True)
class Solution:
    """Who is away on which open day. ``left`` names the goals that were not begun when the time was over."""

    away: frozenset[Key]
    goals: tuple[Goal, ...]
    seconds: float
    left: tuple[str, ...] = ()

    @property
    def proven(self) -> bool:
        """Whether no roster is better, in the order of the goals."""
        return not self.left and all(goal.proven for goal in self.goals)

    @property
    def gap(self) -> float:
        """Of the first goal that is not proven, in percent; 0 when all that were begun are."""
        return next((goal.gap for goal in self.goals if not goal.proven), 0.0)


def load_solver():
    """The modules ``highspy`` and ``numpy``.

    :raises SolverMissing: when they are not installed; the rest of the plan works without them
    """
    try:
        import highspy
        import numpy
    except ImportError as error:
        raise SolverMissing(str(error)) from error
    return highspy, numpy


def solve(problem: RosterProblem, seconds: float = 5.0, *, first_goal_only: bool = False) -> Solution:
    """The best roster, or the best that was found within ``seconds``.

    :raises SolverMissing: without ``highspy``
    :raises SolverFailed: when HiGHS reports anything but an answer or the end of the time
    """
    start = time.monotonic()
    model = RosterModel(problem)
    solver = _Solver(model, start + seconds)
    wanted = model.goals()[:1] if first_goal_only else model.goals()
    goals = []
    for name, costs, sense in wanted:
        goal = solver.reach(name, costs, sense)
        if goal is None:
            break
        goals.append(goal)
    away = frozenset(key for key, value in zip(model.keys, solver.values) if value > 0.5)
    left = tuple(name for name, _costs, _sense in wanted[len(goals) :])
    return Solution(away, tuple(goals), time.monotonic() - start, left)


class _Solver:
    """HiGHS, fed one goal after another; ``values`` is the best roster so far, at first nobody away."""

    def __init__(self, model: RosterModel, deadline: float):
        self.highspy, self.numpy = load_solver()
        self.model, self.deadline = model, deadline
        self.binary = len(model.keys)
        self.columns = len(model.upper)
        self.values = [0.0] * self.columns
        self.highs = self._pass_model() if self.binary else None

    def _pass_model(self):
        highspy, numpy, model = self.highspy, self.numpy, self.model
        highs = highspy.Highs()
        for option, value in OPTIONS.items():
            highs.setOptionValue(option, value)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = self.columns, len(model.rows)
        lp.col_cost_ = numpy.zeros(self.columns)
        lp.col_lower_, lp.col_upper_ = numpy.zeros(self.columns), numpy.array(model.upper)
        lp.row_lower_ = numpy.array([row.least for row in model.rows])
        lp.row_upper_ = numpy.array([row.most for row in model.rows])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = numpy.cumsum([0, *(len(row.columns) for row in model.rows)], dtype=numpy.int32)
        lp.a_matrix_.index_ = numpy.array([n for row in model.rows for n in row.columns], dtype=numpy.int32)
        lp.a_matrix_.value_ = numpy.array([factor for row in model.rows for factor in row.factors])
        highs.passModel(lp)
        return highs

    def reach(self, name, costs, sense):
        """Optimise one goal and hold on to what was reached; None when the time was over before there was an answer."""
        if self.highs is None:
            return Goal(name, 0, 0)
        numpy, highs = self.numpy, self.highs
        prices = numpy.zeros(self.columns)
        prices[list(costs)] = [-sense * cost for cost in costs.values()]
        highs.changeColsCost(self.columns, numpy.arange(self.columns, dtype=numpy.int32), prices)
        if not self._run(name):
            return None
        relaxed, solution = highs.getInfo().objective_function_value, highs.getSolution()
        found = self._take(relaxed, solution.col_value) or self._branch(name)
        if found is None:
            return None
        value, bound = found
        bound = max(bound, math.ceil(relaxed - EPSILON))
        if abs(relaxed - value) < EPSILON * max(1, abs(value)):
            self._hold_face(solution)
        else:
            columns = numpy.array(list(costs), dtype=numpy.int32)
            highs.addRow(-math.inf, value + EPSILON, len(columns), columns, prices[columns])
        return Goal(name, -sense * value, -sense * bound)

    def _run(self, name):
        """Run HiGHS for the rest of the time; whether it came to its end.

        :raises SolverFailed: when it stopped for another reason
        """
        left = self.deadline - time.monotonic()
        if left <= 0:
            return False
        # HiGHS counts the time of all its runs together
        self.highs.setOptionValue("time_limit", self.highs.getRunTime() + left)
        self.highs.run()
        status = self.highs.getModelStatus()
        ends = self.highspy.HighsModelStatus
        if status not in (ends.kOptimal, ends.kTimeLimit):
            raise SolverFailed(f"{name}: {self.highs.modelStatusToString(status)}")
        return status == ends.kOptimal

    def _take(self, relaxed, values):
        """The answer without demanding whole days, when it is in whole days by itself."""
        if any(EPSILON < value < 1 - EPSILON for value in values[: self.binary]):
            return None
        self.values = values
        return round(relaxed), round(relaxed)

    def _branch(self, name):
        """Demand whole days, from the best roster so far; ``(value, bound)``, or None without an answer."""
        highspy, numpy, highs = self.highspy, self.numpy, self.highs
        whole = [*range(self.binary), *([] if self.model.common is None else [self.model.common])]
        columns = numpy.array(whole, dtype=numpy.int32)

        def demand(kind):
            highs.changeColsIntegrality(len(whole), columns, numpy.full(len(whole), kind, dtype=object))

        demand(highspy.HighsVarType.kInteger)
        start = highspy.HighsSolution()
        start.col_value = self.values
        highs.setSolution(start)
        try:
            self._run(name)
            info = highs.getInfo()
            if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
                return None
            self.values = highs.getSolution().col_value
            return round(info.objective_function_value), math.ceil(info.mip_dual_bound - EPSILON)
        finally:
            demand(highspy.HighsVarType.kContinuous)

    def _hold_face(self, solution):
        """Keep to the rosters that reach the goal just as well.

        By complementary slackness they are those that leave every column and row with a price where it is; so no row
        over all columns is needed, which would spoil the shape of a network and cost most of the time.
        """
        lp = self.highs.getLp()
        for prices, lower, upper, change in (
            (solution.col_dual, list(lp.col_lower_), list(lp.col_upper_), self.highs.changeColBounds),
            (solution.row_dual, list(lp.row_lower_), list(lp.row_upper_), self.highs.changeRowBounds),
        ):
            for n, price in enumerate(prices):
                if abs(price) > EPSILON:
                    bound = lower[n] if price > 0 else upper[n]
                    change(n, bound, bound)
