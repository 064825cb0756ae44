"""The status of one employee on one day, and the minutes late and early."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

PENDING = "pending"
PRESENT = "present"
ABSENT = "absent"
OFF = "off"
#: kinds of approved time off and of work elsewhere; each is a status of its own
ABSENCES = ("leave", "sick", "permit", "duty", "study")
STATUSES = (PENDING, PRESENT, ABSENT, OFF, *ABSENCES)

#: "punya giliran bertugas di kantor, absennya di kantor … apel pagi melalui daring bagi yang melaksanakan kerja
#: dari rumah" (Ternate): an online apel counts those who work from home or elsewhere, and nobody on turn in an office
COUNTED_BY_APEL = frozenset({"wfh", "wfa"})
#: of several apel on one day the best result counts
APEL_RANK = {"on_time": 0, "late": 1, "rejected": 2, "none": 3}


@dataclass(frozen=True, slots=True)
class JoinedApel:
    """That somebody joined an apel: on time or late, and whether the leader rejected it."""

    late: bool = False
    rejected: bool = False

    @property
    def result(self) -> str:
        """on_time, late or rejected."""
        if self.rejected:
            return "rejected"
        return "late" if self.late else "on_time"


@dataclass(frozen=True, slots=True)
class DayFacts:
    """All that bears on the judgement of one day. Times are naive local times, hours local hours.

    ``mode`` is None on a day without work. ``hour_to`` over 24, or at or before ``hour_from``, lies on the
    next day: a shift belongs to the date on which it starts. ``check_out`` is None while checked in.
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


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is written on the day."""

    status: str
    late_minutes: int = 0
    early_minutes: int = 0
    apel_morning: str = "none"


def judge_day(facts: DayFacts) -> Verdict:
    """Judge one day.

    Time off and days without work stay what they are, whatever else happened. On a working day a
    check-in is presence, and so is a joined apel for who works from home or elsewhere
    (SE Wali Kota Ternate 800/84/2025). Nobody is absent before the day is closed, unless the head
    rejected the presence.
    """
    apel = best_result(joined.result for joined in facts.joined_apel)
    if facts.leave_status is not None:
        return Verdict(facts.leave_status, apel_morning=apel)
    if facts.mode is None:
        return Verdict(OFF, apel_morning=apel)
    if facts.rejected:
        return Verdict(ABSENT, apel_morning=apel)
    attended = apel in ("on_time", "late") and facts.mode in COUNTED_BY_APEL
    if facts.check_in is None and not attended:
        return Verdict(ABSENT if facts.closed else PENDING, apel_morning=apel)
    return Verdict(PRESENT, late_minutes(facts), early_minutes(facts), apel)


def late_minutes(facts: DayFacts) -> int:
    """Whole minutes between the start of work and the check-in; 0 within the tolerance.

    With dynamic hours work starts with the check-in, at the latest so many minutes after the ordinary start.
    """
    if facts.check_in is None or facts.hour_from is None:
        return 0
    late = whole_minutes_after(facts.check_in, moment_of(facts.date, facts.hour_from) + shifted(facts))
    return late if late > facts.tolerance else 0


def early_minutes(facts: DayFacts) -> int:
    """Whole minutes between the check-out and the end of work; 0 without a check-out.

    With dynamic hours the end moves as the beginning did: the hours of the day are worked in full.
    """
    if facts.check_out is None or facts.hour_to is None:
        return 0
    end = end_of_work(facts.date, facts.hour_from, facts.hour_to) + shifted(facts)
    return whole_minutes_after(end, facts.check_out)


def shifted(facts: DayFacts) -> timedelta:
    """By how much the day's hours have moved, within its dynamic hours."""
    if not facts.dynamic or facts.check_in is None or facts.hour_from is None:
        return timedelta()
    window = timedelta(minutes=facts.dynamic)
    came = facts.check_in.replace(second=0, microsecond=0) - moment_of(facts.date, facts.hour_from)
    return max(-window, min(window, came))


def end_of_work(day: date, hour_from: float | None, hour_to: float) -> datetime:
    """The naive local end of work; on the next day when it is not after the start."""
    end = moment_of(day, hour_to)
    if hour_from is not None and hour_to <= hour_from:
        end += timedelta(days=1)
    return end


def moment_of(day: date, hour: float) -> datetime:
    """The naive local time of ``hour`` on ``day``, to the minute."""
    return datetime.combine(day, time.min) + timedelta(minutes=round(hour * 60))


def whole_minutes_after(moment: datetime, limit: datetime) -> int:
    """Full minutes by which ``moment`` is after ``limit``; 0 when it is not. 59 seconds are forgiven."""
    return max(0, int((moment - limit).total_seconds() // 60))


def best_result(results: Iterable[str]) -> str:
    """The best of several results of apel: on_time, late, rejected, none."""
    return min(results, key=APEL_RANK.__getitem__, default="none")
