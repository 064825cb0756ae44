"""When a public service is open: plain Python, without the ORM and without a clock.

Times are local wall-clock times of the regional government; hours are whole minutes after local midnight (0–1440).
"""

from .schedule import ALL_DAY, CLOSED, HOURS, MOVED, NO_WEEK, ONLINE, Change, Day, Period, Schedule, week_of
from .situation import HORIZON, Situation, situation

__all__ = [
    "ALL_DAY",
    "CLOSED",
    "HORIZON",
    "HOURS",
    "MOVED",
    "NO_WEEK",
    "ONLINE",
    "Change",
    "Day",
    "Period",
    "Schedule",
    "Situation",
    "situation",
    "week_of",
]
