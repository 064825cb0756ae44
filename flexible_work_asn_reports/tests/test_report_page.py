"""The page as people get it: PDF and workbook are read back and compared, cell by cell, with the figures."""

import io
import re
from datetime import datetime

from openpyxl import load_workbook

from odoo.tests import tagged

from odoo.addons.flexible_work_asn.tests.pdf import pdf_pages
from odoo.addons.flexible_work_asn_reports.figures import COLUMNS

from .common import DAY, ReportCase

BODY = len(COLUMNS)


@tagged("-at_install", "post_install")
class TestReportPage(ReportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("id_ID")
        cls.env["ir.module.module"]._load_module_terms(["flexible_work_asn_reports"], ["id_ID"])
        cls.company.write(
            {
                "street": "Jl. Pahlawan Revolusi No. 1",
                "phone": "(0921) 3121000",
                "flexible_work_report_signatory_title": "Kepala BKPSDM",
            }
        )
        cls.company.flexible_work_report_signatory_id = cls.env["hr.employee"].create(
            {
                "name": "Dr. Hj. Siti Aminah, S.E., M.Si.",
                "company_id": cls.company.id,
                "nip": "197208171998032005",
                "grade_id": cls.env["flexible.work.grade"].search([("code", "=", "IV/c")], limit=1).id,
            }
        )

    def region(self, opds=60, people=2000):
        departments = self.opds | self.env["hr.department"].create(
            [
                {
                    "name": f"Dinas Perindustrian, Perdagangan dan Koperasi {number:02}",
                    "is_opd": True,
                    "company_id": self.company.id,
                }
                for number in range(opds - len(self.opds))
            ]
        )
        self.add_rows(self.random_rows([*departments, None], people))
        report = self.Report.with_user(self.bkpsdm).create({"date": DAY, "number": "800.1.11/17/BKPSDM"})
        report.action_count()
        for line in report.line_ids[: opds // 2].filtered("must_submit"):
            line.action_submit(reason="No network")
        report.action_verify(reason="Cut-off hour has passed")
        return report.sudo()

    def pdf_text(self, report):
        pdf = report.with_context(force_report_rendering=True)._pdf()
        self.assertTrue(pdf and pdf.startswith(b"%PDF"))
        pages = pdf_pages(pdf)
        return "\f".join(pages), len(pages)

    def test_pdf_shows_every_figure_of_every_opd(self):
        report = self.region()
        text, pages = self.pdf_text(report)
        page = report._page()
        printed = [" ".join(line.split()) for line in text.splitlines()]
        self.assertEqual(len(page.rows), 61)
        for row in [*page.rows, page.totals]:
            cells = row.texts[2:]
            wanted = " ".join(cell for cell in cells if cell)
            self.assertTrue([line for line in printed if line.endswith(wanted)], f"{row.name}: {wanted}")
        for opd in page.rows:
            self.assertIn(opd.name.split()[0], text)
        self.assertGreater(pages, 1)
        with_rows = [
            sheet for sheet in text.split("\f") if re.search(r"^ *\d+ +(Dinas|Badan|Inspektorat|Tanpa)", sheet, re.M)
        ]
        self.assertGreater(len(with_rows), 1)
        for sheet in with_rows:
            self.assertIn("Perangkat Daerah", sheet, "the head of the table is on every page")
        for number in range(1, pages + 1):
            self.assertIn(f"Halaman {number} dari {pages}", text)

    def test_pdf_has_letterhead_title_hour_and_signature(self):
        report = self.region(4, 40)
        self.env.flush_all()
        report.env.cr.execute(
            "UPDATE flexible_work_report SET as_of = '2026-01-15 00:00:00' WHERE id = %s", [report.id]
        )
        report.env.invalidate_all()
        text, _pages = self.pdf_text(report)
        flat = " ".join(text.split())
        for words in (
            "PEMERINTAH KOTA LOLODA",
            "BADAN KEPEGAWAIAN DAN PENGEMBANGAN SUMBER DAYA MANUSIA",
            "Jl. Pahlawan Revolusi No. 1",
            "LAPORAN HARIAN KEHADIRAN APARATUR SIPIL NEGARA",
            "800.1.11/17/BKPSDM",
            "Kamis, 15 Januari 2026",
            "pukul 09.00 WIT",
            "Kepala BKPSDM,",
            "Dr. Hj. Siti Aminah, S.E., M.Si.",
            "Pembina Utama Muda, IV/c",
            "NIP 19720817 199803 2 005",
            "Cut-off hour has passed",
            "Tanpa OPD",
        ):
            self.assertIn(words, flat)

    def test_workbook_cells_equal_the_figures(self):
        report = self.region()
        page = report._page()
        values = load_workbook(io.BytesIO(report._xlsx()), data_only=True).active
        formulas = load_workbook(io.BytesIO(report._xlsx())).active
        first = (
            next(row[0].row for row in values.iter_rows() if [cell.value for cell in row] == list(range(1, BODY + 1)))
            + 1
        )
        figures = [*page.rows, page.totals]
        for offset, row in enumerate(figures):
            for index, column in enumerate(COLUMNS):
                cell = values.cell(first + offset, index + 1)
                if column.kind == "count":
                    self.assertEqual(cell.value, getattr(row.figures, column.name), f"{row.name} {column.name}")
                    self.assertEqual(cell.data_type, "n")
                elif column.kind == "percent":
                    share = row.figures.present / row.figures.obliged if row.figures.obliged else "—"
                    self.assertEqual(cell.value, share)
                elif column.name == "name":
                    self.assertEqual(cell.value, row.name)
                elif column.name == "reported" and row.reported:
                    self.assertEqual(cell.value, row.reported)
        last = first + len(page.rows)
        self.assertEqual(formulas.cell(last, 3).value, f"=SUM(C{first}:C{last - 1})")
        self.assertEqual(values.cell(last, 3).value, sum(row.figures.pns for row in page.rows))
        self.assertEqual(formulas.freeze_panes, f"C{first}")
        setup = formulas.page_setup
        self.assertEqual((setup.orientation, setup.paperSize), ("landscape", 9))
        self.assertTrue(formulas.sheet_properties.pageSetUpPr.fitToPage)
        self.assertEqual((setup.fitToWidth or 1, setup.fitToHeight), (1, 0))
        self.assertEqual(formulas.print_title_rows, f"${first - 3}:${first - 1}")
        self.assertEqual(values.cell(1, 1).value, "PEMERINTAH KOTA LOLODA")

    def test_page_lists_the_lowest_five_and_the_missing(self):
        self.add_days(self.health, 9)
        self.add_days(self.health, 1, status="absent")
        self.add_days(self.school, 1)
        self.add_days(self.school, 1, status="absent")
        self.add_days(self.finance, 5)
        self.add_days(None, 5, status="absent")
        report = self.counted_report()
        self.line_of(report, self.health, self.head).action_submit()
        page = report._page()
        self.assertEqual(
            page.lowest, [("Dinas Pendidikan", "1 dari 2 (50,00 %)"), ("Dinas Kesehatan", "9 dari 10 (90,00 %)")]
        )
        self.assertEqual(page.missing, ["Dinas Pendidikan", "Badan Keuangan dan Aset Daerah"])
        self.assertEqual([row.name for row in page.rows][-1], "Tanpa OPD")

    def test_structural_officials_are_counted_apart(self):
        self.add_days(self.health, 3, structural=True)
        self.add_days(self.health, 1, structural=True, status="absent")
        self.add_days(self.health, 1, structural=True, status="duty")
        page = self.counted_report()._page()
        self.assertTrue([note for note in page.notes if "3 dari 4 (75,00 %)" in note], page.notes)

    def test_nobody_obliged_shows_a_dash(self):
        self.add_days(self.health, 2, status="off", mode=None)
        report = self.counted_report()
        page = report._page()
        self.assertEqual([row.texts[22] for row in page.rows], ["—"])
        self.assertEqual(page.totals.texts[22], "—")
        sheet = load_workbook(io.BytesIO(report._xlsx()), data_only=True).active
        self.assertIn("—", [cell.value for row in sheet.iter_rows() for cell in row])

    def test_page_of_a_report_without_days_says_so(self):
        report = self.counted_report()
        self.assertFalse(report._page().rows)
        self.assertTrue(load_workbook(io.BytesIO(report._xlsx())).active.max_row > 5)
        self.assertIn("Belum ada hari", str(report.sudo()._html(), "utf-8"))

    def test_names_are_data_never_markup_or_formulas(self):
        self.health.name = "=1+1 <b>Dinas</b> & Rekan"
        self.add_days(self.health)
        report = self.counted_report()
        html = report.sudo()._html().decode()
        self.assertIn("=1+1 &lt;b&gt;Dinas&lt;/b&gt; &amp; Rekan", html)
        sheet = load_workbook(io.BytesIO(report._xlsx())).active
        names = [cell for row in sheet.iter_rows() for cell in row if cell.value == self.health.name]
        self.assertEqual([cell.data_type for cell in names][:1], ["s"])

    def test_html_file_needs_nothing_else(self):
        self.add_days(self.health)
        html = self.counted_report().sudo()._html().decode()
        self.assertFalse(re.findall(r"""(?:src|href)=["'](?!data:)""", html))
        self.assertIn("Dinas Kesehatan", html)

    def test_government_is_named_once(self):
        self.add_days(self.health)
        report = self.counted_report()
        for name, printed in (
            ("Kota Loloda", "PEMERINTAH KOTA LOLODA"),
            ("Pemerintah Kabupaten Bolsel", "PEMERINTAH KABUPATEN BOLSEL"),
        ):
            self.company.name = name
            self.assertEqual(report._page().official.government, printed)

    def test_time_of_submission_is_local(self):
        self.add_days(self.health)
        report = self.counted_report()
        line = self.line_of(report, self.health, self.head)
        line.action_submit()
        line.sudo().submitted_at = datetime(2026, 1, 15, 0, 1)
        (row,) = report._page().rows
        self.assertEqual((row.reported_text, row.late), ("09.01 *", True))
