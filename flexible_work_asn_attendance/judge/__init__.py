"""What happened on a day, judged against its plan: plain Python, without ORM, clock or I/O.

The models load what is known of many days, call this package once for all of them, and store the
answers. Times are naive local times of the unit; places are decimal degrees and metres.
"""

from .code import CODE_DIGITS, CODE_STEP, code_at, code_is_current, new_secret, seconds_left
from .day import ABSENCES, COUNTED_BY_APEL, STATUSES, DayFacts, JoinedApel, Verdict, end_of_work, judge_day
from .place import Position, Site, distance_between, judge_place
from .roll_call import RollCall, judge_join

__all__ = [
    "ABSENCES",
    "CODE_DIGITS",
    "CODE_STEP",
    "COUNTED_BY_APEL",
    "STATUSES",
    "DayFacts",
    "JoinedApel",
    "Position",
    "RollCall",
    "Site",
    "Verdict",
    "code_at",
    "code_is_current",
    "distance_between",
    "end_of_work",
    "judge_day",
    "judge_join",
    "judge_place",
    "new_secret",
    "seconds_left",
]
