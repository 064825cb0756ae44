from odoo.tests import tagged

from odoo.addons.flexible_work_asn.local_time import at_hour
from odoo.addons.flexible_work_asn.tests.common import SATURDAY, THURSDAY

from .common import NOWHERE, OFFICE, AttendanceCase
from .test_apel import ApelCase

SUNDAY = SATURDAY.replace(day=18)
WINDOWS = [
    {"mode": "wfh", "kind": "in", "hour_from": 6, "hour_to": 8},
    {"mode": "wfh", "kind": "middle", "hour_from": 12, "hour_to": 13},
    {"mode": "wfh", "kind": "out", "hour_from": 16, "hour_to": 18},
    {"mode": "wfo", "kind": "middle", "hour_from": 10, "hour_to": 11},
]


class TestNightOnTheCard(AttendanceCase):
    """A night shift from Saturday 22:00 to Sunday 06:00: after midnight it is still the day that counts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        shift = cls.env["flexible.work.shift"].create(
            {"name": "Malam", "code": "ZM", "company_id": cls.company.id, "hour_from": 22, "hour_to": 6}
        )
        cls._create_roster(cls.bidang, [(cls.staff, SATURDAY, "wfo")], approve=False).line_ids.shift_id = shift
        cls.env.flush_all()
        cls.env.cr.execute("UPDATE flexible_work_roster SET state = 'approved'")
        cls.env.cr.execute("UPDATE flexible_work_roster_line SET state = 'approved'")
        cls.env.invalidate_all()

    def my(self, hour, minute=0, day=SUNDAY):
        return self.card(self.staff.user_id, hour, minute, day=day)

    def test_after_midnight_it_is_the_running_day_until_its_end(self):
        self.process(0, 5, day=SATURDAY)
        self.check(self.staff, "in", 21, 55, day=SATURDAY)
        self.process(0, 5, day=SUNDAY)
        card = self.my(2)
        self.assertEqual((card["today"], card["day"]["date"]), ("2026-01-18", "2026-01-17"))
        self.assertEqual((card["day"]["hour_from"], card["day"]["hour_to"]), ("22:00", "06:00"))
        self.assertEqual(card["next"], {"action": "check_out", "opens": None, "until": "2026-01-18 06:00:00"})
        self.assertEqual([day["date"] for day in card["week"]][0], "2026-01-18")

    def test_it_can_be_checked_out_after_midnight(self):
        self.process(0, 5, day=SATURDAY)
        self.check(self.staff, "in", 21, 55, day=SATURDAY)
        self.check(self.staff, "out", 5, 30, day=SUNDAY)
        card = self.my(5, 31)
        self.assertEqual((card["day"]["date"], card["day"]["check_out"]), ("2026-01-17", "05:30"))
        self.assertEqual(card["next"]["action"], "done")
        self.assertEqual(self.my(6, 1)["day"]["date"], "2026-01-18", "the night is over")

    def test_who_is_still_there_at_its_end_may_leave_later(self):
        self.process(0, 5, day=SATURDAY)
        self.check(self.staff, "in", 21, 55, day=SATURDAY)
        self.process(6, 15, day=SUNDAY)
        self.assertEqual(self.day_of(self.staff, SATURDAY).state, "closed")
        card = self.my(6, 20)
        self.assertEqual((card["day"]["date"], card["next"]["action"]), ("2026-01-17", "check_out"))
        self.check(self.staff, "out", 6, 21, day=SUNDAY)
        self.assertEqual(self.day_of(self.staff, SATURDAY).check_out, self.utc(6, 21, day=SUNDAY))

    def test_who_never_came_is_not_held_by_a_night_that_is_over(self):
        self.process(0, 5, day=SATURDAY)
        self.assertEqual(self.my(3)["next"]["action"], "check_in")
        self.assertEqual(self.my(6, 1)["day"]["date"], "2026-01-18")

    def test_who_comes_after_midnight_is_late_for_the_night_and_not_early_for_the_morning(self):
        self.process(0, 5, day=SATURDAY)
        self.process(0, 5, day=SUNDAY)
        self.check(self.staff, "in", 0, 40, day=SUNDAY)
        card = self.my(0, 41)
        self.assertEqual((card["day"]["date"], card["day"]["check_in"]), ("2026-01-17", "00:40"))
        self.assertEqual(card["day"]["late_minutes"], 160)

    def test_a_tap_before_midnight_that_was_kept_is_still_of_the_night(self):
        self.process(0, 5, day=SATURDAY)
        with self.local_time(23, 30, day=SATURDAY):
            ticket = self.staff._flexible_work_ticket()
        with self.local_time(0, 20, day=SUNDAY):
            self.staff.sudo()._flexible_work_check("in", {"mode": "systray"}, ticket=ticket, elapsed=60_000)
            self.env.flush_all()
        self.assertEqual(self.day_of(self.staff, SATURDAY).local_check_in, "23:31")

    def test_once_the_nights_are_over_nobody_is_looked_for_among_them(self):
        last = self.env["flexible.work.shift"]._latest_night_end()
        moment = at_hour(SUNDAY, last)
        with self.assertQueryCount(0):
            dates = self.Day._working_dates([(self.staff.id, moment)])
        self.assertEqual(dates, {(self.staff.id, moment): SUNDAY})
        self.env["flexible.work.shift"].create(
            {"name": "Malam panjang", "code": "ZP", "company_id": self.company.id, "hour_from": 20, "hour_to": last + 1}
        )
        self.assertEqual(self.env["flexible.work.shift"]._latest_night_end(), last + 1)

    def test_before_the_days_are_opened_the_plan_says_the_same(self):
        self.assertEqual(self.my(2)["day"]["date"], "2026-01-17")
        self.assertEqual(self.my(21, day=SATURDAY)["day"]["date"], "2026-01-17")

    def test_a_forgotten_check_out_of_an_ordinary_day_does_not_hold_the_next(self):
        self.process(0, 5)
        self.check(self.staff, "in", 7, 25)
        self.assertEqual(self.my(1, day=THURSDAY.replace(day=16))["day"]["date"], "2026-01-16")


class TestNextStep(ApelCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.circular.presence_window_ids = [(0, 0, values) for values in WINDOWS]

    def setUp(self):
        super().setUp()
        self.open_day()

    def my(self, hour, minute=0, user=None):
        return self.card(user or self.staff.user_id, hour, minute)

    def states(self, card):
        return [(window["kind"], window["state"], window["done_at"]) for window in card["windows"]]

    def test_before_the_window_of_check_in_it_says_when_it_opens(self):
        expected = {"action": "check_in", "opens": "2026-01-15 06:00:00", "until": "2026-01-15 08:00:00"}
        self.assertEqual(self.my(5, 30)["next"], expected)
        self.assertEqual(self.my(7)["next"], expected)

    def test_windows_of_the_part_that_is_off_are_not_shown(self):
        self._create_leave(
            self.staff,
            THURSDAY,
            THURSDAY,
            "permit",
            type_values={"request_unit": "half_day"},
            request_date_from_period="am",
            request_date_to_period="am",
        )
        self.assertEqual([window["hour_from"] for window in self.my(12)["windows"]], ["12:00", "16:00"])

    def test_the_windows_of_the_mode_in_their_order(self):
        card = self.my(5)
        self.assertEqual([window["hour_from"] for window in card["windows"]], ["06:00", "12:00", "16:00"])
        self.assertEqual(
            self.states(card), [("in", "coming", None), ("middle", "coming", None), ("out", "coming", None)]
        )
        self.check(self.staff, "in", 7)
        self.assertEqual(
            self.states(self.my(12, 30)), [("in", "over", "07:00"), ("middle", "open", None), ("out", "coming", None)]
        )

    def test_a_presence_in_between_is_the_next_step_while_its_window_is_open(self):
        self.check(self.staff, "in", 7)
        steps = [self.my(11, 59)["next"]["action"]]
        card = self.my(12, 10)
        self.assertEqual(card["next"], {"action": "presence", "opens": None, "until": "2026-01-15 13:00:00"})
        self.check(self.staff, "presence", 12, 15)
        card = self.my(12, 16)
        self.assertEqual(self.states(card)[1], ("middle", "open", "12:15"))
        steps.append(card["next"]["action"])
        self.assertEqual(steps, ["check_out", "check_out"])

    def test_the_report_comes_before_the_way_home_and_may_still_be_written_in_the_evening(self):
        self.circular.log_required = True
        self.check(self.staff, "in", 7)
        due = {"action": "report", "opens": None, "until": "2026-01-16 00:00:00"}
        self.assertEqual(self.my(15)["next"], due)
        self.check(self.staff, "out", 16)
        self.process(18, 5)
        card = self.my(20)
        self.assertEqual((card["day"]["state"], card["next"]), ("closed", due))
        with self.local_time(20, 5):
            log = (
                self.env["flexible.work.log"]
                .with_user(self.staff.user_id)
                .create(
                    {
                        "employee_id": self.staff.id,
                        "date": THURSDAY,
                        "line_ids": [(0, 0, {"name": "Rapat", "output": "1"})],
                    }
                )
            )
            log.action_report()
            self.env.flush_all()
        card = self.my(20, 6)
        self.assertEqual((card["log"]["reported"], card["next"]["action"]), ("20:05", "none"))

    def test_who_was_absent_is_asked_for_nothing_more(self):
        self.circular.log_required = True
        self.process(18, 5)
        self.assertEqual(self.my(20)["next"]["action"], "none")

    def test_one_missed_does_not_stand_in_the_way(self):
        self.check(self.staff, "in", 7)
        card = self.my(13, 30)
        self.assertEqual((card["next"]["action"], self.states(card)[1]), ("check_out", ("middle", "over", None)))

    def test_a_recorded_place_is_asked_for_only_where_it_is_judged(self):
        self.assertEqual(self.my(7)["policy"], {"place": "flag", "photo": "none"})
        self.circular.write({"place_policy": "none", "photo_policy": "required"})
        self.assertEqual(self.my(7)["policy"], {"place": "none", "photo": "required"})
        self.circular.write({"place_policy": "block"})
        self.assertEqual(self.my(7)["policy"]["place"], "block")
        with self.local_time(6):
            self.env["flexible.work.declaration"].with_user(self.staff.user_id).declare(str(THURSDAY), "wfa")
        card = self.my(7)
        self.assertEqual((card["day"]["mode"], card["policy"]["place"]), ("wfa", "none"))

    def test_dynamic_hours_move_the_limit_of_being_on_time(self):
        self.circular.presence_window_ids = [(5, 0, 0)]
        self.day_of(self.staff).hours_tolerance = 60
        self.env.flush_all()
        self.assertEqual(self.my(7)["next"]["until"], "2026-01-15 08:30:00")

    def test_a_check_in_that_was_kept_is_shown_with_both_times(self):
        with self.local_time(7):
            ticket = self.staff._flexible_work_ticket()
        with self.local_time(8, 10):
            self.staff.sudo()._flexible_work_check("in", {"mode": "systray"}, ticket=ticket, elapsed=20 * 60_000)
            self.env.flush_all()
        day = self.my(8, 11)["day"]
        self.assertEqual((day["check_in"], day["received_in"], day["received_out"]), ("07:20", "08:10", None))

    def test_what_waits_for_a_decision_is_counted(self):
        self.assertEqual(self.my(7)["waiting"], {"corrections": 0, "requests": 0})
        corrections = self.env["flexible.work.correction"].sudo()
        for date in (THURSDAY, THURSDAY.replace(day=14)):
            corrections.create({"employee_id": self.staff.id, "date": date, "reason": "Lupa"})
        corrections.search([("date", "=", THURSDAY)]).state = "submitted"
        self.env.flush_all()
        self.assertEqual(self.my(7)["waiting"]["corrections"], 1)
        self.assertEqual(self.my(7, user=self.head.user_id)["waiting"]["corrections"], 0)

    def test_what_the_phone_needs_without_network(self):
        card = self.my(7)
        self.assertEqual(card["offline_minutes"], 120)
        with self.local_time(7, 20):
            self.staff.sudo()._flexible_work_check(
                "in", {"mode": "systray"}, ticket=card["ticket"], elapsed=10 * 60_000
            )
            self.env.flush_all()
        self.assertEqual(self.my(7, 21)["day"]["check_in"], "07:10")

    def test_whether_the_home_is_registered(self):
        self.assertFalse(self.my(7)["home"]["registered"])
        self.staff.write({"home_located": True, "home_latitude": OFFICE[0], "home_longitude": OFFICE[1]})
        self.assertTrue(self.my(7)["home"]["registered"])


@tagged("post_install", "-at_install")
class TestCardQueries(ApelCase):
    """Thousands read the card between 07:00 and 07:45: what it asks of the database is fixed."""

    def queries(self, hour=7, minute=35):
        self.env.flush_all()
        self.env.invalidate_all()
        with self.local_time(hour, minute):
            before = self.cr.sql_log_count
            self.Day.with_user(self.staff.user_id).get_my_day()
            return self.cr.sql_log_count - before

    def test_they_do_not_grow_with_apel_people_and_history(self):
        self.circular.presence_window_ids = [(0, 0, values) for values in WINDOWS]
        self.open_day()
        self.open_apel()
        self.check(self.staff, "in", 7, 20, at=NOWHERE)
        self.queries()
        few = self.queries()
        self.assertLessEqual(few, 30)
        self._create_apel(self.bidang, kind="morning")
        self._create_apel(self.diskominfo, kind="afternoon", hour_from=15.5, hour_to=16)
        for n in range(20):
            employee = self._create_employee(f"Pegawai {n}", self.bidang)
            self.env["hr.attendance"].create(
                [
                    {"employee_id": person.id, "check_in": self.utc(7, day=day), "check_out": self.utc(16, day=day)}
                    for person in (employee, self.staff)
                    for day in (THURSDAY.replace(day=1 + n % 14),)
                    if person == employee or n < 14
                ]
            )
        self.assertLessEqual(self.queries(), few)
