"""Who may read and do what: each role, another OPD, another regional government."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ReportCase


@tagged("-at_install", "post_install")
class TestReportAccess(ReportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.add_days(cls.health, 2)
        cls.add_days(cls.school, 3)
        cls.report = cls.counted_report()

    def lines_seen_by(self, user):
        return self.env["flexible.work.report.line"].with_user(user).search([("report_id", "=", self.report.id)])

    def test_plain_employees_see_no_report(self):
        with self.assertRaises(AccessError):
            self.report.with_user(self.plain).read(["present"])
        with self.assertRaises(AccessError):
            self.lines_seen_by(self.plain)

    def test_heads_and_operators_see_the_report_but_only_their_own_line(self):
        for user in (self.head, self.operator):
            self.assertEqual(self.report.with_user(user).headcount, 5)
            self.assertEqual(self.report.with_user(user).line_ids.mapped("name"), ["Dinas Kesehatan"])
            self.assertEqual(self.lines_seen_by(user).mapped("name"), ["Dinas Kesehatan"])
            self.assertFalse(
                self.env["flexible.work.report.line"].with_user(user).search([("department_id", "=", self.school.id)])
            )
            with self.assertRaises(AccessError):
                self.line_of(self.report, self.school, user).read(["present"])

    def test_lines_of_others_do_not_leak_through_groups(self):
        Line = self.env["flexible.work.report.line"].with_user(self.head)
        groups = Line._read_group([("report_id", "=", self.report.id)], ["department_id"], ["headcount:sum"])
        self.assertEqual([(opd.id, headcount) for opd, headcount in groups], [(self.health.id, 2)])

    def test_heads_get_no_page_of_the_whole_region(self):
        for user in (self.head, self.operator, self.plain):
            with self.assertRaises(UserError):  # or the AccessError that is one
                self.report.with_user(user)._page()
            with self.assertRaises(AccessError):
                self.report.with_user(user).read(["pdf_file"])

    def test_operators_prepare_but_do_not_submit(self):
        line = self.line_of(self.report, self.health, self.operator)
        line.action_refresh()
        with self.assertRaisesRegex(AccessError, "Only the head"):
            line.action_submit()
        self.line_of(self.report, self.health, self.head).action_submit()
        with self.assertRaises(AccessError):
            line.action_withdraw(reason="?")

    def test_heads_submit_no_other_opd(self):
        line = self.line_of(self.report, self.school, self.head)
        for action in (line.action_refresh, line.action_submit, lambda: line.action_withdraw(reason="?")):
            with self.assertRaises(AccessError):
                action()

    def test_nobody_writes_a_line_directly(self):
        for user in (self.head, self.operator, self.bkpsdm, self.mayor, self.auditor):
            with self.assertRaises(AccessError):
                self.line_of(self.report, self.health, user).write({"absent": 0})

    def test_only_bkpsdm_counts_verifies_and_sends(self):
        for user in (self.head, self.operator, self.mayor, self.auditor):
            report = self.report.with_user(user)
            for action in (report.action_count, report.action_verify, report.action_send, report.action_open_today):
                with self.assertRaises(AccessError):
                    action()
            with self.assertRaises(AccessError):
                report.write({"number": "1"})

    def test_the_mayor_reads_only_what_was_sent(self):
        self.assertFalse(self.env["flexible.work.report"].with_user(self.mayor).search([]))
        with self.assertRaises(AccessError):
            self.report.with_user(self.mayor).read(["present"])
        self.assertFalse(self.lines_seen_by(self.mayor))
        self.report.action_verify(reason="Cut-off hour has passed")
        self.report.sudo().write({"state": "sent", "pdf_file": b"JVBERg=="})
        report = self.report.with_user(self.mayor)
        self.assertEqual((report.present, len(report.line_ids)), (5, 4))
        self.assertTrue(report.pdf_file)
        with self.assertRaises(UserError):
            report.write({"number": "1"})

    def test_auditors_read_everything_and_change_nothing(self):
        report = self.report.with_user(self.auditor)
        self.assertEqual(len(report.line_ids), 4)
        self.assertTrue(report._page().rows)
        with self.assertRaises(AccessError):
            report.unlink()

    def test_another_regional_government_sees_nothing(self):
        other = self.new_company("Kota Galela")
        for role in ("group_bkpsdm", "group_auditor", "group_head", "group_executive"):
            stranger = self.new_user(f"stranger_{role}", role, company=other)
            self.assertFalse(self.env["flexible.work.report"].with_user(stranger).search([]))
            self.assertFalse(self.lines_seen_by(stranger))
            with self.assertRaises(AccessError):
                self.report.with_user(stranger).read(["present"])

    def test_the_reason_dialog_takes_only_its_own_steps(self):
        wizard = (
            self.env["flexible.work.report.reason"]
            .with_user(self.head)
            .create({"line_id": self.line_of(self.report, self.health).id, "method": "action_verify", "reason": "?"})
        )
        with self.assertRaises(UserError):
            wizard.action_confirm()

    def test_files_of_a_sent_report_cannot_be_replaced(self):
        self.report.action_verify(reason="Cut-off hour has passed")
        self.report.sudo().write({"state": "sent"})
        files = (
            self.env["ir.attachment"]
            .sudo()
            .create({"name": "x", "res_model": self.report._name, "res_id": self.report.id, "raw": b"x"})
        )
        with self.assertRaises(AccessError):
            files.with_user(self.bkpsdm).write({"raw": b"y"})
        with self.assertRaises(AccessError):
            files.with_user(self.bkpsdm).unlink()

    def test_progress_and_total_are_of_all_opd_whoever_looks(self):
        """Also after the head has read the own lines, which fills the cache with them alone."""
        report = self.report.with_user(self.head)
        self.env.invalidate_all()
        self.assertEqual(len(report.line_ids), 1)
        self.assertEqual((report.opd_count, report.missing_count), (2, 2))
        self.line_of(self.report, self.health, self.head).action_submit()
        self.assertEqual((report.headcount, report.submitted_count), (5, 1))
