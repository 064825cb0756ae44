"""The first Thursday of Ternate's circular, in a real browser, from the employee's phone to the mayor's mail."""

import io
import os
from datetime import date, datetime
from pathlib import Path
from unittest.mock import patch

import pypdfium2
from freezegun.api import freeze_time
from openpyxl import load_workbook

from odoo.tests import HttpCase, tagged

from odoo.addons.base.models.ir_actions_report import IrActionsReport
from odoo.addons.flexible_work_asn.tests.common import FlexibleWorkCase
from odoo.addons.flexible_work_asn_reports.tests.letterbox import allow_mail, letterbox

from .accessibility import serious
from .browser import open_browser, open_page, settle

THURSDAY = date(2026, 1, 15)
#: 07:31 in Ternate; in UTC it is still Wednesday
HALF_PAST_SEVEN = datetime(2026, 1, 14, 22, 31)
HOME = (0.7906, 127.3842)
ADDONS = ["flexible_work_asn", "flexible_work_asn_attendance", "flexible_work_asn_reports"]
#: where to keep what the screens looked like, for whoever wants to see them
SCREENSHOTS = os.environ.get("SCREENSHOTS")


@tagged("post_install", "-at_install")
class TestFirstDay(FlexibleWorkCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("id_ID")
        cls.env["ir.module.module"]._load_module_terms(ADDONS, ["id_ID"])
        cls._create_circular()
        cls.staff.write({"home_located": True, "home_latitude": HOME[0], "home_longitude": HOME[1]})
        for number in range(1, 5):
            cls._create_employee(f"Pegawai {number}", cls.bidang)
        cls.bkpsdm = cls._create_user("bkpsdm", "flexible_work_asn.group_bkpsdm")
        cls.mayor = cls._create_user("walikota", "flexible_work_asn.group_executive")
        users = cls.head.user_id | cls.staff.user_id | cls.bkpsdm | cls.mayor
        users.write({"lang": "id_ID", "tz": "Asia/Jayapura", "odoobot_state": "disabled"})
        cls.mayor.partner_id.email = "walikota@ternate.example"
        cls.company.partner_id.write({"lang": "id_ID", "email": "bkpsdm@ternate.example", "city": "Ternate"})
        cls.company.flexible_work_report_recipient_ids = cls.mayor.partner_id
        cls.head.write(
            {
                "job_title": "Kepala BKPSDM",
                "nip": "197601282000021009",
                "grade_id": cls.env.ref("flexible_work_asn.grade_4c").id,
            }
        )
        cls.company.flexible_work_report_signatory_id = cls.head

    def setUp(self):
        super().setUp()
        allow_mail(self)
        # in tests Odoo answers with HTML in place of a PDF, unless it is asked for the real thing
        render = IrActionsReport._render_qweb_pdf
        self.startPatcher(
            patch.object(
                IrActionsReport,
                "_render_qweb_pdf",
                lambda report, *args, **kwargs: render(
                    report.with_context(force_report_rendering=True), *args, **kwargs
                ),
            )
        )
        self.box = letterbox(self)

    def test_the_first_day_from_the_phone_to_the_mayors_mail(self):
        with freeze_time(HALF_PAST_SEVEN, tick=True, real_asyncio=True):
            self.env["flexible.work.day"]._process_company(self.company)
            self.apel = self.env["flexible.work.apel"].create(
                {
                    "department_id": self.diskominfo.id,
                    "company_id": self.company.id,
                    "date": THURSDAY,
                    "leader_id": self.head.id,
                }
            )
            self.env.flush_all()
            with self.allow_requests(all_requests=True), open_browser(self.base_url(), self) as browser:
                database = self.env.cr.dbname
                leader = browser.person("kepala", database)
                employee = browser.person("pegawai", database, phone=True, position=HOME)
                self.employee_sees_home_and_why(employee)
                self.employee_checks_in(employee)
                code = self.leader_opens_the_apel(leader)
                self.employee_joins_the_apel(employee, code)
                self.head_verifies(leader)
                officer = browser.person("bkpsdm", database)
                self.bkpsdm_opens_and_counts_the_report(officer)
                self.head_submits(leader)
                self.bkpsdm_verifies_and_sends(officer)
                self.mayor_reads(browser.person("walikota", database, phone=True))
                for page in (leader, employee, officer):
                    self.assertEqual(page.problems, [])
        self.the_records_say_what_happened()
        self.the_mail_holds_both_files()

    # ------------------------------------------------------------ the people, one step each
    def employee_sees_home_and_why(self, page):
        open_page(page, "/odoo/hari-ini")
        page.locator(".o_fw_where").wait_for()
        text = page.locator(".o_fw_where").inner_text()
        self.assertIn("WFH", text)
        self.assertIn("SE Nomor 800/84/2025 angka 2", text)
        page.locator(".o_fw_why").click()
        page.locator(".o_fw_chain").wait_for()
        self.assertIn("Hari kerja.", page.locator(".o_fw_chain").inner_text())
        self.photograph(page, "employee-why")
        page.locator(".o_fw_why").click()

    def employee_checks_in(self, page):
        self.photograph(page, "employee-before")
        page.locator('.o_fw_next_button[data-action="check_in"]').click()
        page.locator('.o_fw_status[data-status="present"]').wait_for()
        settle(page)
        self.assertIn("07.3", page.locator(".o_fw_status").inner_text().replace(":", "."))
        self.photograph(page, "employee-checked-in")

    def leader_opens_the_apel(self, page):
        open_page(page, f"/odoo/flexible.work.apel/{self.apel.id}")
        page.locator("button[name=action_open]").first.click()
        code = page.locator(".o_fw_code")
        code.wait_for()
        self.photograph(page, "leader-board")
        digits = "".join(filter(str.isdigit, code.first.inner_text()))
        self.assertEqual(len(digits), 6)
        return digits

    def employee_joins_the_apel(self, page, code):
        open_page(page, "/odoo/hari-ini")
        page.locator('.o_fw_next_button[data-action="join_apel"]').click()
        page.locator(".o_fw_code_input").fill("000000" if code != "000000" else "111111")
        page.locator(".o_fw_send").click()
        page.locator(".o_fw_problem").wait_for()
        self.photograph(page, "employee-wrong-code")
        page.locator(".o_fw_code_input").fill(code)
        page.locator(".o_fw_send").click()
        page.locator('.o_fw_next_button[data-action="check_out"], .o_fw_done').first.wait_for()
        self.photograph(page, "employee-joined")

    def head_verifies(self, page):
        open_page(page, "/odoo/action-flexible_work_asn_attendance.flexible_work_day_action_morning")
        row = page.locator(".o_data_row", has_text="Pegawai").filter(has=page.locator("button[name=action_verify]"))
        row.first.wait_for()
        self.photograph(page, "head-morning")
        row.first.locator("button[name=action_verify]").click()
        page.locator(".o_data_row [name=verification] .text-bg-success").first.wait_for()
        self.photograph(page, "head-verified")

    def bkpsdm_opens_and_counts_the_report(self, page):
        open_page(page, "/odoo/action-flexible_work_asn_reports.flexible_work_report_action")
        page.locator("button[name=action_open_today]").first.click()
        page.locator("button[name=action_count]").first.click()
        page.locator(".o_field_widget[name=percent]").first.wait_for()
        self.photograph(page, "bkpsdm-counted")

    def head_submits(self, page):
        open_page(page, "/odoo/action-flexible_work_asn_reports.flexible_work_report_line_action")
        submit = page.locator(".o_data_row button[name=action_submit]")
        self.photograph(page, "head-to-submit")
        submit.first.click()
        submit.first.wait_for(state="detached")
        self.photograph(page, "head-submitted")

    def bkpsdm_verifies_and_sends(self, page):
        page.reload()
        page.locator("button[name=action_verify]:visible").first.click()
        # Dinas Kesehatan has not submitted: BKPSDM says why the report goes out without it
        page.locator(".modal [name=reason] textarea").fill("Batas waktu pukul 09.00 WIT telah lewat")
        self.photograph(page, "bkpsdm-reason")
        page.locator(".modal footer .btn-primary").click()
        page.locator("button[name=action_send]:visible").click()
        page.locator(".modal footer .btn-primary").click()
        page.locator(".o_fw_on_its_way:visible").wait_for(timeout=90_000)
        # mails leave when a transaction is committed, which those of tests are not: the schedule takes them along
        self.env.ref("flexible_work_asn_reports.ir_cron_send_reports").method_direct_trigger()
        page.reload()
        page.locator(".o_arrow_button_current[data-value=sent]").wait_for(timeout=90_000)
        settle(page)
        self.photograph(page, "bkpsdm-sent")

    def mayor_reads(self, page):
        open_page(page, "/odoo/action-flexible_work_asn_reports.flexible_work_report_action")
        card = page.locator(".o_kanban_record:not(.o_kanban_ghost)", has_text="2026")
        card.wait_for()
        self.photograph(page, "mayor-list")
        card.click()
        page.locator(".o_form_view").wait_for()
        settle(page)
        self.photograph(page, "mayor-report")

    # ------------------------------------------------------------ what is left of it
    def the_records_say_what_happened(self):
        self.env.invalidate_all()
        day = self.env["flexible.work.day"].search([("employee_id", "=", self.staff.id), ("date", "=", THURSDAY)])
        self.assertEqual(
            (day.mode, day.status, day.place, day.apel_morning, day.verification),
            ("wfh", "present", "inside", "on_time", "verified"),
        )
        self.assertEqual(day.verified_by_id, self.head.user_id)
        self.assertEqual(day.check_in.date(), date(2026, 1, 14), "stored in UTC, where it is still Wednesday")
        report = self.env["flexible.work.report"].search([("company_id", "=", self.company.id)])
        self.assertEqual((report.state, report.date), ("sent", THURSDAY))
        self.assertEqual((report.headcount, report.obliged, report.wfh, report.absent), (7, 7, 1, 6))

    def the_mail_holds_both_files(self):
        ((recipients, message),) = self.box.messages
        self.assertEqual(recipients, ["walikota@ternate.example"])
        files = {part.get_filename().rsplit(".", 1)[1]: part.get_content() for part in message.iter_attachments()}
        self.assertEqual(sorted(files), ["pdf", "xlsx"])
        sheet = load_workbook(io.BytesIO(files["xlsx"]), data_only=True).active
        self.assertIn("Diskominfo", [cell.value for row in sheet.iter_rows() for cell in row])
        document = pypdfium2.PdfDocument(files["pdf"])
        text = "".join(page.get_textpage().get_text_range() for page in document)
        self.assertIn("PEMERINTAH KOTA TERNATE", text)
        self.assertIn("Kamis, 15 Januari 2026", text)
        for unit in ("Diskominfo", "Dinas Kesehatan"):
            self.assertIn(unit, text)
        self.assertIn("NIP 19760128 200002 1 009", text)
        self.assertIn("Halaman 1 dari", text)
        if SCREENSHOTS:
            for number, page in enumerate(document, 1):
                page.render(scale=2).to_pil().save(Path(SCREENSHOTS) / f"report-{number}.png")

    def photograph(self, page, name):
        settle(page)
        self.assertEqual(serious(page), [], name)
        if SCREENSHOTS:
            page.screenshot(path=Path(SCREENSHOTS) / f"{name}.png")
