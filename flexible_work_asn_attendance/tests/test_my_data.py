import io
import json
import zipfile
from datetime import timedelta

from openpyxl import load_workbook

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .common import ELSEWHERE, OFFICE
from .test_access_log import PrivacyCase

#: tables with a link to an employee that are about nobody: who signs, leads, acts or prints
NOT_ABOUT = {
    "flexible_work_apel",
    "flexible_work_circular",
    "flexible_work_team",
    "flexible_work_warning_signatory",
    "res_company",
}


class TestMyData(PrivacyCase):
    def data(self, employee=None):
        return (employee or self.staff).sudo()._flexible_data()[0]

    def table(self, data, model):
        return next(table for table in data["tables"] if table["model"] == model)

    # ------------------------------------------------------------ the page
    def test_the_page_says_why_how_long_and_whom_to_ask(self):
        """UU 27/2022 Pasal 20: purpose and lawful base are told."""
        self.company.flexible_work_data_officer = "BKPSDM, 0921-123456"
        self.company.flexible_work_position_days = 45
        page = self.as_user(self.env["hr.employee"], self.staff.user_id).flexible_work_my_data()
        self.assertIn("Pasal 20(2)", page["notice"])
        self.assertEqual((page["officer"], page["position_days"]), ("BKPSDM, 0921-123456", 45))

    def test_the_notice_of_the_government_takes_the_place_of_the_shipped_one(self):
        self.company.flexible_work_privacy_notice = "<p>Pemberitahuan kami</p>"
        page = self.as_user(self.env["hr.employee"], self.staff.user_id).flexible_work_my_data()
        self.assertEqual(page["notice"], "<p>Pemberitahuan kami</p>")

    def test_the_person_reads_the_own_positions_and_nobody_elses(self):
        page = self.as_user(self.env["hr.employee"], self.staff.user_id).flexible_work_my_data()
        self.assertEqual(page["events"][0]["position"], "0.789300, 127.384200 (± 12 m)")
        self.assertEqual(page["events"][0]["at"], "15/01/2026 08:10 WIT")
        self.assertFalse(self.lines(), "reading about oneself is not noted")
        other = self.as_user(self.env["hr.employee"], self.head.user_id).flexible_work_my_data()
        self.assertFalse(other["events"])

    # ------------------------------------------------------------ everything held
    def test_no_model_with_data_about_a_person_is_forgotten(self):
        """Counted in the database, past the walk over the models: a new table must be exported, or be named above."""
        self.env.cr.execute(
            """
            SELECT DISTINCT link.conrelid::regclass::text, link.confrelid::regclass::text
              FROM pg_constraint link
             WHERE link.contype = 'f' AND link.conrelid::regclass::text LIKE 'flexible_work%'
               AND (link.confrelid = 'hr_employee'::regclass OR link.confdeltype = 'c')
            """
        )
        links = self.env.cr.fetchall()
        exported = {self.env[model]._table for model in self.env["hr.employee"]._flexible_data_models()}
        stored = {model._table for model in self.env.values() if model._auto and not model._abstract}
        wizards = {model._table for model in self.env.values() if model._transient}
        about = {table for table, whole in links if whole == "hr_employee"} & stored - wizards
        parts = {table for table, whole in links if whole in exported} & stored - wizards
        self.assertEqual((about | parts) - exported - NOT_ABOUT, set())
        self.assertIn("hr_attendance", exported)
        self.assertIn("flexible_work_log_line", exported)

    def test_the_check_ins_corrections_and_days_of_the_person_are_there(self):
        correction = self.ask()
        self.by(correction, "head").message_post(body="Sudah saya lihat", message_type="comment")
        data = self.data()
        attendance = self.table(data, "hr.attendance")["rows"][0]
        self.assertAlmostEqual(attendance["in_latitude"], OFFICE[0])
        self.assertEqual(self.table(data, "flexible.work.correction")["rows"][0]["reason"], "Listrik padam")
        self.assertIn("Sudah saya lihat", str(self.table(data, "flexible.work.correction")["messages"]))
        self.assertEqual(len(self.table(data, "flexible.work.day")["rows"]), 1)
        self.assertTrue(any("flexible_in_photo" in name for name in data["files"]))

    def test_nothing_of_others_is_there(self):
        """UU 27/2022: one's own data, and nobody else's."""
        self.ask(self.head, self.head.user_id, reason="Rahasia kepala")
        self.head.write({"home_latitude": ELSEWHERE[0], "home_longitude": 127.9, "home_located": True})
        data = json.dumps(self.data())
        self.assertNotIn("Rahasia kepala", data)
        self.assertNotIn("127.9", data)

    def test_secrets_are_not_there(self):
        self.as_user(self.env["flexible.work.calendar.token"], self.staff.user_id)
        self.assertNotIn("token_hash", self.table(self.data(), "flexible.work.calendar.token")["columns"])

    def test_the_zip_holds_json_a_workbook_and_the_files(self):
        content = self.as_user(self.staff, self.staff.user_id)._flexible_data_zip()
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            data = json.loads(archive.read("data.json"))
            book = load_workbook(io.BytesIO(archive.read("data.xlsx")))
        self.assertEqual(data["person"]["name"][1], "Pegawai")
        self.assertTrue([name for name in names if name.startswith("files/")])
        self.assertIn("Working Day of an Employee"[:31], book.sheetnames)

    def test_a_text_that_begins_like_a_formula_stays_a_text(self):
        self.ask(reason="=1+1")
        content = self.as_user(self.staff, self.staff.user_id)._flexible_data_zip()
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            book = load_workbook(io.BytesIO(archive.read("data.xlsx")))
        cells = [cell for row in book["Correction of a Day"].rows for cell in row if cell.value == "=1+1"]
        self.assertEqual([cell.data_type for cell in cells], ["s"])

    def test_who_may_have_it(self):
        self.assertEqual(self._who(lambda seen: seen._flexible_data_zip(), self.staff), ["employee", "bkpsdm"])
        with self.assertRaises(AccessError):
            self.as_user(self.staff, self.officer)._flexible_data_zip()

    def test_who_has_it_is_noted_unless_it_is_the_person(self):
        self.as_user(self.staff, self.staff.user_id)._flexible_data_zip()
        self.assertFalse(self.lines())
        self.by(self.staff, "bkpsdm")._flexible_data_zip()
        self.assertEqual((self.lines().what, self.lines().user_id), ("export", self.user["bkpsdm"]))

    def test_three_years_take_the_queries_of_one_day(self):
        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.data()
            return self.env.cr.sql_log_count - before

        few = queries()
        self.env["flexible.work.day"].sudo().create(
            [
                {
                    "employee_id": self.staff.id,
                    "date": self.day.date - timedelta(days=n),
                    "company_id": self.company.id,
                    "tz": self.zone,
                }
                for n in range(1, 61)
            ]
        )
        self.assertLessEqual(queries(), few + 5)


