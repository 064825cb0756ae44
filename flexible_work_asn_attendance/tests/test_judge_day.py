from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..judge import ABSENCES, STATUSES, DayFacts, JoinedApel, RollCall, judge_day, judge_join

DAY = date(2026, 1, 15)


def at(hour, minute=0, second=0, day=DAY):
    return datetime(day.year, day.month, day.day, hour, minute, second)


def facts(**values):
    return DayFacts(**({"date": DAY, "mode": "wfo", "hour_from": 7.5, "hour_to": 16.0} | values))


class TestStatus(BaseCase):
    def status(self, **values):
        return judge_day(facts(**values)).status

    def test_not_yet_in_is_pending_while_the_day_is_open(self):
        self.assertEqual(self.status(), "pending")

    def test_not_in_is_absent_when_the_day_closes(self):
        self.assertEqual(self.status(closed=True), "absent")

    def test_checked_in_is_present(self):
        self.assertEqual(self.status(check_in=at(7, 25)), "present")

    def test_joined_apel_is_presence(self):
        self.assertEqual(self.status(mode="wfh", joined_apel=(JoinedApel(),), closed=True), "present")

    def test_joined_apel_is_no_presence_on_a_turn_in_the_office(self):
        for mode in ("wfo", "other_office"):
            self.assertEqual(self.status(mode=mode, joined_apel=(JoinedApel(),), closed=True), "absent")

    def test_rejected_apel_is_not(self):
        verdict = judge_day(facts(mode="wfh", joined_apel=(JoinedApel(rejected=True),), closed=True))
        self.assertEqual((verdict.status, verdict.apel_morning), ("absent", "rejected"))

    def test_rejected_presence_is_absent_even_while_open(self):
        self.assertEqual(self.status(check_in=at(7), rejected=True), "absent")

    def test_leave_wins_over_everything(self):
        for absence in ABSENCES:
            self.assertEqual(
                self.status(mode=None, leave_status=absence, check_in=at(7), rejected=True, closed=True), absence
            )

    def test_holiday_stays_off_when_somebody_comes_in(self):
        verdict = judge_day(facts(mode=None, hour_from=None, hour_to=None, check_in=at(9), closed=True))
        self.assertEqual((verdict.status, verdict.late_minutes), ("off", 0))

    def test_best_of_two_apel_counts(self):
        verdict = judge_day(facts(joined_apel=(JoinedApel(late=True), JoinedApel(), JoinedApel(rejected=True))))
        self.assertEqual(verdict.apel_morning, "on_time")


class TestMinutes(BaseCase):
    def late(self, check_in, **values):
        return judge_day(facts(check_in=check_in, **values)).late_minutes

    def early(self, check_out, **values):
        return judge_day(facts(check_in=at(7), check_out=check_out, **values)).early_minutes

    def test_on_time_to_the_last_second_of_the_minute(self):
        self.assertEqual(self.late(at(7, 30, 59)), 0)

    def test_late_in_whole_minutes(self):
        self.assertEqual(self.late(at(7, 45, 30)), 15)

    def test_tolerance_forgives_all_or_nothing(self):
        self.assertEqual(self.late(at(7, 45), tolerance=15), 0)
        self.assertEqual(self.late(at(7, 46), tolerance=15), 16)

    def test_early_in_whole_minutes(self):
        self.assertEqual(self.early(at(15, 40)), 20)

    def test_no_check_out_is_not_early(self):
        self.assertEqual(self.early(None), 0)

    def test_overtime_is_not_early(self):
        self.assertEqual(self.early(at(18)), 0)

    def test_night_shift_ends_the_next_day(self):
        next_day = DAY + timedelta(days=1)
        night = {"hour_from": 22.0, "hour_to": 6.0}
        verdict = judge_day(facts(check_in=at(22, 10), check_out=at(5, 30, day=next_day), **night))
        self.assertEqual((verdict.late_minutes, verdict.early_minutes), (10, 30))

    def test_apel_without_check_in_has_no_minutes(self):
        self.assertEqual(self.late(None, joined_apel=(JoinedApel(late=True),)), 0)


moments = st.one_of(st.none(), st.integers(-600, 2400).map(lambda minutes: at(0) + timedelta(minutes=minutes)))
day_facts = st.builds(
    DayFacts,
    date=st.just(DAY),
    mode=st.sampled_from([None, "wfo", "wfh", "wfa", "other_office"]),
    hour_from=st.sampled_from([None, 7.5, 8.0, 22.0]),
    hour_to=st.sampled_from([None, 6.0, 15.5, 16.5]),
    leave_status=st.sampled_from([None, None, *ABSENCES]),
    check_in=moments,
    check_out=moments,
    joined_apel=st.lists(st.builds(JoinedApel, st.booleans(), st.booleans()), max_size=3).map(tuple),
    rejected=st.booleans(),
    closed=st.booleans(),
    tolerance=st.integers(0, 60),
)


