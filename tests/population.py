"""A city like Ternate, made up from a seed: units, people, calendars, leaves, rosters, declarations.

Plain Python: nothing here knows Odoo. ``tests.population_load`` puts the city into a database; the reference of
``tests.ternate_reference`` judges it without the addons. The same seed always gives the same city.

The awkward cases are there on purpose: people who change unit, position or calendar in the middle of the weeks, hires
and departures, rosters that were never approved, roster lines for people who must be in the office anyway or who have
moved to another OPD since, declarations that have no force, time off that was refused.
"""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from .ternate_units import CATEGORIES, ternate_units

TIME_ZONE = "Asia/Jayapura"  # WIT, UTC+9
START = date(2026, 1, 12)  # the Monday on which the circular takes force
END = date(2026, 2, 8)  # the Sunday four weeks later

# Weekday (Monday is 0) -> (start, break from, break to, end), local hours; Perpres 21/2023: 37.5 h without breaks.
CALENDARS = {
    "five": {
        **dict.fromkeys(range(4), (7.5, 12.0, 13.0, 16.0)),
        4: (7.5, 11.5, 13.0, 16.5),
    },
    "six": {
        **dict.fromkeys((0, 1, 2, 3, 5), (7.5, 12.0, 12.5, 14.5)),
        4: (7.5, 11.5, 12.5, 13.5),
    },
    # Squads that are on duty around the clock; who stands when is not planned here.
    "round": dict.fromkeys(range(7), (0.0, None, None, 24.0)),
}

HOLIDAYS = {
    date(2026, 1, 1): "Tahun Baru 2026",
    date(2026, 1, 16): "Isra Mikraj",
    date(2026, 2, 16): "Cuti bersama Imlek",
    date(2026, 2, 17): "Tahun Baru Imlek 2577",
}

LEVELS = {  # code -> (name, echelon, structural)
    "jpt_pratama": ("JPT Pratama", "II", True),
    "administrator": ("Administrator", "III", True),
    "camat": ("Camat", "III", True),
    "pengawas": ("Pengawas", "IV", True),
    "lurah": ("Lurah", "IV", True),
    "fungsional": ("Fungsional", "", False),
    "pelaksana": ("Pelaksana", "", False),
}

# Kinds of leave (cuti), the frequent ones more often.
CUTI = ("ct", "ct", "ct", "ct", "cap", "cap", "cm", "cb", "cs", "cltn")

FIRST_NAMES = (
    "Abdul Ahmad Aisyah Amin Arifin Asma Bahrun Citra Darwis Dewi Fadli Faisal Fatimah Gafar Halima Hamid Hasna "
    "Ibrahim Ida Irwan Ismail Jainudin Kartini Latif Lestari Mahmud Maryam Muhlis Nurhayati Nurlela Rahma Rahman "
    "Rais Rosdiana Rusdi Sahril Salma Samsul Siti Suleman Taufik Udin Wahida Yamin Yusuf Zainal Zulaiha"
).split()
FAMILY_NAMES = (
    "Abdullah Adam Albaar Assagaf Buamona Djafar Drakel Fabanyo Hadad Hamisi Hasan Husen Iskandar Jumati Kader Kiat "
    "Lating Malagapi Marsaoly Mayau Muhammad Naser Pora Rasid Safar Saleh Samad Sangadji Soleman Taher Tidore Tomagola "
    "Umanailo Umar Usman Wahid Yunus"
).split()


@dataclass(frozen=True)
class Version:
    """What holds for a person from ``date_from`` until the next version."""

    date_from: date
    unit: str
    level: str
    kind: str  # pns / pppk / pppk_pw
    calendar: str


@dataclass
class Person:
    key: int
    name: str
    nip: str
    sex: str
    birthday: date
    versions: list
    departed: date | None = None  # the last day of employment
    archived: bool = False
    home: tuple = (0.0, 0.0)

    def version_on(self, day):
        """The version in force on a date, or None before the first one and after departure."""
        if self.departed and day > self.departed:
            return None
        known = [version for version in self.versions if version.date_from <= day]
        return known[-1] if known else None


@dataclass(frozen=True)
class Leave:
    person: int
    kind: str  # leave / sick / permit / duty / study
    date_from: date
    date_to: date
    state: str  # Odoo's: validate is approved

    @property
    def cuti(self):
        """The kind of a leave (cuti); every eleventh has none in its file."""
        return (*CUTI, None)[(self.person + self.date_from.day) % 11] if self.kind == "leave" else None


