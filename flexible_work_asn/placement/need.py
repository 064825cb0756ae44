"""How many people a unit needs of each kind: workload analysis (Permen PANRB 1/2020).

Volume of a year times time norm, divided by the effective minutes of one person in a year; and never fewer than the
counters take. Volumes are requests a year, norms minutes a request.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil, floor

from .fits import Kind

MONTHS = 12
#: below this, a difference is an error of floating point, not a request
DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Service:
    """Work of a unit: requests a year, and the minutes that one takes."""

    id: int
    unit: int
    kind: Kind
    volume: float
    norm_minutes: float

    @property
    def minutes(self) -> float:
        """Workload of a year."""
        return self.volume * self.norm_minutes


@dataclass(frozen=True, slots=True)
class Counter:
    """A counter (loket), and how many people it takes while it is open; 0: it is closed."""

    id: int
    unit: int
    kind: Kind
    staff: int


@dataclass(frozen=True, slots=True)
class KindNeed:
    """What a unit needs of one kind. ``workload`` is the need by the formula, before it is rounded."""

    kind: Kind
    minutes: float
    workload: float
    counter_staff: int
    needed: int


def yearly(volume: float, period: str) -> float:
    """A volume of a ``period`` (``year`` or ``month``) as that of a year."""
    return volume * MONTHS if period == "month" else volume


def annualised(months: Iterable[float]) -> float | None:
    """The volume of a year by the months there are; None without any."""
    months = list(months)
    return sum(months) * MONTHS / len(months) if months else None


def rounded(workload: float, rounding: str) -> int:
    """People for a workload: ``up`` always up, ``half`` from half a person on."""
    workload = round(workload, DECIMALS)
    return ceil(workload) if rounding == "up" else floor(workload + 0.5)


def needs_by_unit(
    services: Iterable[Service], counters: Iterable[Counter], effective: Mapping[int, int], rounding: str
) -> dict[int, tuple[KindNeed, ...]]:
    """``{unit: needs}``, one need for each kind that a service or an open counter of the unit asks for.

    :param effective: effective minutes a year of one person, by unit: a five-day week has others than a six-day week
    """
    minutes: dict[int, dict[Kind, float]] = defaultdict(lambda: defaultdict(float))
    staff: dict[int, dict[Kind, int]] = defaultdict(lambda: defaultdict(int))
    for service in services:
        minutes[service.unit][service.kind] += service.minutes
    for counter in counters:
        staff[counter.unit][counter.kind] += counter.staff
    return {
        unit: tuple(
            _need(kind, minutes[unit][kind], staff[unit][kind], effective[unit], rounding)
            for kind in sorted({*minutes[unit], *staff[unit]}, key=by_kind)
        )
        for unit in sorted({*minutes, *staff})
    }


def by_kind(kind: Kind) -> tuple[int, ...]:
    """Order of kinds; None before numbers."""
    return tuple(-1 if part is None else part for part in kind)


def _need(kind, minutes, counter_staff, effective, rounding):
    workload = minutes / effective
    return KindNeed(kind, minutes, workload, counter_staff, max(rounded(workload, rounding), counter_staff))
