"""From facts to one decision per employee and date.

Work grows with the exceptions, not with the people: a placement (company, unit, calendar, position)
is resolved once per date and shared; only a person's own facts (time off, roster line, declaration)
make a decision of his or her own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .facts import CHOICE, ROSTER, WFH, WFO, Circular, Facts, Placement, Rule, Unit

#: Precedence, highest first. The first level that applies decides.
LEVELS = ("holiday", "leave", "position", "unit", "roster", "rule", "default")


@dataclass(frozen=True, slots=True)
class Step:
    """One level that was considered: did it decide, and the words to say why (``code`` and ``args``)."""

    level: str
    applied: bool
    code: str
    args: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """The plan of one employee on one date, shared by all whose facts are the same.

    ``mode`` is None on days without work; ``leave_status`` says which kind of time off. ``asks`` is
    ``choice`` while the person may declare a place for the day and ``roster`` where the head decides.
    """

    mode: str | None
    source: str
    department_id: int | None
    asn_kind: str | None
    position_level_id: int | None
    hour_from: float | None
    hour_to: float | None
    chain: tuple[Step, ...]
    leave_status: str | None = None
    circular_id: int | None = None
    rule_id: int | None = None
    asks: str | None = None

    @property
    def choice(self) -> bool:
        """Whether the person may say where he or she works that day."""
        return self.asks == CHOICE

    @property
    def decisive(self) -> Step:
        """The step of the chain that decided."""
        return next(step for step in self.chain if step.applied)


def resolve(facts: Facts, dates: Iterable[date]) -> dict[tuple[int, date], Decision]:
    """Decide for every person of ``facts`` and every one of ``dates``.

    A date on which a person is not employed (before the first placement, after the last) has no
    decision. The order of people, circulars, rules and dates never matters.
    """
    days = sorted(set(dates))
    resolver = _Resolver(facts)
    decisions = {}
    for person in facts.people:
        own = resolver.has_own_facts(person.id)
        for first, last, placement in person.spans:
            for day, decision in zip(days, resolver.row(placement, days)):
                if first <= day <= last:
                    if own:
                        decision = resolver.decide_own(person.id, day, decision)
                    decisions[person.id, day] = decision
    return decisions


class _Resolver:
    """The facts, indexed; and what has been resolved so far."""

    def __init__(self, facts: Facts):
        self.facts = facts
        self._rows: dict[Placement, list[Decision]] = {}
        self._in_force: dict[tuple[int, date], tuple[Circular, ...]] = {}
        self._shared: dict[tuple, Decision] = {}
        self._own: dict[tuple, Decision] = {}

    def has_own_facts(self, employee_id):
        facts = self.facts
        return employee_id in facts.absences or employee_id in facts.rosters or employee_id in facts.declarations

    def row(self, placement: Placement, days: list[date]) -> list[Decision]:
        """The decisions of all ``days`` for people without a fact of their own, made once for all of them."""
        if placement not in self._rows:
            self._rows[placement] = [self.decide_shared(placement, day) for day in days]
        return self._rows[placement]

    def circulars(self, company_id, day):
        key = (company_id, day)
        if key not in self._in_force:
            self._in_force[key] = tuple(
                sorted(
                    (c for c in self.facts.circulars if c.company_id == company_id and c.in_force(day)),
                    key=lambda circular: circular.id,
                )
            )
        return self._in_force[key]

    # ------------------------------------------------------------ shared by placement
    def decide_shared(self, placement: Placement, day: date) -> Decision:
        """Decide for people without a fact of their own.

        Dates of one weekday are alike as long as the same circulars are in force, so they share the answer.
        """
        calendar = self.facts.calendars.get(placement.calendar_id)
        hours = calendar.hours(day) if calendar else None
        holiday = self.facts.holidays.get((placement.calendar_id, day))
        circulars = self.circulars(placement.company_id, day)
        key = (placement, day.weekday(), hours, holiday, tuple(circular.id for circular in circulars))
        if key not in self._shared:
            self._shared[key] = (
                self._decide_day_off(placement, day, calendar, holiday)
                if holiday is not None or hours is None
                else self._decide_working_day(placement, day, hours, circulars)
            )
        return self._shared[key]

    def _decide_day_off(self, placement, day, calendar, holiday):
        if holiday is not None:
            step = Step("holiday", True, "holiday", (("name", holiday),))
        else:
            words = (("weekday", day.weekday()), ("calendar", calendar.name if calendar else ""))
            step = Step("holiday", True, "weekend", words)
        return _decision(placement, None, "holiday", (step,))

    def _decide_working_day(self, placement, day, hours, circulars):
        chain = [Step("holiday", False, "working_day"), Step("leave", False, "no_leave")]
        step = self._position_step(placement, circulars)
        chain.append(step)
        if step.applied:
            circular = dict(step.args)["circular_id"]
            return _decision(placement, WFO, "position", chain, hours, circular_id=circular)
        unit = self.facts.units.get(placement.unit_id)
        step = _unit_step(unit)
        chain.append(step)
        if step.applied:
            return _decision(placement, WFO, "unit", chain, hours)
        return self._decide_by_rule(placement, unit, day, hours, circulars, chain)

    def _position_step(self, placement, circulars):
        name = self.facts.positions.get(placement.position_id, "")
        for circular in circulars:
            if placement.position_id in circular.onsite_position_ids:
                args = (("position", name), ("circular", circular.name), ("circular_id", circular.id))
                return Step("position", True, "position", args)
        return Step("position", False, "position_free", (("position", name),))

    def _decide_by_rule(self, placement, unit, day, hours, circulars, chain):
        found = best_rule(circulars, placement, unit, day)
        if not found:
            code = "no_rule" if circulars else "no_circular"
            chain += [Step("roster", False, "roster_not_asked"), Step("rule", False, code)]
            chain.append(Step("default", True, code))
            return _decision(placement, WFO, "default", chain, hours)
        circular, rule = found
        value = rule.weekdays[day.weekday()]
        words = (
            ("circular", circular.name),
            ("article", rule.article),
            ("weekday", day.weekday()),
        )
        origin = {"circular_id": circular.id, "rule_id": rule.id}
        if value == ROSTER:
            chain += [
                Step("roster", False, "roster_missing", words),
                Step("rule", False, "rule_roster", words),
                Step("default", True, "roster_missing", words),
            ]
            return _decision(placement, WFO, "default", chain, hours, asks=ROSTER, **origin)
        chain.append(Step("roster", False, "roster_not_asked"))
        if value == CHOICE:
            chain.append(Step("rule", True, "choice_open", (*words, ("mode", WFH))))
            return _decision(placement, WFH, "rule", chain, hours, asks=CHOICE, **origin)
        chain.append(Step("rule", True, "rule", (*words, ("mode", value))))
        return _decision(placement, value, "rule", chain, hours, **origin)

    # ------------------------------------------------------------ a person's own facts
    def decide_own(self, employee_id: int, day: date, shared: Decision) -> Decision:
        """Lay a person's time off, roster line or declaration over the shared decision."""
        if shared.source == "holiday":
            return shared
        for absence in self.facts.absences.get(employee_id, ()):
            if absence.date_from <= day <= absence.date_to:
                return self._once(_on_leave, shared, absence.status, absence.name)
        if shared.asks == ROSTER:
            return self._rostered(shared, self.facts.rosters.get(employee_id, {}).get(day, ()))
        if shared.asks == CHOICE:
            mode = self.facts.declarations.get(employee_id, {}).get(day)
            return self._once(_by_declaration, shared, mode) if mode else shared
        return shared

    def _rostered(self, shared, lines):
        """The line of the nearest unit above the person; whoever has moved away is no longer led by it."""
        unit = self.facts.units.get(shared.department_id)
        path = unit.path if unit else ()
        own = [line for line in lines if line.unit_id in path]
        if not own:
            return shared
        line = max(own, key=lambda line: (path.index(line.unit_id), line.mode))
        return self._once(_by_roster, shared, line.mode, self.facts.units[line.unit_id].name)

    def _once(self, make, shared, *values):
        """``make(shared, *values)``, made once for all people to whom the same happens."""
        # shared decisions live as long as the resolver, so their id tells them apart
        key = (make, id(shared), values)
        if key not in self._own:
            self._own[key] = make(shared, *values)
        return self._own[key]


