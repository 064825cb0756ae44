"""The arithmetic of the evaluation: against a slow reference, and against regions whose truth is known. No database."""

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.flexible_work_asn_reports.figures import student
from odoo.addons.flexible_work_asn_reports.figures.evaluation import (
    Caution,
    Cell,
    Rule,
    UnitPanel,
    Verdict,
    describe,
    evaluate,
    holm,
    welch,
)

from .evaluation_reference import attendance_changes, exact_welch, student_probability, student_quantile

changes = st.lists(st.integers(-200, 200).map(lambda tenths: tenths / 8), min_size=2, max_size=30)
#: table of every textbook: two-sided 95 %
TEXTBOOK = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 8: 2.306, 10: 2.228, 20: 2.086, 30: 2.042, 120: 1.980}


def panels(flexible, exempt, level=90.0, number=100, early=None):
    """Units that changed by so much; ``early``: changes inside the period before, none by default."""
    found = []
    for side, values in ((True, flexible), (False, exempt)):
        for place, change in enumerate(values):
            inside = early[side][place] if early else 0.01 * place
            found.append(
                UnitPanel(
                    (side, place),
                    side,
                    Cell(level, number),
                    Cell(level + change, number),
                    Cell(level - inside, number / 2),
                    Cell(level + inside, number / 2),
                )
            )
    return found


@tagged("-at_install", "post_install")
class TestStudent(BaseCase):
    def test_quantiles_are_those_of_the_textbook(self):
        for freedom, value in TEXTBOOK.items():
            self.assertAlmostEqual(student.quantile(0.975, freedom), value, places=3)
        self.assertAlmostEqual(student.quantile(0.975, math.inf), 1.959964, places=6)

    @settings(max_examples=25, deadline=None)
    @given(st.floats(0.05, 8), st.floats(1, 200))
    def test_probability_is_the_area_below_the_density(self, t, freedom):
        self.assertAlmostEqual(student.cdf(t, freedom), 0.5 + student_probability(t, freedom), places=9)
        self.assertAlmostEqual(student.cdf(-t, freedom), 0.5 - student_probability(t, freedom), places=9)

    @settings(max_examples=60, deadline=None)
    @given(st.floats(0.001, 0.999), st.floats(1, 500))
    def test_quantile_undoes_the_probability(self, probability, freedom):
        self.assertAlmostEqual(student.cdf(student.quantile(probability, freedom), freedom), probability, places=10)

    def test_what_makes_no_sense_is_refused(self):
        for wrong in (lambda: student.cdf(1, 0), lambda: student.quantile(1, 5), lambda: student.quantile(0, 5)):
            self.assertRaises(ValueError, wrong)


