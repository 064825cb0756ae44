"""Who reads and does what with a month: each role, another OPD, another regional government."""

from contextlib import suppress
from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged
from odoo.tools.safe_eval import safe_eval

from .month_case import APRIL, DATES, MonthCase

PEOPLE = "flexible.work.month.person"
LINES = "flexible.work.month.line"


class MonthAccessCase(MonthCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.nurse, cls.teacher = cls.add_people(2)
        own = cls.env["hr.employee"].create({"name": "Amin", "company_id": cls.company.id, "user_id": cls.plain.id})
        cls.own = own.id
        bidang = cls.env["hr.department"].create(
            {"name": "Bidang", "parent_id": cls.health.id, "company_id": cls.company.id}
        )
        cls.sub_head = cls.new_user("head_of_bidang", "group_head")
        bidang.manager_id = cls.env["hr.employee"].create(
            {"name": "Kepala Bidang", "company_id": cls.company.id, "user_id": cls.sub_head.id}
        )
        cls.add_month(
            [
                {"employee_id": one, "date": day, "opd_id": opd.id, "department_id": unit.id}
                for one, opd, unit in (
                    (cls.own, cls.school, cls.school),
                    (cls.nurse, cls.health, bidang),
                    (cls.teacher, cls.school, cls.school),
                )
                for day in DATES[:3]
            ]
        )
        with freeze_time(APRIL):
            cls.month = cls.counted_month()
        cls.roles = {
            "employee": cls.plain,
            "operator": cls.operator,
            "head": cls.head,
            "head of a sub-unit": cls.sub_head,
            "BKPSDM": cls.bkpsdm,
            "executive": cls.mayor,
            "auditor": cls.auditor,
            "elsewhere": cls.new_user("stranger", "group_admin", company=cls.new_company("Kota Galela")),
        }

    def setUp(self):
        super().setUp()
        clock = freeze_time(APRIL)
        clock.start()
        self.addCleanup(clock.stop)

    def seen(self, model, name, domain=()):
        """{role: what it reads of the month}; roles without any access are left out."""
        found = {}
        for role, user in self.roles.items():
            with suppress(AccessError):
                records = self.env[model].with_user(user).search([("company_id", "=", self.company.id), *domain])
                found[role] = sorted(records.mapped(name), key=str)
        return found


@tagged("-at_install", "post_install")
class TestMonthAccess(MonthAccessCase):
    def test_people_are_read_by_their_unit_and_in_a_draft_not_by_themselves(self):
        employees = {role: set(ids) for role, ids in self.seen(PEOPLE, "employee_id.id").items()}
        everybody = {self.own, self.nurse, self.teacher}
        self.assertEqual(
            employees,
            {
                "employee": set(),
                "operator": {self.nurse},
                "head": {self.nurse},
                "head of a sub-unit": {self.nurse},
                "BKPSDM": everybody,
                "executive": set(),
                "auditor": everybody,
                "elsewhere": set(),
            },
        )

    def test_an_employee_reads_the_own_row_once_it_is_confirmed_and_no_other(self):
        self.month.action_confirm()
        rows = self.env[PEOPLE].with_user(self.plain).search([])
        self.assertEqual((rows.employee_id.id, rows.present, rows.wfo), (self.own, 3, 3))
        self.assertIn("2026", rows.display_name)
        with self.assertRaises(AccessError):
            self.month.with_user(self.plain).read(["present"])
        others = self.month.sudo().person_ids.filtered(lambda row: row.employee_id.id == self.teacher)
        with self.assertRaises(AccessError):
            others.with_user(self.plain).read(["present"])

    def test_the_page_of_my_months_opens_for_every_employee(self):
        self.month.action_confirm()
        action = self.env.ref("flexible_work_asn_reports.flexible_work_month_person_action_mine")
        domain = safe_eval(action.domain, {"uid": self.plain.id})
        rows = self.env[PEOPLE].with_user(self.plain).search(domain)
        self.assertEqual(rows.employee_id.id, self.own)
        self.assertTrue(rows.web_read({"display_name": {}, "department_id": {"fields": {"display_name": {}}}}))

    def test_the_executive_reads_opd_and_region_once_confirmed_and_never_people(self):
        self.assertEqual(self.seen(LINES, "name")["executive"], [])
        self.assertEqual(self.seen("flexible.work.month", "id")["executive"], [])
        self.month.action_confirm()
        self.assertEqual(self.seen(LINES, "name")["executive"], ["Dinas Kesehatan", "Dinas Pendidikan"])
        self.assertEqual(self.seen(PEOPLE, "id")["executive"], [])
        self.assertTrue(self.month.with_user(self.mayor)._paper("report").annex)
        people = self.month.with_user(self.mayor)._paper("people").annex[0]
        self.assertFalse(people.rows)

    def test_heads_and_operators_read_the_line_of_their_opd(self):
        names = self.seen(LINES, "name")
        self.assertEqual(names["head"], ["Dinas Kesehatan"])
        self.assertEqual(names["operator"], ["Dinas Kesehatan"])
        self.assertEqual(names["head of a sub-unit"], [])
        self.assertEqual(names["elsewhere"], [])
        self.assertNotIn("employee", names)

    def test_lines_of_others_do_not_leak_through_groups(self):
        groups = self.env[PEOPLE].with_user(self.head)._read_group([], ["department_id"], ["present:sum"])
        self.assertEqual([(opd.id, days) for opd, days in groups], [(self.health.id, 3)])

    def test_warnings_are_for_those_who_decide_about_them(self):
        for user in (self.operator, self.plain, self.mayor):
            with self.assertRaises(AccessError):
                self.month.person_ids.with_user(user).read(["warnings"])
            with self.assertRaises(AccessError):
                self.month.with_user(user).read(["warning_verbal"])
        with self.assertRaises(AccessError):
            self.month.with_user(self.head).read(["obstacles"])
        for user in (self.head, self.bkpsdm, self.auditor):
            self.env[PEOPLE].with_user(user).search([]).read(["warnings"])
        columns = {
            user: [column.name for column in self.month.with_user(user)._paper("people").annex[0].columns]
            for user in (self.operator, self.head)
        }
        self.assertNotIn("warnings", columns[self.operator])
        self.assertIn("warnings", columns[self.head])

    def test_only_bkpsdm_counts_confirms_sends_reopens_and_makes_sheets(self):
        for role, user in self.roles.items():
            if role == "BKPSDM":
                continue
            month = self.month.with_user(user)
            for act in (
                month.action_count,
                month.action_confirm,
                month.action_send,
                month.action_send_apel,
                month.action_reopen,
                month.action_make_tpp_sheets,
                lambda month=month: month._reopen("?"),
                lambda month=month: month.write({"obstacles": "?"}),
                lambda user=user: self.Month.with_user(user).create({"month": date(2026, 2, 1)}),
            ):
                with self.assertRaises(AccessError, msg=role), self.env.cr.savepoint():
                    act()
        self.assertEqual(self.month.state, "draft")

    def test_nobody_writes_figures(self):
        for record in (self.month.person_ids[0], self.month.line_ids[0]):
            for user in self.roles.values():
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    record.with_user(user).write({"absent": 0})
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    record.with_user(user).unlink()

    def test_heads_and_operators_get_no_paper_of_the_region(self):
        for user in (self.head, self.operator, self.plain, self.sub_head):
            for kind in ("report", "apel"):
                with self.assertRaises(UserError):
                    self.month.with_user(user)._paper(kind)

    def test_what_was_sent_is_read_by_those_who_read_the_region(self):
        dispatch = self.env["flexible.work.month.dispatch"].create(
            {"month_id": self.month.id, "kind": "report", "xlsx_file": b"eA==", "xlsx_name": "x.xlsx"}
        )
        for role, user in self.roles.items():
            if role in ("BKPSDM", "executive", "auditor"):
                self.assertTrue(dispatch.with_user(user).xlsx_file, role)
            else:
                with self.assertRaises(AccessError, msg=role):
                    dispatch.with_user(user).read(["xlsx_file"])
        files = self.env["ir.attachment"].search(
            [("res_model", "=", dispatch._name), ("res_id", "=", dispatch.id), ("res_field", "=", "xlsx_file")]
        )
        self.assertTrue(files)
        with self.assertRaises(AccessError):
            files.with_user(self.head).read(["raw"])
        with self.assertRaises(AccessError):
            files.with_user(self.bkpsdm).write({"raw": b"y"})


@tagged("-at_install", "post_install")
class TestMonthRoute(HttpCase, MonthAccessCase):
    def get(self, user, kind="people"):
        user.sudo().password = user.login
        self.authenticate(user.login, user.login)
        return self.url_open(f"/flexible_work/month/{self.month.id}/{kind}/xlsx")

    def test_the_workbook_is_refused_to_who_may_not_have_it(self):
        self.assertEqual(self.get(self.bkpsdm).status_code, 200)
        self.assertTrue(self.url_open(f"/flexible_work/month/{self.month.id}/report/xlsx").content.startswith(b"PK"))
        self.assertEqual(self.url_open(f"/flexible_work/month/{self.month.id}/else/xlsx").status_code, 404)
        self.assertEqual(self.url_open("/flexible_work/month/999999999/report/xlsx").status_code, 404)
        self.assertNotEqual(self.get(self.plain).status_code, 200)
        self.assertNotEqual(self.get(self.head, "report").status_code, 200)
        self.assertEqual(self.get(self.head, "people").status_code, 200)
        self.assertNotEqual(self.get(self.roles["elsewhere"], "people").status_code, 200)
