"""Who gets the page of the whole region, by whatever way: each role, each file, each address."""

from odoo.tests import HttpCase, tagged

from .common import ReportCase

PDF = "/report/pdf/flexible_work_asn_reports.daily_report/%s"
HTML = "/report/html/flexible_work_asn_reports.daily_report/%s"
XLSX = "/flexible_work/report/%s/xlsx"


@tagged("-at_install", "post_install")
class TestReportPageAccess(ReportCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.add_days(cls.health, 2)
        cls.add_days(cls.school, 3, status="absent")
        cls.report = cls.verified_report()
        cls.other_head = cls.new_user("head_of_schools", "group_head")
        cls.stranger = cls.new_user("stranger", "group_bkpsdm", company=cls.new_company("Kota Galela"))

    def answers(self, user, path):
        """Whether the page, or a name on it, comes at this address."""
        if user:
            user.password = user.login
            self.authenticate(user.login, user.login)
        else:
            self.logout()
        response = self.url_open(path % self.report.id, allow_redirects=False)
        found = response.status_code == 200
        self.assertEqual(found, b"Dinas Pendidikan" in response.content or response.content[:2] == b"PK", path)
        return found

    def test_bkpsdm_and_auditors_get_it_before_it_is_sent(self):
        for user in (self.bkpsdm, self.auditor):
            for path in (XLSX, HTML):
                self.assertTrue(self.answers(user, path), (user.login, path))

    def test_the_mayor_gets_it_once_it_is_sent(self):
        for path in (XLSX, HTML):
            self.assertFalse(self.answers(self.mayor, path), path)
        self.report.sudo().write({"state": "sent"})
        for path in (XLSX, HTML):
            self.assertTrue(self.answers(self.mayor, path), path)

    def test_nobody_else_ever_gets_it(self):
        for state in ("verified", "sent"):
            self.report.sudo().write({"state": state})
            for user in (self.plain, self.head, self.other_head, self.operator, self.stranger, None):
                for path in (XLSX, HTML, PDF):
                    self.assertFalse(self.answers(user, path), (user and user.login, path, state))
