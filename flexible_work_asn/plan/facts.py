"""What the resolver is told. Dates are local dates, hours are local hours of the day (7.5 = 07:30)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

WFO = "wfo"
WFH = "wfh"
WFA = "wfa"
OTHER_OFFICE = "other_office"
MODES = (WFO, WFH, WFA, OTHER_OFFICE)
#: the modes that count as flexible work (Permen PANRB 4/2025, Pasal 12)
FLEXIBLE_MODES = frozenset({WFH, WFA, OTHER_OFFICE})
#: code letter of every mode, the same on every screen and paper
MODE_LETTERS = {WFO: "K", WFH: "R", WFA: "L", OTHER_OFFICE: "KL"}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
#: a rule may leave the mode of a day to the person (home or elsewhere) or to the head of the unit
CHOICE = "choice"
ROSTER = "roster"


@dataclass(frozen=True, slots=True)
class Rule:
    """One provision of a circular. An empty scope means everybody; ``weekdays`` runs Monday to Sunday."""

    id: int
    weekdays: tuple[str | None, ...]
    article: str = ""
    sequence: int = 10
    unit_ids: frozenset[int] = frozenset()
    category_ids: frozenset[int] = frozenset()
    position_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Circular:
    """A circular for the dates on which it is in force; ``open_ended`` tells a dated one apart."""

    id: int
    company_id: int
    name: str
    date_from: date
    last_date: date | None = None
    open_ended: bool = True
    date_issued: date = date.min
    onsite_position_ids: frozenset[int] = frozenset()
    rules: tuple[Rule, ...] = ()

    def in_force(self, day: date) -> bool:
        """Whether the circular binds on ``day``; a revoked one has its last date before the revocation."""
        return self.date_from <= day and (self.last_date is None or day <= self.last_date)


@dataclass(frozen=True, slots=True)
class Unit:
    """A department: ``path`` holds the ids from the root down to itself."""

    id: int
    path: tuple[int, ...]
    name: str = ""
    category_id: int | None = None
    exempt: bool = False
    exempt_by: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working hours by weekday, for each of two alternating weeks (both alike in most calendars)."""

    id: int
    name: str = ""
    weeks: tuple[dict[int, tuple[float, float]], dict[int, tuple[float, float]]] = ({}, {})

    def hours(self, day: date) -> tuple[float, float] | None:
        """First and last working hour of ``day``, or None when nobody works by this calendar."""
        # The same parity as Odoo's calendars of two weeks, so that both always show the same week.
        return self.weeks[(day.toordinal() - 1) // 7 % 2].get(day.weekday())


@dataclass(frozen=True, slots=True)
class Placement:
    """All that people share who have no fact of their own: resolved once for all of them."""

    company_id: int
    unit_id: int | None = None
    calendar_id: int | None = None
    position_id: int | None = None
    asn_kind: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """An employee: spans ``(first date, last date, placement)`` that never overlap, by date."""

    id: int
    spans: tuple[tuple[date, date, Placement], ...]


@dataclass(frozen=True, slots=True)
class Absence:
    """Approved time off over whole days. ``status`` is leave, sick, permit, duty or study."""

    date_from: date
    date_to: date
    status: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class RosterLine:
    """Where the head of ``unit_id`` rosters a person on a date."""

    unit_id: int
    mode: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that bears on the plan of ``people``; dictionaries are keyed by ids."""

    people: tuple[Person, ...] = ()
    circulars: tuple[Circular, ...] = ()
    units: dict[int, Unit] = field(default_factory=dict)
    calendars: dict[int, Calendar] = field(default_factory=dict)
    #: (calendar id, date) -> name of the public holiday or cuti bersama
    holidays: dict[tuple[int, date], str] = field(default_factory=dict)
    #: position level id -> name
    positions: dict[int, str] = field(default_factory=dict)
    #: employee id -> absences
    absences: dict[int, tuple[Absence, ...]] = field(default_factory=dict)
    #: employee id -> {date: lines of approved rosters}
    rosters: dict[int, dict[date, tuple[RosterLine, ...]]] = field(default_factory=dict)
    #: employee id -> {date: mode} declared for days on which the rule leaves the choice
    declarations: dict[int, dict[date, str]] = field(default_factory=dict)
