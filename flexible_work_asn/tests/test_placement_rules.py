import sys
from dataclasses import replace
from unittest.mock import patch

from odoo.tests import BaseCase

from ..highs import SolverMissing
from ..placement.check import Fault, check
from ..placement.explain import explain, remaining
from ..placement.greedy import greedy
from ..placement.optimal import solve
from ..placement.problem import Move, Need, Person, PlacementProblem, Unit
from ..placement.staffing import measure

COUNTER, LICENCES = 1, 2
#: three kecamatan; the post of most people is in the first
NORTH, SOUTH, ISLAND = 1, 2, 3


def person(number, unit=NORTH, *competences, **values):
    return Person(number, unit, frozenset(competences), **{"area": 1, **values})


def region(people, needs, minimum=(0, 0, 0), **values):
    """Everybody lives in area 1: 10 minutes to the north, 30 to the south, 120 to the island."""
    return PlacementProblem(
        tuple(people),
        tuple(Unit(unit, least) for unit, least in zip((NORTH, SOUTH, ISLAND), minimum, strict=True)),
        tuple(needs),
        **{"travel": {(1, NORTH): 10, (1, SOUTH): 30, (1, ISLAND): 120, (2, SOUTH): 5, (2, ISLAND): 60}, **values},
    )


class TestPlacementRules(BaseCase):
    """One example for each rule and goal."""

    def _moves(self, problem):
        plan = solve(problem)
        self.assertTrue(plan.proven)
        return {move.person: move.need for move in plan.moves}

    def test_a_surplus_goes_where_it_is_short(self):
        problem = region([person(1), person(2)], [Need(1, NORTH, needed=1), Need(2, SOUTH, needed=1)])
        self.assertEqual(self._moves(problem), {1: 2})

    def test_the_person_who_lives_nearest_goes(self):
        problem = region([person(1), person(2, area=2)], [Need(1, SOUTH, needed=1)])
        self.assertEqual(self._moves(problem), {2: 1})

    def test_of_equally_near_people_the_one_with_less_load_goes_then_the_lower_id(self):
        people = [person(1, load=40), person(2, load=20), person(3, load=20)]
        self.assertEqual(self._moves(region(people, [Need(1, SOUTH, needed=1)])), {2: 1})

    def test_a_unit_keeps_its_minimum(self):
        problem = region([person(1), person(2)], [Need(1, SOUTH, needed=2)], minimum=(1, 0, 0))
        self.assertEqual(self._moves(problem), {1: 1})

    def test_a_unit_below_its_minimum_loses_nobody(self):
        problem = region([person(1), person(2)], [Need(1, SOUTH, needed=2)], minimum=(3, 0, 0))
        self.assertEqual(self._moves(problem), {})

    def test_who_comes_counts_for_the_minimum_of_the_unit_that_gives(self):
        # the one of the south alone can go to the island, and somebody of the north comes for him
        people = [person(1), person(2, SOUTH, COUNTER)]
        needs = [Need(1, SOUTH, needed=1), Need(2, ISLAND, COUNTER, needed=1)]
        problem = region(people, needs, minimum=(0, 1, 0))
        self.assertEqual(self._moves(problem), {1: 1, 2: 2})

    def test_nobody_moves_to_make_room_where_one_move_closes_as_much(self):
        people = [person(1, NORTH, COUNTER), person(2, SOUTH, COUNTER, area=2)]
        needs = [Need(1, SOUTH, needed=1), Need(2, ISLAND, COUNTER, needed=1)]
        self.assertEqual(self._moves(region(people, needs)), {1: 2})

    def test_no_unit_gets_shorter_for_the_good_of_others(self):
        # 1 fills the need of the north; in the south he would set 2 free, who closes two of the island
        people = [person(1, NORTH, COUNTER), person(2, SOUTH, LICENCES), person(3, SOUTH, LICENCES)]
        needs = [
            Need(1, NORTH, COUNTER, needed=1),
            Need(2, SOUTH, COUNTER, needed=1),
            Need(3, ISLAND, LICENCES, needed=1),
        ]
        problem = region(people, needs, minimum=(0, 2, 0))
        self.assertEqual(self._moves(problem), {})
        self.assertEqual(check(problem, [Move(1, 2), Move(2, 3)]), [Fault("shorter", unit=NORTH)])

    def test_somebody_there_takes_another_need_where_the_newcomer_fits_only_his(self):
        people = [person(1, NORTH, COUNTER), person(2, SOUTH, COUNTER, LICENCES)]
        needs = [Need(1, SOUTH, COUNTER, needed=1), Need(2, SOUTH, LICENCES, needed=1)]
        problem = region(people, needs)
        self.assertEqual(self._moves(problem), {1: 1})
        self.assertEqual(measure(problem, [Move(1, 1)]).shortage, 0)

    def test_a_newcomer_takes_the_need_that_is_short_if_he_can(self):
        people = [person(1, NORTH, COUNTER, LICENCES), person(2, SOUTH, COUNTER, LICENCES)]
        needs = [Need(1, SOUTH, COUNTER, needed=1), Need(2, SOUTH, LICENCES, needed=1)]
        self.assertEqual(self._moves(region(people, needs)), {1: 2})

    def test_newcomers_leave_a_need_to_who_has_no_other(self):
        tax = 3
        people = [
            person(1, NORTH, COUNTER, LICENCES),
            person(2, NORTH, COUNTER, tax),
            person(3, SOUTH, tax),
        ]
        needs = [Need(n, SOUTH, competence, needed=1) for n, competence in enumerate((COUNTER, LICENCES, tax), 1)]
        self.assertEqual(self._moves(region(people, needs)), {1: 2, 2: 1})

    def test_limits_of_travel_and_moves_and_load(self):
        people = [person(1, load=60), person(2), person(3)]
        needs = [Need(1, SOUTH, needed=2), Need(2, ISLAND, needed=1)]
        self.assertEqual(len(self._moves(region(people, needs))), 3)
        self.assertEqual(self._moves(region(people, needs, travel_max=60, load_max=50)), {2: 1, 3: 1})
        self.assertEqual(self._moves(region(people, needs, moves_max=1, load_max=50)), {2: 1})

    def test_nobody_is_moved_over_a_way_that_is_not_known_unless_minutes_are_given_for_it(self):
        people, needs = [person(1, area=None)], [Need(1, SOUTH, needed=1)]
        self.assertEqual(self._moves(region(people, needs)), {})
        self.assertEqual(solve(region(people, needs, travel_unknown=90)).figures.travel, 90)

    def test_who_is_fixed_stays_and_fills_the_own_need_all_the_same(self):
        people = [person(1, fixed="placement"), person(2)]
        needs = [Need(1, NORTH, needed=1), Need(2, SOUTH, needed=1)]
        self.assertEqual(self._moves(region(people, needs)), {2: 2})

    def test_officials_are_not_moved_and_fill_nothing_but_count_for_the_minimum(self):
        people = [person(1, structural=True), person(2)]
        needs = [Need(1, NORTH, needed=0), Need(2, SOUTH, needed=2)]
        self.assertEqual(self._moves(region(people, needs, minimum=(1, 0, 0))), {2: 2})

    def test_accepted_moves_stay_and_rejected_ones_do_not_come_again(self):
        people = [person(1), person(2), person(3)]
        needs = [Need(1, SOUTH, needed=1), Need(2, ISLAND, needed=1)]
        problem = region(people, needs, kept=(Move(3, 1),), refused={(1, ISLAND)})
        self.assertEqual(self._moves(problem), {3: 1, 2: 2})

    def test_accepted_moves_count_for_the_limit(self):
        people = [person(1), person(2), person(3)]
        problem = region(people, [Need(1, SOUTH, needed=3)], kept=(Move(3, 1),), moves_max=2)
        self.assertEqual(self._moves(problem), {1: 1, 3: 1})

    def test_units_that_give_or_receive_nobody_are_left_alone(self):
        problem = region([person(1), person(2, SOUTH)], [Need(1, ISLAND, needed=2)])
        closed = replace(problem, units=(Unit(NORTH), Unit(SOUTH, gives=False), Unit(ISLAND)))
        self.assertEqual(self._moves(closed), {1: 1})
        closed = replace(problem, units=(Unit(NORTH), Unit(SOUTH), Unit(ISLAND, receives=False)))
        self.assertEqual(self._moves(closed), {})

    def test_a_region_without_needs_has_an_empty_plan(self):
        plan = solve(region([person(1)], []))
        self.assertEqual((plan.moves, plan.proven, plan.figures.shortage), ((), True, 0))

    def test_without_the_solver_it_says_so_and_nearest_first_works(self):
        problem = region([person(1)], [Need(1, SOUTH, needed=1)])
        with patch.dict(sys.modules, {"highspy": None}):
            with self.assertRaises(SolverMissing):
                solve(problem)
            self.assertEqual(greedy(problem).moves, (Move(1, 1),))


