"""What people of a placement share on each kind of day: resolved once, whatever their number."""

from __future__ import annotations

from datetime import date

from .decision import Step
from .facts import Facts, Placement
from .levels import DayKind, Ground
from .rules import speaking
from .situation import Situations, order_of_recall

#: nobody is assigned elsewhere: the unit of the post is that of the placement
OWN_UNIT = object()


class Grounds:
    """Finds the ground of a placement on each of ``days`` (in order)."""

    def __init__(self, facts: Facts, days: list[date]):
        self.facts = facts
        self.days = days
        self.situations = Situations(facts)
        self._kinds: dict[tuple, DayKind] = {}
        self._kinds_of: dict[tuple[int, int | None], list[DayKind]] = {}
        self._grounds: dict[tuple, Ground] = {}
        self._alike: dict[tuple, Ground] = {}
        self._rows: dict[Placement, list[Ground]] = {}
        self._spoken: dict[tuple, tuple] = {}
        self._kept: dict[tuple, tuple] = {}

    def row(self, placement: Placement) -> list[Ground]:
        """The ground on every day."""
        if placement not in self._rows:
            self._rows[placement] = [
                self.of(placement, kind) for kind in self.kinds(placement.company_id, placement.calendar_id)
            ]
        return self._rows[placement]

    def of(self, placement: Placement, kind: DayKind, home_unit_id=OWN_UNIT) -> Ground:
        """The ground on one kind of day; ``home_unit_id`` is the unit of the post of somebody assigned elsewhere, None
        where the post has none.

        PNS and PPPK stand on the same ground.
        """
        if home_unit_id is OWN_UNIT:
            home_unit_id = placement.unit_id
        key = (placement.unit_id, placement.position_id, placement.area_id, home_unit_id, kind)
        ground = self._grounds.get(key)
        if ground is None:
            made = self._make(placement, kind, home_unit_id)
            # other circulars in force that change nothing here leave the ground as it is
            ground = self._grounds[key] = self._alike.setdefault(made.content(), made)
        return ground

    def kinds(self, company_id: int, calendar_id: int | None) -> list[DayKind]:
        """The kind of every day by a schedule of a regional government."""
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
        units, situation = self.facts.units, kind.situation
        unit = units.get(placement.unit_id)
        position, circular_id, position_statement_id = self._once("position", placement.position_id, situation)
        exemption, unit_statement_id = self._once("exemption", placement.unit_id, situation)
        key = (situation, kind.weekday, placement.unit_id, placement.position_id, placement.area_id)
        if key not in self._spoken:
            self._spoken[key] = speaking(situation.provisions, placement, unit, kind.weekday)
        whole, parts = self._spoken[key]
        return Ground(
            unit_id=placement.unit_id,
            position_id=placement.position_id,
            unit=unit,
            kind=kind,
            position=position,
            position_circular_id=circular_id,
            exemption=exemption,
            recall=self._recall(situation, units.get(home_unit_id)) if situation.recalls else None,
            whole=whole,
            parts=parts,
            position_statement_id=position_statement_id,
            unit_statement_id=unit_statement_id,
        )

    def _once(self, what, subject_id, situation):
        """The answer of a method about a position or unit in a situation, found once."""
        key = (what, subject_id, situation)
        if key not in self._kept:
            self._kept[key] = getattr(self, f"_{what}")(subject_id, situation)
        return self._kept[key]

    def _position(self, position_id, situation):
        """A dated statement about the position decides, else the list of a circular."""
        name = self.facts.positions.get(position_id, "")
        statement = situation.positions.get(position_id)
        if statement:
            words = (("position", name), ("document", statement.document))
            if statement.allows_flexible:
                return Step("position", False, "position_allowed", words), None, statement.id
            return Step("position", True, "position_stated", words), None, statement.id
        for circular in situation.circulars:
            if position_id in circular.onsite_position_ids:
                words = (("position", name), ("circular", circular.name))
                return Step("position", True, "position", words), circular.id, None
        return Step("position", False, "position_free", (("position", name),)), None, None

    def _exemption(self, unit_id, situation):
        """The nearest answer up the tree: a dated statement, or what the unit or its kind of service says."""
        unit = self.facts.units.get(unit_id)
        if unit is None:
            return Step("unit", False, "no_unit"), None
        standing = _place_of_standing_answer(unit)
        for place in range(len(unit.path) - 1, max(standing, 0) - 1, -1):
            statement = situation.units.get(unit.path[place])
            if statement:
                stating = self.facts.units.get(statement.unit_id)
                by = stating.name if stating else ""
                words = (("unit", unit.name), ("by", by), ("document", statement.document))
                if statement.allows_flexible:
                    return Step("unit", False, "unit_allowed", words), statement.id
                return Step("unit", True, "unit_stated", words), statement.id
        if unit.exempt:
            return Step("unit", True, "unit", (("unit", unit.name), ("by", unit.exempt_by))), None
        return Step("unit", False, "unit_free", (("unit", unit.name),)), None

    def _recall(self, situation, home):
        path = home.path if home else ()
        recalls = [one for one in situation.recalls if one.unit_id is None or one.unit_id in path]
        return min(recalls, key=order_of_recall, default=None)


def _place_of_standing_answer(unit):
    """Where in the path the unit's standing answer was found; -1 when nobody up the tree gave one."""
    if unit.exempt_by_id in unit.path:
        return unit.path.index(unit.exempt_by_id)
    return len(unit.path) - 1 if unit.exempt else -1
