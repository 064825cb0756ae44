"""What came in, what was finished and what waits, month by month; no database is used."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.flexible_work_asn_reports.figures.services import Month, by_month, together, trend

MONTHS = [date(2025, month, 1) for month in range(1, 13)]
ROWS = st.lists(
    st.tuples(st.sampled_from(MONTHS), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50)), max_size=30
)


def request_by_request(rows):
    """The slow way: requests queue, the months finish them one by one."""
    found, queue = {}, []
    for month in sorted({row[0] for row in rows}):
        own = [row for row in rows if row[0] == month]
        queue += [month] * sum(row[1] for row in own)
        for _request in range(sum(row[2] for row in own)):
            if queue:
                queue.pop(0)
        found[month] = Month(sum(r[1] for r in own), sum(r[2] for r in own), sum(r[3] for r in own), len(queue))
    return found


@tagged("-at_install", "post_install")
class TestServices(BaseCase):
    @given(ROWS)
    def test_months_agree_with_a_queue_of_requests(self, rows):
        self.assertEqual(by_month(rows), request_by_request(rows))

    @given(st.lists(ROWS, max_size=4))
    def test_nothing_is_lost_when_services_are_added_up(self, services):
        parts = [by_month(rows) for rows in services]
        whole = together(parts)
        for place, name in enumerate(("received", "finished", "late"), 1):
            self.assertEqual(
                sum(getattr(month, name) for month in whole.values()),
                sum(row[place] for rows in services for row in rows),
            )
        if whole:
            self.assertEqual(whole[max(whole)].backlog, sum(part[max(part)].backlog for part in parts if part))

    @given(ROWS)
    def test_one_service_together_is_itself(self, rows):
        self.assertEqual(together([by_month(rows)]), by_month(rows))

    def test_the_trend_is_that_of_three_months_against_three(self):
        months = by_month(
            [(month, received, 0, 0) for month, received in zip(MONTHS, (9, 10, 10, 10, 12, 12, 12), strict=False)]
        )
        self.assertEqual(trend(months), 20.0)

    def test_without_six_months_there_is_no_trend(self):
        self.assertIsNone(trend(by_month([(month, 10, 0, 0) for month in MONTHS[:5]])))
        self.assertIsNone(trend(by_month([(month, 0, 0, 0) for month in MONTHS])))
