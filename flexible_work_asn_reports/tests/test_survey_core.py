"""The index of public satisfaction against a slow reference, its bounds, and its grades."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..figures.survey import ELEMENTS, Satisfaction, grade, satisfaction

GRADES = [(25.0, "D"), (88.31, "A"), (65.0, "C"), (76.61, "B")]
ANSWERS = st.lists(st.lists(st.integers(1, 4), min_size=9, max_size=9), min_size=1, max_size=60)


def reference(answers):
    """As the regulation says it, step by step and exactly: means of the elements, weighted by a ninth, times 25."""
    means = [Fraction(sum(answer[element] for answer in answers), len(answers)) for element in range(9)]
    weighted = [mean * Fraction(1, 9) for mean in means]
    return sum(weighted) * 25, means


class TestSatisfaction(BaseCase):
    def index_of(self, answers, minimum=1):
        return satisfaction(len(answers), [sum(column) for column in zip(*answers, strict=True)], minimum)

    @given(ANSWERS)
    @settings(deadline=None)
    def test_it_is_that_of_the_regulation(self, answers):
        """Permen PANRB 14/2017: nine elements of the same weight, times 25."""
        found = self.index_of(answers)
        index, means = reference(answers)
        self.assertLessEqual(abs(Fraction(found.index) - index), Fraction(1, 200) + Fraction(1, 10**9))
        for mean, told in zip(means, found.elements.values(), strict=True):
            self.assertLessEqual(abs(Fraction(told) - mean), Fraction(1, 200) + Fraction(1, 10**9))
        self.assertEqual(tuple(found.elements), ELEMENTS)

    @given(ANSWERS)
    @settings(deadline=None)
    def test_it_lies_between_25_and_100(self, answers):
        self.assertTrue(25 <= self.index_of(answers).index <= 100)

    @given(ANSWERS, st.integers(0, 8))
    @settings(deadline=None)
    def test_a_better_answer_never_lowers_it(self, answers, element):
        before = self.index_of(answers).index
        answers[0][element] = 4
        self.assertGreaterEqual(self.index_of(answers).index, before)

    def test_the_best_and_the_worst(self):
        self.assertEqual(self.index_of([[4] * 9] * 7).index, 100)
        self.assertEqual(self.index_of([[1] * 9] * 7).index, 25)

    def test_half_is_rounded_up(self):
        """3.125 in the mean of an element is 3.13."""
        self.assertEqual(satisfaction(8, [25] * 9).elements["u1"], 3.13)

    def test_of_few_answers_only_their_number_is_told(self):
        self.assertEqual(self.index_of([[4] * 9] * 4, minimum=5), Satisfaction(4, None, None))
        self.assertEqual(self.index_of([[4] * 9] * 5, minimum=5).index, 100)
        self.assertEqual(satisfaction(0, [0] * 9), Satisfaction(0, None, None))

    def test_sums_that_cannot_be_are_refused(self):
        for answers, sums in ((1, [5] * 9), (2, [1] * 9), (1, [4] * 8)):
            with self.subTest(sums=sums), self.assertRaises(ValueError):
                satisfaction(answers, sums)

    def test_grades_begin_at_their_bound(self):
        """Permen PANRB 14/2017: A to D."""
        expected = {100: "A", 88.31: "A", 88.30: "B", 76.61: "B", 76.60: "C", 65: "C", 64.99: "D", 25: "D"}
        self.assertEqual({index: grade(index, GRADES) for index in expected}, expected)
        self.assertIsNone(grade(None, GRADES))
        self.assertIsNone(grade(20.0, GRADES))
