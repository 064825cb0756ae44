"""Revisions: what was sent stays, and what is corrected later is put beside it."""

from datetime import timedelta

from freezegun.api import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import DAY
from .letterbox import free_port
from .send_case import SEKDA, SendCase

REASON = "Koreksi presensi satu pegawai disetujui"


@tagged("-at_install", "post_install")
class TestReportRevision(SendCase):
    def setUp(self):
        super().setUp()
        self.box = self.letterbox()
        # days later: the day is long over
        freezer = freeze_time("2026-01-20 01:00:00", tick=True, real_asyncio=True)
        freezer.start()
        self.addCleanup(freezer.stop)
        self.line_of_first = self.line_of(self.report, self.health)
        self.report.action_reopen(reason="The head is here now")
        self.line_of_first.with_user(self.head).action_submit()
        self.report.action_verify()
        self.send()

    def correct_a_day(self):
        """The one who was absent was on duty elsewhere, as an approved correction says."""
        day = self.env["flexible.work.day"].search(
            [("company_id", "=", self.company.id), ("status", "=", "absent")], limit=1
        )
        self.env.cr.execute(
            "UPDATE flexible_work_day SET status = 'duty', mode = NULL, state = 'closed', corrected = TRUE"
            " WHERE id = %s",
            [day.id],
        )
        self.env.invalidate_all()
        return day

    def revise(self):
        self.correct_a_day()
        action = self.report.action_revise(reason=REASON)
        return self.report.browse(action["res_id"])

    def test_a_revision_counts_anew_and_what_was_sent_stays(self):
        files = self.report.pdf_file
        revision = self.revise()
        self.assertEqual((revision.revision, revision.state, revision.date), (1, "submitted", DAY))
        self.assertEqual((revision.absent, revision.duty, revision.obliged), (0, 1, 3))
        self.assertEqual((self.report.absent, self.report.duty, self.report.obliged), (1, 0, 4))
        self.assertEqual((self.report.state, self.report.pdf_file), ("sent", files))
        self.assertEqual(revision.recipient_ids, self.report.recipient_ids)

    def test_the_first_holds_until_the_revision_is_sent(self):
        revision = self.revise()
        self.assertEqual((self.report.is_latest, revision.is_latest), (True, False))
        revision.action_verify()
        self.send(revision.with_context(force_report_rendering=True))
        self.assertEqual((revision.state, self.report.state), ("sent", "sent"), revision.send_error)
        self.assertEqual((self.report.is_latest, revision.is_latest), (False, True))
        self.assertNotIn(revision.fingerprint, (False, self.report.fingerprint))
        self.assertNotIn(revision.token, (False, self.report.token))

    def test_the_mail_says_that_it_is_a_revision_and_why(self):
        revision = self.revise()
        self.box.messages.clear()
        revision.action_verify()
        self.send(revision.with_context(force_report_rendering=True))
        message = self.box.message_to(SEKDA)
        self.assertIn("(revision 1)", message["subject"])
        self.assertIn(REASON, message.get_body(("plain",)).get_content().replace("\n", " "))
        names = [part.get_filename() for part in message.iter_attachments()]
        self.assertTrue(all("-1." in name for name in names), names)

    def test_the_differences_are_shown_the_whole_region_first(self):
        revision = self.revise()
        changes = revision._changes_since_last()
        self.assertEqual([part["name"] for part in changes], ["All OPD", "Dinas Kesehatan"])
        for part in changes:
            figures = {label: (before, after) for label, before, after in part["figures"]}
            self.assertEqual(figures["Absent without notice (TK)"], (1, 0))
            self.assertEqual(figures["Duty elsewhere (DL)"], (0, 1))
            self.assertNotIn("WFO", figures)
        self.assertIn("Duty elsewhere (DL)", revision.changes_html)
        self.assertEqual(self.report._changes_since_last(), [])

    def test_differences_of_all_opd_are_for_those_who_read_all(self):
        revision = self.revise()
        for user in (self.bkpsdm, self.auditor):
            self.assertIn("Dinas Kesehatan", revision.with_user(user).read(["changes_html"])[0]["changes_html"])
        for user in (self.operator, self.head):
            with self.assertRaises(AccessError):
                revision.with_user(user).read(["changes_html"])

    def test_a_second_revision_is_compared_with_the_first_one(self):
        revision = self.revise()
        revision.action_verify()
        self.send(revision.with_context(force_report_rendering=True))
        again = revision.browse(revision.action_revise(reason="Another one")["res_id"])
        self.assertEqual((again.revision, again.revision_of_id), (2, self.report))
        self.assertEqual(again._changes_since_last(), [])

    def test_opd_need_not_submit_again(self):
        submitted = self.line_of(self.report, self.health)
        line = self.line_of(self.revise(), self.health)
        self.assertEqual(
            (line.state, line.submitted_by_id, line.submitted_at, line.is_late),
            ("submitted", self.head, submitted.submitted_at, submitted.is_late),
        )

    def test_a_revision_is_counted_again_until_it_is_verified(self):
        revision = self.report.browse(self.report.action_revise(reason=REASON)["res_id"])
        self.assertEqual((revision.absent, revision.state), (1, "submitted"))
        self.correct_a_day()
        revision.action_count()
        self.assertEqual((revision.absent, revision.duty, revision.state), (0, 1, "submitted"))

    def test_a_revision_made_by_mistake_is_deleted(self):
        self.revise().unlink()
        self.assertTrue(self.report.exists())
        self.assertTrue(self.report.action_revise(reason=REASON))

    def test_one_revision_at_a_time_and_only_of_what_was_sent(self):
        revision = self.revise()
        with self.assertRaisesRegex(UserError, "in the making"):
            self.report.action_revise(reason="?")
        with self.assertRaisesRegex(UserError, "has not been sent"):
            revision.action_revise(reason="?")

    def test_the_reason_is_asked_for(self):
        action = self.report.action_revise()
        wizard = self.env[action["res_model"]].with_user(self.bkpsdm).with_context(**action["context"])
        opened = wizard.create({"reason": REASON}).action_confirm()
        self.assertEqual(self.report.browse(opened["res_id"]).revision_reason, REASON)

    def test_bkpsdm_alone_revises(self):
        for user in (self.plain, self.operator, self.head, self.mayor, self.auditor):
            with self.assertRaises(AccessError):
                self.report.with_user(user).action_revise(reason="?")

    def test_the_mayor_sees_a_revision_once_it_is_sent(self):
        revision = self.revise()
        Report = self.env["flexible.work.report"].with_user(self.mayor)
        self.assertEqual(Report.search([]), self.report)
        revision.action_verify()
        self.send(revision.with_context(force_report_rendering=True))
        self.assertEqual(Report.search([]), self.report | revision)
        self.assertEqual(Report.search([("is_latest", "=", True)]), revision)

    def test_the_database_lets_one_report_of_a_date_hold(self):
        revision = self.revise()
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.cr.savepoint():
            self.cr.execute("UPDATE flexible_work_report SET is_latest = TRUE WHERE id = %s", [revision.id])

    def test_a_revision_that_is_not_received_leaves_the_first_one_in_force(self):
        revision = self.revise()
        revision.action_verify()
        self.env["ir.mail_server"].search([]).smtp_port = free_port()
        with mute_logger("odoo.addons.mail.models.mail_mail", "odoo.addons.base.models.ir_mail_server"):
            self.send(revision.with_context(force_report_rendering=True))
        self.assertEqual((revision.state, revision.is_latest, self.report.is_latest), ("verified", False, True))

    # ------------------------------------------------------------------ told of changes

    def approve_correction(self, day, after=timedelta(hours=1)):
        self.env.flush_all()
        self.env.cr.execute(
            "INSERT INTO flexible_work_correction (employee_id, company_id, date, kind, reason, state, decided_at)"
            " VALUES (%s, %s, %s, 'absence', 'Dinas luar', 'approved', %s)",
            [day.employee_id.id, self.company.id, day.date, self.report.as_of + after],
        )

    def test_bkpsdm_is_told_of_a_correction_after_sending_once(self):
        self.run_cron("ir_cron_watch_reports")
        self.assertFalse(self.told())
        day = self.correct_a_day()
        self.approve_correction(day)
        self.run_cron("ir_cron_watch_reports")
        self.run_cron("ir_cron_watch_reports")
        self.assertEqual(self.told(), ["Days have changed since it was sent"])
        self.assertEqual(self.report.changed_days, 1)

    def test_a_revision_answers_what_bkpsdm_was_told(self):
        day = self.correct_a_day()
        self.approve_correction(day, timedelta())
        self.env.cr.execute("UPDATE flexible_work_correction SET decided_at = decided_at + interval '1 microsecond'")
        self.run_cron("ir_cron_watch_reports")
        self.assertTrue(self.told())
        revision = self.report.browse(self.report.action_revise(reason=REASON)["res_id"])
        self.assertFalse(self.told())
        self.env.cr.execute(
            "UPDATE flexible_work_report SET as_of = as_of + interval '1 minute' WHERE id = %s", [revision.id]
        )
        self.env.invalidate_all()
        revision.action_verify()
        self.send(revision.with_context(force_report_rendering=True))
        self.run_cron("ir_cron_watch_reports")
        self.assertEqual((self.told(), self.told(revision), revision.changed_days), ([], [], 0))

    def test_a_correction_of_before_the_count_is_no_news(self):
        day = self.correct_a_day()
        self.approve_correction(day, -timedelta(hours=1))
        self.run_cron("ir_cron_watch_reports")
        self.assertFalse(self.told())

    def test_a_rejection_after_sending_is_told_and_an_open_day_is_not(self):
        days = self.env["flexible.work.day"].search(
            [("company_id", "=", self.company.id), ("status", "=", "present")], limit=2
        )
        moment = self.report.as_of + timedelta(hours=1)
        self.env.cr.execute(
            "UPDATE flexible_work_day SET verification = 'rejected', verified_at = %s,"
            " state = CASE WHEN id = %s THEN 'closed' ELSE 'open' END WHERE id = ANY(%s)",
            [moment, days[0].id, days.ids],
        )
        self.run_cron("ir_cron_watch_reports")
        self.assertEqual(self.report.changed_days, 1)
        self.assertEqual(len(self.told()), 1)
