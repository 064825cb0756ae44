"""Counting of absent days, against a slow reference that looks at every day anew."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.flexible_work_asn_attendance.judge import (
    STATUSES,
    DisciplineDay,
    DisciplineStep,
    Tally,
    standing_of,
    tally_year,
)

YEAR = 2026
WARNING = DisciplineStep(1, 3, 1, notice_days=1)
WRITTEN = DisciplineStep(2, 4, 2, notice_days=1)
TEN = DisciplineStep(3, 10, 9, in_a_row=True, notice_days=2)
STEPS = (WARNING, WRITTEN, TEN)
LETTERS = {"A": "absent", "P": "present", "o": "off", "c": "leave", "s": "sick", "d": "duty", "t": "study"}


def days(letters, first=date(YEAR, 3, 2), minutes=0):
    return [DisciplineDay(first + timedelta(days=n), LETTERS[letter], minutes) for n, letter in enumerate(letters)]


def count(letters, **options):
    return tally_year(days(letters, **options), YEAR)


class TestTally(BaseCase):
    def test_absent_days_add_up_over_the_year(self):
        self.assertEqual(count("APPAPoA").absent_days, 3)

    def test_days_off_neither_break_a_run_nor_count(self):
        self.assertEqual(count("AAAAAooAAAAA").longest_run, 10)

    def test_approved_time_off_neither_breaks_a_run_nor_counts(self):
        self.assertEqual(count("AAcsAA").longest_run, 4)

    def test_a_day_at_work_breaks_a_run_and_so_does_duty_elsewhere(self):
        for at_work in "Pdt":
            with self.subTest(at_work=at_work):
                self.assertEqual((count(f"AAA{at_work}AA").longest_run, count(f"AAA{at_work}AA").current_run), (3, 2))

    def test_a_run_goes_on_over_new_year_but_its_days_count_in_their_year(self):
        tally = tally_year(days("AAAAAA", first=date(YEAR - 1, 12, 29)), YEAR)
        self.assertEqual((tally.absent_days, tally.longest_run), (3, 6))

    def test_a_run_of_last_year_alone_is_not_of_this_year(self):
        tally = tally_year(days("AAA", first=date(YEAR - 1, 12, 10)), YEAR)
        self.assertEqual(tally, Tally())

    def test_minutes_make_days(self):
        """PP 53/2010: 7.5 hours are a day."""
        tally = tally_year(days("PPP", minutes=300), YEAR, 450)
        self.assertEqual((tally.minutes, tally.converted_days, tally.total_days), (900, 2, 2))
        self.assertEqual(tally_year(days("PPP", minutes=300), YEAR, 0).converted_days, 0)

    @given(
        st.lists(
            st.tuples(
                st.dates(date(YEAR - 1, 11, 1), date(YEAR + 1, 1, 31)), st.sampled_from(STATUSES), st.integers(0, 200)
            ),
            max_size=60,
            unique_by=lambda found: found[0],
        ),
        st.sampled_from((0, 60, 450)),
    )
    def test_as_counted_by_hand(self, found, minutes_of_day):
        given_days = [DisciplineDay(*one) for one in sorted(found)]
        tally = tally_year(given_days, YEAR, minutes_of_day)
        own = [day for day in given_days if day.date.year == YEAR]
        absent = [day for day in own if day.status == "absent"]
        minutes = sum(day.minutes for day in own)
        self.assertEqual((tally.absent_days, tally.minutes), (len(absent), minutes))
        self.assertEqual(tally.converted_days, int(minutes / minutes_of_day) if minutes_of_day else 0)
        self.assertEqual(tally.longest_run, max((run_at(given_days, day) for day in absent), default=0))
        self.assertEqual(tally.last_absent, absent[-1].date if absent else None)


def run_at(all_days, day):
    """The run that ends on ``day``: going back until somebody was at work."""
    length = 0
    for earlier in sorted(all_days, key=lambda one: one.date, reverse=True):
        if earlier.date > day.date:
            continue
        if earlier.status in ("present", "duty", "study"):
            break
        length += earlier.status == "absent"
    return length


class TestStanding(BaseCase):
    def stand(self, total=0, run=0, current=0):
        return standing_of(Tally(absent_days=total, longest_run=run, current_run=current), STEPS)

    def test_the_gravest_step_that_is_reached(self):
        self.assertIsNone(self.stand(2).reached)
        self.assertEqual(self.stand(3).reached, WARNING)
        self.assertEqual(self.stand(9).reached, WRITTEN)
        self.assertEqual(self.stand(10, run=10).reached, TEN)

    def test_told_before_a_step_is_reached(self):
        self.assertEqual((self.stand(2).near, self.stand(2).days_left), (WARNING, 1))
        self.assertIsNone(self.stand(1).near)

    def test_the_step_in_a_row_is_near_only_while_the_run_goes_on(self):
        self.assertEqual(self.stand(8, run=8, current=8).near, TEN)
        self.assertIsNone(self.stand(8, run=8, current=0).near)

    @given(st.integers(0, 40), st.integers(0, 40), st.lists(st.integers(1, 30), unique=True, max_size=8))
    def test_more_days_never_lower_the_step(self, total, more, limits):
        steps = [DisciplineStep(limit, limit, limit) for limit in limits]
        before = standing_of(Tally(absent_days=total), steps).reached
        after = standing_of(Tally(absent_days=total + more), steps).reached
        self.assertEqual(before and before.days_from, max((limit for limit in limits if limit <= total), default=None))
        self.assertGreaterEqual(after.gravity if after else 0, before.gravity if before else 0)
