"""Working days of a regional government: by its working schedule, without its holidays."""

from bisect import bisect_right
from datetime import datetime, time, timedelta

import pytz

ONE_DAY = timedelta(days=1)
#: no row of holidays is longer, in days
LONGEST_PAUSE = 60


def working_days(company, first, last):
    """The local working dates of ``company`` (in superuser mode) from ``first`` to ``last``, as a set."""
    if last < first:
        return set()
    calendar, zone = company.resource_calendar_id, pytz.timezone(company._flexible_work_tz())
    start = zone.localize(datetime.combine(first, time.min))
    stop = zone.localize(datetime.combine(last + ONE_DAY, time.min))
    intervals = calendar._work_intervals_batch(start, stop, tz=zone)[False]
    return {start.astimezone(zone).date() for start, _stop, _record in intervals}


def add_working_days(company, days, number):
    """``{day: date on which the number-th working day after it falls}`` for all ``days``; ``day`` itself for 0.

    A regional government without a schedule counts days as they come.
    """
    if not days:
        return {}
    ahead = sorted(working_days(company, min(days), max(days) + timedelta(days=2 * number + LONGEST_PAUSE)))
    due = {}
    for day in days:
        place = bisect_right(ahead, day) + number - 1
        known = number and place < len(ahead)
        due[day] = ahead[place] if known else day + timedelta(days=number)
    return due


def working_days_between(company, first, last):
    """How many working days after ``first`` lie until ``last``, ``last`` included; 0 on the same date."""
    return len(working_days(company, first + ONE_DAY, last))
