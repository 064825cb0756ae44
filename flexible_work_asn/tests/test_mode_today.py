from freezegun import freeze_time

from odoo.addons.mail.tools.discuss import Store

from .common import THURSDAY, FlexibleWorkCase

#: Thursday 07:30 in Ternate; in UTC it is still Wednesday
MORNING = "2026-01-14 22:30:00"


@freeze_time(MORNING)
class TestModeToday(FlexibleWorkCase):
    """Where colleagues work today: on cards, in the search, in the presence icon."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_circular()
        cls._create_one_user_of_each_role()
        cls.colleague = cls._create_employee("Rekan", cls.bidang, user="rekan")
        cls.stranger = cls._create_employee("Pegawai Dinkes", cls.dinkes, user="orang_dinkes")
        cls.user["colleague"] = cls.colleague.user_id
        cls.user["stranger"] = cls.stranger.user_id

    def _env(self, role):
        user = self.user[role]
        return self.env(user=user, context={"allowed_company_ids": user.company_ids.ids})

    def _mode(self, employee, role="bkpsdm", model="hr.employee"):
        self.env.invalidate_all()
        return self._env(role)[model].browse(employee.id).flexible_mode_today

    def _who_sees_the_mode(self):
        return [role for role in self.user if self._mode(self.staff, role, "hr.employee.public")]

    def test_the_mode_is_that_of_the_local_date(self):
        self.assertEqual(self._mode(self.staff), "wfh", "by UTC it would still be Wednesday, in the office")
        self.assertEqual(self._mode(self.head), "wfo")

    def test_whoever_is_on_leave_is_away_and_nothing_says_why(self):
        self._create_leave(self.staff, THURSDAY, THURSDAY, "sick")
        self.assertEqual(self._mode(self.staff), "off")

    def test_whoever_is_not_employed_has_no_mode(self):
        self.staff.version_id.departure_date = THURSDAY - self._one_day()
        self.assertFalse(self._mode(self.staff))

    def test_people_are_found_by_their_mode(self):
        def found(domain, role="bkpsdm", model="hr.employee"):
            people = self._env(role)[model].search([*domain, ("company_id", "=", self.company.id)])
            return set(people.mapped("name"))

        self.assertEqual(found([("flexible_mode_today", "=", "wfh")]), {"Pegawai", "Rekan"})
        self.assertEqual(
            found([("flexible_mode_today", "in", ("wfo", "wfa"))]),
            {"Kepala Diskominfo", "Kepala Dinkes", "Perawat", "Pegawai Dinkes"},
        )
        self.assertNotIn("Pegawai", found([("flexible_mode_today", "!=", "wfh")]))
        self.assertEqual(found([("flexible_mode_today", "!=", False)]), found([]))

    def test_the_search_finds_nobody_whose_mode_one_may_not_see(self):
        people = self._env("stranger")["hr.employee.public"].search([("flexible_mode_today", "=", "wfh")])
        self.assertFalse(people)
        hidden = self._env("stranger")["hr.employee.public"].search([("flexible_mode_today", "=", False)])
        self.assertIn(self.staff.id, hidden.ids)

    def test_unless_set_otherwise_the_own_opd_sees_the_mode(self):
        self.assertEqual(
            self._who_sees_the_mode(),
            ["employee", "head", "operator", "bkpsdm", "executive", "auditor", "colleague"],
        )

    def test_the_government_may_show_it_to_everybody(self):
        self.company.flexible_mode_visibility = "all"
        self.assertEqual(self._who_sees_the_mode(), [role for role in self.user if role != "elsewhere"])

    def test_the_government_may_keep_it_to_those_who_lead(self):
        self.company.flexible_mode_visibility = "staff"
        self.assertEqual(self._who_sees_the_mode(), ["employee", "head", "operator", "bkpsdm", "executive", "auditor"])

    def test_the_icon_tells_the_place_and_not_to_strangers(self):
        def icon(role):
            self.env.invalidate_all()
            card = self._env(role)["hr.employee.public"].browse(self.staff.id)
            return card.hr_icon_display

        self.assertEqual(icon("colleague"), "presence_wfh")
        self.assertNotEqual(icon("stranger"), "presence_wfh")

    def test_the_icon_of_somebody_on_leave_stays_that_of_time_off(self):
        self._create_leave(self.staff, THURSDAY, THURSDAY, "leave")
        self.env.invalidate_all()
        self.assertEqual(self.staff.with_user(self.user["bkpsdm"]).hr_icon_display, "presence_holiday_absent")

    def test_the_avatar_card_tells_the_mode(self):
        partner = self.staff.user_id.partner_id
        self.staff.work_contact_id = partner
        card = partner.with_env(self._env("colleague"))
        shown = card._get_store_avatar_card_fields(Store.Target(self.user["colleague"]))
        data = Store().add(card, shown).get_result()
        self.assertEqual([one["flexible_mode_today"] for one in data["hr.employee"]], ["wfh"])

    def test_a_page_of_80_needs_as_many_queries_as_one_of_10(self):
        for n in range(80):
            self._create_employee(f"Pegawai {n:02}", self.bidang if n % 2 else self.dinkes)
        specification = {
            name: {} for name in ("name", "flexible_mode_today", "hr_icon_display", "show_hr_icon_display")
        }

        def queries(model, role, limit):
            self.env.invalidate_all()
            people = self._env(role)[model]
            before = self.env.cr.sql_log_count
            page = people.web_search_read([("company_id", "=", self.company.id)], specification, limit=limit)
            self.assertEqual(len(page["records"]), limit)
            return self.env.cr.sql_log_count - before

        for model, role in (("hr.employee", "bkpsdm"), ("hr.employee.public", "colleague")):
            queries(model, role, 80)
            with self.subTest(model=model):
                self.assertEqual(queries(model, role, 10), queries(model, role, 80))
