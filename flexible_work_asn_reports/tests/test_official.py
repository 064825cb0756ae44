"""What official papers share: who signs and how, and the size of the paper."""

import base64
import io
from datetime import timedelta

import pypdf
from PIL import Image

from odoo.tests import Form, tagged

from odoo.addons.flexible_work_asn_reports.report.official import build_official

from .common import DAY, ReportCase


@tagged("-at_install", "post_install")
class TestOfficial(ReportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        grade = cls.env["flexible.work.grade"]
        cls.chief = cls.env["hr.employee"].create(
            {
                "name": "Dr. Hj. Siti Aminah, S.E., M.Si.",
                "job_title": "Kepala BKPSDM",
                "company_id": cls.company.id,
                "nip": "197208171998032005",
                "grade_id": grade.search([("code", "=", "IV/c")], limit=1).id,
            }
        )
        cls.finance.manager_id = cls.chief
        cls.company.flexible_work_report_signatory_id = cls.chief
        cls.deputy = cls.env["hr.employee"].create(
            {
                "name": "Rahman, S.IP.",
                "job_title": "Sekretaris BKPSDM",
                "company_id": cls.company.id,
                "nip": "198001012005011001",
                "grade_id": grade.search([("code", "=", "IV/a")], limit=1).id,
                "user_id": cls.plain.id,
            }
        )

    def block(self, day=DAY):
        return build_official(self.company.sudo().with_context(lang="en_US"), day).signature

    def delegate(self, kind, **values):
        today = self.company._flexible_work_today()
        return self.env["flexible.work.delegation"].create(
            {
                "kind": kind,
                "department_id": self.finance.id,
                "employee_id": self.deputy.id,
                "date_from": today,
                "date_to": today + timedelta(days=3),
                **values,
            }
        )

    def test_an_official_signs_with_rank_and_nip(self):
        """Permendagri 1/2023 Pasal 44."""
        block = self.block()
        self.assertEqual(block.place_and_date, "Loloda, 15 January 2026")
        self.assertEqual(
            (block.title, block.name, block.rank, block.nip),
            (
                "Kepala BKPSDM",
                "Dr. Hj. Siti Aminah, S.E., M.Si.",
                "Pembina Utama Muda, IV/c",
                "NIP 19720817 199803 2 005",
            ),
        )

    def test_a_regional_head_signs_with_the_name_alone(self):
        """Permendagri 1/2023: neither rank nor NIP."""
        self.company.write(
            {
                "flexible_work_report_signatory_kind": "head",
                "flexible_work_report_signatory_title": "Wali Kota Loloda",
                "flexible_work_report_signatory_name": "Siti Aminah",
            }
        )
        block = self.block()
        self.assertEqual((block.title, block.name, block.rank, block.nip), ("Wali Kota Loloda", "Siti Aminah", "", ""))

    def test_whoever_acts_for_the_head_signs_and_the_title_says_so(self):
        """Permendagri 1/2023: Plh and Plt sign as such."""
        today = self.company._flexible_work_today()
        for kind, title in (("plh", "Plh. Kepala BKPSDM"), ("plt", "Plt. Kepala BKPSDM")):
            delegation = self.delegate(kind)
            block = self.block(today + timedelta(days=3))
            self.assertEqual(
                (block.title, block.name, block.nip), (title, "Rahman, S.IP.", "NIP 19800101 200501 1 001")
            )
            delegation._end("The head is back")
            self.assertEqual(self.block(today).name, self.chief.name, "one that ended early does not count")

    def test_before_and_after_the_delegation_the_head_signs(self):
        self.delegate("plh")
        today = self.company._flexible_work_today()
        for day in (today - timedelta(days=1), today + timedelta(days=4)):
            self.assertEqual((self.block(day).title, self.block(day).name), ("Kepala BKPSDM", self.chief.name))

    def test_a_name_as_printed_is_the_heads_not_that_of_who_acts(self):
        self.company.flexible_work_report_signatory_name = "SITI AMINAH"
        today = self.company._flexible_work_today()
        self.assertEqual(self.block(today).name, "SITI AMINAH")
        self.delegate("plh")
        self.assertEqual(self.block(today).name, "Rahman, S.IP.")

    def test_nobody_set_leaves_room_for_a_pen(self):
        self.company.flexible_work_report_signatory_id = False
        block = self.block()
        self.assertEqual((block.title, block.name, block.rank, block.nip), ("", "", "", ""))

    def test_the_letterhead_has_the_arms_of_the_government(self):
        self.add_days(self.health)
        report = self.counted_report()
        self.assertNotIn("data:image", report.sudo()._html().decode())
        stream = io.BytesIO()
        Image.new("RGB", (60, 80), "green").save(stream, "PNG")
        self.company.logo = base64.b64encode(stream.getvalue())
        self.assertIn("data:image/png", report.sudo()._html().decode())
        pdf = report.sudo().with_context(force_report_rendering=True)._pdf()
        self.assertEqual(len(pypdf.PdfReader(io.BytesIO(pdf)).pages[0].images), 1)

    def test_settings_take_the_printed_name(self):
        settings = Form(self.env["res.config.settings"].with_company(self.company))
        settings.flexible_work_report_signatory_name = "Siti Aminah"
        settings.save().execute()
        self.assertEqual(self.company.flexible_work_report_signatory_name, "Siti Aminah")

    def test_paper_is_that_of_the_regional_government_whoever_prints(self):
        self.add_days(self.health)
        report = self.counted_report().sudo().with_context(force_report_rendering=True)
        for paper, size in (("a4", (297, 210)), ("f4", (330, 215))):
            self.company.flexible_work_report_paper = paper
            for company in (self.company, self.env.ref("base.main_company")):
                pdf = report.with_company(company)._pdf()
                box = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].mediabox
                self.assertEqual(tuple(round(float(side) / 72 * 25.4) for side in (box.width, box.height)), size)