@dataclass
class Roster:
    unit: str
    date_from: date
    date_to: date
    state: str  # draft / approved
    lines: list = field(default_factory=list)  # (person, date, mode)


@dataclass
class City:
    units: dict
    people: list
    leaves: list
    rosters: list
    declarations: dict  # (person, date) -> mode
    sites: dict  # OPD key -> (latitude, longitude)
    holidays: dict = field(default_factory=lambda: dict(HOLIDAYS))

    def leave_on(self, person, day):
        """The approved time off of somebody (by key) on a date, or None."""
        mine = self.by_person.get(person, ())
        return next((one for one in mine if one.state == "validate" and one.date_from <= day <= one.date_to), None)

    @cached_property
    def by_person(self):
        found = {}
        for leave in self.leaves:
            found.setdefault(leave.person, []).append(leave)
        return found

    def path(self, unit):
        """The unit and all above it, nearest first."""
        while unit:
            yield self.units[unit]
            unit = self.units[unit].parent

    def opd(self, unit):
        """Key of the OPD that a unit reports under: the nearest one, itself included."""
        return next(step.key for step in self.path(unit) if step.is_opd)


def make_city(people=5000, seed=84):
    """Return the City of ``seed`` with exactly ``people`` persons."""
    return _Maker(random.Random(seed)).make(people)


