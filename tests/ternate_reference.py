"""What the article on Ternate's circular says, person by person and date by date, as slowly and plainly as can be.

This is the judge of ``tests/test_ternate.py``. It is written from the sentences quoted above each function (Ternate's
announcement of January 2026, the reports on its first weeks, Perpres 21/2023, Permen PANRB 4/2025) and knows only the
facts of ``tests.population``. It imports nothing of the addons and must stay so: when the two differ, one of them is wrong.
"""

from dataclasses import dataclass
from datetime import date, datetime

# "tidak berlaku bagi OPD pelayanan langsung yaitu pelayanan dasar baik kesehatan, pendidikan, infrastruktur dasar, dan
# persampahan. Kemudian OPD yang menangani Kependudukan dan Catatan Sipil, kelurahan dan kecamatan. [...] Selanjutnya,
# pelayanan yang berhubungan dengan ketertiban umum, pelayanan perlindungan masyarakat, Satpol PP, Damkar dan BPBD,
# pelayanan perizinan, pengelolaan pendapatan daerah dan sentra ekonomi yang aktif."
DIRECT_SERVICE = {
    "health", "education", "infrastructure", "waste", "civil_registration", "village", "district", "public_order", "fire",
    "disaster", "licensing", "revenue", "economic_centre",
}

# Press reports on the first weeks (the article itself leaves it to the circular): structural officials, from the kepala
# dinas down to eselon IV, those of the kelurahan included, must be in the office.
STRUCTURAL = {"jpt_pratama", "administrator", "camat", "pengawas", "lurah"}

# "Pelaksanaan kerja fleksibel ini mulai berlaku Senin pekan depan."
IN_FORCE_FROM = date(2026, 1, 12)

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = range(5)


@dataclass(frozen=True)
class Day:
    """What a person was to do on a date. ``mode`` is None where nothing was to be done."""

    unit: str
    kind: str
    level: str
    mode: str | None = None
    leave: str | None = None
    start: float | None = None
    end: float | None = None

    @property
    def off(self):
        return self.mode is None and self.leave is None


@dataclass(frozen=True)
class Events:
    """What really happened, in local time. ``None`` where it did not."""

    check_in: datetime | None = None
    check_out: datetime | None = None
    apel: datetime | None = None
    rejected: bool = False


class Reference:
    """The plan, the statuses and the report of one city."""

    def __init__(self, city):
        self.city = city
        self.leaves = {}
        for leave in city.leaves:
            self.leaves.setdefault(leave.person, []).append(leave)
        self.lines = {}
        for roster in city.rosters:
            for person, day, mode in roster.lines:
                self.lines.setdefault((person, day), []).append((roster, mode))

    # --- the plan -------------------------------------------------------------------------------------------------

    def day(self, person, day):
        """The Day of a person on a date; None when he or she was not employed then."""
        version = person.version_on(day)
        if version is None:
            return None
        facts = {"unit": version.unit, "kind": version.kind, "level": version.level}
        hours = self.hours(version.calendar, day)
        if hours is None:
            return Day(**facts)
        leave = self.leave(person, day)
        if leave:
            return Day(**facts, leave=leave)
        return Day(**facts, mode=self.mode(person, version, day), start=hours[0], end=hours[1])

    def hours(self, calendar, day):
        """Perpres 21/2023 Pasal 3-4 and 6: work days and hours of the calendar; public holidays and the joint leave days
        (Keppres 42/2025) are no work days."""
        from .population import CALENDARS

        if day in self.city.holidays:
            return None
        times = CALENDARS[calendar].get(day.weekday())
        return (times[0], times[3]) if times else None

    def leave(self, person, day):
        """Approved time off. What was only asked for, or refused, is none."""
        for leave in self.leaves.get(person.key, ()):
            if leave.state == "validate" and leave.date_from <= day <= leave.date_to:
                return leave.kind
        return None

    def mode(self, person, version, day):
        """Where to work on a working day without leave."""
        if day < IN_FORCE_FROM:
            return "wfo"
        # Structural officials must be in the office, whatever the unit.
        if version.level in STRUCTURAL:
            return "wfo"
        # "Sehingga mereka tidak melaksanakan tugas dari rumah."
        if self.serves_directly(version.unit):
            return "wfo"
        weekday = day.weekday()
        # "pertama kerja dari kantor mulai dari Senin dan Jumat"
        if weekday in (MONDAY, FRIDAY):
            return "wfo"
        # "hari Selasa dan Rabu dilaksanakan pekerjaan tetap dari kantor dan dari rumah. Shiftnya diatur oleh pimpinan
        # perangkat daerah"
        if weekday in (TUESDAY, WEDNESDAY):
            return self.turn(person, version, day)
        # "di hari Kamis full di rumah tidak di kantor"; "kerja dari kantor, dari rumah dan lokasi tertentu": who works
        # elsewhere than at home says so for the day.
        if weekday == THURSDAY:
            return self.city.declarations.get((person.key, day), "wfh")
        # Saturdays of a six-day week: the circular says nothing of them, so they stay what they were.
        return "wfo"

    def serves_directly(self, unit):
        """Does the unit serve the public directly? Its own answer, else that of the nearest unit above that has one."""
        for step in self.city.path(unit):
            if step.exempt == "included":
                return False
            if step.exempt == "exempt":
                return True
            if step.category in DIRECT_SERVICE:
                return True
            if step.category is not None:
                return False
        return False

    def turn(self, person, version, day):
        """The turn that the head of the OPD arranged and approved; no turn means the office.

        "jadi punya giliran bertugas di kantor": the head arranges the turns of the own staff, so a sheet of the OPD from
        which somebody has moved away binds no longer.
        """
        above = {step.key for step in self.city.path(version.unit)}
        for roster, mode in self.lines.get((person.key, day), ()):
            if roster.state == "approved" and roster.unit in above:
                return mode
        return "wfo"
