"""Ways around the buttons and rules of teams and placements that somebody could try who speaks to the server without
the screens."""

from odoo.exceptions import AccessError
from odoo.tests import freeze_time

from .common import MONDAY
from .test_team import JANUARY_LAST, TeamCase


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