def best_rule(
    circulars: Iterable[Circular], placement: Placement, unit: Unit | None, day: date
) -> tuple[Circular, Rule] | None:
    """The rule that speaks for a placement on a day, or None.

    A dated circular beats an open-ended one, then the later issued, then the more specific scope,
    then the lower sequence. A rule without a word for the weekday does not take part.
    """
    best = None
    for circular in circulars:
        for rule in circular.rules:
            if not rule.weekdays[day.weekday()]:
                continue
            specific = _specificity(rule, placement, unit)
            if specific is None:
                continue
            rank = (
                not circular.open_ended,
                circular.date_issued,
                specific,
                -rule.sequence,
                -circular.id,
                -rule.id,
            )
            if best is None or rank > best[0]:
                best = (rank, circular, rule)
    return best and best[1:]


def _specificity(rule, placement, unit):
    """How closely the scope names the placement, larger is closer; None when it does not match."""
    path = unit.path if unit else ()
    depth = 0
    if rule.unit_ids:
        depth = max((n for n, unit_id in enumerate(path, 1) if unit_id in rule.unit_ids), default=0)
        if not depth:
            return None
    if rule.category_ids and (unit is None or unit.category_id not in rule.category_ids):
        return None
    if rule.position_ids and placement.position_id not in rule.position_ids:
        return None
    return (bool(rule.position_ids), depth, bool(rule.category_ids))


