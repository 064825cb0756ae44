from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import OFFICE
from .test_apel import ApelCase


@tagged("post_install", "-at_install")
class TestRoutes(ApelCase, HttpCase):
    def setUp(self):
        super().setUp()
        # a check-in must never ask another server where it is
        self.patch(
            type(self.env["base.geocoder"]),
            "_get_localisation",
            lambda *args: self.fail("The position was sent to a geocoder"),
        )
        self.company.attendance_device_tracking = True

    def call(self, user, route, hour, minute=0, second=0, **params):
        with self.local_time(hour, minute, second):
            self.authenticate(user.login, user.login)
            return self.make_jsonrpc_request(route, params)

    def test_check_in_answers_with_the_card(self):
        card = self.call(
            self.head.user_id, "/flexible_work/check", 7, 30,
            kind="in", latitude=OFFICE[0], longitude=OFFICE[1], accuracy=12.5,
        )  # fmt: skip
        day = card["day"]
        self.assertEqual((day["status"], day["place"], day["check_in"]), ("present", "inside", "07:30"))
        attendance = self.attendances(self.head)
        self.assertEqual((attendance.flexible_in_accuracy, attendance.in_mode), (12.5, "systray"))

    def test_check_in_without_position(self):
        card = self.call(
            self.staff.user_id, "/flexible_work/check", 7, 30, kind="in", latitude=None, longitude=None, accuracy=None
        )
        self.assertEqual((card["day"]["status"], card["day"]["place"]), ("present", "unknown"))

    def test_nonsense_positions_are_no_positions(self):
        for latitude, longitude in (("x", 1), (91, 1), (True, False)):
            self.call(
                self.head.user_id, "/flexible_work/check", 7, 30, kind="in", latitude=latitude, longitude=longitude
            )
            self.assertFalse(self.attendances(self.head).flexible_in_located)
            self.attendances(self.head).unlink()

    @mute_logger("odoo.http")
    def test_the_clients_clock_does_not_count(self):
        card = self.call(self.staff.user_id, "/flexible_work/check", 9, kind="in", check_in="2026-01-15 00:00:00")
        self.assertEqual(card["day"]["check_in"], "09:00")

    def test_systray_without_position_does_not_take_that_of_the_ip_address(self):
        self.call(self.head.user_id, "/hr_attendance/systray_check_in_out", 7, 30)
        attendance = self.attendances(self.head)
        self.assertEqual((attendance.flexible_in_located, attendance.in_latitude), (False, 0.0))
        self.assertEqual(self.day_of(self.head).place, "unknown")

    def test_systray_with_position(self):
        self.call(
            self.head.user_id, "/hr_attendance/systray_check_in_out", 7, 30, latitude=OFFICE[0], longitude=OFFICE[1]
        )
        self.assertEqual(self.day_of(self.head).place, "inside")

    def test_kiosk(self):
        with self.local_time(7, 30):
            answer = self.make_jsonrpc_request(
                "/hr_attendance/manual_selection",
                {"token": self.company.attendance_kiosk_key, "employee_id": self.nurse.id, "pin_code": ""},
            )
        self.assertEqual(answer["attendance_state"], "checked_in")
        self.assertEqual(self.day_of(self.nurse).status, "present")

    def test_joining_the_apel(self):
        self.open_apel()
        card = self.call(
            self.staff.user_id, "/flexible_work/apel/join", 7, 40, apel_id=self.apel.id, code=self.code(7, 40)
        )
        self.assertEqual((card["apel"]["joined_at"], card["apel"]["result"]), ("07:40", "on_time"))

    def test_joining_an_apel_that_is_gone(self):
        with self.assertRaisesRegex(Exception, "UserError"), mute_logger("odoo.http"):
            self.call(self.staff.user_id, "/flexible_work/apel/join", 7, 40, apel_id=0, code="1")

    def test_user_without_employee(self):
        with self.assertRaisesRegex(Exception, "UserError"), mute_logger("odoo.http"):
            self.call(self._create_user("tamu"), "/flexible_work/check", 7, 40, kind="in")
