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

#: kinds of statement about a person that keep him or her on site (Permen PANRB 4/2025 Pasal 25; circulars)
BARS = frozenset({"discipline", "new_employee", "revoked"})
RECALL = "recall"
POSITION = "position"
UNIT = "unit"
#: a special circumstance, which lifts bar, position and unit (Permen PANRB 4/2025 Pasal 10)
SPECIAL = "special"
#: kinds of time off that are work elsewhere; where both are approved for a day, time off is what counts
DUTIES = frozenset({"duty", "study"})


def _covers(fact, day: date) -> bool:
    return fact.date_from <= day and (fact.date_to is None or day <= fact.date_to)


@dataclass(frozen=True, slots=True)
class Rule:
    """One provision of a circular. An empty scope means everybody; ``weekdays`` runs Monday to Sunday.

    With ``hour_from`` or ``hour_to`` it speaks about a part of the day, and with fixed modes only.
    """

    id: int
    weekdays: tuple[str | None, ...]
    article: str = ""
    sequence: int = 10
    unit_ids: frozenset[int] = frozenset()
    category_ids: frozenset[int] = frozenset()
    position_ids: frozenset[int] = frozenset()
    area_ids: frozenset[int] = frozenset()
    date_from: date = date.min
    date_to: date | None = None
    hour_from: float = 0.0
    #: 0: until the end of the working day
    hour_to: float = 0.0
    hours_tolerance: int = 0

    @property
    def part_of_day(self) -> bool:
        """Whether it speaks about some hours only."""
        return bool(self.hour_from or self.hour_to)

    def in_force(self, day: date) -> bool:
        """Whether the provision speaks about ``day``, its circular being in force."""
        return _covers(self, day)


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
    #: flexible days per person and week that it allows; 0 is no limit
    flexible_days_max: int = 0
    #: whether days over that limit turn back to office, or are only counted
    enforced: bool = False

    def in_force(self, day: date) -> bool:
        """Whether the circular binds on ``day``; a revoked one has its last date before the revocation."""
        return self.date_from <= day and (self.last_date is None or day <= self.last_date)


@dataclass(frozen=True, slots=True)
class Unit:
    """A department: ``path`` holds the ids from the root down to itself.

    ``exempt`` is the standing answer, found at the unit ``exempt_by_id`` of the path; without an id it is
    the unit's own where it is exempt, and nobody's where it is not.
    """

    id: int
    path: tuple[int, ...]
    name: str = ""
    category_id: int | None = None
    exempt: bool = False
    exempt_by: str = ""
    exempt_by_id: int | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working hours by weekday, for each of two alternating weeks (both alike in most calendars)."""

    id: int
    name: str = ""
    weeks: tuple[dict[int, tuple[float, float]], dict[int, tuple[float, float]]] = ({}, {})
    #: end of the morning and beginning of the afternoon by weekday, for half-days of time off
    breaks: tuple[dict[int, tuple[float, float]], dict[int, tuple[float, float]]] = ({}, {})

    def hours(self, day: date) -> tuple[float, float] | None:
        """First and last working hour of ``day``, or None when nobody works by this calendar."""
        return self.weeks[_parity(day)].get(day.weekday())

    def noon(self, day: date) -> tuple[float, float] | None:
        """End of the morning and beginning of the afternoon of ``day``; None when it has no break."""
        return self.breaks[_parity(day)].get(day.weekday())


def _parity(day):
    # The same parity as Odoo's calendars of two weeks, so that both always show the same week.
    return (day.toordinal() - 1) // 7 % 2


@dataclass(frozen=True, slots=True)
class Placement:
    """All that people share who have no fact of their own: resolved once for all of them."""

    company_id: int
    unit_id: int | None = None
    calendar_id: int | None = None
    position_id: int | None = None
    asn_kind: str | None = None
    area_id: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """An employee: spans ``(first date, last date, placement)`` that never overlap, by date."""

    id: int
    spans: tuple[tuple[date, date, Placement], ...]
    #: last date on which he or she counts as a new employee (Permen PANRB 4/2025 Pasal 25)
    new_until: date | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    """Approved time off, over whole days unless ``half`` or ``hours`` says which part of one.

    ``status`` is leave, sick, permit, duty or study; ``half`` am or pm; ``hours`` from and to; ``kind`` says of leave
    which one it is (Peraturan BKN 24/2017).
    """

    date_from: date
    date_to: date
    status: str
    name: str = ""
    half: str | None = None
    hours: tuple[float, float] | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """A shift; ``hour_to`` over 24 lies on the next day. Off: a day of rest within a cycle."""

    id: int
    name: str = ""
    mode: str | None = WFO
    hour_from: float = 0.0
    hour_to: float = 24.0
    off: bool = False


@dataclass(frozen=True, slots=True)
class RosterLine:
    """Where, and on which shift, the head of ``unit_id`` rosters a person on a date."""

    unit_id: int
    mode: str | None
    shift_id: int | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A dated statement about a person, a position or a unit with its sub-units; a recall without any is for all.

    ``allows_flexible`` turns that about a position or unit round. ``hour_from`` of a recall: 0 is the whole day.
    """

    id: int
    kind: str
    date_from: date
    date_to: date | None = None
    company_id: int | None = None
    employee_id: int | None = None
    unit_id: int | None = None
    position_id: int | None = None
    allows_flexible: bool = False
    hour_from: float = 0.0
    document: str = ""

    def in_force(self, day: date) -> bool:
        """Whether it holds on ``day``."""
        return _covers(self, day)


@dataclass(frozen=True, slots=True)
class Request:
    """An approved request for another mode; ``special`` by decision of BKPSDM for a special circumstance."""

    id: int
    date_from: date
    date_to: date
    mode: str | None
    special: bool = False


@dataclass(frozen=True, slots=True)
class Assignment:
    """Working for another unit for a period (Permen PANRB 7/2022), approved by both sides.

    ``weekdays`` (0 is Monday) narrows the period, None means every day; on those days the working hours and holidays
    are those of ``calendar_id``, None: the person's own.
    """

    id: int
    unit_id: int
    date_from: date
    date_to: date
    weekdays: frozenset[int] | None = None
    calendar_id: int | None = None


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
    #: shift id -> shift
    shifts: dict[int, Shift] = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()
    #: employee id -> approved requests
    requests: dict[int, tuple[Request, ...]] = field(default_factory=dict)
    #: employee id -> approved assignments
    assignments: dict[int, tuple[Assignment, ...]] = field(default_factory=dict)
