"""From sums and bills to what is compared: against a slow and obvious reference. No database."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.flexible_work_asn_reports.figures.evaluation import Cell
from odoo.addons.flexible_work_asn_reports.figures.evaluation_panels import (
    Bill,
    Periods,
    Span,
    bills,
    months_within,
    rates,
    shares,
)

UNITS = {"a": True, "b": True, "c": False}
PERIODS = Periods.of(Span(date(2025, 9, 1), date(2025, 12, 31)), Span(date(2026, 1, 1), date(2026, 3, 31)))
MONTHS = [date(2025, month, 1) for month in range(8, 13)] + [date(2026, month, 1) for month in range(1, 5)]
parts = st.sampled_from(("early", "late", "after"))
entries = st.lists(
    st.builds(
        Bill,
        st.sampled_from(sorted(UNITS)),
        st.sampled_from(("office", "annex")),
        st.sampled_from(("electricity", "water")),
        st.sampled_from(MONTHS),
        st.integers(1, 1000),
    ),
    max_size=60,
    unique_by=lambda entry: entry[:4],
)


def slow_bill(entries, unit, months, other):
    """What ``unit`` pays per month in ``months``, over what it has entered for ``other`` as well; None: nothing."""
    total, found = 0.0, False
    for place in ("office", "annex"):
        for kind in ("electricity", "water"):
            own = [one for one in entries if one.unit == unit and one.place == place and one.kind == kind]
            here = [one.amount for one in own if one.month in months]
            if here and any(one.month in other for one in own):
                total, found = total + sum(here) / len(here), True
    return total if found else None


@tagged("-at_install", "post_install")
class TestPanels(BaseCase):
    @settings(max_examples=100, deadline=None)
    @given(
        st.dictionaries(st.tuples(st.sampled_from(sorted(UNITS)), parts), st.tuples(st.integers(0, 50), st.just(50)))
    )
    def test_before_is_both_halves_together(self, sums):
        for panel in shares(UNITS, sums):
            halves = [sums[panel.unit, part] for part in ("early", "late") if (panel.unit, part) in sums]
            whole = sum(number for _total, number in halves)
            expected = 100 * sum(total for total, _number in halves) / whole if whole else None
            self.assertEqual(panel.before and panel.before.number, whole or None)
            if whole:
                self.assertAlmostEqual(panel.before.value, expected)
            self.assertEqual(panel.flexible, UNITS[panel.unit])

    @settings(max_examples=150, deadline=None)
    @given(entries)
    def test_bills_are_those_of_the_slow_reference(self, entries):
        before, after = MONTHS[1:5], MONTHS[5:8]
        spans = {"before": (before, after), "after": (after, before)}
        spans |= {"early": (before[:2], before[2:]), "late": (before[2:], before[:2])}
        for panel in bills(UNITS, entries, PERIODS):
            for name, (months, other) in spans.items():
                expected, found = slow_bill(entries, panel.unit, months, other), getattr(panel, name)
                self.assertEqual(found is None, expected is None, (name, panel))
                if found:
                    self.assertAlmostEqual(found.value, expected)

    @settings(max_examples=50, deadline=None)
    @given(entries)
    def test_bills_of_one_kind_know_nothing_of_the_others(self, entries):
        own = [entry for entry in entries if entry.kind == "water"]
        self.assertEqual(bills(UNITS, entries, PERIODS, "water"), bills(UNITS, own, PERIODS))

    def test_a_month_that_is_only_partly_in_the_period_does_not_count(self):
        self.assertEqual(
            months_within(Span(date(2026, 1, 12), date(2026, 3, 31))), [date(2026, 2, 1), date(2026, 3, 1)]
        )
        self.assertEqual(months_within(Span(date(2026, 2, 1), date(2026, 2, 28))), [date(2026, 2, 1)])
        self.assertEqual(months_within(Span(date(2026, 2, 2), date(2026, 2, 28))), [])

    @settings(max_examples=100, deadline=None)
    @given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(2, 400), st.integers(0, 60), st.integers(1, 400))
    def test_halves_fill_the_time_before_without_a_gap(self, first, days, gap, length):
        before = Span(first, first + timedelta(days=days - 1))
        start = before.last + timedelta(days=gap + 1)
        periods = Periods.of(before, Span(start, start + timedelta(days=length - 1)))
        self.assertEqual(periods.before, before)
        self.assertEqual(periods.early.last + timedelta(days=1), periods.late.first)
        self.assertLessEqual(abs(periods.early.days - periods.late.days), 1)

    def test_periods_in_the_wrong_order_are_refused(self):
        for before, after in (((1, 5), (5, 9)), ((5, 5), (6, 9)), ((4, 2), (6, 9)), ((1, 4), (9, 6))):
            spans = [Span(*(date(2026, 1, day) for day in pair)) for pair in (before, after)]
            self.assertRaises(ValueError, Periods.of, *spans)

    def test_who_has_no_complaint_at_all_keeps_no_register(self):
        found = {panel.unit: panel for panel in rates(UNITS, {("a", "after"): 6, ("c", "early"): 2}, PERIODS)}
        self.assertEqual(sorted(found), ["a", "c"])
        self.assertAlmostEqual(found["a"].after.value, 6 / (90 / (365.25 / 12)))
        self.assertEqual(found["a"].before.value, 0.0)
        self.assertIsInstance(found["c"].after, Cell)
