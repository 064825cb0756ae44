from odoo.addons.flexible_work_asn.tests.common import SATURDAY, THURSDAY

from .common import ELSEWHERE, OFFICE, AttendanceCase


class TestRecalledDay(AttendanceCase):
    """A Thursday at home from which everybody is called to the office at ten."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.staff.write({"home_located": True, "home_latitude": ELSEWHERE[0], "home_longitude": ELSEWHERE[1]})
        cls.env["flexible.work.exemption"].create(
            {
                "kind": "recall",
                "date_from": THURSDAY,
                "date_to": THURSDAY,
                "hour_from": 10.0,
                "reason": "Rapat",
                "company_id": cls.company.id,
            }
        )

    def test_the_day_says_in_which_hours_it_is_worked_where(self):
        self.open_day()
        day = self.day_of(self.staff)
        self.assertEqual((day.mode, day.source), ("wfh", "recall"))
        self.assertEqual(day.hours, "07:30–10:00 Home (WFH), 10:00–16:00 Office (WFO) (WIT)")

    def test_each_check_is_judged_by_the_place_of_its_hour(self):
        self.open_day()
        self.check(self.staff, "in", 7, 25, at=ELSEWHERE)
        self.check(self.staff, "out", 16, 5, at=OFFICE)
        (attendance,) = self.attendances(self.staff)
        self.assertEqual((attendance.flexible_in_place, attendance.flexible_out_place), ("inside", "inside"))
        self.assertEqual(self.day_of(self.staff).place, "inside")

    def test_who_stays_at_home_is_outside_at_the_end(self):
        self.open_day()
        self.check(self.staff, "in", 7, 25, at=ELSEWHERE)
        self.check(self.staff, "out", 16, 5, at=ELSEWHERE)
        self.assertEqual(self.attendances(self.staff).flexible_out_place, "outside")


class TestNightShiftDay(AttendanceCase):
    """A night shift from Saturday 22:00 to Sunday 06:00."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        shift = cls.env["flexible.work.shift"].create(
            {"name": "Malam", "code": "ZM", "company_id": cls.company.id, "hour_from": 22, "hour_to": 6}
        )
        roster = cls.env["flexible.work.roster"].create(
            {
                "department_id": cls.dinkes.id,
                "date_from": SATURDAY,
                "date_to": SATURDAY,
                "line_ids": [
                    (0, 0, {"employee_id": cls.nurse.id, "date": SATURDAY, "mode": "wfo", "shift_id": shift.id})
                ],
            }
        )
        cls.env.flush_all()
        cls.env.cr.execute("UPDATE flexible_work_roster SET state = 'approved' WHERE id = %s", [roster.id])
        cls.env.cr.execute("UPDATE flexible_work_roster_line SET state = 'approved' WHERE roster_id = %s", [roster.id])
        cls.env.invalidate_all()

    def test_the_day_off_becomes_a_working_night(self):
        self.open_day(SATURDAY)
        day = self.day_of(self.nurse, SATURDAY)
        self.assertEqual((day.mode, day.hour_from, day.hour_to), ("wfo", 22.0, 30.0))
        self.assertEqual(day.hours, "22:00–06:00 (WIT)")
        self.assertEqual(self.day_of(self.staff, SATURDAY).status, "off")

    def test_it_stays_open_until_the_shift_has_ended(self):
        self.open_day(SATURDAY)
        self.check(self.nurse, "in", 22, 4, day=SATURDAY)
        self.process(26, day=SATURDAY)
        self.assertEqual(self.day_of(self.nurse, SATURDAY).state, "open")
        self.check(self.nurse, "out", 30, 2, day=SATURDAY)
        self.process(30, 15, day=SATURDAY)
        day = self.day_of(self.nurse, SATURDAY)
        self.assertEqual((day.state, day.status, day.late_minutes, day.early_minutes), ("closed", "present", 4, 0))
