"""Dates that follow one another."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def runs(days: Iterable[date]) -> list[tuple[date, date]]:
    """``days`` as spans ``(first, last)`` of dates without a gap, in order; a span ends with its month.

    A letter names each month once, so a span that runs into the next one is two.
    """
    spans: list[tuple[date, date]] = []
    for day in sorted(set(days)):
        if spans and day - spans[-1][1] == ONE_DAY and day.month == spans[-1][1].month:
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((day, day))
    return spans
