from datetime import date

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError

from .common import MONDAY, THURSDAY, FlexibleWorkCase

TEMPLATES = (
    "template_ternate",
    "template_bolsel",
    "template_kutim",
    "template_bolmong_paten",
    "template_bolmong_bridge",
    "central_b_531_2025",
    "central_se_panrb_2_2026",
    "central_se_panrb_3_2026",
    "central_se_mendagri_3349_2026",
)


@freeze_time("2026-01-14 01:00:00")
class TestTemplates(FlexibleWorkCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bkpsdm = cls._create_user("bkpsdm", "flexible_work_asn.group_bkpsdm")

    def template(self, name):
        return self.env.ref(f"flexible_work_asn.{name}")

    def use(self, name):
        template = self.template(name).with_user(self.bkpsdm).with_company(self.company)
        return template.browse(template.action_use_template()["res_id"])

    def test_every_template_becomes_a_draft_that_can_be_enacted_once_it_is_checked(self):
        for name in TEMPLATES:
            with self.subTest(template=name):
                draft = self.use(name)
                self.assertEqual(
                    (draft.state, draft.company_id, draft.issuer, draft.is_template),
                    ("draft", self.company, "region", False),
                )
                draft.write({"number": "1", "date_issued": MONDAY, "signatory_title": "Wali Kota"})
                draft.action_all_checked()
                draft.action_enact()
                self.assertEqual(draft.state, "enacted")

    def test_number_date_and_signatory_of_another_region_are_not_copied(self):
        draft = self.use("template_kutim")
        self.assertEqual((draft.number, draft.date_issued, draft.signatory_title), (False, False, False))
        self.assertEqual(draft.parent_id, self.template("central_b_531_2025"))

    def test_a_copied_central_rule_is_what_the_draft_carries_out(self):
        self.assertEqual(self.use("central_se_panrb_3_2026").parent_id, self.template("central_se_panrb_3_2026"))

    def test_a_weekly_pattern_begins_on_the_next_monday(self):
        self.assertEqual(self.use("template_bolsel").date_from, date(2026, 1, 19))

    def test_what_is_uncertain_stays_marked(self):
        draft = self.use("central_se_mendagri_3349_2026")
        self.assertTrue(draft.rules_to_check)
        draft.write({"number": "1", "date_issued": MONDAY, "signatory_title": "Wali Kota"})
        with self.assertRaisesRegex(UserError, "Still to be checked"):
            draft.action_enact()

    def test_ternate_is_monday_friday_office_tuesday_wednesday_roster_thursday_choice(self):
        week = {}
        for rule in self.template("template_ternate").rule_ids:
            week |= {day: rule[day] for day in ("monday", "tuesday", "wednesday", "thursday", "friday") if rule[day]}
        self.assertEqual(
            week,
            {"monday": "wfo", "tuesday": "roster", "wednesday": "roster", "thursday": "choice", "friday": "wfo"},
        )

    def test_templates_and_central_rules_decide_nobodys_day(self):
        central = self.template("central_se_panrb_3_2026").copy({"company_id": self.company.id, "is_template": False})
        central.write({"number": "3", "date_issued": MONDAY, "date_from": MONDAY})
        central.action_enact()
        self.assertEqual(central.state, "enacted")
        self.assertEqual(self._decide(self.staff, date(2026, 4, 10)).source, "default")

    def test_a_template_is_not_enacted(self):
        with self.assertRaisesRegex(UserError, "template"):
            self.template("template_ternate").action_enact()

    def test_a_regional_circular_is_duplicated_not_used(self):
        with self.assertRaisesRegex(UserError, "Duplicate"):
            self._create_circular().action_use_template()

    def test_the_central_rule_knows_who_carries_it_out(self):
        draft = self.use("template_kutim")
        parent = draft.parent_id.with_user(self.bkpsdm)
        self.assertIn(draft, parent.search(parent.action_open_children()["domain"]))

    def test_employees_do_not_use_templates(self):
        with self.assertRaises(AccessError):
            self.template("central_se_panrb_3_2026").with_user(self.staff.user_id).action_use_template()

    def test_employees_read_central_rules_but_no_templates(self):
        circulars = self.env["flexible.work.circular"].with_user(self.staff.user_id)
        found = circulars.search([("company_id", "=", False)])
        self.assertIn(self.template("central_se_mendagri_3349_2026").id, found.ids)
        self.assertNotIn(self.template("template_ternate").id, found.ids)

    def test_shared_templates_are_mended_by_administrators_alone(self):
        template = self.template("template_ternate")
        with self.assertRaises(AccessError):
            template.with_user(self.bkpsdm).name = "Punya kami"
        with self.assertRaises(AccessError):
            template.rule_ids[0].with_user(self.bkpsdm).note = "Punya kami"
        admin = self._create_user("admin_kota", "flexible_work_asn.group_admin")
        template.with_user(admin).name = "Diperbaiki"
        self.assertEqual(template.name, "Diperbaiki")

    def test_a_central_rule_may_be_corrected_after_it_was_enacted(self):
        central = self.template("central_se_mendagri_3349_2026")
        central.to_check = "Sudah dicocokkan sebagian"
        with self.assertRaises(UserError):
            central.issuer = "region"


class TestProvisions(FlexibleWorkCase):
    def draft(self, *rules, **values):
        return self._create_circular(enact=False, rules=list(rules), **values)

    def test_a_provision_is_summed_up_in_words(self):
        area = self.env["flexible.work.area"].create({"name": "Pulau Moti", "company_id": self.company.id})
        draft = self.draft(
            {
                "monday": "wfo",
                "friday": "wfo",
                "tuesday": "roster",
                "wednesday": "roster",
                "thursday": "choice",
                "department_ids": [Command.set(self.bidang.ids)],
                "area_ids": [Command.set(area.ids)],
                "date_from": THURSDAY,
                "hours_tolerance": 60,
            }
        )
        self.assertEqual(
            draft.summary,
            "Mon, Fri: office; Tue, Wed: by roster; Thu: home or elsewhere; for Bidang Informatika; "
            "for those who live in Pulau Moti; from 15 Jan 2026; begin up to 60 minutes earlier or later",
        )

    def test_the_week_is_shown_by_the_letters_of_the_plan(self):
        rule = self.draft({"monday": "wfo", "tuesday": "wfh", "wednesday": "wfa", "thursday": "other_office"}).rule_ids
        letters = [part.split("<")[0] for part in rule.week.split('">')[1:]]
        self.assertEqual([letter for letter in letters if letter.isupper()], ["K", "R", "L", "KL"])

    def test_names_cannot_smuggle_markup_into_the_summary(self):
        self.bidang.name = "<script>alert(1)</script>"
        draft = self.draft({"monday": "wfo", "department_ids": [Command.set(self.bidang.ids)], "article": "<b>"})
        self.assertNotIn("<script>", draft.summary_html)
        self.assertNotIn("<b>", draft.summary_html)

    def test_a_part_of_the_day_has_a_fixed_place(self):
        for value in ("roster", "choice"):
            with self.subTest(value=value), self.assertRaisesRegex(ValidationError, "part of the day"):
                self.draft({"monday": value, "hour_from": 12.0})
        self.assertTrue(self.draft({"monday": "wfh", "hour_from": 12.0}))

    def test_hours_are_in_order(self):
        for hours in (
            {"hour_from": 14.0, "hour_to": 12.0},
            {"hour_from": 25.0},
            {"hour_to": 26.0},
            {"hour_from": -1.0},
        ):
            with self.subTest(**hours), self.assertRaisesRegex(ValidationError, "hours"):
                self.draft({"monday": "wfh", **hours})

    def test_the_dates_of_a_provision_lie_within_the_circular(self):
        for dates in ({"date_from": date(2026, 1, 11)}, {"date_to": date(2026, 2, 1)}):
            with self.subTest(**dates), self.assertRaisesRegex(ValidationError, "outside"):
                self.draft({"monday": "wfh", **dates}, date_to=date(2026, 1, 31))

    def test_shortening_the_circular_leaves_no_provision_outside(self):
        draft = self.draft({"monday": "wfh", "date_to": date(2026, 1, 31)})
        with self.assertRaisesRegex(ValidationError, "outside"):
            draft.date_to = date(2026, 1, 30)
