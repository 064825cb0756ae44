"""How far the people of a unit fill its needs, what is missing, and how many it could spare."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from .fits import Filler, Kind, fits
from .need import KindNeed

CLASSES = "ABCDE"


@dataclass(frozen=True, slots=True)
class Minimum:
    """What is set about the people that a unit keeps; 0: not set.

    ``unknown_percent`` is for units that have neither a need nor anything set: nobody knows what they can spare.
    """

    staff_count: int = 0
    onsite_count: int = 0
    onsite_percent: float = 0.0
    unknown_percent: float = 0.0


@dataclass(frozen=True, slots=True)
class UnitStrength:
    """One unit of an analysis. ``filled`` goes along with ``needs``; ``headcount`` has the officials in it."""

    unit: int
    needs: tuple[KindNeed, ...]
    filled: tuple[int, ...]
    headcount: int
    structural: int
    minimum: int
    effective_minutes: int

    @property
    def minutes(self) -> float:
        """Workload of a year."""
        return sum(need.minutes for need in self.needs)

    @property
    def workload(self) -> float:
        """Need by the formula, before it is rounded."""
        return sum(need.workload for need in self.needs)

    @property
    def needed(self) -> int:
        return sum(need.needed for need in self.needs)

    @property
    def total_filled(self) -> int:
        return sum(self.filled)

    @property
    def shortage(self) -> int:
        return self.needed - self.total_filled

    @property
    def surplus(self) -> int:
        """People beyond what the unit's own filled needs and its minimum take."""
        return max(0, self.headcount - self.minimum)

    @property
    def efficiency(self) -> float | None:
        """EU: workload by the time of the people there who can work on it; None without either."""
        people = self.headcount - self.structural
        return self.minutes / (people * self.effective_minutes) if people and self.minutes else None


def strength(
    unit: int, needs: Sequence[KindNeed], people: Collection[Filler], minimum: Minimum, effective_minutes: int
) -> UnitStrength:
    """What is there of what ``unit`` needs. ``people`` are those who work there, officials among them."""
    filled = fill(people, [(need.kind, need.needed) for need in needs])
    structural = sum(person.structural for person in people)
    return UnitStrength(
        unit,
        tuple(needs),
        filled,
        len(people),
        structural,
        own_minimum(minimum, bool(needs), len(people), structural + sum(filled)),
        effective_minutes,
    )


def own_minimum(minimum: Minimum, has_needs: bool, headcount: int, busy: int) -> int:
    """How many people, officials among them, a unit keeps in any case.

    What it is set to keep; else its minimum on site; else, for a unit whose need nobody knows, a share. Never fewer
    than ``busy``: the officials, and those who fill its own needs.
    """
    if minimum.staff_count:
        kept = minimum.staff_count
    elif minimum.onsite_count or minimum.onsite_percent:
        kept = max(minimum.onsite_count, _share(headcount, minimum.onsite_percent))
    else:
        kept = 0 if has_needs else _share(headcount, minimum.unknown_percent)
    return max(kept, busy)


def fill(people: Iterable[Filler], needs: Sequence[tuple[Kind, int]]) -> tuple[int, ...]:
    """How many of each need the people fill when they fill the most together; each of them fills one at most.

    A maximum flow by augmenting paths. People who can fill the same needs are alike, so that it grows with the
    number of different abilities and not with the headcount.
    """
    able = Counter(
        tuple(n for n, (kind, number) in enumerate(needs) if number > 0 and fits(person, kind)) for person in people
    )
    filling = fill_alike(able, {n: number for n, (_kind, number) in enumerate(needs)})
    return tuple(counter.total() for counter in filling.values())


def fill_alike(able: Mapping[tuple[int, ...], int], room: Mapping[int, int]) -> dict[int, Counter]:
    """The same for people who are counted by what they can fill.

    :param able: ``{needs that they can fill, in order: how many people}``
    :param room: ``{need: how many people it takes}``
    :return: ``{need: {needs that those who fill it can fill: how many people}}``
    """
    filling: dict[int, Counter] = {need: Counter() for need in room}
    free = dict(room)
    # those with the fewest possibilities first: they have the say where several fillings are equally good
    for ability in sorted(filter(None, able), key=lambda ability: (len(ability), ability)):
        for _person in range(able[ability]):
            path = _way_to_free(ability, filling, free)
            if path is None:
                # what cannot be placed now could not be later either
                break
            _shift(ability, path, filling, free)
    return filling


def efficiency_class(efficiency: float | None, bounds: Sequence[float]) -> str | None:
    """A to E; ``bounds`` are the lowest values of B, C and D after that which A exceeds, as in ``1.0, 0.9, 0.7, 0.5``:
    A above 1.00, B from 0.90, C from 0.70, D from 0.50, else E."""
    if efficiency is None:
        return None
    efficiency = round(efficiency, 2)
    above, *least = bounds
    if efficiency > above:
        return CLASSES[0]
    return next((name for name, bound in zip(CLASSES[1:], least, strict=False) if efficiency >= bound), CLASSES[-1])


def _share(headcount, percent):
    return ceil(round(headcount * percent / 100, 6))


def _way_to_free(ability, filling, free):
    """Needs from one that ``ability`` fills to one with a free place, and who moves on between them; None: no way.

    :return: ``[(need, ability that leaves it for the next), …, (need with a free place, None)]``
    """
    came_from: dict[int, tuple] = dict.fromkeys(ability, (None, None))
    queue = deque(ability)
    while queue:
        need = queue.popleft()
        if free[need] > 0:
            path = [(need, None)]
            while came_from[need][0] is not None:
                need, mover = came_from[need]
                path.append((need, mover))
            return path[::-1]
        for mover in filling[need]:
            for other in mover:
                if other not in came_from:
                    came_from[other] = (need, mover)
                    queue.append(other)
    return None


def _shift(ability, path, filling, free):
    coming = ability
    for need, leaving in path:
        filling[need][coming] += 1
        if leaving is not None:
            filling[need][leaving] -= 1
            if not filling[need][leaving]:
                del filling[need][leaving]
        coming = leaving
    free[path[-1][0]] -= 1
