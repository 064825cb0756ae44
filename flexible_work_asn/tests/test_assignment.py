from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time
from odoo.tools import mute_logger

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
        """Permen PANRB 7/2022: across units, by the word of both."""
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

    def test_employee_and_both_units_lead_to_the_assignment(self):
        assignment = self._approved(first=WEDNESDAY, last=THURSDAY)
        bkpsdm = self.as_user(self.staff, "bkpsdm")
        self.assertEqual(bkpsdm.flexible_assignment_count, 1)
        for unit in (self.diskominfo, self.dinkes):
            seen = self.as_user(unit, "head")
            self.assertEqual(seen.flexible_assignment_count, 1)
            action = seen.action_flexible_assignments()
            self.assertIn(assignment, self.as_user(assignment, "head").search(action["domain"]))
        self.assertEqual(self.as_user(self.dinkes, "employee").flexible_assignment_count, 1, "the own one")

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

    def test_two_units_share_a_week_by_its_days(self):
        self._approved(thursday=False)
        second = self._approved(wednesday=False)
        self.assertEqual(second.state, "approved")
        self.assertEqual(self._decide(self.staff, THURSDAY).assignment_id, second.id)

    def test_some_weekday_has_to_lie_within_the_dates(self):
        with self._refused(ValidationError, "None of the weekdays"):
            self._assign(wednesday=False, thursday=False)

    def test_nobody_gives_more_than_the_whole_working_time(self):
        self._create_member(share=60)
        assignment = self._assign(share=50)
        self.assertIn("60 %", assignment.conflict)
        self.as_user(assignment, "head").action_release()
        with self._refused(ValidationError, "Tim arsip 60 % = 110 % on 01/14/2026"):
            self.as_user(assignment, "other_head").action_accept()
        self.as_user(assignment, "head").share = 40
        self.assertFalse(assignment.conflict)
        self.as_user(assignment, "head").action_release()
        self.as_user(assignment, "other_head").action_accept()
        self.assertEqual(assignment.state, "approved")

    def test_a_share_lies_between_one_and_a_hundred_percent(self):
        for share in (0, 101, -5):
            with self.subTest(share=share), mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
                self._assign(share=share)

    def test_a_conflict_is_said_while_it_is_entered(self):
        self._approved()
        form = Form(self.as_user(self.env["flexible.work.assignment"], "head"))
        form.employee_id = self.staff
        form.department_to_id = self.dinkes
        form.date_from, form.date_to = THURSDAY, FEBRUARY
        self.assertIn("already assigned to Dinas Kesehatan", form.conflict)
        form.date_from = FEBRUARY
        self.assertFalse(form.conflict)

    def test_it_is_refused_with_a_reason_and_the_refusal_taken_back(self):
        assignment = self._assign()
        self.as_user(assignment, "head").action_release()
        as_receiver = self.as_user(assignment, "other_head")
        self._confirm(as_receiver.action_refuse(), self.user["other_head"], "Loket sudah penuh")
        self.assertEqual((assignment.state, assignment.decision_reason), ("refused", "Loket sudah penuh"))
        self.assertFalse(assignment.sudo().activity_ids)
        with self._refused(UserError, "its state is Refused"):
            self.as_user(assignment, "head")._release("tetap")
        as_receiver.action_reset_draft()
        self.assertEqual((assignment.state, assignment.approved_from_by_id.id), ("draft", False))
        self.assertEqual(assignment.sudo().activity_ids.user_id, self.head.user_id | self.other_head.user_id)

    def test_what_is_in_force_is_not_refused(self):
        with self._refused(UserError, "its state is Approved"):
            self.as_user(self._approved(), "head")._refuse("tidak jadi")

    def test_only_both_sides_refuse_or_take_it_back(self):
        assignment = self._assign()
        for role in ("employee", "operator", "executive", "auditor", "elsewhere"):
            for method in ("action_refuse", "action_reset_draft"):
                with self.subTest(role=role, method=method), self.assertRaises(AccessError):
                    getattr(self.as_user(assignment, role), method)()

    def test_many_are_approved_at_once(self):
        nurse = self._assign(role="bkpsdm", employee_id=self.nurse.id, department_to_id=self.bidang.id)
        both = self._assign() | self._assign(first=FEBRUARY, last=FEBRUARY)
        self.as_user(both, "head").action_release()
        self.as_user(both, "other_head").action_accept()
        self.assertEqual(set(both.mapped("state")), {"approved"})
        with self._refused(UserError, "None of these waits"):
            self.as_user(both, "other_head").action_accept()
        self.as_user(both | nurse, "other_head").browse(nurse.id).action_release()
        self.assertEqual(nurse.approved_from_by_id, self.user["other_head"])

    def test_one_that_cannot_be_approved_leaves_all_as_they_were(self):
        both = self._assign() | self._assign(first=FEBRUARY, last=FEBRUARY, letter_number=False)
        self.as_user(both, "head").action_release()
        with self._refused(UserError, "enter the number of the letter"), self.env.cr.savepoint():
            self.as_user(both, "other_head").action_accept()
        both.invalidate_recordset()
        self.assertEqual(set(both.mapped("state")), {"draft"})

    def test_bkpsdm_stands_in_for_many_with_one_reason(self):
        both = self._assign() | self._assign(first=FEBRUARY, last=FEBRUARY)
        as_bkpsdm = self.as_user(both, "bkpsdm")
        self._confirm(as_bkpsdm.action_release(), self.user["bkpsdm"], "Kepala cuti")
        self._confirm(as_bkpsdm.action_accept(), self.user["bkpsdm"], "Mendesak")
        self.assertEqual(set(both.mapped("state")), {"approved"})

    def test_nobody_is_released_by_a_unit_he_does_not_belong_to(self):
        with self._refused(UserError, "does not belong to"):
            self._assign(employee_id=self.nurse.id, department_from_id=self.bidang.id)
        assignment = self._assign()
        with self._refused(UserError, "does not belong to"):
            self.as_user(assignment, "head").write({"employee_id": self.nurse.id, "department_from_id": self.bidang.id})

    def test_a_unit_above_the_post_may_release(self):
        self.assertEqual(self._assign(department_from_id=self.diskominfo.id).department_from_id, self.diskominfo)

    def test_the_number_of_a_letter_is_entered_by_its_side(self):
        assignment = self._assign()
        self.as_user(assignment, "head").release_number = "800/R/1"
        self.as_user(assignment, "other_head").acceptance_number = "800/T/1"
        for role, name in (("head", "acceptance_number"), ("other_head", "release_number")):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_user(assignment, role)[name] = "800/X/1"

    def test_what_proposals_and_buttons_write_is_not_entered(self):
        for values in ({"move_id": 1}, {"release_date": WEDNESDAY}, {"letters_due": True}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                self.as_user(self._assign(), "head").write(values)
        for name, value in (("release_date", WEDNESDAY), ("state", "approved"), ("letters_due", True)):
            as_head = self.as_user(self.env["flexible.work.assignment"], "head")
            with self.subTest(default=name), self.assertRaises(AccessError):
                as_head.with_context(**{f"default_{name}": value}).create(
                    {
                        "employee_id": self.staff.id,
                        "department_to_id": self.dinkes.id,
                        "date_from": WEDNESDAY,
                        "date_to": WEDNESDAY,
                    }
                )

    def test_a_change_of_the_terms_asks_both_sides_again(self):
        for values in ({"share": 50}, {"thursday": False}, {"site_id": False, "kind": "team"}):
            assignment = self._assign()
            self.as_user(assignment, "head").action_release()
            self.as_user(assignment, "other_head").write(values)
            with self.subTest(values=values):
                self.assertFalse(assignment.approved_from_by_id)
                self.assertFalse(assignment.release_date)

    def test_inside_the_opd_or_between_two(self):
        kepegawaian = self._create_unit("Sekretariat", parent_id=self.diskominfo.id)
        self.assertEqual(self._assign().scope, "across")
        self.assertEqual(self._assign(department_to_id=kepegawaian.id).scope, "inside")

    def test_the_receiving_head_sees_the_plan_of_those_who_are_assigned(self):
        as_receiver = self.as_user(self.staff, "other_head")
        with self.assertRaises(AccessError):
            as_receiver.flexible_work_plan(str(THURSDAY), str(THURSDAY))
        self._approved()
        day = as_receiver.flexible_work_plan(str(THURSDAY), str(THURSDAY))[self.staff.id][0]
        self.assertEqual(day["department_id"], self.dinkes.id)
        with freeze_time("2026-01-15 22:30:00"), self.assertRaises(AccessError):
            as_receiver.flexible_work_plan(str(THURSDAY), str(THURSDAY))

    # ------------------------------------------------------------ members of teams
    def _create_member(self, **values):
        team = self.env["flexible.work.team"].create(
            {
                "name": "Tim arsip",
                "department_id": self.dinkes.id,
                "leader_id": self.other_head.id,
                "date_from": MONDAY,
                "date_to": FEBRUARY,
                "letter_number": "800/TIM/2026",
            }
        )
        member = self.env["flexible.work.team.member"].create(
            {
                "team_id": team.id,
                "employee_id": self.staff.id,
                "department_from_id": self.bidang.id,
                "date_from": MONDAY,
                "date_to": FEBRUARY,
                **values,
            }
        )
        self.env.flush_all()
        self.env.cr.execute("UPDATE flexible_work_team_member SET state = 'active' WHERE id = %s", [member.id])
        member.invalidate_recordset()
        return member

    def test_a_member_who_works_at_the_team_gets_a_draft_for_both_sides(self):
        member = self._create_member(share=40, place="host")
        assignment = self.env["flexible.work.assignment"]._assign_member(member)
        self.assertEqual((assignment.kind, assignment.share), ("team", 40))
        self.assertEqual((assignment.department_to_id, assignment.team_id), (self.dinkes, member.team_id))
        self.assertEqual((assignment.date_from, assignment.date_to), (MONDAY, FEBRUARY))
        self.assertEqual((assignment.letter_number, assignment.state), ("800/TIM/2026", "draft"))

    def test_work_for_a_team_is_claimed_once(self):
        member = self._create_member(share=60, place="host")
        assignment = self.env["flexible.work.assignment"]._assign_member(member)
        self.assertFalse(assignment.conflict)
        self.as_user(assignment, "head").action_release()
        self.as_user(assignment, "other_head").action_accept()
        claims = self.staff._flexible_work_claims(MONDAY, FEBRUARY)[self.staff.id]
        self.assertEqual([(claim.id[0], claim.percent) for claim in claims], [("assignment", 60)])

    def test_claims_of_many_people_are_found_with_one_query(self):
        self._create_member(share=10)
        self._approved(first=FEBRUARY, last=FEBRUARY, share=90)
        self.env.flush_all()
        for people in (self.staff, self.staff | self.nurse | self.head | self.other_head):
            with self.assertQueryCount(1):
                claims = people._flexible_work_claims(MONDAY, FEBRUARY)
        self.assertEqual({employee_id: len(those) for employee_id, those in claims.items()}, {self.staff.id: 2})

    def test_a_member_of_a_team_of_the_own_unit_needs_none(self):
        member = self._create_member(place="host")
        member.team_id.department_id = self.bidang
        self.assertFalse(self.env["flexible.work.assignment"]._assign_member(member))

    # ------------------------------------------------------------ ending
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
