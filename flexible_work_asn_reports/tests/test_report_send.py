"""Sending, with a mail server that really receives."""

import hashlib
import io
from unittest.mock import patch

from openpyxl import load_workbook

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .letterbox import free_port
from .send_case import SEKDA, WALI_KOTA, SendCase

RENDERING = "odoo.addons.flexible_work_asn_reports.report.rendering"
OUTBOX = "odoo.addons.flexible_work_asn_reports.models.flexible_work_report_outbox"


@tagged("-at_install", "post_install")
class TestReportSend(SendCase):
    def test_both_files_arrive_with_the_key_figures_in_the_text(self):
        box = self.letterbox()
        self.send()
        self.assertEqual(self.report.state, "sent", self.report.send_error)
        self.assertEqual(box.addresses(), [SEKDA, WALI_KOTA])
        message = box.message_to(WALI_KOTA)
        files = {part.get_filename(): part.get_content() for part in message.iter_attachments()}
        self.assertEqual(
            sorted(files), ["laporan-harian-kota-loloda-2026-01-15.pdf", "laporan-harian-kota-loloda-2026-01-15.xlsx"]
        )
        pdf, xlsx = (files[name] for name in sorted(files))
        self.assertTrue(pdf.startswith(b"%PDF"))
        self.assertEqual(load_workbook(io.BytesIO(xlsx), data_only=True).active["A1"].value, "PEMERINTAH KOTA LOLODA")
        text = message.get_body(("html",)).get_content()
        for words in ("75,00 %", "Kamis, 15 Januari 2026", "Tanpa keterangan (TK)", "Wali Kota Ternate"):
            self.assertIn(words, text)
        self.assertIn("75,00 %", message["subject"])

    def test_each_recipient_reads_the_own_language(self):
        box = self.letterbox()
        self.send()
        texts = {to[0]: message.get_body(("html",)).get_content() for to, message in box.messages}
        self.assertIn("Thursday, 15 January 2026", texts[SEKDA])
        self.assertIn("75.00 %", texts[SEKDA])
        self.assertIn("Kamis, 15 Januari 2026", texts[WALI_KOTA])

    def test_the_text_alone_has_the_figures_each_on_a_line(self):
        """Some mail programs, and the preview on a phone, show the text and no table."""
        box = self.letterbox()
        self.send()
        lines = box.message_to(SEKDA).get_body(("plain",)).get_content().splitlines()
        for line in (
            "75.00 %",
            "3 of 4 obliged to attend",
            "K  WFO 3",
            "Absent without notice (TK) 1",
            "OPD that have submitted 0 of 1",
            "Dinas Kesehatan: 75.00 %",
            "Not submitted: Dinas Kesehatan",
        ):
            self.assertIn(line, lines)

    def test_the_mail_leads_to_the_report_and_to_its_confirmation(self):
        box = self.letterbox()
        self.send()
        text = box.message_to(SEKDA).get_body(("html",)).get_content()
        for address in (f"/odoo/daily-reports/{self.report.id}", self.report._verify_url()):
            self.assertIn(f'{address}"', text)

    def test_what_is_confirmed_is_the_file_that_was_mailed(self):
        box = self.letterbox()
        self.send()
        pdf = next(
            part.get_content()
            for part in box.message_to(SEKDA).iter_attachments()
            if part.get_filename().endswith(".pdf")
        )
        self.assertEqual(self.report.fingerprint, hashlib.sha256(pdf).hexdigest())
        self.assertEqual(self.report._confirmation(self.report.token)["fingerprint"], self.report.fingerprint)

    def test_what_was_sent_is_kept_and_frozen(self):
        self.letterbox()
        self.send()
        report = self.report
        self.assertTrue(report.pdf_file and report.xlsx_file)
        self.assertEqual((report.sent_by_id, bool(report.sent_at)), (self.bkpsdm, True))
        self.assertEqual(set(report.delivery_ids.mapped("state")), {"sent"})
        for change in (
            lambda: report.write({"number": "2"}),
            lambda: report.sudo().write({"present": 99}),
            report.action_count,
            report.action_send,
            lambda: report.sudo().write({"state": "verified"}),
            lambda: report.sudo().unlink(),
            lambda: report.action_reopen(reason="?"),
            lambda: report.sudo().line_ids[0].write({"absent": 0}),
            lambda: report.sudo().line_ids[0].unlink(),
            lambda: report.sudo().write({"pdf_file": False}),
        ):
            with self.assertRaises(UserError):
                change()
        self.assertTrue(report.message_ids.filtered(lambda message: "Wali Kota Ternate" in (message.body or "")))
        report.message_post(body="Read")

    def test_without_pdf_engine_the_html_goes_out_and_the_mail_says_so(self):
        box = self.letterbox()
        reports = type(self.env["ir.actions.report"])
        with (
            patch.object(reports, "get_wkhtmltopdf_state", lambda _model: "install"),
            mute_logger(RENDERING),
        ):
            self.send()
        self.assertEqual(
            (self.report.state, bool(self.report.pdf_file), bool(self.report.html_file)), ("sent", False, True)
        )
        message = box.message_to(WALI_KOTA)
        self.assertEqual(
            sorted(part.get_filename().rpartition(".")[2] for part in message.iter_attachments()), ["html", "xlsx"]
        )
        self.assertIn("PDF tidak dapat dibuat", " ".join(message.get_body(("html",)).get_content().split()))

    def test_a_failing_pdf_engine_is_as_good_as_none(self):
        self.letterbox()
        reports = type(self.env["ir.actions.report"])

        def fail(*_args, **_kwargs):
            raise UserError(self.env._("Wkhtmltopdf failed"))

        with (
            patch.object(reports, "_run_wkhtmltopdf", fail),
            mute_logger(RENDERING),
        ):
            self.send()
        self.assertEqual((self.report.state, bool(self.report.html_file)), ("sent", True))

    @mute_logger("odoo.addons.mail.models.mail_mail", "odoo.addons.base.models.ir_mail_server")
    def test_without_mail_server_the_report_stays_verified_and_says_why(self):
        self.env["ir.mail_server"].create(
            {"name": "nobody listens", "smtp_host": "127.0.0.1", "smtp_port": free_port(), "smtp_encryption": "none"}
        )
        self.send()
        self.assertEqual(self.report.state, "verified")
        self.assertIn("Wali Kota Ternate", self.report.send_error)
        self.assertIn("refused", self.report.send_error)
        self.assertEqual(set(self.report.delivery_ids.mapped("state")), {"failed"})

    @mute_logger("odoo.addons.mail.models.mail_mail", "odoo.addons.base.models.ir_mail_server")
    def test_a_second_attempt_reaches_only_those_still_missing(self):
        box = self.letterbox(refused={SEKDA})
        self.send()
        self.assertEqual((self.report.state, len(box.messages)), ("verified", 1))
        self.assertIn("Sekretaris Daerah", self.report.send_error)
        self.assertNotIn("Wali Kota", self.report.send_error)
        with self.assertRaisesRegex(UserError, "already received"):
            self.report.action_reopen(reason="?")
        sent = self.report.pdf_file
        box.refused.clear()
        self.send()
        self.assertEqual((self.report.state, len(box.messages)), ("sent", 2))
        self.assertEqual((self.report.pdf_file, self.report.send_error), (sent, False))

    def test_nobody_to_send_to_is_said_before_anything_goes_out(self):
        box = self.letterbox()
        self.sekda.email = False
        with self.assertRaisesRegex(UserError, "Sekretaris Daerah"):
            self.report.action_send()
        self.report.recipient_ids = False
        with self.assertRaisesRegex(UserError, "Nobody"):
            self.report.action_send()
        self.assertFalse(box.messages)

    def test_only_verified_reports_are_sent(self):
        self.report.action_reopen(reason="An OPD called")
        with self.assertRaisesRegex(UserError, "verifies"):
            self.report.action_send()
