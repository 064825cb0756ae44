"""Whole-number problems for HiGHS: one goal after another, none given up for a later one.

Each goal is first solved without demanding whole numbers. The rules of rosters and placements are nearly those of a
flow through a network, so the answer mostly comes in whole numbers by itself, and then it is proven; otherwise HiGHS
branches. One thread and a fixed seed: the same model gives the same answer, unless the time runs out.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

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
class Row:
    """``least <= sum of factors x columns <= most``."""

    least: float
    most: float
    columns: list[int]
    factors: list[float]


class Model(Protocol):
    """What is solved: columns from 0 to ``upper``, bound together by ``rows``."""

    upper: Sequence[float]
    rows: Sequence[Row]
    #: columns that are the answer: it is in whole numbers when they are
    decided: Sequence[int]
    #: columns of which whole numbers are demanded when the answer is not in whole numbers by itself
    whole: Sequence[int]
    #: an answer that is known to keep the rules, None without one
    start: Sequence[float] | None


@dataclass(frozen=True, slots=True)
class Goal:
    """What was reached of one goal, and what cannot be surpassed."""

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


class Proof:
    """Mixed into an answer with ``goals`` and ``left``, the names of goals not begun when the time was over."""

    __slots__ = ()

    @property
    def proven(self) -> bool:
        """Whether no answer is better, in the order of the goals."""
        return bool(self.goals) and not self.left and all(goal.proven for goal in self.goals)

    @property
    def gap(self) -> float:
        """Of the first goal that is not proven, in percent; 0 when all that were begun are."""
        return next((goal.gap for goal in self.goals if not goal.proven), 0.0)


def load_solver():
    """The modules ``highspy`` and ``numpy``.

    :raises SolverMissing: when they are not installed; everything else works without them
    """
    try:
        import highspy
        import numpy
    except ImportError as error:
        raise SolverMissing(str(error)) from error
    return highspy, numpy


class Solver:
    """HiGHS, fed one goal after another; ``values`` is the best answer so far.

    :param deadline: by ``time.monotonic()``
    :raises SolverMissing: without ``highspy``
    """

    def __init__(self, model: Model, deadline: float):
        self.highspy, self.numpy = load_solver()
        self.model, self.deadline = model, deadline
        self.decided = self.numpy.array(model.decided, dtype=self.numpy.int32)
        self.columns = len(model.upper)
        self.values = model.start
        self.highs = self._pass_model() if len(self.decided) else None

    def reach_all(self, goals) -> list[Goal]:
        """Optimise ``(name, {column: cost}, sense)`` in turn, as far as the time goes; sense 1 is more, -1 is less.

        :raises SolverFailed: when HiGHS reports anything but an answer or the end of the time
        """
        reached = []
        prices = [self._prices(costs, sense) for _name, costs, sense in goals]
        for (name, _costs, sense), own, following in zip(goals, prices, [*prices[1:], None], strict=True):
            goal = self.reach(name, own, sense, following)
            if goal is None:
                break
            reached.append(goal)
        return reached

    def reach(self, name, prices, sense, following=None):
        """Optimise one goal and hold on to what was reached; None when the time was over before there was an answer.

        :param following: prices of the goal after it
        """
        if self.highs is None:
            return Goal(name, 0, 0)
        self._change_prices(prices)
        if not self._run(name):
            return None
        relaxed, solution = self.highs.getInfo().objective_function_value, self.highs.getSolution()
        value = bound = _whole_above(relaxed)
        if not self._take(solution):
            if following is not None and self._probe(name, prices, relaxed, following):
                return Goal(name, -sense * value, -sense * bound)
            found = self._branch(name, prices)
            if found is None:
                return None
            value, bound = found[0], max(found[1], bound)
        if abs(relaxed - value) < EPSILON * max(1, abs(value)):
            self._hold_face(solution)
        else:
            self._hold_value(prices, value)
        return Goal(name, -sense * value, -sense * bound)

    def _prices(self, costs, sense):
        """Costs of columns as HiGHS takes them: less is better."""
        prices = self.numpy.zeros(self.columns)
        prices[list(costs)] = [-sense * cost for cost in costs.values()]
        return prices

    def _change_prices(self, prices):
        self.highs.changeColsCost(self.columns, self.numpy.arange(self.columns, dtype=self.numpy.int32), prices)

    def _hold_value(self, prices, value):
        columns = self.numpy.flatnonzero(prices).astype(self.numpy.int32)
        self.highs.addRow(-math.inf, value, len(columns), columns, prices[columns])

    def _probe(self, name, prices, relaxed, following):
        """Whether the best that can be is reached in whole numbers by the answer that is best for the goal after it;
        then that is held.

        It costs one more answer without whole numbers, and branching mostly many.
        """
        self._hold_value(prices, max(_whole_above(relaxed), relaxed))
        self._change_prices(following)
        if self._run(name) and self._take(self.highs.getSolution()):
            return True
        last = self.numpy.array([self.highs.getNumRow() - 1], dtype=self.numpy.int32)
        self.highs.deleteRows(1, last)
        self._change_prices(prices)
        return False

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

    def _take(self, solution):
        """Whether the answer is in whole numbers by itself; then it is the best so far."""
        decided = self.numpy.asarray(solution.col_value)[self.decided]
        if (abs(decided - decided.round()) > EPSILON).any():
            return False
        self.values = solution.col_value
        return True

    def _branch(self, name, prices):
        """Demand whole numbers; ``(value, bound)``, or None without an answer.

        HiGHS is not told the best answer so far: where that cannot be surpassed, it reports a value and a bound that
        nothing has. So the two are compared here.
        """
        highspy, numpy, highs = self.highspy, self.numpy, self.highs
        columns = numpy.array(self.model.whole, dtype=numpy.int32)

        def demand(kind):
            highs.changeColsIntegrality(len(columns), columns, numpy.full(len(columns), kind, dtype=object))

        demand(highspy.HighsVarType.kInteger)
        try:
            if self.deadline <= time.monotonic():
                return None
            self._run(name)
            info = highs.getInfo()
            answers = [] if self.values is None else [self.values]
            if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
                answers.insert(0, highs.getSolution().col_value)
            if not answers:
                return None
            self.values = min(answers, key=lambda values: round(prices @ numpy.asarray(values)))
            bound = info.mip_dual_bound
            return round(prices @ numpy.asarray(self.values)), _whole_above(bound) if math.isfinite(
                bound
            ) else -math.inf
        finally:
            demand(highspy.HighsVarType.kContinuous)

    def _hold_face(self, solution):
        """Keep to the answers that reach the goal just as well.

        By complementary slackness they are those that leave every column and row with a price where it is; so no row
        over all columns is needed, which would spoil the shape of a network and cost most of the time.
        """
        numpy, lp = self.numpy, self.highs.getLp()
        for prices, lower, upper, change in (
            (solution.col_dual, lp.col_lower_, lp.col_upper_, self.highs.changeColsBounds),
            (solution.row_dual, lp.row_lower_, lp.row_upper_, self.highs.changeRowsBounds),
        ):
            prices = numpy.asarray(prices)
            held = numpy.flatnonzero(abs(prices) > EPSILON).astype(numpy.int32)
            bounds = numpy.where(prices > 0, numpy.asarray(lower), numpy.asarray(upper))[held]
            if len(held):
                change(len(held), held, bounds, bounds)


def _whole_above(relaxed):
    """The least whole number that an answer in whole numbers can have, when without them it has ``relaxed``."""
    return math.ceil(relaxed - EPSILON * max(1, abs(relaxed)))
