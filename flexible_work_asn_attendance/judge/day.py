"""The status of one employee on one day, the minutes late and early, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from .apel import ATTENDED, COUNTED_BY_APEL, JoinedApel, results_of
from .hours import end_of_work, moment_of, shift_of, whole_minutes_after
from .presence import IN, binding_windows, presences_met, presences_missed
from .window import Window

PENDING = "pending"
PRESENT = "present"
ABSENT = "absent"
OFF = "off"
#: kinds of approved time off and of work elsewhere; each is a status of its own
ABSENCES = ("leave", "sick", "permit", "duty", "study")
STATUSES = (PENDING, PRESENT, ABSENT, OFF, *ABSENCES)


@dataclass(frozen=True, slots=True)
class DayFacts:
    """All that bears on the judgement of one day. Times are naive local times, hours local hours.

    ``mode`` is None on a day without work. ``hour_to`` over 24, or at or before ``hour_from``, lies on the
    next day: a shift belongs to the date on which it starts. ``check_out`` is None while checked in. Corrections are
    laid over already, and hours are what a half-day of leave has left of them.
    """

    date: date
    mode: str | None
    hour_from: float | None = None
    hour_to: float | None = None
    leave_status: str | None = None
    check_in: datetime | None = None
    check_out: datetime | None = None
    joined_apel: tuple[JoinedApel, ...] = ()
    rejected: bool = False
    closed: bool = False
    #: minutes after ``hour_from`` that are forgiven; whoever comes later is late by all of them
    tolerance: int = 0
    #: minutes by which one may begin earlier or later and then ends so much earlier or later (Permen PANRB 4/2025
    #: Pasal 17: dinamis)
    dynamic: int = 0
    #: those of the circular, for whatever mode; none where a shift is rostered
    windows: tuple[Window, ...] = ()
    #: presences in between
    presences: tuple[datetime, ...] = ()
    #: False where the plan could not be made: then nobody is off, late or absent
    planned: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is written on the day."""

    status: str
    late_minutes: int = 0
    early_minutes: int = 0
    apel_morning: str = "none"
    apel_afternoon: str = "none"
    #: in, out or both: somebody present without a clock; said when the day closes
    missing: str | None = None
    presence_expected: int = 0
    presence_met: int = 0
    #: presences in between that were not made, of somebody present
    presence_missed: int = 0


def judge_day(facts: DayFacts) -> Verdict:
    """Judge one day.

    Time off and days without work stay what they are, whatever else happened. On a working day a
    check-in is presence (and so is a check-out alone, which only a correction can give), and a joined apel is for who
    works from home or elsewhere (SE Wali Kota Ternate 800/84/2025). Nobody is absent before the day is closed, unless
    the head rejected the presence; and nobody whose plan could not be made.
    """
    apel = results_of(facts.joined_apel) if facts.joined_apel else ("none", "none")
    if facts.leave_status is not None:
        return Verdict(facts.leave_status, 0, 0, *apel)
    if facts.mode is None and facts.planned:
        return Verdict(OFF, 0, 0, *apel)
    clocked = facts.check_in is not None or facts.check_out is not None
    by_apel = facts.mode in COUNTED_BY_APEL and (apel[0] in ATTENDED or apel[1] in ATTENDED)
    status = PENDING
    if facts.rejected:
        status = ABSENT
    elif clocked or by_apel:
        status = PRESENT
    elif facts.closed and facts.planned:
        status = ABSENT
    windows = ()
    if facts.windows:
        windows = binding_windows(facts.windows, facts.mode, facts.hour_from, facts.hour_to, facts.dynamic)
    met = presences_met(windows, facts.date, facts.check_in, left_at(facts), facts.presences) if windows else 0
    if status != PRESENT:
        return Verdict(status, 0, 0, *apel, None, len(windows), met)
    missing = missing_clock(facts) if facts.closed else None
    missed = presences_missed(windows, facts.date, facts.presences) if windows and facts.closed else 0
    return Verdict(PRESENT, late_minutes(facts), early_minutes(facts), *apel, missing, len(windows), met, missed)


def late_minutes(facts: DayFacts) -> int:
    """Whole minutes between the start of work and the check-in; 0 within the tolerance.

    The start of work is the measure. A window of check-in only says whether the presence was made in time, and is the
    measure, by its end, where a day has no hours. With dynamic hours work starts with the check-in, at the latest so
    many minutes after the ordinary start.
    """
    if facts.check_in is None:
        return 0
    starts = starts_at(facts)
    if starts is None:
        ends = [window.hour_to for window in facts.windows if window.mode == facts.mode and window.kind == IN]
        if not ends:
            return 0
        starts = moment_of(facts.date, max(ends))
    late = whole_minutes_after(facts.check_in, starts + shift_of(facts.check_in, starts_at(facts), facts.dynamic))
    return late if late > facts.tolerance else 0


def early_minutes(facts: DayFacts) -> int:
    """Whole minutes between the check-out and the end of work; 0 without a check-out.

    With dynamic hours the end moves as the beginning did: the hours of the day are worked in full.
    """
    left = left_at(facts)
    if left is None or facts.hour_to is None:
        return 0
    end = end_of_work(facts.date, facts.hour_from, facts.hour_to)
    return whole_minutes_after(end + shift_of(facts.check_in, starts_at(facts), facts.dynamic), left)


def missing_clock(facts: DayFacts) -> str | None:
    """Which clock is missing: in, out, both or None."""
    no_in, no_out = facts.check_in is None, left_at(facts) is None
    if no_in and no_out:
        return "both"
    if no_in:
        return "in"
    return "out" if no_out else None


def starts_at(facts: DayFacts) -> datetime | None:
    """The naive local start of work."""
    return None if facts.hour_from is None else moment_of(facts.date, facts.hour_from)


def left_at(facts: DayFacts) -> datetime | None:
    """The check-out, if it is one: before the check-in nobody leaves."""
    if facts.check_out is None or (facts.check_in is not None and facts.check_out < facts.check_in):
        return None
    return facts.check_out
