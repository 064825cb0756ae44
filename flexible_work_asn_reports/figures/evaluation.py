"""Before against after, and flexible units against exempt ones, in plain Python and numpy.

The cases are the units, never the days or the people: people of one unit share a head, an office and a leaking roof, so
a thousand of their days are not a thousand observations. Each unit gives one number, its change from before to after,
and counts once, large or small. The estimate is the mean change of flexible units less the mean change of exempt ones
(difference in differences). Its interval is Welch's, with Satterthwaite's degrees of freedom: it asks neither that both
groups have as many units nor that their units vary alike, and it widens as it should when units are few. (A bootstrap
of few units is too narrow, and shuffling who is flexible takes for granted that both groups vary alike.)
"""

import math
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from enum import Enum

import numpy as np

from . import student

#: no wider than rounding: changes that differ by less are equal
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Cell:
    """The ``value`` of a measure in one unit and period, found from ``number`` observations (days, answers, months)."""

    value: float
    number: float


@dataclass(frozen=True, slots=True)
class UnitPanel:
    """One unit: before and after; ``early`` and ``late`` are the two halves of before. None: nothing was recorded."""

    unit: Hashable
    flexible: bool
    before: Cell | None = None
    after: Cell | None = None
    early: Cell | None = None
    late: Cell | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """How a measure is judged.

    :param better: 1 where more is better, -1 where less is, 0 where neither is
    :param relative: changes are compared in percent of each unit's own level (by logarithms), not in the measure's unit
    :param least: observations that a unit must have in a period to count
    :param units: flexible, and exempt, units that there must be
    """

    better: int = 1
    relative: bool = False
    least: float = 1
    units: int = 5
    level: float = 0.95


@dataclass(frozen=True, slots=True)
class Group:
    """One group of units: how many, their level before and after, and their mean change.

    Levels are means over units, of relative measures their sums. The change is in the measure's unit, or in percent.
    """

    number: int
    before: float | None
    after: float | None
    change: float | None


@dataclass(frozen=True, slots=True)
class Difference:
    """An estimate with its interval, in the measure's unit or in percent; ``chance``: of one as large by accident."""

    estimate: float
    low: float | None
    high: float | None
    freedom: float | None
    chance: float | None

    @property
    def is_clear(self) -> bool:
        """The interval leaves zero out."""
        return self.low is not None and (self.low > 0 or self.high < 0)


class Verdict(str, Enum):
    BETTER = "better"
    WORSE = "worse"
    UNCLEAR = "unclear"
    FEW = "few"
    CONTEXT = "context"  # neither more nor less is better, or there is nothing to compare with


class Caution(str, Enum):
    """Why a result is to be read with care."""

    THIN = "thin"  # fewer than twice the least number of units in a group
    LEFT_OUT = "left_out"
    DRIFTED = "drifted"  # the groups moved apart before already
    UNCHECKED = "unchecked"  # too few data to see whether they did
    ALIKE = "alike"  # every unit of both groups changed by the same: no spread to judge by


@dataclass(frozen=True, slots=True)
class Result:
    """What a measure shows. ``placebo`` is the same difference inside before, where no effect can be."""

    flexible: Group
    exempt: Group
    difference: Difference | None
    placebo: Difference | None
    verdict: Verdict
    cautions: tuple[Caution, ...]
    left_out: tuple[Hashable, ...]


def evaluate(panels: Iterable[UnitPanel], rule: Rule) -> Result:
    """Compare the units of one measure.

    A unit without enough observations in both periods is left out, and named. Fewer than ``rule.units`` units in either
    group: nothing is said. Where the groups moved apart already inside before, nothing is said either.
    """
    panels = list(panels)
    used = [panel for panel in panels if _usable(panel.before, rule) and _usable(panel.after, rule)]
    names = {panel.unit for panel in used}
    left_out = tuple(panel.unit for panel in panels if panel.unit not in names and (panel.before or panel.after))
    flexible, exempt = (_group([p for p in used if p.flexible is side], rule) for side in (True, False))
    difference = _difference(*_changes(used, rule, "before", "after"), rule)
    placebo = _difference(*_changes(used, rule, "early", "late"), rule)
    cautions = [Caution.LEFT_OUT] if left_out else []
    verdict = _verdict(difference, placebo, rule, cautions)
    if difference and min(flexible.number, exempt.number) < 2 * rule.units:
        cautions.append(Caution.THIN)
    return Result(flexible, exempt, difference, placebo, verdict, tuple(cautions), left_out)


