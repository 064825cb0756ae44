"""The morning of a report: operators prepare, heads are asked and reminded, BKPSDM is told at the cut-off hour."""

from datetime import datetime, timedelta

from freezegun import freeze_time
from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import DAY, ReportCase

SUBMIT = "flexible_work_asn_reports.mail_activity_report_submit"
VERIFY = "flexible_work_asn_reports.mail_activity_report_verify"


def wit(hour, minute=0):
    """A time of the morning in Ternate, as naive UTC: until 09:00 the UTC date is yesterday."""
    return datetime(2026, 1, 15, hour, minute) - timedelta(hours=9)


class WorkflowCase(ReportCase):
    def activities(self, record, kind=SUBMIT):
        return record.sudo().activity_ids.filtered(lambda one: one.activity_type_id == self.env.ref(kind))

    def days(self):
        return self.env["flexible.work.day"].search([("company_id", "=", self.company.id)])

    def follow(self, hour, minute=0):
        self.run_cron(wit(hour, minute))

    def run_cron(self, moment):
        """What the job does at a moment (naive UTC), with its own cursor and commits."""
        with freeze_time(moment), self.enter_registry_test_mode():
            self.env.ref("flexible_work_asn_reports.ir_cron_follow_submissions").method_direct_trigger()
        self.env.invalidate_all()


