"""What is in force for everybody of a regional government on a day: circulars, and statements about more than one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from .facts import POSITION, RECALL, UNIT, Circular, Facts, Rule, Statement


@dataclass(eq=False, slots=True)
class Situation:
    """All days on which the same circulars, provisions and statements are in force share one."""

    circulars: tuple[Circular, ...]
    provisions: tuple[tuple[Circular, Rule], ...]
    recalls: tuple[Statement, ...]
    #: position level or unit id -> the statement that counts
    positions: dict[int, Statement] = field(default_factory=dict)
    units: dict[int, Statement] = field(default_factory=dict)

    @property
    def limit(self) -> Circular | None:
        """The circular whose weekly limit is enforced: that with the fewest days, or None."""
        enforcing = [c for c in self.circulars if c.enforced and c.flexible_days_max > 0]
        return min(enforcing, key=lambda c: (c.flexible_days_max, c.id), default=None)


class Situations:
    """Finds the situation of a regional government on a day."""

    def __init__(self, facts: Facts):
        self._circulars = sorted(facts.circulars, key=lambda circular: circular.id)
        self._statements = sorted(
            (statement for statement in facts.statements if statement.employee_id is None),
            key=lambda statement: statement.id,
        )
        self._by_day: dict[tuple[int, date], Situation] = {}
        self._by_content: dict[tuple, Situation] = {}

    def on(self, company_id: int, day: date) -> Situation:
        """The situation of ``company_id`` on ``day``."""
        key = (company_id, day)
        if key not in self._by_day:
            self._by_day[key] = self._find(company_id, day)
        return self._by_day[key]

    def _find(self, company_id, day):
        circulars = tuple(c for c in self._circulars if c.company_id == company_id and c.in_force(day))
        provisions = tuple((c, rule) for c in circulars for rule in c.rules if rule.in_force(day))
        statements = tuple(s for s in self._statements if s.company_id in (company_id, None) and s.in_force(day))
        content = (
            company_id,
            tuple(c.id for c in circulars),
            tuple(rule.id for _circular, rule in provisions),
            tuple(s.id for s in statements),
        )
        if content not in self._by_content:
            self._by_content[content] = Situation(
                circulars,
                provisions,
                tuple(s for s in statements if s.kind == RECALL),
                _words(statements, POSITION, "position_id"),
                _words(statements, UNIT, "unit_id"),
            )
        return self._by_content[content]


def _words(statements, kind, subject):
    """Of several statements about the same the later one counts, and of those the stricter."""
    words = {}
    for statement in sorted(
        (s for s in statements if s.kind == kind),
        key=lambda s: (s.date_from, not s.allows_flexible, s.id),
    ):
        words[getattr(statement, subject)] = statement
    return words


def order_of_recall(statement: Statement):
    """Of several recalls the earliest hour counts, then the one that names the person, then the unit."""
    return (statement.hour_from, statement.employee_id is None, statement.unit_id is None, statement.id)
