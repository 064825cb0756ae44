from odoo.exceptions import UserError

from odoo.addons.flexible_work_asn.tests.common import THURSDAY, WEDNESDAY

from .common import ELSEWHERE, OFFICE, AttendanceCase


class TestCheckInJayapura(AttendanceCase):
    """At 07:30 it is still yesterday in UTC, in all three zones of Indonesia."""

    zone = "Asia/Jayapura"

    def test_utc_is_still_yesterday(self):
        self.assertEqual(self.utc(7, 30).date(), WEDNESDAY)

    def test_check_in_belongs_to_the_local_date(self):
        self.open_day()
        day = self.check(self.staff, "in", 7, 30)
        self.assertEqual((day.status, day.late_minutes, day.local_check_in), ("present", 0, "07:30"))
        attendance = self.attendances(self.staff)
        self.assertEqual((attendance.date, attendance.flexible_day_id), (THURSDAY, day))
        self.assertFalse(self.day_of(self.staff, WEDNESDAY))

    def test_check_in_before_the_day_was_opened_opens_it(self):
        day = self.check(self.staff, "in", 7, 30)
        self.assertEqual((day.status, day.mode, day.date), ("present", "wfh", THURSDAY))

    def test_late_by_the_local_clock(self):
        self.assertEqual(self.check(self.staff, "in", 7, 50).late_minutes, 20)

    def test_check_out_belongs_to_the_same_day(self):
        self.check(self.staff, "in", 7, 30)
        day = self.check(self.staff, "out", 15, 45)
        self.assertEqual((day.local_check_out, day.early_minutes), ("15:45", 15))

    def test_the_card_knows_the_local_date(self):
        card = self.card(self.staff.user_id, 7, 30)
        self.assertEqual((card["today"], card["now"][11:16]), ("2026-01-15", "07:30"))


class TestCheckInMakassar(TestCheckInJayapura):
    zone = "Asia/Makassar"


class TestCheckInJakarta(TestCheckInJayapura):
    zone = "Asia/Jakarta"

    def test_utc_is_still_yesterday(self):
        self.assertEqual(self.utc(6, 30).date(), WEDNESDAY)


