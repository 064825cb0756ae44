"""Facts in a few words, for tests: each word makes a part of the facts, ``decide`` puts them together.

One person (1) of position 7 in unit 2, under unit 1, works by a five-day schedule from 7.5 to 16.
"""

from dataclasses import replace
from datetime import date

from odoo.addons.flexible_work_asn.plan import (
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
    resolve,
)

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = (date(2026, 1, day) for day in range(12, 19))
ALWAYS = (date(2025, 1, 1), date(2030, 1, 1))
HOURS = dict.fromkeys(range(5), (7.5, 16.0))
LUNCH = dict.fromkeys(range(5), (12.0, 13.0))
PLACEMENT = Placement(1, 2, 1, 7, "pns")
UNITS = {
    1: Unit(1, (1,), "Dinas"),
    2: Unit(2, (1, 2), "Bidang"),
    3: Unit(3, (3,), "Kecamatan"),
}
CIRCULAR = Circular(1, 1, "SE 800/84/2025", MONDAY)


def decide(*words, day=TUESDAY):
    """The decision about ``day`` when all ``words`` are true."""
    return resolve(facts(*words), [day])[1, day]


def facts(*words):
    """The facts of all ``words``; several about the same circular make one circular."""
    values = {
        "people": (Person(1, ((*ALWAYS, PLACEMENT),)),),
        "units": UNITS,
        "calendars": {1: Calendar(1, "5 hari", (HOURS, HOURS), (LUNCH, LUNCH))},
        "positions": {7: "Pengawas"},
        "circulars": (),
        "statements": (),
    }
    in_circular = {}
    for word in words:
        for name, value in word.items():
            if name == "circular":
                rules = in_circular.get("rules", ()) + value.get("rules", ())
                in_circular.update(value, **({"rules": rules} if rules else {}))
            elif isinstance(value, tuple) and name in ("circulars", "statements"):
                values[name] += value
            else:
                values[name] = value
    if in_circular:
        values["circulars"] += (replace(CIRCULAR, **in_circular),)
    return Facts(**values)


# ---------------------------------------------------------------- words
def nothing():
    return {}


def holiday(name="Libur", day=TUESDAY):
    return {"holidays": {(1, day): name}}


def leave(status, first=TUESDAY, last=None, **part):
    return {"absences": {1: (Absence(first, last or first, status, "Cuti", **part),)}}


def statement(kind, first=MONDAY, last=None, id=1, **about):
    """A statement; about the person unless it says about whom."""
    about = about or {"employee_id": 1}
    return {"statements": (Statement(id, kind, first, last, company_id=1, **about),)}


def recalled(day=TUESDAY, hour_from=0.0, **about):
    about = about or {"employee_id": 1}
    return {"statements": (Statement(8, "recall", day, day, company_id=1, hour_from=hour_from, **about),)}


def position_on_site():
    return {"circular": {"onsite_position_ids": frozenset({7})}}


def unit_exempt():
    return {"units": {**UNITS, 2: replace(UNITS[2], exempt=True, exempt_by="Dinas", exempt_by_id=1)}}


def requested(mode, first=TUESDAY, last=None, special=False):
    return {"requests": {1: (Request(5, first, last or first, mode, special),)}}


def special_request(mode, first=TUESDAY, last=None):
    return requested(mode, first, last, special=True)


def provision(*weekdays, article="angka 2", id=1, **scope):
    """A rule: a word for every day of the week, or seven."""
    weekdays = weekdays * 7 if len(weekdays) == 1 else weekdays
    return {"circular": {"rules": (Rule(id, weekdays, article, **scope),)}}


def shift(mode, hour_from, hour_to, off=False):
    return Shift(9, "Sif", mode, hour_from, hour_to, off)


def rostered(mode, *days, shift=None, asked=True, thursday=None):
    """A line of the unit's approved roster, where (``asked``) the provision leaves the days to the head."""
    line = RosterLine(2, mode, shift.id if shift else None)
    week = {"circular": {"rules": (Rule(1, _week(days or (TUESDAY,), thursday), "angka 3"),)}} if asked else {}
    return {**week, "rosters": {1: dict.fromkeys(days or (TUESDAY,), (line,))}, "shifts": {9: shift} if shift else {}}


def _week(days, thursday):
    rostered_days = {day.weekday() for day in days}
    return tuple("roster" if n in rostered_days else thursday if n == 3 else None for n in range(7))


def declared(mode, day=TUESDAY):
    return {"declarations": {1: {day: mode}}}


def assigned(unit_id=3, first=MONDAY, last=FRIDAY, **values):
    return {"assignments": {1: (Assignment(6, unit_id, first, last, **values),)}}


def enforced(most, policy="enforce"):
    return {"circular": {"flexible_days_max": most, "enforced": policy == "enforce"}}


def calendar(**weeks):
    return {"calendars": {1: Calendar(1, "jadwal", **weeks)}}


def placed(**values):
    return {"people": (Person(1, ((*ALWAYS, replace(PLACEMENT, **values)),)),)}


def circular(id, *weekdays, **values):
    """Another circular, with one rule."""
    weekdays = weekdays * 7 if len(weekdays) == 1 else weekdays
    return {"circulars": (Circular(id, 1, f"SE {id}", MONDAY, rules=(Rule(id * 10, weekdays, "I"),), **values),)}
