from dataclasses import astuple, replace
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..judge import (
    ABSENCES,
    STATUSES,
    Correction,
    DayFacts,
    HeldApel,
    JoinedApel,
    RollCall,
    Window,
    expected_at,
    judge_day,
    judge_join,
    lay_over,
)
from .judge_reference import Reference

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


moments = st.one_of(
    st.none(), st.integers(-600 * 60, 2400 * 60).map(lambda seconds: at(0) + timedelta(seconds=seconds))
)
hours = st.one_of(st.none(), st.integers(0, 32 * 4).map(lambda quarters: quarters / 4))
modes = st.sampled_from(["wfo", "wfh", "wfa", "other_office"])


@st.composite
def windows(draw):
    begins, ends = sorted(draw(st.lists(st.integers(0, 96), min_size=2, max_size=2, unique=True)))
    return Window(1, draw(modes), draw(st.sampled_from(["in", "middle", "out"])), begins / 4, ends / 4)


day_facts = st.builds(
    DayFacts,
    date=st.just(DAY),
    mode=st.one_of(st.none(), modes, modes),
    hour_from=hours,
    hour_to=hours,
    leave_status=st.sampled_from([None, None, None, *ABSENCES]),
    check_in=moments,
    check_out=moments,
    joined_apel=st.lists(
        st.builds(JoinedApel, st.booleans(), st.booleans(), st.sampled_from(["morning", "afternoon", "joint"])),
        max_size=3,
    ).map(tuple),
    rejected=st.booleans(),
    closed=st.booleans(),
    tolerance=st.integers(0, 60),
    dynamic=st.sampled_from([0, 0, 30, 60, 90]),
    windows=st.lists(windows(), max_size=4).map(tuple),
    presences=st.lists(moments.filter(bool), max_size=3).map(tuple),
    planned=st.sampled_from([True, True, True, False]),
)


class TestProperties(BaseCase):
    @given(day_facts)
    @settings(max_examples=600, deadline=None)
    def test_the_verdict_is_what_the_slow_reference_says(self, day):
        self.assertEqual(astuple(judge_day(day)), Reference(day).verdict())

    @given(day_facts)
    @settings(max_examples=300, deadline=None)
    def test_minutes_and_missing_clocks_only_of_those_present(self, day):
        verdict = judge_day(day)
        self.assertGreaterEqual(min(verdict.late_minutes, verdict.early_minutes), 0)
        self.assertLessEqual(verdict.presence_met + verdict.presence_missed, verdict.presence_expected)
        if verdict.status != "present":
            self.assertEqual((verdict.late_minutes, verdict.early_minutes, verdict.missing), (0, 0, None))

    @given(day_facts)
    @settings(max_examples=300, deadline=None)
    def test_nobody_is_absent_by_a_fault_of_the_system_nor_before_the_day_closes(self, day):
        if judge_day(day).status == "absent" and not day.rejected:
            self.assertTrue(day.closed and day.planned)

    @given(day_facts, st.integers(1, 600))
    @settings(max_examples=200, deadline=None)
    def test_who_comes_later_is_never_less_late(self, day, minutes):
        if day.check_in is None:
            return
        later = replace(day, check_in=day.check_in + timedelta(minutes=minutes))
        self.assertGreaterEqual(judge_day(later).late_minutes, judge_day(day).late_minutes)

    @given(st.lists(day_facts, max_size=50))
    @settings(max_examples=100, deadline=None)
    def test_sum_over_statuses_is_the_headcount(self, days):
        verdicts = [judge_day(day).status for day in days]
        self.assertEqual(sum(verdicts.count(status) for status in STATUSES), len(days))


class TestWindows(BaseCase):
    """DKI: 06:00-08:00 and 16:00-18:00; Bogor: one more in between."""

    WINDOWS = (
        Window(1, "wfh", "in", 6, 8),
        Window(2, "wfh", "middle", 12, 13),
        Window(3, "wfh", "out", 16, 18),
        Window(4, "wfa", "middle", 9, 10),
    )

    def presences(self, **values):
        verdict = judge_day(facts(**{"mode": "wfh", "windows": self.WINDOWS, **values}))
        return verdict.presence_met, verdict.presence_expected

    def test_three_presences_of_three(self):
        made = {"check_in": at(7, 59), "presences": (at(12, 30),), "check_out": at(16, 5)}
        self.assertEqual(self.presences(**made), (3, 3))

    def test_the_minute_in_which_a_window_ends_belongs_to_it(self):
        self.assertEqual(self.presences(check_in=at(8, 0, 59)), (1, 3))
        self.assertEqual(self.presences(check_in=at(8, 1)), (0, 3))

    def test_a_presence_in_between_has_to_be_made_in_its_window(self):
        self.assertEqual(self.presences(presences=(at(11, 59), at(13, 1))), (0, 3))

    def test_who_stays_longer_than_the_window_of_check_out_was_there(self):
        self.assertEqual(self.presences(check_in=at(7), check_out=at(19, 30)), (2, 3))

    def test_work_begins_within_the_window_and_is_the_measure_of_being_late(self):
        day = facts(mode="wfh", windows=self.WINDOWS, check_in=at(7, 50))
        self.assertEqual((judge_day(day).late_minutes, judge_day(day).presence_met), (20, 1))

    def test_without_hours_of_work_the_end_of_the_window_is_the_measure(self):
        day = facts(mode="wfh", hour_from=None, hour_to=None, windows=self.WINDOWS, check_in=at(8, 10))
        self.assertEqual(judge_day(day).late_minutes, 10)

    def test_half_a_day_of_leave_takes_its_windows_away(self):
        self.assertEqual(self.presences(hour_from=13.0, check_in=at(13), check_out=at(16)), (1, 2))

    def test_the_shorter_hours_of_ramadan_have_no_window_that_opens_after_work(self):
        self.assertEqual(self.presences(hour_from=8.0, hour_to=15.0, check_in=at(7, 55), check_out=at(15)), (1, 2))

    def test_missed_are_the_presences_in_between_of_somebody_present_once_the_day_is_closed(self):
        day = {"mode": "wfh", "windows": self.WINDOWS, "check_in": at(9, 30), "check_out": at(15)}
        self.assertEqual(judge_day(facts(**day)).presence_missed, 0, "the window may still come")
        closed = judge_day(facts(**day, closed=True))
        # the check-in was late and the check-out early: they are told so, and not a second time
        self.assertEqual((closed.presence_expected, closed.presence_met, closed.presence_missed), (3, 0, 1))
        self.assertEqual(judge_day(facts(**day, closed=True, presences=(at(12, 30),))).presence_missed, 0)
        self.assertEqual(judge_day(facts(mode="wfh", windows=self.WINDOWS, closed=True)).presence_missed, 0)

    def test_nobody_on_leave_or_off_is_asked_for_presences(self):
        self.assertEqual(self.presences(leave_status="sick"), (0, 0))
        self.assertEqual(self.presences(mode=None), (0, 0))


