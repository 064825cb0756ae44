"""What a circular would do: figures per unit and date beside those of the rules now in force.

People to whom the same happens on all dates are counted together, so that a city and a month take a fraction of a
second. A day that
the circular leaves to the head of the unit has no roster yet: those people are counted apart (``to_roster``), and
every answer that hangs on them is given twice: as it is certain, and as it may become when all of them are sent away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from .coverage import Requirement
from .facts import OTHER_OFFICE, ROSTER, WFA, WFH, WFO

#: figures of a unit on a date, in this order. The first is the sum of the next eight.
FIGURES = (
    "headcount",
    "onsite",
    "to_roster",
    "wfh",
    "wfa",
    "other_office",
    "leave",
    "duty",
    "off",
    "needed",
    "short",
    "short_worst",
)
HEADCOUNT, ONSITE, TO_ROSTER, AT_HOME, ELSEWHERE, IN_OTHER_OFFICE, LEAVE, DUTY, OFF = range(9)
NEEDED, SHORT, SHORT_WORST = range(9, 12)
FLEXIBLE = (AT_HOME, ELSEWHERE, IN_OTHER_OFFICE)
#: what a decision counts as
COUNTED_AS = {WFO: ONSITE, WFH: AT_HOME, WFA: ELSEWHERE, OTHER_OFFICE: IN_OTHER_OFFICE}
#: a day of the week as the weekly limit sees it: flexible for sure, or by a roster still to come
CERTAIN, POSSIBLE = 1, 2
#: keys of the whole region, and of the people who belong to no unit
REGION = 0
WITHOUT_UNIT = -1


@dataclass(frozen=True, slots=True)
class SimulatedUnit:
    """A unit, its place in the tree (``path`` from the root down to itself) and what must be on site in it.

    ``minimum_percent`` is of those whose working day it is, people on leave included; ``by_circular`` says whether the
    percentage of the circulars in force binds the unit, too (it binds each OPD as a whole).
    """

    id: int
    path: tuple[int, ...]
    minimum_count: int = 0
    minimum_percent: float = 0.0
    by_circular: bool = False
    serves_public: bool = False


@dataclass(frozen=True, slots=True)
class Minimum:
    """The percentage on site that circulars demand on each date, now and with the draft; 0 on other dates."""

    now: Mapping[date, float] = field(default_factory=dict)
    draft: Mapping[date, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WeekOver:
    """An ISO week (by its Monday) in which one person has, or may get, more flexible days than allowed."""

    employee_id: int
    unit_id: int
    monday: date
    certain: tuple[date, ...]
    to_roster: tuple[date, ...]
    cap: int

    @property
    def is_certain(self) -> bool:
        """Whether the days that no roster decides are too many by themselves."""
        return len(self.certain) > self.cap


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A unit that serves the public, or has a minimum, with nobody on site on a working day.

    ``certain`` is False when only a roster that sends everybody away would make it so; ``now`` says whether it is the
    same under the rules now in force.
    """

    unit_id: int
    day: date
    certain: bool
    now: bool


@dataclass(frozen=True, slots=True)
class Simulation:
    """Figures ``{unit id: [figures of each date]}``, in the order of ``dates``; REGION holds the totals."""

    dates: tuple[date, ...]
    now: dict[int, list[list[int]]]
    draft: dict[int, list[list[int]]]
    #: people and dates that end up elsewhere than now
    changed: dict[int, list[int]]
    over_now: tuple[WeekOver, ...]
    over: tuple[WeekOver, ...]
    uncovered: tuple[Uncovered, ...]


@dataclass(frozen=True, slots=True)
class Crowd:
    """People with the same decisions on all dates, now and by the draft; None where they are not employed."""

    now: Sequence
    draft: Sequence
    people: list[int]


