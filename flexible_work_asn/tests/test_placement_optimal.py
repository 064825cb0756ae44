import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..placement.check import check
from ..placement.explain import explain, remaining
from ..placement.greedy import greedy
from ..placement.optimal import solve
from ..placement.problem import Move, Need, Person, PlacementProblem, Unit
from . import placement_reference as reference

COUNTER, LICENCES = 1, 2
AREAS = (1, 2)


@st.composite
def problems(draw, crowded=False):
    """Up to six people in up to four units with up to four needs, and every kind of limit.

    :param crowded: most people are in the first two units, alike, and free to move; most needs in the others
    """

    def rarely(chance=9):
        return not crowded and draw(st.integers(0, chance)) == 0

    units = range(1, draw(st.integers(2, 4)) + 1)
    homes = units[: 2 if crowded else 4]
    places = units[1:] if crowded else units
    people = tuple(
        Person(
            id=n,
            unit=draw(st.sampled_from(homes)),
            competences=frozenset(
                draw(st.sampled_from([(COUNTER,), (LICENCES,), (COUNTER, LICENCES), (COUNTER,), ()]))
            ),
            grade=draw(st.sampled_from([9, 9, 9, 12] if crowded else [None, 5, 9, 12])),
            structural=rarely(7),
            area=None if rarely(5) else draw(st.sampled_from(AREAS)),
            load=draw(st.sampled_from([0, 20, 60])),
            fixed="statement" if rarely(6) else None,
        )
        for n in range(1, draw(st.integers(1 + 3 * crowded, 6 - crowded)) + 1)
    )
    needs = tuple(
        Need(
            id=n,
            unit=draw(st.sampled_from(places)),
            competence=draw(st.sampled_from([None, COUNTER, COUNTER, LICENCES])),
            grade_min=9 if rarely(3) else None,
            grade_max=9 if rarely(3) else None,
            needed=draw(st.integers(0, 2)),
        )
        for n in range(1, draw(st.integers(1 + crowded, 4 - crowded)) + 1)
    )
    problem = PlacementProblem(
        people,
        tuple(Unit(n, draw(st.integers(0, 2)), not rarely(), not rarely()) for n in units),
        needs,
        travel={(area, unit): draw(st.integers(0, 3)) * 15 for area in AREAS for unit in units if not rarely(6)},
        travel_unknown=draw(st.sampled_from([None, 60])),
        moves_max=draw(st.sampled_from([None, None, None, 1, 2])),
        travel_max=30 if rarely(3) else None,
        load_max=30 if rarely(3) else None,
        refused=frozenset((person.id, unit) for person in people for unit in units if rarely()),
    )
    possible = [Move(person.id, need.id) for person in people for need in needs]
    possible = [move for move in possible if reference.may(problem, move) and problem.need[move.need].needed]
    if possible and draw(st.integers(0, 3)) == 0:
        return replace(problem, kept=(draw(st.sampled_from(possible)),))
    return problem


ALL = st.booleans().flatmap(problems)


def rank(plan):
    return plan.figures.rank


class TestPlacementAgainstAllPlans(BaseCase):
    """Small cases: the same as trying every plan there is."""

    @settings(max_examples=250, deadline=None)
    @given(ALL)
    def test_no_plan_is_better_in_the_order_of_the_four_goals_and_it_is_proven(self, problem):
        plan = solve(problem)
        self.assertTrue(plan.proven)
        self.assertEqual(reference.merits(problem, plan.moves), reference.best(problem))
        self.assertEqual(tuple(goal.value for goal in plan.goals), rank(plan))

    @settings(max_examples=150, deadline=None)
    @given(ALL)
    def test_nobody_is_in_two_places_and_no_unit_is_below_its_minimum_or_shorter(self, problem):
        for plan in (solve(problem), greedy(problem)):
            people = [move.person for move in plan.moves]
            self.assertEqual(len(people), len(set(people)))
            self.assertTrue(reference.valid(problem, plan.moves))
            self.assertTrue(all(reference.may(problem, move) for move in plan.moves))
            self.assertEqual(check(problem, plan.moves), [])

    @settings(max_examples=150, deadline=None)
    @given(ALL)
    def test_totals_are_kept(self, problem):
        for plan in (solve(problem), greedy(problem)):
            there = [reference.headcount(problem, unit.id, plan.moves) for unit in problem.units]
            self.assertEqual(sum(there), len(problem.people))
            self.assertEqual(plan.figures.rank, reference.merits(problem, plan.moves))
            self.assertEqual(plan.figures.shortage_before, reference.shortage(problem, ()))

    @settings(max_examples=150, deadline=None)
    @given(ALL)
    def test_nearest_first_never_beats_it(self, problem):
        self.assertLessEqual(rank(solve(problem)), rank(greedy(problem)))
        self.assertLessEqual(rank(solve(problem, seconds=0)), rank(greedy(problem)))

    @settings(max_examples=100, deadline=None)
    @given(ALL, st.randoms(use_true_random=False))
    def test_the_order_of_the_input_never_matters_and_the_same_input_gives_the_same_plan(self, problem, order):
        def shuffled(items):
            items = list(items)
            order.shuffle(items)
            return tuple(items)

        other = replace(
            problem,
            people=shuffled(problem.people),
            units=shuffled(problem.units),
            needs=shuffled(problem.needs),
            travel=dict(shuffled(problem.travel.items())),
        )
        for plan in (solve, greedy):
            self.assertEqual(plan(other).moves, plan(problem).moves)
            self.assertEqual(plan(problem).moves, plan(problem).moves)

    @settings(max_examples=250, deadline=None)
    @given(ALL, st.data())
    def test_the_check_finds_fault_with_what_breaks_a_rule_and_with_nothing_else(self, problem, data):
        kept = {move.person for move in problem.kept}
        choice = st.sampled_from([None, *(need.id for need in problem.needs)])
        chosen = [(person.id, data.draw(choice)) for person in problem.people if person.id not in kept]
        moves = [*problem.kept, *(Move(person, need) for person, need in chosen if need)]
        allowed = all(reference.may(problem, move) for move in moves) and reference.valid(problem, moves)
        self.assertEqual(not check(problem, moves), allowed)


