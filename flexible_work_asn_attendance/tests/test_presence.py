from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import ELSEWHERE, OFFICE, AttendanceCase
from .test_check_route import CheckRouteCase


class PresenceCase(AttendanceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.circular.presence_window_ids = [
            (0, 0, {"mode": "wfh", "kind": "in", "hour_from": 6.0, "hour_to": 8.0}),
            (0, 0, {"mode": "wfh", "kind": "middle", "hour_from": 11.0, "hour_to": 12.0}),
            (0, 0, {"mode": "wfh", "kind": "middle", "hour_from": 14.0, "hour_to": 14.5}),
            (0, 0, {"mode": "wfh", "kind": "out", "hour_from": 16.0, "hour_to": 18.0}),
        ]

    def presences(self, employee):
        return self.env["flexible.work.presence"].search([("employee_id", "=", employee.id)], order="at")


@tagged("post_install", "-at_install")
class TestWindows(PresenceCase, CheckRouteCase):
    """DKI: check-in 06:00-08:00; Bogor: presence three times a day."""

    def test_before_its_window_nobody_checks_in(self):
        self.assertIn("06:00 (WIT)", self.call(self.staff, "in", 5, 59))
        self.assertFalse(self.attendances(self.staff))

    def test_when_it_opens_and_after_its_end(self):
        self.assertEqual(self.call(self.staff, "in", 6)["day"]["check_in"], "06:00")
        self.head.version_id.position_level_id = self.position["pelaksana"]
        card = self.call(self.head, "in", 9)
        self.assertEqual((card["day"]["status"], self.day_of(self.head).late_minutes), ("present", 90))

    def test_the_systray_waits_as_well(self):
        with self.local_time(5, 30), self._refused(UserError, "06:00"):
            self.staff.sudo()._attendance_action_change({"mode": "systray"})

    def test_who_is_in_the_office_has_no_such_window(self):
        self.assertEqual(self.call(self.head, "in", 5)["day"]["status"], "present")

    def test_hr_enters_what_it_knows(self):
        self.open_day()
        self.env["hr.attendance"].create({"employee_id": self.staff.id, "check_in": self.utc(5)})
        self.assertEqual(self.day_of(self.staff).status, "present")

    def test_a_presence_in_its_window(self):
        self.call(self.staff, "in", 7, 20)
        self.call(self.staff, "presence", 11, 30, latitude=OFFICE[0], longitude=OFFICE[1], accuracy=10)
        presence = self.presences(self.staff)
        self.assertEqual((presence.at, presence.place, presence.local_at), (self.utc(11, 30), "unknown", "11:30 WIT"))
        self.assertEqual((presence.day_id, presence.window_label), (self.day_of(self.staff), "11:00–12:00"))
        self.assertEqual((presence.latitude, presence.located), (OFFICE[0], True))

    def test_it_is_judged_by_the_registered_home(self):
        self.staff.write({"home_latitude": OFFICE[0], "home_longitude": OFFICE[1], "home_located": True})
        self.call(self.staff, "presence", 11, 30, latitude=ELSEWHERE[0], longitude=ELSEWHERE[1], accuracy=10)
        presence = self.presences(self.staff)
        self.assertEqual((presence.place, presence.distance, presence.place_by), ("outside", 1112, "position"))

    def test_once_per_window(self):
        self.call(self.staff, "presence", 11, 5)
        self.call(self.staff, "presence", 11, 50)
        self.call(self.staff, "presence", 14, 10)
        self.assertEqual(self.presences(self.staff).mapped("at"), [self.utc(11, 5), self.utc(14, 10)])

    def test_between_its_windows_it_is_said_when_the_next_one_opens(self):
        self.assertIn("14:00 to 14:30 (WIT)", self.call(self.staff, "presence", 12, 30))

    def test_after_the_last_one(self):
        self.assertIn("correction", self.call(self.staff, "presence", 15))

    def test_who_need_not(self):
        self.assertIn("No presence", self.call(self.head, "presence", 11, 30))

    def test_outside_where_that_is_refused(self):
        self.circular.place_policy = "block"
        self.staff.write({"home_latitude": OFFICE[0], "home_longitude": OFFICE[1], "home_located": True})
        message = self.call(self.staff, "presence", 11, 30, latitude=ELSEWHERE[0], longitude=ELSEWHERE[1], accuracy=10)
        self.assertIn("1.1 km", message)
        self.assertFalse(self.presences(self.staff))

    def test_no_place_is_recorded(self):
        self.circular.place_policy = "none"
        self.call(self.staff, "presence", 11, 30, latitude=OFFICE[0], longitude=OFFICE[1], accuracy=10)
        presence = self.presences(self.staff)
        self.assertEqual(
            (presence.latitude, presence.located, presence.ip_address, presence.accuracy), (0.0, False, False, 0.0)
        )

    def test_one_that_waited_without_network(self):
        ticket = self.ticket(self.staff, 11, 0)
        self.call(self.staff, "presence", 12, 40, ticket=ticket, elapsed=50 * 60_000)
        presence = self.presences(self.staff)
        self.assertEqual((presence.at, presence.received_at), (self.utc(11, 50), self.utc(12, 40)))


class TestWindowOfCircular(PresenceCase):
    def test_two_that_overlap(self):
        with self.assertRaisesRegex(ValidationError, "11:00–12:00.*11:30–13:00|11:30–13:00.*11:00–12:00"):
            self.circular.presence_window_ids = [
                (0, 0, {"mode": "wfh", "kind": "middle", "hour_from": 11.5, "hour_to": 13.0})
            ]

    def test_of_another_mode_they_may(self):
        self.circular.presence_window_ids = [
            (0, 0, {"mode": "wfa", "kind": "middle", "hour_from": 11.5, "hour_to": 13.0})
        ]
        self.assertEqual(len(self.circular.presence_window_ids), 5)

    def test_the_windows_of_an_enacted_circular_are_its_text(self):
        self._create_one_user_of_each_role()
        window = self.as_user(self.circular.presence_window_ids[0], "bkpsdm")
        with self._refused(UserError, "Supersede"):
            window.hour_from = 5.0
        with self._refused(UserError, "Supersede"):
            window.unlink()
        with self._refused(UserError, "Supersede"):
            window.create({"circular_id": self.circular.id, "mode": "wfo", "hour_from": 1, "hour_to": 2})


class TestAccess(PresenceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_one_user_of_each_role()

    def setUp(self):
        super().setUp()
        self.check(self.staff, "presence", 11, 30, at=OFFICE)
        self.presence = self.presences(self.staff)

    def test_who_reads_it(self):
        readers = self._who(lambda seen: seen.search([("id", "=", seen.id)]), self.presence)
        self.assertEqual(readers, ["employee", "head", "operator", "bkpsdm", "auditor"])

    def test_who_reads_where(self):
        for name in ("latitude", "longitude", "ip_address", "device", "photo"):
            self.assertEqual(self._who(lambda seen, name=name: bool(seen.read([name])), self.presence), ["bkpsdm"])

    def test_nobody_writes_it(self):
        for role in self.user:
            with self.assertRaises(AccessError):
                self.as_user(self.presence, role).write({"place": "inside"})
            with self.assertRaises(AccessError):
                self.as_user(self.presence, role).unlink()
