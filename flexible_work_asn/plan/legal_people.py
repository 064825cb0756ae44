"""Findings about people and units: whom the draft sends away, whom it may not, who is left on site."""

from __future__ import annotations

from collections.abc import Iterator

from .legal_case import (
    INFO,
    LEGAL_CAP,
    PERMEN_PANRB_4_2025,
    PERPRES_21_2023,
    SE_MENDAGRI,
    SEVERE,
    WARNING,
    Case,
    Finding,
)
from .simulate import REGION, SHORT, SHORT_WORST, counts_for_cap, open_to_roster, people_by

#: at most two days; and the PPK sets how many may work elsewhere
PASAL_13_1 = f"{PERMEN_PANRB_4_2025} Pasal 13(1)"
PASAL_13 = f"{PERMEN_PANRB_4_2025} Pasal 13"


def findings(case: Case) -> Iterator[Finding]:
    """All findings that come from the simulation."""
    away = people_by(case.groups, _sent_away)
    yield from _cap(case)
    yield from _direct_service(case, away)
    yield from _structural(case, away)
    yield from _barred(case)
    yield from _minimum(case)
    yield from _uncovered(case)
    yield from _public(case, away)


def _sent_away(decision):
    """Unit and position of whoever is, or may be by roster, away; requests and special circumstances left out."""
    if decision.source != "request" and (counts_for_cap(decision) or open_to_roster(decision)):
        return decision.department_id, decision.position_level_id
    return None


# ---------------------------------------------------------------- the weekly limit
def _cap(case):
    limit = case.flexible_days_max
    if not 0 < limit <= LEGAL_CAP:
        yield Finding("cap_setting", WARNING, PASAL_13_1, (("limit", limit), ("legal", LEGAL_CAP)))
    before = {(week.employee_id, week.monday) for week in case.simulation.over_now if week.is_certain}
    certain = [week for week in case.simulation.over if week.is_certain]
    if certain:
        # weeks that are over the limit already are not the draft's doing
        new = any((week.employee_id, week.monday) not in before for week in certain)
        yield _over("cap_certain", SEVERE if new else WARNING, certain)
    sure = {week.employee_id for week in certain}
    possible = [week for week in case.simulation.over if week.employee_id not in sure]
    if possible:
        # with a limit that is enforced, days beyond it turn back to the office
        yield _over("cap_possible", INFO if case.enforces_cap else WARNING, possible)


def _over(code, severity, weeks):
    people = {week.employee_id for week in weeks}
    days = max(len(week.certain) + (len(week.to_roster) if code == "cap_possible" else 0) for week in weeks)
    return Finding(
        code,
        severity,
        PASAL_13_1,
        (("people", len(people)), ("days", days), ("cap", weeks[0].cap)),
        unit_ids=tuple(sorted({week.unit_id for week in weeks if week.unit_id > 0})),
        dates=tuple(sorted({week.monday for week in weeks})),
        people=len(people),
    )


# ---------------------------------------------------------------- who may not be sent away
def _direct_service(case, away):
    """Units of direct service that work flexibly by a word of their own, or of a unit above them."""
    own, below = {}, {}
    for (unit_id, _position), people in away.items():
        unit = case.units.get(unit_id)
        if unit and unit.direct_service:
            table = own if unit.own_direct_service else below
            table.setdefault(unit_id, set()).update(people)
    for code, severity, table in (("direct_service_away", SEVERE, own), ("carve_out", INFO, below)):
        if table:
            people = len(set().union(*table.values()))
            yield Finding(
                code,
                severity,
                f"{PERPRES_21_2023} Pasal 7",
                (("people", people), ("units", len(table))),
                unit_ids=tuple(sorted(table)),
                people=people,
            )


def _structural(case, away):
    """Structural officials, camat and lurah whom the draft does not keep in the office."""
    by_position = {}
    for (_unit, position_id), people in away.items():
        if position_id in case.structural_position_ids:
            by_position.setdefault(position_id, set()).update(people)
    told = set()
    for rule in case.central:
        kept = sorted(set(by_position) & rule.onsite_position_ids)
        if kept:
            told |= set(kept)
            yield _officials(by_position, kept, SEVERE, rule.name, rule.id)
    rest = sorted(set(by_position) - told)
    if rest:
        yield _officials(by_position, rest, WARNING, SE_MENDAGRI, None)


def _officials(by_position, position_ids, severity, article, circular_id):
    people = len(set().union(*(by_position[position_id] for position_id in position_ids)))
    args = (("people", people), ("position_ids", tuple(position_ids)))
    return Finding("structural_away", severity, article, args, circular_id=circular_id, people=people)


def _barred(case):
    people = len(people_by(case.groups, lambda decision: decision.source == "bar" or None).get(True, ()))
    if people:
        yield Finding("barred", INFO, f"{PERMEN_PANRB_4_2025} Pasal 25", (("people", people),), people=people)


# ---------------------------------------------------------------- who is left on site
def _minimum(case):
    """Units with less people on site than they need: by the draft, or only if a roster sends everybody away."""
    certain, possible, severe = {}, {}, False
    for unit_id, row in case.simulation.draft.items():
        if unit_id == REGION:
            continue
        for index, cell in enumerate(row):
            day = case.simulation.dates[index]
            if cell[SHORT]:
                certain.setdefault(unit_id, []).append(day)
                severe = severe or cell[SHORT] > case.simulation.now[unit_id][index][SHORT]
            elif cell[SHORT_WORST]:
                possible.setdefault(unit_id, []).append(day)
    # what is short without the draft as well (too few people, leave) is not the draft's doing
    yield from _by_units("minimum_not_met", SEVERE if severe else WARNING, PASAL_13, certain)
    yield from _by_units("minimum_by_roster", WARNING, PASAL_13, possible)


def _uncovered(case):
    certain, possible, severe = {}, {}, False
    for gap in case.simulation.uncovered:
        (certain if gap.certain else possible).setdefault(gap.unit_id, []).append(gap.day)
        severe = severe or (gap.certain and not gap.now)
    article = f"{PERPRES_21_2023} Pasal 7"
    yield from _by_units("uncovered", SEVERE if severe else WARNING, article, certain)
    yield from _by_units("uncovered_by_roster", WARNING, article, possible)


def _by_units(code, severity, article, days_by_unit):
    if days_by_unit:
        dates = sorted({day for days in days_by_unit.values() for day in days})
        yield Finding(
            code,
            severity,
            article,
            (("units", len(days_by_unit)), ("dates", len(dates))),
            unit_ids=tuple(sorted(days_by_unit)),
            dates=tuple(dates),
        )


# ---------------------------------------------------------------- what the public is told
def _public(case, away):
    """OPD whose people are away where they were not before, and whose public is not told how to complain."""
    changed = {
        case.units[unit_id].opd_id or unit_id
        for unit_id, _position in away
        if unit_id in case.units and any(case.simulation.changed.get(unit_id, ()))
    }
    silent = sorted(unit_id for unit_id in changed if unit_id in case.units and not _has_channel(case, unit_id))
    if silent:
        article = "B/531/M.KT.02/2025; SE PANRB 2/2026"
        yield Finding("no_complaint_channel", WARNING, article, (("units", len(silent)),), unit_ids=tuple(silent))
    if changed and not case.has_public_notice:
        yield Finding("no_public_notice", WARNING, "SE PANRB 2/2026", (("units", len(changed)),))


def _has_channel(case, unit_id):
    return any(case.units[up].has_complaint_channel for up in case.units[unit_id].path if up in case.units)
