"""What the legal check is told, and what it answers. Dates are local dates, hours are hours a week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from .facts import CHOICE, FLEXIBLE_MODES, ROSTER, WFO
from .simulate import Crowd, Simulation

SEVERE, WARNING, INFO = "severe", "warning", "info"

PERMEN_PANRB_4_2025 = "Permen PANRB 4/2025"
PERPRES_21_2023 = "Perpres 21/2023"
SE_MENDAGRI = "SE Mendagri 800.1.5/3349/SJ"
#: flexible days per person and week (Permen PANRB 4/2025 Pasal 13(1))
LEGAL_CAP = 2


@dataclass(frozen=True, slots=True)
class Provision:
    """One provision: scope (empty: everybody), words from Monday to Sunday, its own dates within the circular's."""

    id: int
    weekdays: tuple[str | None, ...]
    article: str = ""
    unit_ids: frozenset[int] = frozenset()
    category_ids: frozenset[int] = frozenset()
    position_ids: frozenset[int] = frozenset()
    first: date | None = None
    last: date | None = None
    to_check: bool = False


@dataclass(frozen=True, slots=True)
class Instrument:
    """A circular or a central rule as the check reads it; ``last`` is None while it is open-ended."""

    id: int
    name: str
    first: date
    last: date | None = None
    open_ended: bool = True
    date_issued: date | None = None
    onsite_position_ids: frozenset[int] = frozenset()
    provisions: tuple[Provision, ...] = ()

    def dates_with(self, other: Instrument) -> tuple[date, date | None] | None:
        """First and last date on which both bind; None when they never meet."""
        first = max(self.first, other.first)
        last = min((day for day in (self.last, other.last) if day), default=None)
        return None if last and last < first else (first, last)


@dataclass(frozen=True, slots=True)
class LegalUnit:
    """A unit: whether its own kind of service, or one above it, stays on site, and what the public is told."""

    id: int
    path: tuple[int, ...]
    opd_id: int | None = None
    category_id: int | None = None
    #: the unit itself is of a kind of service that stays on site (not only a unit above it)
    own_direct_service: bool = False
    direct_service: bool = False
    has_complaint_channel: bool = False


@dataclass(frozen=True, slots=True)
class Schedule:
    """Weekly hours without breaks. ``kind`` is ``schedule`` or ``cycle``; in Ramadan 32.5 hours are due, else 37.5.

    ``people`` of those who are simulated work by it, ``flexible_people`` of them have flexible days in the draft.
    ``unbroken`` are weekdays (0 is Monday) with a long day without a recorded break.
    """

    id: int
    kind: str
    name: str
    hours: float
    ramadan: bool = False
    people: int = 0
    flexible_people: int = 0
    unbroken: tuple[int, ...] = ()

    @property
    def due(self) -> float:
        """Hours a week by Perpres 21/2023 Pasal 4."""
        return 32.5 if self.ramadan else 37.5


@dataclass(frozen=True, slots=True)
class Case:
    """A draft with everything that it is checked against."""

    draft: Instrument
    simulation: Simulation
    #: everybody, by what happens to them; ``dates`` are those of their rows
    groups: Sequence[Crowd]
    dates: Sequence[date]
    today: date
    is_draft: bool = True
    has_legal_basis: bool = True
    has_public_notice: bool = True
    to_check: str = ""
    flexible_days_max: int = LEGAL_CAP
    enforces_cap: bool = False
    #: the central rule that the draft carries out
    parent: Instrument | None = None
    #: circulars of the region that bind beside it, and central rules in force in its time
    others: tuple[Instrument, ...] = ()
    central: tuple[Instrument, ...] = ()
    units: Mapping[int, LegalUnit] = field(default_factory=dict)
    #: structural position levels, with camat and lurah
    structural_position_ids: frozenset[int] = frozenset()
    holidays: frozenset[date] = frozenset()
    schedules: tuple[Schedule, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that the law, or the circular's own reader, would stumble over.

    ``code`` and ``args`` are for the words; ``article`` is what it is about, in the words of the law.
    """

    code: str
    severity: str
    article: str
    args: tuple[tuple[str, object], ...] = ()
    unit_ids: tuple[int, ...] = ()
    rule_ids: tuple[int, ...] = ()
    circular_id: int | None = None
    dates: tuple[date, ...] = ()
    people: int = 0


def sends_away(word: str | None, *, by_roster: bool = True) -> bool:
    """Whether the word of a weekday makes, or (``by_roster``) may make, the day a flexible one."""
    return word in FLEXIBLE_MODES or word == CHOICE or (by_roster and word == ROSTER)


def contradict(mine: str | None, theirs: str | None) -> bool:
    """Whether two provisions cannot both be followed on a day; whoever leaves it open contradicts nobody."""
    if not mine or not theirs or mine == theirs or ROSTER in (mine, theirs):
        return False
    if CHOICE in (mine, theirs):
        return WFO in (mine, theirs)
    return True


def weekdays_between(first: date, last: date | None) -> frozenset[int]:
    """The weekdays (0 is Monday) that occur from ``first`` to ``last`` (None: without an end)."""
    days = 7 if last is None else min(7, (last - first).days + 1)
    return frozenset((first + timedelta(days=number)).weekday() for number in range(days))
