"""The papers of a month as people get them: PDF, workbook and mail, compared with the figures."""

import io
import logging
from contextlib import closing, suppress
from unittest.mock import patch

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.flexible_work_asn.tests.pdf import pdf_pages

from ..models.flexible_work_month_outbox import LOCK
from .letterbox import allow_mail, free_port, letterbox
from .month_case import APRIL, DATES, FIRST, MonthCase


@tagged("-at_install", "post_install")
class TestMonthPaper(MonthCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("id_ID")
        cls.env["ir.module.module"]._load_module_terms(["flexible_work_asn_reports"], ["id_ID"])
        cls.company.email = "bkpsdm@ternate.example"
        cls.company.flexible_work_report_signatory_title = "Kepala BKPSDM"
        cls.company.flexible_work_report_signatory_id = cls.env["hr.employee"].create(
            {"name": "Dr. Hj. Siti Aminah, S.E., M.Si.", "company_id": cls.company.id, "nip": "197208171998032005"}
        )
        cls.governor, cls.wali_kota = cls.env["res.partner"].create(
            [
                {"name": "Gubernur Maluku Utara", "email": "gubernur@malut.example", "lang": "id_ID"},
                {"name": "Wali Kota Ternate", "email": "walikota@ternate.example", "lang": "en_US"},
            ]
        )
        cls.company.flexible_work_month_recipient_ids = cls.governor
        cls.company.flexible_work_report_recipient_ids = cls.wali_kota
        cls.random_month(12)
        cls.env["flexible.work.ledger"].create(
            [
                {
                    "company_id": cls.company.id,
                    "department_id": cls.health.id,
                    "month": month,
                    "kind": "electricity",
                    "quantity": quantity,
                    "amount": amount,
                }
                for month, quantity, amount in (
                    (FIRST, 900, 1_350_000),
                    ("2026-02-01", 1000, 1_500_000),
                    ("2025-03-01", 1100, 1_600_000),
                )
            ]
        )

    def setUp(self):
        super().setUp()
        # what is sent is sent in transactions of its own
        self.enterContext(self.enter_registry_test_mode())
        clock = freeze_time(APRIL)
        clock.start()
        self.addCleanup(clock.stop)
        logging.getLogger("mail.log").setLevel(logging.ERROR)  # aiosmtpd tells every line it hears
        self.month = self.counted_month().with_context(force_report_rendering=True)

    def pdf_text(self, kind):
        pdf = self.month.sudo()._pdf(kind)
        self.assertTrue(pdf and pdf.startswith(b"%PDF"))
        return " ".join("\f".join(pdf_pages(pdf)).split())

    def workbook(self, kind, user=None):
        content = self.month.with_user(user or self.bkpsdm)._workbook(kind)
        return load_workbook(io.BytesIO(content), data_only=True)

    def table_of(self, sheet):
        """The rows of the table of a sheet, with its heading."""
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        head = next(index for index, row in enumerate(rows) if row[0] == "No" or row[0] == "Jenis")
        return rows[head:]

    def test_the_report_names_days_by_mode_opd_and_savings(self):
        self.month.write({"number": "800.1.11/9/BKPSDM", "addressee": "Gubernur Maluku Utara\ndi Sofifi"})
        text = self.pdf_text("report")
        lines = self.month.line_ids
        for words in (
            "PEMERINTAH KOTA LOLODA",
            "800.1.11/9/BKPSDM",
            "Gubernur Maluku Utara",
            "800.1.5/3349/SJ",
            "MARET 2026",
            "Dr. Hj. Siti Aminah, S.E., M.Si.",
            "1.350.000",
            "-150.000",
            *(line.name.split()[0] for line in lines),
            *(str(line.obliged) for line in lines),
        ):
            self.assertIn(words, text)

    def test_a_draft_says_so_and_a_confirmed_one_does_not(self):
        self.assertTrue(self.month.sudo()._paper("report").draft)
        self.month.action_confirm()
        self.assertFalse(self.month.sudo()._paper("report").draft)

    def test_no_person_is_named_in_what_leaves_the_house(self):
        names = self.month.person_ids.mapped("name") + self.month.person_ids.mapped("nip")
        text = self.pdf_text("report") + self.pdf_text("apel")
        for kind in ("report", "apel"):
            text += " ".join(str(cell.value) for sheet in self.workbook(kind) for row in sheet for cell in row)
        self.assertTrue(names)
        self.assertFalse([name for name in names if name in text])

    def test_the_workbook_of_the_report_repeats_every_figure(self):
        book = self.workbook("report")
        rows = self.table_of(book.worksheets[-1])
        lines = {line.name: line for line in self.month.line_ids}
        names = "people obliged wfo wfh wfa other_office present duty leave sick permit study absent late".split()
        for row in rows[1 : len(lines) + 1]:
            line = lines.pop(row[1])
            self.assertEqual(row[2:16], [line[name] for name in names], line.name)
            self.assertAlmostEqual(100 * row[16], line.percent, places=2)
        total = rows[len(self.month.line_ids) + 1]
        self.assertEqual(total[2:16], [self.month[name] for name in names])

    def test_totals_are_formulas(self):
        content = self.month._workbook("report")
        sheet = load_workbook(io.BytesIO(content)).worksheets[-1]
        total = self.table_of(sheet)[len(self.month.line_ids) + 1]
        self.assertTrue(str(total[3]).startswith("=SUM(D"), total)
        self.assertTrue(str(total[16]).startswith("=IF("), total)

    def test_the_recap_of_apel_has_expected_and_present_of_both(self):
        rows = self.table_of(self.workbook("apel").worksheets[-1])
        names = ["people"]
        for prefix in ("apel", "apel_afternoon"):
            names += [f"{prefix}_{name}" for name in ("held", "expected", "present", "late")] + [None]
        lines = {line.name: line for line in self.month.line_ids}
        for row in rows[1 : len(lines) + 1]:
            line = lines.pop(row[1])
            for value, name in zip(row[2:13], names, strict=True):
                if name:
                    self.assertEqual(value, line[name], f"{line.name} {name}")
        self.assertIn("APEL", self.pdf_text("apel"))

    def test_heads_get_a_workbook_of_their_own_people_only(self):
        rows = self.table_of(self.workbook("people", self.head).worksheets[0])
        own = self.month.person_ids.filtered(lambda row: row.department_id == self.health)
        self.assertEqual({row[1] for row in rows[1 : len(own) + 1]}, set(own.mapped("name")))
        text = " ".join(str(cell) for row in rows for cell in row)
        others = (self.month.person_ids - own).filtered(lambda row: row.employee_id not in own.employee_id)
        self.assertFalse([name for name in others.mapped("name") if f"{name} " in text])
        for kind in ("report", "apel"):
            with self.assertRaisesRegex(UserError, "made by BKPSDM"):
                self.workbook(kind, self.head)

    # ------------------------------------------------------------ mail
    def test_the_report_arrives_with_pdf_and_workbook(self):
        allow_mail(self)
        box = letterbox(self)
        self.month.action_confirm()
        result = self.month.action_send()
        self.assertEqual(result["params"]["type"], "success", result)
        ((to, message),) = box.messages
        self.assertEqual(to, ["gubernur@malut.example"])
        files = {part.get_filename(): part.get_content() for part in message.iter_attachments()}
        self.assertEqual(sorted(name.rpartition(".")[2] for name in files), ["pdf", "xlsx"])
        self.assertIn("Maret 2026", message["subject"])
        dispatch = self.month.dispatch_ids
        self.assertEqual((self.month.state, dispatch.state, dispatch.correction), ("sent", "sent", 0))
        self.assertTrue(dispatch.pdf_file and dispatch.xlsx_file)

    def test_what_was_sent_is_kept_beside_its_correction(self):
        allow_mail(self)
        box = letterbox(self)
        self.month.action_confirm()
        self.month.action_send()
        first = self.month.dispatch_ids.xlsx_file
        with self.assertRaisesRegex(UserError, "Reopen it"):
            self.month.write({"obstacles": "?"})
        self.month._reopen("A head corrected days")
        self.env.cr.execute(
            "UPDATE flexible_work_day SET status = 'present', mode = 'wfo' WHERE company_id = %s", [self.company.id]
        )
        self.month.action_confirm()
        self.month.action_send()
        sent, corrected = self.month.dispatch_ids.sorted("correction")
        self.assertEqual((sent.correction, corrected.correction), (0, 1))
        self.assertEqual(sent.xlsx_file, first)
        self.assertNotEqual(corrected.xlsx_file, first)
        self.assertIn("1", box.messages[1][1]["subject"].rpartition("(")[2])
        self.assertRegex(self.month._paper("report").subtitle, r"\D1$")

    def test_the_recap_of_apel_goes_to_the_head_of_the_region_before_the_month_is_confirmed(self):
        allow_mail(self)
        box = letterbox(self)
        self.assertEqual((str(self.month.apel_due), self.month.apel_overdue), ("2026-04-05", False))
        with freeze_time("2026-04-06 03:00:00"):
            self.month.invalidate_recordset()
            self.assertTrue(self.month.apel_overdue)
            self.month.action_send_apel()
            self.assertFalse(self.month.apel_overdue)
        ((to, message),) = box.messages
        self.assertEqual((to, self.month.state), (["walikota@ternate.example"], "draft"))
        self.assertIn("March 2026", message["subject"])

    def test_open_days_keep_the_recap_of_apel_back(self):
        (one,) = self.add_people(1)
        self.add_month([{"employee_id": one, "date": DATES[3], "state": "open"}])
        with self.assertRaisesRegex(UserError, "not closed yet"):
            self.month.action_send_apel()

    @mute_logger("odoo.addons.mail.models.mail_mail", "odoo.addons.base.models.ir_mail_server")
    def test_a_second_attempt_reaches_only_who_is_missing_with_the_same_files(self):
        allow_mail(self)
        box = letterbox(self, refused={"walikota@ternate.example"})
        self.month.recipient_ids |= self.wali_kota
        self.month.action_confirm()
        result = self.month.action_send()
        self.assertEqual((result["params"]["type"], self.month.state, len(box.messages)), ("danger", "confirmed", 1))
        self.assertIn("Wali Kota Ternate", result["params"]["message"])
        first = self.month.dispatch_ids.pdf_file
        box.refused.clear()
        self.month.action_send()
        self.assertEqual((self.month.state, len(box.messages), len(self.month.dispatch_ids)), ("sent", 2, 1))
        self.assertEqual(box.messages[1][0], ["walikota@ternate.example"])
        self.assertEqual(self.month.dispatch_ids.pdf_file, first)

    def cut_off(self):
        """Send, and let the server die when a mail has left and before that is noted; the mail server's letters."""
        allow_mail(self)
        box = letterbox(self)
        self.month.recipient_ids |= self.wali_kota
        self.month.action_confirm()
        dispatches = type(self.env["flexible.work.month.dispatch"])
        # assertRaises would take back what was committed
        with patch.object(dispatches, "_settle", side_effect=SystemExit), suppress(SystemExit):
            self.month.action_send()
        self.env.invalidate_all()
        self.assertEqual(len(box.messages), 1)
        self.assertTrue(self.month.dispatch_ids.pdf_file, "What has left is not kept")
        with self.assertRaisesRegex(UserError, "Nobody knows whether the mail reached"):
            self.month.action_send()
        self.assertEqual((len(box.messages), self.month.state), (1, "confirmed"))
        return box

    def test_a_mail_that_left_before_a_crash_is_not_sent_again(self):
        box = self.cut_off()
        self.month.dispatch_ids.action_confirm_received()
        self.assertEqual(self.month.state, "sent")
        self.assertEqual(sorted(to for (to,), _mail in box.messages), sorted(self.month.recipient_ids.mapped("email")))
        self.assertEqual(self.month.dispatch_ids.reached_ids, self.month.recipient_ids)
        with self.assertRaisesRegex(UserError, "known already"):
            self.month.dispatch_ids.action_confirm_received()

    def test_a_mail_that_was_lost_in_a_crash_is_sent_again_on_request(self):
        box = self.cut_off()
        with self.assertRaises(AccessError):
            self.month.with_user(self.head).dispatch_ids.action_send_again()
        self.month.dispatch_ids.action_send_again()
        self.assertEqual((self.month.state, len(box.messages)), ("sent", 3))
        self.assertFalse(self.month.dispatch_ids.claimed_ids)

    def test_two_do_not_send_at_once(self):
        allow_mail(self)
        self.month.action_confirm()
        with closing(self.registry._db.cursor()) as other:
            other.execute("SELECT pg_advisory_lock(%s, %s)", (LOCK, self.month.id))
            with self.assertRaisesRegex(UserError, "Somebody else"):
                self.month.action_send()
            other.execute("SELECT pg_advisory_unlock(%s, %s)", (LOCK, self.month.id))

    @mute_logger("odoo.addons.mail.models.mail_mail", "odoo.addons.base.models.ir_mail_server")
    def test_reopened_after_it_reached_some_everybody_gets_the_correction(self):
        allow_mail(self)
        box = letterbox(self, refused={"walikota@ternate.example"})
        self.month.recipient_ids |= self.wali_kota
        self.month.action_confirm()
        self.month.action_send()
        self.month._reopen("A head corrected days")
        box.refused.clear()
        self.month.action_confirm()
        self.month.action_send()
        self.assertEqual((self.month.revision, self.month.state), (1, "sent"))
        self.assertEqual(len(box.messages), 3, "the governor twice, the mayor once")
        self.assertEqual(self.month.dispatch_ids.sorted("correction").mapped("correction"), [0, 1])

    @mute_logger("odoo.addons.mail.models.mail_mail", "odoo.addons.base.models.ir_mail_server")
    def test_a_server_that_is_down_leaves_the_month_confirmed(self):
        allow_mail(self)
        self.env["ir.mail_server"].create(
            {"name": "nobody listens", "smtp_host": "127.0.0.1", "smtp_port": free_port(), "smtp_encryption": "none"}
        )
        self.month.action_confirm()
        self.assertEqual(self.month.action_send()["params"]["type"], "danger")
        self.assertEqual((self.month.state, self.month.sent_at), ("confirmed", False))

    @mute_logger("odoo.addons.flexible_work_asn_reports.report.rendering")
    def test_without_pdf_engine_an_html_file_goes_out(self):
        allow_mail(self)
        box = letterbox(self)
        self.month.action_confirm()
        reports = type(self.env["ir.actions.report"])
        with patch.object(reports, "get_wkhtmltopdf_state", lambda _model: "install"):
            self.month.action_send()
        files = {part.get_filename(): part for part in box.messages[0][1].iter_attachments()}
        self.assertEqual(sorted(name.rpartition(".")[2] for name in files), ["html", "xlsx"])

    def test_only_confirmed_reports_are_sent_and_only_to_somebody(self):
        with self.assertRaisesRegex(UserError, "state is Draft"):
            self.month.action_send()
        self.month.action_confirm()
        self.month.recipient_ids = False
        with self.assertRaisesRegex(UserError, "Nobody"):
            self.month.action_send()
        self.governor.email = False
        self.month.recipient_ids = self.governor
        with self.assertRaisesRegex(UserError, "Gubernur Maluku Utara"):
            self.month.action_send()
