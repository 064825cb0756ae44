"""Which days count as working days, and with which day a day is compared."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.flexible_work_asn_reports.figures import Figures
from odoo.addons.flexible_work_asn_reports.figures.trend import (
    is_working_day,
    same_day_last_week,
    working_day_before,
)

figures_of_a_day = st.builds(
    lambda wfo, absent, off: Figures(
        headcount=wfo + absent + off, kind_unknown=wfo + absent + off, wfo=wfo, absent=absent, off=off
    ),
    *[st.integers(0, 30)] * 3,
)
some_days = st.dictionaries(st.dates(date(2026, 1, 1), date(2026, 2, 15)), figures_of_a_day, max_size=30)


class TestWorkingDays(BaseCase):
    def test_a_sunday_with_one_shift_is_no_working_day(self):
        self.assertFalse(is_working_day(Figures(headcount=10, kind_unknown=10, wfo=4, off=6)))
        self.assertTrue(is_working_day(Figures(headcount=10, kind_unknown=10, wfo=6, off=4)))
        self.assertFalse(is_working_day(Figures(headcount=3, kind_unknown=3, leave=3)))

    @given(some_days, st.dates(date(2026, 1, 1), date(2026, 2, 15)))
    def test_the_working_day_before_is_found_by_going_back_day_by_day(self, days, day):
        back = day - timedelta(days=1)
        while back >= date(2026, 1, 1) and not (back in days and is_working_day(days[back])):
            back -= timedelta(days=1)
        self.assertEqual(working_day_before(days, day), back if back >= date(2026, 1, 1) else None)

    @given(some_days, st.dates(date(2026, 1, 1), date(2026, 2, 15)))
    def test_a_week_ago_is_the_same_weekday_or_nothing(self, days, day):
        before = same_day_last_week(days, day)
        candidates = [one for one in days if is_working_day(days[one]) and (day - one).days == 7]
        self.assertEqual(before, Counter(candidates).most_common(1)[0][0] if candidates else None)
