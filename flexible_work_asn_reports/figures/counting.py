"""Counting: groups of day rows to figures per OPD."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, fields

from .statuses import APEL_ATTENDED, KIND_FIELD, MODE_FIELD, MODES, NOT_OBLIGED, PENDING, PRESENT, STATUS_FIELD


class FiguresError(ValueError):
    """The figures contradict each other, or a day row says something the report does not know."""


@dataclass(frozen=True, slots=True)
class Tally:
    """``number`` day rows that are alike in everything the report asks about."""

    opd: Hashable | None  # None: the unit belongs to no OPD
    status: str
    mode: str | None = None
    kind: str | None = None
    structural: bool = False
    apel_expected: bool = False
    apel: str | None = None
    late: bool = False
    number: int = 1


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
        yield "headcount = PNS + PPPK + PPPK paruh waktu + unknown", kinds == self.headcount
        yield "obliged = present + absent", self.obliged == self.present + self.absent
        yield "pending <= absent", self.pending <= self.absent
        yield "late <= present", self.late <= self.present
        yield "apel present <= expected <= headcount", self.apel_present <= self.apel_expected <= self.headcount
        yield (
            "structural present <= structural obliged <= obliged",
            self.structural_present <= self.structural_obliged <= self.obliged
            and self.structural_present <= self.present,
        )


FIELDS = tuple(field.name for field in fields(Figures))


def percentage(part: int, whole: int) -> float | None:
    """``part`` of ``whole`` in percent, rounded half up to two digits in integers: 0.005 never depends on a float."""
    if not whole:
        return None
    return (20000 * part + whole) // (2 * whole) / 100


def count(tallies: Iterable[Tally]) -> dict[Hashable | None, Figures]:
    """Add up tallies per OPD.

    :return: figures per OPD; only OPD that have people
    :raises FiguresError: on a status, mode or kind unknown to the report, or when sums do not agree
    """
    sums: dict = {}
    for tally in tallies:
        if tally.number < 0:
            raise FiguresError(f"negative number of day rows: {tally}")
        into = sums.setdefault(tally.opd, dict.fromkeys(FIELDS, 0))
        for name in _counted_in(tally):
            into[name] += tally.number
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
        kind = KIND_FIELD[tally.kind or None]
    except KeyError as unknown:
        raise FiguresError(f"the report does not know {unknown} of {tally}") from None
    names = ["headcount", kind, place]
    if tally.status == PENDING:
        names.append("pending")
    if present and tally.late:
        names.append("late")
    if tally.apel_expected:
        names.append("apel_expected")
        if tally.apel in APEL_ATTENDED:
            names.append("apel_present")
    if tally.structural and place not in NOT_OBLIGED:
        names.append("structural_obliged")
        if present:
            names.append("structural_present")
    return names