class TestCheckIn(AttendanceCase):
    def setUp(self):
        super().setUp()
        self.open_day()

    def test_second_tap_changes_nothing(self):
        self.check(self.staff, "in", 7, 30)
        self.check(self.staff, "in", 7, 30, 5)
        self.check(self.staff, "in", 9)
        self.assertEqual(self.attendances(self.staff).mapped("check_in"), [self.utc(7, 30)])

    def test_checking_out_twice_within_a_minute_keeps_the_first(self):
        self.check(self.staff, "in", 7, 30)
        self.check(self.staff, "out", 16)
        self.assertEqual(self.check(self.staff, "out", 16, 0, 30).check_out, self.utc(16))

    def test_checking_out_again_later_moves_the_check_out(self):
        self.check(self.staff, "in", 7, 30)
        self.check(self.staff, "out", 12)
        day = self.check(self.staff, "out", 16, 5)
        self.assertEqual((day.check_out, day.early_minutes), (self.utc(16, 5), 0))
        self.assertEqual(len(self.attendances(self.staff)), 1)

    def test_back_from_lunch_the_last_out_counts(self):
        self.check(self.staff, "in", 7, 30)
        self.assertEqual(self.check(self.staff, "out", 12).early_minutes, 240)
        day = self.check(self.staff, "in", 13)
        self.assertEqual((day.check_in, day.check_out, day.early_minutes), (self.utc(7, 30), False, 0))
        day = self.check(self.staff, "out", 16)
        self.assertEqual((day.check_in, day.check_out), (self.utc(7, 30), self.utc(16)))

    def test_nobody_checks_out_without_having_checked_in(self):
        with self.assertRaisesRegex(UserError, "not checked in"):
            self.check(self.staff, "out", 16)

    def test_unknown_kind_is_refused(self):
        with self.assertRaises(UserError):
            self.check(self.staff, "both", 16)

    def test_forgotten_check_out_of_yesterday_does_not_stop_this_morning(self):
        self.open_day(WEDNESDAY)
        self.check(self.staff, "in", 7, 30, day=WEDNESDAY)
        self.process(18, day=WEDNESDAY)
        day = self.check(self.staff, "in", 7, 25)
        self.assertEqual((day.status, day.check_in), ("present", self.utc(7, 25)))
        yesterday = self.day_of(self.staff, WEDNESDAY)
        self.assertEqual((yesterday.status, yesterday.check_out), ("present", False))
        self.assertEqual(self.attendances(self.staff)[0].check_out, self.utc(16, day=WEDNESDAY))

    def test_systray_after_a_forgotten_check_out_checks_in(self):
        self.check(self.staff, "in", 7, 30, day=WEDNESDAY)
        with self.local_time(7, 30):
            self.staff._attendance_action_change({"mode": "systray"})
        self.assertEqual(self.day_of(self.staff).check_in, self.utc(7, 30))

    def test_systray_double_tap_does_not_check_out(self):
        with self.local_time(7, 30):
            self.staff._attendance_action_change({"mode": "systray"})
        with self.local_time(7, 30, 20):
            self.staff._attendance_action_change({"mode": "systray"})
        self.assertFalse(self.attendances(self.staff).check_out)
        with self.local_time(16):
            self.staff._attendance_action_change({"mode": "systray"})
        self.assertEqual(self.day_of(self.staff).check_out, self.utc(16))

    def test_entered_by_hr_is_judged(self):
        attendance = self.env["hr.attendance"].create({"employee_id": self.nurse.id, "check_in": self.utc(8)})
        self.assertEqual((self.day_of(self.nurse).status, self.day_of(self.nurse).late_minutes), ("present", 30))
        attendance.check_in = self.utc(7, 15)
        self.assertEqual(self.day_of(self.nurse).late_minutes, 0)

    def test_deleted_by_hr_is_judged(self):
        attendance = self.env["hr.attendance"].create({"employee_id": self.nurse.id, "check_in": self.utc(8)})
        attendance.unlink()
        self.assertEqual((self.day_of(self.nurse).status, self.day_of(self.nurse).check_in), ("pending", False))

    def test_moved_to_another_person_both_days_are_judged(self):
        attendance = self.env["hr.attendance"].create({"employee_id": self.nurse.id, "check_in": self.utc(7)})
        attendance.employee_id = self.staff
        self.assertEqual((self.day_of(self.nurse).status, self.day_of(self.staff).status), ("pending", "present"))

    def test_many_at_once_are_judged(self):
        self.env["hr.attendance"].create(
            [{"employee_id": employee.id, "check_in": self.utc(7)} for employee in (self.staff, self.nurse, self.head)]
        )
        self.assertEqual(self.Day.search_count([("status", "=", "present"), ("date", "=", THURSDAY)]), 3)

    def test_attendance_of_a_date_before_the_system_makes_no_day(self):
        self.env["hr.attendance"].create(
            {
                "employee_id": self.staff.id,
                "check_in": self.utc(7, day=WEDNESDAY),
                "check_out": self.utc(16, day=WEDNESDAY),
            }
        )
        self.assertFalse(self.day_of(self.staff, WEDNESDAY))

    def test_odoos_technical_attendance_is_nobodys_presence(self):
        self.env["hr.attendance"].create(
            {
                "employee_id": self.staff.id,
                "check_in": self.utc(7),
                "check_out": self.utc(7, 0, 1),
                "in_mode": "technical",
                "out_mode": "technical",
            }
        )
        self.assertEqual(self.day_of(self.staff).status, "pending")

    def test_night_belongs_to_the_date_on_which_it_begins(self):
        self.env["hr.attendance"].create(
            {"employee_id": self.nurse.id, "check_in": self.utc(17), "check_out": self.utc(24 + 6)}
        )
        self.assertEqual(self.day_of(self.nurse).check_out, self.utc(30))

    def test_tolerance(self):
        self.company.flexible_work_late_tolerance = 15
        self.assertEqual(self.check(self.staff, "in", 7, 45).late_minutes, 0)
        self.assertEqual(self.check(self.nurse, "in", 7, 46).late_minutes, 16)

    def test_coming_in_on_leave_changes_no_status(self):
        self._create_leave(self.staff, THURSDAY, THURSDAY)
        day = self.check(self.staff, "in", 9)
        self.assertEqual((day.status, day.late_minutes, day.check_in), ("leave", 0, self.utc(9)))


