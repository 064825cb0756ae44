"""Deductions from the TPP, against a slow reference in fractions that looks every minute up in a list."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.flexible_work_asn_attendance.judge import Band, TppDay, TppTable, judge_tpp_month

FIRST = date(2026, 3, 2)


def band(kind, first, last, percent, code):
    return Band(kind, first, last, Decimal(percent), code)


BANDS = tuple(
    band(kind, first, last, percent, f"{code}{number}")
    for kind, code in (("late", "TL"), ("early", "PSW"))
    for number, (first, last, percent) in enumerate(
        ((1, 30, "0.5"), (31, 60, "1"), (61, 90, "1.5"), (91, None, "2")), 1
    )
)
PERCENTS = {"absent": Decimal(4), "missed_apel_morning": Decimal("0.25"), "missed_presence": Decimal("0.1")}
TABLE = TppTable(bands=BANDS, percents=PERCENTS, missing_minutes=91)


def month(*days, **table):
    table = TppTable(**{"bands": BANDS, "percents": PERCENTS, "missing_minutes": 91, **table})
    return judge_tpp_month(
        TppDay(FIRST + timedelta(days=n), **{"status": "present", **day}, table=table) for n, day in enumerate(days)
    )


class TestTppMonth(BaseCase):
    def test_late_by_bands(self):
        for minutes, percent, code in ((1, "0.5", "TL1"), (30, "0.5", "TL1"), (31, "1", "TL2"), (91, "2", "TL4")):
            with self.subTest(minutes=minutes):
                found = month({"late": minutes})
                self.assertEqual((found.percent, found.reasons[0].code), (Decimal(percent), code))

    def test_late_and_early_on_one_day_add_up(self):
        self.assertEqual(month({"late": 10, "early": 45}).percent, Decimal("1.5"))

    def test_an_absent_day_is_cut_once_whatever_else_is_missing(self):
        found = month({"status": "absent", "late": 300, "missed_apel": ("missed_apel_morning",), "missing": "both"})
        self.assertEqual([(reason.kind, reason.percent) for reason in found.reasons], [("absent", Decimal(4))])

    def test_a_missing_clock_counts_as_over_ninety_minutes(self):
        found = month({"missing": "out"})
        self.assertEqual([(r.kind, r.code, r.percent) for r in found.reasons], [("missing_out", "PSW4", Decimal(2))])
        self.assertEqual(month({"missing": "both"}).percent, Decimal(4))

    def test_a_missing_clock_with_a_percentage_of_its_own(self):
        percents = {**PERCENTS, "missing_in": Decimal(1)}
        self.assertEqual(month({"missing": "in"}, percents=percents).percent, Decimal(1))

    def test_a_missing_clock_is_not_cut_where_the_region_says_so(self):
        self.assertEqual(month({"missing": "in"}, missing_minutes=0).percent, Decimal(0))

    def test_leave_is_not_cut_unless_the_table_says_so(self):
        self.assertEqual(month({"status": "leave"}, {"status": "off"}, {"status": "duty", "late": 50}).percent, 0)
        self.assertEqual(month({"status": "permit"}, percents={"permit": Decimal(1)}).percent, 1)

    def test_a_missed_joint_apel_counts_as_the_morning_one_unless_it_has_its_own(self):
        missed = {"missed_apel": ("missed_apel_joint",)}
        self.assertEqual(month(missed).percent, Decimal("0.25"))
        own = {**PERCENTS, "missed_apel_joint": Decimal(2)}
        self.assertEqual(month(missed, percents=own).percent, Decimal(2))

    def test_each_missed_presence_is_cut(self):
        self.assertEqual(month({"missed_presence": 2}).percent, Decimal("0.2"))

    def test_the_first_small_delays_of_the_month_are_forgiven(self):
        found = month({"late": 5}, {"late": 20}, {"late": 5}, {"early": 5}, tolerated_times=2, tolerated_minutes=10)
        self.assertEqual([reason.forgiven for reason in found.reasons], [True, False, True, False])
        self.assertEqual(found.percent, Decimal(1))

    def test_never_more_than_the_cap_of_a_day_and_of_the_month(self):
        found = month({"late": 100, "early": 100}, cap_day=Decimal(3))
        self.assertEqual((found.percent, found.reasons[-1].kind), (Decimal(3), "cap_day"))
        found = month(*[{"status": "absent"}] * 30, cap_month=Decimal(100))
        self.assertEqual((found.percent, found.reasons[-1].kind), (Decimal(100), "cap_month"))

    def test_percent_of_the_whole_tpp(self):
        self.assertEqual(month({"status": "absent"}, share=Decimal("0.4")).tpp_percent, Decimal("1.6"))

    def test_each_day_by_the_table_in_force_on_it(self):
        old, new = TABLE, TppTable(percents={"absent": Decimal(3)})
        days = [TppDay(FIRST + timedelta(days=n), "absent", table=table) for n, table in enumerate((old, new, None))]
        self.assertEqual(judge_tpp_month(days).percent, Decimal(7))

    DAYS = st.lists(
        st.builds(
            dict,
            status=st.sampled_from(["present", "present", "present", "absent", "leave", "off", "duty"]),
            late=st.sampled_from([0, 1, 10, 30, 31, 60, 61, 90, 91, 400]),
            early=st.sampled_from([0, 1, 30, 45, 91]),
            missing=st.sampled_from([None, None, "in", "out", "both"]),
            missed_apel=st.sampled_from([(), ("missed_apel_morning",), ("missed_apel_joint",), ("missed_apel_none",)]),
            missed_presence=st.integers(0, 3),
        ),
        max_size=31,
    )
    CAPS = st.sampled_from([None, "0", "0.5", "3", "100"])

    @given(DAYS, CAPS, CAPS, st.integers(0, 3), st.sampled_from([0, 10, 60]), st.sampled_from(["1", "0.4", "0.37"]))
    def test_as_added_up_by_hand(self, days, cap_day, cap_month, times, minutes, share):
        caps = [None if cap is None else Decimal(cap) for cap in (cap_day, cap_month)]
        found = month(
            *days,
            cap_day=caps[0],
            cap_month=caps[1],
            tolerated_times=times,
            tolerated_minutes=minutes,
            share=Decimal(share),
        )
        wanted = by_hand(days, cap_day, cap_month, times, minutes)
        self.assertEqual(Fraction(found.percent), wanted)
        self.assertEqual(sum((reason.percent for reason in found.reasons), Decimal(0)), found.percent)
        self.assertAlmostEqual(found.tpp_percent, found.percent * Decimal(share), 20)


def by_hand(days, cap_day, cap_month, times, forgiven_minutes):
    """The sum of a month in fractions of a percent."""
    rates = [Fraction(0)] + [Fraction(minute_rate(minute)) for minute in range(1, 2000)]
    month_sum, left = Fraction(0), times
    for day in days:
        day_sum = Fraction(0)
        if day["status"] == "absent":
            day_sum = Fraction(4)
        elif day["status"] == "present":
            for minutes in (day["late"], day["early"]):
                if 0 < minutes <= forgiven_minutes and left:
                    left -= 1
                else:
                    day_sum += rates[minutes]
            day_sum += {"in": 1, "out": 1, "both": 2}.get(day["missing"], 0) * rates[91]
            day_sum += Fraction(1, 4) * sum(kind != "missed_apel_none" for kind in day["missed_apel"])
            day_sum += Fraction(day["missed_presence"], 10)
        month_sum += day_sum if cap_day is None else min(day_sum, Fraction(cap_day))
    return month_sum if cap_month is None else min(month_sum, Fraction(cap_month))


def minute_rate(minute):
    if minute <= 30:
        return "1/2"
    if minute <= 60:
        return "1"
    return "3/2" if minute <= 90 else "2"
