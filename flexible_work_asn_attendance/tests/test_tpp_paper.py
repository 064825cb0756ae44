import io
from datetime import date

import openpyxl

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .test_tpp import TppCase


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
