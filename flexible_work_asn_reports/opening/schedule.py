"""What is said about the hours of a service, and what it comes to on a date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

MIDNIGHT = 24 * 60
ALL_DAY = ((0, MIDNIGHT),)
#: kinds of a change
CLOSED, MOVED, ONLINE, HOURS = "closed", "moved", "online", "hours"

#: stretches of a date, in order and apart: (minute of opening, minute of closing)
Spans = tuple[tuple[int, int], ...]
#: the stretches of Monday to Sunday
Week = tuple[Spans, ...]
NO_WEEK: Week = ((),) * 7


@dataclass(frozen=True, slots=True)
class Change:
    """What is otherwise from ``first`` to ``last``: closed, moved, online only, or at other hours (``spans``)."""

    first: date
    last: date
    kind: str
    spans: Spans = ()
    #: whatever the caller knows it by
    key: int = 0

    def covers(self, day: date) -> bool:
        """Whether it is about ``day``."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Period:
    """Hours in place of the usual ones on all weekdays, while a circular is in force (``last`` None: no end)."""

    first: date
    last: date | None
    week: Week
    key: int = 0

    def covers(self, day: date) -> bool:
        """Whether it is in force on ``day``."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Schedule:
    """All that is said about the hours of one service; of periods and changes the first that covers a date counts."""

    usual: Week = NO_WEEK
    periods: tuple[Period, ...] = ()
    changes: tuple[Change, ...] = ()
    around_the_clock: bool = False
    on_holidays: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """What a schedule comes to on one date.

    ``spans`` is None where nobody has said any hours. ``reason`` says why it is as it is: ``usual``, ``circular``,
    ``around_the_clock``, ``holiday`` or the kind of ``change``.
    """

    spans: Spans | None
    reason: str
    change: Change | None = None
    period: Period | None = None
    #: name of the holiday that closes it
    holiday: str = ""


def week_of(spans: Iterable[tuple[int, int, int]]) -> Week:
    """The week of ``(weekday, opening, closing)``, Monday = 0: in order, stretches that touch or overlap joined."""
    days = [[] for _weekday in range(7)]
    for weekday, opening, closing in sorted(spans):
        day = days[weekday]
        if day and opening <= day[-1][1]:
            day[-1] = (day[-1][0], max(day[-1][1], closing))
        else:
            day.append((opening, closing))
    return tuple(map(tuple, days))


def day_of(schedule: Schedule, day: date, holidays: Mapping[date, str]) -> Day:
    """What ``schedule`` comes to on ``day``.

    A change has been told to the public for these dates and goes before everything; hours that it names hold on a
    holiday, too. Then holidays close whatever is not open on them, then come the hours of a circular, then the usual.
    """
    change = next((change for change in schedule.changes if change.covers(day)), None)
    if change and change.kind == CLOSED:
        return Day((), CLOSED, change)
    if change and change.kind == HOURS:
        return Day(change.spans, HOURS, change)
    if schedule.around_the_clock:
        return Day(ALL_DAY, change.kind if change else "around_the_clock", change)
    if day in holidays and not schedule.on_holidays:
        return Day((), "holiday", change, holiday=holidays[day])
    period = next((period for period in schedule.periods if period.covers(day)), None)
    week = period.week if period else schedule.usual
    spans = None if week == NO_WEEK else week[day.weekday()]
    return Day(spans, change.kind if change else "circular" if period else "usual", change, period)
