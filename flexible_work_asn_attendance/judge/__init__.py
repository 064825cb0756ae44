"""What happened on a day, judged against its plan: plain Python, without ORM, clock or I/O.

The models load what is known of many days, call this package once for all of them, and store the
answers. Times are naive local times of the unit; places are decimal degrees and metres.
"""

from .code import CODE_DIGITS, CODE_STEP, code_at, code_is_current, new_secret, seconds_left
from .day import ABSENCES, COUNTED_BY_APEL, STATUSES, DayFacts, JoinedApel, Verdict, end_of_work, judge_day
from .discipline import DisciplineDay, DisciplineStep, Standing, Tally, standing_of, tally_year
from .ladder import STEPS, ContactFact, LadderAnswer, LadderRule, Proposal, WarningFact, climb_ladder
from .network import NetworkFault, is_within, parse_networks
from .place import Check, Position, Site, distance_between, judge_check, judge_place
from .roll_call import RollCall, judge_join, takes_part
from .signals import SIGNAL_KINDS, Event, Signal, SignalLimits, find_signals
from .ticket import TicketFault, moment_of_tap
from .tpp import STATUS_KINDS, Band, Reason, TppDay, TppMonth, TppTable, judge_tpp_month
from .window import Window, next_window, not_yet, open_window

__all__ = [
    "ABSENCES",
    "CODE_DIGITS",
    "CODE_STEP",
    "COUNTED_BY_APEL",
    "SIGNAL_KINDS",
    "STATUSES",
    "STATUS_KINDS",
    "STEPS",
    "Band",
    "Check",
    "ContactFact",
    "DayFacts",
    "DisciplineDay",
    "DisciplineStep",
    "Event",
    "JoinedApel",
    "LadderAnswer",
    "LadderRule",
    "NetworkFault",
    "Position",
    "Proposal",
    "Reason",
    "RollCall",
    "Signal",
    "SignalLimits",
    "Site",
    "Standing",
    "Tally",
    "TicketFault",
    "TppDay",
    "TppMonth",
    "TppTable",
    "Verdict",
    "WarningFact",
    "Window",
    "climb_ladder",
    "code_at",
    "code_is_current",
    "distance_between",
    "end_of_work",
    "find_signals",
    "is_within",
    "judge_check",
    "judge_day",
    "judge_join",
    "judge_place",
    "judge_tpp_month",
    "moment_of_tap",
    "new_secret",
    "next_window",
    "not_yet",
    "open_window",
    "parse_networks",
    "seconds_left",
    "standing_of",
    "takes_part",
    "tally_year",
]
