from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time

from .common import HOLIDAY, MONDAY, SATURDAY, THURSDAY, TUESDAY, WEDNESDAY, FlexibleWorkCase

FRIDAY = date(2026, 1, 23)
NEXT_MONDAY = date(2026, 1, 19)


class RequestCase(FlexibleWorkCase):
    """Ternate's circular, and one user of each role."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.circular = cls._create_circular()
        cls._create_one_user_of_each_role()

    @classmethod
    def _ask(cls, employee=None, user=None, submit=True, evidence=True, **values):
        """A complete request of ``employee`` for Monday the 19th from home, unless told otherwise."""
        employee = employee or cls.staff
        model = cls.env["flexible.work.request"].with_user(user or employee.user_id)
        request = model.create(
            {
                "employee_id": employee.id,
                "date_from": NEXT_MONDAY,
                "mode": "wfh",
                "reason": "Menunggu teknisi",
                "work_plan": "12 arsip dideskripsikan",
                **values,
            }
        )
        if evidence:
            request.evidence_ids = (
                cls.env["ir.attachment"]
                .with_user(request.env.user)
                .create({"name": "surat.pdf", "raw": b"surat", "res_model": request._name})
            )
        if submit:
            request.action_submit()
        return request

    def _confirm(self, action, user, reason="Alasan tertulis"):
        """What the window that asks for a reason does."""
        wizard = self.env[action["res_model"]].with_user(user).with_context(**action["context"])
        return wizard.create({"reason": reason}).action_confirm()


@freeze_time("2026-01-12 22:30:00")  # Tuesday 13 January 07:30 in Ternate
class TestRequest(RequestCase):
    # ------------------------------------------------------------ asking
    def test_the_employee_asks_and_the_plan_follows_the_approval(self):
        request = self._ask()
        self.assertEqual((request.state, request.approver), ("submitted", "head"))
        self.assertEqual(self._decide(self.staff, NEXT_MONDAY).mode, "wfo", "nothing is approved yet")
        self.as_user(request, "head").action_approve()
        self.assertEqual((request.state, request.decided_by_id), ("approved", self.user["head"]))

    def test_a_request_without_evidence_or_work_plan_is_not_complete(self):
        request = self._ask(submit=False, evidence=False)
        with self._refused(UserError, "Fill in: Evidence"):
            request.action_submit()
        request = self._ask(submit=False, work_plan="  ")
        with self._refused(UserError, "Fill in: Work Plan"):
            request.action_submit()
        self.assertEqual(request.state, "draft")

    def test_working_elsewhere_needs_a_place(self):
        request = self._ask(submit=False, mode="wfa")
        with self._refused(UserError, "Fill in: Place"):
            request.action_submit()

    def test_a_request_comes_as_early_as_the_circular_asks(self):
        self._create_circular(request_days_before=2)
        with self._refused(UserError, "at least 2 days ahead, so the first day can be 01/15/2026"):
            self._ask(date_from=WEDNESDAY)
        with freeze_time("2026-01-16 15:01:00"):  # Saturday 17th, 00:01 in Ternate: two days before Monday
            self.assertEqual(self._ask().state, "submitted")
        with freeze_time("2026-01-17 15:01:00"), self._refused(UserError, "2 days ahead"):
            self._ask(date_from=NEXT_MONDAY, reason="lain")

    def test_a_special_circumstance_keeps_no_window(self):
        self._create_circular(request_days_before=7)
        self.assertEqual(self._ask(kind="special", date_from=WEDNESDAY, mode="wfh").state, "submitted")

    def test_days_that_have_passed_are_refused(self):
        with self._refused(UserError, "has passed"):
            self._ask(date_from=MONDAY)
        with self._refused(UserError, "has passed"):
            self._ask(kind="special", date_from=MONDAY)

    def test_a_request_that_changes_nothing_says_why(self):
        with self._refused(UserError, "change nothing.*planned already"):
            self._ask(date_from=THURSDAY, mode="wfh")
        with self._refused(UserError, "not a working day"):
            self._ask(date_from=SATURDAY)

    def test_a_person_whom_the_circular_keeps_in_the_office_reads_so(self):
        with self._refused(UserError, "works in the office, by Circular 800/84/2025"):
            self._ask(self.head)
        self.assertEqual(self._ask(self.head, kind="special").approver, "bkpsdm")

    def test_without_a_circular_only_a_special_circumstance_can_be_asked_for(self):
        self.circular._revoke(WEDNESDAY, "uji")
        with self._refused(UserError, "No circular on flexible work is in force"):
            self._ask()
        self.assertEqual(self._ask(kind="special").state, "submitted")

    def test_days_off_within_the_period_do_not_matter(self):
        self._create_holiday(HOLIDAY)
        request = self._ask(date_from=HOLIDAY, date_to=NEXT_MONDAY)
        self.assertEqual(request.state, "submitted")
        self.assertIn("Isra Mikraj", request.effect)
        self.assertIn("o_fw_tile_wfh", request.effect)

    def test_two_requests_for_one_day_are_refused(self):
        self._ask()
        with self._refused(UserError, "another request for these days"):
            self._ask(mode="wfa", place="Kafe", date_to=NEXT_MONDAY + timedelta(days=1))

    def test_nobody_asks_for_somebody_else(self):
        with self.assertRaises(AccessError):
            self._ask(self.nurse, user=self.staff.user_id)
        request = self._ask(submit=False)
        with self.assertRaises(AccessError):
            request.employee_id = self.nurse
        for role in ("head", "operator", "other_head", "auditor", "executive"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self._ask(user=self.user[role])

    def test_bkpsdm_asks_for_somebody_without_an_account(self):
        colleague = self._create_employee("Tanpa akun", self.bidang)
        request = self._ask(colleague, user=self.user["bkpsdm"])
        self.as_user(request, "head").action_approve()
        self.assertEqual(request.state, "approved")

    def test_the_state_is_not_written_by_hand(self):
        request = self._ask(submit=False)
        for values in ({"state": "approved"}, {"approver": "head"}, {"decided_by_id": self.staff.user_id.id}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                request.write(values)
        with self.assertRaises(AccessError):
            self._ask(submit=False, state="approved")
        requests = self.env["flexible.work.request"].with_user(self.staff.user_id)
        request = requests.with_context(default_state="approved", default_approver="head").create(
            {"employee_id": self.staff.id, "date_from": NEXT_MONDAY, "reason": "lewat konteks"}
        )
        self.assertEqual((request.state, request.approver), ("draft", False))

    def test_what_was_submitted_stays_as_it_is(self):
        request = self._ask()
        with self._refused(UserError, "stays as it is"):
            request.date_to = FRIDAY
        with self._refused(UserError, "stays as it is"):
            self.as_user(request, "head").reason = "diganti"
        with self.assertRaises(AccessError):
            request.unlink()
        with self.assertRaises(AccessError):
            request.evidence_ids.unlink()

    def test_a_draft_is_changed_and_deleted_by_its_owner(self):
        request = self._ask(submit=False)
        request.date_to = FRIDAY
        self.assertTrue(request.unlink())

    def test_the_shortcut_fills_in_the_day(self):
        action = self.env["flexible.work.request"].with_user(self.staff.user_id).action_ask("2026-01-19")
        request = (
            self.env["flexible.work.request"].with_user(self.staff.user_id).with_context(**action["context"]).new()
        )
        self.assertEqual((request.date_from, request.date_to, request.kind), (NEXT_MONDAY, NEXT_MONDAY, "mode"))
        self.assertEqual(request.employee_id, self.staff)

    # ------------------------------------------------------------ deciding
    def test_the_head_and_bkpsdm_decide_and_nobody_else(self):
        for role in self.user:
            request = self._ask(date_from=NEXT_MONDAY)
            with self.subTest(role=role):
                if role in ("head", "bkpsdm"):
                    self.as_user(request, role).action_approve()
                    self.assertEqual(request.state, "approved")
                else:
                    with self.assertRaises(AccessError):
                        self.as_user(request, role).action_approve()
                    with self.assertRaises(AccessError):
                        self.as_user(request, role)._refuse("tidak")
            request.sudo().state = "cancelled"

    def test_where_the_circular_says_so_only_bkpsdm_decides(self):
        self._create_circular(request_approver="bkpsdm")
        request = self._ask()
        self.assertEqual(request.approver, "bkpsdm")
        with self._refused(AccessError, "BKPSDM decides"):
            self.as_user(request, "head").action_approve()
        self.as_user(request, "bkpsdm").action_approve()

    def test_a_special_circumstance_is_for_bkpsdm(self):
        request = self._ask(kind="special")
        with self._refused(AccessError, "BKPSDM decides"):
            self.as_user(request, "head").action_approve()
        self.as_user(request, "bkpsdm").action_approve()
        self.assertEqual(request.state, "approved")

    def test_nobody_decides_the_own_request(self):
        unit = self._create_unit("Badan", is_opd=True)
        unit.manager_id = self._create_employee("Kepala Badan", unit, user="kaban")
        request = self._ask(unit.manager_id)
        self.assertEqual(request.approver, "bkpsdm", "no head is left to decide")
        with self._refused(AccessError, "his or her own"):
            request.action_approve()
        officer = self._create_employee("Analis BKPSDM", self.bidang)
        officer.user_id = self.user["bkpsdm"]
        request = self._ask(officer, kind="special")
        with self._refused(AccessError, "his or her own"):
            request.action_approve()

    def test_a_heads_request_goes_to_the_head_above(self):
        kabid = self._create_employee("Kabid", self.bidang, user="kabid")
        self.bidang.manager_id = kabid
        request = self._ask(kabid)
        self.assertEqual((request.approver, request.sudo().activity_ids.user_id), ("head", self.head.user_id))

    def test_an_acting_head_decides_while_it_lasts(self):
        acting = self._create_employee("Plh", self.diskominfo, user="plh")
        request = self._ask()
        delegation = self.env["flexible.work.delegation"].create(
            {
                "department_id": self.diskominfo.id,
                "employee_id": acting.id,
                "date_from": TUESDAY,
                "date_to": WEDNESDAY,
            }
        )
        self.assertEqual(request.sudo().activity_ids.user_id, self.head.user_id | acting.user_id)
        delegation._end("Kepala kembali")
        self.assertEqual(request.sudo().activity_ids.user_id, self.head.user_id)
        with self.assertRaises(AccessError):
            request.with_user(acting.user_id).action_approve()

    def test_the_head_adjusts_and_the_employee_sees_what(self):
        request = self._ask(date_to=NEXT_MONDAY + timedelta(days=1))
        as_head = self.as_user(request, "head")
        wizard = self.env["flexible.work.request.adjust"].with_user(self.user["head"])
        wizard = wizard.create({"request_id": request.id, "note": ""})
        self.assertEqual((wizard.date_from, wizard.mode), (NEXT_MONDAY, "wfh"))
        wizard.write({"date_to": NEXT_MONDAY})
        with self._refused(UserError, "Say in a note"):
            wizard.action_adjust()
        wizard.note = "Selasa ada rapat"
        wizard.action_adjust()
        self.assertEqual(
            (as_head.state, request.date_to, request.asked_date_to - request.date_to),
            (
                "approved",
                NEXT_MONDAY,
                timedelta(days=1),
            ),
        )
        self.assertTrue(request.adjusted)
        self.assertIn("Selasa ada rapat", request.message_ids[0].body)

    def test_a_refusal_has_a_reason_that_the_employee_reads(self):
        request = self._ask()
        self._confirm(self.as_user(request, "head").action_refuse(), self.user["head"], "Ada pemeriksaan")
        self.assertEqual((request.state, request.decision_reason), ("refused", "Ada pemeriksaan"))
        message = request.sudo().message_ids.filtered(lambda m: "Ada pemeriksaan" in (m.body or ""))
        self.assertIn(self.staff.user_id.partner_id, message.notified_partner_ids)

    def test_many_are_approved_at_once_and_the_others_passed_over(self):
        mine, special = self._ask(), self._ask(self.head, kind="special")
        action = self.as_user(mine | special, "head").action_approve()
        self.assertEqual((mine.state, special.state), ("approved", "submitted"))
        self.assertIn("1 approved, 1 passed over", action["params"]["message"])

    def test_a_decision_is_made_once(self):
        request = self._ask()
        self.as_user(request, "head").action_approve()
        with self._refused(UserError, "its state is Approved"):
            self.as_user(request, "bkpsdm")._refuse("terlambat")

    def test_a_request_whose_day_has_passed_is_not_approved(self):
        request = self._ask()
        with freeze_time("2026-01-19 22:30:00"), self._refused(UserError, "has passed"):
            self.as_user(request, "head").action_approve()

    # ------------------------------------------------------------ taking back
    def test_the_employee_withdraws_before_the_decision(self):
        request = self._ask()
        self._confirm(request.action_withdraw(), self.staff.user_id)
        self.assertEqual(request.state, "withdrawn")
        self.assertFalse(request.sudo().activity_ids)

    def test_after_the_approval_only_days_still_to_come_are_given_up(self):
        request = self._ask(date_to=NEXT_MONDAY + timedelta(days=2))
        self.as_user(request, "head").action_approve()
        with freeze_time("2026-01-19 22:30:00"):  # Tuesday 20th in Ternate
            request._withdraw("Tidak perlu lagi")
            self.assertEqual((request.state, request.date_to), ("approved", NEXT_MONDAY))
            with self._refused(UserError, "days of this request have passed"):
                request._withdraw("lagi")

    def test_nobody_else_withdraws(self):
        request = self._ask()
        for role in ("head", "operator", "other_head", "elsewhere"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_user(request, role)._withdraw("bukan saya")

    def test_the_head_takes_an_approval_back_from_tomorrow_on(self):
        request = self._ask(date_to=NEXT_MONDAY + timedelta(days=1))
        as_head = self.as_user(request, "head")
        as_head.action_approve()
        with freeze_time("2026-01-18 23:30:00"):  # Monday morning
            self._confirm(as_head.action_cancel(), self.user["head"])
            self.assertEqual((request.state, request.date_to), ("approved", NEXT_MONDAY))
            with self._refused(UserError, "use Recall to the office"):
                as_head._cancel_approval("hari ini juga")

    def test_an_approval_of_coming_days_is_cancelled(self):
        request = self._ask()
        self.as_user(request, "head").action_approve()
        with self.assertRaises(AccessError):
            request._cancel_approval("saya sendiri")
        self.as_user(request, "head")._cancel_approval("Kunjungan kerja")
        self.assertEqual(request.state, "cancelled")

    # ------------------------------------------------------------ who is told, who sees
    def test_the_nearest_head_has_it_to_do_until_it_is_decided(self):
        request = self._ask()
        self.assertEqual(request.sudo().activity_ids.user_id, self.head.user_id)
        self.assertEqual(request.waits_for, self.head.user_id.name, "the employee reads whose decision it is")
        self.as_user(request, "head").action_approve()
        self.assertFalse(request.sudo().activity_ids)

    def test_bkpsdm_has_special_circumstances_to_do(self):
        self.assertEqual(self._ask(kind="special").sudo().activity_ids.user_id, self.user["bkpsdm"])

    def _who_sees(self, request):
        return [role for role in self.user if self.as_user(request, role).has_access("read")]

    def test_who_sees_a_request(self):
        request = self._ask(submit=False)
        self.assertEqual(self._who_sees(request), ["employee", "bkpsdm", "auditor"])
        request.action_submit()
        self.assertEqual(self._who_sees(request), ["employee", "head", "operator", "bkpsdm", "auditor"])

    def test_operators_do_not_see_special_circumstances_or_their_evidence(self):
        request = self._ask(kind="special")
        self.assertEqual(self._who_sees(request), ["employee", "head", "bkpsdm", "auditor"])
        self.assertEqual(
            [role for role in self.user if self.as_user(request.evidence_ids, role).has_access("read")],
            ["employee", "head", "bkpsdm", "auditor"],
        )

    def test_the_queue_shows_what_waits_for_the_user(self):
        request, special = self._ask(), self._ask(self.head, kind="special")
        found = {
            role: self.as_user(request.browse(), role).search([("waits_for_me", "=", True)]).ids for role in self.user
        }
        waiting = {role: ids for role, ids in found.items() if ids}
        self.assertEqual(
            {role: sorted(ids) for role, ids in waiting.items()},
            {"head": [request.id], "bkpsdm": [special.id]},
        )

    def test_the_plan_is_told_of_every_change(self):
        told = []
        Employee = type(self.env["hr.employee"])
        self.patch(
            Employee,
            "_flexible_work_facts_changed",
            lambda employees, first, last: told.append((employees.ids, first, last)),
        )
        request = self._ask()
        self.assertEqual(told, [])
        self.as_user(request, "head").action_approve()
        self.assertEqual(told, [(self.staff.ids, NEXT_MONDAY, NEXT_MONDAY)])
        request._withdraw("batal")
        self.assertEqual(len(told), 2)
