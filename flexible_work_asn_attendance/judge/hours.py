"""Working hours of one day: when they begin, end and are over, and the minutes missed of them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache


@lru_cache(maxsize=4096)
def moment_of(day: date, hour: float) -> datetime:
    """The naive local time of ``hour`` on ``day``, to the minute; 24 or more lies on the next day."""
    return datetime.combine(day, time.min) + timedelta(minutes=round(hour * 60))


def end_of_work(day: date, hour_from: float | None, hour_to: float) -> datetime:
    """The naive local end of work; on the next day when it is not after the start."""
    end = moment_of(day, hour_to)
    if hour_from is not None and hour_to <= hour_from:
        end += timedelta(days=1)
    return end


def closing_of(day: date, hour_from: float | None, hour_to: float | None, dynamic: int, close_hour: float) -> datetime:
    """The naive local time at which ``day`` is over: the closing hour, and never before the work has ended.

    :param dynamic: minutes by which the end may have moved
    :param close_hour: local hour at which the regional government closes its days
    """
    closes = moment_of(day, close_hour)
    if hour_to is not None:
        closes = max(closes, end_of_work(day, hour_from, hour_to) + timedelta(minutes=dynamic))
    return closes


def whole_minutes_after(moment: datetime, limit: datetime) -> int:
    """Full minutes by which ``moment`` is after ``limit``; 0 when it is not. 59 seconds are forgiven."""
    return max(0, int((moment - limit).total_seconds() // 60))


def shift_of(came: datetime | None, starts: datetime | None, dynamic: int) -> timedelta:
    """By how much the hours of a day have moved for somebody who ``came`` then, within ``dynamic`` minutes.

    Permen PANRB 4/2025 Pasal 17 (dinamis): not bound to the hours of the office, but the hours are worked in full.
    """
    if not dynamic or came is None or starts is None:
        return timedelta()
    window = timedelta(minutes=dynamic)
    return max(-window, min(window, came.replace(second=0, microsecond=0) - starts))
