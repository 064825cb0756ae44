"""The columns, rows and goals of a roster problem, as a solver of linear programs takes them; plain lists."""

from __future__ import annotations

import math
from collections import defaultdict

from ..highs import Row
from .roster_problem import AWAY, RosterProblem, is_edge, monday


class RosterModel:
    """Columns, all from 0 to ``upper``: first the open days that can be flexible (``keys``), then the steps of each
    person's count, then the common number of Mondays and Fridays and how far each person lies above and below it."""

    def __init__(self, problem: RosterProblem):
        self.problem = problem
        self.rooms = problem.week_rooms()
        self.pairs = problem.neighbours() if problem.no_two_in_a_row else []
        self.keys = self._free_keys()
        self.column = {key: n for n, key in enumerate(self.keys)}
        self.by_person: dict[int, list[int]] = defaultdict(list)
        for key, column in self.column.items():
            self.by_person[key[0]].append(column)
        self.upper = [1.0] * len(self.keys)
        self.rows: list[Row] = []
        self._demands()
        self._weeks()
        self._in_a_row()
        self._targets()
        self.steps = self._steps()
        #: the column of the common number of Mondays and Fridays, if there is anything to decide about them
        self.common: int | None = None
        self.distances = self._distances()

    @property
    def decided(self):
        return range(len(self.keys))

    @property
    def whole(self):
        return [*self.decided, *([] if self.common is None else [self.common])]

    @property
    def start(self):
        """Nobody away."""
        return [0.0] * len(self.upper)

    def goals(self):
        """``(name, {column: cost}, sense)`` in the order of their rank; sense 1 is more, -1 is less."""
        wishes = {
            self.column[key]: 1.0 if wish else -1.0
            for key, wish in sorted(self.problem.wishes.items())
            if key in self.column
        }
        return [
            ("use", dict.fromkeys(range(len(self.keys)), 1.0), 1),
            ("even", self.steps, -1),
            *([("edges", self.distances, -1)] if self.distances else []),
            *([("wishes", wishes, 1)] if wishes else []),
        ]

    def _free_keys(self):
        """Open days that no single rule keeps in the office."""
        problem = self.problem
        kept = {(person, demand.day) for demand in problem.demands if not demand.room for person in demand.open}
        for one, other in self.pairs:
            for fixed, beside in ((one, other), (other, one)):
                if problem.cells[fixed] == AWAY:
                    kept.add(beside)
        return [
            key
            for key in problem.open
            if key not in kept and self._target_room(key[0]) > 0 and self._week_room(key) > 0
        ]

    def _week_room(self, key):
        return math.inf if key in self.problem.uncapped else self.rooms.get((key[0], monday(key[1])), math.inf)

    def _target_room(self, person):
        target = self.problem.target
        return math.inf if target is None else target - self.problem.fixed_away.get(person, 0)

    def _at_most(self, limit, columns):
        if limit < len(columns):
            self.rows.append(Row(-math.inf, float(limit), columns, [1.0] * len(columns)))

    def _demands(self):
        for demand in self.problem.demands:
            keys = ((person, demand.day) for person in demand.open)
            self._at_most(demand.room, [self.column[key] for key in keys if key in self.column])

    def _weeks(self):
        by_week = defaultdict(list)
        for key, column in self.column.items():
            if key not in self.problem.uncapped:
                by_week[key[0], monday(key[1])].append(column)
        for week, columns in by_week.items():
            self._at_most(self.rooms.get(week, math.inf), columns)

    def _in_a_row(self):
        for pair in self.pairs:
            if all(key in self.column for key in pair):
                self._at_most(1, [self.column[key] for key in pair])

    def _targets(self):
        for person, columns in self.by_person.items():
            self._at_most(self._target_room(person), columns)

    def _steps(self):
        """The n-th flexible day of a person costs 2n - 1, so that the costs add up to the square of the count."""
        costs = {}
        for person, columns in self.by_person.items():
            steps = [self._add_column(1.0) for _column in columns]
            for n, column in enumerate(steps, self.problem.fixed_away.get(person, 0) + 1):
                costs[column] = 2.0 * n - 1
            self.rows.append(Row(0.0, 0.0, columns + steps, [1.0] * len(columns) + [-1.0] * len(steps)))
        return costs

    def _distances(self):
        """How far each person's number of Mondays and Fridays lies from the common number or one more.

        People whose Mondays and Fridays are all settled count too: the others are to be like them.
        """
        if not any(is_edge(day) for _person, day in self.keys):
            return {}
        settled = self.problem.edge_counts(())
        self.common = self._add_column(max(settled.values()) + float(len(self.keys)))
        costs = {}
        for person in self.problem.people:
            above, below = self._add_column(math.inf), self._add_column(math.inf)
            columns = [column for column in self.by_person.get(person, ()) if is_edge(self.keys[column][1])]
            ones = [1.0] * len(columns)
            self.rows.append(Row(-math.inf, 1.0 - settled[person], [*columns, self.common, above], [*ones, -1.0, -1.0]))
            self.rows.append(Row(-float(settled[person]), math.inf, [*columns, self.common, below], [*ones, -1.0, 1.0]))
            costs[above] = costs[below] = 1.0
        return costs

    def _add_column(self, upper):
        self.upper.append(upper)
        return len(self.upper) - 1
