"""What comes out of the resolver: one decision per employee and date, with all that was considered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from .facts import CHOICE, FLEXIBLE_MODES

#: Precedence, highest first. The first level that applies decides.
LEVELS = ("holiday", "leave", "recall", "bar", "position", "unit", "request", "roster", "rule", "default")
#: the weekly limit, laid over the levels (Permen PANRB 4/2025 Pasal 13)
CAP = "cap"


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a working day, in local hours; ``hour_to`` over 24 lies on the next day."""

    mode: str
    hour_from: float
    hour_to: float


class Step(NamedTuple):
    """One level that was considered: did it decide, and the words to say why (``code`` and ``args``)."""

    level: str
    applied: bool
    code: str
    args: tuple[tuple[str, object], ...] = ()


# Not frozen, as that makes construction several times slower; nobody changes a decision, as others share it.
@dataclass(slots=True)
class Decision:
    """The plan of one employee on one date, shared by all whose facts are the same.

    ``mode`` is None on days without work, else the mode in which the day begins; ``leave_status`` says
    which kind of time off. ``segments`` are filled on days of several modes. ``asks`` is ``choice`` while
    the person may declare a place for the day and ``roster`` where the head decides. Hours are local
    hours of the date on which the work begins; ``hour_to`` over 24 lies on the next day.
    """

    mode: str | None
    source: str
    department_id: int | None
    asn_kind: str | None
    position_level_id: int | None
    hour_from: float | None
    hour_to: float | None
    chain: tuple[Step, ...]
    leave_status: str | None = None
    circular_id: int | None = None
    rule_id: int | None = None
    asks: str | None = None
    segments: tuple[Segment, ...] = ()
    #: minutes by which one may begin earlier or later (Permen PANRB 4/2025 Pasal 17: dinamis)
    hours_tolerance: int = 0
    shift_id: int | None = None
    request_id: int | None = None
    statement_id: int | None = None
    assignment_id: int | None = None
    #: unit of the post while assigned to another one, which is ``department_id``
    home_department_id: int | None = None
    #: kind of time off of a half day or of hours; ``hour_from`` and ``hour_to`` are what is left
    part_leave: str | None = None
    #: of a day of leave, where the kind of time off says it
    leave_kind: str | None = None
    #: a special circumstance: the weekly limit neither counts the day nor turns it back
    outside_cap: bool = False

    @property
    def choice(self) -> bool:
        """Whether the person may say where he or she works that day."""
        return self.asks == CHOICE

    @property
    def is_flexible(self) -> bool:
        """Whether any part of the day is flexible work by place (Permen PANRB 4/2025 Pasal 11 and 12)."""
        return self.mode in FLEXIBLE_MODES or any(part.mode in FLEXIBLE_MODES for part in self.segments)

    @property
    def decisive(self) -> Step:
        """The step of the chain that decided."""
        return next(step for step in self.chain if step.applied)
