"""People assigned to another OPD: counted where they work, and named on the reports of both."""

import io

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import DAY, SEVEN, ReportCase, upgrade


@tagged("-at_install", "post_install")
class TestReportAssigned(ReportCase):
    """Two people of the Dinas Pendidikan work for the Dinas Kesehatan, and one of its own bidang for another bidang."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("id_ID")
        cls.field, cls.other_field = cls.env["hr.department"].create(
            [
                {"name": name, "parent_id": cls.health.id, "company_id": cls.company.id}
                for name in ("Bidang Pelayanan", "Bidang Pencegahan")
            ]
        )
        cls.add_days(cls.health, 3)
        cls.add_days(cls.school, 4)
        posts = {"home_opd_id": cls.school.id, "home_department_id": cls.school.id}
        cls.assign(cls.field, **posts)
        cls.assign(cls.field, status="sick", mode=None, **posts)
        cls.assign(cls.field, home_opd_id=cls.health.id, home_department_id=cls.other_field.id)

    @classmethod
    def assign(cls, unit, **values):
        before = cls.days()
        cls.add_rows([{"opd_id": unit.opd_id.id, "department_id": unit.id, **values}])
        return cls.days() - before

    @classmethod
    def days(cls):
        return cls.env["flexible.work.day"].search([("company_id", "=", cls.company.id)])

    @classmethod
    def add_rows(cls, rows, company=None, day=DAY):
        posts = [(row.pop("home_opd_id", None), row.pop("home_department_id", None)) for row in rows]
        before = cls.days()
        super().add_rows(rows, company, day)
        for one, (opd, unit) in zip((cls.days() - before).sorted("id"), posts, strict=True):
            one.write({"home_opd_id": opd, "home_department_id": unit})

    def assigned(self, report, opd):
        return self.line_of(report, opd).sudo().person_ids.filtered(lambda person: person.kind == "assigned")

    def by_opd(self, report):
        return {
            line.department_id: (line.headcount, line.assigned_in, line.assigned_out)
            for line in report.sudo().line_ids
            if line.headcount or line.assigned_out
        }

    # ------------------------------------------------------------ figures
    def test_the_receiving_opd_counts_them_and_that_of_the_post_says_who_is_missing(self):
        report = self.counted_report()
        self.assertEqual(self.by_opd(report), {self.health: (6, 2, 0), self.school: (4, 0, 2)})
        self.assertEqual((report.headcount, report.assigned_in, report.assigned_out), (10, 2, 2))

    def test_totals_are_kept_opd_by_opd(self):
        lines = self.counted_report().sudo().line_ids
        by_post = {
            opd: len(self.days().filtered(lambda day, opd=opd: (day.home_opd_id or day.opd_id) == opd))
            for opd in self.opds
        }
        found = {line.department_id: line._figures().by_post for line in lines}
        self.assertEqual(found, by_post)
        self.assertEqual(sum(found.values()), sum(lines.mapped("headcount")))

    def test_an_opd_whose_people_all_work_elsewhere_stands_on_the_page(self):
        self.assign(self.field, home_opd_id=self.finance.id, home_department_id=self.finance.id)
        report = self.counted_report()
        row = next(row for row in report._page().rows if row.name == self.finance.name)
        self.assertEqual((row.figures.headcount, row.figures.assigned_out, row.missing), (0, 1, False))

    def test_counting_one_opd_anew_counts_who_works_for_others_too(self):
        report = self.counted_report()
        self.assign(self.field, home_opd_id=self.school.id, home_department_id=self.school.id)
        line = self.line_of(report, self.school)
        report.sudo()._count(only=line.sudo())
        self.assertEqual((line.headcount, line.assigned_out), (4, 3))
        self.assertEqual(self.line_of(report, self.health).headcount, 6, "the other keeps its figures")

    def test_a_post_in_no_opd_stands_on_the_line_without_opd(self):
        unit = self.env["hr.department"].create({"name": "Staf Ahli", "company_id": self.company.id})
        self.assign(self.field, home_opd_id=False, home_department_id=unit.id)
        report = self.counted_report()
        self.assertEqual(self.by_opd(report)[self.env["hr.department"]], (0, 0, 1))

    # ------------------------------------------------------------ lists
    def test_both_opd_name_them_with_unit_and_situation(self):
        report = self.counted_report()
        for opd in (self.health, self.school):
            people = self.assigned(report, opd)
            self.assertEqual(people.department_id, self.field)
            self.assertEqual(people.home_department_id, self.school)
            self.assertEqual(sorted(people.mapped("situation")), ["away", "wfo"])

    def test_sickness_is_nowhere_said(self):
        words = str(self.counted_report()._page().lists["assigned"])
        self.assertIn("Not on duty", words)
        self.assertNotIn("sick", words.casefold())

    def test_the_letter_is_named(self):
        day = self.days().filtered(lambda day: day.home_opd_id == self.school)[:1]
        assignment = self.env["flexible.work.assignment"].create(
            {
                "employee_id": day.employee_id.id,
                "department_from_id": self.school.id,
                "department_to_id": self.field.id,
                "date_from": DAY,
                "date_to": DAY,
                "letter_number": "800/17/2026",
            }
        )
        day.assignment_id = assignment
        report = self.counted_report()
        self.assertIn("800/17/2026", self.assigned(report, self.school).mapped("letter_number"))
        self.assertIn("800/17/2026", str(report._page().lists["assigned"].texts))

    def test_absent_and_assigned_are_two_lists(self):
        self.days().filtered(lambda day: day.home_opd_id == self.school).write({"status": "absent"})
        report = self.counted_report()
        people = self.line_of(report, self.health).sudo().person_ids
        self.assertEqual(sorted(people.mapped("kind")), ["absent", "absent", "assigned", "assigned"])
        self.assertEqual(set(self.assigned(report, self.school).mapped("situation")), {"absent"})
        report.action_count()
        self.assertEqual(len(self.line_of(report, self.health).sudo().person_ids), 4)

    def test_nobody_has_to_explain_an_assignment(self):
        report = self.counted_report()
        self.assertEqual(self.line_of(report, self.school).unexplained_count, 0)

    def test_who_came_back_goes_from_both_lists(self):
        report = self.counted_report()
        self.days().filtered("home_opd_id").write(
            {
                "opd_id": self.school.id,
                "department_id": self.school.id,
                "home_opd_id": False,
                "home_department_id": False,
            }
        )
        report.action_count()
        self.assertFalse(report.sudo().person_ids)
        self.assertEqual((report.assigned_in, report.assigned_out), (0, 0))

    def test_who_reads_the_names(self):
        report = self.counted_report()
        people = report.sudo().person_ids
        for user, opd in ((self.head, self.health), (self.operator, self.health)):
            self.assertEqual(people.with_user(user).search([]).line_id.department_id, opd)
        for user in (self.bkpsdm, self.auditor):
            self.assertEqual(people.with_user(user).search([]), people)
        self.assertFalse(people.with_user(self.mayor).search([]))
        with self.assertRaises(AccessError):
            people.with_user(self.plain).search([])
        with self.assertRaises(AccessError):
            people.with_user(self.bkpsdm).write({"letter_number": "1"})

    # ------------------------------------------------------------ paper
    def test_the_page_names_them_once_and_says_how_the_totals_meet(self):
        report = self.counted_report()
        page = report.with_context(lang="en_US")._page()
        self.assertEqual(len(page.lists["assigned"].rows), 2)
        self.assertIn("assigned", [table.key for table in page.annexes])
        notes = "\n".join(page.notes)
        self.assertIn("Dinas Pendidikan", notes)

    def test_a_page_without_them_does_not_speak_of_them(self):
        self.days().filtered("home_opd_id").unlink()
        page = self.counted_report()._page()
        self.assertNotIn("assigned", [table.key for table in page.annexes])

    def test_the_workbook_has_them_on_a_sheet_of_their_own(self):
        report = self.counted_report()
        book = load_workbook(io.BytesIO(report._xlsx()), data_only=True)
        sheet = book.worksheets[1 + list(report._page().lists).index("assigned")]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
        rows = [row for row in rows if isinstance(row[0], int)]
        self.assertEqual([row[1] for row in rows], [self.health.name] * 2)
        self.assertEqual({row[4] for row in rows}, {self.school.name})

    # ------------------------------------------------------------ region today
    def today(self, unit=None, user=None):
        with freeze_time(SEVEN):
            board = self.env["flexible.work.dashboard"].with_user(user or self.bkpsdm).with_company(self.company)
            figures = board.get_today(unit and unit.id)["figures"]
        return figures["headcount"], figures["assigned_in"], figures["assigned_out"]

    def test_region_today_says_it_of_the_region_and_of_each_unit(self):
        self.assertEqual(self.today(), (10, 2, 2))
        self.assertEqual(self.today(self.health), (6, 2, 0))
        self.assertEqual(self.today(self.school), (4, 0, 2))
        self.assertEqual(self.today(self.field), (3, 2, 0))
        self.assertEqual(self.today(self.other_field), (0, 0, 0), "within an OPD nobody counts as assigned")
        self.assertEqual(self.today(user=self.head), (6, 2, 0))

    # ------------------------------------------------------------ upgrade
    def test_reports_of_before_say_it_after_the_upgrade(self):
        report = self.counted_report()
        self.env.flush_all()
        for table in ("flexible_work_report", "flexible_work_report_line"):
            self.env.cr.execute(f"UPDATE {table} SET assigned_in = NULL, assigned_out = NULL")
        upgrade(self.env.cr, "19.0.1.4.0")
        self.env.invalidate_all()
        self.assertEqual(self.by_opd(report), {self.health: (6, 2, 0), self.school: (4, 0, 2)})
        self.assertEqual((report.assigned_in, report.assigned_out), (2, 2))
