from odoo.tests import HttpCase, tagged

from odoo.addons.flexible_work_asn import throttle
from odoo.addons.flexible_work_asn.tests.common import HOLIDAY, THURSDAY

from .common import AttendanceCase

#: what a kiosk is told of the plan, and nothing else
PLAN_KEYS = {"letter", "label", "hours", "assigned", "explanation", "warning"}


class KioskCase(AttendanceCase, HttpCase):
    def setUp(self):
        super().setUp()
        self.open_day()
        throttle.forget_all(self.env)
        self.staff.barcode = "1234567"

    def call(self, route, hour=7, minute=20, day=THURSDAY, token=None, **params):
        """What the kiosk is answered, or the sentence with which it is refused."""
        params = {"token": token or self.company.attendance_kiosk_key, **params}
        with self.local_time(hour, minute, day=day):
            response = self.url_open(f"/hr_attendance/{route}", json={"jsonrpc": "2.0", "params": params}).json()
        self.env.invalidate_all()
        if "error" in response:
            data = response["error"]["data"]
            self.assertEqual(data["name"], "odoo.exceptions.UserError", data["debug"])
            return data["message"]
        return response["result"]

    def choose(self, employee, pin="", **params):
        return self.call("manual_selection", employee_id=employee.id, pin_code=pin, **params)

    def badge(self, **params):
        return self.call("attendance_barcode_scanned", barcode="1234567", **params)


@tagged("post_install", "-at_install")
class TestPlan(KioskCase):
    def test_who_is_recognised_reads_what_is_planned_and_why(self):
        plan = self.choose(self.head)["flexible_plan"]
        self.assertEqual((plan["letter"], plan["label"], plan["warning"]), ("K", "Office (WFO)", ""))
        self.assertIn("07:30–16:00", plan["hours"])
        self.assertTrue(plan["explanation"])

    def test_planned_at_home_it_warns_and_checks_in(self):
        answer = self.badge()
        self.assertIn("Home (WFH)", answer["flexible_plan"]["warning"])
        self.assertEqual(answer["attendance_state"], "checked_in")
        self.assertEqual((self.day_of(self.staff).status, self.day_of(self.staff).place), ("present", "inside"))

    def test_on_leave_it_warns_and_checks_in(self):
        self._create_leave(self.staff, THURSDAY, THURSDAY)
        answer = self.badge()
        self.assertEqual((answer["flexible_plan"]["letter"], answer["attendance_state"]), ("C", "checked_in"))
        self.assertIn("On leave", answer["flexible_plan"]["warning"])

    def test_on_a_day_off_it_warns_and_checks_in(self):
        self._create_holiday(HOLIDAY)
        answer = self.badge(day=HOLIDAY)
        self.assertIn("no working day", answer["flexible_plan"]["warning"])
        self.assertEqual(answer["attendance_state"], "checked_in")

    def test_a_badge_twice_is_one_check_in(self):
        self.badge()
        self.assertEqual(self.badge()["attendance_state"], "checked_in")
        self.assertEqual(self.badge(hour=16)["attendance_state"], "checked_out")
        self.assertEqual(len(self.attendances(self.staff)), 1)

    def test_before_the_window_opens_it_says_when(self):
        self.circular.presence_window_ids = [(0, 0, {"mode": "wfh", "kind": "in", "hour_from": 6.5, "hour_to": 8.0})]
        self.assertIn("06:30 (WIT)", self.badge(hour=6))
        self.assertFalse(self.attendances(self.staff))

    def test_somebody_who_has_left_is_checked_in_without_a_plan(self):
        self.staff.version_id.write({"contract_date_start": "2025-01-01", "contract_date_end": "2026-01-10"})
        self.day_of(self.staff).unlink()
        self.assertIsNone(self.badge()["flexible_plan"])


@tagged("post_install", "-at_install")
class TestNothingElseIsTold(KioskCase):
    def setUp(self):
        super().setUp()
        self.staff.write({"home_latitude": 0.7, "home_longitude": 127.4, "home_located": True})

    def test_the_plan_has_these_words_only(self):
        self.assertEqual(self.choose(self.staff)["flexible_plan"].keys(), PLAN_KEYS)

    def test_no_coordinate_is_told(self):
        self.company.attendance_device_tracking = True
        answer = self.choose(self.staff, latitude=0.77, longitude=127.33)
        self.assertNotRegex(str(answer), r"0\.77|127\.33|127\.4")

    def test_before_the_pin_nobody_reads_a_plan(self):
        answer = self.call("attendance_employee_data", employee_id=self.staff.id)
        self.assertNotIn("flexible_plan", answer)

    def test_with_a_wrong_pin_nobody_reads_a_plan(self):
        self.company.attendance_kiosk_use_pin = True
        self.staff.pin = "4321"
        self.assertEqual(self.choose(self.staff, "0000"), {})

    def test_people_of_another_government_are_not_known(self):
        other = self.env["res.company"].create({"name": "Tidore"})
        token = other.attendance_kiosk_key
        self.assertEqual((self.choose(self.staff, token=token), self.badge(token=token)), ({}, {}))
        self.assertEqual(self.choose(self.staff, token="x"), {})

    def test_the_list_is_searched_as_the_kiosk_does(self):
        def names(domain):
            answer = self.call("employees_infos", limit=10, offset=0, domain=domain)
            return [record["display_name"] for record in answer["records"]]

        self.assertEqual(names([["name", "ilike", "Pegawai"]]), ["Pegawai"])
        self.assertIn("Kepala Diskominfo", names(["&", ["department_id", "=", self.diskominfo.id], [1, "=", 1]]))

    def test_the_list_asked_for_with_anything_is_empty(self):
        for domain, limit, offset in (
            ("x", 10, 0),
            (5, 10, 0),
            ([["name"]], 10, 0),
            ([["department_id", "=", 2**70]], 10, 0),
            ([["name", "ilike", {"a": 1}]], 10, 0),
            ([], 2**70, 0),
            ([], 10, "x"),
            ([], -1, 0),
            ([], True, 0),
        ):
            answer = self.call("employees_infos", limit=limit, offset=offset, domain=domain)
            self.assertEqual(answer, {"records": [], "length": 0}, (domain, limit, offset))

    def test_the_list_does_not_find_out_where_somebody_lives(self):
        for domain in (
            [["home_latitude", ">", 0.5]],
            [["name", "ilike", "Pegawai"], ["home_latitude", ">", 0.5]],
            ["!", ["home_latitude", "<", 0.5]],
            [["department_id", "any", [["manager_id.home_latitude", ">", 0.5]]]],
            [["department_id.manager_id.home_latitude", ">", 0.5]],
            [["home_change_ids", "any", [["latitude", ">", 0.5]]]],
        ):
            answer = self.call("employees_infos", limit=10, offset=0, domain=domain)
            self.assertEqual(answer, {"records": [], "length": 0}, domain)


