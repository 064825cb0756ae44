"""Counting: groups of day rows to figures per OPD."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, fields

from .statuses import (
    APEL_ATTENDED,
    KIND_FIELD,
    LEAVE,
    LEAVE_FIELD,
    MODE_FIELD,
    MODES,
    NOT_OBLIGED,
    PENDING,
    PRESENT,
    STATUS_FIELD,
)


class FiguresError(ValueError):
    """The figures contradict each other, or a day row says something the report does not know."""


@dataclass(frozen=True, slots=True)
class Tally:
    """``number`` day rows that are alike in everything the report asks about.

    ``late_minutes`` is the sum of theirs; ``outside`` says that the first check-in was certainly not where it should
    have been, ``corrected`` that an approved correction is laid over the day.

    People ``assigned`` are counted in the ``opd`` for which they work that day; those who work for another unit of
    their own OPD are not assigned in this sense.
    """

    opd: Hashable | None  # None: the unit belongs to no OPD
    status: str
    mode: str | None = None
    kind: str | None = None
    structural: bool = False
    apel_expected: bool = False
    apel: str | None = None
    late: bool = False
    number: int = 1
    leave_kind: str | None = None
    apel_afternoon_expected: bool = False
    apel_afternoon: str | None = None
    outside: bool = False
    corrected: bool = False
    late_minutes: int = 0
    assigned: bool = False  # counted here, the post is in another OPD
    home: Hashable | None = None  # the OPD of the post of people assigned; None: it is in no OPD


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers of people of one OPD (or of all) on one date."""

    headcount: int = 0
    pns: int = 0
    pppk: int = 0
    pppk_pw: int = 0
    kind_unknown: int = 0
    wfo: int = 0
    wfh: int = 0
    wfa: int = 0
    other_office: int = 0
    duty: int = 0
    leave: int = 0
    sick: int = 0
    permit: int = 0
    study: int = 0
    absent: int = 0
    pending: int = 0  # those of ``absent`` who may still come: the day is open
    off: int = 0
    apel_expected: int = 0
    apel_present: int = 0
    late: int = 0
    structural_obliged: int = 0
    structural_present: int = 0
    leave_ct: int = 0
    leave_cb: int = 0
    leave_cs: int = 0
    leave_cm: int = 0
    leave_cap: int = 0
    leave_cber: int = 0
    leave_cltn: int = 0
    leave_other: int = 0
    structural_headcount: int = 0
    structural_wfo: int = 0
    structural_late: int = 0
    structural_absent: int = 0
    apel_afternoon_expected: int = 0
    apel_afternoon_present: int = 0
    late_minutes: int = 0  # of all who are late together
    outside: int = 0  # of those present
    corrected: int = 0
    assigned_in: int = 0  # those of ``headcount`` whose post is in another OPD
    assigned_out: int = 0  # people of the posts of this OPD who are counted in another one: not in ``headcount``

    @property
    def by_post(self) -> int:
        """People by their posts, wherever they work that day; over all OPD it is the sum of ``headcount``."""
        return self.headcount + self.assigned_out - self.assigned_in

    @property
    def present(self) -> int:
        """People present, by whatever mode."""
        return sum(getattr(self, mode) for mode in MODES)

    @property
    def obliged(self) -> int:
        """People who must attend: headcount less days off, duty elsewhere, leave, sickness, permit and study."""
        return self.headcount - sum(getattr(self, name) for name in NOT_OBLIGED)

    @property
    def percent(self) -> float | None:
        """Present of obliged in percent with two digits, half up; None where nobody was obliged."""
        return percentage(self.present, self.obliged)

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(*(getattr(self, name) + getattr(other, name) for name in FIELDS))

    def check(self, subject: str = "") -> "Figures":
        """Return the figures if they agree with each other.

        :raises FiguresError: naming the sums that do not, and ``subject``
        """
        faults = [text for text, agrees in self._identities() if not agrees]
        faults += [f"{name} < 0" for name in FIELDS if getattr(self, name) < 0]
        if faults:
            raise FiguresError(f"{subject or 'figures'}: {'; '.join(faults)} ({self})")
        return self

    def _identities(self):
        parts = self.present + self.absent + sum(getattr(self, name) for name in NOT_OBLIGED)
        kinds = self.pns + self.pppk + self.pppk_pw + self.kind_unknown
        yield "headcount = present + absent + duty + leave + sick + permit + study + off", parts == self.headcount
        yield "leave = sum of its kinds", self.leave == sum(getattr(self, name) for name in LEAVE_FIELD.values())
        yield "headcount = PNS + PPPK + PPPK paruh waktu + unknown", kinds == self.headcount
        yield "obliged = present + absent", self.obliged == self.present + self.absent
        yield "pending <= absent", self.pending <= self.absent
        yield "late <= present", self.late <= self.present
        yield "apel present <= expected <= headcount", self.apel_present <= self.apel_expected <= self.headcount
        yield (
            "apel afternoon present <= expected <= headcount",
            self.apel_afternoon_present <= self.apel_afternoon_expected <= self.headcount,
        )
        yield "outside <= present", self.outside <= self.present
        yield "corrected <= headcount", self.corrected <= self.headcount
        yield "assigned from other OPD <= headcount", self.assigned_in <= self.headcount
        yield "minutes late only of people late", self.late > 0 or not self.late_minutes
        yield from self._structural_identities()

    def _structural_identities(self):
        yield (
            "structural present <= structural obliged <= obliged",
            self.structural_present <= self.structural_obliged <= self.obliged
            and self.structural_present <= self.present,
        )
        yield (
            "structural obliged <= structural headcount <= headcount",
            self.structural_obliged <= self.structural_headcount <= self.headcount,
        )
        yield (
            "structural obliged = structural present + structural absent",
            self.structural_obliged == self.structural_present + self.structural_absent,
        )
        yield (
            "structural WFO, structural late <= structural present",
            max(self.structural_wfo, self.structural_late) <= self.structural_present,
        )


