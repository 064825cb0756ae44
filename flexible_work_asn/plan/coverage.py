"""How many of a unit's people are on site on each day, against how many must be.

On site is the office alone: whoever works at home, elsewhere or in another office does not serve at the unit's own
counter. People on time off or on duty elsewhere belong to the unit that day, but stand at no counter either.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .facts import WFO


@dataclass(frozen=True, slots=True)
class Requirement:
    """At least so many on site: ``count`` people and ``percent`` of those whose working day it is (0: not set).

    ``competence_id`` limits it to the people with that competence; None means everybody.
    """

    count: int = 0
    percent: float = 0.0
    competence_id: int | None = None

    def needed(self, expected: int) -> int:
        """People needed on a working day for which ``expected`` are due; a percentage rounds up.

        More than are due may come out: then the unit cannot meet the number, and the day is short.
        """
        # 1e-9: 30 % of 10 is 3, and must not become 4 by a last binary digit
        return max(self.count, math.ceil(self.percent * expected / 100 - 1e-9))


@dataclass(frozen=True, slots=True)
class Coverage:
    """One day of one requirement. ``expected``: people whose working day it is, those on time off or duty too."""

    expected: int
    on_site: int
    away: int
    absent: int
    needed: int

    @property
    def short(self) -> int:
        """How many are missing on site."""
        return max(0, self.needed - self.on_site)


def cover(
    decisions: Mapping[tuple[int, date], object],
    requirements: Sequence[Requirement],
    competences: Mapping[int, Collection[int]] | None = None,
) -> dict[tuple[date, int | None], Coverage]:
    """The coverage of every date in ``decisions`` for every requirement: ``{(date, competence id): Coverage}``.

    On a date that is nobody's working day nobody is needed.

    :param decisions: ``{(employee id, date): Decision}``; only ``mode`` and ``leave_status`` are read
    :param competences: ``{employee id: competence ids}``, for requirements about a competence
    """
    competences = competences or {}
    by_day: dict[date, list[tuple[int, object]]] = {}
    for (employee_id, day), decision in decisions.items():
        by_day.setdefault(day, []).append((employee_id, decision))
    covered = {}
    for day, people in by_day.items():
        is_working_day = any(decision.mode or decision.leave_status for _employee_id, decision in people)
        for requirement in requirements:
            wanted = requirement.competence_id
            covered[day, wanted] = _count(
                [
                    decision
                    for employee_id, decision in people
                    if wanted is None or wanted in competences.get(employee_id, ())
                ],
                requirement if is_working_day else Requirement(),
            )
    return covered


def _count(decisions, requirement):
    on_site = away = absent = 0
    for decision in decisions:
        if decision.leave_status:
            absent += 1
        elif decision.mode == WFO:
            on_site += 1
        elif decision.mode:
            away += 1
    expected = on_site + away + absent
    return Coverage(expected, on_site, away, absent, requirement.needed(expected))
