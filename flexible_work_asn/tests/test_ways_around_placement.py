"""Ways around the buttons and rules of teams and placements that somebody could try who speaks to the server without
the screens."""

import base64
from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time

from .common import MONDAY, THURSDAY
from .test_team import JANUARY_LAST, MARCH, TeamCase


@freeze_time("2026-01-12 22:30:00")  # Tuesday 13 January 07:30 in Ternate
class TestWaysAroundTeams(TeamCase):
    def _told(self, model, role, name, values):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.as_user(self.env[model], role).onchange(values, list(values), {name: {}})["value"].get(name)

    def test_a_form_that_is_not_saved_tells_no_shares_of_others(self):
        self._member(share=80)
        other = self._create_team(name="Tim arsip", open_to_proposals=True)
        values = {
            "team_id": other.id,
            "employee_id": self.staff.id,
            "share": 90,
            "date_from": str(MONDAY),
            "date_to": str(JANUARY_LAST),
            "state": "waiting",
        }
        for role, told in {"auditor": False, "executive": False, "leader": True, "head": True}.items():
            self.assertEqual(bool(self._told("flexible.work.team.member", role, "share_hint", values)), told, role)

    def test_a_form_that_is_not_saved_tells_no_assignments_of_others(self):
        self._member(share=80)
        values = {
            "employee_id": self.staff.id,
            "department_from_id": self.bidang.id,
            "department_to_id": self.diskominfo.id,
            "share": 100,
            "date_from": str(MONDAY),
            "date_to": str(JANUARY_LAST),
            "state": "draft",
            "monday": True,
            "tuesday": True,
        }
        for role, told in {"other_head": False, "head": True, "bkpsdm": True}.items():
            self.assertEqual(bool(self._told("flexible.work.assignment", role, "conflict", values)), told, role)

    def test_whoever_withdrew_does_not_read_the_team_any_more(self):
        self.team.open_to_proposals = True
        member = self._name("employee")
        self.team.open_to_proposals = False
        team = self.as_user(self.team, "employee")
        self.assertTrue(team.has_access("read"))
        self.as_user(member, "employee").action_withdraw()
        self.env.invalidate_all()
        self.assertFalse(team.has_access("read"))
        self.assertFalse(self.as_user(self.team.target_ids, "employee").has_access("read"))

    def test_the_unit_of_the_post_does_not_delete_whom_a_team_has_named(self):
        member = self._name()
        self.assertNotIn("operator", self._who(lambda record: record.unlink(), member))

    def test_nobody_reads_the_draft_of_the_own_note(self):
        note = self._note()
        self.staff.user_id.group_ids |= self.env.ref("flexible_work_asn.group_bkpsdm")
        self.env.invalidate_all()
        self.assertFalse(self.as_user(note, "employee").has_access("read"))
        self.as_user(note, "leader").action_submit()
        self.env.invalidate_all()
        self.assertTrue(self.as_user(note, "employee").has_access("read"))

    def test_no_state_comes_from_the_context(self):
        team = self.as_user(self.team, "other_head").with_context(default_state="active")
        made = team.create(
            {
                "name": "Tim",
                "department_id": self.dinkes.id,
                "leader_id": self.nurse.id,
                "date_from": MONDAY,
                "date_to": JANUARY_LAST,
            }
        )
        self.assertEqual(made.state, "draft")

    def test_targets_of_others_are_not_taken_over_through_the_team(self):
        other = self._create_team(name="Tim arsip", department_id=self.diskominfo.id, leader_id=self.head.id)
        for command in ((4, other.target_ids.id), (1, other.target_ids.id, {"target": 1}), (2, other.target_ids.id)):
            with self.subTest(command=command), self.assertRaises(AccessError), self.env.cr.savepoint():
                self.as_user(self.team, "leader").write({"target_ids": [command]})
                self.env.flush_all()

    # ------------------------------------------------------------ what a form tells
    def test_a_form_tells_nothing_about_a_membership_of_others(self):
        member = self._member()
        contribution = "flexible.work.contribution"
        for role in ("executive", "elsewhere"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self._told(contribution, role, "display_name", {"member_id": member.id})
            with self.subTest(role=role, by="context"), self.assertRaises(AccessError):
                notes = self.as_user(self.env[contribution], role).with_context(default_member_id=member.id)
                notes.onchange({}, [], {"display_name": {}, "employee_id": {}})
        self.assertIn("Pegawai", self._told(contribution, "leader", "display_name", {"member_id": member.id}))

    def test_a_form_tells_nothing_about_a_team_that_is_not_open(self):
        values = {"team_id": self.team.id}
        for name in ("date_from", "display_name"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                self._told("flexible.work.team.member", "executive", name, values)
        for command in ((4, self._foreign_member().id), (0, 0, {"team_id": self.team.id})):
            with self.subTest(command=command), self.assertRaises(AccessError):
                self.as_user(self.env["flexible.work.team"], "operator").onchange(
                    {"member_ids": [command]}, ["member_ids"], {"member_ids": {"fields": {"display_name": {}}}}
                )

    def _foreign_member(self):
        setda = self._create_unit("Setda", is_opd=True)
        clerk = self._create_employee("Juru tulis", setda)
        team = self._create_team(name="Tim arsip", department_id=setda.id, leader_id=clerk.id)
        return self.env["flexible.work.team.member"].create({"team_id": team.id, "employee_id": clerk.id})

    def test_a_refused_note_says_no_names(self):
        member = self._member()
        with self.assertRaises(AccessError) as caught:
            self.as_user(self.env["flexible.work.contribution"], "executive").create(
                {"member_id": member.id, "date_from": date(2020, 1, 1), "date_to": date(2020, 1, 2)}
            )
        self.assertNotRegex(str(caught.exception), "Pegawai|PATEN")

    # ------------------------------------------------------------ shares
    def _assign(self, role="head", **values):
        return self.as_user(self.env["flexible.work.assignment"], role).create(
            {
                "employee_id": self.staff.id,
                "department_to_id": self.dinkes.id,
                "date_from": MONDAY,
                "date_to": JANUARY_LAST,
                "letter_number": "800/1/2026",
                **values,
            }
        )

    def _approve(self, assignment):
        self.as_user(assignment, "head").action_release()
        self.as_user(assignment, "other_head").action_accept()

    def test_an_assignment_that_names_a_team_hides_no_membership(self):
        self._member(share=80)
        second = self._create_team(name="Tim arsip")
        self.as_user(second, "other_head").action_start()
        # one day for the team, which used to stand for the whole membership
        self._approve(self._assign(team_id=self.team.id, date_from=THURSDAY, date_to=THURSDAY, share=10))
        member = self._name(team=second, share=40)
        with self._refused(ValidationError, "Tim PATEN 80 %"):
            self.as_user(member, "head").action_release()

    def test_an_assignment_that_names_a_team_counts_for_its_members(self):
        self._approve(self._assign("other_head", team_id=self.team.id, share=70, tuesday=False))
        other = self._assign(team_id=False, share=40, date_from=THURSDAY, date_to=THURSDAY)
        with self._refused(ValidationError, "already assigned"):
            self._approve(other)
        # the same work: the greater share on Mondays, the own one on Tuesdays
        self._member(share=60)
        claims = self.staff._flexible_work_claims(MONDAY, MARCH)[self.staff.id]
        by_day = {
            day: sum(claim.percent for claim in claims if claim.covers(day))
            for day in (MONDAY, date(2026, 1, 20), date(2026, 2, 2))
        }
        self.assertEqual(list(by_day.values()), [70, 60, 60])

    # ------------------------------------------------------------ both sides
    def test_nobody_approves_for_a_side_that_he_does_not_head(self):
        for role, button in (("head", "action_accept"), ("other_head", "action_release")):
            assignment = self._assign()
            mine = self.as_user(assignment, role)
            with self.subTest(role=role), self.assertRaises(AccessError):
                getattr(mine, button)()
            side = button.removeprefix("action_")
            with self.subTest(role=role, by="wizard"), self.assertRaises(AccessError):
                window = self.as_user(self.env["flexible.work.reason"], role)
                window.create(
                    {"decision": f"{side}_assignment", "record_ids": assignment.ids, "reason": "x"}
                ).action_confirm()
            for name in ("approved_from_by_id", "approved_to_by_id"):
                with self.subTest(role=role, name=name), self.assertRaises(AccessError):
                    mine.write({name: self.user[role].id})
        self.assertFalse(assignment.approved_from_by_id | assignment.approved_to_by_id)

    def test_a_head_of_both_places_does_not_release_whoever_has_left_for_another_unit(self):
        self.bidang.manager_id = self.diskominfo.manager_id = self.head
        clerk = self._create_employee("Juru tulis", self.bidang)
        assignment = self._assign(
            employee_id=clerk.id, department_from_id=self.bidang.id, department_to_id=self.diskominfo.id
        )
        clerk.version_id.department_id = self.dinkes
        with self._refused(UserError, "does not belong to"):
            self.as_user(assignment, "head").action_release()
        with self._refused(UserError, "does not belong to"):
            self.as_user(assignment, "head").action_accept()

    # ------------------------------------------------------------ the assignment of a member
    def test_a_refused_assignment_of_a_member_is_not_reset(self):
        member = self._member(place="host")
        assignment = self.as_user(member.assignment_id, "other_head")
        self._confirm(assignment.action_refuse(), self.user["other_head"], "Loket penuh")
        self.assertFalse(assignment.can_reset)
        with self._refused(UserError, "name the person anew in the team"):
            assignment.action_reset_draft()
        self.assertEqual((member.state, member.sudo().assignment_id.state), ("ended", "refused"))

    def test_the_draft_of_a_membership_in_force_is_not_deleted(self):
        member = self._member(place="host")
        with self._refused(UserError, "ends the membership with a reason"):
            self.as_user(member.assignment_id, "bkpsdm").unlink()
        self._confirm(self.as_user(member.assignment_id, "bkpsdm").action_refuse(), self.user["bkpsdm"], "x")
        self.as_user(member.assignment_id, "bkpsdm").unlink()
        self.assertEqual(member.state, "ended")

    def test_the_terms_of_a_membership_are_not_changed_through_its_assignment(self):
        assignment = self.as_user(self._member(place="host").assignment_id, "head")
        for values in ({"share": 10}, {"date_to": MONDAY}, {"team_id": False}, {"employee_id": self.other_head.id}):
            with self.subTest(values=values), self._refused(UserError, "end the membership"):
                assignment.write(values)
        assignment.write({"share": 40, "wednesday": False})
        self.assertFalse(assignment.wednesday)

    # ------------------------------------------------------------ files
    def test_the_letter_of_a_team_is_not_replaced_through_its_file(self):
        self.team.letter = base64.b64encode(b"the decree")
        files = self.env["ir.attachment"].search([("res_model", "=", self.team._name), ("res_field", "=", "letter")])
        self.assertEqual(len(files), 1)
        forged = {"raw": b"forged"}
        place = {"res_model": self.team._name, "res_id": self.team.id, "res_field": "letter"}
        ways = {
            "write": lambda env: env["ir.attachment"].browse(files.id).write(forged),
            "unlink": lambda env: env["ir.attachment"].browse(files.id).unlink(),
            "create": lambda env: env["ir.attachment"].create({"name": "x", **forged, **place}),
            "move": lambda env: env["ir.attachment"].create({"name": "x", **forged}).write(place),
        }
        for way, act in ways.items():
            with self.subTest(way=way):
                self.assertEqual(self._who(lambda env, act=act: act(env) and False), [])
        self.assertEqual(base64.b64decode(self.team.letter), b"the decree")
        # by its form, whoever may
        self.as_user(self.team, "other_head").letter = base64.b64encode(b"the second decree")
        self.env.invalidate_all()
        self.assertEqual(base64.b64decode(self.team.letter), b"the second decree")

    def test_letters_in_the_chatter_stay_as_they_were_written(self):
        assignment = self._assign()
        message = assignment.sudo().message_post(body="x", attachments=[("surat.pdf", b"%PDF-1.4 surat tugas")])
        letter = message.attachment_ids
        letter.sudo().flush_recordset()
        self.env.cr.execute("UPDATE ir_attachment SET create_uid = 1 WHERE id = %s", letter.ids)
        letter.invalidate_recordset()
        for act in (
            lambda env: env["ir.attachment"].browse(letter.id).write({"raw": b"y"}),
            lambda env: env["ir.attachment"].browse(letter.id).unlink(),
        ):
            self.assertEqual(self._who(lambda env, act=act: act(env) and False), [])
        self.assertEqual(letter.raw, b"%PDF-1.4 surat tugas")
