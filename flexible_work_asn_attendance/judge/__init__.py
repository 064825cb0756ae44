"""What happened on a day, judged against its plan: plain Python, without ORM, clock or I/O.

The models load what is known of many days, call this package once for all of them, and store the
answers. Times are naive local times of the unit; places are decimal degrees and metres.
"""

from .apel import COUNTED_BY_APEL, HeldApel, JoinedApel, expected_at, takes_part
from .code import CODE_DIGITS, CODE_STEP, code_at, code_is_current, new_secret, seconds_left
from .correction import Correction, lay_over
from .day import ABSENCES, STATUSES, DayFacts, Verdict, judge_day
from .discipline import DisciplineDay, DisciplineStep, Standing, Tally, standing_of, tally_year
from .hours import closing_of, end_of_work
from .ladder import STEPS, ContactFact, LadderAnswer, LadderRule, Proposal, WarningFact, climb_ladder
from .network import NetworkFault, is_within, parse_networks
from .place import Check, Position, Site, distance_between, judge_check, judge_place
from .presence import binding_windows
from .roll_call import RollCall, judge_join
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
    "Correction",
    "DayFacts",
    "DisciplineDay",
    "DisciplineStep",
    "Event",
    "HeldApel",
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
    "binding_windows",
    "climb_ladder",
    "closing_of",
    "code_at",
    "code_is_current",
    "distance_between",
    "end_of_work",
    "expected_at",
    "find_signals",
    "is_within",
    "judge_check",
    "judge_day",
    "judge_join",
    "judge_place",
    "judge_tpp_month",
    "lay_over",
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
