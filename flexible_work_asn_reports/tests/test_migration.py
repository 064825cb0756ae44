"""A database of before: its rows are made what they were, then the upgrade's script runs on them."""

import base64
import hashlib
import importlib.util
from datetime import timedelta
from pathlib import Path

from freezegun.api import freeze_time

from odoo.tests import tagged

from .send_case import SEKDA, WALI_KOTA, SendCase

SCRIPT = Path(__file__).parent.parent / "migrations" / "19.0.1.3.0" / "post-migration.py"
PDF = b"%PDF-1.4 of before"
NEW_FIGURES = (
    *("leave_ct", "leave_cb", "leave_cs", "leave_cm", "leave_cap", "leave_cber", "leave_cltn", "leave_other"),
    *("structural_headcount", "structural_wfo", "structural_late", "structural_absent"),
    *("apel_afternoon_expected", "apel_afternoon_present", "late_minutes", "outside", "corrected"),
    *("breach_count", "shortfall_count"),
)


@tagged("-at_install", "post_install")
class TestMigration(SendCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.add_days(cls.school, 2, status="leave", leave_kind="ct", structural=True)
        cls.add_days(cls.school, 2, structural=True)
        cls.add_days(cls.school, 1, status="absent", structural=True)
        report = cls.report.sudo()
        report.write({"state": "collecting"})
        report._count()
        report.write(
            {
                "state": "sent",
                "sent_by_id": cls.bkpsdm.id,
                "sent_at": cls.env.cr.now(),
                "pdf_file": base64.b64encode(PDF),
            }
        )
        cls.arrived, cls.queued = cls.env["flexible.work.report.delivery"].create(
            [
                {"report_id": report.id, "partner_id": cls.wali_kota.id, "email": WALI_KOTA, "state": "sent"},
                {"report_id": report.id, "partner_id": cls.sekda.id, "email": SEKDA, "state": "queued"},
            ]
        )
        (cls.arrived | cls.queued).sent_at = cls.env.cr.now()
        cls.mail = cls.queued._make_mail()
        cls.env.flush_all()
        for table in ("flexible_work_report", "flexible_work_report_line"):
            nothing = ", ".join(f"{name} = NULL" for name in NEW_FIGURES)
            cls.env.cr.execute(f"UPDATE {table} SET {nothing}")
        cls.env.cr.execute("UPDATE flexible_work_report_delivery SET tries = NULL")
        cls.env.invalidate_all()

    def upgrade(self):
        spec = importlib.util.spec_from_file_location("flexible_work_reports_migration", SCRIPT)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        self.env.flush_all()
        module.migrate(self.env.cr, "19.0.1.2.0")
        self.env.invalidate_all()

    def load_terms(self):
        """Comes after the script in an upgrade."""
        self.env["ir.module.module"]._load_module_terms(["flexible_work_asn_reports"], ["id_ID"])
        self.env.invalidate_all()

    def test_figures_of_before_agree_with_each_other_and_none_is_counted_anew(self):
        self.upgrade()
        line = self.line_of(self.report, self.school)
        self.assertEqual((line.leave, line.leave_ct, line.leave_other), (2, 0, 2))
        self.assertEqual((line.structural_obliged, line.structural_present, line.structural_absent), (3, 2, 1))
        self.assertEqual((self.report.headcount, self.report.leave_other, self.report.breach_count), (9, 2, 0))
        self.env.cr.execute("UPDATE flexible_work_report_line SET headcount = headcount")  # the database checks them

    def test_the_file_that_was_sent_can_be_confirmed(self):
        self.upgrade()
        token = self.report.token
        confirmed = self.env["flexible.work.report"]._confirmation(token)
        self.assertEqual(confirmed["fingerprint"], hashlib.sha256(PDF).hexdigest())
        self.assertEqual(base64.b64decode(self.report.pdf_file), PDF)
        self.upgrade()
        self.assertEqual(self.report.token, token, "An address that was printed stays")

    def test_the_log_knows_the_mails_of_before(self):
        self.upgrade()
        self.assertEqual((self.arrived.tries, self.arrived.attempt_ids.mapped("state")), (1, ["sent"]))
        self.assertEqual(self.arrived.attempt_ids.at, self.arrived.sent_at)
        self.assertEqual(self.arrived.attempt_ids.user_id, self.bkpsdm)
        self.upgrade()
        self.assertEqual(len(self.arrived.attempt_ids), 1)

    def test_a_mail_left_in_the_queue_is_followed_until_it_is_there(self):
        self.upgrade()
        self.assertEqual((self.queued.state, self.queued.sent_at, self.queued.mail_id), ("queued", False, self.mail))
        self.mail.state = "sent"
        self.run_cron()
        self.assertEqual((self.queued.state, self.queued.tries, self.arrived.state), ("sent", 1, "sent"))
        self.assertTrue(self.queued.sent_at)

    def test_nobody_is_told_of_corrections_of_weeks_ago(self):
        self.env.cr.execute("UPDATE flexible_work_day SET state = 'closed' WHERE company_id = %s", [self.company.id])
        self.env.cr.execute(
            "INSERT INTO flexible_work_correction (employee_id, company_id, date, kind, reason, state, decided_at)"
            " SELECT employee_id, company_id, date, 'absence', 'Dinas luar', 'approved', %s"
            " FROM flexible_work_day WHERE company_id = %s LIMIT 1",
            [self.report.as_of + timedelta(hours=1), self.company.id],
        )
        self.report.invalidate_recordset()
        with freeze_time("2026-01-20 01:00:00", tick=True, real_asyncio=True):  # a report of this week
            self.upgrade()
            self.run_cron("ir_cron_watch_reports")
        self.assertEqual((self.report.changed_days, self.told()), (1, []))

    def test_the_menu_that_holds_all_reports_has_its_new_name_in_indonesian(self):
        menu = self.env.ref("flexible_work_asn_reports.menu_reports").with_context(lang="id_ID")
        menu.name = "Laporan harian"
        self.upgrade()
        self.load_terms()
        self.assertEqual(menu.name, "Laporan")

    def test_a_mail_that_somebody_has_rewritten_stays_as_it_is(self):
        template = self.env.ref("flexible_work_asn_reports.mail_template_daily_report")
        template.subject = "Ours"
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE mail_template SET write_date = create_date + interval '1 day' WHERE id = %s", [template.id]
        )
        self.upgrade()
        self.assertEqual(template.subject, "Ours")

    def test_the_mail_as_it_was_installed_says_what_it_says_today(self):
        template = self.env.ref("flexible_work_asn_reports.mail_template_daily_report")
        template.body_html = "<p>Of before</p>"
        template.with_context(lang="id_ID").body_html = "<p>Dahulu</p>"
        self.env.flush_all()
        self.env.cr.execute("UPDATE mail_template SET write_date = create_date WHERE id = %s", [template.id])
        self.upgrade()
        self.load_terms()
        self.assertIn("_mail_modes()", template.body_html)
        self.assertIn("Yth.", template.with_context(lang="id_ID").body_html)
