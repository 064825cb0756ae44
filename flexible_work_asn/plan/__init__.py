"""Who works where on which day: plain Python, without ORM, clock or I/O.

``Facts`` go in, one ``Decision`` per employee and date comes out. The models load the facts and
store or show the decisions; everything that decides is here and can be read in one sitting:
``levels`` (the ten levels), ``rules`` (which provision speaks), ``cap`` (the weekly limit), ``resolve`` (the batch).
"""

from .coverage import Coverage, Requirement, cover
from .decision import CAP, LEVELS, Decision, Segment, Step
from .facts import (
    BARS,
    CHOICE,
    FLEXIBLE_MODES,
    MODE_LETTERS,
    MODES,
    OTHER_OFFICE,
    ROSTER,
    WEEKDAYS,
    WFA,
    WFH,
    WFO,
    Absence,
    Assignment,
    Calendar,
    Circular,
    Facts,
    Person,
    Placement,
    Request,
    RosterLine,
    Rule,
    Shift,
    Statement,
    Unit,
)
from .resolve import resolve, resolve_rows

__all__ = [
    "BARS",
    "CAP",
    "CHOICE",
    "FLEXIBLE_MODES",
    "LEVELS",
    "MODES",
    "MODE_LETTERS",
    "OTHER_OFFICE",
    "ROSTER",
    "WEEKDAYS",
    "WFA",
    "WFH",
    "WFO",
    "Absence",
    "Assignment",
    "Calendar",
    "Circular",
    "Coverage",
    "Decision",
    "Facts",
    "Person",
    "Placement",
    "Request",
    "Requirement",
    "RosterLine",
    "Rule",
    "Segment",
    "Shift",
    "Statement",
    "Step",
    "Unit",
    "cover",
    "resolve",
    "resolve_rows",
]
