"""The figures of the daily report, in plain Python: no ORM, no clock, no I/O.

Groups of day rows go in (:class:`Tally`), one :class:`Figures` per OPD comes out, with every sum checked. What a status
or a mode of a day row means for the report is written in :mod:`.statuses` and nowhere else; which columns the page has,
and in what order, in :mod:`.columns`. The PDF and the workbook both follow those columns.
"""

from .changes import Change, changes
from .columns import COLUMNS, GROUPS, Column
from .counting import FIELDS, Figures, FiguresError, Tally, count, total
from .ranking import highest, lowest, protocol_rank
from .shortfalls import EVERYBODY, Need, Presence, Shortfall, roll_up, shortfalls
from .statuses import BOUND_SOURCES, LEAVE_FIELD, LETTERS

__all__ = [
    "BOUND_SOURCES",
    "COLUMNS",
    "EVERYBODY",
    "FIELDS",
    "GROUPS",
    "LEAVE_FIELD",
    "LETTERS",
    "Change",
    "Column",
    "Figures",
    "FiguresError",
    "Need",
    "Presence",
    "Shortfall",
    "Tally",
    "changes",
    "count",
    "highest",
    "lowest",
    "protocol_rank",
    "roll_up",
    "shortfalls",
    "total",
]