class _Maker:
    def __init__(self, rng):
        self.rng = rng
        self.units = ternate_units()
        self.serials = {}
        self.city = None

    def make(self, count):
        people = self._people(count)
        sites = {
            key: (round(0.79 + self.rng.uniform(-0.03, 0.03), 7), round(127.38 + self.rng.uniform(-0.02, 0.02), 7))
            for key, unit in self.units.items()
            if unit.is_opd
        }
        self.city = City(self.units, people, [], [], {}, sites)
        self._careers()
        self._leaves()
        self._rosters()
        self._declarations()
        return self.city

    # People
    def _people(self, count):
        heads = [key for key, unit in self.units.items() if unit.head]
        if count < len(heads):
            raise ValueError(f"A city of {len(heads)} units needs as many heads; {count} people are too few.")
        weights = [self.units[key].weight for key in heads]
        places = [(key, self.units[key].head) for key in heads]
        for unit in self.rng.choices(heads, weights, k=count - len(heads)):
            level = "fungsional" if self.rng.random() < 0.45 else "pelaksana"
            if self.rng.random() < 0.05:
                level = "pengawas"
            places.append((unit, level))
        return [self._person(number, unit, level) for number, (unit, level) in enumerate(places)]

    def _person(self, number, unit, level):
        rng = self.rng
        structural = LEVELS[level][2]
        kind = "pns" if structural else rng.choices(("pns", "pppk", "pppk_pw"), (70, 22, 8))[0]
        birthday = date(1968, 1, 1) + timedelta(days=rng.randrange(33 * 365))
        sex = rng.choice(("male", "female"))
        appointed = date(max(birthday.year + 20, 1990 if kind == "pns" else 2020), rng.randrange(1, 13), 1)
        return Person(
            key=number,
            name=f"{rng.choice(FIRST_NAMES)} {rng.choice(FAMILY_NAMES)} {number:05d}",
            nip=self._nip(birthday, min(appointed, date(2025, 12, 1)), sex, kind),
            sex=sex,
            birthday=birthday,
            versions=[Version(date(2025, 6, 1), unit, level, kind, self.units[unit].calendar)],
            home=(round(0.79 + rng.uniform(-0.04, 0.04), 7), round(127.37 + rng.uniform(-0.02, 0.02), 7)),
        )

    def _nip(self, birthday, appointed, sex, kind):
        """18 digits: birth YYYYMMDD, appointment YYYYMM (PPPK: year and 21), sex 1 or 2, three of a serial number."""
        month = f"{appointed:%m}" if kind == "pns" else "21"
        stem = f"{birthday:%Y%m%d}{appointed:%Y}{month}{'1' if sex == 'male' else '2'}"
        self.serials[stem] = self.serials.get(stem, 0) + 1
        return f"{stem}{self.serials[stem]:03d}"

    def _careers(self):
        """Moves, promotions, changes of calendar, hires and departures inside the four weeks."""
        rng = self.rng
        ordinary = [key for key, unit in self.units.items() if unit.weight]
        for person in self.city.people:
            now = person.versions[0]
            if LEVELS[now.level][2]:
                continue
            chance = rng.random()
            since = START + timedelta(days=rng.randrange(2, 26))
            if chance < 0.03:
                unit = rng.choice(ordinary)
                person.versions.append(Version(since, unit, now.level, now.kind, self.units[unit].calendar))
            elif chance < 0.04:
                person.versions.append(Version(since, now.unit, "pengawas", now.kind, now.calendar))
            elif chance < 0.05:
                calendar = "five" if now.calendar != "five" else "six"
                person.versions.append(Version(since, now.unit, now.level, now.kind, calendar))
            elif chance < 0.055 and now.kind == "pppk_pw":
                person.versions.append(Version(date(2026, 2, 1), now.unit, now.level, "pppk", now.calendar))
            elif chance < 0.065:
                person.versions = [Version(since, now.unit, now.level, now.kind, now.calendar)]
            elif chance < 0.075:
                person.departed = since
                person.archived = rng.random() < 0.5

    # What they do
    def _leaves(self):
        rng = self.rng
        for person in self.city.people:
            if rng.random() < 0.005:
                self.city.leaves.append(Leave(person.key, "study", date(2025, 9, 1), date(2026, 6, 30), "validate"))
                continue
            if rng.random() >= 0.45:
                continue
            first = date(2026, 1, 8) + timedelta(days=rng.randrange(42))
            last = first + timedelta(days=rng.choice((0, 0, 0, 1, 1, 2, 4, 6, 11)))
            if person.versions[0].date_from > first or (person.departed and person.departed < last):
                continue
            kind = rng.choices(("leave", "sick", "permit", "duty"), (40, 22, 13, 25))[0]
            state = rng.choices(("validate", "confirm", "validate1", "refuse"), (80, 10, 4, 6))[0]
            self.city.leaves.append(Leave(person.key, kind, first, last, state))

    def _flexible(self, unit):
        """Roughly whom a head would put on a roster: judged by kind of service, as the generator sees it."""
        for step in self.city.path(unit):
            if step.exempt != "inherit":
                return step.exempt == "included"
            if step.category:
                return not CATEGORIES[step.category][1]
        return True

    def _rosters(self):
        """One sheet per OPD and week for Tuesday and Wednesday; a few by sub-units, drafts and sheets of exempt OPD."""
        rng, city = self.rng, self.city
        staff = {}
        for person in city.people:
            staff.setdefault(city.opd(person.versions[0].unit), []).append(person)
        for opd, members in sorted(staff.items()):
            flexible = [person for person in members if self._flexible(person.versions[0].unit)]
            if not flexible and rng.random() < 0.9:
                continue
            members = flexible or members
            for week in range(5):
                monday = START + timedelta(weeks=week)
                state = "approved" if rng.random() < 0.88 else "draft"
                roster = Roster(opd, monday, monday + timedelta(days=6), state)
                for person in members:
                    roster.lines += self._roster_lines(person, opd, monday, week)
                city.rosters.append(roster)

    def _roster_lines(self, person, opd, monday, week):
        """Two shifts: half the staff is at home on Tuesday, the other half on Wednesday; the halves swap each week."""
        rng = self.rng
        for weekday in (1, 2):
            day = monday + timedelta(days=weekday)
            version = person.version_on(day)
            if not version or rng.random() < 0.06:
                continue  # forgotten by the head: stays in the office
            if self.city.opd(version.unit) != opd and rng.random() < 0.3:
                continue  # the head took out some of those who left, not all
            home = (person.key + weekday + week) % 2 == 0
            yield person.key, day, "wfh" if home else "wfo"
        if rng.random() < 0.01:
            # A line for Thursday, which is not the head's to arrange.
            yield person.key, monday + timedelta(days=3), "wfo"

    def _declarations(self):
        """Home or elsewhere on Thursdays; also by people who have no choice, and for a Tuesday."""
        rng = self.rng
        for person in self.city.people:
            for week in range(5):
                chance = rng.random()
                monday = START + timedelta(weeks=week)
                if chance < 0.20:
                    self.city.declarations[person.key, monday + timedelta(days=3)] = "wfa"
                elif chance < 0.30:
                    self.city.declarations[person.key, monday + timedelta(days=3)] = "wfh"
                elif chance < 0.31:
                    self.city.declarations[person.key, monday + timedelta(days=1)] = "wfa"