def _unit_step(unit):
    if unit and unit.exempt:
        return Step("unit", True, "unit", (("unit", unit.name), ("by", unit.exempt_by)))
    if unit:
        return Step("unit", False, "unit_free", (("unit", unit.name),))
    return Step("unit", False, "no_unit")


def _decision(placement, mode, source, chain, hours=None, **extra):
    return Decision(
        mode=mode,
        source=source,
        department_id=placement.unit_id,
        asn_kind=placement.asn_kind,
        position_level_id=placement.position_id,
        hour_from=hours[0] if hours else None,
        hour_to=hours[1] if hours else None,
        chain=tuple(chain),
        **extra,
    )


def _replaced(shared: Decision, mode, source, chain, **extra):
    """The shared decision with another outcome for one person."""
    return Decision(
        mode=mode,
        source=source,
        department_id=shared.department_id,
        asn_kind=shared.asn_kind,
        position_level_id=shared.position_level_id,
        hour_from=shared.hour_from,
        hour_to=shared.hour_to,
        chain=tuple(chain),
        **extra,
    )


def _on_leave(shared, status, name):
    code = "duty" if status in ("duty", "study") else "leave"
    chain = (shared.chain[0], Step("leave", True, code, (("name", name),)))
    return _replaced(shared, None, "leave", chain, leave_status=status)


def _by_roster(shared, mode, unit_name):
    words = dict(shared.chain[-1].args)
    args = tuple({**words, "mode": mode, "unit": unit_name}.items())
    kept = [step for step in shared.chain if step.level not in ("roster", "rule", "default")]
    return _replaced(
        shared,
        mode,
        "roster",
        (*kept, Step("roster", True, "roster", args)),
        circular_id=shared.circular_id,
        rule_id=shared.rule_id,
        asks=ROSTER,
    )


def _by_declaration(shared, mode):
    words = {**dict(shared.chain[-1].args), "mode": mode}
    return _replaced(
        shared,
        mode,
        "rule",
        (*shared.chain[:-1], Step("rule", True, "choice_declared", tuple(words.items()))),
        circular_id=shared.circular_id,
        rule_id=shared.rule_id,
        asks=CHOICE,
    )
