from odoo.tools import mute_logger

from odoo.addons.flexible_work_asn.tests.common import THURSDAY

from .common import AttendanceCase

MODELS = "odoo.addons.flexible_work_asn_attendance.models"
OPENING = f"{MODELS}.flexible_work_day_opening"
JUDGING = f"{MODELS}.flexible_work_day_judging"


class TestOneBadEmployee(AttendanceCase):
    """What is wrong with one person is written on that person's day; all the others are planned and judged."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls._create_user("bkpsdm", "flexible_work_asn.group_bkpsdm")
        cls.others = cls.env["hr.employee"].concat(
            *(cls._create_employee(f"Pegawai {number}", cls.bidang) for number in range(9))
        )

    def break_zone(self, tz="Mars/Olympus"):
        calendar = self._create_calendar("Asia/Jayapura")
        calendar.company_id = self.company
        self.staff.resource_calendar_id = calendar
        self.env.flush_all()
        self.cr.execute("UPDATE resource_calendar SET tz = %s WHERE id = %s", [tz, calendar.id])
        self.env.invalidate_all()
        return calendar

    def break_plan(self):
        """Resolving fails whenever the staff member is among those who are asked for."""
        original = type(self.staff)._flexible_work_decisions
        broken = self.staff.id

        def fail(employees, *args, **kwargs):
            if broken in employees.ids:
                raise ValueError("rule without hours")
            return original(employees, *args, **kwargs)

        self.patch(type(self.staff), "_flexible_work_decisions", fail)
        return original

    def assertOthersOpened(self):
        statuses = {self.day_of(one).status for one in (*self.others, self.nurse, self.head)}
        self.assertEqual(statuses, {"pending"})

    def test_a_zone_that_does_not_exist_is_said_and_stops_nobody(self):
        self._create_holiday(THURSDAY.replace(day=16))
        calendar = self.break_zone()
        self.open_day()
        self.assertOthersOpened()
        day = self.day_of(self.staff)
        self.assertIn("Mars/Olympus", day.problem)
        self.assertEqual((day.status, day.tz), ("pending", "Asia/Jayapura"))
        self.process(18)
        self.assertEqual((day.status, day.state, self.day_of(self.nurse).state), ("pending", "open", "closed"))
        self.cr.execute("UPDATE resource_calendar SET tz = 'Asia/Jayapura' WHERE id = %s", [calendar.id])
        self.env.invalidate_all()
        self.process(18, 15)
        self.assertEqual((day.problem, day.status, day.state), (False, "absent", "closed"))

    @mute_logger(OPENING)
    def test_a_plan_that_fails_leaves_a_day_that_says_why(self):
        original = self.break_plan()
        self.open_day()
        self.assertOthersOpened()
        day = self.day_of(self.staff)
        self.assertEqual((day.status, day.mode, day.department_id), ("pending", False, self.bidang))
        self.assertIn("rule without hours", day.problem)
        self.process(18)
        self.assertEqual((day.status, day.state), ("pending", "open"), "nobody is absent by a fault of the system")
        self.patch(type(self.staff), "_flexible_work_decisions", original)
        self.process(18, 15)
        self.assertEqual((day.problem, day.mode, day.status, day.state), (False, "wfh", "absent", "closed"))

    @mute_logger(OPENING)
    def test_a_check_in_counts_all_the_same(self):
        self.break_plan()
        with self.local_time(7, 25):
            self.staff.sudo()._attendance_action_change({"mode": "kiosk"})
        day = self.day_of(self.staff)
        self.assertEqual((day.status, day.check_in), ("present", self.utc(7, 25)))
        self.assertIn("rule without hours", day.problem)

    @mute_logger(OPENING)
    def test_a_plan_that_fails_later_keeps_what_was_planned(self):
        self.open_day()
        original = self.break_plan()
        self.process(9)
        day = self.day_of(self.staff)
        self.assertEqual((day.mode, bool(day.problem)), ("wfh", True))
        self.patch(type(self.staff), "_flexible_work_decisions", original)
        self.process(9, 15)
        self.assertFalse(day.problem)

    @mute_logger(OPENING)
    def test_more_broken_people_than_are_told_apart_all_get_a_day(self):
        self.patch(__import__("sys").modules[OPENING], "FAILURES_MAX", 2)

        def fail(employees, *args, **kwargs):
            raise ValueError("nothing works")

        self.patch(type(self.staff), "_flexible_work_decisions", fail)
        self.open_day()
        days = self.Day.search([("company_id", "=", self.company.id), ("date", "=", THURSDAY)])
        self.assertEqual(len(days), 12)
        self.assertEqual({(day.status, bool(day.problem)) for day in days}, {("pending", True)})

    @mute_logger(JUDGING)
    def test_a_day_that_cannot_be_judged_keeps_what_it_was(self):
        self.open_day()
        self.check(self.staff, "in", 7, 30)
        self.cr.execute(
            "UPDATE flexible_work_day SET tz = 'Mars/Olympus' WHERE employee_id = %s AND date = %s",
            [self.staff.id, THURSDAY],
        )
        self.check(self.nurse, "in", 7, 30)
        self.process(18)
        day = self.day_of(self.staff)
        self.assertEqual((day.status, day.state, self.day_of(self.nurse).state), ("present", "open", "closed"))
        self.assertIn("Mars/Olympus", day.problem)

    def test_bkpsdm_is_told_once(self):
        self.break_zone()
        self.open_day()
        self.process(0, 20)
        notices = self.env["mail.message"].search(
            [("model", "=", "flexible.work.day"), ("res_id", "=", self.day_of(self.staff).id)]
        )
        self.assertEqual(len(notices), 1)
        self.assertIn(self.staff.name, notices.body)
        self.assertEqual(notices.notified_partner_ids, self.officer.partner_id)
