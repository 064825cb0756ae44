import random
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..plan.coverage import Requirement
from ..plan.optimal import solve
from ..plan.roster_diagnosis import fixed_conflicts, missing_days, reliefs, shortages
from ..plan.roster_problem import ABSENT, AWAY, ONSITE, OPEN, RosterProblem, measure, monday
from . import roster_reference as reference

MONDAY = date(2026, 1, 12)
WEEK = [MONDAY + timedelta(days=n) for n in range(5)]
CELLS = st.sampled_from([OPEN, OPEN, OPEN, ONSITE, AWAY, ABSENT, None])
COUNTER = 7


@st.composite
def problems(draw):
    """Up to four people on up to four working days around a weekend, a day before and one after the period."""
    people = range(1, draw(st.integers(1, 4)) + 1)
    days = [WEEK[2], WEEK[3], WEEK[4], WEEK[0] + timedelta(days=7)][: draw(st.integers(1, 4))]
    cells = {(person, day): draw(CELLS) for person in people for day in days}
    for person in people:
        for day in (WEEK[1], WEEK[1] + timedelta(days=7)):
            cells[person, day] = draw(st.sampled_from([ONSITE, AWAY, None]))
    cells = {key: cell for key, cell in cells.items() if cell}
    everybody = st.builds(Requirement, st.integers(0, 3), st.sampled_from([0.0, 30.0, 50.0, 67.0]))
    counter = st.builds(Requirement, st.integers(0, 2), st.just(0.0), st.just(COUNTER))
    return RosterProblem(
        first=days[0],
        last=days[-1],
        cells=cells,
        requirements={day: (draw(everybody), draw(counter)) for day in days},
        competences={person: frozenset({COUNTER} if draw(st.booleans()) else ()) for person in people},
        caps={
            (person, monday(day)): draw(st.integers(0, 3)) for person in people for day in days if draw(st.booleans())
        },
        uncapped=frozenset(key for key in cells if draw(st.integers(0, 9)) == 0),
        no_two_in_a_row=draw(st.booleans()),
        target=draw(st.sampled_from([None, None, 1, 2])),
        wishes={key: draw(st.booleans()) for key in cells if draw(st.integers(0, 2)) == 0},
    )


class TestOptimalAgainstAllRosters(BaseCase):
    """Small cases: the same as trying every roster there is."""

    @settings(max_examples=120, deadline=None)
    @given(problems())
    def test_no_roster_is_better_and_all_rules_hold(self, problem):
        solution = solve(problem)
        self.assertTrue(solution.proven)
        self.assertIn(solution.away, set(reference.allowed(problem)))
        self.assertEqual(reference.merits(problem, solution.away), reference.best(problem))

    @settings(max_examples=120, deadline=None)
    @given(problems())
    def test_the_shortage_is_the_smallest_there_is_and_no_rule_about_persons_would_help(self, problem):
        least = {key: count for key, count in reference.least_missing(problem).items() if count}
        reported = {(demand.day, demand.competence_id): demand.short for demand in shortages(problem)}
        self.assertEqual(reported, least)
        released = replace(problem, caps={}, no_two_in_a_row=False, target=None)
        self.assertEqual({key: n for key, n in reference.least_missing(released).items() if n}, least)

    @settings(max_examples=60, deadline=None)
    @given(problems(), st.randoms(use_true_random=False))
    def test_the_order_of_the_input_never_matters_and_the_same_input_gives_the_same_roster(self, problem, order):
        def shuffled(items):
            items = list(items.items())
            order.shuffle(items)
            return dict(items)

        other = replace(
            problem,
            cells=shuffled(problem.cells),
            requirements={day: items[::-1] for day, items in shuffled(problem.requirements).items()},
            competences=shuffled(problem.competences),
            caps=shuffled(problem.caps),
            wishes=shuffled(problem.wishes),
        )
        first = solve(problem)
        self.assertEqual(solve(other).away, first.away)
        self.assertEqual(solve(problem).away, first.away)

    @settings(max_examples=60, deadline=None)
    @given(problems())
    def test_figures_of_a_roster_are_those_counted_by_hand(self, problem):
        away = solve(problem).away
        figures = measure(problem, away)
        use, _squares, _edges, met = reference.merits(problem, away)
        short = [count for count in reference.missing(problem, away).values() if count]
        self.assertEqual((figures.days_short, figures.people_short), (len(short), sum(short)))
        self.assertEqual(figures.wishes_met, met)
        settled = sum(problem.counts(()).values())
        self.assertEqual(figures.flexible_days, use + settled)
        self.assertEqual((figures.weeks_over, figures.pairs_in_a_row), (0, 0))

    @settings(max_examples=60, deadline=None)
    @given(problems())
    def test_what_a_relaxed_rule_would_give_is_what_trying_out_gives(self, problem):
        away = solve(problem).away
        gains = {relief.rule: relief.more_days for relief in reliefs(problem, away)}
        for rule, relaxed in {
            "weekly": replace(problem, caps={}),
            "in_a_row": replace(problem, no_two_in_a_row=False),
        }.items():
            more = reference.best(relaxed)[0] - len(away)
            self.assertEqual(gains.get(rule, 0), max(0, more), rule)


