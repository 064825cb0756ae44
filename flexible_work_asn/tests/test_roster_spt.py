import io
import re
from datetime import date, timedelta

from freezegun import freeze_time
from pypdf import PdfReader

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.flexible_work_asn.report.roster_spt import build_letters, date_words

from .common import MONDAY, TUESDAY, WEDNESDAY, FlexibleWorkCase

REPORT = "flexible_work_asn.action_report_roster_spt"


@freeze_time("2026-01-11 22:30:00")
@tagged("post_install", "-at_install")
class TestRosterSpt(FlexibleWorkCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_circular(legal_basis="Peraturan Menteri PANRB Nomor 4 Tahun 2025")
        cls._create_one_user_of_each_role()
        cls.company.write({"name": "Kota Ternate", "city": "Ternate", "street": "Jalan Revolusi 1", "phone": "0921-1"})
        cls.head.write(
            {
                "name": "Ibrahim Gamalanta, S.STP., M.Si.",
                "nip": "197601282000021009",
                "job_title": "Kepala Dinas",
                "grade_id": cls.env.ref("flexible_work_asn.grade_4b").id,
            }
        )
        cls.staff.write(
            {
                "name": "Nurhaliza Kastelano, S.Kom.",
                "nip": "199403102019022001",
                "job_title": "Pranata Komputer",
                "grade_id": cls.env.ref("flexible_work_asn.grade_3b").id,
            }
        )
        cls.roster = cls._create_roster(
            cls.bidang,
            [(cls.staff, TUESDAY, "wfh"), (cls.staff, WEDNESDAY, "wfo"), (cls.staff, TUESDAY + timedelta(7), "wfh")],
        )

    def _number(self):
        self.roster.write({"spt_number": "800.1.11.1/145/2026", "spt_date": date(2026, 1, 12)})

    def _pdf(self, roster=None):
        pdf, kind = (
            self.env["ir.actions.report"]
            .with_context(force_report_rendering=True)
            ._render_qweb_pdf(REPORT, (roster or self.roster).ids)
        )
        self.assertEqual(kind, "pdf")
        return PdfReader(io.BytesIO(pdf))

    def _text(self, reader):
        return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))

    # ------------------------------------------------------------ what is missing
    def test_a_letter_without_number_and_date_is_refused(self):
        with self.assertRaisesRegex(UserError, "Number of the SPT, Date of the SPT"):
            self.roster.action_print_spt()
        with self.assertRaisesRegex(UserError, "Number of the SPT"):
            self._pdf()

    def test_a_draft_is_not_printed(self):
        self.roster.action_reopen()
        self._number()
        with self.assertRaisesRegex(UserError, "Approve it"):
            self.roster.action_print_spt()

    def test_a_unit_without_a_head_has_nobody_who_signs(self):
        self._number()
        self.diskominfo.manager_id = False
        self.bidang.manager_id = False
        with self.assertRaisesRegex(UserError, "Nobody can sign"):
            self.roster.action_print_spt()

    # ------------------------------------------------------------ the letter
    def test_the_pdf_names_people_dates_and_who_signs(self):
        self._number()
        text = self._text(self._pdf())
        for words in (
            "GOVERNMENT OF KOTA TERNATE",
            "DISKOMINFO",
            "Jalan Revolusi 1",
            "800.1.11.1/145/2026",
            "Peraturan Menteri PANRB Nomor 4 Tahun 2025",
            "number 800/84/2025 of 9 January 2026",
            "Nurhaliza Kastelano, S.Kom.",
            "NIP 19940310 201902 2 001",
            "Pranata Komputer",
            "13, 20 January 2026",
            "Ternate, 12 January 2026",
            "Ibrahim Gamalanta, S.STP., M.Si.",
            "NIP 19760128 200002 1 009",
            "Pembina Tingkat I, IV/b",
            "Page 1 of 1",
        ):
            self.assertIn(words, text)

    def test_a_long_list_repeats_its_heading_and_numbers_its_pages(self):
        people = [self._create_employee(f"Perawat {n:03}", self.dinkes) for n in range(90)]
        roster = self._create_roster(self.dinkes, [(one, MONDAY, "wfo") for one in people])
        roster.write({"spt_number": "1", "spt_date": MONDAY})
        reader = self._pdf(roster)
        self.assertGreater(len(reader.pages), 2)
        for number, page in enumerate(reader.pages[:-1], 1):
            text = re.sub(r"\s+", " ", page.extract_text())
            self.assertIn("Rank, grade", text)
            self.assertIn(f"Page {number} of {len(reader.pages)}", text)
        self.assertIn("Perawat 089", self._text(reader))

    def test_an_acting_head_signs_as_such(self):
        self._number()
        delegation = self.env["flexible.work.delegation"].create(
            {
                "kind": "plh",
                "department_id": self.diskominfo.id,
                "employee_id": self.staff.id,
                "date_from": MONDAY,
                "date_to": MONDAY,
            }
        )
        letter = build_letters(self.roster)[self.roster.id]
        self.assertEqual(letter.signature.title, "Plh. Kepala Dinas")
        self.assertEqual(letter.signature.name, self.staff.name)
        delegation._end("Kepala kembali")
        letter = build_letters(self.roster)[self.roster.id]
        self.assertEqual((letter.signature.title, letter.signature.name), ("Kepala Dinas", self.head.name))

    def test_shifts_are_printed_with_their_hours_and_free_days_are_not(self):
        night, free = self.env["flexible.work.shift"].create(
            [
                {"name": "Malam", "code": "M", "hour_from": 21, "hour_to": 7},
                {"name": "Libur", "code": "O", "is_off": True},
            ]
        )
        roster = self.env["flexible.work.roster"].create(
            {"department_id": self.dinkes.id, "date_from": MONDAY, "date_to": WEDNESDAY}
        )
        roster._change_lines(
            [
                {"employee_id": self.nurse.id, "date": MONDAY, "shift_id": night.id},
                {"employee_id": self.nurse.id, "date": TUESDAY, "shift_id": night.id},
                {"employee_id": self.nurse.id, "date": WEDNESDAY, "shift_id": free.id},
            ]
        )
        roster.write({"spt_number": "1", "spt_date": MONDAY})
        (person,) = build_letters(roster)[roster.id].people
        self.assertEqual(
            [(duty.letter, duty.words, duty.dates) for duty in person.duties],
            [("M", "Malam 21:00–07:00", "12, 13 January 2026")],
        )

    def test_dates_are_grouped(self):
        def day(month, number, year=2026):
            return date(year, month, number)

        for days, words in (
            ([day(2, 3)], "3 February 2026"),
            ([day(2, 3), day(2, 4)], "3, 4 February 2026"),
            ([day(2, 3), day(2, 4), day(2, 5), day(2, 9)], "3–5, 9 February 2026"),
            ([day(1, 30), day(1, 31), day(2, 1), day(2, 2)], "30, 31 January; 1, 2 February 2026"),
            ([day(12, 31, 2025), day(1, 2)], "31 December 2025; 2 January 2026"),
        ):
            self.assertEqual(date_words(self.env, days), words)

    # ------------------------------------------------------------ who
    def test_who_prints(self):
        self._number()
        allowed = []
        for role, user in self.user.items():
            try:
                self.roster.with_user(user).with_context(allowed_company_ids=user.company_ids.ids).action_print_spt()
                self.env["report.flexible_work_asn.roster_spt"].with_user(user).with_context(
                    allowed_company_ids=user.company_ids.ids
                )._get_report_values(self.roster.ids)
                allowed.append(role)
            except AccessError:
                continue
        self.assertEqual(allowed, ["head", "operator", "bkpsdm", "auditor"])
