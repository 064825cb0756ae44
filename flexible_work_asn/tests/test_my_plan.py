from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from .common import HOLIDAY, MONDAY, THURSDAY, TUESDAY, FlexibleWorkCase


class TestMyPlan(FlexibleWorkCase):
    """What the month calendar shows, and to whom."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_circular()
        cls._create_roster(cls.bidang, [(cls.staff, TUESDAY, "wfh")])
        cls._create_holiday(HOLIDAY)
        cls._create_one_user_of_each_role()

    def _month(self, month="2026-01", employee=None, user="employee"):
        user = self.user[user]
        env = self.env(user=user, context={"allowed_company_ids": user.company_ids.ids})
        return env["hr.employee"].get_flexible_work_month(month, employee and employee.id)

    def _day(self, day, **kwargs):
        return next(one for one in self._month(**kwargs)["days"] if one["date"] == str(day))

    def test_a_month_is_shown_in_whole_weeks(self):
        shown = self._month()
        self.assertEqual((shown["days"][0]["date"], shown["days"][-1]["date"]), ("2025-12-29", "2026-02-01"))
        self.assertEqual(len(shown["days"]), 35)
        self.assertEqual((shown["month"], shown["zone"]), ("2026-01", "WIT"))

    def test_letters_and_words_stand_on_each_day(self):
        self.assertEqual([self._day(day)["letter"] for day in (MONDAY, TUESDAY, THURSDAY)], ["K", "R", "R"])
        self.assertEqual(self._day(TUESDAY)["hours"], "07:30–16:00 WIT")

    def test_a_holiday_carries_its_name(self):
        self.assertEqual((self._day(HOLIDAY)["holiday"], self._day(HOLIDAY)["letter"]), ("Isra Mikraj", "-"))
        self.assertFalse(self._day(MONDAY)["holiday"])

    def test_time_off_is_shown_by_its_letter(self):
        self._create_leave(self.staff, THURSDAY, THURSDAY, "sick")
        self.assertEqual(self._day(THURSDAY)["letter"], "S")

    def test_without_a_month_it_is_that_of_today(self):
        shown = self._month(month=False)
        today = str(self.company._flexible_work_today())
        self.assertEqual((shown["today"], shown["month"]), (today, today[:7]))

    def test_what_is_no_month_is_refused(self):
        for wrong in ("2026-13", "January", "2026-1", 7):
            with self.subTest(month=wrong), self.assertRaises(UserError):
                self._month(month=wrong)

    def test_a_user_without_an_employee_is_shown_none(self):
        shown = self._month(user="operator")
        self.assertEqual((shown["employee"], shown["days"]), (None, []))

    def test_the_number_of_queries_does_not_grow_with_the_days(self):
        self._month()
        before = self.env.cr.sql_log_count
        self._month()
        self.assertLessEqual(self.env.cr.sql_log_count - before, 40)

    def test_the_calendar_of_a_person_is_for_the_own_opd_bkpsdm_and_auditors(self):
        def sees(role):
            try:
                return self._month(employee=self.staff, user=role)["employee"]["name"] == "Pegawai"
            except AccessError:
                return False

        self.assertEqual(
            [role for role in self.user if sees(role)], ["employee", "head", "operator", "bkpsdm", "auditor"]
        )

    def test_the_button_stands_where_the_plan_may_be_seen(self):
        def shown(role, model):
            user = self.user[role]
            env = self.env(user=user, context={"allowed_company_ids": user.company_ids.ids})
            return env[model].browse(self.staff.id).can_see_flexible_plan

        colleague = [
            role for role in ("employee", "head", "other_head", "operator") if shown(role, "hr.employee.public")
        ]
        self.assertEqual(colleague, ["employee", "head", "operator"])
        self.assertTrue(shown("bkpsdm", "hr.employee"))

    def test_the_button_opens_the_calendar_of_that_person(self):
        action = self.env["hr.employee.public"].browse(self.staff.id).action_flexible_work_plan()
        self.assertEqual((action["tag"], action["context"]["active_id"]), ("flexible_work_my_plan", self.staff.id))
        self.assertIn("Pegawai", action["name"])


@tagged("post_install", "-at_install")
class TestMyPlanTour(FlexibleWorkCase, HttpCase):
    """The page in a real browser, as wide as a telephone."""

    browser_size = "390x844"
    touch_enabled = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_circular()
        cls._create_roster(cls.bidang, [(cls.staff, TUESDAY, "wfh")])
        cls._create_holiday(HOLIDAY)
        if "odoobot_state" in cls.env["res.users"]._fields:
            cls.staff.user_id.odoobot_state = "disabled"

    def test_an_employee_finds_out_why_and_takes_the_plan_along(self):
        # Monday morning in Ternate; in UTC it is still Sunday
        with freeze_time("2026-01-11 22:30:00", tick=True):
            self.start_tour("/odoo/rencana-kerja", "flexible_work_my_plan", login="pegawai")
        tokens = self.env["flexible.work.calendar.token"].search([("employee_id", "=", self.staff.id)])
        self.assertEqual(len(tokens.filtered("revoked_at")), 1)
