"""Values that several models offer, in one place so that every screen says them alike."""

from odoo.tools import LazyTranslate

from .plan import MODE_LETTERS

_lt = LazyTranslate(__name__)

#: where a day is worked (Permen PANRB 4/2025 Pasal 11 and 12)
MODE_NAMES = {
    "wfo": _lt("Office (WFO)"),
    "wfh": _lt("Home (WFH)"),
    "wfa": _lt("Elsewhere (WFA)"),
    "other_office": _lt("Other office"),
}
#: the level of precedence that decided a day, highest first; ``cap`` is the weekly limit laid over them
LEVEL_NAMES = {
    "holiday": _lt("Day off"),
    "leave": _lt("Time off or duty"),
    "recall": _lt("Recall to the office"),
    "bar": _lt("Personal decision"),
    "position": _lt("Position"),
    "unit": _lt("Unit"),
    "request": _lt("Approved request"),
    "roster": _lt("Roster"),
    "rule": _lt("Circular"),
    "default": _lt("Nothing else applies"),
    "cap": _lt("Weekly limit"),
}
# the labels of fields are translated by the fields themselves
MODE_SELECTION = [(mode, name._source) for mode, name in MODE_NAMES.items()]

#: code letter of each kind of time off or duty, by ``hr.leave.type.asn_status``
LEAVE_LETTERS = {"leave": "C", "sick": "S", "permit": "I", "duty": "DL", "study": "TB"}
OFF_LETTER = "-"


def plan_letter(mode, leave_status):
    """The code letter of a planned day: of the mode, else of the time off, else ``-``."""
    return MODE_LETTERS.get(mode) or LEAVE_LETTERS.get(leave_status, OFF_LETTER)
