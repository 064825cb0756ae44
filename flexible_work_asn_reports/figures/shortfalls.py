"""Units with fewer people on site than they need.

On site is the office alone, and only people who have come: whoever works at home, elsewhere or in another office, is on
leave, on duty elsewhere or not yet in, stands at no counter of the unit. Who is present but certainly outside does not
either.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

#: the group of everybody of a unit; others are the ids of competences
EVERYBODY = None


@dataclass(frozen=True, slots=True)
class Presence:
    """People of a unit on one date: ``expected`` have a working day (on leave or duty, too), ``on_site`` have come."""

    expected: int = 0
    on_site: int = 0

    def __add__(self, other: "Presence") -> "Presence":
        return Presence(self.expected + other.expected, self.on_site + other.on_site)


@dataclass(frozen=True, slots=True)
class Need:
    """``needed`` says how many people of ``group`` must be on site in ``unit``, of how many who are expected."""

    unit: Hashable
    needed: Callable[[int], int]
    group: Hashable = EVERYBODY


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A unit, or a competence in it, with ``on_site`` of the ``needed`` people."""

    unit: Hashable
    group: Hashable
    needed: int
    on_site: int


def roll_up(
    presences: Mapping[tuple[Hashable, Hashable], Presence], paths: Mapping[Hashable, Sequence[Hashable]]
) -> dict[tuple[Hashable, Hashable], Presence]:
    """The people of each unit with those of its sub-units.

    :param presences: by unit and group, of the unit alone
    :param paths: units from the root down to the unit itself; one without a path stands alone
    """
    sums: dict = {}
    for (unit, group), presence in presences.items():
        for above in paths.get(unit) or (unit,):
            sums[above, group] = sums.get((above, group), Presence()) + presence
    return sums


def shortfalls(needs: Iterable[Need], presences: Mapping[tuple[Hashable, Hashable], Presence]) -> list[Shortfall]:
    """Who is short, in the order of the needs. Of several needs of the same unit and group the largest counts.

    Where it is nobody's working day nobody is needed. A competence is needed where the unit works at all, also when
    nobody with it is expected.

    :param presences: by unit and group, sub-units included
    """
    most: dict = {}
    for need in needs:
        working = presences.get((need.unit, EVERYBODY), Presence())
        group = presences.get((need.unit, need.group), Presence())
        if working.expected:
            key = (need.unit, need.group)
            most[key] = max(most.get(key, 0), need.needed(group.expected))
    found = []
    for (unit, group), needed in most.items():
        on_site = presences.get((unit, group), Presence()).on_site
        if on_site < needed:
            found.append(Shortfall(unit, group, needed, on_site))
    return found
