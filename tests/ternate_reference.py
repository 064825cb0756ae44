"""What the article on Ternate's circular says, person by person and date by date, as slowly and plainly as can be.

This is the judge of ``tests/test_ternate.py``. It is written from the sentences quoted above each function (Ternate's
announcement of January 2026, the reports on its first weeks, Perpres 21/2023, Permen PANRB 4/2025) and knows only the
facts of ``tests.population`` and ``tests.morning``. It imports nothing of the addons and must stay so: when the two
differ, one of them is wrong.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from math import cos, hypot, radians

from .morning import LATE_AFTER, apel_unit
from .population import CALENDARS

# "tidak berlaku bagi OPD pelayanan langsung yaitu pelayanan dasar baik kesehatan, pendidikan, infrastruktur dasar, dan
# persampahan. Kemudian OPD yang menangani Kependudukan dan Catatan Sipil, kelurahan dan kecamatan. [...] Selanjutnya,
# pelayanan yang berhubungan dengan ketertiban umum, pelayanan perlindungan masyarakat, Satpol PP, Damkar dan BPBD,
# pelayanan perizinan, pengelolaan pendapatan daerah dan sentra ekonomi yang aktif."
DIRECT_SERVICE = {
    "health",
    "education",
    "infrastructure",
    "waste",
    "civil_registration",
    "village",
    "district",
    "public_order",
    "fire",
    "disaster",
    "licensing",
    "revenue",
    "economic_centre",
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
class Judgement:
    """What the day came to: the status, minutes late and early, and the apel."""

    status: str
    late: int = 0
    early: int = 0
    apel: str = "none"  # none / on_time / late / rejected
    apel_expected: bool = False


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
        """Perpres 21/2023 Pasal 3-4 and 6: work days and hours of the calendar; public holidays and the joint leave
        days (Keppres 42/2025) are no work days."""
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

        "jadi punya giliran bertugas di kantor": the head arranges the turns of the own staff, so a sheet of the OPD
        from which somebody has moved away binds no longer.
        """
        above = {step.key for step in self.city.path(version.unit)}
        for roster, mode in self.lines.get((person.key, day), ()):
            if roster.state == "approved" and roster.unit in above:
                return mode
        return "wfo"

    # --- what it came to ------------------------------------------------------------------------------------------

    def judge(self, planned, events, day, closed):
        """The Judgement of one person's Day.

        :param closed: whether the day is over; before that nobody is absent without reason, only not yet in
        """
        # "Absen dilakukan apel pagi melalui daring bagi yang melaksanakan kerja dari rumah": whoever works away.
        away = planned.mode in ("wfh", "wfa")
        apel = self.apel(events, day)
        expected = away and apel_unit(self.city, planned.unit) is not None
        if planned.leave:
            return Judgement(planned.leave, apel=apel)
        if planned.off:
            return Judgement("off", apel=apel)
        if events.rejected:
            return Judgement("absent", apel=apel, apel_expected=expected)
        # "jadi punya giliran bertugas di kantor, absennya di kantor": on turn in the office only a check-in counts;
        # away the online apel is a presence, too.
        attended = apel in ("on_time", "late")
        if not events.visits and not (away and attended):
            return Judgement("absent" if closed else "pending", apel=apel, apel_expected=expected)
        late, early = self.minutes(planned, events, day)
        return Judgement("present", late, early, apel, expected)

    def apel(self, events, day):
        if events.apel is None:
            return "none"
        if events.apel_rejected:
            return "rejected"
        limit = datetime.combine(day, time.min) + timedelta(hours=LATE_AFTER)
        # To the minute, as with every clock of the administration: 07:30:59 is half past seven.
        return "late" if events.apel - limit >= timedelta(minutes=1) else "on_time"

    def minutes(self, planned, events, day):
        """Whole minutes late (first check-in against the start) and early (last check-out against the end)."""
        if not events.visits:
            return 0, 0
        midnight = datetime.combine(day, time.min)
        came, left = events.visits[0][0], events.visits[-1][1]
        late = (came - (midnight + timedelta(hours=planned.start))) // timedelta(minutes=1)
        early = ((midnight + timedelta(hours=planned.end)) - left) // timedelta(minutes=1) if left else 0
        return max(late, 0), max(early, 0)

    def place(self, person, planned, events):
        """Where the first check-in was made; None without one.

        "punya giliran bertugas di kantor, absennya di kantor. Kalau pelaksanaan absen dari rumah itu dilaksanakan dari
        rumah": on turn within 150 m of the OPD's site, at home within 200 m of the registered home. Without a position,
        elsewhere (WFA), or without work on that day there is nothing to compare with.
        """
        if not events.visits:
            return None
        if events.position is None or planned.mode not in ("wfo", "wfh"):
            return "unknown"
        if planned.mode == "wfo":
            centre, radius = self.city.sites[self.city.opd(planned.unit)], 150
        else:
            centre, radius = person.home, 200
        # So near the equator and over such short ways the Earth is flat: 111,195 m per degree.
        north = (events.position[0] - centre[0]) * 111195
        east = (events.position[1] - centre[1]) * 111195 * cos(radians(centre[0]))
        return "inside" if hypot(north, east) <= radius else "outside"

    # --- the report -----------------------------------------------------------------------------------------------

    def report(self, day, morning, closed):
        """The daily table: {OPD key: Counter of the columns}, the total under None.

        "setiap hari dilaporkan ke Wali Kota melalui BKPSDM": everybody is counted once, in the OPD of that date.
        """
        table = {None: Counter()}
        for person in self.city.people:
            planned = self.day(person, day)
            if planned is None:
                continue
            events = morning[person.key]
            columns = self.columns(planned, self.judge(planned, events, day, closed), bool(events.visits))
            table.setdefault(self.city.opd(planned.unit), Counter()).update(columns)
            table[None].update(columns)
        return table

    def columns(self, planned, judged, checked_in):
        """The columns in which one person is counted."""
        # "jumlah pegawai (PNS/PPPK/PPPK paruh waktu)"
        columns = ["headcount", planned.kind]
        if judged.status == "present":
            columns += ["obliged", "present", planned.mode]
            # Whoever is counted by the apel alone is late when late there: no check-in makes nobody punctual.
            if judged.late or (judged.apel == "late" and not checked_in):
                columns.append("late")
        elif judged.status in ("absent", "pending"):
            # At the hour of the count nobody has explained why somebody is not there: tanpa keterangan.
            columns += ["obliged", "absent"]
        else:
            columns.append(judged.status)
        if judged.apel_expected:
            columns.append("apel_expected")
            if judged.apel in ("on_time", "late"):
                columns.append("apel_present")
        return columns


def percent(present, obliged):
    """Present of obliged with two digits, half up; None where nobody was obliged."""
    if not obliged:
        return None
    return float((Decimal(present) * 100 / Decimal(obliged)).quantize(Decimal("0.01"), ROUND_HALF_UP))
