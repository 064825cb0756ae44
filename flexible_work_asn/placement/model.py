"""The columns, rows and goals of a placement problem, as a solver of linear programs takes them; plain lists.

People alike are one number, and everybody who may fill the same needs of a unit meets in one hub of it: those who stay
and those who come flow into the hub, and from it into the needs. So there are columns for classes times units instead
of people times needs, and but for the minimum of the units the whole is a flow through a network.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from ..highs import Row
from .alike import alike
from .problem import PlacementProblem
from .staffing import Fitting, Staffing

#: a unit and the needs of it that people fit
Hub = tuple[int, Fitting]


class PlacementModel:
    """Columns, all from 0 to ``upper``: first how many of each class go to which unit (``ways``), then how many of
    each hub fill which need (``seats``), then how many of those who are there stay to fill something (``stays``)."""

    #: nobody knows an answer beforehand
    start = None

    def __init__(self, problem: PlacementProblem):
        self.problem = problem
        self.now = Staffing(problem, problem.kept)
        self.groups = alike(problem)
        self.upper: list[float] = []
        self.rows: list[Row] = []
        #: (number of the class, unit) -> column
        self.ways: dict[tuple[int, int], int] = {}
        #: (hub, need) -> column
        self.seats: dict[tuple[Hub, int], int] = {}
        self.stays: dict[Hub, int] = {}
        #: the hub of a class in its own unit and wherever it may go
        self.at: dict[tuple[int, int], Hub] = {
            (n, unit_id): (unit_id, problem.fitting_at(problem.person[group.people[0]], unit_id))
            for n, group in enumerate(self.groups)
            for unit_id in (group.unit, *group.reach)
        }
        self._add_columns()
        self._add_people()
        self._add_hubs()
        self._add_units()
        self._add_limit()

    @property
    def decided(self):
        return range(len(self.ways))

    @property
    def whole(self):
        return [*self.ways.values(), *self.seats.values()]

    def goals(self):
        """``(name, {column: cost}, sense)`` in the order of their rank; sense 1 is more, -1 is less."""
        minutes = {column: self.groups[n].reach[unit_id] for (n, unit_id), column in self.ways.items()}
        load = {column: self.groups[n].load for (n, _unit), column in self.ways.items()}
        return [
            ("shortage", dict.fromkeys(self.seats.values(), 1), 1),
            ("moves", dict.fromkeys(self.ways.values(), 1), -1),
            ("travel", minutes, -1),
            ("load", load, -1),
        ]

    def _column(self, upper):
        self.upper.append(float(upper))
        return len(self.upper) - 1

    def _add_columns(self):
        for n, group in enumerate(self.groups):
            for unit_id in group.reach:
                self.ways[n, unit_id] = self._column(len(group.people))
        self.hubs = sorted(
            {
                *((unit_id, fitting) for unit_id, groups in self.now.groups.items() for fitting in groups if fitting),
                *(self.at[way] for way in self.ways),
            }
        )
        for hub in self.hubs:
            for need_id in hub[1]:
                self.seats[hub, need_id] = self._column(self.room(need_id))
        for hub in self.hubs:
            there = self.now.groups[hub[0]][hub[1]]
            if there:
                self.stays[hub] = self._column(there)

    def room(self, need_id):
        """How many a need takes beside those who were moved to it already."""
        return max(0, self.problem.need[need_id].needed - self.now.arrived[need_id])

    def _add(self, least, most, factors):
        factors = {column: factor for column, factor in factors.items() if factor}
        if factors:
            self.rows.append(Row(least, most, list(factors), [float(factor) for factor in factors.values()]))

    def _add_people(self):
        """Nobody goes to two units, or goes and stays."""
        leaving = defaultdict(dict)
        for n, group in enumerate(self.groups):
            ways = {self.ways[n, unit_id]: 1 for unit_id in group.reach}
            self._add(0, len(group.people), ways)
            leaving[self.at[n, group.unit]] |= ways
        for hub, stay in self.stays.items():
            if leaving[hub]:
                self._add(0, self.now.groups[hub[0]][hub[1]], leaving[hub] | {stay: 1})

    def _add_hubs(self):
        """Whoever comes or stays fills a need, and no need takes more than it asks for."""
        flows, taken = defaultdict(dict), defaultdict(dict)
        for way, column in self.ways.items():
            flows[self.at[way]][column] = 1
        for hub, column in self.stays.items():
            flows[hub][column] = 1
        for (hub, need_id), column in self.seats.items():
            flows[hub][column] = -1
            taken[need_id][column] = 1
        for hub in self.hubs:
            self._add(0, 0, flows[hub])
        for need_id in sorted(taken):
            self._add(0, self.room(need_id), taken[need_id])

    def _add_units(self):
        """No unit falls below its minimum, or below what it has where that is less; none gets shorter than it was."""
        before = Staffing(self.problem)
        balance, seats, floor = defaultdict(Counter), defaultdict(dict), Counter()
        for (n, unit_id), column in self.ways.items():
            balance[self.groups[n].unit][column] += 1
            balance[unit_id][column] -= 1
        for ((unit_id, _fitting), _need), column in self.seats.items():
            seats[unit_id][column] = 1
        for unit_id in self.problem.needs_of:
            floor[unit_id] = min(before.filled(unit_id), self.now.filled(unit_id)) - sum(
                need.needed - self.room(need.id) for need in self.problem.needs_of[unit_id]
            )
        for unit_id in sorted(self.problem.unit):
            spare = self.now.headcount[unit_id] - self.problem.floors[unit_id]
            self._add(-float("inf"), spare, balance[unit_id])
            if floor[unit_id] > 0:
                self._add(floor[unit_id], float("inf"), seats[unit_id])

    def _add_limit(self):
        if self.problem.moves_max is not None:
            left = max(0, self.problem.moves_max - len(self.problem.kept))
            self._add(0, left, dict.fromkeys(self.ways.values(), 1))
