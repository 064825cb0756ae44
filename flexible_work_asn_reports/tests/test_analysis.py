"""Graph and pivot on days and on daily reports."""

from odoo.tests import tagged

from .common import ReportCase


@tagged("-at_install", "post_install")
class TestAnalysis(ReportCase):
    def test_the_share_of_a_group_is_that_of_its_sums(self):
        self.add_days(self.health, 9)
        self.add_days(self.health, 1, status="absent")
        self.add_days(self.school, 1)
        self.add_days(self.school, 1, status="absent")
        report = self.counted_report()
        lines = self.env["flexible.work.report.line"].with_user(self.bkpsdm)
        ((share,),) = lines._read_group([("report_id", "=", report.id)], [], ["percent:avg"])
        self.assertAlmostEqual(float(share), 100 * 10 / 12)
        empty = lines._read_group([("report_id", "=", report.id), ("headcount", "=", 0)], [], ["percent:avg"])
        self.assertFalse(empty[0][0])

    def test_graph_and_pivot_open_with_the_rights_of_each_role(self):
        """The regional head analyses what was sent; days are for those who may read them."""
        days = self.env.ref("flexible_work_asn_reports.menu_day_analysis")
        reports = self.env.ref("flexible_work_asn_reports.menu_report_analysis")
        for user, sees_days, sees_reports in (
            (self.plain, False, False),
            (self.mayor, False, True),
            (self.head, True, True),
            (self.operator, True, True),
            (self.auditor, True, True),
            (self.bkpsdm, True, True),
        ):
            visible = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
            self.assertEqual((days.id in visible, reports.id in visible), (sees_days, sees_reports), user.login)
