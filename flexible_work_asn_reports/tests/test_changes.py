"""What differs between two counts of a day, against a slow reference."""

from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..figures import Figures, changes

NAMES = [field.name for field in fields(Figures)]
numbers = st.integers(0, 3)
counts = st.builds(Figures, **dict.fromkeys(NAMES, numbers))


class TestChanges(BaseCase):
    @given(counts, counts)
    def test_every_figure_that_differs_is_told_once_with_both_values(self, before, after):
        told = {change.name: (change.before, change.after) for change in changes(before, after)}
        expected = {
            name: (getattr(before, name), getattr(after, name))
            for name in [*NAMES, "present", "obliged"]
            if getattr(before, name) != getattr(after, name)
        }
        self.assertEqual(told, expected)
        self.assertEqual(len(changes(before, after)), len(told))

    @given(counts)
    def test_a_count_does_not_differ_from_itself(self, count):
        self.assertEqual(changes(count, count), [])

    @given(counts, counts)
    def test_back_and_forth_is_the_opposite(self, before, after):
        there = [(change.name, change.difference) for change in changes(before, after)]
        back = [(change.name, -change.difference) for change in changes(after, before)]
        self.assertEqual(there, back)

    @given(counts, counts)
    def test_whoever_is_present_is_told_before_the_parts(self, before, after):
        names = [change.name for change in changes(before, after)]
        self.assertEqual(names, [name for name in ["present", "obliged", *NAMES] if name in names])
