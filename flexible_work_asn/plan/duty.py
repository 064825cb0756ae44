"""Duties of one person after another: whether they overlap, and how long the rest between them is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

MINUTES_A_DAY = 24 * 60
#: below this many hours between two duties the head is warned
REST_HOURS = 8.0


@dataclass(frozen=True, slots=True)
class Duty:
    """A shift of a person on the date on which it starts; ``hour_to`` above 24 lies on the next day."""

    employee_id: int
    day: date
    hour_from: float
    hour_to: float
    label: str = ""

    @property
    def start(self) -> int:
        """Minutes since the first day of the calendar."""
        return self.day.toordinal() * MINUTES_A_DAY + round(self.hour_from * 60)

    @property
    def end(self) -> int:
        return self.day.toordinal() * MINUTES_A_DAY + round(self.hour_to * 60)


@dataclass(frozen=True, slots=True)
class Clash:
    """Two duties of one person, the earlier first; ``rest`` in hours is negative when they overlap."""

    earlier: Duty
    later: Duty
    rest: float


def close_duties(duties: Iterable[Duty], rest_hours: float = REST_HOURS) -> list[Clash]:
    """Pairs of duties of one person with less than ``rest_hours`` between them, by employee and time.

    A duty is compared with the one that ends last of those that began before it.
    """
    by_employee = defaultdict(list)
    for duty in duties:
        by_employee[duty.employee_id].append(duty)
    clashes = []
    for employee_id in sorted(by_employee):
        latest = None
        for duty in sorted(by_employee[employee_id], key=lambda duty: (duty.start, duty.end)):
            if latest is not None and duty.start - latest.end < rest_hours * 60:
                clashes.append(Clash(latest, duty, (duty.start - latest.end) / 60))
            if latest is None or duty.end > latest.end:
                latest = duty
    return clashes