def unit(people=4, days=WEEK, **values):
    """Everybody open on every day."""
    cells = {(person, day): OPEN for person in range(1, people + 1) for day in days}
    cells |= values.pop("fixed", {})
    return RosterProblem(days[0], days[-1], cells, **values)


def every_day(*requirements, days=WEEK):
    return dict.fromkeys(days, requirements)


class TestOptimalRules(BaseCase):
    """One example for each rule and goal."""

    def _on_site(self, problem, solution, day):
        return sum(
            cell == ONSITE or (cell == OPEN and key not in solution.away)
            for key, cell in problem.cells.items()
            if key[1] == day
        )

    def test_the_number_on_site_is_kept(self):
        problem = unit(requirements=every_day(Requirement(count=3)))
        solution = solve(problem)
        self.assertEqual([self._on_site(problem, solution, day) for day in WEEK], [3] * 5)

    def test_the_percentage_on_site_rounds_up(self):
        problem = unit(people=5, requirements=every_day(Requirement(percent=50)))
        solution = solve(problem)
        self.assertEqual([self._on_site(problem, solution, day) for day in WEEK], [3] * 5)

    def test_a_competence_keeps_its_own_number(self):
        problem = unit(
            requirements=every_day(Requirement(count=1), Requirement(count=1, competence_id=COUNTER)),
            competences={1: {COUNTER}, 2: {COUNTER}},
        )
        solution = solve(problem)
        for day in WEEK:
            self.assertLessEqual(sum((person, day) in solution.away for person in (1, 2)), 1)

    def test_the_weekly_limit_counts_the_days_that_are_flexible_by_the_circular(self):
        thursday = {(person, WEEK[3]): AWAY for person in range(1, 5)}
        problem = unit(fixed=thursday, caps={(person, MONDAY): 2 for person in range(1, 5)})
        self.assertEqual(set(problem.counts(solve(problem).away).values()), {2})

    def test_days_of_the_week_outside_the_period_count_for_the_limit(self):
        problem = RosterProblem(
            WEEK[2], WEEK[4], {(1, WEEK[0]): AWAY, **{(1, day): OPEN for day in WEEK[2:]}}, caps={(1, MONDAY): 2}
        )
        self.assertEqual(len(solve(problem).away), 1)

    def test_special_circumstances_do_not_use_up_the_limit(self):
        problem = unit(1, fixed={(1, MONDAY): AWAY}, caps={(1, MONDAY): 2}, uncapped={(1, MONDAY)})
        self.assertEqual(len(solve(problem).away), 2)

    def test_open_days_of_a_special_circumstance_are_not_over_the_limit_either(self):
        problem = unit(1, caps={(1, MONDAY): 0}, uncapped={(1, MONDAY)})
        away = solve(problem).away
        self.assertEqual((away, measure(problem, away).weeks_over), ({(1, MONDAY)}, 0))

    def test_no_two_days_in_a_row_holds_beside_fixed_days_and_over_the_weekend(self):
        friday, next_monday = WEEK[4], WEEK[0] + timedelta(days=7)
        problem = unit(1, [friday, next_monday], fixed={(1, WEEK[3]): AWAY}, no_two_in_a_row=True)
        self.assertEqual(solve(problem).away, {(1, next_monday)})
        free = replace(problem, cells={(1, friday): OPEN, (1, next_monday): OPEN})
        self.assertEqual(len(solve(free).away), 1)

    def test_whoever_is_on_leave_or_recalled_is_not_rostered_away(self):
        problem = unit(2, fixed={(1, MONDAY): ABSENT, (2, MONDAY): ONSITE})
        self.assertFalse({(1, MONDAY), (2, MONDAY)} & solve(problem).away)

    def test_days_are_shared_out_with_a_difference_of_one_at_most(self):
        problem = unit(people=4, requirements=every_day(Requirement(count=3)))
        self.assertEqual(sorted(problem.counts(solve(problem).away).values()), [1, 1, 1, 2])

    def test_a_target_is_not_exceeded(self):
        problem = unit(target=2)
        self.assertEqual(set(problem.counts(solve(problem).away).values()), {2})

    def test_mondays_and_fridays_are_shared_out(self):
        problem = unit(people=4, requirements=every_day(Requirement(count=2)), caps={(n, MONDAY): 2 for n in range(5)})
        solution = solve(problem)
        self.assertLessEqual(measure(problem, solution.away).edge_spread, 1)

    def test_wishes_are_met_where_they_cost_nobody_a_day(self):
        wishes = {(1, WEEK[0]): True, (2, WEEK[1]): True, (3, WEEK[2]): True, (4, WEEK[3]): True, (1, WEEK[4]): False}
        problem = unit(requirements=every_day(Requirement(count=3)), wishes=wishes)
        figures = measure(problem, solve(problem).away)
        self.assertEqual((figures.wishes_met, figures.wishes, figures.spread), (5, 5, 1))

    def test_a_unit_without_open_days_has_an_empty_roster(self):
        problem = RosterProblem(MONDAY, MONDAY, {(1, MONDAY): ONSITE}, every_day(Requirement(count=2), days=[MONDAY]))
        solution = solve(problem)
        self.assertEqual((solution.away, solution.proven), (frozenset(), True))


