from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form

from .common import MONDAY, THURSDAY, TUESDAY, WEDNESDAY, FlexibleWorkCase


@freeze_time("2026-01-11 22:30:00")  # Monday, 07:30 in Ternate
class TestWish(FlexibleWorkCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.circular = cls._create_circular()
        cls._create_one_user_of_each_role()

    def _wish(self, day=TUESDAY, user=None, employee=None, **values):
        wishes = self.env["flexible.work.wish"].with_user(user or self.staff.user_id)
        return wishes.create({"date": day, **({"employee_id": employee.id} if employee else {}), **values})

    def test_an_employee_wishes_for_the_own_coming_days(self):
        wish = self._wish()
        self.assertEqual((wish.employee_id, wish.flexible, wish.outcome), (self.staff, True, "open"))
        wish.flexible = False
        wish.unlink()

    def test_today_and_past_days_are_refused(self):
        with freeze_time("2026-01-12 22:30:00"), self.assertRaisesRegex(ValidationError, "tomorrow"):  # Tuesday
            self._wish(TUESDAY)

    def test_days_that_the_circular_decides_itself_are_refused_with_the_reason(self):
        with self.assertRaisesRegex(ValidationError, "800/84/2025"):
            self._wish(THURSDAY)

    def test_whoever_must_be_in_the_office_has_nothing_to_wish_for(self):
        with self.assertRaisesRegex(ValidationError, "not left to the head"):
            self._wish(TUESDAY, self.head.user_id)

    def test_a_rostered_day_is_refused_and_says_what_to_do_instead(self):
        self._create_roster(self.bidang, [(self.staff, TUESDAY, "wfo")])
        with self.assertRaisesRegex(ValidationError, "swap"):
            self._wish(TUESDAY)

    def test_a_wish_cannot_be_moved_to_a_day_that_is_not_left_to_the_head(self):
        wish = self._wish()
        with self.assertRaises(ValidationError):
            wish.date = THURSDAY

    def test_the_approved_roster_says_whether_the_wish_was_met(self):
        met, missed = self._wish(TUESDAY), self._wish(WEDNESDAY)
        self._create_roster(self.bidang, [(self.staff, TUESDAY, "wfh"), (self.staff, WEDNESDAY, "wfo")])
        (met | missed).invalidate_recordset()
        self.assertEqual((met.outcome, missed.outcome), ("met", "missed"))

    def test_the_form_lists_the_days_that_can_be_wished_for(self):
        self._create_roster(self.bidang, [(self.staff, WEDNESDAY, "wfo")])
        form = Form(self.env["flexible.work.wish"].with_user(self.staff.user_id))
        self.assertIn("13", form.open_days)
        self.assertTrue(form.open_days.startswith("Tue 13 Jan, Tue 20 Jan, Wed 21 Jan"), form.open_days)

    def test_the_calendar_shades_days_that_cannot_be_wished_for(self):
        wishes = self.env["flexible.work.wish"].with_user(self.staff.user_id)
        shaded = wishes.get_unusual_days("2026-01-12 00:00:00", "2026-01-18 23:59:59")
        self.assertEqual([day for day, is_shaded in shaded.items() if not is_shaded], ["2026-01-13", "2026-01-14"])
        self.assertEqual(len(shaded), 7)

    def test_the_own_calendar_opens_at_the_first_day_to_wish_for(self):
        self._create_roster(self.bidang, [(self.staff, TUESDAY, "wfo"), (self.staff, WEDNESDAY, "wfo")])
        wishes = self.env["flexible.work.wish"]
        action = wishes.with_user(self.staff.user_id).action_my_wishes()
        self.assertEqual(action["context"], {"initial_date": "2026-01-20"})
        for user in self.user.values():
            self.assertEqual(wishes.with_user(user).action_my_wishes()["res_model"], "flexible.work.wish")

    def test_nobody_wishes_for_somebody_else(self):
        for name, user in self.user.items():
            if name != "employee":
                with self.assertRaises(AccessError, msg=name), self.env.cr.savepoint():
                    self._wish(TUESDAY, user, self.staff)

    def test_wishes_are_read_by_oneself_the_unit_bkpsdm_and_auditors(self):
        wish = self._wish()
        readers, writers = [], []
        for name, user in self.user.items():
            mine = wish.with_user(user).with_context(allowed_company_ids=user.company_ids.ids)
            if mine.search([("id", "=", wish.id)]):
                readers.append(name)
            if mine.has_access("write"):
                writers.append(name)
        self.assertEqual(readers, ["employee", "head", "operator", "bkpsdm", "auditor"])
        self.assertEqual(writers, ["employee"])

    def test_each_role_asks_for_its_own_shaded_days(self):
        for name, user in self.user.items():
            shaded = self.env["flexible.work.wish"].with_user(user).get_unusual_days("2026-01-13")
            self.assertEqual(shaded, {"2026-01-13": name != "employee"}, name)

    def test_one_wish_a_day(self):
        self._wish()
        with self.assertRaises(Exception) as caught, self.env.cr.savepoint():
            self._wish()
        self.assertIn("employee_date_unique", str(caught.exception))

    def test_many_wishes_at_once_take_few_queries(self):
        user = self.staff.user_id
        days = [day + timedelta(weeks=n) for n in range(1, 5) for day in (TUESDAY, WEDNESDAY)]
        self._wish(MONDAY + timedelta(days=1))
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        self.env["flexible.work.wish"].with_user(user).create([{"date": day} for day in days])
        self.env.flush_all()
        self.assertLess(self.env.cr.sql_log_count - before, 60)
