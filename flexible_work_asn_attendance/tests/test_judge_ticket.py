from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..judge import TicketFault, Window, moment_of_tap, next_window, not_yet, open_window

GIVEN = datetime(2026, 1, 14, 22, 0)
TWO_HOURS = timedelta(hours=2)


class TestMomentOfTap(BaseCase):
    def kind(self, *args):
        with self.assertRaises(TicketFault) as caught:
            moment_of_tap(*args)
        return caught.exception.kind

    @given(st.integers(0, 10**8), st.integers(0, 10**5), st.integers(0, 10**5))
    @settings(max_examples=300, deadline=None)
    def test_what_counts_lies_between_the_limit_and_now(self, elapsed, later, limit):
        now, limit = GIVEN + timedelta(seconds=later), timedelta(seconds=limit)
        try:
            moment = moment_of_tap(GIVEN, elapsed, now, limit)
        except TicketFault as fault:
            tap = GIVEN + timedelta(milliseconds=elapsed)
            reasons = {
                "not_accepted": limit == timedelta(),
                "ahead": tap > now,
                "too_old": tap < now - limit + timedelta(seconds=1),
            }
            self.assertTrue(reasons[fault.kind])
        else:
            self.assertTrue(now - limit <= moment <= now)
            self.assertLess(abs(moment - GIVEN - timedelta(milliseconds=elapsed)), timedelta(seconds=61))

    def test_a_clock_that_runs_a_little_fast_counts_as_now(self):
        now = GIVEN + timedelta(minutes=30)
        self.assertEqual(moment_of_tap(GIVEN, 31 * 60_000, now, TWO_HOURS), now)
        self.assertEqual(self.kind(GIVEN, 31 * 60_000 + 1001, now, TWO_HOURS), "ahead")

    def test_what_is_no_time(self):
        for elapsed in (None, "5", -1, True, float("nan"), float("inf"), 1e300):
            self.assertEqual(self.kind(GIVEN, elapsed, GIVEN, TWO_HOURS), "unreadable")


class TestWindows(BaseCase):
    morning = Window(1, "wfh", "in", 6.0, 8.0)
    noon = Window(2, "wfh", "middle", 12.0, 12.5)
    later = Window(3, "wfh", "middle", 14.0, 14.25)

    def test_the_minute_of_its_end_still_belongs_to_it(self):
        states = [self.morning.state_at(hour) for hour in (5.99, 6.0, 8 + 59 / 3600, 8 + 1 / 60)]
        self.assertEqual(states, ["coming", "open", "open", "over"])

    def test_hours_that_no_float_says_exactly(self):
        """07:20 is 7.333…, and a window from 07:20 is open at 07:20."""
        self.assertEqual(Window(1, "wfh", "in", 7.333333333333333, 8.0).state_at(7 + 20 / 60), "open")
        self.assertEqual(Window(1, "wfh", "in", 7.33, 8.0).state_at(7 + 20 / 60), "open")

    def test_nobody_acts_before_the_first_opens(self):
        self.assertEqual(not_yet([self.later, self.noon], 11.9), self.noon)
        self.assertIsNone(not_yet([self.later, self.noon], 13))
        self.assertIsNone(not_yet([], 0))

    def test_the_one_that_is_open_and_the_one_that_comes(self):
        windows = [self.later, self.noon]
        self.assertEqual((open_window(windows, 12.2), open_window(windows, 13)), (self.noon, None))
        self.assertEqual((next_window(windows, 12.2), next_window(windows, 15)), (self.later, None))