class TestPlacementCheck(BaseCase):
    """Each rule that can be broken is named with whom it concerns."""

    def _assert_faults(self, problem, moves, *faults):
        self.assertEqual(check(problem, moves), list(faults))

    def test_faults_of_a_move(self):
        people = [person(1), person(2, fixed="placement"), person(3, grade=5, load=80), person(4, area=None)]
        needs = [Need(1, SOUTH, needed=4), Need(2, SOUTH, grade_min=9, needed=1), Need(3, NORTH, needed=1)]
        problem = region(people, needs, load_max=50, refused={(1, SOUTH)})
        self._assert_faults(problem, [Move(2, 1)], Fault("stays", person=2))
        self._assert_faults(problem, [Move(3, 2)], Fault("stays", person=3), Fault("unfit", person=3, need=2))
        self._assert_faults(problem, [Move(1, 1)], Fault("unreachable", person=1, unit=SOUTH))
        self._assert_faults(problem, [Move(4, 1)], Fault("unreachable", person=4, unit=SOUTH))
        self._assert_faults(problem, [Move(1, 3)], Fault("unreachable", person=1, unit=NORTH))
        self._assert_faults(problem, [Move(9, 1)], Fault("unknown", person=9, need=1))
        self._assert_faults(problem, [Move(1, 1), Move(1, 2)], Fault("twice", person=1))

    def test_faults_of_units_and_of_the_whole(self):
        people = [person(1), person(2), person(3)]
        problem = region(people, [Need(1, SOUTH, needed=1)], minimum=(2, 0, 0))
        self._assert_faults(
            problem,
            [Move(1, 1), Move(2, 1)],
            Fault("overfilled", unit=SOUTH, need=1),
            Fault("minimum", unit=NORTH),
        )
        self._assert_faults(replace(problem, moves_max=0), [Move(1, 1)], Fault("too_many"))
        self._assert_faults(replace(problem, kept=(Move(1, 1),)), [], Fault("not_kept", person=1, need=1))


