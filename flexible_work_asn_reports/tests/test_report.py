from datetime import datetime, timedelta

from freezegun import freeze_time
from psycopg2.errors import CheckViolation, UniqueViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.flexible_work_asn_reports.figures import FIELDS

from .common import DAY, SEVEN, ReportCase


@tagged("-at_install", "post_install")
class TestReport(ReportCase):
    def test_one_click_opens_the_report_of_the_local_date(self):
        """At 07:30 in Ternate the UTC date is still yesterday."""
        self.add_days(self.health, 3)
        with freeze_time(datetime(2026, 1, 14, 22, 30)):
            action = self.Report.with_user(self.bkpsdm).action_open_today()
            report = self.Report.browse(action["res_id"])
            self.assertEqual(report.date, DAY)
            self.assertEqual(report.headcount, 3)
            self.assertEqual(self.Report.with_user(self.bkpsdm).action_open_today()["res_id"], report.id)

    def test_counts_present_by_mode_and_the_others_by_status(self):
        self.add_days(self.health, 2, mode="wfo", late_minutes=5)
        self.add_days(self.health, 3, mode="wfh", apel_expected=True, apel_morning="on_time")
        self.add_days(self.health, 1, mode="wfa", asn_kind="pppk")
        self.add_days(self.health, 1, mode="other_office", asn_kind="pppk_pw")
        for status in ("duty", "leave", "sick", "permit", "study", "off"):
            self.add_days(self.health, 1, status=status, mode=None)
        self.add_days(self.health, 1, status="leave", mode=None, leave_kind="cap", structural=True, corrected=True)
        self.add_days(self.health, 2, status="absent", mode="wfo", structural=True)
        self.add_days(self.health, 1, status="pending", mode="wfh", apel_expected=True)
        line = self.line_of(self.counted_report(), self.health)
        expected = {
            "headcount": 17,
            "pns": 15,
            "pppk": 1,
            "pppk_pw": 1,
            "wfo": 2,
            "wfh": 3,
            "wfa": 1,
            "other_office": 1,
            "present": 7,
            "duty": 1,
            "leave": 2,
            "leave_cap": 1,
            "leave_other": 1,
            "sick": 1,
            "permit": 1,
            "study": 1,
            "off": 1,
            "absent": 3,
            "pending": 1,
            "obliged": 10,
            "late": 2,
            "apel_expected": 4,
            "apel_present": 3,
            "structural_obliged": 2,
            "structural_present": 0,
            "structural_headcount": 3,
            "structural_absent": 2,
            "late_minutes": 10,
            "corrected": 1,
            "percent": 70.0,
        }
        self.assertEqual({name: line[name] for name in expected}, expected)

    def test_people_without_an_opd_are_on_a_line_of_their_own(self):
        self.add_days(self.health, 2)
        self.add_days(None, 3)
        report = self.counted_report()
        line = report.line_ids.filtered(lambda line: not line.department_id)
        self.assertEqual((line.headcount, line.must_submit, report.headcount), (3, False, 5))

    def test_total_is_the_sum_of_the_lines_and_of_the_days(self):
        self.add_rows(self.random_rows([*self.opds, None], 300))
        report = self.counted_report()
        self.assertEqual(report.headcount, 300)
        for name in (*FIELDS, "present", "obliged"):
            self.assertEqual(report[name], sum(report.line_ids.mapped(name)), name)

    def test_other_dates_and_other_governments_are_not_counted(self):
        other = self.new_company("Kota Galela")
        self.add_days(self.health, 2)
        self.add_days(self.health, 5, day=DAY + timedelta(days=1))
        self.add_days(None, 7, company=other)
        self.assertEqual(self.counted_report().headcount, 2)

    def test_the_hour_of_the_count_is_local(self):
        self.add_days(self.health)
        report = self.Report.with_user(self.bkpsdm).create({"date": DAY})
        report.action_count()
        report.sudo().as_of = datetime(2026, 1, 15, 0, 0)
        self.assertEqual(report.as_of_local, "09:00 WIT")
        report.sudo().as_of = datetime(2026, 1, 16, 0, 0)
        self.assertEqual(report.as_of_local, "09:00 WIT, 16 Jan 2026")

    def test_counting_again_follows_the_days(self):
        self.add_days(self.health, 1, status="pending")
        report = self.counted_report()
        self.assertEqual(report.absent, 1)
        self.env["flexible.work.day"].search([("company_id", "=", self.company.id)]).status = "present"
        report.action_count()
        self.assertEqual((report.absent, report.present), (0, 1))

    def test_one_report_a_day(self):
        self.counted_report()
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation), self.cr.savepoint():
            self.counted_report()

    def test_the_database_refuses_figures_that_do_not_add_up(self):
        self.add_days(self.health)
        line = self.line_of(self.counted_report(), self.health).sudo()
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation), self.cr.savepoint():
            line.absent = 5
            line.flush_recordset()

    def test_a_contradiction_in_the_days_is_said_and_nothing_is_written(self):
        self.add_days(self.health)
        report = self.counted_report()
        self.env.cr.execute("ALTER TABLE flexible_work_day ALTER status TYPE varchar")
        self.env.cr.execute("UPDATE flexible_work_day SET status = 'holiday' WHERE company_id = %s", [self.company.id])
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "do not add up.*holiday"):
            report.action_count()
        self.assertEqual(report.present, 1)

    def test_submitting_freezes_the_line_until_it_is_taken_back(self):
        self.add_days(self.health, 1, status="pending")
        report = self.counted_report()
        line = self.line_of(report, self.health, self.head)
        line.action_submit()
        self.assertEqual((line.state, line.submitted_by_id), ("submitted", self.head))
        self.env["flexible.work.day"].search([("company_id", "=", self.company.id)]).status = "present"
        report.action_count()
        self.assertEqual(line.absent, 1)
        line.action_withdraw(reason="Two people were in the field")
        line.action_refresh()
        self.assertEqual((line.absent, line.present, report.present), (0, 1, 1))
        self.assertIn("Two people were in the field", line.message_ids[0].body)

    def test_submitting_counts_once_more(self):
        """A head who verified people since the last count submits what is true now."""
        self.add_days(self.health, 1, status="pending")
        report = self.counted_report()
        self.env["flexible.work.day"].search([("company_id", "=", self.company.id)]).status = "present"
        line = self.line_of(report, self.health, self.head)
        line.action_submit()
        self.assertEqual((line.present, report.present), (1, 1))

    def test_submitted_when_all_opd_with_people_have(self):
        self.add_days(self.health)
        self.add_days(self.school)
        self.add_days(None)
        report = self.counted_report()
        self.assertEqual((report.opd_count, report.submitted_count), (2, 0))
        self.assertEqual(report.missing_names, "Dinas Kesehatan, Dinas Pendidikan")
        self.line_of(report, self.health, self.head).action_submit()
        self.assertEqual((report.state, report.progress), ("collecting", 50))
        self.line_of(report, self.school).action_submit(reason="No network on the island")
        self.assertEqual(report.state, "submitted")
        self.line_of(report, self.health, self.head).action_withdraw(reason="Wrong")
        self.assertEqual(report.state, "collecting")

    def test_a_new_opd_takes_the_report_back_to_collecting(self):
        self.add_days(self.health)
        report = self.counted_report()
        self.line_of(report, self.health, self.head).action_submit()
        self.assertEqual(report.state, "submitted")
        self.add_days(self.school)
        report.action_count()
        self.assertEqual(report.state, "collecting")

    def test_bkpsdm_submits_for_an_opd_only_with_a_reason(self):
        self.add_days(self.health)
        report = self.counted_report()
        line = self.line_of(report, self.health)
        question = line.action_submit()
        self.assertEqual((question["res_model"], line.state), ("flexible.work.report.reason", "collecting"))
        wizard = (
            self.env["flexible.work.report.reason"]
            .with_user(self.bkpsdm)
            .with_context(**question["context"])
            .create({"reason": "No network on the island"})
        )
        wizard.action_confirm()
        self.assertEqual((line.state, line.on_behalf_reason), ("submitted", "No network on the island"))

    def test_who_came_late_to_the_apel_and_never_checked_in_is_late(self):
        self.add_days(self.health, 1, mode="wfh", apel_morning="late")
        self.add_days(self.health, 1, mode="wfh", apel_morning="late", check_in=SEVEN)
        self.add_days(self.health, 1, mode="wfh", apel_morning="on_time")
        self.assertEqual(self.line_of(self.counted_report(), self.health).late, 1)

    def test_late_submission_is_marked(self):
        self.add_days(self.health)
        self.add_days(self.school)
        report = self.counted_report()
        line = self.line_of(report, self.health, self.head)
        self.assertEqual(report.deadline, datetime(2026, 1, 15, 0, 0))  # 09:00 WIT
        line.action_submit()
        line.sudo().submitted_at = datetime(2026, 1, 15, 0, 0)
        self.assertFalse(line.is_late)
        line.sudo().submitted_at = datetime(2026, 1, 15, 0, 0, 1)
        self.assertTrue(line.is_late)

    def test_the_cut_off_of_old_reports_does_not_move(self):
        report = self.Report.create({"date": DAY})
        self.company.flexible_work_report_cutoff = 12
        self.assertEqual(report.deadline, datetime(2026, 1, 15, 0, 0))

    def test_verifying_without_opd_needs_a_reason(self):
        self.add_days(self.health)
        report = self.counted_report()
        self.assertEqual(report.action_verify()["res_model"], "flexible.work.report.reason")
        self.assertEqual(report.state, "collecting")
        report.action_verify(reason="Cut-off hour has passed")
        self.assertEqual(
            (report.state, report.missing_reason, report.verified_by_id),
            ("verified", "Cut-off hour has passed", self.bkpsdm),
        )

    def test_verifying_a_complete_report_needs_none(self):
        self.add_days(self.health)
        report = self.counted_report()
        self.line_of(report, self.health, self.head).action_submit()
        report.action_verify()
        self.assertEqual((report.state, report.missing_reason), ("verified", False))

    def test_nothing_counted_is_not_verified(self):
        report = self.counted_report()
        with self.assertRaisesRegex(UserError, "nothing to verify"):
            report.action_verify(reason="?")

    def test_a_verified_report_takes_no_more_figures(self):
        self.add_days(self.health)
        self.add_days(self.school)
        report = self.counted_report()
        line = self.line_of(report, self.health, self.head)
        line.action_submit()
        report.action_verify(reason="Cut-off hour has passed")
        school = self.line_of(report, self.school)
        for late in (
            line.action_refresh,
            school.action_refresh,
            report.action_count,
            report.action_verify,
            lambda: line.action_withdraw(reason="?"),
            lambda: school.action_submit(reason="?"),
            lambda: school.sudo().write({"absent": 0}),
            lambda: school.sudo().unlink(),
        ):
            with self.assertRaises(UserError):
                late()

    def test_verification_can_be_taken_back_before_sending(self):
        self.add_days(self.health)
        report = self.verified_report()
        self.assertEqual(report.action_reopen()["res_model"], "flexible.work.report.reason")
        report.action_reopen(reason="An OPD called")
        self.assertEqual((report.state, report.missing_reason, report.verified_at), ("collecting", False, False))
        self.line_of(report, self.health, self.head).action_submit()
        report.action_verify()
        self.assertEqual(report.state, "verified")

    def test_figures_and_states_are_never_typed(self):
        self.add_days(self.health)
        report = self.counted_report()
        for values in ({"present": 5}, {"state": "sent"}, {"as_of": DAY}, {"verified_by_id": self.bkpsdm.id}):
            with self.assertRaises(AccessError):
                report.write(values)
        with self.assertRaises(AccessError):
            self.Report.with_user(self.bkpsdm).create({"date": "2026-01-20", "state": "verified"})
        report.number = "800/17"

    def test_a_counted_report_keeps_its_date(self):
        report = self.counted_report()
        with self.assertRaisesRegex(UserError, "already been counted"):
            report.date = "2026-01-20"

    def test_reports_with_submissions_are_not_deleted(self):
        self.add_days(self.health)
        report = self.counted_report()
        self.line_of(report, self.health, self.head).action_submit()
        with self.assertRaises(UserError):
            report.unlink()
        self.line_of(report, self.health, self.head).action_withdraw(reason="Test")
        report.unlink()

    def test_name_of_the_opd_stays_that_of_the_date(self):
        self.add_days(self.health)
        report = self.counted_report()
        self.health.name = "Dinas Kesehatan dan Keluarga Berencana"
        self.assertEqual(self.line_of(report, self.health).name, "Dinas Kesehatan")

    def test_report_is_opened_by_itself_once_days_are_open(self):
        with freeze_time(datetime(2026, 1, 14, 22, 30)):
            self.Report._cron_open_reports()
            self.assertFalse(self.Report.search([("company_id", "=", self.company.id)]))
            self.add_days(self.health, 2)
            self.Report._cron_open_reports()
            report = self.Report.search([("company_id", "=", self.company.id)])
            self.assertEqual((report.date, report.headcount), (DAY, 2))
            self.Report._cron_open_reports()

    def test_counting_takes_as_many_queries_for_ninety_opd_as_for_three(self):
        few = self.add_region(3, 30)
        many = self.add_region(90, 3000)
        self.count_queries(few)  # warm
        few_queries, many_queries = self.count_queries(few), self.count_queries(many)
        self.assertEqual(few_queries, many_queries)
        self.assertLessEqual(many_queries, 30)

    def add_region(self, opds, people):
        company = self.new_company(f"Kota {opds}")
        departments = self.env["hr.department"].create(
            [
                {"name": f"Dinas {number}", "is_opd": True, "company_id": company.id, "onsite_min_count": 999}
                for number in range(opds)
            ]
        )
        self.add_rows(self.random_rows(departments, people), company)
        return self.env["flexible.work.report"].with_company(company).create({"date": DAY, "company_id": company.id})

    def count_queries(self, report):
        days = self.env["flexible.work.day"].search([("company_id", "=", report.company_id.id)])
        days.status = "absent"
        report.action_count()
        days.status = "present"
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        report.action_count()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before
