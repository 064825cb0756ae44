"""Who works where on which day: plain Python, without ORM, clock or I/O.

``Facts`` go in, one ``Decision`` per employee and date comes out. The models load the facts and
store or show the decisions; everything that decides is here and can be read in one sitting.
"""

from .coverage import Coverage, Requirement, cover
from .facts import (
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
    Calendar,
    Circular,
    Facts,
    Person,
    Placement,
    RosterLine,
    Rule,
    Unit,
)
from .resolve import LEVELS, Decision, Step, resolve

__all__ = [
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
    "Calendar",
    "Circular",
    "Coverage",
    "Decision",
    "Facts",
    "Person",
    "Placement",
    "Requirement",
    "RosterLine",
    "Rule",
    "Step",
    "Unit",
    "cover",
    "resolve",
]
