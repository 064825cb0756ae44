"""The hour of sending: local, only what is verified, and BKPSDM is told otherwise."""

from datetime import datetime

from freezegun.api import freeze_time

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import DAY
from .send_case import SEKDA, WALI_KOTA, SendCase


@tagged("-at_install", "post_install")
class TestReportSendSchedule(SendCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # local hours of WIT: nine hours before them in UTC
        with freeze_time("2026-01-15 00:05:00"):
            cls.company.write({"flexible_work_report_send": "verified", "flexible_work_report_send_hour": 9.5})
            cls.env.flush_all()

    def run_at(self, hour, minute):
        """The job runs at this hour of Ternate (WIT)."""
        with freeze_time(datetime(2026, 1, 15, hour - 9, minute), tick=True, real_asyncio=True):
            self.run_cron()

    def test_a_verified_report_leaves_at_the_local_hour_and_not_before(self):
        box = self.letterbox()
        self.assertEqual(self.report.send_due_local, "09:30 WIT")
        self.run_at(9, 25)
        self.assertFalse(box.messages)
        self.run_at(9, 30)
        self.assertEqual((self.report.state, box.addresses()), ("sent", [SEKDA, WALI_KOTA]))
        self.assertFalse(self.report.sent_by_id, "Nobody: the schedule")
        self.run_at(9, 35)
        self.assertEqual(len(box.messages), 2)

    def test_what_is_not_verified_is_not_sent_and_bkpsdm_is_told_once(self):
        box = self.letterbox()
        self.report.action_reopen(reason="An OPD called")
        self.run_at(9, 30)
        self.run_at(9, 35)
        self.assertFalse(box.messages)
        self.assertEqual(self.told(), ["The daily report was not sent at 09:30 WIT"])
        self.assertEqual(self.report.sudo().activity_ids.user_id, self.bkpsdm)
        self.assertIn("not verified yet", self.report.sudo().activity_ids.note)

    def test_verified_after_the_hour_it_leaves_at_once(self):
        box = self.letterbox()
        self.report.action_reopen(reason="An OPD called")
        self.run_at(9, 30)
        self.report.action_verify(reason="Cut-off hour has passed")
        self.run_at(9, 50)
        self.assertEqual((self.report.state, len(box.messages)), ("sent", 2))
        self.assertFalse(self.told(), "What is done is not to do any more")

    def test_without_recipients_bkpsdm_is_told_why_nothing_left(self):
        self.report.recipient_ids = False
        self.run_at(9, 30)
        self.run_at(9, 35)
        self.assertEqual(self.report.state, "verified")
        self.assertEqual(len(self.told()), 1)
        self.assertIn("Fill in the recipients", self.report.sudo().activity_ids.note)

    def test_one_region_that_fails_does_not_hold_up_the_other(self):
        box = self.letterbox()
        other = self.new_company("Kota Galela")
        other.write({"flexible_work_report_send": "verified", "flexible_work_report_send_hour": 9.5})
        other.email = "galela@ternate.example"
        other.flexible_work_report_recipient_ids = self.env["res.partner"].create(
            {"name": "Wali Kota Galela", "email": "walikota@galela.example"}
        )
        officer = self.new_user("officer_of_galela", "group_bkpsdm", company=other)
        opd = self.env["hr.department"].create({"name": "Dinas Galela", "is_opd": True, "company_id": other.id})
        self.add_days(opd, 1, company=other)
        with freeze_time("2026-01-15 00:05:00"):
            report = self.env["flexible.work.report"].with_user(officer).with_company(other).create({"date": DAY})
            report.action_count()
            report.action_verify(reason="Cut-off hour has passed")
        # its figures contradict each other: its page cannot be made
        self.env.cr.execute("ALTER TABLE flexible_work_report_line DROP CONSTRAINT flexible_work_report_line_adds_up")
        self.env.cr.execute("UPDATE flexible_work_report_line SET wfo = 99 WHERE report_id = %s", [report.id])
        self.env.invalidate_all()
        with mute_logger("odoo.addons.flexible_work_asn_reports.models.flexible_work_report_schedule"):
            self.run_at(9, 30)
        self.assertEqual((self.report.state, box.addresses()), ("sent", [SEKDA, WALI_KOTA]))
        self.assertEqual((report.state, len(self.told(report))), ("verified", 1))

    def test_by_hand_means_that_nothing_leaves_by_itself(self):
        box = self.letterbox()
        with freeze_time("2026-01-15 00:10:00"):
            self.company.flexible_work_report_send = "hand"
            self.assertFalse(self.report.send_due)
        self.run_at(12, 0)
        self.assertFalse(box.messages)

    def test_another_hour_holds_for_the_report_of_today_and_not_for_yesterdays(self):
        with freeze_time("2026-01-15 00:10:00"):
            self.company.flexible_work_report_send_hour = 10
            self.assertEqual(self.report.send_due_local, "10:00 WIT")
        with freeze_time("2026-01-16 00:10:00"):
            self.company.flexible_work_report_send_hour = 8
            self.assertEqual(self.report.send_due_local, "10:00 WIT")

    def test_reports_of_before_the_schedule_stay_where_they_are(self):
        box = self.letterbox()
        with freeze_time("2026-01-15 00:10:00"):
            self.company.flexible_work_report_send = "hand"
            self.env.flush_all()
        with freeze_time("2026-01-20 00:10:00"):
            self.company.flexible_work_report_send = "verified"
            self.env.flush_all()
        with freeze_time("2026-01-20 03:00:00", tick=True, real_asyncio=True):
            self.run_cron()
        self.assertEqual((self.report.state, box.messages), ("verified", []))