@tagged("-at_install", "post_install")
class TestPreparing(WorkflowCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.add_days(cls.health, status="pending")
        cls.add_days(cls.school)
        cls.report = cls.counted_report()

    def line(self, user, opd=None):
        return self.line_of(self.report, opd or self.health, user)

    def test_a_prepared_line_is_given_to_the_head(self):
        self.days().status = "present"
        line = self.line(self.operator)
        line.remark = "Dua pegawai mengikuti diklat"
        line.action_prepare()
        self.assertEqual((line.state, line.prepared_by_id), ("prepared", self.operator))
        self.assertEqual(line.present, 1, "counted anew")
        self.assertEqual(self.activities(line).user_id, self.head)
        self.assertIn("09:00 WIT", self.activities(line).summary)
        self.assertEqual(self.report.state, "collecting")

    def test_the_head_submits_what_was_prepared(self):
        self.line(self.operator).action_prepare()
        line = self.line(self.head)
        line.action_submit()
        self.assertEqual(
            (line.state, line.prepared_by_id, line.submitted_by_id), ("submitted", self.operator, self.head)
        )
        self.assertFalse(self.activities(line))

    def test_the_head_submits_without_preparation_too(self):
        self.line(self.head).action_submit()
        self.assertEqual(self.line(self.head).state, "submitted")

    def test_prepared_figures_follow_the_days_until_they_are_submitted(self):
        self.line(self.operator).action_prepare()
        self.days().status = "present"
        self.report.action_count()
        self.assertEqual((self.line(self.head).present, self.line(self.head).state), (1, "prepared"))

    def test_whoever_prepared_takes_it_back_without_more_ado(self):
        line = self.line(self.operator)
        line.action_prepare()
        line.action_unprepare()
        self.assertEqual((line.state, line.prepared_by_id.id), ("collecting", False))
        self.assertFalse(self.activities(line))

    def test_the_head_gives_it_back_with_a_reason_that_the_operator_is_told(self):
        line = self.line(self.operator)
        line.action_prepare()
        ask = self.line(self.head).action_unprepare()
        self.assertEqual((ask["res_model"], line.state), ("flexible.work.report.reason", "prepared"))
        wizard = (
            self.env["flexible.work.report.reason"]
            .with_user(self.head)
            .with_context(**ask["context"])
            .create({"reason": "Alasan satu pegawai belum ada"})
        )
        wizard.action_confirm()
        self.assertEqual(line.state, "collecting")
        message = line.sudo().message_ids[0]
        self.assertIn("Alasan satu pegawai belum ada", message.body)
        self.assertIn(self.operator.partner_id, message.notified_partner_ids)

    def test_a_line_is_prepared_once(self):
        self.line(self.operator).action_prepare()
        with self.assertRaisesRegex(UserError, "cannot be done any more"):
            self.line(self.operator).action_prepare()
        self.line(self.head).action_submit()
        for step in ("action_prepare", "action_unprepare", "action_refresh"):
            with self.assertRaisesRegex(UserError, "Take the line back first"):
                getattr(self.line(self.operator), step)()

    def test_only_the_staff_of_the_opd_and_bkpsdm_prepare(self):
        for user in (self.mayor, self.auditor, self.plain, self.new_user("other", "group_operator")):
            for step in ("action_prepare", "action_unprepare", "action_refresh"):
                with self.assertRaises(AccessError):
                    getattr(self.line(user), step)()
        for user in (self.head, self.operator):
            with self.assertRaises(AccessError):
                self.line(user, self.school).action_prepare()
        self.line(self.bkpsdm).action_prepare()
        self.assertEqual(self.line(self.bkpsdm).state, "prepared")

    def test_the_remark_is_written_by_the_staff_until_the_opd_submits(self):
        for user in (self.mayor, self.auditor, self.plain):
            with self.assertRaises(AccessError):
                self.line(user).remark = "?"
        with self.assertRaises(AccessError):
            self.line(self.head, self.school).remark = "?"
        for user in (self.operator, self.head, self.bkpsdm):
            for values in ({"state": "submitted"}, {"submitted_by_id": user.id}, {"breach_count": 0}, {"report_id": 1}):
                with self.assertRaises(AccessError):
                    self.line(user).write(values)
        self.line(self.operator).remark = "Listrik padam"
        self.line(self.head).action_submit()
        with self.assertRaisesRegex(UserError, "Take the line back first"):
            self.line(self.operator).remark = "Lain"

    def test_the_form_says_how_many_people_have_no_reason_yet(self):
        line = self.line(self.operator)
        self.assertEqual(line.unexplained_count, 1)
        line.write({"person_ids": [(1, line.person_ids.id, {"reason": "Sakit"})]})
        self.assertEqual((line.unexplained_count, line.person_ids.reason), (0, "Sakit"))

    def test_taken_back_it_is_to_be_prepared_anew(self):
        self.line(self.operator).action_prepare()
        line = self.line(self.head)
        line.action_submit()
        line.action_withdraw(reason="Keliru")
        self.assertEqual((line.state, line.prepared_by_id.id), ("collecting", False))


@tagged("-at_install", "post_install")
class TestReminding(WorkflowCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.add_days(cls.health, status="pending")
        cls.add_days(cls.school)
        with freeze_time(wit(8)):
            cls.report = cls.counted_report()
        cls.line = cls.line_of(cls.report, cls.health).sudo()

    def test_head_and_operator_of_an_opd_that_is_not_in_are_reminded_before_the_cut_off_hour(self):
        self.follow(8, 29)
        self.assertFalse(self.activities(self.line))
        self.follow(8, 30)
        self.assertEqual(self.activities(self.line).user_id, self.head | self.operator)
        notified = self.line.env["mail.message"].search(
            [("model", "=", self.line._name), ("res_id", "=", self.line.id), ("message_type", "=", "user_notification")]
        )
        self.assertEqual(notified.notified_partner_ids, (self.head | self.operator).partner_id)
        self.assertIn("09:00 WIT", notified[0].subject)

    def test_they_are_reminded_once(self):
        for minute in (30, 35, 55):
            self.follow(8, minute)
        self.assertEqual(len(self.activities(self.line)), 2)

    def test_whoever_has_submitted_is_not_reminded(self):
        self.line.with_user(self.head).action_submit()
        self.follow(8, 45)
        self.assertFalse(self.line.reminded_at)
        self.assertTrue(self.line_of(self.report, self.school).sudo().reminded_at)

    def test_a_government_that_wants_no_reminder_gets_none(self):
        self.company.flexible_work_report_remind_minutes = 0
        self.follow(8, 59)
        self.assertFalse(self.line.reminded_at)

    def test_a_reminder_after_the_cut_off_hour_is_refused(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation), self.cr.savepoint():
            self.company.flexible_work_report_remind_minutes = -5
            self.company.flush_recordset()

    def test_submitting_settles_the_reminder(self):
        self.follow(8, 30)
        self.line.with_user(self.head).action_submit()
        self.assertFalse(self.activities(self.line))

    def test_at_the_cut_off_hour_bkpsdm_has_the_report_to_verify(self):
        self.days().status = "present"
        self.follow(9)
        self.assertEqual(self.report.present, 2, "counted once more")
        activity = self.activities(self.report, VERIFY)
        self.assertEqual(activity.user_id, self.bkpsdm)
        self.assertIn("2 of 2 OPD have not submitted", activity.summary)
        self.assertIn("Dinas Kesehatan, Dinas Pendidikan", self.report.message_ids[0].body)
        self.follow(9, 5)
        self.assertEqual(len(self.activities(self.report, VERIFY)), 1)

    def test_where_all_have_submitted_bkpsdm_is_told_that(self):
        self.line.with_user(self.head).action_submit()
        self.line_of(self.report, self.school).action_submit(reason="No head")
        self.follow(9)
        self.assertIn("All OPD have submitted", self.activities(self.report, VERIFY).summary)

    def test_verifying_settles_all_activities(self):
        self.follow(8, 30)
        self.follow(9)
        self.report.action_verify(reason="Cut-off hour has passed")
        self.assertFalse(self.activities(self.report, VERIFY))
        self.assertFalse(self.activities(self.line))

    def test_reports_of_other_days_are_left_alone(self):
        self.run_cron(datetime(2026, 1, 16, 2, 0))
        self.assertFalse(self.report.cutoff_told_at)
        self.assertFalse(self.activities(self.report, VERIFY))

    def test_days_that_do_not_add_up_do_not_keep_bkpsdm_from_being_told(self):
        self.env.cr.execute("UPDATE flexible_work_day SET status = 'holiday' WHERE company_id = %s", [self.company.id])
        self.env.invalidate_all()
        with self.assertLogs("odoo.addons.flexible_work_asn_reports", "WARNING"):
            self.follow(9)
        self.assertTrue(self.activities(self.report, VERIFY))
        self.assertEqual(self.report.absent, 1)

    def test_lines_past_the_cut_off_hour_are_found(self):
        lines = self.env["flexible.work.report.line"].search([("report_id", "=", self.report.id)])
        with freeze_time(wit(8, 59)):
            self.assertFalse(lines.search([("id", "in", lines.ids), ("is_overdue", "=", True)]))
        with freeze_time(wit(9, 1)):
            overdue = lines.search([("id", "in", lines.ids), ("is_overdue", "=", True)])
            self.assertEqual(set(overdue.mapped("name")), {"Dinas Kesehatan", "Dinas Pendidikan"})
            self.assertEqual(set(overdue.mapped("is_overdue")), {True})
            rest = lines.search([("id", "in", lines.ids), ("is_overdue", "=", False)])
            self.assertEqual(rest, lines - overdue)


@tagged("-at_install", "post_install")
class TestComparison(WorkflowCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.add_days(cls.health, 3)
        cls.add_days(cls.health, 1, status="absent")

    def compared(self, report=None):
        report = report or self.counted_report()
        return {one["date"].isoformat(): (one["percent"], one["change"]) for one in report.sudo()._compared()}

    def test_with_the_day_before_and_the_same_weekday_a_week_ago(self):
        self.add_days(self.health, 1, day=DAY - timedelta(days=1))
        self.add_days(self.health, 1, day=DAY - timedelta(days=7))
        self.add_days(self.health, 1, day=DAY - timedelta(days=7), status="absent")
        self.assertEqual(self.compared(), {"2026-01-14": (100.0, -25.0), "2026-01-08": (50.0, 25.0)})

    def test_the_day_before_is_a_working_day_of_the_schedule(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Libur nasional",
                "calendar_id": self.company.resource_calendar_id.id,
                "company_id": self.company.id,
                # Odoo takes them as local times of the schedule
                "date_from": datetime(2026, 1, 13, 0, 0),
                "date_to": datetime(2026, 1, 14, 23, 59, 59),
            }
        )
        self.assertEqual([*self.compared()], ["2026-01-12", "2026-01-08"])

    def test_a_date_of_which_nothing_is_known_says_so(self):
        report = self.counted_report().sudo()
        self.assertEqual([one["figures"] for one in report._compared()], [None, None])
        self.assertEqual((report.compared_before, report.compared_week), ("", ""))

    def test_what_was_sent_counts_not_what_the_days_have_become(self):
        yesterday = DAY - timedelta(days=1)
        self.add_days(self.health, 1, day=yesterday)
        self.add_days(self.school, 1, day=yesterday, status="absent")
        sent = self.Report.create({"date": yesterday})
        sent.action_count()
        self.days().filtered(lambda day: day.date == yesterday).status = "present"
        report = self.counted_report().sudo()
        self.assertEqual(self.compared(report)["2026-01-14"], (100.0, -25.0))
        sent.state = "sent"
        self.assertEqual(self.compared(report)["2026-01-14"], (50.0, 25.0))
        self.assertEqual(report._compared_lines(), {self.health.id: (100.0, None), self.school.id: (0.0, None)})

    def test_the_form_says_it_in_words(self):
        self.add_days(self.health, 1, day=DAY - timedelta(days=1))
        report = self.counted_report()
        self.assertEqual(report.compared_before, "Working day before, Wed, 14 Jan 2026: 100.00 % (−25.00)")

    def test_it_takes_as_many_queries_for_many_opd_as_for_one(self):
        opds = self.env["hr.department"].create(
            [{"name": f"Dinas {number}", "is_opd": True, "company_id": self.company.id} for number in range(40)]
        )
        report = self.counted_report().sudo()
        for day in (DAY - timedelta(days=1), DAY - timedelta(days=7)):
            self.add_rows(self.random_rows(opds, 200), day=day)
        report._compared_lines()
        self.env.invalidate_all()
        with self.assertQueryCount(__system__=8):
            report._compared_lines()
