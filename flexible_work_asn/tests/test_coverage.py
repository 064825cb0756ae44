from datetime import date
from types import SimpleNamespace

from odoo.tests import BaseCase

from ..plan import Requirement, cover

DAY, NEXT = date(2026, 1, 13), date(2026, 1, 14)
CASHIER = 7
OFFICE, HOME, OTHER, OFF = (
    SimpleNamespace(mode=mode, leave_status=None) for mode in ("wfo", "wfh", "other_office", None)
)
LEAVE, DUTY = (SimpleNamespace(mode=None, leave_status=status) for status in ("leave", "duty"))


class TestCoverage(BaseCase):
    def _cover(self, decisions, requirement, competences=None):
        plan = {(employee_id, DAY): decision for employee_id, decision in enumerate(decisions, 1)}
        return cover(plan, [requirement], competences)[DAY, requirement.competence_id]

    def test_only_the_own_office_is_on_site(self):
        found = self._cover([OFFICE, OFFICE, HOME, OTHER, LEAVE, DUTY, OFF], Requirement(count=3))
        self.assertEqual((found.on_site, found.away, found.absent, found.expected), (2, 2, 2, 6))
        self.assertEqual((found.needed, found.short), (3, 1))

    def test_a_percentage_rounds_up(self):
        self.assertEqual(Requirement(percent=50).needed(5), 3)
        self.assertEqual(Requirement(percent=25).needed(8), 2)

    def test_a_percentage_without_rest_stays_whole(self):
        for percent in range(101):
            self.assertEqual(Requirement(percent=percent).needed(100), percent)
        self.assertEqual(Requirement(percent=30).needed(10), 3)
        self.assertEqual(Requirement(percent=0.1 + 0.2).needed(1000), 3)

    def test_people_on_leave_belong_to_the_unit_of_which_the_percentage_is_taken(self):
        found = self._cover([OFFICE, OFFICE, LEAVE, LEAVE], Requirement(percent=75))
        self.assertEqual((found.needed, found.short), (3, 1))

    def test_the_larger_of_count_and_percentage_is_needed(self):
        self.assertEqual(Requirement(count=2, percent=50).needed(10), 5)
        self.assertEqual(Requirement(count=6, percent=50).needed(10), 6)

    def test_a_day_off_needs_nobody(self):
        found = self._cover([OFF, OFF], Requirement(count=3, percent=50))
        self.assertEqual((found.expected, found.needed, found.short), (0, 0, 0))

    def test_more_than_are_there_is_short(self):
        self.assertEqual(self._cover([OFFICE], Requirement(count=2)).short, 1)

    def test_a_competence_counts_those_who_have_it(self):
        found = self._cover([OFFICE, HOME, OFFICE], Requirement(1, 0, CASHIER), {1: {3}, 2: {3, CASHIER}})
        self.assertEqual((found.on_site, found.expected, found.short), (0, 1, 1))

    def test_a_competence_of_which_nobody_is_due_is_short_on_a_working_day(self):
        self.assertEqual(self._cover([OFFICE, OFF], Requirement(1, 0, CASHIER), {2: {CASHIER}}).short, 1)

    def test_every_date_is_counted_for_every_requirement(self):
        plan = {(1, DAY): OFFICE, (1, NEXT): HOME}
        found = cover(plan, [Requirement(count=1), Requirement(1, 0, CASHIER)], {1: (CASHIER,)})
        self.assertEqual({key: value.on_site for key, value in found.items()}, {
            (DAY, None): 1, (NEXT, None): 0, (DAY, CASHIER): 1, (NEXT, CASHIER): 0,
        })  # fmt: skip
