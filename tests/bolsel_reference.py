"""What Bolsel's announcement and the law say of each person and day, as slowly and plainly as can be.

This is the judge of ``tests/test_bolsel.py``. It is written from the sentences quoted below (the announcement of
January 2026, Perpres 21/2023, Permen PANRB 4/2025) and knows only the facts and events of ``tests.bolsel``. It imports
nothing of the addons and must stay so: when the two differ, one of them is wrong.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from math import asin, cos, radians, sin, sqrt

from .bolsel import (
    APEL,
    APEL_UNITS,
    BARRED,
    CORRECTED,
    HALF_DAYS,
    HOLIDAYS,
    LEAVES,
    MONDAY,
    OFFICE,
    OFFICE_HOURS,
    RECALLS,
    REJECTED,
    SHIFTS,
    TURNS,
    UNITS,
    WINDOWS,
    at,
)

MINUTE = timedelta(minutes=1)
#: "kesehatan, administrasi kependudukan, perizinan, dan pelayanan publik lainnya, tetap diwajibkan bekerja secara
#: luring di kantor"
DIRECT_SERVICE = {"health", "civil_registration"}


@dataclass(frozen=True)
class Plan:
    """What somebody was to do. ``mode`` is None where nothing was to be done; hours over 24 are the next day's."""

    mode: str | None = None
    leave: str | None = None
    start: float | None = None
    end: float | None = None
    shift: str | None = None
    #: recalled to the office from this hour on
    office_from: float | None = None


@dataclass(frozen=True)
class Answer:
    """What the day came to, after it was closed."""

    mode: str | None
    status: str
    late: int = 0
    early: int = 0
    missing: str = ""
    place: str = ""
    presences: tuple = (0, 0)
    morning: tuple = (False, "none")
    afternoon: tuple = (False, "none")
    corrected: bool = False