class TestPlacementWords(BaseCase):
    """What the facts of a move say in the cases that matter."""

    def test_why_those_who_live_nearer_were_not_taken(self):
        people = [
            person(1, NORTH, COUNTER, area=2),  # fills the only need of the north
            person(2, ISLAND, COUNTER, LICENCES, area=2),  # of a unit at its minimum
            person(3, NORTH, LICENCES),
            person(4, NORTH, LICENCES),
        ]
        needs = [Need(1, NORTH, COUNTER, needed=1), Need(2, SOUTH, None, needed=1)]
        problem = region(people, needs, minimum=(0, 0, 1))
        said = explain(problem, solve(problem).moves)[3]
        self.assertEqual((said["candidates"], said["rank"], said["minutes"], said["minutes_before"]), (4, 3, 30, 10))
        self.assertEqual(said["nearer"], {"moved": 0, "needed": 1, "minimum": 1, "free": 0})
        self.assertEqual(said["next"], {"person": 4, "minutes": 30, "load": 0})
        self.assertEqual((said["short_before"], said["short_after"]), (1, 0))
        self.assertEqual((said["chain"], said["replaces"]), ([], []))

    def test_a_chain_names_who_comes_in_whose_place(self):
        people = [person(1), person(2, SOUTH, COUNTER), person(3)]
        needs = [Need(1, SOUTH, needed=1), Need(2, ISLAND, COUNTER, needed=1)]
        problem = region(people, needs)
        facts = explain(problem, solve(problem).moves)
        self.assertEqual((facts[2]["chain"], facts[2]["replaces"]), ([1], []))
        self.assertEqual((facts[1]["chain"], facts[1]["replaces"]), ([], [2]))

    def test_what_stays_short_says_why_nobody_comes(self):
        people = [person(1, fixed="placement"), person(2, load=80), person(3, area=None), person(4), person(5, SOUTH)]
        problem = region(people, [Need(1, ISLAND, needed=9)], minimum=(4, 0, 0), load_max=50, refused={(5, ISLAND)})
        self.assertEqual(
            remaining(problem, ()),
            [
                {
                    "need": 1,
                    "unit": ISLAND,
                    "short": 9,
                    "others": {"far": 1, "fixed": 1, "load": 1, "minimum": 1, "refused": 1},
                }
            ],
        )
