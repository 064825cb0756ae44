"""Findings about the text of the draft: dates, legal basis, provisions, other circulars and central rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from .legal_case import (
    INFO,
    LEGAL_CAP,
    PERMEN_PANRB_4_2025,
    SE_MENDAGRI,
    SEVERE,
    WARNING,
    Case,
    Finding,
    Provision,
    contradict,
    sends_away,
    weekdays_between,
)
from .simulate import FLEXIBLE, REGION, TO_ROSTER

ONE_DAY = timedelta(days=1)
SATURDAY = 5


def findings(case: Case) -> Iterator[Finding]:
    """All findings that come from the text and the calendar."""
    yield from _basis(case)
    yield from _dates(case)
    yield from _idle_provisions(case)
    for other in sorted(case.others, key=lambda other: other.id):
        yield from _clash_with_circular(case, other)
    for rule in sorted(case.central, key=lambda rule: rule.id):
        yield from _clash_with_central(case, rule)
        yield from _more_days_with_central(case, rule)
    yield from _long_weekends(case)


# ---------------------------------------------------------------- basis and dates
def _basis(case):
    """The government sets which staff may work flexibly (Perpres 21/2023 Pasal 8), by a rule that it carries out."""
    if not case.has_legal_basis:
        yield Finding("no_legal_basis", WARNING, f"{PERMEN_PANRB_4_2025}; Perpres 21/2023 Pasal 8")
    if not case.parent:
        yield Finding("no_parent", INFO, f"{PERMEN_PANRB_4_2025}; {SE_MENDAGRI}")
    marked = tuple(provision.id for provision in case.draft.provisions if provision.to_check)
    if marked or case.to_check:
        args = (("provisions", len(marked)), ("text", case.to_check))
        yield Finding("to_check", WARNING, case.draft.name, args, rule_ids=marked)


def _dates(case):
    """A decision does not take effect before its issue (UU 30/2014 Pasal 58(6)), nor outside of the central rule."""
    draft = case.draft
    if case.is_draft and draft.first < case.today:
        args = (("first", draft.first), ("today", case.today))
        yield Finding("date_past", WARNING, "UU 30/2014 Pasal 58(6)", args, dates=(draft.first,))
    parent = case.parent
    if parent and (draft.first < parent.first or (parent.last and (draft.last is None or draft.last > parent.last))):
        args = (("first", parent.first), ("last", parent.last))
        yield Finding("beyond_central", WARNING, parent.name, args, circular_id=parent.id)


# ---------------------------------------------------------------- provisions that never apply
def _idle_provisions(case):
    """Provisions that decide nothing for anybody on the dates that were simulated, and why they do not."""
    used = {decision.rule_id for group in case.groups for decision in group.draft if decision}
    idle = [provision for provision in case.draft.provisions if provision.id not in used]
    if not idle:
        return
    decisions = {
        (id(decision), day): decision
        for group in case.groups
        for day, decision in zip(case.dates, group.draft)
        if decision
    }
    for provision in idle:
        if not _has_dates(case, provision):
            continue
        reasons = Counter(
            _why_not(decision)
            for (_decision, day), decision in decisions.items()
            if provision.weekdays[day.weekday()]
            and _on(case, provision, day)
            and speaks_to(case, provision, decision.department_id, decision.position_level_id)
        )
        why = max(reasons, key=lambda reason: (reasons[reason], reason), default="no_people")
        args = (("article", provision.article), ("why", why))
        yield Finding("never_applies", WARNING, case.draft.name, args, rule_ids=(provision.id,))


def _on(case, provision, day):
    """Whether the provision is in force on ``day``."""
    firsts = (case.draft.first, provision.first)
    lasts = (case.draft.last, provision.last)
    return all(first <= day for first in firsts if first) and all(day <= last for last in lasts if last)


def _has_dates(case, provision):
    """Whether the simulated dates hold one about which the provision speaks; if not, nothing is known of it."""
    return any(provision.weekdays[day.weekday()] and _on(case, provision, day) for day in case.simulation.dates)


def _why_not(decision):
    """What decides instead of the provision."""
    return {"holiday": "day_off", "leave": "day_off", "unit": "unit", "position": "position", "bar": "position"}.get(
        decision.source, "other"
    )


def speaks_to(case: Case, provision: Provision, unit_id: int | None, position_id: int | None) -> bool:
    """Whether the scope of a provision holds people of this unit and position level."""
    unit = case.units.get(unit_id)
    if provision.unit_ids and not (unit and provision.unit_ids & set(unit.path)):
        return False
    if provision.category_ids and not (unit and unit.category_id in provision.category_ids):
        return False
    return not provision.position_ids or position_id in provision.position_ids


# ---------------------------------------------------------------- other circulars of the region
def _clash_with_circular(case, other):
    """Another word for the same people and weekday, and which of the two circulars prevails."""
    clashes = _clashes(case, other)
    if not clashes:
        return
    prevails, why = _who_prevails(case, other)
    days = {(weekday, mine.weekdays[weekday], theirs.weekdays[weekday]) for weekday, mine, theirs in clashes}
    args = (("other", other.name), ("days", tuple(sorted(days))), ("prevails", prevails), ("why", why))
    rules = {mine.id for _weekday, mine, _theirs in clashes}
    # a dated circular that overrides the weekly one is what circulars are for
    severity = INFO if prevails == "draft" else WARNING
    article = f"{case.draft.name}; {other.name}"
    yield Finding("clash_region", severity, article, args, rule_ids=tuple(sorted(rules)), circular_id=other.id)


def _clashes(case, other):
    """(weekday, provision of the draft, provision of the other) that cannot both be followed."""
    together = case.draft.dates_with(other)
    if not together:
        return []
    return [
        (weekday, mine, theirs)
        for mine in case.draft.provisions
        for theirs in other.provisions
        if _scopes_meet(case, mine, theirs)
        for weekday in _weekdays_together(together, mine, theirs)
        if contradict(mine.weekdays[weekday], theirs.weekdays[weekday])
    ]


def _weekdays_together(together, mine, theirs):
    first = max(day for day in (together[0], mine.first, theirs.first) if day)
    last = min((day for day in (together[1], mine.last, theirs.last) if day), default=None)
    return () if last and last < first else sorted(weekdays_between(first, last))


def _scopes_meet(case, mine, theirs):
    """Whether somebody may be in the scope of both; an empty part of a scope means everybody."""

    def paths(provision):
        return [case.units[unit_id].path for unit_id in provision.unit_ids if unit_id in case.units]

    if mine.unit_ids and theirs.unit_ids:
        below = any(mine.unit_ids & set(path) for path in paths(theirs))
        above = any(theirs.unit_ids & set(path) for path in paths(mine))
        if not (below or above):
            return False
    return all(
        not own or not others or own & others
        for own, others in ((mine.category_ids, theirs.category_ids), (mine.position_ids, theirs.position_ids))
    )


def _who_prevails(case, other):
    """In the order of the plan: dated before open-ended, then the later issued, then the closer scope."""
    draft = case.draft
    if draft.open_ended != other.open_ended:
        return ("other" if draft.open_ended else "draft"), "dated"
    # a draft that is not signed yet will be the latest, as the simulation takes it
    mine, theirs = draft.date_issued or date.max, other.date_issued or date.min
    if mine != theirs:
        return ("draft" if mine > theirs else "other"), "later"
    return "either", "scope"


# ---------------------------------------------------------------- central rules
def _clash_with_central(case, rule):
    """Days of the draft that the central rule says otherwise about.

    Flexible work is not a duty (Permen PANRB 4/2025), so a stricter day only deserves a warning; to send people away
    on a day that the carried-out rule keeps for the office is severe.
    """
    clashes = _clashes(case, rule)
    for looser in (True, False):
        such = [clash for clash in clashes if sends_away(clash[1].weekdays[clash[0]]) is looser]
        days = {(weekday, mine.weekdays[weekday], theirs.weekdays[weekday]) for weekday, mine, theirs in such}
        if days:
            severity = SEVERE if looser and case.parent and case.parent.id == rule.id else WARNING
            code = "central_looser" if looser else "central_stricter"
            args = (("other", rule.name), ("days", tuple(sorted(days))))
            rules = tuple(sorted({mine.id for _weekday, mine, _theirs in such}))
            yield Finding(code, severity, rule.name, args, rule_ids=rules, circular_id=rule.id)


def _more_days_with_central(case, rule):
    """A region's Thursday and the national Friday are two days: are they too many together?"""
    together = case.draft.dates_with(rule)
    if not together:
        return
    both = weekdays_between(*together)
    certain, possible = (
        {
            weekday
            for provision in case.draft.provisions
            for weekday in both
            if sends_away(provision.weekdays[weekday], by_roster=by_roster)
        }
        for by_roster in (False, True)
    )
    central = {weekday for provision in rule.provisions for weekday in both if sends_away(provision.weekdays[weekday])}
    added = central - possible
    if not possible or not added:
        return
    severity = WARNING if len(possible | added) > LEGAL_CAP else INFO
    args = (
        ("other", rule.name),
        ("weekdays", tuple(sorted(added))),
        ("certain", len(certain | added)),
        ("possible", len(possible | added)),
        ("cap", LEGAL_CAP),
    )
    yield Finding("central_adds_days", severity, rule.name, args, circular_id=rule.id)


# ---------------------------------------------------------------- long weekends
def _long_weekends(case):
    """Flexible days that touch days off with a holiday among them: they look like leave to the public."""
    row = case.simulation.draft.get(REGION, ())
    days = tuple(
        day
        for day, cell in zip(case.simulation.dates, row)
        if (sum(cell[index] for index in FLEXIBLE) or cell[TO_ROSTER]) and _touches_holiday(case, day)
    )
    if days:
        yield Finding("long_weekend", INFO, SE_MENDAGRI, (("days", len(days)),), dates=days)


def _touches_holiday(case, day):
    for step in (-ONE_DAY, ONE_DAY):
        near = day + step
        while near.weekday() >= SATURDAY or near in case.holidays:
            if near in case.holidays:
                return True
            near += step
    return False