@tagged("post_install", "-at_install")
class TestPin(KioskCase):
    def setUp(self):
        super().setUp()
        self.company.attendance_kiosk_use_pin = True
        self.staff.pin, self.head.pin = "4321", "9999"

    def test_the_right_pin(self):
        self.assertEqual(self.choose(self.staff, "4321")["attendance_state"], "checked_in")

    def test_after_five_wrong_ones_even_the_right_one_waits(self):
        for _ in range(5):
            self.assertEqual(self.choose(self.staff, "0000"), {})
        self.assertIn("Wait 5 minutes", self.choose(self.staff, "4321"))
        self.assertFalse(self.attendances(self.staff))

    def test_and_may_try_again_after_that(self):
        for _ in range(5):
            self.choose(self.staff, "0000")
        self.assertEqual(self.choose(self.staff, "4321", minute=26)["attendance_state"], "checked_in")

    def test_colleagues_do_not_wait(self):
        for _ in range(5):
            self.choose(self.staff, "0000")
        self.assertEqual(self.choose(self.head, "9999")["attendance_state"], "checked_in")

    def test_a_badge_does_not_wait(self):
        for _ in range(5):
            self.choose(self.staff, "0000")
        self.assertEqual(self.badge()["attendance_state"], "checked_in")

    def test_the_right_one_forgets_the_wrong_ones(self):
        for _ in range(4):
            self.choose(self.staff, "0000")
        self.choose(self.staff, "4321")
        self.choose(self.staff, "0000")
        self.assertEqual(self.choose(self.staff, "4321", hour=16)["attendance_state"], "checked_out")

    def test_guessing_at_many_people_from_one_address(self):
        people = self.env["hr.employee"].create(
            [{"name": f"Pegawai {n}", "company_id": self.company.id, "pin": "1"} for n in range(10)]
        )
        for employee in people:
            for _ in range(4):
                self.choose(employee, "0000")
        self.assertIn("Too many", self.choose(self.head, "9999"))

    def test_guessing_badges_from_one_address(self):
        for number in range(40):
            self.assertEqual(self.call("attendance_barcode_scanned", barcode=f"guess{number}"), {})
        self.assertIn("Too many", self.badge())

    def test_a_right_pin_at_the_wrong_hour_is_no_guess(self):
        self.circular.presence_window_ids = [(0, 0, {"mode": "wfh", "kind": "in", "hour_from": 6.5, "hour_to": 8.0})]
        for _ in range(6):
            self.assertIn("06:30 (WIT)", self.choose(self.staff, "4321", hour=6))
        self.assertEqual(self.choose(self.staff, "4321")["attendance_state"], "checked_in")

    def test_nobody_is_somebody_by_what_is_no_pin(self):
        self.nurse.pin = False
        for pin in (False, None, "", 0, ["4321"], True):
            self.assertEqual(self.choose(self.nurse, pin), {}, pin)
        self.assertFalse(self.attendances(self.nurse))

    def test_a_person_in_other_words_is_not_tried_more_often(self):
        for wrong in ([self.staff.id], str(self.staff.id), float(self.staff.id), True, None):
            self.assertEqual(self.call("manual_selection", employee_id=wrong, pin_code="4321"), {}, wrong)

    def test_nobody_is_somebody_by_what_is_no_badge(self):
        self.head.barcode = False
        for barcode in (False, None, "", ["1234567", "7654321"], True, {}):
            self.assertEqual(self.call("attendance_barcode_scanned", barcode=barcode), {}, barcode)
        self.assertFalse(self.attendances(self.head) | self.attendances(self.staff))

    def test_without_a_pin_nobody_waits(self):
        self.company.attendance_kiosk_use_pin = False
        for _ in range(6):
            self.choose(self.nurse, "0000")
        self.assertEqual(self.day_of(self.nurse).status, "present")
