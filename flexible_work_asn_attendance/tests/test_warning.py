from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from odoo.addons.flexible_work_asn.tests.common import THURSDAY
from odoo.addons.flexible_work_asn.tests.pdf import pdf_pages

from .test_contact import ContactCase

NEXT_THURSDAY = THURSDAY + timedelta(7)
REPORT = "flexible_work_asn_attendance.action_report_warning_letter"


class WarningCase(ContactCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Warning = cls.env["flexible.work.warning"]

    def warnings(self):
        return self.Warning.search([("employee_id", "=", self.staff.id)], order="id")

    def miss_two(self, day=THURSDAY):
        """Two calls of one day without an answer; the proposal that comes of them."""
        if not self.day_of(self.staff, day):
            self.open_day(day)
        for hour in (9, 10):
            with self.local_time(15, day=day):
                self.as_user(self.Contact, self.head.user_id).create(
                    {"employee_id": self.staff.id, "kind": "call", "called_at": self.utc(hour, day=day)}
                )
        return self.warnings().filtered(lambda one: one.date == day and one.state == "proposed")

    def as_head(self, warning):
        return self.as_user(warning, self.head.user_id)

    def issue(self, warning, number="800.1.6.2/145/2026", day=THURSDAY):
        with self.local_time(15, 30, day=day):
            self.as_head(warning).write({"number": number, "letter_date": day, "place": "Ternate"})
            self.as_head(warning).action_issue()
        return warning

    def give_reason(self, action, reason="Alasan", user=None):
        wizard = self.env[action["res_model"]].with_user(user or self.head.user_id).with_context(**action["context"])
        wizard.create({"reason": reason}).action_confirm()


class TestLadderProposes(WarningCase):
    def test_two_unanswered_calls_through_the_system_propose_a_verbal_warning(self):
        self.call(9)
        self.settle(9, 6)
        self.assertFalse(self.warnings())
        self.call(10)
        self.settle(10, 6)
        warning = self.warnings()
        self.assertEqual((warning.level, warning.state, warning.date), ("verbal", "proposed", THURSDAY))
        self.assertEqual(len(warning.contact_ids), 2)
        self.assertIn("800.1.5/3349/SJ; Circular 800/84/2025", warning.article)
        self.assertIn("2 calls or messages during working hours were not answered within 5 minutes", warning.basis)

    def test_settling_again_proposes_nothing_more(self):
        warning = self.miss_two()
        self.settle(15, 10)
        self.Warning._propose_for(self.staff, [THURSDAY])
        self.assertEqual(self.warnings(), warning)

    def test_the_head_is_asked_to_decide(self):
        activity = self.miss_two().activity_ids
        self.assertEqual(activity.user_id, self.head.user_id)

    def test_a_further_call_joins_the_proposal(self):
        warning = self.miss_two()
        self.note((11, 0))
        self.assertEqual(self.warnings(), warning)
        self.assertEqual(len(warning.contact_ids), 3)
        self.assertIn("3 calls", warning.basis)

    def test_an_unanswered_message_proposes_a_written_one(self):
        self.note((9, 0), kind="message")
        self.assertEqual(self.warnings().level, "written")

    def test_the_circular_says_how_many_calls_and_whether_one_message_is_enough(self):
        self.circular.sudo().write({"calls_max": 3, "message_warns": False})
        self.note((9, 0), kind="message")
        self.note((10, 0))
        self.assertFalse(self.warnings())
        self.note((11, 0))
        self.assertEqual(self.warnings().level, "verbal")

    def test_excused_before_it_is_issued_the_proposal_falls(self):
        warning = self.miss_two()
        contact = self.as_head(warning.contact_ids[0])
        self.give_reason(contact.action_excuse(), "Rapat")
        self.assertEqual((warning.state, warning.contact_ids.ids), ("withdrawn", []))
        self.assertFalse(warning.activity_ids)
        self.give_reason(contact.action_undo_excuse(), "Tidak ada rapat")
        self.assertEqual(self.warnings().mapped("state"), ["withdrawn", "proposed"])

    def test_excused_afterwards_what_was_issued_stays(self):
        warning = self.issue(self.miss_two())
        self.give_reason(self.as_head(warning.contact_ids[0]).action_excuse(), "Rapat")
        self.assertEqual((warning.state, len(warning.contact_ids)), ("issued", 2))

    def test_dropped_it_is_not_proposed_again(self):
        warning = self.miss_two()
        self.give_reason(self.as_head(warning).action_drop(), "Gangguan jaringan")
        self.Warning._propose_for(self.staff, [THURSDAY])
        self.assertEqual(self.warnings().mapped("state"), ["dropped"])
        self.note((11, 0))
        self.assertEqual(len(self.warnings()), 1, "its contacts are settled, and one more is too little")

    def test_repetition_climbs_after_a_warning_was_issued(self):
        self.issue(self.miss_two())
        again = self.miss_two(NEXT_THURSDAY)
        self.assertEqual(again.level, "written")
        self.issue(again, "800.1.6.2/146/2026", NEXT_THURSDAY)
        self.assertEqual(self.miss_two(NEXT_THURSDAY + timedelta(7)).level, "review")

    def test_repetition_does_not_climb_after_a_proposal_or_beyond_the_months(self):
        self.miss_two()
        self.assertEqual(self.miss_two(NEXT_THURSDAY).level, "verbal")
        self.company.flexible_work_warning_months = 0
        self.issue(self.warnings()[1], day=NEXT_THURSDAY)
        self.assertEqual(self.miss_two(NEXT_THURSDAY + timedelta(7)).level, "verbal")

    def test_the_step_that_the_head_chose_is_kept(self):
        warning = self.miss_two()
        self.as_head(warning).level = "written"
        self.Warning._propose_for(self.staff, [THURSDAY])
        self.assertEqual((warning.level, warning.proposed_level), ("written", "verbal"))


class TestWarning(WarningCase):
    def setUp(self):
        super().setUp()
        self.warning = self.miss_two()

    def as_staff(self):
        return self.as_user(self.warning, self.staff.user_id)

    def visible(self, user):
        return bool(self.as_user(self.Warning, user).search([("id", "=", self.warning.id)]))

    # ------------------------------------------------------------ deciding
    def test_the_head_issues_it_as_a_letter(self):
        self.issue(self.warning)
        self.assertEqual((self.warning.state, self.warning.issued_by_id), ("issued", self.head.user_id))
        self.assertEqual(self.warning.signatory_id, self.head)
        self.assertFalse(self.warning.activity_ids)

    def test_number_and_date_must_be_there(self):
        with self.assertRaisesRegex(UserError, "Fill in: Number, Date of the letter"):
            self.as_head(self.warning).action_issue()
        self.assertEqual(self.warning.state, "proposed")

    def test_the_employee_sees_it_once_it_is_issued_and_is_told(self):
        self.assertFalse(self.visible(self.staff.user_id))
        self.issue(self.warning)
        self.assertTrue(self.visible(self.staff.user_id))
        told = self.warning.message_ids.filtered(lambda one: "letter was issued" in (one.body or ""))
        self.assertIn(self.staff.user_id.partner_id, told.notified_partner_ids)

    def test_a_dropped_proposal_is_never_seen_by_the_employee(self):
        self.give_reason(self.as_head(self.warning).action_drop(), "Gangguan jaringan")
        self.assertEqual((self.warning.state, self.warning.decision_reason), ("dropped", "Gangguan jaringan"))
        self.assertFalse(self.visible(self.staff.user_id))
        with self.assertRaises(AccessError):
            self.as_staff().read(["basis"])
        messages = self.as_user(self.env["mail.message"], self.staff.user_id)
        self.assertFalse(messages.search([("model", "=", "flexible.work.warning"), ("res_id", "=", self.warning.id)]))

    def test_it_is_dropped_with_a_reason_and_proposed_again_with_one(self):
        with self.assertRaises(UserError):
            self.give_reason(self.as_head(self.warning).action_drop(), " ")
        self.give_reason(self.as_head(self.warning).action_drop(), "Gangguan jaringan")
        self.give_reason(self.as_head(self.warning).action_reopen(), "Jaringan baik")
        self.assertEqual((self.warning.state, self.warnings()), ("proposed", self.warning))
        self.assertIn("Jaringan baik", " ".join(self.warning.message_ids.mapped("body")))

    def test_a_letter_is_taken_back_with_a_reason_and_stays_readable(self):
        self.issue(self.warning)
        self.give_reason(self.as_head(self.warning).action_drop(), "Salah orang")
        self.assertEqual(self.warning.state, "dropped")
        self.assertTrue(self.visible(self.staff.user_id))
        with self.assertRaisesRegex(UserError, "stays so"):
            self.give_reason(self.as_head(self.warning).action_reopen())

    def test_issued_it_is_not_changed(self):
        self.issue(self.warning)
        with self.assertRaisesRegex(UserError, "is decided"):
            self.as_head(self.warning).basis = "Lain"
        with self.assertRaises(UserError):
            self.as_head(self.warning).action_issue()

    def test_buttons_alone_decide(self):
        for values in ({"state": "issued"}, {"issued_at": "2026-01-15"}, {"contact_ids": [(5, 0, 0)]}):
            with self.assertRaises(AccessError):
                self.as_head(self.warning).write(values)
        with self.assertRaises(AccessError):
            self.as_head(self.warning).unlink()

    def test_a_head_enters_a_warning_by_hand(self):
        with self.local_time(10):
            form = Form(self.as_user(self.Warning, self.head.user_id))
            form.employee_id = self.staff
            form.date = THURSDAY
            form.level = "written"
            form.basis = "Tidak melapor"
            entered = form.save()
        self.assertEqual((entered.state, entered.signatory_id), ("proposed", self.head))

    def test_nobody_warns_himself_or_people_of_other_units(self):
        for employee in (self.head, self.nurse):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                self.as_user(self.Warning, self.head.user_id).create(
                    {"employee_id": employee.id, "date": THURSDAY, "basis": "x"}
                )

    # ------------------------------------------------------------ who signs
    def test_the_acting_head_signs_with_plh(self):
        deputy = self._create_employee("Sekretaris Dinas", self.diskominfo, "administrator", user="sekdis")
        self.head.sudo().job_title = "Kepala Dinas Kominfo"
        with self.local_time(8):
            self.env["flexible.work.delegation"].create(
                {
                    "department_id": self.diskominfo.id,
                    "employee_id": deputy.id,
                    "kind": "plh",
                    "date_from": THURSDAY,
                    "date_to": THURSDAY,
                }
            )
        self.warning.letter_date = THURSDAY
        self.assertEqual(self.warning.signatory_id, deputy)
        self.assertEqual(self.warning.signatory_title, "Plh. Kepala Dinas Kominfo")

    def test_a_letter_to_a_head_is_signed_by_the_one_above(self):
        secretariat = self._create_unit("Sekretariat Daerah")
        secretary = self._create_employee("Sekda", secretariat, "jpt_pratama", user="sekda")
        secretariat.manager_id = secretary
        self.diskominfo.parent_id = secretariat
        warning = self.Warning.create({"employee_id": self.head.id, "date": THURSDAY, "basis": "x"})
        self.assertEqual(warning.signatory_id, secretary)

    # ------------------------------------------------------------ received
    def test_the_employee_confirms_having_received_it(self):
        self.issue(self.warning)
        with self.local_time(16):
            self.as_staff().action_acknowledge()
        self.assertEqual(self.warning.acknowledged_at, self.utc(16))
        with self.local_time(17):
            self.as_staff().action_acknowledge()
        self.assertEqual(self.warning.acknowledged_at, self.utc(16))

    def test_nobody_confirms_for_the_employee(self):
        self.issue(self.warning)
        with self.assertRaisesRegex(AccessError, "Only the person"):
            self.as_head(self.warning).action_acknowledge()

    # ------------------------------------------------------------ withdrawing flexible work
    def test_withdrawing_flexible_work_opens_a_statement_that_is_filled_in(self):
        self.issue(self.warning)
        with self.local_time(15, 40):
            action = self.as_head(self.warning).action_propose_revocation()
            statement = Form(
                self.as_user(self.env["flexible.work.exemption"], self.head.user_id).with_context(**action["context"])
            ).save()
        self.assertEqual((statement.kind, statement.employee_id), ("revoked", self.staff))
        self.assertEqual(statement.date_from, THURSDAY + timedelta(1))
        self.assertIn("800.1.6.2/145/2026", statement.reason)
        self.assertEqual(self._decide(self.staff, NEXT_THURSDAY).mode, "wfo")

    def test_not_before_the_warning_is_issued(self):
        with self.assertRaisesRegex(UserError, "cannot be done"):
            self.as_head(self.warning).action_propose_revocation()


@tagged("post_install", "-at_install")
class TestWarningLetter(WarningCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write({"name": "Kota Ternate", "city": "Ternate", "street": "Jalan Revolusi 1", "phone": "0921-1"})
        cls.head.write(
            {
                "name": "Ibrahim Gamalanta, S.STP., M.Si.",
                "nip": "197601282000021009",
                "job_title": "Kepala Dinas Kominfo",
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

    def pdf(self, warning, user=None):
        reports = self.as_user(self.env["ir.actions.report"], user or self.head.user_id)
        content, kind = reports.with_context(force_report_rendering=True)._render_qweb_pdf(REPORT, warning.ids)
        self.assertEqual(kind, "pdf")
        return content

    def test_it_is_an_official_letter_on_one_page(self):
        warning = self.issue(self.miss_two())
        (page,) = pdf_pages(self.pdf(warning))
        for words in (
            "GOVERNMENT OF KOTA TERNATE",
            "DISKOMINFO",
            "Jalan Revolusi 1",
            "LETTER OF VERBAL WARNING",
            "NUMBER: 800.1.6.2/145/2026",
            "Nurhaliza Kastelano, S.Kom.",
            "19940310 201902 2 001",
            "SE Mendagri 800.1.5/3349/SJ",
            "09:00 WIT",
            "10:00 WIT",
            "Ternate, 15 January 2026",
            "Kepala Dinas Kominfo,",
            "Ibrahim Gamalanta, S.STP., M.Si.",
            "NIP 19760128 200002 1 009",
        ):
            self.assertIn(words, page)
        self.assertNotIn("DRAFT", page)

    def test_before_it_is_issued_it_is_a_draft_for_those_who_decide(self):
        warning = self.miss_two()
        (page,) = pdf_pages(self.pdf(warning))
        self.assertIn("DRAFT", page)
        with self.assertRaises(AccessError):
            self.pdf(warning, self.staff.user_id)
        auditor = self._create_user("inspektorat", "flexible_work_asn.group_auditor")
        with self.assertRaisesRegex(UserError, "there is no letter"):
            self.pdf(warning, auditor)

    def test_the_employee_prints_the_own_letter_and_it_says_when_it_was_received(self):
        warning = self.issue(self.miss_two())
        with self.local_time(16, 5):
            self.as_user(warning, self.staff.user_id).action_acknowledge()
        (page,) = pdf_pages(self.pdf(warning, self.staff.user_id))
        self.assertIn("15 January 2026 16:05 WIT", page)

    def test_each_step_has_its_own_title_and_consequence(self):
        warning = self.miss_two()
        for level, title, consequence in (
            ("written", "LETTER OF WRITTEN WARNING", "warned in writing"),
            ("review", "CALL TO A PERFORMANCE REVIEW", "consideration of an administrative sanction"),
        ):
            self.as_head(warning).level = level
            (page,) = pdf_pages(self.pdf(warning))
            page = " ".join(page.split())
            self.assertIn(title, page)
            self.assertIn(consequence, page)