def describe(panels: Iterable[UnitPanel], rule: Rule) -> Result:
    """Before and after without a comparison: what only flexible units have, such as reports of work from home."""
    used = [panel for panel in panels if _usable(panel.before, rule) or _usable(panel.after, rule)]
    flexible, exempt = (_group([p for p in used if p.flexible is side], rule) for side in (True, False))
    return Result(flexible, exempt, None, None, Verdict.CONTEXT, (), ())


def welch(one, other, level: float = 0.95) -> Difference:
    """Mean of ``one`` less mean of ``other``, with Welch's interval; both need two values or more.

    Where nothing varies there is nothing to tell an accident from an effect: the interval is None.
    """
    one, other = np.asarray(one, dtype=float), np.asarray(other, dtype=float)
    estimate = float(one.mean() - other.mean())
    parts = [float(values.var(ddof=1)) / len(values) for values in (one, other)]
    error = math.sqrt(sum(parts))
    if error <= ROUNDING * max(1.0, float(np.abs(one).max()), float(np.abs(other).max())):
        return Difference(estimate, None, None, None, None)
    # shares of the whole, so that very small parts do not vanish when squared
    shares = [part / sum(parts) for part in parts]
    weights = [share * share / (len(values) - 1) for share, values in zip(shares, (one, other), strict=True)]
    freedom = 1 / sum(weights)
    reach = student.quantile(0.5 + level / 2, freedom) * error
    chance = 2 * student.cdf(-abs(estimate) / error, freedom)
    return Difference(estimate, estimate - reach, estimate + reach, freedom, chance)


def holm(chances: Iterable[float | None], level: float = 0.95) -> list[bool]:
    """Which of several differences stay clear when it counts that so many were looked at (Holm's method).

    None (not compared) stays False and counts for nothing.
    """
    chances = list(chances)
    order = sorted((chance, place) for place, chance in enumerate(chances) if chance is not None)
    answers = [False] * len(chances)
    for passed, (chance, place) in enumerate(order):
        if chance > (1 - level) / (len(order) - passed):
            break
        answers[place] = True
    return answers


def _usable(cell: Cell | None, rule: Rule) -> bool:
    if cell is None or cell.number < rule.least or not math.isfinite(cell.value):
        return False
    return cell.value > 0 or not rule.relative


def _changes(panels, rule, first, second):
    """Changes of flexible and of exempt units from ``first`` to ``second``."""
    answer = ([], [])
    for panel in panels:
        one, other = getattr(panel, first), getattr(panel, second)
        # half of a period has half of the observations
        halved = rule if first == "before" else Rule(rule.better, rule.relative, rule.least / 2)
        if _usable(one, halved) and _usable(other, halved):
            change = math.log(other.value / one.value) if rule.relative else other.value - one.value
            answer[0 if panel.flexible else 1].append(change)
    return answer


def _difference(flexible, exempt, rule) -> Difference | None:
    if min(len(flexible), len(exempt)) < max(2, rule.units):
        return None
    found = welch(flexible, exempt, rule.level)
    if not rule.relative:
        return found
    bounds = (_percent(value) for value in (found.estimate, found.low, found.high))
    return Difference(*bounds, found.freedom, found.chance)


def _percent(logarithm: float | None) -> float | None:
    return None if logarithm is None else 100 * math.expm1(logarithm)


def _group(panels, rule) -> Group:
    levels = []
    for name in ("before", "after"):
        values = [cell.value for panel in panels if _usable(cell := getattr(panel, name), rule)]
        levels.append((sum(values) if rule.relative else float(np.mean(values))) if values else None)
    changes = sum(_changes(panels, rule, "before", "after"), [])
    change = float(np.mean(changes)) if changes else None
    return Group(len(panels), *levels, _percent(change) if rule.relative else change)


def _verdict(difference, placebo, rule, cautions) -> Verdict:
    if difference is None:
        return Verdict.FEW
    if placebo is None:
        cautions.append(Caution.UNCHECKED)
    elif placebo.is_clear or (placebo.low is None and abs(placebo.estimate) > ROUNDING):
        cautions.append(Caution.DRIFTED)
    if difference.low is None:
        cautions.append(Caution.ALIKE)
        return Verdict.UNCLEAR if abs(difference.estimate) <= ROUNDING else Verdict.FEW
    if not rule.better:
        return Verdict.CONTEXT
    if not difference.is_clear or Caution.DRIFTED in cautions:
        return Verdict.UNCLEAR
    return Verdict.BETTER if difference.estimate * rule.better > 0 else Verdict.WORSE
