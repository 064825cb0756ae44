import io
from datetime import date

import openpyxl

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.flexible_work_asn.tests.pdf import pdf_pages

from .test_tpp import TppCase

REPORT = "flexible_work_asn_attendance.action_report_tpp_line"


@tagged("post_install", "-at_install")
class TestTppWorkbook(TppCase):
    def workbook(self, sheet):
        return openpyxl.load_workbook(io.BytesIO(self.as_user(sheet, "head").sudo(False)._xlsx()), data_only=True)

    def texts(self, sheet):
        return [[cell.value for cell in row] for row in sheet.iter_rows()]

    def test_the_workbook_has_every_person_the_reasons_and_who_signs(self):
        self.staff.nip = "197601282000021009"
        self.record(self.staff, "AP", late_minutes=0)
        self.record(self.staff, "P", first=date(2026, 1, 20), late_minutes=45)
        self.record(self.head, "P")
        sheet = self.make()
        self.staff.nip = "199001282015021009"
        book = self.workbook(sheet)
        self.assertEqual(book.sheetnames, ["LB.1", "LB.2"])
        rows = self.texts(book["LB.1"])
        self.assertEqual(rows[0][0], "PEMERINTAH KOTA TERNATE")
        headings = next(row for row in rows if row[1] == "Name")
        line = dict(zip(headings, next(row for row in rows if row[1] == "Pegawai"), strict=True))
        self.assertEqual((line["NIP"], line["TK"], line["TL2"]), ("19900128 201502 1 009", 1, 1))
        self.assertEqual(line["Deduction (% of the TPP)"], 2.0)
        self.assertTrue(any("Kepala Diskominfo" in map(str, row) for row in rows[-4:]))
        self.assertTrue(any("Perwali 5/2026" in str(row[0]) for row in rows))
        reasons = [row for row in self.texts(book["LB.2"]) if row[1] == "Pegawai"]
        self.assertEqual([row[4:9] for row in reasons][1], ["Late (TL)", "TL2", 45, 1, 0.4])

    def test_the_route_answers_those_who_see_the_sheet_alone(self):
        self.record(self.staff, "A")
        sheet = self.make()
        with self.assertRaises(AccessError):
            self.as_user(sheet, "other_head").sudo(False)._xlsx()


@tagged("post_install", "-at_install")
class TestTppLetter(TppCase):
    def pdf(self, lines, role):
        reports = self.as_user(self.env["ir.actions.report"], role)
        content, kind = reports.with_context(force_report_rendering=True)._render_qweb_pdf(REPORT, lines.ids)
        self.assertEqual(kind, "pdf")
        return content

    def test_lb2_of_a_person_says_what_is_cut_by_which_table_and_who_signs(self):
        self.staff.nip = "199001282015021009"
        self.record(self.staff, "AP")
        self.record(self.staff, "P", first=date(2026, 1, 20), late_minutes=45)
        self.make()
        (page,) = pdf_pages(self.pdf(self.line(), "employee"))
        for text in (
            "PEMERINTAH KOTA TERNATE",
            "19900128 201502 1 009",
            "January 2026",
            "Absent without explanation",
            "TL2",
            "Perwali 5/2026",
            "Kepala Diskominfo",
            "DRAFT",
        ):
            self.assertIn(text, page)

    def test_a_confirmed_sheet_gives_one_page_for_each_person_without_the_word_draft(self):
        self.record(self.staff, "A")
        self.record(self.head, "P")
        sheet = self.make()
        self.confirm(sheet)
        action = self.as_user(sheet, "head").sudo(False).action_pdf()
        lines = self.env["flexible.work.tpp.line"].browse(action["context"]["active_ids"])
        pages = pdf_pages(self.pdf(lines, "head"))
        self.assertEqual(len(pages), 2)
        self.assertNotIn("DRAFT", "".join(pages))
        self.assertEqual(sum("Nothing was cut" in page for page in pages), 1)

    def test_nobody_prints_what_he_or_she_may_not_read(self):
        self.record(self.staff, "A")
        self.make()
        for role in ("operator", "other_head", "executive"):
            with self.assertRaises(AccessError, msg=role):
                self.pdf(self.line(), role)