def crowds(now: Mapping[int, Sequence], draft: Mapping[int, Sequence]) -> list[Crowd]:
    """Group the people of two resolutions (see ``resolve_rows``) by what happens to them.

    Decisions are shared objects: they are told apart by their identity, as comparing their chains takes long.
    """
    groups = {}
    for employee_id, row in draft.items():
        key = (tuple(map(id, now[employee_id])), tuple(map(id, row)))
        if key in groups:
            groups[key].people.append(employee_id)
        else:
            groups[key] = Crowd(now[employee_id], row, [employee_id])
    return list(groups.values())


def simulate(
    dates: Sequence[date],
    shown: Collection[date],
    groups: Iterable[Crowd],
    units: Mapping[int, SimulatedUnit],
    minimum: Minimum | None = None,
    cap: int = 2,
) -> Simulation:
    """Count the draft's decisions beside those of now.

    :param dates: the dates of the rows of the crowds: whole weeks (Monday to Sunday), as the weekly cap needs them
    :param shown: the dates among them that are shown
    :param groups: everybody, by the rules now in force and as if the circular were
    :param units: every unit that a decision may name, with those above it
    :param cap: flexible days allowed per person and ISO week; 0: no limit
    """
    groups, minimum = list(groups), minimum or Minimum()
    days = tuple(day for day in dates if day in shown)
    paths = {unit.id: (REGION, *(up for up in unit.path if up in units)) for unit in units.values()}
    paths[WITHOUT_UNIT] = (REGION, WITHOUT_UNIT)
    figures, changed = ({}, {}), {}
    for (unit_id, was, will, index), people in _moves(dates, days, groups).items():
        for step in paths.get(unit_id, paths[WITHOUT_UNIT]):
            for table, outcome in zip(figures, (was, will)):
                cell = (table.get(step) or table.setdefault(step, [[0] * len(FIGURES) for _ in days]))[index]
                cell[HEADCOUNT] += people
                cell[outcome] += people
            if was != will:
                changed.setdefault(step, [0] * len(days))[index] += people
    for table, percents in zip(figures, (minimum.now, minimum.draft)):
        _add_minimum(table, units, [percents.get(day, 0.0) for day in days])
    return Simulation(
        dates=days,
        now=figures[0],
        draft=figures[1],
        changed=changed,
        over_now=weeks_over(dates, ((group.now, group.people) for group in groups), cap),
        over=weeks_over(dates, ((group.draft, group.people) for group in groups), cap),
        uncovered=tuple(_uncovered(days, figures, units)),
    )


def counted_as(decision) -> int:
    """The figure in which somebody with this decision is counted: the index in FIGURES."""
    if decision.mode is None:
        if decision.leave_status is None:
            return OFF
        return DUTY if decision.leave_status in ("duty", "study") else LEAVE
    return TO_ROSTER if open_to_roster(decision) else COUNTED_AS[decision.mode]


def open_to_roster(decision) -> bool:
    """Whether the head of the unit still has to say where this day is worked: in the office until then."""
    return decision.asks == ROSTER and decision.mode == WFO and decision.source == "default"


def counts_for_cap(decision) -> bool:
    """Whether the day counts for the weekly limit; a special circumstance is outside it (Pasal 13(1))."""
    return decision.is_flexible and not decision.outside_cap


def weeks_over(dates: Sequence[date], rows: Iterable[tuple], cap: int) -> tuple[WeekOver, ...]:
    """The weeks in which somebody has, or may get by a roster, more than ``cap`` flexible days (0: no limit).

    :param dates: whole weeks, in order
    :param rows: decisions on these dates (None: not employed), with the people to whom they happen
    """
    if not cap:
        return ()
    over, kinds = [], {}
    for row, people in rows:
        kind = [kinds[id(d)] if id(d) in kinds else kinds.setdefault(id(d), _cap_kind(d)) for d in row]
        for start in range(0, len(dates), 7):
            week = kind[start : start + 7]
            if len(week) - week.count(0) > cap:
                certain = tuple(dates[start + n] for n, value in enumerate(week) if value == CERTAIN)
                asked = tuple(dates[start + n] for n, value in enumerate(week) if value == POSSIBLE)
                last = max(n for n, value in enumerate(week) if value)
                unit_id = row[start + last].department_id or WITHOUT_UNIT
                over += [WeekOver(employee_id, unit_id, dates[start], certain, asked, cap) for employee_id in people]
    return tuple(sorted(over, key=lambda week: (week.monday, week.employee_id)))


