"""Days absent without valid reason in a year, and the step of discipline that they reach (PP 94/2021).

Counting only: what follows is proposed by the models and decided by people. Only days that are closed are given
here, and corrections are in them already.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .day import ABSENT, PRESENT

#: Being at work ends a run of absent days, at the office or elsewhere (DL, TB). Days off are no working days, and
#: approved time off is no absence without valid reason: neither counts, and neither makes a run begin anew. Whoever is
#: away for ten working days around a day of leave was not at work in between. The alarm errs on the side of telling;
#: whether the ten days are "terus menerus" in the words of the law is for those who decide.
AT_WORK = frozenset({PRESENT, "duty", "study"})


@dataclass(frozen=True, slots=True)
class DisciplineDay:
    """One closed day: its status, and the minutes late and early together."""

    date: date
    status: str
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class DisciplineStep:
    """A step: reached with so many days, added up in the year or in a row. ``gravity`` orders the steps."""

    key: int
    days_from: int
    gravity: int
    in_a_row: bool = False
    #: so many days before it is reached, people are told
    notice_days: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """What adds up in one year. ``converted_days`` are days made of minutes."""

    absent_days: int = 0
    minutes: int = 0
    converted_days: int = 0
    longest_run: int = 0
    current_run: int = 0
    last_absent: date | None = None

    @property
    def total_days(self) -> int:
        return self.absent_days + self.converted_days


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands: the gravest step reached, and a graver one that is near, in so many days."""

    reached: DisciplineStep | None = None
    near: DisciplineStep | None = None
    days_left: int = 0


def tally_year(days: Iterable[DisciplineDay], year: int, minutes_of_day: int = 0) -> Tally:
    """Add one person's days of a year up.

    :param days: in the order of their dates; days before the year only carry a run over New Year
    :param minutes_of_day: minutes late and early that make one day; 0: they are not converted. 7.5 hours stood in the
        explanation of PP 53/2010; whether they hold under PP 94/2021 is for the region to say.
    """
    absent = minutes = run = longest = 0
    last_absent = None
    for day in days:
        own = day.date.year == year
        minutes += day.minutes if own else 0
        if day.status == ABSENT:
            run += 1
            if own:
                absent, last_absent, longest = absent + 1, day.date, max(longest, run)
        elif day.status in AT_WORK:
            run = 0
    converted = minutes // minutes_of_day if minutes_of_day > 0 else 0
    return Tally(absent, minutes, converted, longest, run if last_absent else 0, last_absent)


def standing_of(tally: Tally, steps: Sequence[DisciplineStep]) -> Standing:
    """The gravest step that is reached, and the nearest graver one within its days of notice.

    A step in a row is reached by the longest run of the year, and near by the run that is not broken yet.
    """
    reached = max(
        (step for step in steps if (tally.longest_run if step.in_a_row else tally.total_days) >= step.days_from),
        key=lambda step: step.gravity,
        default=None,
    )
    coming = [
        (step.days_from - (tally.current_run if step.in_a_row else tally.total_days), -step.gravity, step)
        for step in steps
        if reached is None or step.gravity > reached.gravity
    ]
    near = [found for found in coming if 0 < found[0] <= found[2].notice_days]
    if not near:
        return Standing(reached)
    days_left, _gravity, step = min(near, key=lambda found: found[:2])
    return Standing(reached, step, days_left)
