"""Mails that do not get through at once, with a mail server that refuses, postpones, is not there, or breaks off."""

from datetime import timedelta
from unittest.mock import patch

from freezegun.api import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.mail.models.mail_mail import MailMail

from .letterbox import free_port, open_letterbox
from .send_case import SEKDA, WALI_KOTA, SendCase

QUIET = ("odoo.addons.mail.models.mail_mail", "odoo.addons.base.models.ir_mail_server")
OUTBOX = "odoo.addons.flexible_work_asn_reports.models.flexible_work_report_outbox"


@tagged("-at_install", "post_install")
class TestReportSendRetry(SendCase):
    def setUp(self):
        super().setUp()
        muted = mute_logger(*QUIET)
        muted.__enter__()
        self.addCleanup(muted.__exit__, None, None, None)
        self.company.write({"flexible_work_report_tries": 3, "flexible_work_report_retry_minutes": 15})

    def later(self, minutes):
        return freeze_time(fields.Datetime.now() + timedelta(minutes=minutes), tick=True, real_asyncio=True)

    def log_of(self, partner):
        attempts = self.env["flexible.work.report.attempt"].with_user(self.bkpsdm)
        return attempts.search([("partner_id", "=", partner.id)], order="id")

    def test_a_greylisting_server_gets_the_mail_again_and_takes_it(self):
        box = self.letterbox(greylisted={SEKDA: 1})
        self.send()
        delivery = self.delivery_to(self.sekda)
        self.assertEqual((self.report.state, delivery.state), ("verified", "failed"))
        self.assertIn("451 greylisted", delivery.error.replace("451, ", "451 ").replace("b'", ""))
        self.run_cron()
        self.assertEqual(box.addresses(), [WALI_KOTA], "It is not time yet")
        with self.later(16):
            self.run_cron()
        self.assertEqual(box.addresses(), [SEKDA, WALI_KOTA])
        self.assertEqual((self.report.state, delivery.state, delivery.error), ("sent", "sent", False))
        self.assertEqual(self.log_of(self.sekda).mapped("state"), ["failed", "sent"])
        self.assertEqual(self.log_of(self.sekda).user_id, self.bkpsdm, "The first was by hand, the second by itself")
        self.assertFalse(self.told())

    def test_after_the_last_attempt_bkpsdm_is_told_and_nothing_more_is_tried(self):
        self.letterbox(refused={SEKDA})
        self.send()
        self.assertFalse(self.told(), "It will be tried again")
        for minutes in (16, 32, 48, 64):
            with self.later(minutes):
                self.run_cron()
        delivery = self.delivery_to(self.sekda)
        self.assertEqual((delivery.state, delivery.tries, delivery.next_at), ("failed", 3, False))
        self.assertEqual(len(self.log_of(self.sekda)), 3)
        self.assertEqual(len(self.told()), len(self.company._flexible_bkpsdm_users()))
        note = self.report.sudo().activity_ids[0].note
        self.assertIn("Sekretaris Daerah", note)
        self.assertIn("take the recipient off the list", note)

    def test_the_number_stays_once_the_page_has_left(self):
        self.letterbox(refused={SEKDA})
        self.report.number = "800.1.11/7/BKPSDM"
        self.send()
        with self.assertRaisesRegex(UserError, "needs a revision"):
            self.report.number = "800.1.11/8/BKPSDM"

    def test_a_corrected_address_ends_it_and_the_activity(self):
        box = self.letterbox(refused={SEKDA})
        self.company.flexible_work_report_tries = 1
        self.send()
        self.assertTrue(self.told())
        self.sekda.email = "sekretaris@ternate.example"
        self.send()
        self.assertEqual(self.report.state, "sent")
        self.assertEqual(box.addresses(), ["sekretaris@ternate.example", WALI_KOTA])
        self.assertEqual(self.log_of(self.sekda).mapped("email"), [SEKDA, "sekretaris@ternate.example"])
        self.assertFalse(self.told())

    def test_whoever_is_taken_off_the_list_holds_up_nobody(self):
        self.letterbox(refused={SEKDA})
        self.send()
        self.report.recipient_ids = self.wali_kota
        self.send()
        self.assertEqual((self.report.state, self.report.send_error), ("sent", False))
        self.assertEqual(self.log_of(self.sekda).mapped("state"), ["failed"], "The log is kept")

    def test_a_server_that_is_down_gets_the_mail_once_it_is_up(self):
        port = free_port()
        server = self.env["ir.mail_server"].create(
            {"name": "down", "smtp_host": "127.0.0.1", "smtp_port": port, "smtp_encryption": "none"}
        )
        self.send()
        self.assertEqual(set(self.report.delivery_ids.mapped("state")), {"failed"})
        files = self.report.pdf_file
        box, server.smtp_port = open_letterbox(self)
        with self.later(16):
            self.run_cron()
        self.assertEqual((self.report.state, box.addresses()), ("sent", [SEKDA, WALI_KOTA]))
        self.assertEqual(self.report.pdf_file, files)

    def test_a_page_that_reached_nobody_may_still_be_corrected(self):
        self.env["ir.mail_server"].create(
            {"name": "down", "smtp_host": "127.0.0.1", "smtp_port": free_port(), "smtp_encryption": "none"}
        )
        self.send()
        fingerprint, token = self.report.fingerprint, self.report.token
        self.report.action_reopen(reason="An OPD called")
        self.assertEqual((self.report.state, self.report.token, self.report.pdf_file), ("collecting", False, False))
        self.assertFalse(self.report.delivery_ids)
        self.report.action_verify(reason="Cut-off hour has passed")
        self.report.number = "800.1.11/7/BKPSDM"
        self.letterbox()
        self.env["ir.mail_server"].search([("name", "=", "down")]).active = False
        self.send()
        self.assertEqual(self.report.state, "sent")
        self.assertNotIn(fingerprint, (False, self.report.fingerprint))
        self.assertNotIn(token, (False, self.report.token))

    @mute_logger(OUTBOX)
    def test_when_nobody_knows_whether_it_left_it_is_not_sent_again_by_itself(self):
        """The database fails after the mail server has taken the mail: undone is the note, not the mail."""
        box = self.letterbox()
        with patch.object(MailMail, "_postprocess_sent_message", side_effect=MemoryError):
            self.send()
        self.assertEqual(set(self.report.delivery_ids.mapped("state")), {"unknown"})
        self.assertEqual(box.addresses(), [SEKDA, WALI_KOTA])
        with self.later(60):
            self.run_cron()
        self.assertEqual(box.addresses(), [SEKDA, WALI_KOTA])
        self.assertTrue(self.told())
        with self.assertRaisesRegex(UserError, "Ask there"):
            self.report.action_send()
        with self.assertRaisesRegex(UserError, "already received"):
            self.report.action_reopen(reason="?")
        self.delivery_to(self.sekda).action_confirm_received()
        self.assertEqual((self.report.state, self.delivery_to(self.sekda).state), ("verified", "sent"))
        self.send(self.delivery_to(self.wali_kota), "action_resend")
        self.assertEqual((self.report.state, box.addresses()), ("sent", [SEKDA, WALI_KOTA, WALI_KOTA]))
        self.assertFalse(self.told())

    def test_a_worker_that_died_leaves_an_uncertain_mail(self):
        box = self.letterbox()
        self.report.action_send()
        gone = self.delivery_to(self.sekda).sudo()
        gone.write({"state": "sending", "next_at": False, "claimed_at": fields.Datetime.now()})
        self.commit()
        self.run_cron()
        self.assertEqual(gone.state, "sending", "It may still be at it")
        with self.later(16):
            self.run_cron()
        self.assertEqual((gone.state, box.addresses()), ("unknown", [WALI_KOTA]))
        self.assertIn("stopped", self.report.send_error)

    def test_what_was_committed_and_not_sent_is_sent_by_the_schedule(self):
        """The server may stop between the commit and the mails."""
        box = self.letterbox()
        self.report.action_send()
        self.env.cr.postcommit.clear()
        self.assertTrue(self.report.on_its_way)
        self.run_cron()
        self.assertEqual((self.report.state, box.addresses()), ("sent", [SEKDA, WALI_KOTA]))
        self.assertEqual(self.report.sent_by_id, self.bkpsdm)

    def test_the_delivery_learns_what_became_of_a_mail_in_odoos_queue(self):
        box = self.letterbox(refused={SEKDA})
        with patch.object(MailMail, "send", lambda mails, **_options: None):
            self.send()
        self.assertEqual(set(self.report.delivery_ids.mapped("state")), {"queued"})
        self.assertEqual(self.report.state, "verified")
        self.run_cron()
        self.assertEqual(set(self.report.delivery_ids.mapped("state")), {"queued"})
        self.env["mail.mail"].sudo().process_email_queue()
        self.run_cron()
        self.assertEqual(self.delivery_to(self.wali_kota).state, "sent")
        self.assertEqual((self.delivery_to(self.sekda).state, self.delivery_to(self.sekda).tries), ("failed", 1))
        self.assertIn("550", self.report.send_error)
        box.refused.clear()
        with self.later(16):
            self.run_cron()
        self.assertEqual((self.report.state, box.addresses()), ("sent", [SEKDA, WALI_KOTA]))

    def test_a_mail_template_that_breaks_is_said_and_nothing_leaves(self):
        box = self.letterbox()
        template = self.env.ref("flexible_work_asn_reports.mail_template_daily_report")
        template.with_context(lang="id_ID").body_html = '<p t-out="object.no_such_thing"/>'
        template.with_context(lang="en_US").body_html = '<p t-out="object.no_such_thing"/>'
        with mute_logger(OUTBOX):
            self.send()
        self.assertEqual((self.report.state, box.messages), ("verified", []))
        self.assertIn("no_such_thing", self.report.send_error)

    def test_the_same_files_go_again_to_a_recipient_who_asks(self):
        box = self.letterbox()
        self.send()
        first = {part.get_filename(): part.get_content() for part in box.message_to(SEKDA).iter_attachments()}
        box.messages.clear()
        self.send(self.delivery_to(self.sekda), "action_resend")
        self.assertEqual(box.addresses(), [SEKDA])
        again = {part.get_filename(): part.get_content() for part in box.message_to(SEKDA).iter_attachments()}
        self.assertEqual(again, first)
        self.assertEqual(self.log_of(self.sekda).mapped("state"), ["sent", "sent"])

    def test_sending_again_without_success_leaves_the_last_success_visible(self):
        box = self.letterbox()
        self.send()
        success = self.delivery_to(self.sekda).sent_local
        box.refused.add(SEKDA)
        self.send(self.delivery_to(self.sekda), "action_resend")
        delivery = self.delivery_to(self.sekda)
        self.assertEqual((self.report.state, delivery.state, delivery.sent_local), ("sent", "failed", success))

    def test_nothing_is_sent_again_that_is_on_its_way_or_was_never_sent(self):
        self.letterbox()
        self.report.action_send()
        with self.assertRaisesRegex(UserError, "on its way"):
            self.delivery_to(self.sekda).action_resend()
        with self.assertRaisesRegex(UserError, "known already"):
            self.delivery_to(self.sekda).action_confirm_received()

    def test_bkpsdm_alone_sends_again_and_confirms(self):
        self.letterbox()
        self.send()
        delivery = self.delivery_to(self.sekda)
        for user in (self.plain, self.operator, self.head, self.mayor, self.auditor):
            for action in ("action_resend", "action_confirm_received"):
                with self.assertRaises(AccessError):
                    getattr(delivery.with_user(user), action)()
            with self.assertRaises(AccessError):
                delivery.with_user(user).write({"state": "sent"})
        with self.assertRaises(AccessError):
            delivery.write({"state": "failed"})
        with self.assertRaises(AccessError):
            self.log_of(self.sekda).write({"error": "?"})

    def test_the_log_is_read_by_those_who_read_the_report(self):
        self.letterbox()
        self.send()
        Attempt = self.env["flexible.work.report.attempt"]
        for user in (self.bkpsdm, self.auditor, self.mayor):
            self.assertEqual(len(Attempt.with_user(user).search([("report_id", "=", self.report.id)])), 2)
        for user in (self.plain, self.operator, self.head):
            with self.assertRaises(AccessError):
                Attempt.with_user(user).search([])
        stranger = self.new_user("stranger", "group_bkpsdm", company=self.new_company("Kota Galela"))
        self.assertFalse(Attempt.with_user(stranger).search([]))
        with self.assertRaises(AccessError):
            self.delivery_to(self.sekda).with_user(stranger).action_resend()
