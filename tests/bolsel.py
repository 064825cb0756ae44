"""A week of a regency like Bolaang Mongondow Selatan, with a hospital that never closes: its facts and its events.

Plain Python. From Monday 12 January 2026, in Central Indonesian Time (WITA), where at 07:30 it is still the day
before in UTC. All times are local.
"""

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

TIME_ZONE = "Asia/Makassar"
MONDAY = date(2026, 1, 12)
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = (MONDAY + timedelta(days=n) for n in range(1, 7))
WEEK = tuple(MONDAY + timedelta(days=n) for n in range(7))
HOLIDAYS = {FRIDAY: "Isra Mikraj"}

#: key: (name, unit above, service category)
UNITS = {
    "kominfo": ("Dinas Komunikasi dan Informatika", None, None),
    "tik": ("Bidang TIK", "kominfo", None),
    "bappeda": ("Bappeda", None, None),
    "dukcapil": ("Dinas Kependudukan dan Pencatatan Sipil", None, "civil_registration"),
    "dinkes": ("Dinas Kesehatan", None, "health"),
    "rsud": ("RSUD Bolaang Mongondow Selatan", "dinkes", None),
}
HEADCOUNT = {"kominfo": 4, "tik": 10, "bappeda": 8, "dukcapil": 6, "dinkes": 3, "rsud": 16}

#: 37.5 hours a week (Perpres 21/2023): by weekday, the two halves of the day
OFFICE_HOURS = dict.fromkeys(range(4), (7.5, 12.0, 13.0, 16.0)) | {4: (7.5, 11.5, 13.0, 16.5)}
#: morning, afternoon, night: to the next day at seven
SHIFTS = {"P": (7.0, 14.0), "S": (14.0, 21.0), "M": (21.0, 31.0)}
#: four teams, each two days later than the one before
TURNS = "PPSSMMOO"

#: (kind, weekdays, from, on time until, to); the joint one is for the whole regency
APEL = (
    ("morning", (0, 1), 7.5, 7.75, 8.0),
    ("afternoon", (0, 1), 15.75, 16.0, 16.25),
    ("joint", (2,), 7.5, 7.75, 8.25),
)
#: units that hold the virtual apel of the two days: not the Dinas Kesehatan, whose hospital works in shifts
APEL_UNITS = ("kominfo", "bappeda", "dukcapil")
#: (mode, kind, from, to)
WINDOWS = (
    ("wfa", "in", 6.0, 8.5),
    ("wfa", "middle", 12.5, 13.5),
    ("wfa", "out", 15.5, 18.0),
    ("wfo", "in", 6.0, 9.0),
    ("wfo", "out", 15.5, 18.0),
)
OFFICE = (0.4022, 123.9871)


@dataclass(frozen=True)
class Person:
    key: str
    unit: str
    #: of the hospital: 0 to 3
    team: int | None = None


PEOPLE = tuple(
    Person(f"{unit}-{number}", unit, number % 4 if unit == "rsud" else None)
    for unit, count in HEADCOUNT.items()
    for number in range(count)
)

#: what is true of one person alone: (what, person, first day, last day)
LEAVES = (
    ("leave", "tik-1", TUESDAY, WEDNESDAY),
    ("sick", "bappeda-2", MONDAY, MONDAY),
    ("duty", "bappeda-3", THURSDAY, THURSDAY),
    ("permit", "rsud-5", WEDNESDAY, THURSDAY),
)
#: time off in the afternoon only
HALF_DAYS = {("tik-2", TUESDAY)}
#: ordered to the office: from the hour, None from the beginning
RECALLS = {("tik-3", MONDAY): None, ("bappeda-4", TUESDAY): 10.0}
#: barred from flexible work
BARRED = {"tik-4"}
#: presences that the head rejects at ten o'clock
REJECTED = {("tik-5", TUESDAY), ("bappeda-5", WEDNESDAY)}
#: forgotten check-outs that are corrected on Saturday: the hour that is approved
CORRECTED = {("kominfo-1", THURSDAY): 16.0}


@dataclass(frozen=True, order=True)
class Act:
    """Somebody does something at a local time: in, out, presence, or apel (then with its kind)."""

    at: datetime
    person: str
    what: str
    kind: str = ""
    #: degrees, or None where the phone tells nothing
    place: tuple | None = None


def at(day, hour, minutes=0.0):
    """The local time of an hour (7.5 is 07:30; 31.0 at seven on the next day) on a date."""
    return datetime.combine(day, time.min) + timedelta(minutes=round(hour * 60), seconds=round(minutes * 60))


def acts(reference, seed=1):
    """All that the people of the regency do in the week, in order.

    :param reference: tells what was planned; people mostly do what they should
    """
    rng = random.Random(f"bolsel {seed}")
    done = []
    for person in PEOPLE:
        for day in WEEK:
            planned = reference.plan(person, day)
            done += _acts_of_day(rng, person, day, planned)
    return sorted(done)


def _acts_of_day(rng, person, day, planned):
    if planned.mode is None:
        # the eager come on a day off, too
        return _visit(rng, person, day, 9.0, 12.0) if rng.random() < 0.03 else []
    fate = rng.random()
    if (person.key, day) in CORRECTED:
        return _visit(rng, person, day, planned.start, planned.end)[:1]
    if fate < 0.05 and (person.key, day) not in REJECTED:
        return []
    done = [] if 0.05 < fate < 0.13 else _visit(rng, person, day, planned.start, planned.end)
    if 0.13 < fate < 0.2:
        done = done[:1]
    if person.team is None and planned.mode == "wfa" and rng.random() < 0.85:
        # some are too early or too late for the window
        done.append(Act(at(day, 12.3, rng.uniform(0, 75)), person.key, "presence"))
    for kind, weekdays, begins, _late, ends in APEL:
        if day.weekday() in weekdays and person.team is None and rng.random() < 0.8:
            moment = at(day, begins, rng.uniform(-4, (ends - begins) * 60 + 4))
            done.append(Act(moment, person.key, "apel", kind))
    return done


def _visit(rng, person, day, start, end):
    came = at(day, start, rng.choice((0.0, 0.98, 1.0, rng.uniform(-100, 40), rng.uniform(-30, 25))))
    left = at(day, end, rng.choice((0.0, -1.0, rng.uniform(-45, 60), rng.uniform(0, 30))))
    return [Act(came, person.key, "in", place=_place(rng)), Act(left, person.key, "out", place=_place(rng))]


def _place(rng):
    """At the office, some kilometres off, or unknown."""
    chance = rng.random()
    if chance < 0.15:
        return None
    reach = 0.0005 if chance < 0.75 else 0.05
    return tuple(round(degrees + rng.choice((-1, 1)) * rng.uniform(reach / 2, reach), 7) for degrees in OFFICE)
