import io
from datetime import datetime

from openpyxl import load_workbook

from odoo.tests import HttpCase, tagged

from odoo.addons.flexible_work_asn.tests.common import THURSDAY

from .test_log import DONE, LogCase

HEADINGS = 4
SHIPPED = [
    "Date",
    "NIP",
    "Name",
    "Activity",
    "Output",
    "Quantity",
    "Unit of output",
    "From",
    "To",
    "Evidence",
    "State",
    "Decided by",
]


class XlsxCase(LogCase):
    def book(self, user=None, **values):
        logs = self.as_user(self.Log, user or self.head.user_id)
        return load_workbook(io.BytesIO(logs._logs_xlsx(THURSDAY.replace(day=1), THURSDAY.replace(day=31), **values)))

    def rows(self, user=None, **values):
        lines = list(self.book(user, **values).active.iter_rows(min_row=HEADINGS, values_only=True))
        return [dict(zip(lines[0], line)) for line in lines[1:] if any(line)]


class TestLogXlsx(XlsxCase):
    def setUp(self):
        super().setUp()
        self.staff.sudo().nip = "199403102019022001"
        self.log = self.report(
            self.write_log(
                lines=(
                    DONE | {"hour_from": 7.5, "hour_to": 12, "evidence_url": "https://drive.example/renja"},
                    {"name": "Rapat", "output": "Notulen", "sequence": 20},
                )
            )
        )

    def test_the_columns_are_those_shipped(self):
        sheet = self.book().active
        self.assertEqual([cell.value for cell in sheet[HEADINGS]], SHIPPED)

    def test_there_is_a_row_an_activity_with_typed_cells(self):
        with self.local_time(16):
            self.as_head(self.log).action_approve()
        first, second = self.rows()
        self.assertEqual(
            first,
            {
                "Date": datetime(2026, 1, 15),
                "NIP": "199403102019022001",
                "Name": "Pegawai",
                "Activity": "Menyusun renja",
                "Output": "Draf renja bab II",
                "Quantity": 1,
                "Unit of output": "dokumen",
                "From": "07:30",
                "To": "12:00",
                "Evidence": "https://drive.example/renja",
                "State": "Approved",
                "Decided by": self.head.user_id.name,
            },
        )
        self.assertEqual((second["Activity"], second["Quantity"], second["From"]), ("Rapat", None, None))

    def test_what_looks_like_a_formula_stays_text(self):
        evil = ("=HYPERLINK(1)", "+1+1", "-2+3", "@SUM(A1)", "\t=1")
        self.report(self.write_log(lines=[{"name": one, "output": one} for one in evil], day=THURSDAY.replace(day=8)))
        sheet = self.book().active
        cells = [cell for row in sheet.iter_rows(min_row=HEADINGS + 1) for cell in row if cell.value in evil]
        self.assertEqual(len(cells), 2 * len(evil))
        for cell in cells:
            self.assertEqual((cell.data_type, cell.quotePrefix), ("s", True), cell.value)

    def test_a_government_sets_its_own_columns(self):
        self.env["flexible.work.log.column"].create(
            [
                {"content": "nip", "heading": "NIP_BARU", "sequence": 1, "company_id": self.company.id},
                {"content": "activity", "heading": "=Uraian", "sequence": 3, "company_id": self.company.id},
                {"content": "target", "sequence": 2, "company_id": self.company.id},
            ]
        )
        sheet = self.book().active
        self.assertEqual([cell.value for cell in sheet[HEADINGS]], ["NIP_BARU", "Target", "=Uraian"])
        self.assertEqual(sheet.cell(HEADINGS, 3).data_type, "s")

    def test_the_columns_shipped_can_be_changed_from(self):
        columns = self.env["flexible.work.log.column"].with_company(self.company)
        columns.action_ship()
        columns.action_ship()
        self.assertEqual(len(columns.search([("company_id", "=", self.company.id)])), len(SHIPPED))

    def test_each_gets_what_each_may_read(self):
        nurse = self._create_user("perawat")
        self.nurse.user_id = nurse
        self.report(self.write_log(user=nurse))
        self.assertEqual({row["Name"] for row in self.rows()}, {"Pegawai"})
        self.assertEqual({row["Name"] for row in self.rows(nurse)}, {"Perawat"})
        bkpsdm = self._create_user("bkpsdm", "flexible_work_asn.group_bkpsdm")
        self.assertEqual({row["Name"] for row in self.rows(bkpsdm)}, {"Pegawai", "Perawat"})
        self.assertEqual({row["Name"] for row in self.rows(bkpsdm, employee=self.nurse)}, {"Perawat"})
        self.assertEqual({row["Name"] for row in self.rows(bkpsdm, department=self.diskominfo)}, {"Pegawai"})
        self.assertFalse(self.rows(bkpsdm, approved=True))

    def test_files_are_linked_in_the_first_row(self):
        log = self.write_log(lines=(DONE, {"name": "Rapat", "output": "Notulen"}), day=THURSDAY.replace(day=8))
        file = self.as_user(self.env["ir.attachment"], self.staff.user_id).create({"name": "a.txt", "raw": b"a"})
        log.evidence_ids = file
        links = [row["Evidence"] for row in self.rows(approved=False) if row["Date"].day == 8]
        self.assertEqual(len(links), 2)
        self.assertTrue(links[0].endswith(f"/web/content/{file.id}"))
        self.assertIsNone(links[1])

    def test_it_takes_a_fixed_number_of_queries(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.book()
            return self.env.cr.sql_log_count - before

        count()
        few = count()
        for number in range(10):
            colleague = self._create_employee(f"Rekan {number}", self.bidang, user=f"rekan{number}")
            self.report(self.write_log(lines=[DONE] * 4, user=colleague.user_id))
        count()  # the new users have emptied the caches
        self.assertLessEqual(count(), few + 2)


@tagged("post_install", "-at_install")
class TestLogDownload(HttpCase, XlsxCase):
    def test_the_wizard_downloads_the_month(self):
        log = self.write_log()
        self.authenticate("pegawai", "pegawai")
        wizard = self.as_user(self.env["flexible.work.log.export"], self.staff.user_id)
        with self.local_time(8):
            action = wizard.create({}).action_export()
        self.assertIn("date_from=2026-01-01&date_to=2026-01-31", action["url"])
        answer = self.url_open(action["url"])
        self.assertEqual(answer.status_code, 200)
        sheet = load_workbook(io.BytesIO(answer.content)).active
        self.assertEqual(sheet.cell(HEADINGS + 1, 4).value, log.line_ids.name)

    def test_bad_dates_are_not_found(self):
        self.authenticate("pegawai", "pegawai")
        for asked in ("date_from=x&date_to=2026-01-31", "date_from=2026-01-01&date_to=2026-01-31&employee_id=a"):
            self.assertEqual(self.url_open(f"/flexible_work/logs.xlsx?{asked}").status_code, 404)
