"""The weekly limit of flexible days (Permen PANRB 4/2025 Pasal 13), laid over what the levels decided."""

from __future__ import annotations

from datetime import date, timedelta

from .decision import CAP, Decision, Step
from .facts import CHOICE, WFO, Circular


def whole_weeks(days: list[date]) -> list[date]:
    """All dates, in order, of the weeks (Monday to Sunday) in which ``days`` lie."""
    mondays = sorted({day - timedelta(days=day.weekday()) for day in days})
    return [monday + timedelta(days=n) for monday in mondays for n in range(7)]


def weeks_of(days: list[date]) -> list[slice]:
    """Slices of ``days`` (in order), one per week."""
    slices, start = [], 0
    for n in range(1, len(days) + 1):
        if n == len(days) or days[n].isocalendar()[:2] != days[start].isocalendar()[:2]:
            slices.append(slice(start, n))
            start = n
    return slices


def over_the_limit(week: list[tuple[Decision | None, Circular | None]]) -> list[int]:
    """Which days of one person's week turn back to office, as places in ``week``.

    Kept are days that no roster decided before those of the roster, and earlier before later ones; a day that
    finds as many days kept as its limit allows is over it. A special circumstance neither counts nor turns back.

    :param week: decision of each day (None where not employed) and the circular whose limit is enforced on it
    """
    flexible = [
        n for n, (decision, _limit) in enumerate(week) if decision and decision.is_flexible and not decision.outside_cap
    ]
    kept, over = 0, []
    for n in sorted(flexible, key=lambda n: (week[n][0].source == "roster", n)):
        limit = week[n][1]
        if limit is None or kept < limit.flexible_days_max:
            kept += 1
        else:
            over.append(n)
    return over


def turned_back(decision: Decision, limit: Circular) -> Decision:
    """The day in the office, with what it would have been in the chain."""
    would_be = next(part.mode for part in _parts(decision) if part.mode != WFO)
    words = (("mode", would_be), ("max", limit.flexible_days_max), ("circular", limit.name))
    return Decision(
        mode=WFO,
        source=CAP,
        department_id=decision.department_id,
        asn_kind=decision.asn_kind,
        position_level_id=decision.position_level_id,
        hour_from=decision.hour_from,
        hour_to=decision.hour_to,
        chain=(
            *(Step(step.level, False, step.code, step.args) for step in decision.chain),
            Step(CAP, True, "cap", words),
        ),
        circular_id=limit.id,
        asks=None if decision.asks == CHOICE else decision.asks,
        hours_tolerance=decision.hours_tolerance,
        shift_id=decision.shift_id,
        assignment_id=decision.assignment_id,
        home_department_id=decision.home_department_id,
        part_leave=decision.part_leave,
    )


def _parts(decision):
    return decision.segments or (decision,)
