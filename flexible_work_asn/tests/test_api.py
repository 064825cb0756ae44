from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, get_db_name, tagged
from odoo.tools import mute_logger

from .common import MONDAY, SATURDAY, THURSDAY, TUESDAY, FlexibleWorkCase


@tagged("post_install", "-at_install")
class TestApi(FlexibleWorkCase, HttpCase):
    """The public methods as another program calls them: over HTTP, with an API key (docs/api.md)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.circular = cls._create_circular()
        cls._create_roster(cls.bidang, [(cls.staff, TUESDAY, "wfh")])
        cls._create_one_user_of_each_role()

    def _call(self, method, key=None, model="hr.employee", **arguments):
        headers = {"X-Odoo-Database": get_db_name()}
        if key:
            headers["Authorization"] = f"Bearer {key}"
        return self.url_open(f"/json/2/{model}/{method}", headers=headers, json=arguments)

    def _key(self, role):
        keys = self.env["res.users.apikeys"].with_user(self.user[role])
        return keys.sudo()._generate("rpc", "plan", fields.Datetime.now() + timedelta(days=1))

    def _plan(self, role, employee=None, date_from=str(MONDAY), date_to=str(SATURDAY)):
        employee = employee or self.staff
        return self._call("flexible_work_plan", self._key(role), ids=employee.ids, date_from=date_from, date_to=date_to)

    def test_the_own_plan_is_answered(self):
        answer = self._plan("employee")
        self.assertEqual(answer.status_code, 200)
        days = answer.json()[str(self.staff.id)]
        self.assertEqual(
            [(day["date"], day["mode"]) for day in days[:4]],
            [("2026-01-12", "wfo"), ("2026-01-13", "wfh"), ("2026-01-14", "wfo"), ("2026-01-15", "wfh")],
        )
        self.assertEqual((days[0]["hour_from"], days[0]["hour_to"]), (7.5, 16.0))
        self.assertIn("800/84/2025", days[0]["explanation"])

    def test_several_employees_are_answered_at_once(self):
        answer = self._plan("bkpsdm", employee=self.staff | self.nurse)
        self.assertEqual(set(answer.json()), {str(self.staff.id), str(self.nurse.id)})

    @mute_logger("odoo.http")
    def test_the_plan_of_somebody_else_is_refused(self):
        for role in ("employee", "other_head", "elsewhere"):
            with self.subTest(role=role):
                answer = self._plan(role, employee=self.head)
                self.assertEqual(answer.status_code, 403)
                self.assertEqual(answer.json()["name"], "odoo.exceptions.AccessError")
                self.assertIn("your own plan", answer.json()["message"])

    @mute_logger("odoo.http")
    def test_bad_dates_get_an_answer_that_says_what_is_right(self):
        for date_from, date_to in (
            ("12-01-2026", "2026-01-13"),
            ("2026-13-01", "2026-13-02"),
            ("2026-01-13", "2026-01-12"),
            (None, None),
            (20260112, 20260113),
            ("2026-01-01", "2028-01-01"),
        ):
            with self.subTest(date_from=date_from, date_to=date_to):
                answer = self._plan("employee", date_from=date_from, date_to=date_to)
                self.assertEqual(answer.status_code, 422)
                self.assertIn("YYYY-MM-DD", answer.json()["message"])

    @mute_logger("odoo.http")
    def test_without_a_key_nothing_is_answered(self):
        arguments = {"ids": self.staff.ids, "date_from": str(MONDAY), "date_to": str(MONDAY)}
        self.assertEqual(self._call("flexible_work_plan", **arguments).status_code, 401)
        self.assertEqual(self._call("flexible_work_plan", "wrong", **arguments).status_code, 401)

    @mute_logger("odoo.http")
    def test_what_is_not_public_cannot_be_called(self):
        arguments = {"ids": self.staff.ids, "date_from": str(MONDAY), "date_to": str(MONDAY)}
        key = self._key("bkpsdm")
        for method in ("_flexible_work_decisions", "_flexible_work_calendar", "_flexible_work_modes_today"):
            with self.subTest(method=method):
                self.assertIn(self._call(method, key, **arguments).status_code, (403, 404))

    def test_why_is_answered(self):
        answer = self._call("flexible_work_why", self._key("employee"), ids=self.staff.ids, date=str(THURSDAY))
        self.assertEqual(answer.json()["label"], "Home (WFH)")
        self.assertEqual([step["level"] for step in answer.json()["chain"] if step["applied"]], ["rule"])

    def test_a_circular_is_simulated_for_bkpsdm(self):
        answer = self._call(
            "simulate",
            self._key("bkpsdm"),
            model="flexible.work.circular",
            ids=self.circular.ids,
            date_from=str(MONDAY),
            date_to=str(SATURDAY),
        )
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(len(answer.json()["dates"]), 6)
        self.assertIn("units", answer.json())
