"""Open now? Until when, or from when on?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from .schedule import MIDNIGHT, Day, Schedule, day_of

ONE_DAY = timedelta(days=1)
#: days that are looked ahead for the next opening; the holidays of so many days have to be known
HORIZON = 31


@dataclass(frozen=True, slots=True)
class Situation:
    """How a service stands at one moment.

    ``state`` is ``open`` (``until``, None: no end in sight), ``later`` (today, from ``opens``), ``closed`` (for today;
    ``opens`` on another date, None: not within the days looked ahead), or ``unknown`` where nobody has said any hours.
    ``changes_at``: until then the answer to everybody is the same.
    """

    state: str
    date: date
    today: Day
    until: datetime | None
    opens: datetime | None
    changes_at: datetime


def situation(schedule: Schedule, moment: datetime, holidays: Mapping[date, str]) -> Situation:
    """How ``schedule`` stands at ``moment``, a naive local time of the regional government.

    :param holidays: names of the holidays from the date of ``moment`` on, for ``HORIZON`` days
    """
    date_, minute = moment.date(), moment.hour * 60 + moment.minute
    today = day_of(schedule, date_, holidays)
    edges = [edge for span in today.spans or () for edge in span if minute < edge < MIDNIGHT]
    changes_at = _at(date_, min(edges, default=MIDNIGHT))
    if today.spans is None:
        return Situation("unknown", date_, today, None, None, changes_at)
    closing = next((closing for opening, closing in today.spans if opening <= minute < closing), None)
    if closing is not None:
        return Situation("open", date_, today, _closes(schedule, date_, closing, holidays), None, changes_at)
    opens = next((opening for opening, _closing in today.spans if opening > minute), None)
    if opens is not None:
        return Situation("later", date_, today, None, _at(date_, opens), changes_at)
    return Situation("closed", date_, today, None, _next_opening(schedule, date_, holidays), changes_at)


def _closes(schedule, date_, closing, holidays):
    """The end of a stretch that is open until ``closing``; what goes on after midnight is one stretch."""
    for _day in range(HORIZON):
        if closing < MIDNIGHT:
            return _at(date_, closing)
        spans = day_of(schedule, date_ + ONE_DAY, holidays).spans
        if not spans or spans[0][0] > 0:
            return _at(date_, MIDNIGHT)
        date_, closing = date_ + ONE_DAY, spans[0][1]
    return None


def _next_opening(schedule, date_, holidays):
    for ahead in range(1, HORIZON + 1):
        day = date_ + ahead * ONE_DAY
        spans = day_of(schedule, day, holidays).spans
        if spans:
            return _at(day, spans[0][0])
    return None


def _at(day, minute):
    return datetime.combine(day, time.min) + timedelta(minutes=minute)