def slow_status(day):
    """The rules, as a list of sentences in order."""
    clocked = day.check_in is not None or day.check_out is not None
    proofs = [clocked, *(not apel.rejected for apel in day.joined_apel if day.mode in ("wfh", "wfa"))]
    sentences = [
        (day.leave_status in ABSENCES, day.leave_status),
        (day.mode is None, "off"),
        (day.rejected, "absent"),
        (any(proofs), "present"),
        (day.closed, "absent"),
        (True, "pending"),
    ]
    return next(status for condition, status in sentences if condition)


class TestProperties(BaseCase):
    @given(day_facts)
    @settings(max_examples=500, deadline=None)
    def test_status_follows_the_sentences(self, day):
        self.assertEqual(judge_day(day).status, slow_status(day))

    @given(day_facts)
    @settings(max_examples=300, deadline=None)
    def test_minutes_only_for_those_present(self, day):
        verdict = judge_day(day)
        self.assertGreaterEqual(min(verdict.late_minutes, verdict.early_minutes), 0)
        if verdict.status != "present":
            self.assertEqual((verdict.late_minutes, verdict.early_minutes), (0, 0))

    @given(day_facts)
    @settings(max_examples=300, deadline=None)
    def test_minutes_counted_one_by_one(self, day):
        verdict = judge_day(day)
        if verdict.status != "present" or day.check_in is None or day.hour_from is None:
            return
        minute, late = at(0) + timedelta(hours=day.hour_from), 0
        while minute + timedelta(minutes=1) <= day.check_in:
            minute += timedelta(minutes=1)
            late += 1
        self.assertEqual(verdict.late_minutes, late if late > day.tolerance else 0)

    @given(st.lists(day_facts, max_size=50))
    @settings(max_examples=100, deadline=None)
    def test_sum_over_statuses_is_the_headcount(self, days):
        verdicts = [judge_day(day).status for day in days]
        self.assertEqual(sum(verdicts.count(status) for status in STATUSES), len(days))


class TestDynamicHours(BaseCase):
    """Permen PANRB 4/2025 Pasal 17: who begins later or earlier ends so much later or earlier."""

    def minutes(self, check_in, check_out=None, dynamic=60):
        verdict = judge_day(facts(dynamic=dynamic, check_in=check_in, check_out=check_out))
        return verdict.late_minutes, verdict.early_minutes

    def test_who_comes_within_the_window_and_makes_it_up_is_neither_late_nor_early(self):
        self.assertEqual(self.minutes(at(8, 10), at(16, 40)), (0, 0))

    def test_who_comes_later_and_leaves_as_usual_is_early(self):
        self.assertEqual(self.minutes(at(8, 10), at(16)), (0, 40))

    def test_who_comes_earlier_may_leave_earlier(self):
        self.assertEqual(self.minutes(at(6, 50), at(15, 20)), (0, 0))

    def test_the_window_ends_after_its_minutes(self):
        self.assertEqual(self.minutes(at(8, 45), at(17)), (15, 0))
        self.assertEqual(self.minutes(at(5), at(15)), (0, 0), "not more than an hour earlier")
        self.assertEqual(self.minutes(at(5), at(14, 30))[1], 30)

    def test_without_dynamic_hours_nothing_moves(self):
        self.assertEqual(self.minutes(at(8, 10), at(15, 50), dynamic=0), (40, 10))


class TestNightShift(BaseCase):
    def test_hours_over_24_end_on_the_next_day(self):
        night = facts(hour_from=22.0, hour_to=30.0, check_in=at(22, 5), check_out=at(5, 30, day=date(2026, 1, 16)))
        verdict = judge_day(night)
        self.assertEqual((verdict.late_minutes, verdict.early_minutes), (5, 30))


class TestRollCall(BaseCase):
    call = RollCall(begins=at(7, 30), late_after=at(7, 45), ends=at(8, 0))

    def join(self, hour, minute, second=0, state="open"):
        call = RollCall(self.call.begins, self.call.late_after, self.call.ends, state)
        return judge_join(call, at(hour, minute, second))

    def test_window(self):
        self.assertEqual(self.join(7, 29, 59), "too_early")
        self.assertEqual(self.join(7, 30), "on_time")
        self.assertEqual(self.join(7, 45, 59), "on_time")
        self.assertEqual(self.join(7, 46), "late")
        self.assertEqual(self.join(8, 0), "late")
        self.assertEqual(self.join(8, 0, 1), "closed")

    def test_waits_for_the_leader(self):
        self.assertEqual(self.join(7, 35, state="scheduled"), "not_open")

    def test_closed_by_the_leader(self):
        self.assertEqual(self.join(7, 35, state="closed"), "closed")

    def test_over_although_nobody_closed_it(self):
        self.assertTrue(self.call.is_over(at(8, 0, 1)))
