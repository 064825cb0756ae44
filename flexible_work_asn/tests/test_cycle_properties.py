"""Cycles and duties are arithmetic: their laws, on thousands of made-up patterns."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.flexible_work_asn.plan.cycle import deal, entry, position, spread_offsets, weekly_hours
from odoo.addons.flexible_work_asn.plan.duty import Duty, close_duties
from odoo.addons.flexible_work_asn.plan.spans import runs

DATES = st.dates(date(2020, 1, 1), date(2035, 12, 31))
PATTERNS = st.lists(st.sampled_from("PSMO"), min_size=1, max_size=40)
OFFSETS = st.integers(-400, 400)


class TestCycleProperties(BaseCase):
    @given(PATTERNS, DATES, DATES, OFFSETS, st.integers(-20, 20))
    def test_shifting_by_the_length_changes_nothing(self, pattern, anchor, day, offset, rounds):
        there = entry(pattern, anchor, day, offset)
        step = rounds * len(pattern)
        self.assertEqual(entry(pattern, anchor, day, offset + step), there)
        self.assertEqual(entry(pattern, anchor, day + timedelta(days=step), offset), there)
        self.assertEqual(entry(pattern, anchor + timedelta(days=step), day, offset), there)

    @given(st.integers(1, 40), DATES, DATES, OFFSETS)
    def test_the_next_day_is_the_next_place_of_the_pattern(self, length, anchor, day, offset):
        tomorrow = position(anchor, day + timedelta(days=1), length, offset)
        self.assertEqual(tomorrow, (position(anchor, day, length, offset) + 1) % length)

    @given(PATTERNS, DATES, st.integers(0, 39))
    def test_the_anchor_date_is_the_first_day_of_the_pattern(self, pattern, anchor, ahead):
        self.assertEqual(entry(pattern, anchor, anchor), pattern[0])
        self.assertEqual(entry(pattern, anchor, anchor, ahead), pattern[ahead % len(pattern)])

    @given(st.integers(1, 12), st.integers(1, 8), DATES, DATES)
    def test_evenly_spread_groups_take_every_place_exactly_once(self, groups, share, anchor, day):
        length = groups * share
        taken = [
            position(anchor, day + timedelta(days=n), length, offset)
            for offset in spread_offsets(length, groups)
            for n in range(share)
        ]
        self.assertEqual(sorted(taken), list(range(length)))

    @given(st.integers(1, 60), st.integers(1, 60))
    def test_offsets_lie_in_the_pattern_and_are_as_far_apart_as_whole_days_allow(self, length, groups):
        offsets = spread_offsets(length, groups)
        self.assertEqual((len(offsets), offsets[0]), (groups, 0))
        gaps = [later - earlier for earlier, later in zip(offsets, (*offsets[1:], length), strict=True)]
        self.assertLessEqual(max(gaps) - min(gaps), 1)

    @given(st.integers(0, 300), st.integers(1, 12))
    def test_people_are_dealt_into_groups_that_differ_by_one_at_most(self, people, groups):
        dealt = deal(people, groups)
        sizes = [dealt.count(group) for group in range(groups)]
        self.assertEqual(sum(sizes), people)
        self.assertLessEqual(max(sizes) - min(sizes), 1)

    def test_impossible_patterns_are_refused(self):
        for refused in (
            lambda: position(date(2026, 1, 1), date(2026, 1, 1), 0),
            lambda: spread_offsets(0, 2),
            lambda: spread_offsets(7, 0),
            lambda: deal(3, 0),
        ):
            with self.assertRaises(ValueError):
                refused()

    def test_weekly_hours_are_those_of_the_whole_pattern(self):
        self.assertEqual(weekly_hours([6.5, 6.5, 6.5, 6.5, 8.5, 8.5, 0, 0]), 37.625)
        self.assertEqual(weekly_hours([]), 0)

    @given(
        st.lists(
            st.tuples(st.integers(1, 3), st.integers(0, 20), st.integers(0, 23), st.integers(1, 14)),
            max_size=25,
        )
    )
    def test_overlaps_are_found_as_by_looking_at_every_hour(self, drawn):
        first = date(2026, 1, 5)
        duties = [
            Duty(employee, first + timedelta(days=day), float(hour), float(hour + length))
            for employee, day, hour, length in drawn
        ]
        busy, twice = set(), set()
        for duty in duties:
            for minute in range(duty.start, duty.end, 60):
                (twice if (duty.employee_id, minute) in busy else busy).add((duty.employee_id, minute))
        overlapping = {clash.later.employee_id for clash in close_duties(duties) if clash.rest < 0}
        self.assertEqual(overlapping, {employee for employee, _minute in twice})

    @given(st.sets(DATES.filter(lambda day: day.year == 2026), max_size=60))
    def test_spans_hold_the_same_dates_and_never_touch_within_a_month(self, days):
        spans = runs(days)
        unrolled = [first + timedelta(days=n) for first, last in spans for n in range((last - first).days + 1)]
        self.assertEqual(unrolled, sorted(days))
        for (_first, last), (first, _last) in zip(spans, spans[1:], strict=False):
            self.assertTrue((first - last).days > 1 or first.day == 1)
