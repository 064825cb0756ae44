"""What a circular would do: figures per unit and date beside those of the rules now in force.

People who share a decision are counted together, so that a city and a month take a fraction of a second. A day that
the circular leaves to the head of the unit has no roster yet: those people are counted apart (``to_roster``), and
every answer that hangs on them is given twice: as it is certain, and as it may become when all of them are sent away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import itemgetter

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


def simulate(
    dates: Iterable[date],
    now: Mapping,
    draft: Mapping,
    units: Mapping[int, SimulatedUnit],
    minimum: Minimum | None = None,
    cap: int = 2,
) -> Simulation:
    """Count the ``draft`` decisions beside those of ``now``.

    :param dates: the dates that are shown; decisions of the rest of their weeks are there for the weekly cap alone
    :param now: ``{(employee id, date): Decision}`` by the rules now in force
    :param draft: the same people and dates as if the circular were in force
    :param units: every unit that a decision may name, with those above it
    :param cap: flexible days allowed per person and ISO week; 0: no limit
    """
    days = tuple(sorted(set(dates)))
    minimum = minimum or Minimum()
    paths = {unit.id: (REGION, *(up for up in unit.path if up in units)) for unit in units.values()}
    paths[WITHOUT_UNIT] = (REGION, WITHOUT_UNIT)
    figures = ({}, {})
    changed = {}
    for (unit_id, was, will, index), people in _moves(days, now, draft).items():
        for step in paths.get(unit_id, paths[WITHOUT_UNIT]):
            for table, outcome in zip(figures, (was, will)):
                cell = (table.get(step) or table.setdefault(step, [[0] * len(FIGURES) for _ in days]))[index]
                cell[HEADCOUNT] += people
                cell[outcome] += people
            if was != will:
                changed.setdefault(step, [0] * len(days))[index] += people
    for table, percents in zip(figures, (minimum.now, minimum.draft)):
        _add_minimum(table, units, [percents.get(day, 0.0) for day in days])
    shown_weeks = {_monday(day) for day in days}
    return Simulation(
        dates=days,
        now=figures[0],
        draft=figures[1],
        changed=changed,
        over_now=weeks_over(now, cap, shown_weeks),
        over=weeks_over(draft, cap, shown_weeks),
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


def weeks_over(decisions: Mapping, cap: int, mondays: Iterable[date] | None = None) -> tuple[WeekOver, ...]:
    """The weeks in which somebody has, or may get by a roster, more than ``cap`` flexible days (0: no limit).

    :param mondays: look at these weeks only, each with all of its days among the decisions
    """
    if not cap:
        return ()
    certain, open_days = set(), set()
    for number, decision in _distinct(decisions).items():
        if counts_for_cap(decision):
            certain.add(number)
        elif open_to_roster(decision):
            open_days.add(number)
    either = certain | open_days
    week_of = {day: _monday(day) for day in {key[1] for key in decisions}}
    wanted = set(week_of.values()) if mondays is None else set(mondays)
    weeks = {}
    for (employee_id, day), decision in [item for item in decisions.items() if id(item[1]) in either]:
        weeks.setdefault((employee_id, week_of[day]), []).append((day, decision))
    over = []
    for (employee_id, monday), days in weeks.items():
        if len(days) > cap and monday in wanted:
            days.sort(key=lambda item: item[0])
            sure = tuple(day for day, decision in days if id(decision) in certain)
            asked = tuple(day for day, decision in days if id(decision) in open_days)
            unit_id = days[-1][1].department_id or WITHOUT_UNIT
            over.append(WeekOver(employee_id, unit_id, monday, sure, asked, cap))
    return tuple(sorted(over, key=lambda week: (week.monday, week.employee_id)))


def people_by(decisions: Mapping, sort: Callable) -> dict[object, set[int]]:
    """The people with a decision that ``sort`` puts somewhere: ``{what sort answers: employee ids}``, None left out.

    ``sort`` is asked once for each decision that people share.
    """
    answers = {number: sort(decision) for number, decision in _distinct(decisions).items()}
    told = {number: answer for number, answer in answers.items() if answer is not None}
    people = {}
    for key, decision in [item for item in decisions.items() if id(item[1]) in told]:
        people.setdefault(told[id(decision)], set()).add(key[0])
    return people


def _distinct(decisions):
    """The decisions once each, by their identity: they are shared objects, and hashing their chains takes long."""
    values = decisions.values()
    return dict(zip(map(id, values), values))


def _moves(days, now, draft):
    """How many people of a unit go from one outcome to another on a date.

    ``{(unit id, outcome now, outcome by the draft, index of the date): people}``. The first count runs over everybody
    and every date, so it stays within what Python does in C.
    """
    pairs = Counter(zip(map(id, map(now.__getitem__, draft)), map(id, draft.values()), map(itemgetter(1), draft)))
    before = {number: counted_as(decision) for number, decision in _distinct(now).items()}
    after = {number: (decision.department_id, counted_as(decision)) for number, decision in _distinct(draft).items()}
    index = {day: number for number, day in enumerate(days)}
    moves = Counter()
    for (was, will, day), people in pairs.items():
        if day in index:
            unit_id, outcome = after[will]
            moves[unit_id, before[was], outcome, index[day]] += people
    return moves


def _monday(day):
    return day - timedelta(days=day.weekday())


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
