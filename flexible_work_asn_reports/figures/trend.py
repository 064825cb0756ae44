"""Thirty days as one line: which days of a period count as working days, and with which day a day is compared."""

from collections.abc import Mapping
from datetime import date, timedelta

from .counting import Figures

WEEK = timedelta(days=7)


def is_working_day(figures: Figures) -> bool:
    """Whether a date was a working day of these people: more of them were on duty than had a day off.

    On a Sunday only a hospital's shift works. Its share present is true, but it says nothing about the region and
    would tear the line.
    """
    return figures.obliged > 0 and 2 * figures.off < figures.headcount


def working_day_before(days: Mapping[date, Figures], day: date) -> date | None:
    """The last working day before ``day``."""
    return max((date for date, figures in days.items() if date < day and is_working_day(figures)), default=None)


def same_day_last_week(days: Mapping[date, Figures], day: date) -> date | None:
    """The same weekday a week before ``day``, where it was a working day."""
    before = day - WEEK
    return before if before in days and is_working_day(days[before]) else None
