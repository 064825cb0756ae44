"""Values that several models offer, in one place so that every screen says them alike."""

from .plan import MODE_LETTERS

#: where a day is worked (Permen PANRB 4/2025 Pasal 11 and 12)
MODE_SELECTION = [
    ("wfo", "Office (WFO)"),
    ("wfh", "Home (WFH)"),
    ("wfa", "Elsewhere (WFA)"),
    ("other_office", "Other office"),
]

#: the level of precedence that decided a day, highest first; ``cap`` is the weekly limit laid over them
SOURCE_SELECTION = [
    ("holiday", "Day off"),
    ("leave", "Time off or duty"),
    ("recall", "Recall to the office"),
    ("bar", "Personal decision"),
    ("position", "Position"),
    ("unit", "Unit"),
    ("request", "Approved request"),
    ("roster", "Roster"),
    ("rule", "Circular"),
    ("default", "Nothing else applies"),
    ("cap", "Weekly limit"),
]

#: code letter of each kind of time off or duty, by ``hr.leave.type.asn_status``
LEAVE_LETTERS = {"leave": "C", "sick": "S", "permit": "I", "duty": "DL", "study": "TB"}
OFF_LETTER = "-"


def plan_letter(mode, leave_status):
    """The code letter of a planned day: of the mode, else of the time off, else ``-``."""
    return MODE_LETTERS.get(mode) or LEAVE_LETTERS.get(leave_status, OFF_LETTER)