class TestMissingClock(BaseCase):
    def missing(self, **values):
        return judge_day(facts(**{"closed": True, **values})).missing

    def test_it_is_said_when_the_day_closes(self):
        self.assertIsNone(self.missing(check_in=at(7, 30), closed=False))
        self.assertEqual(self.missing(check_in=at(7, 30)), "out")

    def test_who_is_present_by_the_apel_alone_has_neither(self):
        self.assertEqual(self.missing(mode="wfh", joined_apel=(JoinedApel(),)), "both")

    def test_a_check_out_alone_comes_from_a_correction(self):
        self.assertEqual(self.missing(check_out=at(16)), "in")

    def test_nothing_is_missing_of_somebody_absent_or_on_leave(self):
        self.assertIsNone(self.missing())
        self.assertIsNone(self.missing(leave_status="duty"))

    def test_a_check_out_before_the_check_in_is_none(self):
        self.assertEqual(self.missing(check_in=at(16), check_out=at(15)), "out")


class TestApel(BaseCase):
    """Bolsel: apel morning and afternoon by video call, on Wednesdays a joint one instead of the morning's."""

    PATH = (1, 12)

    def expected(self, *held, mode="wfh", own_hours=False, hours=(7.5, 16.0)):
        return expected_at(held, self.PATH, mode, own_hours, *hours)

    def test_morning_and_afternoon_are_told_apart(self):
        verdict = judge_day(facts(joined_apel=(JoinedApel(kind="afternoon", late=True), JoinedApel(kind="joint"))))
        self.assertEqual((verdict.apel_morning, verdict.apel_afternoon), ("on_time", "late"))

    def test_a_joint_apel_stands_for_the_morning_one(self):
        self.assertEqual(self.expected(HeldApel(None, "joint")), (True, False))
        self.assertEqual(self.expected(HeldApel(None, "afternoon")), (False, True))

    def test_those_in_the_office_are_expected_where_it_is_for_all(self):
        self.assertEqual(self.expected(HeldApel(1), mode="wfo"), (False, False))
        self.assertEqual(self.expected(HeldApel(1, audience="all"), mode="wfo"), (True, False))

    def test_an_apel_for_all_does_not_make_those_in_the_office_present(self):
        self.assertEqual(judge_day(facts(joined_apel=(JoinedApel(kind="joint"),), closed=True)).status, "absent")

    def test_that_of_another_unit_expects_nobody(self):
        self.assertEqual(self.expected(HeldApel(13), HeldApel(2)), (False, False))

    def test_a_night_shift_has_no_morning_apel(self):
        morning = HeldApel(1, audience="all", hour_from=7.25, hour_to=8.0)
        self.assertEqual(self.expected(morning, mode="wfo", own_hours=True, hours=(22.0, 30.0)), (False, False))
        self.assertEqual(self.expected(morning, mode="wfo", own_hours=True, hours=(7.0, 14.0)), (True, False))

    def test_who_has_the_afternoon_off_has_no_afternoon_apel(self):
        held = (HeldApel(None, "morning", "all", 7.5, 8.0), HeldApel(None, "afternoon", "all", 15.75, 16.0))
        self.assertEqual(self.expected(*held, own_hours=True, hours=(7.5, 12.0)), (True, False))
        self.assertEqual(self.expected(*held, own_hours=True, hours=(13.0, 16.0)), (False, True))

    def test_on_leave_nobody_is_expected(self):
        self.assertEqual(self.expected(HeldApel(1), mode=None), (False, False))


class TestCorrection(BaseCase):
    def test_of_each_value_the_last_correction_counts(self):
        counts = lay_over(
            Correction(at(8), at(15)),
            [Correction(check_in=at(7, 25)), Correction(check_in=at(7, 28), check_out=at(16, 1))],
        )
        self.assertEqual((counts.check_in, counts.check_out), (at(7, 28), at(16, 1)))

    def test_what_it_leaves_empty_stays_as_recorded(self):
        counts = lay_over(Correction(at(8), None, "sick"), [Correction(check_out=at(16))])
        self.assertEqual(counts, Correction(at(8), at(16), "sick"))


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
