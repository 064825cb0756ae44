"""What the statuses, modes and kinds of a day row (``flexible.work.day``) mean for the report."""

PRESENT = "present"
LEAVE = "leave"
PENDING = "pending"  # obliged, not yet in, the day is still open

# Where somebody who is present is counted. A present person without a mode was not sent anywhere: the office.
MODE_FIELD = {"wfo": "wfo", "wfh": "wfh", "wfa": "wfa", "other_office": "other_office", None: "wfo"}

# Where everybody else is counted. At the hour of the count nobody has explained a pending presence: TK.
STATUS_FIELD = {
    PENDING: "absent",
    "absent": "absent",
    "duty": "duty",
    "leave": "leave",
    "sick": "sick",
    "permit": "permit",
    "study": "study",
    "off": "off",
}

# Employment kinds of UU 20/2023 and Kepmen PANRB 16/2025; people whose file does not say are counted apart, not lost.
KIND_FIELD = {"pns": "pns", "pppk": "pppk", "pppk_pw": "pppk_pw", None: "kind_unknown"}

# Results of the apel that are a presence at it; a rejected one is none.
APEL_ATTENDED = frozenset({"on_time", "late"})

# Kinds of leave of civil servants (Peraturan BKN 24/2017); leave whose kind nobody has said is counted apart, not lost.
LEAVE_FIELD = {
    "ct": "leave_ct",
    "cb": "leave_cb",
    "cs": "leave_cs",
    "cm": "leave_cm",
    "cap": "leave_cap",
    "cber": "leave_cber",
    "cltn": "leave_cltn",
    None: "leave_other",
}

# Columns whose people are not obliged to attend at a place of the region on that day (see regulation: duty elsewhere is
# neither an absence nor part of those who must attend).
NOT_OBLIGED = ("off", "duty", "leave", "sick", "permit", "study")
MODES = ("wfo", "wfh", "wfa", "other_office")

# Levels of the plan that bind somebody to the office: the unit serves the public directly, or the position is a
# structural one that the circular keeps on site. Whoever is present elsewhere on such a day has broken that duty.
BOUND_SOURCES = ("unit", "position")

# Letter codes, the same on every screen and paper. TL is avoided: it means both "tugas luar" and "terlambat".
LETTERS = {
    "wfo": "K",
    "wfh": "R",
    "wfa": "L",
    "other_office": "KL",
    "duty": "DL",
    "leave": "C",
    "sick": "S",
    "permit": "I",
    "study": "TB",
    "absent": "TK",
    "leave_ct": "CT",
    "leave_cb": "CB",
    "leave_cs": "CS",
    "leave_cm": "CM",
    "leave_cap": "CAP",
    "leave_cber": "CBer",
    "leave_cltn": "CLTN",
}