class TestPlacementExplained(BaseCase):
    """What is said of a plan is what counting by hand gives."""

    def _could(self, problem, need_id):
        """``{person: minutes}`` of everybody who could fill the need, whatever the units can spare."""
        moves = [Move(person.id, need_id) for person in problem.people]
        return {move.person: reference.minutes(problem, move) for move in moves if reference.may(problem, move)}

    @settings(max_examples=150, deadline=None)
    @given(ALL)
    def test_candidates_ways_and_units_are_those_of_the_plan(self, problem):
        plan = solve(problem)
        facts = explain(problem, plan.moves)
        self.assertEqual(set(facts), {move.person for move in plan.moves})
        json.dumps(facts)
        for move in plan.moves:
            said, need, person = facts[move.person], problem.need[move.need], problem.person[move.person]
            self.assertEqual((said["need"], said["unit_from"], said["unit_to"]), (need.id, person.unit, need.unit))
            could = self._could(problem, need.id)
            nearer = [who for who, way in could.items() if way < could[person.id]]
            self.assertEqual((said["candidates"], said["rank"]), (len(could), 1 + len(nearer)))
            self.assertEqual(sum(said["nearer"].values()), len(nearer))
            moved = {other.person for other in plan.moves}
            self.assertEqual(said["nearer"]["moved"], len(moved.intersection(nearer)))
            for name, moves in (("before", ()), ("after", plan.moves)):
                unit = problem.unit[person.unit]
                self.assertEqual(said["giver"][f"people_{name}"], reference.headcount(problem, unit.id, moves))
                self.assertEqual(said["giver"][f"filled_{name}"], reference.filled(problem, unit.id, moves))
                short = sum(other.needed for other in problem.needs if other.unit == need.unit)
                short -= reference.filled(problem, need.unit, moves)
                self.assertEqual(said[f"unit_short_{name}"], short)

    @settings(max_examples=150, deadline=None)
    @given(ALL)
    def test_nobody_nearer_was_free(self, problem):
        plan = solve(problem)
        for person, said in explain(problem, plan.moves).items():
            if person not in {move.person for move in problem.kept}:
                self.assertEqual(said["nearer"]["free"], 0)

    @settings(max_examples=150, deadline=None)
    @given(ALL)
    def test_the_next_person_is_the_nearest_who_would_close_the_same_need(self, problem):
        plan = solve(problem)
        facts = explain(problem, plan.moves)
        moved = {move.person for move in plan.moves}
        for move in set(plan.moves).difference(problem.kept):
            without = tuple(other for other in plan.moves if other != move)
            could = []
            for person, minutes in self._could(problem, move.need).items():
                instead = (*without, Move(person, move.need))
                closed = reference.shortage(problem, without) - reference.shortage(problem, instead)
                if person not in moved and closed == 1 and reference.valid(problem, instead):
                    could.append((minutes, problem.person[person].load, person))
            said = facts[move.person]["next"]
            self.assertEqual(said and (said["minutes"], said["load"], said["person"]), min(could, default=None))

    @settings(max_examples=150, deadline=None)
    @given(ALL)
    def test_what_stays_short_adds_up_and_everybody_who_fits_has_a_reason(self, problem):
        plan = solve(problem)
        rest = remaining(problem, plan.moves)
        self.assertEqual(sum(item["short"] for item in rest), plan.figures.shortage)
        for item in rest:
            need = problem.need[item["need"]]
            others = [person for person in problem.people if person.unit != need.unit and reference.fits(person, need)]
            self.assertEqual(sum(item["others"].values()), len(others))
            if problem.moves_max is None and item["others"].get("free"):
                # who is free there cannot close it all the same: whoever fills the other needs has no other
                more = [(*plan.moves, Move(person, need.id)) for person in self._could(problem, need.id)]
                self.assertFalse([moves for moves in more if reference.shortage(problem, moves) < item["short"]])