class TestOptimalDiagnosis(BaseCase):
    def test_the_shortage_names_date_competence_and_who_is_away(self):
        problem = unit(
            fixed={(1, WEEK[2]): ABSENT, (2, WEEK[2]): AWAY},
            requirements=every_day(Requirement(count=3, competence_id=COUNTER)),
            competences=dict.fromkeys((1, 2, 3), {COUNTER}),
        )
        (demand,) = shortages(problem)
        self.assertEqual((demand.day, demand.competence_id, demand.short), (WEEK[2], COUNTER, 2))
        self.assertEqual((demand.onsite, demand.open, demand.away, demand.absent), ((), (3,), (2,), (1,)))
        self.assertFalse([person for person, day in solve(problem).away if day == WEEK[2] and person == 3])

    def test_the_rule_that_keeps_people_from_their_target_is_named_first(self):
        problem = unit(target=4, caps={(n, MONDAY): 2 for n in range(5)}, requirements=every_day(Requirement(count=2)))
        away = solve(problem).away
        self.assertEqual(missing_days(problem, away), 8)
        self.assertEqual([(relief.rule, relief.more_days) for relief in reliefs(problem, away)], [("weekly", 2)])

    def test_fixed_days_that_break_rules_among_themselves_are_found(self):
        fixed = {(1, WEEK[0]): AWAY, (1, WEEK[1]): AWAY, (1, WEEK[3]): AWAY}
        problem = unit(1, fixed=fixed, caps={(1, MONDAY): 2}, no_two_in_a_row=True)
        conflicts = fixed_conflicts(problem)
        self.assertEqual(conflicts.weeks_over, {(1, MONDAY): 1})
        self.assertEqual(conflicts.in_a_row, (((1, WEEK[0]), (1, WEEK[1])),))


def office(people=100, seed=1, **values):
    """A unit over a month, every day open, with leave, competences and wishes."""
    chance = random.Random(seed)
    days = [day for day in (date(2026, 3, 2) + timedelta(days=n) for n in range(30)) if day.weekday() < 5]
    cells = {
        (person, day): ABSENT if chance.random() < 0.06 else OPEN for person in range(1, people + 1) for day in days
    }
    return RosterProblem(
        days[0],
        days[-1],
        cells,
        requirements=every_day(Requirement(percent=50), Requirement(5, 0, COUNTER), days=days),
        competences={person: {COUNTER} for person in range(1, people // 8)},
        caps={(person, monday(day)): 2 for person in range(1, people + 1) for day in days},
        wishes={key: chance.random() < 0.6 for key in cells if chance.random() < 0.2},
        **values,
    )


class TestOptimalOffice(BaseCase):
    def test_a_hundred_people_over_a_month_are_solved_to_the_proven_end(self):
        problem = office()
        solution = solve(problem, seconds=60)
        self.assertTrue(solution.proven)
        figures = measure(problem, solution.away)
        self.assertEqual((figures.days_short, figures.weeks_over), (0, 0))
        self.assertLessEqual(figures.spread, 2, "people on leave for long may have fewer")

    def test_without_time_the_roster_keeps_the_rules_and_says_what_was_not_tried(self):
        problem = office()
        solution = solve(problem, seconds=0)
        self.assertEqual((solution.proven, solution.left), (False, ("use", "even", "edges", "wishes")))
        self.assertEqual(measure(problem, solution.away).days_short, 0)

    def test_with_little_time_the_rules_hold_all_the_same(self):
        problem = office(no_two_in_a_row=True)
        for seconds in (0.02, 0.05, 0.1, 0.2):
            figures = measure(problem, solve(problem, seconds=seconds).away)
            self.assertEqual((figures.days_short, figures.weeks_over, figures.pairs_in_a_row), (0, 0, 0))
