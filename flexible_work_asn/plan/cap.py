"""The weekly limit of flexible days (Permen PANRB 4/2025 Pasal 13), laid over what the levels decided."""

from __future__ import annotations

from datetime import date, timedelta

from .decision import CAP, Decision, Step
from .facts import CHOICE, WFO, Circular


def whole_weeks(days: list[date]) -> list[date]:
    """All dates, in order, of the weeks (Monday to Sunday) in which ``days`` lie."""
    mondays = sorted({day - timedelta(days=day.weekday()) for day in days})
    return [monday + timedelta(days=n) for monday in mondays for n in range(7)]


class Limits:
    """Applies the limits that are in force to the days of one person after another."""

    def __init__(self, situations, days: list[date]):
        self._situations = situations
        self._days = days
        self._weeks: dict[int, list[tuple[int, list]]] = {}
        self._counted: dict[int, bool] = {}
        self._turned: dict[tuple[int, int], Decision] = {}

    def apply(self, row: list[Decision | None], company_id: int) -> None:
        """Turn back, in place, the days of ``row`` that are over the limit. ``row`` is about all days, by weeks.

        The decisions live as long as this object, so their ``id`` tells them apart.
        """
        counted = self._counted
        for start, limits, fewest in self._limited_weeks(company_id):
            week = row[start : start + 7]
            try:
                number = sum([counted[id(decision)] for decision in week])
            except KeyError:
                counted.update((id(decision), is_counted(decision)) for decision in week)
                number = sum([counted[id(decision)] for decision in week])
            if number <= fewest:
                continue
            for n in over_the_limit(week, limits):
                key = (id(week[n]), limits[n].id)
                if key not in self._turned:
                    self._turned[key] = turned_back(week[n], limits[n])
                row[start + n] = self._turned[key]

    def _limited_weeks(self, company_id):
        """(place of Monday, limit of each day, the smallest of them) of the weeks in which there is one."""
        if company_id not in self._weeks:
            weeks = []
            for start in range(0, len(self._days), 7):
                limits = [self._situations.on(company_id, day).limit for day in self._days[start : start + 7]]
                if any(limits):
                    weeks.append((start, limits, min(limit.flexible_days_max for limit in limits if limit)))
            self._weeks[company_id] = weeks
        return self._weeks[company_id]


def is_counted(decision: Decision | None) -> bool:
    """Whether a day counts for the limit; a special circumstance does not (Permen PANRB 4/2025 Pasal 13)."""
    return decision is not None and decision.is_flexible and not decision.outside_cap


def over_the_limit(week: list[Decision | None], limits: list[Circular | None]) -> list[int]:
    """Which days of one person's week turn back to office, as places in ``week``.

    Kept are days that no roster decided before those of the roster, and earlier before later ones; a day that
    finds as many days kept as its limit allows is over it.

    :param week: decision of each day, None where not employed
    :param limits: the circular whose limit is enforced on each day, or None
    """
    kept, over = 0, []
    counted = [n for n, decision in enumerate(week) if is_counted(decision)]
    for n in sorted(counted, key=lambda n: (week[n].source == "roster", n)):
        if limits[n] is None or kept < limits[n].flexible_days_max:
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