@tagged("-at_install", "post_install")
class TestComparison(BaseCase):
    @settings(max_examples=30, deadline=None)
    @given(changes, changes)
    def test_interval_is_that_of_the_slow_reference(self, one, other):
        if len(set(one)) == len(set(other)) == 1:
            return  # nothing varies: there is no interval, see below
        estimate, error, freedom = exact_welch(one, other)
        found = welch(one, other)
        reach = student_quantile(0.975, freedom) * error
        self.assertAlmostEqual(found.estimate, estimate, places=9)
        self.assertAlmostEqual(found.freedom, freedom, delta=1e-6 * freedom)
        self.assertAlmostEqual(found.low, estimate - reach, delta=1e-6 * max(1, reach))
        self.assertAlmostEqual(found.high, estimate + reach, delta=1e-6 * max(1, reach))

    @settings(max_examples=50, deadline=None)
    @given(changes, changes)
    def test_turned_round_it_says_the_opposite(self, one, other):
        found, turned = welch(one, other), welch(other, one)
        self.assertAlmostEqual(found.estimate, -turned.estimate)
        if found.low is not None:
            self.assertAlmostEqual(found.low, -turned.high)

    @settings(max_examples=50, deadline=None)
    @given(changes, changes)
    def test_interval_leaves_out_zero_just_where_an_accident_is_rarer_than_one_in_twenty(self, one, other):
        found = welch(one, other)
        if found.chance is None or abs(found.chance - 0.05) > 1e-9:
            self.assertEqual(found.is_clear, (found.chance or 1) < 0.05)

    def test_each_unit_counts_once_large_or_small(self):
        units = panels([1, 2, 3, 4, 5], [0, 0.5, 0, 0.5, 0])
        large = [
            UnitPanel(one.unit, one.flexible, *(Cell(c.value, c.number * 1000) for c in (one.before, one.after)))
            for one in units[:1]
        ]
        rule = Rule()
        self.assertEqual(evaluate(units, rule).difference, evaluate(large + units[1:], rule).difference)

    def test_the_estimate_is_the_difference_of_mean_changes(self):
        result = evaluate(panels([1, 2, 3, 4, 5], [0, 0.5, 0, 0.5, 0]), Rule())
        self.assertAlmostEqual(result.flexible.change, 3.0)
        self.assertAlmostEqual(result.exempt.change, 0.2)
        self.assertAlmostEqual(result.difference.estimate, 2.8)
        self.assertAlmostEqual(result.flexible.after - result.flexible.before, result.flexible.change)
        self.assertEqual(result.verdict, Verdict.BETTER)

    def test_less_is_better_where_the_rule_says_so(self):
        units = panels([1, 2, 3, 4, 5], [0, 0.5, 0, 0.5, 0])
        self.assertEqual(evaluate(units, Rule(better=-1)).verdict, Verdict.WORSE)
        self.assertEqual(evaluate(units, Rule(better=0)).verdict, Verdict.CONTEXT)

    def test_money_is_compared_in_percent_of_each_unit(self):
        bills = [(True, 100, 80), (True, 1000, 820), (True, 40, 31), (True, 7, 5.7), (True, 300, 237)]
        bills += [(False, 50, 51), (False, 900, 880), (False, 20, 20.4), (False, 8, 7.9), (False, 400, 404)]
        units = [
            UnitPanel(place, side, Cell(before, 3), Cell(after, 3)) for place, (side, before, after) in enumerate(bills)
        ]
        result = evaluate(units, Rule(better=-1, relative=True))
        self.assertAlmostEqual(result.difference.estimate, -20.2, delta=1.0)
        self.assertEqual(result.verdict, Verdict.BETTER)
        self.assertEqual((result.flexible.before, round(result.flexible.after, 1)), (1447, 1173.7))

    def test_a_unit_without_a_bill_before_is_left_out_and_named(self):
        units = panels([1, 2, 3, 4, 5], [0, 0.5, 0, 0.5, 0])
        units.append(UnitPanel("new", True, None, Cell(90, 100)))
        units.append(UnitPanel("tiny", False, Cell(90, 100), Cell(90, 3)))
        units.append(UnitPanel("nothing at all", False))
        result = evaluate(units, Rule(least=20))
        self.assertEqual(result.left_out, ("new", "tiny"))
        self.assertIn(Caution.LEFT_OUT, result.cautions)
        self.assertEqual((result.flexible.number, result.exempt.number), (5, 5))

    def test_four_units_say_nothing(self):
        result = evaluate(panels([5, 6, 7, 8], [0, 0.5, 0, 0.5, 0]), Rule(units=5))
        self.assertEqual((result.verdict, result.difference), (Verdict.FEW, None))

    def test_few_units_are_said_to_be_few(self):
        self.assertIn(Caution.THIN, evaluate(panels([5, 6, 7, 8, 9], [0] * 20), Rule()).cautions)
        self.assertNotIn(Caution.THIN, evaluate(panels(range(10), range(10)), Rule()).cautions)

    def test_units_that_all_change_alike_show_no_effect_and_no_certainty(self):
        self.assertEqual(evaluate(panels([0] * 6, [0] * 6), Rule()).verdict, Verdict.UNCLEAR)
        odd = evaluate(panels([2] * 6, [1] * 6), Rule())
        self.assertEqual((odd.verdict, odd.difference.low), (Verdict.FEW, None))
        self.assertIn(Caution.ALIKE, odd.cautions)

    def test_groups_that_moved_apart_before_are_no_evidence(self):
        drift = {True: [2, 2.1, 2.2, 2.3, 2.1], False: [0, 0.1, 0, 0.1, 0]}
        result = evaluate(panels([4, 5, 4, 5, 4], [0, 0.5, 0, 0.5, 0], early=drift), Rule())
        self.assertTrue(result.difference.is_clear and result.placebo.is_clear)
        self.assertEqual(result.verdict, Verdict.UNCLEAR)
        self.assertIn(Caution.DRIFTED, result.cautions)

    def test_what_cannot_be_checked_before_is_said(self):
        whole = [UnitPanel(p.unit, p.flexible, p.before, p.after) for p in panels([4, 5, 4, 5, 4], [0, 1, 0, 1, 0])]
        self.assertIn(Caution.UNCHECKED, evaluate(whole, Rule()).cautions)

    def test_what_only_flexible_units_have_is_described_and_not_compared(self):
        result = describe([UnitPanel(n, True, None, Cell(80 + n, 50)) for n in range(3)], Rule())
        self.assertEqual((result.flexible.after, result.exempt.after, result.verdict), (81, None, Verdict.CONTEXT))

    def test_many_measures_need_a_smaller_chance(self):
        self.assertEqual(holm([0.04, None, 0.001, 0.03]), [False, False, True, False])
        self.assertEqual(holm([0.04]), [True])
        self.assertEqual(holm([]), [])

    @settings(max_examples=50, deadline=None)
    @given(st.lists(st.floats(0, 1), max_size=12))
    def test_what_stays_clear_among_many_lies_between_one_by_one_and_all_by_all(self, chances):
        found = holm(chances)
        for chance, kept in zip(chances, found, strict=True):
            self.assertLessEqual(kept, chance <= 0.05)
            self.assertGreaterEqual(kept, chance <= 0.05 / len(chances))


