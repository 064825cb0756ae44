from odoo.tests import HttpCase, tagged

from odoo.addons.web.tests.test_js import unit_test_error_checker

from .common import NOWHERE
from .test_apel import ApelCase


@tagged("post_install", "-at_install")
class TestTours(ApelCase, HttpCase):
    """The screens in a real browser. The server's clock stands still, so that hours and codes can be told."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # the assistant's window would cover the page at the first login
        (cls.staff.user_id | cls.head.user_id).odoobot_state = "disabled"
        (cls.staff.user_id | cls.head.user_id).tz = cls.zone

    def test_check_in_from_home_without_a_position(self):
        with self.local_time(7, 20):
            self.start_tour("/odoo/hari-ini", "flexible_work_today", login="pegawai")
        day = self.day_of(self.staff)
        self.assertEqual((day.status, day.place, bool(day.check_out)), ("present", "unknown", False))

    def test_join_apel_by_the_leaders_qr_code(self):
        self.check(self.staff, "in", 7, 20, at=NOWHERE)
        self.open_apel()
        with self.local_time(7, 35):
            address = f"/odoo/hari-ini?apel={self.apel.id}&code={self.code(7, 35)}"
            self.start_tour(address, "flexible_work_join_apel", login="pegawai")
        self.assertEqual(self.apel.attendance_ids.mapped("result"), ["on_time"])

    def test_the_leader_opens_and_closes_the_apel(self):
        self.open_day()
        with self.local_time(7, 25):
            self.start_tour(f"/odoo/flexible.work.apel/{self.apel.id}", "flexible_work_apel_board", login="kepala")
        self.assertEqual(self.apel.state, "closed")


@tagged("post_install", "-at_install")
class TestUnits(HttpCase):
    """The unit tests of the screens (static/tests)."""

    def test_screens(self):
        self.browser_js(
            "/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&filter=flexible_work_asn_attendance",
            "",
            "",
            login="admin",
            timeout=300,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=unit_test_error_checker,
        )
