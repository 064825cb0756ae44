from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time

from .common import MONDAY, THURSDAY, TUESDAY, WEDNESDAY
from .test_request import RequestCase

FEBRUARY = date(2026, 2, 2)


@freeze_time("2026-01-12 22:30:00")  # Tuesday 13 January 07:30 in Ternate
class TestAssignment(RequestCase):
    def _assign(self, role="head", first=WEDNESDAY, last=THURSDAY, **values):
        return self.as_user(self.env["flexible.work.assignment"], role).create(
            {
                "employee_id": self.staff.id,
                "department_to_id": self.dinkes.id,
                "date_from": first,
                "date_to": last,
                "task": "Loket PATEN",
                "letter_number": "800/1/2026",
                **values,
            }
        )

    def _approved(self, **values):
        assignment = self._assign(**values)
        self.as_user(assignment, "head").action_release()
        self.as_user(assignment, "other_head").action_accept()
        return assignment

    def test_both_sides_approve(self):
        assignment = self._assign()
        self.assertEqual(assignment.department_from_id, self.bidang)
        self.assertEqual(assignment.sudo().activity_ids.user_id, self.head.user_id | self.other_head.user_id)
        self.as_user(assignment, "head").action_release()
        self.assertEqual((assignment.state, assignment.approved_from_by_id), ("draft", self.user["head"]))
        self.assertEqual(assignment.sudo().activity_ids.user_id, self.other_head.user_id)
        self.as_user(assignment, "other_head").action_accept()
        self.assertEqual((assignment.state, assignment.approved_to_by_id), ("approved", self.user["other_head"]))
        self.assertFalse(assignment.sudo().activity_ids)
        told = assignment.sudo().message_ids[0].notified_partner_ids
        people = self.staff.user_id | self.head.user_id | self.user["bkpsdm"]
        self.assertEqual(told & people.partner_id, people.partner_id)

    def test_the_plan_asks_the_receiving_unit(self):
        self._approved()
        decision = self._decide(self.staff, THURSDAY)
        self.assertEqual((decision.source, decision.mode), ("unit", "wfo"))
        self.assertEqual(decision.department_id, self.dinkes.id)

    def test_a_request_goes_to_the_head_of_the_receiving_unit(self):
        self._approved(last=FEBRUARY)
        request = self._ask(kind="special")
        self.assertEqual(request.sudo().department_id, self.dinkes)
        self.assertTrue(self.as_user(request, "other_head").has_access("read"))

    def test_on_other_weekdays_a_request_goes_to_the_head_of_the_post(self):
        self._approved(last=FEBRUARY, monday=False)
        self.assertEqual(self._ask().sudo().department_id, self.bidang)

    def test_the_roster_of_the_receiving_unit_has_those_who_are_assigned_on_its_days(self):
        self._approved(wednesday=False)
        roster = self.env["flexible.work.roster"]
        there = roster.new({"department_id": self.dinkes.id, "date_from": THURSDAY, "date_to": THURSDAY})
        before = roster.new({"department_id": self.dinkes.id, "date_from": TUESDAY, "date_to": WEDNESDAY})
        self.assertIn(self.staff, there._employees())
        self.assertNotIn(self.staff, before._employees())

    def test_each_side_approves_for_itself_only(self):
        assignment = self._assign()
        with self.assertRaises(AccessError):
            self.as_user(assignment, "head").action_accept()
        with self.assertRaises(AccessError):
            self.as_user(assignment, "other_head").action_release()
        for role in ("employee", "operator", "executive", "auditor", "elsewhere"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_user(assignment, role).action_release()

    def test_bkpsdm_stands_in_with_a_reason(self):
        assignment = self._assign(role="bkpsdm")
        as_bkpsdm = self.as_user(assignment, "bkpsdm")
        self._confirm(as_bkpsdm.action_release(), self.user["bkpsdm"], "Kepala cuti")
        self._confirm(as_bkpsdm.action_accept(), self.user["bkpsdm"], "Mendesak")
        self.assertEqual((assignment.state, assignment.decision_reason), ("approved", "Mendesak"))

    def test_without_a_letter_number_nothing_is_approved(self):
        assignment = self._assign(letter_number=False)
        self.as_user(assignment, "head").action_release()
        with self._refused(UserError, "number of the letter"):
            self.as_user(assignment, "other_head").action_accept()
        self.as_user(assignment, "head").letter_number = "800/2/2026"
        self.as_user(assignment, "other_head").action_accept()
        self.assertEqual(assignment.state, "approved")

    def test_a_change_asks_both_sides_again(self):
        assignment = self._assign()
        self.as_user(assignment, "head").action_release()
        self.as_user(assignment, "other_head").date_to = FEBRUARY
        self.assertFalse(assignment.approved_from_by_id)

    def test_approvals_are_not_written_by_hand(self):
        with self.assertRaises(AccessError):
            self._assign(state="approved")
        assignment = self._assign()
        for values in ({"state": "approved"}, {"approved_to_by_id": self.user["head"].id}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                self.as_user(assignment, "head").write(values)
        approved = self._approved(first=FEBRUARY, last=FEBRUARY)
        with self._refused(UserError, "stays as it is"):
            self.as_user(approved, "head").date_to = THURSDAY

    def test_nobody_is_assigned_to_two_units_at_once(self):
        self._approved(last=FEBRUARY)
        setda = self._create_unit("Setda", is_opd=True)
        setda.manager_id = self._create_employee("Sekda", setda, user="sekda")
        setda.manager_id.user_id.group_ids |= self.env.ref("flexible_work_asn.group_head")
        second = self._assign(department_to_id=setda.id, first=FEBRUARY, last=FEBRUARY)
        self.as_user(second, "head").action_release()
        with self._refused(ValidationError, "already assigned to Dinas Kesehatan"):
            second.with_user(setda.manager_id.user_id).action_accept()
        self.assertEqual(second.state, "draft")

    def test_it_is_cancelled_before_it_begins(self):
        assignment = self._approved()
        self._confirm(self.as_user(assignment, "other_head").action_cancel(), self.user["other_head"], "Tidak jadi")
        self.assertEqual((assignment.state, assignment.decision_reason), ("cancelled", "Tidak jadi"))
        self.assertEqual(self._decide(self.staff, THURSDAY).department_id, self.bidang.id)

    def test_once_begun_it_is_ended_early(self):
        assignment = self._approved(first=MONDAY, last=FEBRUARY)
        as_head = self.as_user(assignment, "head")
        with self._refused(UserError, "End it early"):
            as_head._cancel("batal")
        self._confirm(as_head.action_end_early(), self.user["head"], "Selesai lebih cepat")
        self.assertEqual((assignment.state, assignment.date_to), ("approved", MONDAY))
        self.assertEqual(self._decide(self.staff, TUESDAY).department_id, self.bidang.id)
        with self._refused(UserError, "is not over"):
            as_head._end_early("lagi")

    def test_nobody_decides_about_the_own_assignment(self):
        assignment = self.env["flexible.work.assignment"].create(
            {
                "employee_id": self.head.id,
                "department_to_id": self.dinkes.id,
                "date_from": WEDNESDAY,
                "date_to": THURSDAY,
            }
        )
        with self.assertRaises(AccessError):
            self.as_user(assignment, "head").action_release()

    def test_who_sees_an_assignment(self):
        assignment = self._assign()
        seen = [role for role in self.user if self.as_user(assignment, role).has_access("read")]
        self.assertEqual(seen, ["employee", "head", "other_head", "operator", "bkpsdm", "auditor"])

    def test_only_heads_and_bkpsdm_enter_one(self):
        for role in ("employee", "operator", "executive", "auditor", "elsewhere"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self._assign(role=role)
        setda = self._create_unit("Setda", is_opd=True)
        with self.assertRaises(AccessError):
            self._assign(role="other_head", department_to_id=setda.id)
