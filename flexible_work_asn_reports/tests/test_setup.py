import base64
from pathlib import Path
from unittest.mock import patch

from odoo.tools import file_path

from .common import ReportCase


class TestSetupReports(ReportCase):
    """The checks of the account in each of their states."""

    def _check(self, key):
        sections = self.env["flexible.work.setup"].with_company(self.company).get_checklist()["sections"]
        return next(check for section in sections for check in section["checks"] if check["key"] == key)

    def _state(self, key):
        return self._check(key)["state"]

    def test_recipients_have_an_address(self):
        self.company.flexible_work_report_recipient_ids = False
        self.assertEqual(self._state("recipients"), "missing")
        mayor, deputy = self.env["res.partner"].create([{"name": "Wali Kota"}, {"name": "Wakil Wali Kota"}])
        self.company.flexible_work_report_recipient_ids = mayor
        self.assertEqual(self._state("recipients"), "missing", "nobody can be written to")
        deputy.email = "wakil@ternate.example"
        self.company.flexible_work_report_recipient_ids = mayor | deputy
        check = self._check("recipients")
        self.assertEqual(check["state"], "warning")
        self.assertIn("Wali Kota", check["found"])
        mayor.email = "walikota@ternate.example"
        self.assertEqual(self._state("recipients"), "done")

    def test_it_is_sent_after_the_cut_off_hour(self):
        self.company.write(
            {
                "flexible_work_report_cutoff": 9.0,
                "flexible_work_report_send": "hand",
                "flexible_work_report_send_hour": 8,
            }
        )
        self.assertEqual(self._state("cutoff"), "done")
        self.company.flexible_work_report_send = "verified"
        self.assertEqual(self._state("cutoff"), "warning")
        self.company.flexible_work_report_send_hour = 9.5
        self.assertEqual(self._state("cutoff"), "done")

    def test_the_letterhead_has_arms_office_and_address(self):
        self.company.write(
            {
                "logo": False,
                "flexible_work_report_office": False,
                "flexible_work_report_address": False,
                "street": False,
            }
        )
        self.assertEqual(self._state("letterhead"), "missing")
        self.company.flexible_work_report_office = "BKPSDM"
        self.assertEqual(self._state("letterhead"), "warning")
        arms = Path(file_path("flexible_work_asn/static/description/icon.png")).read_bytes()
        self.company.write({"logo": base64.b64encode(arms), "street": "Jalan Revolusi 1"})
        self.assertEqual(self._state("letterhead"), "done")

    def test_an_official_signs_with_the_nip(self):
        self.company.flexible_work_report_signatory_id = False
        self.assertEqual(self._state("signatory"), "missing")
        manager = self.health.manager_id
        self.assertFalse(manager.nip)
        self.company.flexible_work_report_signatory_id = manager

        self.company.flexible_work_report_signatory_kind = "official"
        self.assertEqual(self._state("signatory"), "warning")
        self.company.flexible_work_report_signatory_kind = "head"
        self.assertEqual(self._state("signatory"), "done", "a regional head signs without one")

    def test_services_are_published(self):
        self.env["flexible.work.public.service"].search([]).active = False
        self.company.flexible_work_public_page = True
        self.assertEqual(self._state("public"), "warning")
        self.company.flexible_work_public_page = False
        self.assertEqual(self._state("public"), "optional")
        self.company.flexible_work_public_page = True
        self.env["flexible.work.public.service"].create(
            {"name": "KTP", "department_id": self.health.id, "company_id": self.company.id}
        )
        self.assertEqual(self._state("public"), "done")

    def test_printing(self):
        reports = type(self.env["ir.actions.report"])
        cases = {"ok": "done", "workers": "warning", "upgrade": "missing", "broken": "missing", "install": "missing"}
        for found, state in cases.items():
            with self.subTest(found), patch.object(reports, "get_wkhtmltopdf_state", lambda _self, found=found: found):
                self.assertEqual(self._state("printing"), state)
