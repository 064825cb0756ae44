import io
import re
import unicodedata

from pypdf import PdfReader

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.flexible_work_asn.report.assignment_letters import build_letter

from .common import THURSDAY, WEDNESDAY
from .test_request import RequestCase

REPORT = "flexible_work_asn.action_report_assignment_"


@freeze_time("2026-01-12 22:30:00")  # Tuesday 13 January 07:30 in Ternate
@tagged("post_install", "-at_install")
class TestAssignmentLetters(RequestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write({"name": "Kota Ternate", "city": "Ternate", "street": "Jalan Revolusi 1"})
        grade = cls.env.ref("flexible_work_asn.grade_4b")
        cls.head.write({"name": "Ibrahim Gamalanta", "nip": "197601282000021009", "grade_id": grade.id})
        cls.head.job_title = "Kepala Dinas Kominfo"
        cls.other_head.write({"name": "Safia Albar", "job_title": "Kepala Dinas Kesehatan"})
        cls.staff.write({"name": "Nurhaliza Kastelano", "nip": "199403102019022001", "job_title": "Pranata Komputer"})
        cls.assignment = cls.env["flexible.work.assignment"].create(
            {
                "employee_id": cls.staff.id,
                "department_to_id": cls.dinkes.id,
                "date_from": WEDNESDAY,
                "date_to": THURSDAY,
                "role": "Operator loket",
                "task": "Perekaman permohonan",
                "thursday": False,
                "share": 60,
                "letter_number": "800.1.11.1/112/2026",
                "release_number": "800.1.3.1/41/2026",
            }
        )

    def _approve(self):
        self.as_user(self.assignment, "head").action_release()
        self.as_user(self.assignment, "other_head").action_accept()

    def _text(self, letter):
        content, kind = (
            self.env["ir.actions.report"]
            .with_context(force_report_rendering=True)
            ._render_qweb_pdf(REPORT + letter, self.assignment.ids)
        )
        self.assertEqual(kind, "pdf")
        pages = PdfReader(io.BytesIO(content)).pages
        self.assertEqual(len(pages), 1)
        # fonts print fi as one sign
        return unicodedata.normalize("NFKC", re.sub(r"\s+", " ", pages[0].extract_text()))

    def _check_words(self, text, *words):
        for one in words:
            self.assertIn(one, text)

    # ------------------------------------------------------------ what stands in them
    def test_the_consent_to_release_is_that_of_the_unit_of_the_post(self):
        self._approve()
        text = self._text("release")
        self._check_words(
            text,
            "DISKOMINFO",
            "LETTER OF CONSENT TO RELEASE",
            "800.1.3.1/41/2026",
            "Nurhaliza Kastelano",
            "NIP 19760128 200002 1 009",
            "Dinas Kesehatan",
            "14 January 2026 to 15 January 2026",
            "Wednesday",
            "60 %",
            "Ternate, 13 January 2026",
            "Kepala Dinas Kominfo,",
            "Pembina Tingkat I, IV/b",
        )
        self.assertNotIn("Safia Albar", text)

    def test_the_consent_to_accept_is_that_of_the_receiving_unit(self):
        self._approve()
        text = self._text("acceptance")
        self._check_words(
            text, "DINAS KESEHATAN", "LETTER OF CONSENT TO ACCEPT", "Safia Albar", "Operator loket", "...."
        )
        self.assertNotIn("Ibrahim Gamalanta", text)

    def test_the_surat_tugas_is_signed_by_both(self):
        self._approve()
        self._check_words(
            self._text("order"),
            "LETTER OF ASSIGNMENT",
            "800.1.11.1/112/2026",
            "number 800.1.3.1/41/2026 of 13 January 2026",
            "Ibrahim Gamalanta",
            "Safia Albar",
            "Perekaman permohonan",
            "Page 1 of 1",
        )

    def test_one_who_speaks_for_both_signs_once(self):
        sekretariat = self._create_unit("Sekretariat", parent_id=self.diskominfo.id)
        self.as_user(self.assignment, "head").department_to_id = sekretariat
        self.as_user(self.assignment, "head").action_release()
        self.as_user(self.assignment, "head").action_accept()
        letter = build_letter(self.assignment.sudo(), "order")
        self.assertEqual([block.name for block in letter.signatures], ["Ibrahim Gamalanta"])

    def test_where_bkpsdm_decides_in_place_of_the_head_it_signs(self):
        officer = self._create_employee("Kepala BKPSDM", self.dinkes, job_title="Kepala BKPSDM")
        officer.user_id = self.user["bkpsdm"]
        self.as_user(self.assignment, "bkpsdm")._release("Kepala berhalangan")
        letter = build_letter(self.assignment.sudo(), "release")
        self.assertEqual((letter.signatures[0].name, letter.signatures[0].title), ("Kepala BKPSDM", "Kepala BKPSDM"))

    def test_the_working_hours_there_are_named(self):
        lines = [(0, 0, {"name": "PATEN", "dayofweek": str(n), "hour_from": 9, "hour_to": 17}) for n in range(5)]
        calendar = self.env["resource.calendar"].create(
            {"name": "PATEN", "company_id": self.company.id, "attendance_ids": lines}
        )
        self.as_user(self.assignment, "head").calendar_id = calendar
        self._approve()
        terms = dict(build_letter(self.assignment.sudo(), "order").terms)
        self.assertEqual(terms["Working hours"], "PATEN (09:00–17:00)")

    # ------------------------------------------------------------ when, and by whom
    def test_a_letter_waits_for_its_side(self):
        for method, words in (
            ("action_print_release", "has not released yet"),
            ("action_print_acceptance", "has not accepted yet"),
            ("action_print_order", "not approved by both sides"),
        ):
            with self.subTest(method=method), self._refused(UserError, words):
                getattr(self.as_user(self.assignment, "head"), method)()
        self.as_user(self.assignment, "head").action_release()
        self.assertTrue(self.as_user(self.assignment, "head").action_print_release())

    def test_a_unit_without_a_head_has_nobody_who_signs(self):
        self._approve()
        self.dinkes.manager_id = False
        with self._refused(UserError, "Dinas Kesehatan has no head"):
            self.as_user(self.assignment, "head").action_print_order()

    def test_who_prints(self):
        self._approve()
        report = self.env["report.flexible_work_asn.assignment_order"]
        allowed = []
        for role in self.user:
            try:
                self.as_user(self.assignment, role).action_print_order()
                self.as_user(report, role)._get_report_values(self.assignment.ids)
                allowed.append(role)
            except AccessError:
                continue
        self.assertEqual(allowed, ["employee", "head", "other_head", "operator", "bkpsdm", "auditor"])

    # ------------------------------------------------------------ written by the job
    def _run_job(self):
        with self.enter_registry_test_mode():
            job = self.env.ref("flexible_work_asn.cron_assignment_letters")
            job.with_context(force_report_rendering=True).method_direct_trigger()

    def test_the_letters_are_added_once_both_have_approved(self):
        self._approve()
        self.assertTrue(self.assignment.letters_due)
        self._run_job()
        files = self.assignment.message_ids[0].attachment_ids
        self.assertEqual(len(files), 3)
        self.assertEqual(set(files.mapped("mimetype")), {"application/pdf"})
        self.assertEqual(set(files.mapped("res_id")), {self.assignment.id})
        self.assertFalse(self.assignment.letters_due)
        self.assertTrue(self.as_user(files, "employee").has_access("read"))
        self.assertFalse(self.as_user(files, "executive").has_access("read"))

    def test_a_number_that_comes_later_writes_them_again(self):
        self._approve()
        self.assignment.letters_due = False
        self.as_user(self.assignment, "other_head").acceptance_number = "800/T/9"
        self.assertTrue(self.assignment.letters_due)

    def test_letters_that_cannot_be_written_say_why_and_hold_up_nothing(self):
        self._approve()
        self.diskominfo.manager_id = False
        self._run_job()
        self.assertIn("Diskominfo has no head", self.assignment.message_ids[0].body)
        self.assertEqual((self.assignment.state, self.assignment.letters_due), ("approved", False))