@tagged("-at_install", "post_install")
class TestTruthKnown(BaseCase):
    """Fixed seeds, and bounds five standard errors wide: what is measured here cannot change by itself."""

    SEEDS = 1500

    def share_of_regions(self, make, holds):
        return sum(holds(welch(*make(np.random.default_rng(seed)))) for seed in range(self.SEEDS)) / self.SEEDS

    def assertAbout(self, share, expected):
        self.assertAlmostEqual(share, expected, delta=5 * math.sqrt(expected * (1 - expected) / self.SEEDS))

    def test_without_an_effect_nineteen_of_twenty_regions_show_none(self):
        for flexible, exempt in ((5, 5), (5, 25), (38, 14)):
            with self.subTest(flexible=flexible, exempt=exempt):
                share = self.share_of_regions(
                    lambda rng: attendance_changes(rng, flexible, exempt),  # noqa: B023
                    lambda found: found.low <= 0 <= found.high,
                )
                self.assertAbout(share, 0.95)

    def test_few_units_that_vary_more_than_the_many_are_no_trap(self):
        """The case in which an interval that takes both groups for alike would be wrong three times as often."""
        share = self.share_of_regions(
            lambda rng: (rng.normal(0, 3, 5), rng.normal(0, 1, 25)), lambda found: found.low <= 0 <= found.high
        )
        self.assertAbout(share, 0.95)

    def test_a_planted_effect_of_two_points_is_found(self):
        clear = self.share_of_regions(
            lambda rng: attendance_changes(rng, 38, 14, -2.0), lambda found: found.is_clear and found.estimate < 0
        )
        self.assertGreater(clear, 0.97)
        covered = self.share_of_regions(
            lambda rng: attendance_changes(rng, 38, 14, -2.0), lambda found: found.low <= -2.0 <= found.high
        )
        self.assertAbout(covered, 0.95)