@tagged("-at_install", "post_install")
class TestMyDataOverHttp(PrivacyCase, HttpCase):
    def get(self, user, path):
        self.authenticate(user.login, user.login)
        return self.url_open(path)

    def test_the_person_downloads_the_own_data(self):
        response = self.get(self.staff.user_id, "/flexible_work/data")
        self.assertEqual(response.headers["Content-Type"], "application/zip")
        self.assertTrue(zipfile.is_zipfile(io.BytesIO(response.content)))

    def test_others_do_not_learn_whether_there_is_such_an_employee(self):
        for role in ("head", "other_head", "operator", "executive", "auditor", "elsewhere"):
            response = self.get(self.user[role], f"/flexible_work/data/{self.staff.id}")
            self.assertEqual(response.status_code, 404, role)
        self.assertEqual(self.get(self.user["bkpsdm"], f"/flexible_work/data/{self.staff.id}").status_code, 200)
        self.assertEqual(self.lines().mapped("what"), ["export"])

    def test_a_photo_is_shown_to_the_person_alone(self):
        path = f"/flexible_work/my_data/photo/{self.attendance.id}/in"
        self.assertEqual(self.get(self.staff.user_id, path).status_code, 200)
        self.assertEqual(self.get(self.head.user_id, path).status_code, 404)
        self.assertEqual(self.get(self.staff.user_id, path.replace("/in", "/out")).status_code, 404)
