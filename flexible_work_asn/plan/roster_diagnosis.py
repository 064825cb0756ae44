"""Why a roster is not better: where too few are on site, and which rule keeps people from their flexible days."""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass, replace

from .optimal import solve
from .roster_problem import AWAY, Demand, Key, RosterProblem, monday

#: families of rules that can be relaxed, and how
RELAXATIONS = {
    "minimum": lambda problem: replace(problem, requirements=_keep(problem, lambda item: item.competence_id)),
    "competence": lambda problem: replace(problem, requirements=_keep(problem, lambda item: not item.competence_id)),
    "weekly": lambda problem: replace(problem, caps={}),
    "in_a_row": lambda problem: replace(problem, no_two_in_a_row=False),
}


@dataclass(frozen=True, slots=True)
class FixedConflicts:
    """Rules that fixed days break already, whatever is decided about the open ones."""

    #: (person, Monday) -> flexible days beyond the weekly limit
    weeks_over: dict[Key, int]
    #: pairs of fixed flexible days of a person that follow each other
    in_a_row: tuple[tuple[Key, Key], ...]


@dataclass(frozen=True, slots=True)
class Relief:
    """How many more flexible days there would be without one family of rules."""

    rule: str
    more_days: int


def shortages(problem: RosterProblem) -> tuple[Demand, ...]:
    """The dates and competences for which too few can be on site, each as short as it must be (``Demand.short``).

    No solver is needed: being in the office breaks no rule, so the shortage is the smallest with every open day
    worked there, for all dates and competences at once. For the same reason it does not help to release the weekly
    limit, days in a row, or targets: only a lower minimum or bringing back who is fixed away or on time off does.
    """
    return tuple(demand for demand in problem.demands if demand.short)


def short_elsewhere(problem: RosterProblem, days) -> tuple[Demand, ...]:
    """What is short on ``{date: requirements}`` that this roster does not decide: no roster can help there."""
    return shortages(replace(problem, requirements=days))


def fixed_conflicts(problem: RosterProblem) -> FixedConflicts:
    """What pinned lines, requests and rules break among themselves."""
    used = defaultdict(int)
    for key, cell in problem.cells.items():
        if cell == AWAY and key not in problem.uncapped:
            used[key[0], monday(key[1])] += 1
    over = {key: used[key] - cap for key, cap in sorted(problem.caps.items()) if used[key] > cap}
    pairs = problem.neighbours() if problem.no_two_in_a_row else []
    both_away = (pair for pair in pairs if all(problem.cells[key] == AWAY for key in pair))
    return FixedConflicts(over, tuple(pair for pair in both_away if any(problem.in_period(day) for _, day in pair)))


def missing_days(problem: RosterProblem, away) -> int:
    """How many flexible days all people together stay below their target; 0 without a target."""
    if problem.target is None:
        return 0
    return sum(max(0, problem.target - count) for count in problem.counts(away).values())


def reliefs(problem: RosterProblem, away, seconds: float = 2.0) -> tuple[Relief, ...]:
    """Which family of rules keeps people from flexible days, the one that gives most first.

    Every family is left out in turn and the first goal solved again. Families that give nothing are not named, nor
    those for which no time was left.

    :raises SolverMissing: without ``highspy``
    """
    end = time.monotonic() + seconds
    found = []
    for rule, relax in RELAXATIONS.items():
        relaxed = relax(problem)
        if relaxed == problem or time.monotonic() >= end:
            continue
        solution = solve(relaxed, end - time.monotonic(), first_goal_only=True)
        more = len(solution.away) - len(away)
        if more > 0:
            found.append(Relief(rule, more))
    return tuple(sorted(found, key=lambda relief: (-relief.more_days, relief.rule)))


def _keep(problem, wanted):
    return {
        day: tuple(requirement for requirement in requirements if wanted(requirement))
        for day, requirements in problem.requirements.items()
    }
