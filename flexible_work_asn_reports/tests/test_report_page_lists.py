"""The lists of the daily page, on paper and as sheets of the workbook, against sums over the days themselves."""

import io
from unittest.mock import patch

from openpyxl import load_workbook

from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.flexible_work_asn.tests.pdf import pdf_pages
from odoo.addons.flexible_work_asn_reports.report import table

from .common import DAY, ReportCase

LEAVES = ("ct", "cb", "cs", "cm", "cap", "cber", "cltn", None)


@tagged("-at_install", "post_install")
class TestReportPageLists(ReportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("id_ID")
        cls.env["ir.module.module"]._load_module_terms(["flexible_work_asn_reports"], ["id_ID"])

    def sheet_rows(self, report, key):
        """The rows of the sheet of a list as {heading: value}, and the sheet."""
        lists = report._page().lists
        number = 1 + list(lists).index(key)
        book = load_workbook(io.BytesIO(report._xlsx()), data_only=True)
        sheet = book.worksheets[number]
        top = next(row[0].row for row in sheet.iter_rows(min_row=2) if row[0].value == "No")
        first = int(sheet.freeze_panes[1:])
        names = [column.name for column in lists[key].columns]
        self.assertEqual(first - top, 2 if lists[key].headings[1] else 1)
        rows = [dict(zip(names, [cell.value for cell in row], strict=False)) for row in sheet.iter_rows(min_row=first)]
        return rows, sheet, first

    def sums(self, what):
        """{name of the OPD: (sums…)} straight from the days: what the lists have to say."""
        rows = self.env.execute_query(
            SQL(
                "SELECT COALESCE(o.name->>'en_US', 'Tanpa OPD'), %s FROM flexible_work_day d"
                " LEFT JOIN hr_department o ON o.id = d.opd_id WHERE d.company_id = %s AND d.date = %s GROUP BY 1",
                what,
                self.company.id,
                DAY,
            )
        )
        return {name: values for name, *values in rows}

    def region(self):
        rows = self.random_rows([*self.opds, None], 400, seed=7)
        for number, row in enumerate(rows):
            row["structural"] = number % 3 == 0
            if row["status"] == "leave":
                row["leave_kind"] = LEAVES[number % len(LEAVES)]
        self.add_rows(rows)
        return self.counted_report()

    def test_structural_officials_are_a_list_of_their_own(self):
        report = self.region()
        rows, sheet, first = self.sheet_rows(report, "structural")
        wanted = self.sums(
            SQL(
                "COUNT(*) FILTER (WHERE structural),"
                " COUNT(*) FILTER (WHERE structural AND status IN ('present', 'absent', 'pending')),"
                " COUNT(*) FILTER (WHERE structural AND status = 'present'),"
                " COUNT(*) FILTER (WHERE structural AND status = 'present' AND mode = 'wfo'),"
                " COUNT(*) FILTER (WHERE structural AND status IN ('absent', 'pending'))"
            )
        )
        names = ("headcount", "obliged", "present", "wfo", "absent")
        found = {
            row["name"]: [row[f"structural_{name}"] for name in names] for row in rows if isinstance(row["number"], int)
        }
        self.assertEqual(found, wanted)
        total = rows[len(wanted)]
        self.assertEqual(
            [total[f"structural_{name}"] for name in names],
            [sum(column) for column in zip(*wanted.values(), strict=True)],
        )
        self.assertAlmostEqual(
            total["structural_percent"], total["structural_present"] / total["structural_obliged"], 4
        )
        formulas = load_workbook(io.BytesIO(report._xlsx())).worksheets[sheet.parent.worksheets.index(sheet)]
        last = first + len(wanted)
        self.assertEqual(formulas.cell(last, 3).value, f"=SUM(C{first}:C{last - 1})")
        self.assertEqual(formulas.cell(last, 9).value, f'=IF(D{last}=0,"—",E{last}/D{last})')

    def test_leave_is_listed_by_kind(self):
        rows, _sheet, _first = self.sheet_rows(self.region(), "leave")
        kinds = [SQL("COUNT(*) FILTER (WHERE status = 'leave' AND leave_kind = %s)", kind) for kind in LEAVES if kind]
        kinds.append(SQL("COUNT(*) FILTER (WHERE status = 'leave' AND leave_kind IS NULL)"))
        kinds.append(SQL("COUNT(*) FILTER (WHERE status = 'leave')"))
        names = [f"leave_{kind or 'other'}" for kind in LEAVES] + ["leave"]
        wanted = self.sums(SQL(", ").join(kinds))
        self.assertEqual(
            {row["name"]: [row[name] for name in names] for row in rows if isinstance(row["number"], int)}, wanted
        )
        self.assertTrue(any(sum(values[:-2]) for values in wanted.values()), "the example has kinds of leave")

    def test_people_absent_are_named_with_what_the_opd_knows(self):
        self.add_days(self.health, 2)
        self.add_days(self.health, 1, status="absent")
        self.add_days(self.school, 1, status="pending", structural=True)
        report = self.counted_report()
        people = report.sudo().person_ids.sorted("kind")
        people[0].write({"name": "Fatmawati, S.Kep.", "nip": "198001012005012001", "reason": "Ferry late"})
        rows, _sheet, _first = self.sheet_rows(report, "absent")
        self.assertEqual(
            [
                (row["opd"], row["name"], row["nip"], row["kind"], row["reason"] or "", bool(row["structural"]))
                for row in rows
            ],
            [
                ("Dinas Kesehatan", "Fatmawati, S.Kep.", "19800101 200501 2 001", "TK", "Ferry late", False),
                ("Dinas Pendidikan", "Pegawai", "", rows[1]["kind"], "", True),
            ],
        )
        self.assertNotEqual(rows[1]["kind"], "TK")

    def test_lists_without_anybody_say_so(self):
        self.add_days(self.health, 2)
        report = self.counted_report()
        page, html = report._page(), report.sudo()._html().decode()
        for key in ("absent", "breach", "shortfall"):
            self.assertFalse(page.lists[key].rows)
            self.assertIn(page.lists[key].empty, html)

    def test_breaches_and_shortfalls_are_listed(self):
        self.add_days(self.health, 3)
        report = self.counted_report().sudo()
        line = self.line_of(report, self.health).sudo()
        own = {"report_id": report.id, "line_id": line.id, "department_id": self.health.id}
        self.env["flexible.work.report.person"].sudo().create(
            {**own, "name": "Nurlela", "kind": "breach", "bound_by": "unit", "reason": "Called to the hospital"}
        )
        self.env["flexible.work.report.shortfall"].sudo().create(
            {**own, "name": "Puskesmas Kalumata", "needed": 12, "on_site": 9, "exempt": True}
        )
        lists = report._page().lists
        (breach,) = lists["breach"].rows
        self.assertEqual(
            (breach["opd"], breach["name"], breach["reason"]), ("Dinas Kesehatan", "Nurlela", "Called to the hospital")
        )
        (short,) = lists["shortfall"].rows
        self.assertEqual(
            (short["name"], short["needed"], short["on_site"], short["short"]), ("Puskesmas Kalumata", 12, 9, 3)
        )

    def test_paper_names_so_many_people_and_the_workbook_all(self):
        self.add_days(self.health, 7, status="absent")
        report = self.counted_report().with_context(force_report_rendering=True)
        with patch.object(table, "PRINTED_MAX", 5):
            text = "\n".join(pdf_pages(report.sudo()._pdf()))
            page = report._page()
        printed = [line for line in text.splitlines() if line.split()[1:2] == ["Pegawai"]]
        self.assertEqual(len(printed), 5, printed)
        self.assertIn(page.lists["absent"].more, " ".join(text.split()))
        self.assertIn("2", page.lists["absent"].more)
        self.assertEqual(
            len([row for row in self.sheet_rows(report, "absent")[0] if isinstance(row["number"], int)]), 7
        )

    def test_the_day_is_compared_with_the_days_before(self):
        self.add_days(self.health, 3)
        self.add_days(self.health, 1, status="absent")
        before, week_ago = self.Report.new({"date": DAY, "company_id": self.company.id})._dates_compared()
        self.add_days(self.health, 1, day=before)
        self.add_days(self.health, 1, day=before, status="absent")
        report = self.counted_report()
        page = report._page()
        self.assertEqual([row[1:3] for row in page.summary.rows], [("75,00", ""), ("50,00", "+25,00"), ("—", "—")])
        row = page.lists["comparison"].rows[0]
        self.assertEqual(
            (row["percent"], row["percent_0"], row["change_0"], row["percent_1"]), (75.0, 50.0, 25.0, None)
        )
        rows, _sheet, _first = self.sheet_rows(report, "comparison")
        self.assertEqual(
            [rows[0][name] for name in ("percent", "percent_0", "change_0", "percent_1")], [0.75, 0.5, 25, "—"]
        )

    def test_all_opd_are_ranked_and_the_setting_says_how_many_are_named(self):
        self.add_days(self.health, 9)
        self.add_days(self.health, 1, status="absent")
        self.add_days(self.school, 1)
        self.add_days(self.school, 1, status="absent")
        self.add_days(self.finance, 5)
        report = self.counted_report()
        self.assertEqual(
            [row["name"] for row in report._page().lists["ranking"].rows],
            ["Dinas Pendidikan", "Dinas Kesehatan", "Badan Keuangan dan Aset Daerah"],
        )
        page = report._page()
        self.assertEqual([name for name, _share in page.highest], ["Badan Keuangan dan Aset Daerah"])
        self.company.flexible_work_report_lowest = 1
        page = report._page()
        self.assertEqual(
            ([name for name, _share in page.lowest], [name for name, _share in page.highest]),
            (["Dinas Pendidikan"], ["Badan Keuangan dan Aset Daerah"]),
        )

    def test_what_an_opd_remarks_is_on_the_page(self):
        self.add_days(self.health, 3)
        report = self.counted_report()
        self.line_of(report, self.health).sudo().remark = "Two people at the flood in Rua"
        page = report._page()
        self.assertTrue(
            [note for note in page.notes if note.endswith("Dinas Kesehatan: Two people at the flood in Rua")]
        )
        self.assertEqual(page.lists["submission"].rows[0]["remark"], "Two people at the flood in Rua")

    def test_a_page_that_is_not_verified_says_that_it_is_a_draft(self):
        self.add_days(self.health, 3)
        report = self.counted_report()
        self.assertIn("BKPSDM", report._page().draft)
        self.assertIn(report._page().draft, report.sudo()._html().decode())
        report.action_verify(reason="Cut-off hour has passed")
        self.assertEqual(report._page().draft, "")

    def test_a_revision_says_what_it_changes_and_why(self):
        self.add_days(self.health, 3)
        self.add_days(self.health, 1, status="absent")
        first = self.counted_report()
        first.action_verify(reason="Cut-off hour has passed")
        self.assertNotIn("changes", first._page().lists)
        first.sudo().write({"state": "sent"})
        self.env.cr.execute(
            "UPDATE flexible_work_day SET status = 'duty', mode = NULL WHERE company_id = %s AND status = 'absent'",
            [self.company.id],
        )
        self.env.invalidate_all()
        revision = first.browse(first.action_revise(reason="A letter of duty came late")["res_id"])
        page = revision._page()
        self.assertTrue([words for _label, words in page.facts if "A letter of duty came late" in words], page.facts)
        changed = {(row["name"], row["figure"]): (row["before"], row["after"]) for row in page.lists["changes"].rows}
        duty = revision.with_context(lang="id_ID").fields_get(["duty"])["duty"]["string"]
        self.assertEqual(changed["Dinas Kesehatan", duty], (0, 1))
        self.assertIs(page.annexes[0], page.lists["changes"])
        self.assertIn("A letter of duty came late", revision.sudo()._html().decode())
        rows, _sheet, _first = self.sheet_rows(revision, "changes")
        self.assertIn(("Dinas Kesehatan", duty, 0, 1, 1), [tuple(row.values())[1:] for row in rows])

    def test_every_sheet_prints_on_the_paper_of_the_government(self):
        report = self.region()
        for paper, number in (("a4", 9), ("f4", 14)):
            self.company.flexible_work_report_paper = paper
            book = load_workbook(io.BytesIO(report._xlsx()))
            self.assertEqual(len(book.worksheets), 1 + len(report._page().lists))
            for sheet in book.worksheets:
                setup = sheet.page_setup
                self.assertEqual((setup.orientation, int(setup.paperSize)), ("landscape", number), sheet.title)
                self.assertEqual((setup.fitToWidth or 1, setup.fitToHeight), (1, 0))
                self.assertTrue(sheet.freeze_panes and sheet.print_title_rows and sheet.print_area, sheet.title)
                self.assertIn("&P", sheet.oddFooter.right.text)

    def test_reading_the_page_takes_as_many_queries_for_many_as_for_few(self):
        def queries(people):
            self.add_rows(self.random_rows([*self.opds, None], people))
            report = self.Report.search([("date", "=", DAY)]) or self.counted_report()
            report.sudo()._count()
            self.env.flush_all()
            report._page()  # what is read once per worker
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            report._page()
            return self.cr.sql_log_count - before

        few = queries(60)
        self.assertEqual(queries(1500), few)
