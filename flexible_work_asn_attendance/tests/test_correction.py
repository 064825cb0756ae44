from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time

from odoo.addons.flexible_work_asn.tests.common import HOLIDAY, THURSDAY, WEDNESDAY

from .common import AttendanceCase

MONDAY_AFTER = THURSDAY + timedelta(days=4)


class CorrectionCase(AttendanceCase):
    """Thursday is closed: the employee came at 08:10 and never checked out. It is Friday noon."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_one_user_of_each_role()
        cls.company.flexible_work_correction_evidence = "none"

    def setUp(self):
        super().setUp()
        self.open_day()
        self.check(self.staff, "in", 8, 10)
        self.process(18, 30)
        self.day = self.day_of(self.staff)
        self.startPatcher(freeze_time(self.utc(12, 0, day=HOLIDAY)))

    def ask(self, employee=None, user=None, submit=True, **values):
        employee = employee or self.staff
        user = user or employee.user_id
        values = {"employee_id": employee.id, "date": THURSDAY, "reason": "Listrik padam", **values}
        if not {"corrects_in", "corrects_out", "leave_status"} & values.keys():
            values |= {"corrects_in": True, "hour_in": 7.5, "corrects_out": True, "hour_out": 16.0}
        correction = self.as_user(self.env["flexible.work.correction"], user).create(values)
        if submit:
            correction.action_submit()
        return correction

    def by(self, record, role):
        return self.as_user(record, self.user[role])

    def confirm(self, action, user, reason="Saya melihatnya di kantor"):
        wizard = self.as_user(self.env[action["res_model"]], user).with_context(**action["context"])
        return wizard.create({"reason": reason}).action_confirm()


class TestCorrection(CorrectionCase):
    # ------------------------------------------------------------ asking
    def test_local_hours_become_naive_utc(self):
        correction = self.ask(submit=False)
        self.assertEqual((correction.check_in, correction.check_out), (self.utc(7, 30), self.utc(16)))
        self.assertEqual((correction.local_in, correction.zone), ("07:30", "WIT"))

    def test_a_check_out_after_midnight_lies_on_the_next_date(self):
        correction = self.ask(submit=False, corrects_out=True, hour_out=6.0, out_next_day=True)
        self.assertEqual(correction.check_out, self.utc(6, day=HOLIDAY))
        self.assertEqual(correction.local_out, "16/01 06:00")

    def test_the_form_keeps_the_hours_when_the_date_changes(self):
        correction = self.ask(submit=False)
        with Form(correction) as form:
            form.date = WEDNESDAY
        self.assertEqual(correction.check_in, self.utc(7, 30, day=WEDNESDAY))

    def test_midnight_is_an_hour_too(self):
        correction = self.ask(submit=False, corrects_in=True, hour_in=0.0)
        self.assertEqual(correction.check_in, self.utc(0))

    def test_the_phone_fills_in_the_time_of_a_tap_that_came_too_late(self):
        model = self.as_user(self.env["flexible.work.correction"], self.staff.user_id)
        model = model.with_context(default_date=str(THURSDAY), default_check_in=str(self.utc(7, 31)))
        with Form(model) as form:
            self.assertTrue(form.corrects_in)
            self.assertAlmostEqual(form.hour_in, 7 + 31 / 60)
            form.reason = "Tidak ada jaringan"
        self.assertEqual(form.record.check_in, self.utc(7, 31))

    def test_the_form_offers_what_was_recorded_or_else_the_planned_hours(self):
        model = self.as_user(self.env["flexible.work.correction"], self.staff.user_id)
        with Form(model.with_context(default_date=str(THURSDAY))) as form:
            form.corrects_in = True
            self.assertAlmostEqual(form.hour_in, 8 + 10 / 60)
            form.corrects_out = True
            self.assertAlmostEqual(form.hour_out, self.day.hour_to)
            self.assertFalse(form.out_next_day)
            form.hour_in = 7.5
            form.reason = "Listrik padam"
        self.assertEqual(form.record.check_in, self.utc(7, 30), "what the person enters counts")

    def test_what_was_recorded_is_copied_and_stays(self):
        correction = self.ask()
        self.assertEqual(correction.first_check_in, self.utc(8, 10))
        self.assertEqual((correction.local_first_in, correction.first_late), ("08:10", 40))
        self.assertEqual(correction.first_status, "present")
        self.by(correction, "head").action_approve()
        self.assertEqual((correction.local_first_in, correction.local_in), ("08:10", "07:30"))
        self.assertEqual(self.attendances(self.staff).check_in, self.utc(8, 10), "the check-in itself is not changed")

    def test_a_day_that_is_not_there_cannot_be_corrected(self):
        with self._refused(UserError, "There is no day"):
            self.ask(date=WEDNESDAY)

    def test_times_to_come_are_refused(self):
        with self._refused(UserError, "not come yet"):
            self.ask(corrects_out=True, hour_out=13.0, out_next_day=True)

    def test_going_before_coming_is_refused(self):
        with self._refused(UserError, "before the check-in"):
            self.ask(corrects_out=True, hour_out=7.0)

    def test_nothing_to_correct_is_refused(self):
        with self._refused(UserError, "what is to be corrected"):
            self.ask(corrects_in=False)
        with self._refused(UserError, "recorded already"):
            self.ask(corrects_in=True, hour_in=8 + 10 / 60)

    def test_an_absence_says_its_kind_and_no_times(self):
        with self._refused(UserError, "as what"):
            self.ask(kind="absence", corrects_in=True, hour_in=7.5)
        with self._refused(UserError, "leave the times empty"):
            self.ask(kind="absence", leave_status="sick", corrects_in=True, hour_in=7.5)

    def test_evidence_where_the_government_asks_for_it(self):
        self.company.flexible_work_correction_evidence = "absence"
        self.assertEqual(self.ask().state, "submitted")
        with self._refused(UserError, "Add the evidence"):
            self.ask(self.nurse, self.user["bkpsdm"], kind="absence", leave_status="sick")

    def test_evidence_is_read_by_the_head_and_not_by_another_unit(self):
        correction = self.ask(submit=False)
        file = self.as_user(self.env["ir.attachment"], self.staff.user_id).create(
            {"name": "surat.pdf", "raw": b"surat", "res_model": correction._name}
        )
        correction.evidence_ids = file
        self.assertEqual(self.by(file, "head").name, "surat.pdf")
        for role in ("other_head", "executive", "elsewhere"):
            with self.assertRaises(AccessError, msg=role):
                self.by(file, role).read(["name"])

    def test_one_open_correction_a_day(self):
        first = self.ask()
        with self._refused(UserError, "waits for a decision already"):
            self.ask(reason="sekali lagi")
        first.action_withdraw()
        self.assertEqual(self.ask(reason="sekali lagi").state, "submitted")

    def test_the_limit_counts_working_days(self):
        self.company.flexible_work_correction_days = 1
        with freeze_time(self.utc(9, day=HOLIDAY + timedelta(days=2))):  # Sunday: only Friday has passed
            self.assertEqual(self.ask().state, "submitted")
        with freeze_time(self.utc(9, day=MONDAY_AFTER)), self._refused(UserError, "within 1 working days"):
            self.ask(self.head)

    def test_bkpsdm_accepts_a_late_one_with_a_reason(self):
        with freeze_time(self.utc(9, day=THURSDAY + timedelta(days=20))):
            with self._refused(UserError, "why a later correction"):
                self.ask(user=self.user["bkpsdm"])
            self.assertEqual(self.ask(user=self.user["bkpsdm"], late_reason="Dirawat").state, "submitted")

    def test_the_form_of_a_day_opens_the_correction_under_way(self):
        action = self.by(self.day, "employee").action_ask_correction()
        self.assertEqual(action["context"]["default_date"], str(THURSDAY))
        correction = self.ask()
        self.assertEqual(self.by(self.day, "employee").action_ask_correction()["res_id"], correction.id)
        with self.assertRaises(AccessError):
            self.by(self.day, "head").action_ask_correction()

    # ------------------------------------------------------------ deciding
    def test_the_head_decides_where_it_is_so_set(self):
        correction = self.ask()
        self.assertEqual(self._who(lambda seen: seen.waits_for_me, correction), ["head"])
        self.assertIn(self.head.user_id, correction.activity_ids.user_id)
        self.by(correction, "head").action_approve()
        self.assertEqual((correction.state, correction.stated_by_id), ("approved", self.head.user_id))
        self.assertFalse(correction.activity_ids)

    def test_an_approved_correction_is_laid_over_the_closed_day(self):
        self.by(self.ask(), "head").action_approve()
        self.assertEqual((self.day.local_check_in, self.day.local_check_out), ("07:30", "16:00"))
        self.assertEqual((self.day.late_minutes, self.day.corrected, self.day.state), (0, True, "closed"))

    def test_a_cancelled_approval_gives_back_what_was_recorded(self):
        correction = self.ask()
        self.by(correction, "head").action_approve()
        self.confirm(self.by(correction, "head").action_cancel(), self.head.user_id)
        self.assertEqual(correction.state, "cancelled")
        self.assertEqual((self.day.local_check_in, self.day.late_minutes), ("08:10", 40))
        self.assertFalse(self.day.corrected)

    def test_an_explained_absence_counts_as_its_kind(self):
        day = self.day_of(self.nurse)
        self.assertEqual(day.status, "absent")
        correction = self.ask(self.nurse, self.user["bkpsdm"], kind="absence", leave_status="sick")
        self.by(correction, "other_head").action_approve()
        self.assertEqual(day.status, "sick")

    def test_bkpsdm_decides_after_the_statement(self):
        self.company.flexible_work_correction_approver = "bkpsdm"
        correction = self.ask()
        self.assertEqual(self._who(lambda seen: seen.waits_for_me, correction), ["head"])
        with self.assertRaises(AccessError):
            self.by(correction, "head").action_approve()
        self.confirm(self.by(correction, "head").action_state(), self.head.user_id)
        self.assertEqual((correction.state, correction.statement), ("stated", "Saya melihatnya di kantor"))
        self.assertEqual(self._who(lambda seen: seen.waits_for_me, correction), ["bkpsdm"])
        self.by(correction, "bkpsdm").action_approve()
        self.assertEqual(correction.decided_by_id, self.user["bkpsdm"])

    def test_without_a_statement_bkpsdm_gives_a_reason(self):
        self.company.flexible_work_correction_approver = "bkpsdm"
        correction = self.ask()
        action = self.by(correction, "bkpsdm").action_approve()
        self.assertEqual(correction.state, "submitted")
        self.confirm(action, self.user["bkpsdm"], "Kepala sedang dinas luar")
        self.assertEqual((correction.state, correction.decision_reason), ("approved", "Kepala sedang dinas luar"))

    def test_the_day_of_the_topmost_head_goes_to_bkpsdm(self):
        correction = self.ask(self.head)
        self.assertEqual((correction.approver, correction.headless), ("bkpsdm", True))
        self.assertEqual(self._who(lambda seen: seen.waits_for_me, correction), ["bkpsdm"])
        with self.assertRaises(AccessError):
            self.by(correction, "head").action_approve()

    def test_a_refusal_has_a_reason_and_changes_nothing(self):
        correction = self.ask()
        action = self.by(correction, "head").action_refuse()
        self.confirm(action, self.head.user_id, "Tidak terlihat di kantor")
        self.assertEqual((correction.state, correction.decision_reason), ("refused", "Tidak terlihat di kantor"))
        self.assertEqual(self.day.local_check_in, "08:10")

    def test_many_are_approved_at_once(self):
        colleague = self._create_employee("Rekan", self.bidang, user="rekan")
        self.Day.sudo()._open_for({(colleague.id, THURSDAY)})
        both = self.ask() | self.ask(colleague)
        withdrawn = self.ask(self._another_day())
        withdrawn.action_withdraw()
        answer = self.by(both | withdrawn, "head").action_approve()
        self.assertEqual(set(both.sudo().mapped("state")), {"approved"})
        self.assertIn("2 approved, 1 passed over", answer["params"]["message"])

    def _another_day(self):
        one = self._create_employee("Rekan kedua", self.bidang, user="rekan2")
        self.Day.sudo()._open_for({(one.id, THURSDAY)})
        return one

    # ------------------------------------------------------------ who may
    def test_who_reads_a_correction(self):
        correction = self.ask()
        self.assertEqual(
            self._who(lambda seen: seen.search([("id", "=", seen.id)]), correction),
            ["employee", "head", "operator", "bkpsdm", "auditor"],
        )

    def test_who_decides(self):
        correction = self.ask()
        self.assertEqual(self._who(lambda seen: seen._approve("uji"), correction), ["head", "bkpsdm"])

    def test_nobody_asks_for_somebody_else_but_bkpsdm(self):
        self.assertEqual(self._who(lambda env: self.ask(user=env.user, submit=False) and None), ["employee", "bkpsdm"])

    def test_the_way_is_not_skipped_by_values(self):
        draft = self.ask(submit=False)
        for values in ({"state": "approved"}, {"approver": "head"}, {"first_status": "absent"}, {"statement": "ya"}):
            with self.assertRaises(AccessError, msg=values):
                draft.write(values)
        with self.assertRaises(UserError):
            self.ask(submit=False, state="approved")
        with self.assertRaises(AccessError):
            self.ask(submit=False, first_status="absent")
        submitted = self.ask()
        with self._refused(UserError, "stays as it is"):
            submitted.reason = "diganti"
        for role in ("head", "operator", "other_head", "auditor"):
            with self.assertRaises(AccessError, msg=role):
                self.by(submitted, role).write({"reason": "diganti"})
        with self.assertRaises(UserError):
            submitted.unlink()

    # ------------------------------------------------------------ time off approved afterwards
    def test_time_off_approved_afterwards_is_offered_as_an_explanation(self):
        leave = self._create_leave(self.nurse, THURSDAY, THURSDAY, "sick")
        offer = self.env["flexible.work.correction"].search([("leave_id", "=", leave.id)])
        self.assertEqual((offer.state, offer.kind, offer.leave_status), ("submitted", "absence", "sick"))
        self.assertEqual(self.day_of(self.nurse).status, "absent", "nothing changes before the decision")
        self.assertIn(self.other_head.user_id, offer.activity_ids.user_id)
        self.by(offer, "other_head").action_approve()
        self.assertEqual(self.day_of(self.nurse).status, "sick")

    def test_an_explanation_as_leave_says_which_kind(self):
        self._create_leave(self.nurse, THURSDAY, THURSDAY, type_values={"asn_leave_kind": "cm"})
        offer = self.env["flexible.work.correction"].search([("employee_id", "=", self.nurse.id)])
        self.assertFalse(self.day_of(self.nurse).leave_kind)
        self.by(offer, "other_head").action_approve()
        self.assertEqual((self.day_of(self.nurse).status, self.day_of(self.nurse).leave_kind), ("leave", "cm"))
        self.by(offer, "other_head")._cancel("keliru")
        self.assertEqual((self.day_of(self.nurse).status, self.day_of(self.nurse).leave_kind), ("absent", False))

    def test_an_offer_is_made_once(self):
        leave = self._create_leave(self.nurse, THURSDAY, THURSDAY, "sick")
        for _again in range(2):
            self.env["flexible.work.correction"]._offer_for(leave)
        offers = self.env["flexible.work.correction"].search([("leave_id", "=", leave.id)])
        self.assertEqual(len(offers), 1)
        offers.with_user(self.other_head.user_id)._refuse("tidak")
        self.env["flexible.work.correction"]._offer_for(leave)
        self.assertEqual(self.env["flexible.work.correction"].search_count([("leave_id", "=", leave.id)]), 1)

    def test_an_offer_goes_with_its_time_off(self):
        leave = self._create_leave(self.nurse, THURSDAY, THURSDAY, "sick")
        offer = self.env["flexible.work.correction"].search([("leave_id", "=", leave.id)])
        leave.sudo().action_refuse()
        self.assertEqual(offer.state, "withdrawn")
        self.assertFalse(offer.activity_ids)
