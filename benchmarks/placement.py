"""Placements of a region with islands: the best plan, proven, and nearest first beside it in the same run."""

import random
from dataclasses import replace

from odoo.addons.flexible_work_asn.placement.check import check
from odoo.addons.flexible_work_asn.placement.explain import explain
from odoo.addons.flexible_work_asn.placement.greedy import greedy
from odoo.addons.flexible_work_asn.placement.optimal import solve
from odoo.addons.flexible_work_asn.placement.problem import Need, Person, PlacementProblem, Unit

from .measure import Row, timed

PEOPLE, KECAMATAN, OFFICES = 3000, 30, 30
ISLANDS, FERRY = 4, 90
COMPETENCES = range(1, 9)
#: kinds of need: competence, grade at least, grade at most
KINDS = [*((competence, None, None) for competence in COMPETENCES[:6]), (1, 9, None), (2, None, 12), (None, None, None)]
SECONDS = 30.0


def placement(bench):
    """Thirty kecamatan and as many offices that give people; then instances that are harder to prove."""
    problem = region()
    tight = [replace(unit, minimum=999) for unit in problem.units]
    for name, instance in {
        "30 kecamatan": problem,
        "no limit of travel": replace(problem, travel_max=None, load_max=None),
        "everybody at a minimum, chains only": replace(problem, units=tuple(tight)),
        "the same, 201 moves": replace(problem, units=tuple(tight), moves_max=201),
    }.items():
        yield from _both(name, instance)


def _both(name, problem):
    with timed() as timing:
        simple = greedy(problem)
    yield Row(f"placement, {name}: nearest first", PEOPLE, "people", timing, _figures(simple), with_queries=False)
    with timed() as timing:
        best = solve(problem, SECONDS)
    found = "proven best" if best.proven else f"gap {best.gap:.1f} %, not begun: {', '.join(best.left) or 'nothing'}"
    yield Row(f"placement, {name}: best", PEOPLE, "people", timing, f"{_figures(best)}; {found}", with_queries=False)
    with timed() as timing:
        explain(problem, best.moves)
    yield Row(f"placement, {name}: explain", max(1, len(best.moves)), "moves", timing, with_queries=False)
    if check(problem, best.moves) or check(problem, simple.moves):
        raise AssertionError(f"{name}: a plan breaks a rule")


def _figures(plan):
    found = plan.figures
    return f"shortage {found.shortage_before} → {found.shortage}, {found.moves} moves, {found.travel:,} min"


def region(seed=1):
    """Kecamatan that are short of several competences, offices with people to spare, needs and minimum of their own.

    People live all over the region, in their kecamatan or another one; the last kecamatan are islands.
    """
    chance = random.Random(seed)
    kecamatan = range(1, KECAMATAN + 1)
    where = {unit: (chance.uniform(0, 100), chance.uniform(0, 80)) for unit in kecamatan}
    # the offices stand in the first six kecamatan
    area = {unit: unit if unit in where else chance.randint(1, 6) for unit in range(1, KECAMATAN + OFFICES + 1)}
    sizes = {unit: chance.randint(12, 30) if unit in where else chance.randint(50, 100) for unit in area}
    scale = PEOPLE / sum(sizes.values())
    people = []
    for unit, size in sizes.items():
        for _ in range(round(size * scale)):
            people.append(_person(chance, len(people) + 1, unit, area[unit]))
    while len(people) < PEOPLE:
        people.append(_person(chance, len(people) + 1, KECAMATAN + 1, area[KECAMATAN + 1]))
    people = people[:PEOPLE]
    units = tuple(
        Unit(unit, int(sum(person.unit == unit for person in people) * (0.9 if unit in where else 0.7)))
        for unit in area
    )
    needs = []
    for unit in area:
        for kind in chance.sample(KINDS, 6 if unit in where else 3):
            needed = chance.randint(1, 9) if unit in where else chance.randint(2, 12)
            needs.append(Need(len(needs) + 1, unit, *kind, needed=needed))
    travel = {(home, unit): _minutes(where, home, area[unit]) for home in kecamatan for unit in area}
    return PlacementProblem(tuple(people), units, tuple(needs), travel, travel_max=90, load_max=40)


def _person(chance, number, unit, area):
    return Person(
        number,
        unit,
        frozenset(chance.sample(COMPETENCES, chance.choice([0, 1, 1, 1, 2, 2, 3]))),
        grade=chance.randint(5, 17),
        structural=chance.random() < 0.08,
        area=area if chance.random() < 0.5 else chance.randint(1, KECAMATAN),
        load=chance.choice([0, 0, 0, 20, 30, 50]),
        fixed="statement" if chance.random() < 0.15 else None,
    )


def _minutes(where, home, unit):
    """At 40 km/h, 10 minutes on top outside the own kecamatan, and the ferry from and to an island."""
    (x, y), (other_x, other_y) = where[home], where[unit]
    ferries = sum(area > KECAMATAN - ISLANDS for area in {home, unit}) if home != unit else 0
    return round(((x - other_x) ** 2 + (y - other_y) ** 2) ** 0.5 * 1.5) + (10 if home != unit else 0) + FERRY * ferries