def _cap_kind(decision):
    if decision is None:
        return 0
    return CERTAIN if counts_for_cap(decision) else POSSIBLE if open_to_roster(decision) else 0


def people_by(groups: Iterable[Crowd], sort: Callable) -> dict[object, set[int]]:
    """The people with a draft decision that ``sort`` puts somewhere: ``{what it answers: employee ids}``.

    ``sort`` is asked once for each decision that people share; whatever it answers None to is left out.
    """
    answers, people = {}, {}
    for group in groups:
        found = set()
        for decision in group.draft:
            if decision is not None:
                number = id(decision)
                if number not in answers:
                    answers[number] = sort(decision)
                found.add(answers[number])
        for answer in found - {None}:
            people.setdefault(answer, set()).update(group.people)
    return people


def _moves(dates, days, groups):
    """How many people of a unit go from one outcome to another on a date.

    ``{(unit id, outcome now, outcome by the draft, index of the date): people}``
    """
    places = [(dates.index(day), index) for index, day in enumerate(days)]
    outcomes, moves = {}, Counter()
    for group in groups:
        count = len(group.people)
        for place, index in places:
            was, will = group.now[place], group.draft[place]
            if will is None:
                continue
            before = outcomes.get(id(was)) or outcomes.setdefault(id(was), counted_as(was))
            after = outcomes.get(id(will)) or outcomes.setdefault(id(will), counted_as(will))
            moves[will.department_id, before, after, index] += count
    return moves


# ---------------------------------------------------------------- minimum on site
def _add_minimum(table, units, percents):
    """Fill in what is needed and what is short, from the leaves of the tree up.

    A unit lacks at least as many people as its sub-units do, and the region as many as all its units.
    """
    children = {}
    for unit in units.values():
        parent = next((up for up in reversed(unit.path[:-1]) if up in units), REGION)
        children.setdefault(parent, []).append(unit.id)
    order = sorted((unit for unit in units.values() if unit.id in table), key=lambda unit: -len(unit.path))
    for unit_id in (*(unit.id for unit in order), REGION):
        below = [table[child] for child in children.get(unit_id, ()) if child in table]
        unit = units.get(unit_id)
        for index, cell in enumerate(table.get(unit_id, ())):
            own = needed_on_site(unit, cell[HEADCOUNT] - cell[OFF], percents[index]) if unit else 0
            missing = max(0, own - cell[ONSITE])
            cell[NEEDED] = max(own, sum(row[index][NEEDED] for row in below))
            cell[SHORT] = max(0, own - cell[ONSITE] - cell[TO_ROSTER], sum(row[index][SHORT] for row in below))
            cell[SHORT_WORST] = max(missing, sum(row[index][SHORT_WORST] for row in below))


def needed_on_site(unit: SimulatedUnit, people: int, circular_percent: float = 0.0) -> int:
    """How many of ``people`` whose working day it is must be on site; nobody on a day on which nobody works."""
    if not people:
        return 0
    percent = max(unit.minimum_percent, circular_percent if unit.by_circular else 0.0)
    return Requirement(unit.minimum_count, percent).needed(people)


def _uncovered(days, figures, units):
    """Every unit and date without anybody on site although it serves the public or has a minimum."""
    now, draft = figures
    for unit in sorted(units.values(), key=lambda unit: unit.id):
        has_minimum = unit.minimum_count or unit.minimum_percent
        for index, cell in enumerate(draft.get(unit.id, ()) if unit.serves_public or has_minimum else ()):
            if cell[HEADCOUNT] > cell[OFF] and not cell[ONSITE]:
                was = now[unit.id][index]
                certain = not cell[TO_ROSTER]
                before = not was[ONSITE] and not (certain and was[TO_ROSTER])
                yield Uncovered(unit.id, days[index], certain, before)