class Reference:
    """The plan and the judgement of the week."""

    # --- the plan -------------------------------------------------------------------------------------------------

    def plan(self, person, day):
        """The Plan of a person on a date."""
        if person.team is not None:
            planned = self.turn(person, day)
        else:
            planned = self.office_day(person, day)
        if planned.mode:
            for leave, key, first, last in LEAVES:
                if key == person.key and first <= day <= last:
                    return Plan(leave=leave)
        return planned

    def turn(self, person, day):
        """The hospital never closes: its teams follow each other, holidays and Sundays included."""
        shift = TURNS[((day - MONDAY).days + 2 * person.team) % len(TURNS)]
        if shift == "O":
            return Plan()
        return Plan("wfo", start=SHIFTS[shift][0], end=SHIFTS[shift][1], shift=shift)

    def office_day(self, person, day):
        if day in HOLIDAYS or day.weekday() not in OFFICE_HOURS:
            return Plan()
        start, pause, _resume, end = OFFICE_HOURS[day.weekday()]
        planned = Plan(self.mode(person, day), start=start, end=end)
        if (person.key, day) in HALF_DAYS:
            planned = replace(planned, end=pause)
        recall = RECALLS.get((person.key, day))
        return replace(planned, office_from=recall) if recall and planned.mode == "wfa" else planned

    def mode(self, person, day):
        # "dua hari bekerja dari mana saja, yakni setiap Senin dan Selasa. Sementara tiga hari lainnya ASN tetap bekerja
        # dari kantor."
        if day.weekday() > 1:
            return "wfo"
        # "OPD yang bersentuhan langsung dengan pelayanan publik wajib tetap berada di kantor"
        if any(UNITS[unit][2] in DIRECT_SERVICE for unit in self.units_above(person.unit)):
            return "wfo"
        # Permen PANRB 4/2025 Pasal 25: not for who serves a punishment
        if person.key in BARRED:
            return "wfo"
        # "dapat dipanggil ke kantor sewaktu-waktu"
        if (person.key, day) in RECALLS and RECALLS[person.key, day] is None:
            return "wfo"
        return "wfa"

    def units_above(self, unit):
        while unit:
            yield unit
            unit = UNITS[unit][1]

    # --- what was refused -----------------------------------------------------------------------------------------

    def accepted(self, person, day, acts):
        """The acts of a person on the day that count, in order; the others were turned away."""
        planned = self.plan(person, day)
        taken = []
        for act in acts:
            if act.what == "in" and self.too_early(planned, day, act):
                continue
            if act.what == "out" and not any(one.what == "in" for one in taken):
                continue
            if act.what == "presence" and not self.in_window(planned, day, "middle", act.at):
                continue
            if act.what == "apel" and self.apel_result(person, day, act) is None:
                continue
            taken.append(act)
        return taken

    def windows(self, planned, kind=None):
        """Windows of presence bind who has no shift, as far as they lie in the hours of work: who has the afternoon off
        is asked for nothing then."""
        if planned.mode is None or planned.shift:
            return []
        return [
            one
            for one in WINDOWS
            if one[0] == planned.mode and kind in (None, one[1]) and one[2] <= planned.end and planned.start <= one[3]
        ]

    def too_early(self, planned, day, act):
        return any(act.at < at(day, begins) for _mode, _kind, begins, _ends in self.windows(planned, "in"))

    def in_window(self, planned, day, kind, moment):
        return any(
            at(day, begins) <= moment <= at(day, ends) for _mode, _kind, begins, ends in self.windows(planned, kind)
        )

    # --- apel -----------------------------------------------------------------------------------------------------

    def expected(self, person, day, kind):
        """ "seluruh OPD diwajibkan mengikuti apel pagi dan apel sore secara virtual pada hari pelaksanaan WFA", and the
        joint apel on Wednesdays: whoever is at work while it is held."""
        planned = self.plan(person, day)
        for name, weekdays, begins, _late, ends in APEL:
            if name != kind or day.weekday() not in weekdays or day in HOLIDAYS or planned.mode is None:
                continue
            if kind != "joint" and not any(unit in APEL_UNITS for unit in self.units_above(person.unit)):
                continue
            return planned.start < ends and begins < planned.end
        return False

    def apel_result(self, person, day, act):
        """on_time, late, or None where the code was not taken."""
        if not self.expected(person, day, act.kind):
            return None
        begins, late, ends = next(one[2:] for one in APEL if one[0] == act.kind)
        if not at(day, begins) <= act.at <= at(day, ends):
            return None
        return "late" if self.minutes(at(day, late), act.at) else "on_time"

    # --- the judgement --------------------------------------------------------------------------------------------

    def judge(self, person, day, acts):
        """The Answer of a closed day to what the person did on it."""
        planned = self.plan(person, day)
        taken = self.accepted(person, day, acts)
        came = next((act for act in taken if act.what == "in"), None)
        left = next((act.at for act in reversed(taken) if act.what == "out"), None)
        corrected = CORRECTED.get((person.key, day))
        if corrected:
            left = at(day, corrected)
        joined = {act.kind: self.apel_result(person, day, act) for act in reversed(taken) if act.what == "apel"}
        answer = Answer(
            planned.mode,
            planned.leave or ("off" if planned.mode is None else "absent"),
            place=self.place(planned, day, came) if came else "",
            morning=(
                self.expected(person, day, "morning") or self.expected(person, day, "joint"),
                joined.get("joint") or joined.get("morning") or "none",
            ),
            afternoon=(self.expected(person, day, "afternoon"), joined.get("afternoon") or "none"),
            presences=self.presences(planned, day, came, left, taken),
            corrected=bool(corrected),
        )
        by_apel = joined and planned.mode == "wfa"
        if not planned.mode or not (came or by_apel) or (person.key, day) in REJECTED:
            return answer
        return replace(
            answer,
            status="present",
            late=self.minutes(at(day, planned.start), came.at) if came else 0,
            early=self.minutes(left, at(day, planned.end)) if left else 0,
            missing={(True, True): "", (True, False): "out", (False, True): "in", (False, False): "both"}[
                bool(came), bool(left)
            ],
        )

    def presences(self, planned, day, came, left, taken):
        """How many presences the circular asks for, and how many were made within their time."""
        made = 0
        for _mode, kind, begins, ends in self.windows(planned):
            moments = {
                "in": [came.at] if came else [],
                "out": [left] if left else [],
                "middle": [act.at for act in taken if act.what == "presence"],
            }[kind]
            made += any(at(day, begins) <= moment <= at(day, ends) for moment in moments)
        return len(self.windows(planned)), made

    def place(self, planned, day, came):
        """At the office within 100 m, else outside; who works anywhere is not located, nor who tells nothing."""
        at_office = planned.mode == "wfo" or (planned.office_from and came.at >= at(day, planned.office_from))
        if came.place is None or not at_office:
            return "unknown"
        return "inside" if metres(came.place, OFFICE) <= 100 else "outside"

    @staticmethod
    def minutes(earlier, later):
        """Full minutes; 59 seconds are none."""
        return max(0, (later - earlier) // MINUTE)


def metres(one, other):
    """Between two places on a round Earth."""
    (lat_a, lon_a), (lat_b, lon_b) = ([radians(degrees) for degrees in place] for place in (one, other))
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * 6_371_008.8 * asin(sqrt(half))
