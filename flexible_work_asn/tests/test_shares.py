from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.flexible_work_asn.placement.shares import Claim, apart_from, claimed, over_shares, two_places

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 1, day) for day in range(12, 17))
DAYS = [MONDAY + timedelta(days=n) for n in range(30)]
many = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))


def claim(name, first=MONDAY, last=FRIDAY, weekdays=None, percent=100):
    return Claim(name, first, last, weekdays, percent)


@st.composite
def some_claims(draw):
    weekdays = st.none() | st.frozensets(st.integers(0, 6), min_size=1)
    return [
        Claim(n, *sorted([draw(st.sampled_from(DAYS)), draw(st.sampled_from(DAYS))]), draw(weekdays), percent)
        for n, percent in enumerate(draw(st.lists(st.sampled_from([10, 30, 40, 50, 60, 100]), max_size=5)))
    ]


def claims_of_date(claims, day):
    return [
        one
        for one in claims
        if one.date_from <= day <= one.date_to and (one.weekdays is None or day.weekday() in one.weekdays)
    ]


class TestShares(BaseCase):
    def test_nobody_gives_more_than_the_whole_working_time(self):
        over = over_shares([claim("kecamatan", percent=60), claim("tim", TUESDAY, THURSDAY, percent=50)])
        self.assertEqual((over.date, over.percent), (TUESDAY, 110))
        self.assertEqual([one.id for one in over.claims], ["kecamatan", "tim"])

    def test_all_of_it_may_be_given(self):
        self.assertIsNone(over_shares([claim("kecamatan", percent=60), claim("tim", percent=40)]))
        self.assertIsNone(over_shares([]))

    def test_one_after_the_other_is_not_at_once(self):
        self.assertIsNone(over_shares([claim("a", MONDAY, TUESDAY), claim("b", WEDNESDAY, FRIDAY)]))

    def test_shares_add_up_only_on_days_that_both_cover(self):
        on_monday, on_friday = frozenset({0}), frozenset({4})
        self.assertIsNone(over_shares([claim("a", weekdays=on_monday), claim("b", weekdays=on_friday)]))
        self.assertEqual(over_shares([claim("a", weekdays=on_friday), claim("b")]).date, FRIDAY)

    def test_plain_tuples_will_do(self):
        self.assertEqual(over_shares([(1, MONDAY, FRIDAY, None, 70), (2, FRIDAY, FRIDAY, None, 31)]).percent, 101)

    def test_two_places_are_one_too_many_whatever_the_shares(self):
        self.assertEqual(two_places([claim("a", percent=10), claim("b", FRIDAY, percent=10)]).date, FRIDAY)
        self.assertIsNone(two_places([claim("a", percent=100), claim("b", FRIDAY + timedelta(days=1), DAYS[-1])]))

    @many
    @given(some_claims())
    def test_the_first_date_over_is_found(self, claims):
        over_dates = [day for day in DAYS if sum(one.percent for one in claims_of_date(claims, day)) > 100]
        over = over_shares(claims)
        self.assertEqual(over and over.date, min(over_dates, default=None))
        if over:
            self.assertEqual(list(over.claims), claims_of_date(claims, over.date))

    @many
    @given(some_claims(), st.sampled_from(DAYS))
    def test_what_is_claimed_of_a_day_is_what_covers_it(self, claims, day):
        self.assertEqual(list(claimed(claims, day)), claims_of_date(claims, day))

    @many
    @given(some_claims(), st.sampled_from(DAYS))
    def test_the_same_work_counts_once_with_the_greater_share(self, claims, day):
        if len(claims) < 2:
            return
        one, other = claims[:2]
        asked = sum(part.percent for part in claims_of_date([other, *apart_from(one, other)], day))
        whole = claims_of_date([one, other], day)
        self.assertEqual(asked, max((part.percent for part in whole), default=0))
        for part in apart_from(one, other):
            self.assertEqual(part.id, one.id)
            self.assertLessEqual(part.date_from, part.date_to)
            self.assertGreater(part.percent, 0)
