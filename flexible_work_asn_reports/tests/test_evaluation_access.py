"""Who reads and who writes an evaluation: each role, and another regional government."""

from contextlib import suppress
from datetime import date, datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged

from .evaluation_common import AFTER, BEFORE, EvaluationCase

APRIL = datetime(2026, 4, 2, 1, 0)
MODELS = ("evaluation", "evaluation.measure", "evaluation.unit", "evaluation.finding")


class RoleCase(EvaluationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.write_days(effect=-0.05)
        with freeze_time(APRIL):
            cls.done = cls.counted()
        cls.followup = cls.env["flexible.work.evaluation.followup"].create(
            {
                "finding_id": cls.done.finding_ids[0].id,
                "name": "Pembinaan",
                "user_id": cls.plain.id,
                "date_deadline": date(2026, 4, 30),
            }
        )
        other = cls.new_company("Kota Tidore")
        cls.roles = {
            "employee": cls.plain,
            "operator": cls.operator,
            "head": cls.head,
            "other_head": cls.new_user("head_of_another", "group_head"),
            "bkpsdm": cls.bkpsdm,
            "executive": cls.mayor,
            "auditor": cls.auditor,
            "elsewhere": cls.new_user("elsewhere", "group_admin", other),
        }

    def who(self, act):
        """The roles for which ``act``, given the environment of each, finds something and is not refused."""
        allowed = []
        for role, user in self.roles.items():
            with suppress(AccessError), self.env.cr.savepoint() as savepoint:
                env = self.env(user=user, context={"allowed_company_ids": user.company_ids.ids})
                if act(env):
                    self.env.flush_all()
                    allowed.append(role)
                savepoint.rollback()
            self.env.invalidate_all()
        return allowed


@tagged("post_install", "-at_install")
@freeze_time(APRIL)
class TestEvaluationAccess(RoleCase):
    def test_before_it_is_final_bkpsdm_and_the_auditor_read_it(self):
        for name in MODELS:
            with self.subTest(name=name):
                found = self.who(lambda env, name=name: env[f"flexible.work.{name}"].search([]))
                self.assertEqual(found, ["bkpsdm", "auditor"])

    def test_what_is_final_is_read_by_all_who_answer_for_it(self):
        self.done.action_finish()
        for name in set(MODELS) - {"evaluation.unit"}:
            with self.subTest(name=name):
                found = self.who(lambda env, name=name: env[f"flexible.work.{name}"].search([]))
                self.assertEqual(found, ["operator", "head", "other_head", "bkpsdm", "executive", "auditor"])

    def test_figures_of_single_units_are_read_by_their_own_heads(self):
        self.done.action_finish()
        units = self.done.measure_ids.unit_ids.department_id
        units[0].write({"manager_id": self.health.manager_id.id, "flexible_operator_ids": [(4, self.operator.id)]})
        found = self.who(lambda env: env["flexible.work.evaluation.unit"].search([]))
        self.assertEqual(found, ["operator", "head", "bkpsdm", "executive", "auditor"])
        read = self.env["flexible.work.evaluation.unit"].with_user(self.head).search([]).department_id
        self.assertEqual(read, units[0])

    def test_a_follow_up_is_read_by_its_owner_once_it_is_final(self):
        found = self.who(lambda env: env["flexible.work.evaluation.followup"].search([]))
        self.assertEqual(found, ["bkpsdm", "auditor"])
        self.done.action_finish()
        found = self.who(lambda env: env["flexible.work.evaluation.followup"].search([]).finding_name)
        self.assertEqual(found, ["employee", "operator", "head", "other_head", "bkpsdm", "executive", "auditor"])

    def test_bkpsdm_alone_enters_counts_and_decides(self):
        values = {"date_from": AFTER[0], "date_to": AFTER[1], "before_from": BEFORE[0], "before_to": BEFORE[1]}
        own = self.done.id
        acts = (
            lambda env: env["flexible.work.evaluation"].create(dict(values)),
            lambda env: env["flexible.work.evaluation"].browse(own).write({"conclusion": "x"}),
            lambda env: env["flexible.work.evaluation"].browse(own).action_count(),
            lambda env: env["flexible.work.evaluation"].browse(own).action_finish(),
            lambda env: env["flexible.work.evaluation"].browse(own).unlink(),
            lambda env: env["flexible.work.evaluation.finding"].create(
                {"evaluation_id": own, "area": "service", "name": "x"}
            ),
            lambda env: env["flexible.work.evaluation"].browse(own).finding_ids[0].write({"name": "x"}),
            lambda env: env["flexible.work.evaluation.followup"].browse(self.followup.id).write({"name": "x"}),
        )
        for number, act in enumerate(acts):
            with self.subTest(number=number):
                expected = ["bkpsdm", "elsewhere"] if number == 0 else ["bkpsdm"]
                self.assertEqual(self.who(act), expected)

    def test_only_bkpsdm_reopens(self):
        self.done.action_finish()
        own = self.done.id
        self.assertEqual(
            self.who(lambda env: env["flexible.work.evaluation"].browse(own)._reopen("x")),
            ["bkpsdm"],
        )

    def test_nobody_writes_what_the_count_writes(self):
        measure, unit = self.done.measure_ids[0], self.done.measure_ids.unit_ids[0]
        for record, values in ((measure, {"estimate": 9.0}), (unit, {"after": 9.0})):
            self.assertEqual(self.who(lambda env, record=record, values=values: record.with_env(env).write(values)), [])
            self.assertEqual(self.who(lambda env, record=record: record.with_env(env).unlink()), [])
        self.assertEqual(self.who(lambda env: self.done.with_env(env).write({"facts": {}})), [])

    def test_findings_of_another_regional_government_are_not_reached(self):
        elsewhere = self.roles["elsewhere"]
        with self.assertRaises(AccessError):
            self.env["flexible.work.evaluation.finding"].with_user(elsewhere).create(
                {"evaluation_id": self.done.id, "area": "service", "name": "x"}
            )

    def test_paper_and_workbook_are_for_readers(self):
        own = self.done.id
        for final, expected in (
            (False, ["bkpsdm", "auditor"]),
            (True, ["operator", "head", "other_head", "bkpsdm", "executive", "auditor"]),
        ):
            if final:
                self.done.action_finish()
            found = self.who(lambda env: env["flexible.work.evaluation"].browse(own)._xlsx())
            # the workbook lists all OPD, and a head reads no other one
            self.assertEqual(found, [role for role in expected if role not in ("operator", "head", "other_head")])
            found = self.who(lambda env: env["flexible.work.evaluation"].browse(own).action_print())
            self.assertEqual(found, expected)


@tagged("post_install", "-at_install")
class TestEvaluationRoute(HttpCase, RoleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for name, group in (("mayor", "group_executive"), ("officer", "group_bkpsdm")):
            new_test_user(
                cls.env,
                f"evaluation_{name}",
                f"base.group_user,flexible_work_asn.{group}",
                password=f"evaluation_{name}",
                company_id=cls.company.id,
                company_ids=[(6, 0, cls.company.ids)],
            )

    def test_the_workbook_is_downloaded_by_readers_only(self):
        address = f"/flexible_work/evaluation/{self.done.id}/xlsx"
        self.assertNotEqual(self.url_open(address, allow_redirects=False).status_code, 200)
        self.authenticate("evaluation_mayor", "evaluation_mayor")
        self.assertEqual(self.url_open(address).status_code, 404)
        self.authenticate("evaluation_officer", "evaluation_officer")
        answer = self.url_open(address)
        self.assertEqual(answer.status_code, 200)
        self.assertTrue(answer.content.startswith(b"PK"))
        self.assertEqual(self.url_open("/flexible_work/evaluation/0/xlsx").status_code, 404)
