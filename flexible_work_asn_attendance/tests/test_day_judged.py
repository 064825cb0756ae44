from datetime import timedelta

from odoo.addons.flexible_work_asn.tests.common import MONDAY, SATURDAY, THURSDAY, TUESDAY, WEDNESDAY

from .common import AttendanceCase


class TestDayWithWindows(AttendanceCase):
    """DKI's two windows and one in between, for those at home."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.windows = cls.env["flexible.work.presence.window"].create(
            [
                {"circular_id": cls.circular.id, "mode": "wfh", "kind": kind, "hour_from": start, "hour_to": end}
                for kind, start, end in (("in", 6, 8), ("middle", 12, 13), ("out", 16, 18))
            ]
        )

    def setUp(self):
        super().setUp()
        self.open_day()

    def test_an_opened_day_says_how_many_presences_are_expected(self):
        self.assertEqual([self.day_of(one).presence_expected for one in (self.staff, self.head, self.nurse)], [3, 0, 0])

    def test_presences_made_in_their_windows_are_counted(self):
        self.check(self.staff, "in", 7, 40)
        self.assertEqual((self.day_of(self.staff).presence_met, self.day_of(self.staff).late_minutes), (1, 10))
        self.check(self.staff, "presence", 12, 30)
        self.check(self.staff, "out", 16, 10)
        self.assertEqual(self.day_of(self.staff).presence_met, 3)

    def test_a_check_in_after_its_window_is_late_and_not_met(self):
        day = self.check(self.staff, "in", 8, 20)
        self.assertEqual((day.status, day.late_minutes, day.presence_met), ("present", 50, 0))

    def test_windows_of_the_government_hold_where_no_circular_decided(self):
        self.windows[0].copy({"mode": "wfo"})
        self.process(8)
        self.assertFalse(self.day_of(self.nurse).circular_id)
        self.assertEqual(self.day_of(self.nurse).presence_expected, 1)


class TestMissingClock(AttendanceCase):
    def setUp(self):
        super().setUp()
        self.open_day()
        self.check(self.nurse, "in", 7, 30)

    def test_a_forgotten_check_out_is_said_when_the_day_closes(self):
        self.process(17)
        self.assertFalse(self.day_of(self.nurse).missing)
        self.process(18)
        self.assertEqual((self.day_of(self.nurse).missing, self.day_of(self.staff).missing), ("out", False))

    def test_it_is_taken_back_by_the_check_out_of_somebody_still_at_work(self):
        self.process(18)
        day = self.check(self.nurse, "out", 19, 10)
        self.assertEqual((day.missing, day.state, day.early_minutes), (False, "closed", 0))


class TestCorrections(AttendanceCase):
    def setUp(self):
        super().setUp()
        self.open_day()

    def correct(self, employee=None, **values):
        """An approved correction, as its decision leaves it."""
        correction = self.env["flexible.work.correction"].create(
            {"employee_id": (employee or self.staff).id, "date": THURSDAY, "reason": "Lupa presensi", **values}
        )
        self.env.flush_all()
        self.cr.execute("UPDATE flexible_work_correction SET state = 'approved' WHERE id = %s", [correction.id])
        correction.invalidate_recordset()
        self.Day._judge_days(self.day_of(employee or self.staff).ids, reopened=True)
        return self.day_of(employee or self.staff)

    def facts(self, day):
        return day.status, day.check_in, day.check_out, day.late_minutes, day.early_minutes, day.missing, day.corrected

    def test_a_closed_day_is_what_the_correction_says(self):
        self.process(18)
        day = self.correct(check_in=self.utc(7, 40), check_out=self.utc(15, 45))
        self.assertEqual(self.facts(day), ("present", self.utc(7, 40), self.utc(15, 45), 10, 15, False, True))
        self.assertEqual(day.state, "closed")

    def test_of_what_it_leaves_empty_the_record_counts(self):
        self.check(self.staff, "in", 7, 50)
        self.process(18)
        day = self.correct(check_out=self.utc(16))
        self.assertEqual(self.facts(day), ("present", self.utc(7, 50), self.utc(16), 20, 0, False, True))
        self.assertEqual(self.attendances(self.staff).check_out, False, "the record itself stays")

    def test_an_absence_is_explained_afterwards(self):
        self.process(18)
        day = self.correct(leave_status="sick")
        self.assertEqual((day.status, day.letter, day.corrected), ("sick", "S", True))

    def test_the_last_one_wins_for_each_value(self):
        self.correct(check_in=self.utc(7, 40), check_out=self.utc(16, 5))
        day = self.correct(check_in=self.utc(7, 20))
        self.assertEqual((day.check_in, day.check_out, day.late_minutes), (self.utc(7, 20), self.utc(16, 5), 0))

    def test_an_open_day_goes_on_with_it(self):
        self.correct(check_in=self.utc(7, 20))
        self.process(17)
        day = self.day_of(self.staff)
        self.assertEqual((day.status, day.check_in, day.state), ("present", self.utc(7, 20), "open"))

    def test_one_that_is_taken_back_leaves_what_was_recorded(self):
        self.check(self.staff, "in", 7, 50)
        self.process(18)
        day = self.correct(check_in=self.utc(7, 20))
        self.cr.execute(
            "UPDATE flexible_work_correction SET state = 'withdrawn' WHERE employee_id = %s", self.staff.ids
        )
        self.Day._judge_days(day.ids, reopened=True)
        self.assertEqual(self.facts(day), ("present", self.utc(7, 50), False, 20, 0, "out", False))

    def test_who_came_after_the_day_had_closed_is_not_made_present_by_a_decision(self):
        self.process(18)
        self.check(self.staff, "in", 18, 30)
        self.Day._judge_days(self.day_of(self.staff).ids, reopened=True)
        self.assertEqual((self.day_of(self.staff).status, self.day_of(self.staff).check_in), ("absent", False))


class TestStillAtWork(AttendanceCase):
    """Who is still there when the day closes checks out later, and the day says when."""

    def leave_after_closing(self, day):
        self.open_day(day)
        self.check(self.staff, "in", 8, day=day)
        self.process(18, day=day)
        self.check(self.staff, "out", 19, day=day)
        return self.day_of(self.staff, day)

    def test_on_a_working_day(self):
        day = self.leave_after_closing(THURSDAY)
        self.assertEqual((day.status, day.check_out, day.missing), ("present", self.utc(19), False))

    def test_on_a_day_off(self):
        day = self.leave_after_closing(SATURDAY)
        self.assertEqual((day.status, day.check_out), ("off", self.utc(19, day=SATURDAY)))


class TestSentLater(AttendanceCase):
    def setUp(self):
        super().setUp()
        self.open_day()

    def kept(self, hour, minute, received):
        self.env["hr.attendance"].create(
            {
                "employee_id": self.staff.id,
                "check_in": self.utc(hour, minute),
                "flexible_in_received_at": self.utc(received),
            }
        )
        return self.day_of(self.staff)

    def test_a_tap_that_waited_for_the_network_is_flagged(self):
        day = self.kept(7, 28, 9)
        self.assertEqual((day.status, day.late_minutes, day.sent_later), ("present", 0, True))
        self.assertFalse(self.check(self.nurse, "in", 7, 30).sent_later)

    def test_one_that_comes_after_the_day_has_closed_still_counts(self):
        self.process(18)
        self.assertEqual(self.day_of(self.staff).status, "absent")
        day = self.kept(17, 50, 18.5)
        self.assertEqual((day.status, day.state, day.sent_later, day.missing), ("present", "closed", True, "out"))


class TestDynamicHoursAndNights(AttendanceCase):
    def night(self, *days):
        shift = self.env["flexible.work.shift"].create(
            {"name": "Malam", "code": "ZM", "company_id": self.company.id, "hour_from": 22, "hour_to": 6}
        )
        roster = self.env["flexible.work.roster"].create(
            {
                "department_id": self.dinkes.id,
                "date_from": days[0],
                "date_to": days[-1],
                "line_ids": [
                    (0, 0, {"employee_id": self.nurse.id, "date": day, "mode": "wfo", "shift_id": shift.id})
                    for day in days
                ],
            }
        )
        self.env.flush_all()
        self.cr.execute("UPDATE flexible_work_roster SET state = 'approved' WHERE id = %s", [roster.id])
        self.cr.execute("UPDATE flexible_work_roster_line SET state = 'approved' WHERE roster_id = %s", [roster.id])
        self.env.invalidate_all()
        return shift

    def test_the_day_keeps_its_shift(self):
        shift = self.night(THURSDAY)
        self.open_day()
        self.assertEqual((self.day_of(self.nurse).shift_id, self.day_of(self.staff).shift_id.id), (shift, False))

    def test_windows_do_not_bind_who_has_a_shift(self):
        self.env["flexible.work.presence.window"].create(
            {"circular_id": self.circular.id, "mode": "wfo", "kind": "in", "hour_from": 6, "hour_to": 8}
        )
        self.night(THURSDAY)
        self.open_day()
        self.assertEqual((self.day_of(self.nurse).presence_expected, self.day_of(self.head).presence_expected), (0, 1))

    def test_two_nights_in_a_row_each_belong_to_the_date_of_their_beginning(self):
        self.night(WEDNESDAY, THURSDAY)
        self.open_day(WEDNESDAY)
        self.check(self.nurse, "in", 22, 4, day=WEDNESDAY)
        self.open_day()
        self.check(self.nurse, "out", 6, 2)
        self.check(self.nurse, "in", 21, 55)
        self.check(self.nurse, "out", 5, 30, day=THURSDAY + timedelta(days=1))
        self.process(6, 15, day=THURSDAY + timedelta(days=1))
        nights = [self.day_of(self.nurse, day) for day in (WEDNESDAY, THURSDAY)]
        self.assertEqual(
            [(day.status, day.late_minutes, day.early_minutes, day.missing, day.state) for day in nights],
            [("present", 4, 0, False, "closed"), ("present", 0, 30, False, "closed")],
        )


class ZoneCase:
    """07:30 and a night in one zone, west and east of each other; the UTC date is yesterday's."""

    def test_half_past_seven_is_in_time_on_the_local_date(self):
        self.open_day()
        self.assertEqual(self.utc(7, 30).date(), THURSDAY if self.utc(7, 30).hour < 7 else WEDNESDAY)
        day = self.check(self.nurse, "in", 7, 30)
        self.assertEqual((day.date, day.tz, day.status, day.late_minutes), (THURSDAY, self.zone, "present", 0))
        self.process(18)
        self.assertEqual((self.day_of(self.nurse).state, self.day_of(self.staff).status), ("closed", "absent"))
        self.assertFalse(self.day_of(self.nurse, WEDNESDAY))

    def test_the_day_opens_at_local_midnight_and_not_before(self):
        self.process(23, 59, day=WEDNESDAY)
        self.assertFalse(self.day_of(self.nurse))
        self.process(0)
        self.assertTrue(self.day_of(self.nurse))


