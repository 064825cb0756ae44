from datetime import date

from odoo.tests import HttpCase, freeze_time, tagged

from .test_request import NEXT_MONDAY, RequestCase

#: Tuesday and Wednesday of the next week, which Ternate's circular leaves to the heads
TUESDAY = date(2026, 1, 20)
WEDNESDAY = date(2026, 1, 21)


@tagged("post_install", "-at_install")
@freeze_time("2026-01-12 22:30:00")  # Tuesday 13 January 07:30 in Ternate
class TestRequestTours(RequestCase, HttpCase):
    """The screens in a real browser, at a desk."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colleague = cls._create_employee("Rekan", cls.bidang, user="rekan")
        # the assistant's window would cover the page at the first login
        users = cls.staff.user_id | cls.head.user_id | cls.colleague.user_id
        users.odoobot_state = "disabled"
        users.tz = "Asia/Jayapura"

    def test_the_employee_asks_with_all_that_the_rules_want(self):
        self.start_tour("/odoo/permohonan-saya/new", "flexible_work_request_ask", login="pegawai")
        request = self.env["flexible.work.request"].search([("employee_id", "=", self.staff.id)])
        self.assertEqual((request.state, request.date_to, request.mode), ("submitted", NEXT_MONDAY, "wfh"))
        self.assertTrue(self.as_user(request.evidence_ids, "head").has_access("read"))

    def test_the_head_refuses_with_a_reason(self):
        request = self._ask()
        self.start_tour("/odoo/permohonan", "flexible_work_request_refuse", login="kepala")
        self.assertEqual((request.state, request.decision_reason), ("refused", "Ada pemeriksaan"))

    def test_two_employees_swap_and_the_head_approves(self):
        roster = self._create_roster(
            self.diskominfo,
            [
                (self.staff, TUESDAY, "wfh"),
                (self.staff, WEDNESDAY, "wfo"),
                (self.colleague, TUESDAY, "wfo"),
                (self.colleague, WEDNESDAY, "wfh"),
            ],
        )
        self.start_tour("/odoo/permohonan-saya/new", "flexible_work_swap_ask", login="pegawai")
        self.start_tour("/odoo/permohonan-saya", "flexible_work_swap_agree", login="rekan")
        request = self.env["flexible.work.request"].search([("employee_id", "=", self.staff.id)])
        self.as_user(request, "head").action_approve()
        self.assertEqual(
            {(line.employee_id, line.date): line.mode for line in roster.line_ids},
            {
                (self.staff, TUESDAY): "wfo",
                (self.staff, WEDNESDAY): "wfh",
                (self.colleague, TUESDAY): "wfh",
                (self.colleague, WEDNESDAY): "wfo",
            },
        )


@tagged("post_install", "-at_install")
@freeze_time("2026-01-12 22:30:00")
class TestRequestPhone(RequestCase, HttpCase):
    """The head's queue on a phone."""

    browser_size = "390x844"
    touch_enabled = True

    def test_the_head_approves_and_the_plan_says_so(self):
        self.head.user_id.odoobot_state = "disabled"
        self._ask()
        self.start_tour("/odoo/permohonan", "flexible_work_request_approve", login="kepala")
        plan = self.staff.with_user(self.staff.user_id).flexible_work_plan("2026-01-19", "2026-01-19")
        day = plan[self.staff.id][0]
        self.assertEqual((day["mode"], day["source"]), ("wfh", "request"))
        self.assertIn("requested and approved", day["explanation"])