class TestPlace(AttendanceCase):
    def setUp(self):
        super().setUp()
        self.open_day()

    def test_office_inside(self):
        day = self.check(self.head, "in", 7, 30, at=OFFICE)
        self.assertEqual((day.place, day.distance), ("inside", 0))

    def test_office_outside(self):
        day = self.check(self.head, "in", 7, 30, at=ELSEWHERE)
        self.assertEqual((day.place, day.distance), ("outside", 1112))

    def test_no_position_is_unknown(self):
        self.assertEqual(self.check(self.head, "in", 7, 30).place, "unknown")

    def test_without_a_site_nothing_is_known(self):
        self.assertEqual(self.check(self.nurse, "in", 7, 30, at=OFFICE).place, "unknown")

    def test_the_nearest_unit_with_sites_answers(self):
        branch = self.site.copy({"name": "Cabang", "latitude": ELSEWHERE[0]})
        self.staff.version_id.position_level_id = self.position["pengawas"]
        self.bidang.site_ids = branch
        self.process(7)
        self.assertEqual(self.check(self.staff, "in", 7, 30, at=ELSEWHERE).place, "inside")

    def test_the_own_work_location_counts_as_well(self):
        branch = self.site.copy({"name": "Cabang", "latitude": ELSEWHERE[0]})
        self.head.work_location_id = branch
        self.assertEqual(self.check(self.head, "in", 7, 30, at=ELSEWHERE).place, "inside")

    def test_home_is_unknown_as_long_as_none_is_registered(self):
        self.assertEqual(self.check(self.staff, "in", 7, 30, at=ELSEWHERE).place, "unknown")

    def test_registered_home(self):
        self.staff.write({"home_latitude": ELSEWHERE[0], "home_longitude": ELSEWHERE[1], "home_located": True})
        self.assertEqual(self.check(self.staff, "in", 7, 30, at=ELSEWHERE).place, "inside")

    def test_not_at_the_registered_home(self):
        self.staff.write({"home_latitude": ELSEWHERE[0], "home_longitude": ELSEWHERE[1], "home_located": True})
        self.assertEqual(self.check(self.staff, "in", 7, 30, at=OFFICE).place, "outside")

    def test_a_home_on_the_equator(self):
        self.staff.write({"home_latitude": 0.0, "home_longitude": 127.4, "home_located": True})
        self.assertEqual(self.check(self.staff, "in", 7, 30, at=(0.0, 127.4)).place, "inside")

    def test_elsewhere_is_not_located(self):
        with self.local_time(7):
            self.env["flexible.work.declaration"].with_user(self.staff.user_id).declare("2026-01-15", "wfa")
        self.assertEqual(self.check(self.staff, "in", 7, 30, at=OFFICE).place, "unknown")

    def test_another_office_may_be_any_of_the_government(self):
        self.circular._revoke(THURSDAY, "diganti")
        self._create_circular(number="2", rules=[{"thursday": "other_office"}])
        self.process(7)
        branch = self.site.copy({"name": "Kantor Camat", "latitude": ELSEWHERE[0]})
        self.assertEqual(self.day_of(self.staff).mode, "other_office")
        self.assertEqual(self.check(self.staff, "in", 7, 30, at=ELSEWHERE).place, "inside")
        self.assertEqual(branch.radius, 100)

    def test_the_check_out_is_located_apart(self):
        self.check(self.head, "in", 7, 30, at=OFFICE)
        self.check(self.head, "out", 16, at=ELSEWHERE)
        attendance = self.attendances(self.head)
        self.assertEqual((attendance.flexible_in_place, attendance.flexible_out_place), ("inside", "outside"))
        self.assertEqual(attendance.flexible_out_distance, 1112)

    def test_the_place_follows_a_changed_plan(self):
        self.check(self.head, "in", 7, 30, at=ELSEWHERE)
        self._create_leave(self.head, THURSDAY, THURSDAY, status="duty")
        self.assertEqual(self.day_of(self.head).place, "unknown")

    def test_zeros_from_odoos_client_are_no_position(self):
        attendance = self.env["hr.attendance"].create(
            {"employee_id": self.head.id, "check_in": self.utc(7), "in_latitude": 0.0, "in_longitude": 0.0}
        )
        self.assertEqual((attendance.flexible_in_located, self.day_of(self.head).place), (False, "unknown"))

    def test_one_zero_is_a_position(self):
        attendance = self.env["hr.attendance"].create(
            {"employee_id": self.head.id, "check_in": self.utc(7), "in_latitude": 0.0, "in_longitude": 127.4}
        )
        self.assertEqual((attendance.flexible_in_located, self.day_of(self.head).place), (True, "outside"))
