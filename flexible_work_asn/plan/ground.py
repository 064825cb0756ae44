"""What people of a placement share on each kind of day: resolved once, whatever their number."""

from __future__ import annotations

from datetime import date

from .decision import Step
from .facts import Facts, Placement
from .levels import DayKind, Ground
from .rules import speaking
from .situation import Situations, order_of_recall


class Grounds:
    """Finds the ground of a placement on each of ``days`` (in order)."""

    def __init__(self, facts: Facts, days: list[date]):
        self.facts = facts
        self.days = days
        self.situations = Situations(facts)
        self._kinds: dict[tuple, DayKind] = {}
        self._kinds_of: dict[tuple[int, int | None], list[DayKind]] = {}
        self._grounds: dict[tuple[Placement, int | None], dict[DayKind, Ground]] = {}
        self._rows: dict[Placement, list[Ground]] = {}

    def row(self, placement: Placement) -> list[Ground]:
        """The ground on every day."""
        if placement not in self._rows:
            self._rows[placement] = [
                self.of(placement, kind, placement.unit_id)
                for kind in self._day_kinds(placement.company_id, placement.calendar_id)
            ]
        return self._rows[placement]

    def of(self, placement: Placement, kind: DayKind, home_unit_id: int | None) -> Ground:
        """The ground on one kind of day; ``home_unit_id`` is the unit of the post, which recalls ask."""
        grounds = self._grounds.setdefault((placement, home_unit_id), {})
        if kind not in grounds:
            grounds[kind] = self._make(placement, kind, home_unit_id)
        return grounds[kind]

    def _day_kinds(self, company_id, calendar_id):
        key = (company_id, calendar_id)
        if key not in self._kinds_of:
            self._kinds_of[key] = [self._day_kind(company_id, calendar_id, day) for day in self.days]
        return self._kinds_of[key]

    def _day_kind(self, company_id, calendar_id, day):
        calendar = self.facts.calendars.get(calendar_id)
        situation = self.situations.on(company_id, day)
        values = (
            day.weekday(),
            calendar.hours(day) if calendar else None,
            calendar.noon(day) if calendar else None,
            self.facts.holidays.get((calendar_id, day)),
            calendar.name if calendar else "",
            situation,
        )
        if values not in self._kinds:
            self._kinds[values] = DayKind(*values)
        return self._kinds[values]

    def _make(self, placement, kind, home_unit_id):
        unit = self.facts.units.get(placement.unit_id)
        position, circular_id, position_statement = self._position(placement, kind.situation)
        exemption, unit_statement = _exemption(unit, kind.situation.units, self.facts.units)
        whole, parts = speaking(kind.situation.provisions, placement, unit, kind.weekday)
        return Ground(
            placement=placement,
            unit=unit,
            kind=kind,
            position=position,
            position_circular_id=circular_id,
            exemption=exemption,
            recall=self._recall(kind.situation, self.facts.units.get(home_unit_id)),
            whole=whole,
            parts=parts,
            position_statement_id=position_statement and position_statement.id,
            unit_statement_id=unit_statement and unit_statement.id,
        )

    def _position(self, placement, situation):
        """A dated statement about the position decides, else the list of a circular."""
        name = self.facts.positions.get(placement.position_id, "")
        statement = situation.positions.get(placement.position_id)
        if statement:
            words = (("position", name), ("document", statement.document))
            if statement.allows_flexible:
                return Step("position", False, "position_allowed", words), None, statement
            return Step("position", True, "position_stated", words), None, statement
        for circular in situation.circulars:
            if placement.position_id in circular.onsite_position_ids:
                words = (("position", name), ("circular", circular.name))
                return Step("position", True, "position", words), circular.id, None
        return Step("position", False, "position_free", (("position", name),)), None, None

    def _recall(self, situation, home):
        path = home.path if home else ()
        recalls = [one for one in situation.recalls if one.unit_id is None or one.unit_id in path]
        return min(recalls, key=order_of_recall, default=None)


def _exemption(unit, statements, units):
    """The nearest answer up the tree: a dated statement, or what the unit or its kind of service says."""
    if unit is None:
        return Step("unit", False, "no_unit"), None
    standing = _place_of_standing_answer(unit)
    for place in range(len(unit.path) - 1, max(standing, 0) - 1, -1):
        statement = statements.get(unit.path[place])
        if statement:
            stating = units.get(statement.unit_id)
            words = (
                ("unit", unit.name),
                ("by", stating.name if stating else ""),
                ("document", statement.document),
            )
            if statement.allows_flexible:
                return Step("unit", False, "unit_allowed", words), statement
            return Step("unit", True, "unit_stated", words), statement
    if unit.exempt:
        return Step("unit", True, "unit", (("unit", unit.name), ("by", unit.exempt_by))), None
    return Step("unit", False, "unit_free", (("unit", unit.name),)), None


def _place_of_standing_answer(unit):
    """Where in the path the unit's standing answer was found; -1 when nobody up the tree gave one."""
    if unit.exempt_by_id in unit.path:
        return unit.path.index(unit.exempt_by_id)
    return len(unit.path) - 1 if unit.exempt else -1
