"""What one person's TPP is cut by in a month, and why: the days against the table of deductions of the region.

Rates differ from region to region, so all of them come in the table. Exact decimal arithmetic: percents are
`Decimal`, and nothing is rounded here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from .day import PRESENT

ZERO = Decimal(0)
#: a day with one of these statuses is cut by one percentage, where the table has one for it, and by nothing else
STATUS_KINDS = ("absent", "permit", "sick", "leave")
#: a missing clock counts as the kind of minutes named here where the table has no percentage for it
MISSING = {"in": (("missing_in", "late"),), "out": (("missing_out", "early"),)}
MISSING["both"] = MISSING["in"] + MISSING["out"]
#: a joint apel that has no percentage of its own counts as the morning apel that it replaces
APEL_FALLBACK = {"missed_apel_joint": "missed_apel_morning"}


@dataclass(frozen=True, slots=True)
class Band:
    """Minutes from ``first`` to ``last`` (None: without an end) late or early, such as TL1 or PSW2."""

    kind: str
    first: int
    last: int | None
    percent: Decimal
    code: str = ""

    def holds(self, minutes: int) -> bool:
        return self.first <= minutes and (self.last is None or minutes <= self.last)


@dataclass(frozen=True, slots=True)
class TppTable:
    """The table of deductions in force on a day. Percents are of its base; ``share`` of the TPP is that base.

    ``caps`` are None where the table has none. The first ``tolerated_times`` times a month that somebody is late or
    early by no more than ``tolerated_minutes`` are forgiven.
    """

    key: int = 0
    bands: tuple[Band, ...] = ()
    percents: Mapping[str, Decimal] = field(default_factory=dict)
    #: minutes as which a missing clock counts, without a percentage of its own; 0: it is not cut
    missing_minutes: int = 0
    cap_day: Decimal | None = None
    cap_month: Decimal | None = None
    tolerated_times: int = 0
    tolerated_minutes: int = 0
    share: Decimal = Decimal(1)

    def band(self, kind: str, minutes: int) -> Band | None:
        return next((band for band in self.bands if band.kind == kind and band.holds(minutes)), None)


@dataclass(frozen=True, slots=True)
class TppDay:
    """What counts of one closed day. ``missed_apel`` are kinds of the table, such as missed_apel_morning."""

    date: date
    status: str
    late: int = 0
    early: int = 0
    missing: str | None = None
    missed_apel: tuple[str, ...] = ()
    missed_presence: int = 0
    missing_report: bool = False
    table: TppTable | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that is cut, or is forgiven (percent 0). Reasons add up exactly to the sum of the month."""

    date: date
    kind: str
    percent: Decimal
    #: the same of the whole TPP
    tpp_percent: Decimal
    code: str = ""
    minutes: int = 0
    times: int = 1
    forgiven: bool = False


@dataclass(frozen=True, slots=True)
class TppMonth:
    """The sum of a month in percent of the base and of the whole TPP, with its reasons."""

    percent: Decimal
    tpp_percent: Decimal
    reasons: tuple[Reason, ...]


def judge_tpp_month(days: Iterable[TppDay]) -> TppMonth:
    """Go through one person's days of a month, each by the table in force on it.

    Days without a table are not cut. The cap of the month is that of the last table. When it is reached, a last
    reason takes back what is over it.
    """
    reasons, tolerated, table, last = [], 0, None, None
    for day in sorted(days, key=lambda day: day.date):
        if day.table is None:
            continue
        table, last = day.table, day.date
        found, tolerated = _tolerate(table, list(_reasons(day)), tolerated)
        reasons += found
        reasons += _over_the_day(table, day.date, found)
    percent = sum((reason.percent for reason in reasons), ZERO)
    tpp_percent = sum((reason.tpp_percent for reason in reasons), ZERO)
    if table and table.cap_month is not None and percent > table.cap_month:
        over = percent - table.cap_month
        cut = Reason(last, "cap_month", -over, -tpp_percent * over / percent)
        reasons.append(cut)
        percent, tpp_percent = table.cap_month, tpp_percent + cut.tpp_percent
    return TppMonth(percent, tpp_percent, tuple(reasons))


def _reasons(day):
    """What of one day is cut, before tolerance and cap."""
    table = day.table
    if day.status in STATUS_KINDS:
        yield from _flat(day, day.status)
        return
    if day.status != PRESENT:
        return
    yield from _banded(day, "late", day.late)
    yield from _banded(day, "early", day.early)
    for kind, counts_as in MISSING.get(day.missing, ()):
        if kind in table.percents:
            yield from _flat(day, kind)
        elif table.missing_minutes:
            band = table.band(counts_as, table.missing_minutes)
            if band:
                yield _reason(day, kind, band.percent, code=band.code)
    for kind in day.missed_apel:
        yield from _flat(day, kind if kind in table.percents else APEL_FALLBACK.get(kind, kind), told_as=kind)
    if day.missed_presence:
        yield from _flat(day, "missed_presence", day.missed_presence)
    if day.missing_report:
        yield from _flat(day, "missing_report")


def _banded(day, kind, minutes):
    band = minutes > 0 and day.table.band(kind, minutes)
    if band:
        yield _reason(day, kind, band.percent, code=band.code, minutes=minutes)


def _flat(day, kind, times=1, told_as=None):
    percent = day.table.percents.get(kind)
    if percent is not None:
        yield _reason(day, told_as or kind, percent * times, times=times)


def _reason(day, kind, percent, **said):
    return Reason(day.date, kind, percent, percent * day.table.share, **said)


def _tolerate(table, reasons, used):
    """Forgive what the table tolerates; ``used`` times of the month are gone already."""
    answer = []
    for reason in reasons:
        small = reason.kind in ("late", "early") and 0 < reason.minutes <= table.tolerated_minutes
        if small and used < table.tolerated_times:
            used += 1
            reason = replace(reason, percent=ZERO, tpp_percent=ZERO, forgiven=True)
        answer.append(reason)
    return answer, used


def _over_the_day(table, date_, reasons):
    total = sum((reason.percent for reason in reasons), ZERO)
    if table.cap_day is not None and total > table.cap_day:
        over = total - table.cap_day
        yield Reason(date_, "cap_day", -over, -over * table.share)