class TestJakarta(ZoneCase, AttendanceCase):
    zone = "Asia/Jakarta"


class TestMakassar(ZoneCase, AttendanceCase):
    zone = "Asia/Makassar"


class TestJayapura(ZoneCase, AttendanceCase):
    zone = "Asia/Jayapura"


class TestCatchUp(AttendanceCase):
    """The server stood still from Monday evening to Thursday; people checked in at a terminal meanwhile."""

    def test_days_opened_late_are_judged_by_the_events_of_their_own_date(self):
        self.open_day(MONDAY)
        self._create_leave(self.staff, WEDNESDAY, WEDNESDAY, status="sick")
        self.cr.execute(
            "INSERT INTO hr_attendance (employee_id, check_in, check_out, date, in_mode, out_mode)"
            " VALUES (%s, %s, %s, %s, 'manual', 'manual')",
            [self.nurse.id, self.utc(7, 42, day=TUESDAY), self.utc(15, 50, day=TUESDAY), TUESDAY],
        )
        self.process(9)
        day = self.day_of(self.nurse, TUESDAY)
        self.assertEqual((day.status, day.late_minutes, day.early_minutes, day.state), ("present", 12, 10, "closed"))
        self.assertEqual(self.attendances(self.nurse).flexible_day_id, day)
        self.assertEqual(self.day_of(self.staff, WEDNESDAY).status, "sick")
        self.assertEqual(self.day_of(self.staff).status, "pending")
        self.assertEqual(self.Day.search_count([("company_id", "=", self.company.id)]), 3 * 4)

    def test_running_again_writes_nothing(self):
        self.open_day(MONDAY)
        self.process(9)
        days = self.Day.search([("company_id", "=", self.company.id)])
        before = {day.id: day.read(["status", "state", "problem", "write_date"]) for day in days}
        self.process(9, 15)
        self.env.invalidate_all()
        self.assertEqual({day.id: day.read(["status", "state", "problem", "write_date"]) for day in days}, before)