FIELDS = tuple(field.name for field in fields(Figures))


def percentage(part: int, whole: int) -> float | None:
    """``part`` of ``whole`` in percent, rounded half up to two digits in integers: 0.005 never depends on a float."""
    if not whole:
        return None
    return (20000 * part + whole) // (2 * whole) / 100


def count(tallies: Iterable[Tally]) -> dict[Hashable | None, Figures]:
    """Add up tallies per OPD.

    :return: figures per OPD; only OPD that have people, or posts whose people work for another OPD
    :raises FiguresError: on a status, mode or kind unknown to the report, or when sums do not agree
    """
    sums: dict = {}
    for tally in tallies:
        if tally.number < 0:
            raise FiguresError(f"negative number of day rows: {tally}")
        into = sums.setdefault(tally.opd, dict.fromkeys(FIELDS, 0))
        for name in _counted_in(tally):
            into[name] += tally.number
        if tally.status == PRESENT and tally.late:
            into["late_minutes"] += tally.late_minutes
        if tally.assigned:
            sums.setdefault(tally.home, dict.fromkeys(FIELDS, 0))["assigned_out"] += tally.number
    return {opd: Figures(**values).check(f"OPD {opd}") for opd, values in sums.items()}


def total(figures: Iterable[Figures] | Mapping[Hashable, Figures]) -> Figures:
    """The sum of all figures, checked."""
    if isinstance(figures, Mapping):
        figures = figures.values()
    return sum(figures, Figures()).check("total")


def _counted_in(tally: Tally) -> list[str]:
    """Names of all fields in which the people of a tally are counted."""
    present = tally.status == PRESENT
    try:
        place = MODE_FIELD[tally.mode or None] if present else STATUS_FIELD[tally.status]
        names = ["headcount", KIND_FIELD[tally.kind or None], place]
        if place == LEAVE:
            names.append(LEAVE_FIELD[tally.leave_kind or None])
    except KeyError as unknown:
        raise FiguresError(f"the report does not know {unknown} of {tally}") from None
    if tally.status == PENDING:
        names.append("pending")
    if tally.corrected:
        names.append("corrected")
    if tally.assigned:
        names.append("assigned_in")
    if present:
        names += [name for name in ("late", "outside") if getattr(tally, name)]
    if tally.apel_expected:
        names.append("apel_expected")
        if tally.apel in APEL_ATTENDED:
            names.append("apel_present")
    if tally.apel_afternoon_expected:
        names.append("apel_afternoon_expected")
        if tally.apel_afternoon in APEL_ATTENDED:
            names.append("apel_afternoon_present")
    if tally.structural:
        names += _counted_structural(tally, place)
    return names


def _counted_structural(tally, place):
    """Names of the fields of structural officials in which those of a tally are counted, by their ``place``."""
    yield "structural_headcount"
    if place in NOT_OBLIGED:
        return
    yield "structural_obliged"
    if tally.status != PRESENT:
        yield "structural_absent"
        return
    yield "structural_present"
    if place == "wfo":
        yield "structural_wfo"
    if tally.late:
        yield "structural_late"
