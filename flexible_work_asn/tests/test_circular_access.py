from datetime import date, datetime

import psycopg2
from freezegun import freeze_time

from odoo.tools import mute_logger

from .common import THURSDAY, FlexibleWorkCase

#: Wednesday, 14 January 2026, 10:00 in Ternate
NOW = datetime(2026, 1, 14, 1, 0)
NEXT_MONDAY = date(2026, 1, 19)
#: what the forms of unit and circular show beside their plain fields
UNIT_FIELDS = [
    "flexible_today",
    "flexible_today_reason",
    "flexible_statement_ids",
    "flexible_statement_count",
    "flexible_onsite_people",
    "flexible_free_people",
]
CIRCULAR_FIELDS = ["summary", "summary_html", "validity", "child_count", "newer_count", "superseded_by_id"]


class TestCircularAccess(FlexibleWorkCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(NOW))
        cls.circular = cls._create_circular()
        cls._create_one_user_of_each_role()

    def test_only_bkpsdm_takes_the_steps_of_a_circular(self):
        draft = self._create_circular(enact=False)
        coming = self._create_circular(date_from=NEXT_MONDAY)
        steps = {
            "enact": lambda env: draft.with_env(env).action_enact(),
            "back to draft": lambda env: coming.with_env(env).action_back_to_draft(),
            "new version": lambda env: self.circular.with_env(env).action_new_version(),
            "all checked": lambda env: draft.with_env(env).action_all_checked(),
            "revoke": lambda env: (
                env["flexible.work.circular.revoke"]
                .create({"circular_id": self.circular.id, "revoked_from": THURSDAY, "reason": "Dicabut"})
                .action_revoke()
            ),
        }
        for name, step in steps.items():
            with self.subTest(step=name):
                self.assertEqual(self._who(step), ["bkpsdm"])

    def test_a_template_is_used_by_bkpsdm_of_any_government_for_its_own(self):
        template = self.env.ref("flexible_work_asn.template_bolsel")
        companies = {}

        def use(env):
            draft = env["flexible.work.circular"].browse(template.with_env(env).action_use_template()["res_id"])
            companies[env.uid] = draft.company_id

        self.assertEqual(self._who(use), ["bkpsdm", "elsewhere"])
        self.assertEqual(companies[self.user["elsewhere"].id], self.user["elsewhere"].company_id)

    def test_another_government_sees_neither_circular_nor_version(self):
        elsewhere = self.user["elsewhere"]
        found = (
            self.env["flexible.work.circular"]
            .with_user(elsewhere)
            .with_context(allowed_company_ids=elsewhere.company_ids.ids)
            .search([("company_id", "=", self.company.id)])
        )
        self.assertFalse(found)

    def test_everybody_of_the_government_can_open_the_forms(self):
        def read(env):
            self.circular.with_env(env).read(CIRCULAR_FIELDS)
            self.dinkes.with_env(env).read(UNIT_FIELDS)

        self.assertEqual(self._who(read), [role for role in self.user if role != "elsewhere"])

    def test_areas_are_kept_by_bkpsdm(self):
        def create(env):
            env["flexible.work.area"].create({"name": "Pulau Hiri", "company_id": self.company.id})

        self.assertEqual(self._who(create), ["bkpsdm"])

    @mute_logger("odoo.sql_db")
    def test_a_central_rule_that_is_carried_out_is_not_deleted(self):
        central = self._create_circular(enact=False, issuer="central")
        self._create_circular(parent_id=central.id)
        with self.assertRaises(psycopg2.IntegrityError), self.env.cr.savepoint():
            central.unlink()
        self.assertTrue(central.exists())

    def test_an_employee_reads_the_circular_in_words(self):
        circular = self.circular.with_user(self.staff.user_id)
        self.assertIn("Thu: home or elsewhere", circular.summary)
        self.assertIn("Always in the office", circular.summary_html)
