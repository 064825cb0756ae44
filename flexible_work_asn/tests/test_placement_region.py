import random
from dataclasses import replace

from odoo.tests import BaseCase

from ..placement.check import check
from ..placement.explain import explain
from ..placement.greedy import greedy
from ..placement.optimal import solve
from ..placement.problem import Need, Person, PlacementProblem, Unit

COMPETENCES = range(1, 7)


def region(seed, people=150, units=9, **values):
    """More people than anybody could try out: every unit has needs, most are short, ways of all lengths."""
    chance = random.Random(seed)
    areas = range(1, units + 1)
    everybody = tuple(
        Person(
            number,
            chance.choice(areas),
            frozenset(chance.sample(COMPETENCES, chance.choice([0, 1, 1, 2, 2, 3]))),
            grade=chance.randint(5, 17),
            structural=chance.random() < 0.08,
            area=chance.choice(areas),
            load=chance.choice([0, 20, 30, 50]),
            fixed="statement" if chance.random() < 0.15 else None,
        )
        for number in range(1, people + 1)
    )
    kinds = [*((competence, None, None) for competence in COMPETENCES), (1, 9, None), (None, None, 12)]
    needs = [(unit, kind) for unit in areas for kind in chance.sample(kinds, 5)]
    return PlacementProblem(
        everybody,
        tuple(Unit(unit, chance.choice([5, 10, 999])) for unit in areas),
        tuple(Need(n, unit, *kind, needed=chance.randint(1, 7)) for n, (unit, kind) in enumerate(needs, 1)),
        {(home, unit): abs(home - unit) * 17 % 60 for home in areas for unit in areas},
        **values,
    )


class TestPlacementRegion(BaseCase):
    """A region, where trying every plan would take for ever."""

    def test_the_plan_is_proven_valid_and_better_than_nearest_first(self):
        problem = region(1, people=600, units=20)
        plan, simple = solve(problem, seconds=60), greedy(problem)
        self.assertTrue(plan.proven)
        self.assertEqual((check(problem, plan.moves), check(problem, simple.moves)), ([], []))
        self.assertLess(plan.figures.rank, simple.figures.rank)
        self.assertEqual({said["nearer"]["free"] for said in explain(problem, plan.moves).values()}, {0})

    def test_what_is_proven_does_not_depend_on_the_names_of_people_units_and_needs(self):
        # chains under a limit of moves: the first answer is in halves of people
        for seed, moves_max in ((8, 15), (9, 15), (39, 21)):
            problem = region(seed, moves_max=moves_max)
            problem = replace(problem, units=tuple(replace(unit, minimum=999) for unit in problem.units))
            plan, other = solve(problem, seconds=60), solve(_renamed(problem), seconds=60)
            self.assertEqual((plan.proven, other.proven), (True, True))
            self.assertEqual(plan.figures, other.figures)

    def test_with_little_time_it_is_valid_never_worse_than_nearest_first_and_says_what_is_not_proven(self):
        problem = region(2, people=600, units=20)
        for seconds in (0, 0.02, 0.05, 0.1, 0.2):
            plan = solve(problem, seconds)
            self.assertEqual(check(problem, plan.moves), [])
            self.assertLessEqual(plan.figures.rank, greedy(problem).figures.rank)
            self.assertEqual(plan.proven, not plan.left and all(goal.value == goal.bound for goal in plan.goals))
        self.assertEqual(solve(problem, 0).left, ("shortage", "moves", "travel", "load"))


def _renamed(problem):
    """The same with all ids in the opposite order."""
    return replace(
        problem,
        people=tuple(replace(person, id=1000 - person.id, unit=1000 - person.unit) for person in problem.people),
        units=tuple(replace(unit, id=1000 - unit.id) for unit in problem.units),
        needs=tuple(replace(need, id=1000 - need.id, unit=1000 - need.unit) for need in problem.needs),
        travel={(area, 1000 - unit): minutes for (area, unit), minutes in problem.travel.items()},
    )
