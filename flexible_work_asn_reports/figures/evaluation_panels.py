"""From sums to the panels that are compared: one row per unit, with the cells of its periods."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from .evaluation import Cell, UnitPanel

ONE_DAY = timedelta(days=1)
#: average length of a month, for numbers per month
MONTH_DAYS = 365.25 / 12


class Span(NamedTuple):
    """From ``first`` to ``last``, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def months(self) -> float:
        return self.days / MONTH_DAYS


@dataclass(frozen=True, slots=True)
class Periods:
    """Before, in its two halves, and after."""

    early: Span
    late: Span
    after: Span

    @classmethod
    def of(cls, before: Span, after: Span) -> "Periods":
        """:raises ValueError: for periods that overlap, run backwards, or a before too short to halve"""
        if not before.first < before.last < after.first <= after.last:
            raise ValueError(f"periods in the wrong order: {before}, {after}")
        middle = before.first + timedelta(days=before.days // 2)
        return cls(Span(before.first, middle - ONE_DAY), Span(middle, before.last), after)

    @property
    def before(self) -> Span:
        return Span(self.early.first, self.late.last)

    def items(self):
        """The three parts that do not overlap, by name."""
        return (("early", self.early), ("late", self.late), ("after", self.after))


def shares(units: Mapping[Hashable, bool], sums, factor: float = 100.0) -> list[UnitPanel]:
    """Panels of a share or a mean.

    :param units: {unit: whether it is flexible}
    :param sums: {(unit, "early", "late" or "after"): (sum, number)}; before is both halves together
    :param factor: 100 for percent
    """
    panels = []
    for unit, flexible in units.items():
        early, late, after = (sums.get((unit, part), (0, 0)) for part in ("early", "late", "after"))
        before = (early[0] + late[0], early[1] + late[1])
        panels.append(UnitPanel(unit, flexible, *(_mean(part, factor) for part in (before, after, early, late))))
    return panels


def _mean(part, factor) -> Cell | None:
    total, number = part
    return Cell(factor * float(total) / float(number), float(number)) if number else None


def rates(units: Mapping[Hashable, bool], counts, periods: Periods) -> list[UnitPanel]:
    """Panels of a number per month, of the units that have any at all: the others keep no register.

    :param counts: {(unit, "early", "late" or "after"): number}
    """
    keeping = {unit for (unit, _part), number in counts.items() if number}
    sums = {
        (unit, part): (counts.get((unit, part), 0), span.months) for unit in keeping for part, span in periods.items()
    }
    return shares({unit: flexible for unit, flexible in units.items() if unit in keeping}, sums, factor=1.0)


class Bill(NamedTuple):
    """What a ``place`` (a unit or a part of it) paid for one kind of use in one month (its first day)."""

    unit: Hashable
    place: Hashable
    kind: str
    month: date
    amount: float


def months_within(span: Span) -> list[date]:
    """First days of the months that lie wholly within ``span``."""
    months, month = [], span.first.replace(day=1)
    while month <= span.last:
        following = (month + timedelta(days=31)).replace(day=1)
        if month >= span.first and following - ONE_DAY <= span.last:
            months.append(month)
        month = following
    return months


def bills(units: Mapping[Hashable, bool], entries: Iterable[Bill], periods: Periods, kind=None) -> list[UnitPanel]:
    """Panels of what units pay per month, for one ``kind`` of use or for all.

    Compared is like with like: a place counts with those kinds only that it has entered for both periods (for both
    halves, in the check of the time before), at its mean of the months entered.
    """
    before, after = months_within(periods.before), months_within(periods.after)
    half = len(before) // 2
    parts = {
        "before": set(before),
        "after": set(after),
        "early": set(before[:half]),
        "late": set(before[half:] if half else ()),
    }
    entered = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        if kind in (None, entry.kind):
            for name, months in parts.items():
                if entry.month in months:
                    entered[entry.unit][entry.place, entry.kind, name].append(float(entry.amount))
    panels = []
    for unit, flexible in units.items():
        cells = {}
        for one, other in (("before", "after"), ("early", "late")):
            cells |= _paired(entered.get(unit, {}), one, other)
        panels.append(UnitPanel(unit, flexible, **cells))
    return panels


def _paired(entered, one, other) -> dict[str, Cell]:
    """The cells of two parts of the time, over what was entered for both."""
    both = {key[:2] for key in entered if key[2] == one} & {key[:2] for key in entered if key[2] == other}
    if not both:
        return {}
    return {
        name: Cell(
            sum(sum(values) / len(values) for values in (entered[(*key, name)] for key in both)),
            min(len(entered[(*key, name)]) for key in both),
        )
        for name in (one, other)
    }
