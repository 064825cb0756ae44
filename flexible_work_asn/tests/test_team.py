import io
from datetime import date

import openpyxl

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time

from .common import MONDAY, THURSDAY, TUESDAY, WEDNESDAY
from .test_request import RequestCase

MARCH = date(2026, 3, 31)
JANUARY_LAST = date(2026, 1, 31)
FIELDS = {"name": "Tim PATEN", "date_from": MONDAY, "date_to": MARCH, "letter_number": "800/215/2026"}


class TeamCase(RequestCase):
    """A team of Dinas Kesehatan, led by its nurse, who has no group of Odoo, with somebody of Diskominfo in it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.nurse.user_id = cls._create_user("perawat")
        cls.user["leader"] = cls.nurse.user_id
        cls.team = cls._create_team()

    @classmethod
    def _create_team(cls, **values):
        return cls.env["flexible.work.team"].create(
            {
                **FIELDS,
                "department_id": cls.dinkes.id,
                "leader_id": cls.nurse.id,
                "target_ids": [(0, 0, {"name": "Standar layanan", "target": 10, "measure": "dokumen"})],
                **values,
            }
        )

    def _name(self, role="leader", team=None, employee=None, **values):
        return self.as_user(self.env["flexible.work.team.member"], role).create(
            {"team_id": (team or self.team).id, "employee_id": (employee or self.staff).id, "share": 40, **values}
        )

    def _member(self, **values):
        """An active member: the team is at work, both sides agree."""
        member = self._name(**values)
        self.as_user(member, "head").action_release()
        if member.team_id.state == "draft":
            self.as_user(member.team_id, "other_head").action_start()
        return member

    def _note(self, text="Dua standar ditulis"):
        member = self._member()
        note = self.env["flexible.work.contribution"].create(
            {"member_id": member.id, "date_from": MONDAY, "date_to": JANUARY_LAST}
        )
        if text:
            self.as_user(note, "leader").note = text
        return note


@freeze_time("2026-01-12 22:30:00")  # Tuesday 13 January 07:30 in Ternate
class TestTeam(TeamCase):
    # ------------------------------------------------------------ life
    def test_a_team_starts_by_the_head_of_its_unit_or_bkpsdm(self):
        self.assertEqual(self._who(lambda team: team.action_start(), self.team), ["other_head", "bkpsdm"])

    def test_without_letter_or_target_no_team_starts(self):
        """Permen PANRB 6/2022: what is expected is said before."""
        head = self.as_user(self._create_team(letter_number=False), "other_head")
        with self._refused(UserError, "number of the decree"):
            head.action_start()
        with self._refused(UserError, "at least one target"):
            self.as_user(self._create_team(target_ids=[]), "other_head").action_start()

    def test_who_reads_a_team(self):
        self._name()
        readers = self._who(lambda env: env["flexible.work.team"].search([("id", "=", self.team.id)]))
        self.assertEqual(readers, ["employee", "head", "other_head", "operator", "bkpsdm", "auditor", "leader"])

    def test_a_team_without_people_of_the_own_unit_is_read_once_it_is_open(self):
        def search(env):
            return env["flexible.work.team"].search([("id", "=", self.team.id)])

        self.assertEqual(self._who(search), ["other_head", "bkpsdm", "auditor", "leader"])
        self.team.open_to_proposals = True
        everybody = [role for role in self.user if role != "elsewhere"]
        self.assertEqual(self._who(search), everybody)

    def test_the_leader_keeps_targets_and_changes_neither_unit_nor_letter(self):
        as_leader = self.as_user(self.team, "leader")
        as_leader.task = "Izin dalam satu hari"
        as_leader.target_ids.realised = 4
        self.assertEqual(self.team.progress, 40)
        for values in ({"department_id": self.diskominfo.id}, {"letter_number": "1"}, {"leader_id": self.staff.id}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                as_leader.write(values)

    def test_the_target_of_a_team_at_work_is_not_lowered_by_its_leader(self):
        self.as_user(self.team, "other_head").action_start()
        with self.assertRaises(AccessError):
            self.as_user(self.team.target_ids, "leader").target = 1
        self.as_user(self.team.target_ids, "leader").realised = 10
        self.as_user(self.team.target_ids, "other_head").target = 12
        self.assertEqual(self.team.target_ids.target, 12)

    def test_states_are_not_written_by_hand(self):
        for values in ({"state": "active"}, {"decision_reason": "x"}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                self.as_user(self.team, "bkpsdm").write(values)
        with self.assertRaises(AccessError):
            self._name(state="active")
        member = self._name()
        for values in ({"state": "active"}, {"released_by_id": self.user["leader"].id}, {"team_id": self.team.id}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                self.as_user(member, "leader").write(values)

    def test_a_team_is_closed_with_what_came_of_its_targets(self):
        member = self._member()
        as_head = self.as_user(self.team, "other_head")
        with self._refused(UserError, "Standar layanan"):
            as_head.action_close()
        self.as_user(self.team.target_ids, "leader").conclusion = "Sepuluh standar ditetapkan"
        as_head.action_close()
        self.assertEqual((self.team.state, self.team.date_to), ("closed", TUESDAY))
        self.assertEqual((member.state, member.date_to), ("ended", TUESDAY))
        with self._refused(UserError, "Reopen it first"):
            as_head.task = "lain"

    def test_a_team_is_cancelled_with_a_reason_and_its_members_end(self):
        member, waiting = self._member(), self._name(employee=self.other_head)
        self._confirm(
            self.as_user(self.team, "other_head").action_cancel(), self.user["other_head"], "Anggaran dialihkan"
        )
        self.assertEqual((self.team.state, self.team.decision_reason), ("cancelled", "Anggaran dialihkan"))
        self.assertEqual((member.state, waiting.state), ("ended", "refused"))

    def test_an_extension_asks_the_unit_of_the_post_again(self):
        member = self._member()
        wizard = self.as_user(self.env["flexible.work.team.extend"], "other_head").create(
            {"team_id": self.team.id, "date_to": date(2026, 4, 30), "reason": "Dua kecamatan lagi"}
        )
        self.assertEqual(wizard.member_ids, member)
        wizard.action_confirm()
        follow = self.team.member_ids - member
        self.assertEqual((self.team.date_to, follow.date_from), (date(2026, 4, 30), date(2026, 4, 1)))
        self.assertEqual((follow.state, bool(follow.released_by_id)), ("waiting", False))
        self.as_user(follow, "head").action_release()
        self.assertEqual(follow.state, "active")

    # ------------------------------------------------------------ members
    def test_who_names_members(self):
        values = {"team_id": self.team.id, "employee_id": self.staff.id, "share": 20}
        named = self._who(lambda env: env["flexible.work.team.member"].create(values).ids)
        self.assertEqual(named, ["other_head", "bkpsdm", "leader"])

    def test_an_appointed_member_is_released_by_the_head_of_the_post(self):
        self.as_user(self.team, "other_head").action_start()
        member = self._name()
        self.assertEqual((member.state, member.accepted_by_id), ("waiting", self.user["leader"]))
        self.assertEqual(member.sudo().activity_ids.user_id, self.user["head"])
        self.assertEqual(self._who(lambda one: one.action_release() or True, member), ["head", "bkpsdm"])
        self.as_user(member, "head").action_release()
        self.assertEqual(member.state, "active")

    def test_bkpsdm_releases_in_place_of_the_head_with_a_reason(self):
        self.as_user(self.team, "other_head").action_start()
        member = self._name()
        self._confirm(self.as_user(member, "bkpsdm").action_release(), self.user["bkpsdm"], "Kepala cuti")
        self.assertEqual((member.state, member.decision_reason), ("active", "Kepala cuti"))

    def test_somebody_proposes_himself_and_both_sides_decide(self):
        """Permen PANRB 7/2022: by appointment or by one's own proposal."""
        self.team.open_to_proposals = True
        self.as_user(self.team, "other_head").action_start()
        action = self.as_user(self.team, "employee").action_propose()
        self.assertEqual(action["context"]["default_employee_id"], self.staff.id)
        member = self._name(role="employee", motivation="Tiga tahun di loket")
        self.assertEqual((member.origin, bool(member.accepted_by_id)), ("proposed", False))
        self.assertEqual(member.sudo().activity_ids.user_id, self.user["head"] | self.user["leader"])
        with self.assertRaises(AccessError):
            self.as_user(member, "employee").action_accept()
        self.as_user(member, "leader").action_accept()
        self.as_user(member, "head").action_release()
        self.assertEqual(member.state, "active")

    def test_a_team_that_is_not_open_takes_no_proposal(self):
        with self.assertRaises(AccessError):
            self._name(role="employee")
        with self._refused(UserError, "takes no proposals"):
            self._name(role="leader", employee=self.nurse)

    def test_a_proposal_is_withdrawn_by_its_author(self):
        self.team.open_to_proposals = True
        member = self._name(role="employee")
        self.as_user(member, "employee").action_withdraw()
        self.assertEqual((member.state, len(member.sudo().activity_ids)), ("withdrawn", 0))

    def test_refused_with_a_reason_one_may_be_named_again(self):
        member = self._name()
        self._confirm(self.as_user(member, "head").action_refuse(), self.user["head"], "Beban akhir tahun")
        self.assertEqual((member.state, member.decision_reason), ("refused", "Beban akhir tahun"))
        self.assertTrue(self._name())

    def test_nobody_is_named_twice_for_the_same_days(self):
        self._name()
        with self._refused(ValidationError, "already"):
            self._name()

    def test_the_dates_of_a_member_lie_within_those_of_the_team(self):
        with self._refused(ValidationError, "choose dates within"):
            self._name(date_to=date(2026, 5, 1))

    def test_changed_terms_are_asked_again(self):
        member = self._name()
        self.as_user(member, "head").action_release()
        self.as_user(member, "leader").share = 60
        self.assertFalse(member.released_by_id or member.accepted_by_id)

    def test_a_member_leaves_with_a_reason(self):
        member = self._member()
        self._confirm(self.as_user(member, "employee").action_end(), self.user["employee"], "Tugas belajar")
        self.assertEqual((member.state, member.date_to, member.decision_reason), ("ended", MONDAY, "Tugas belajar"))

    def test_a_share_above_100_percent_is_refused_with_who_and_how_much(self):
        self._member(share=70)
        second = self._create_team(name="Tim SPBE")
        self.as_user(second, "other_head").action_start()
        member = self._name(team=second, share=50)
        self.assertIn("120 %", member.share_hint)
        with self._refused(ValidationError, "Pegawai would give.*Tim PATEN 70 %"):
            self.as_user(member, "head").action_release()
        self.assertEqual(member.state, "waiting")

    def test_a_member_at_the_host_gets_an_assignment_that_ends_with_the_membership(self):
        member = self._member(place="host")
        assignment = member.assignment_id
        self.assertEqual(
            (assignment.kind, assignment.team_id, assignment.department_to_id, assignment.share, assignment.state),
            ("team", self.team, self.dinkes, 40, "draft"),
        )
        self.as_user(assignment, "other_head").action_accept()
        self.assertEqual(assignment.state, "approved")
        self._confirm(self.as_user(member, "head").action_end(), self.user["head"], "Ditarik kembali")
        self.assertEqual(assignment.date_to, MONDAY)
        self.assertEqual(self._decide(self.staff, WEDNESDAY).department_id, self.bidang.id)

    def test_an_assignment_that_is_refused_ends_the_membership_at_the_host(self):
        member = self._member(place="host")
        assignment = self.as_user(member.assignment_id, "other_head")
        self._confirm(assignment.action_refuse(), self.user["other_head"], "Loket penuh")
        self.assertEqual((member.state, member.decision_reason), ("ended", "Loket penuh"))
        self.assertIn("Loket penuh", member.message_ids[0].body)
        # with the place at the own unit he is named anew
        self.assertEqual(self._name().state, "waiting")

    def test_an_assignment_that_ends_early_ends_the_membership_with_it(self):
        member = self._member(place="host")
        self.as_user(member.assignment_id, "other_head").action_accept()
        assignment = self.as_user(member.assignment_id, "head")
        self._confirm(assignment.action_end_early(), self.user["head"], "Ditarik kembali")
        self.assertEqual((member.state, member.date_to, assignment.date_to), ("ended", MONDAY, MONDAY))

    def test_withdraw_is_offered_to_whom_it_works_for(self):
        self.team.open_to_proposals = True
        proposal = self._name("employee")
        for role in ("employee", "leader", "other_head", "bkpsdm", "head", "operator"):
            with self.subTest(role=role):
                offered = self.as_user(proposal, role).can_withdraw
                works = role in self._who(lambda member: member.action_withdraw(), proposal)
                self.assertEqual(offered, works)
        self.assertFalse(self.as_user(proposal, "head").can_withdraw)

    def test_buttons_of_a_list_say_which_rows_are_not_the_users(self):
        own = self._name()
        other = self._name(employee=self._create_employee("Bidan", self.dinkes))
        with self._refused(AccessError, "Not yours among the chosen: Pegawai · Tim PATEN"):
            self.as_user(own | other, "other_head").action_release()
        self.assertFalse(other.released_by_id)

    def test_who_reads_a_member(self):
        member = self._name()
        readers = self._who(lambda env: env["flexible.work.team.member"].search([("id", "=", member.id)]))
        self.assertEqual(readers, ["employee", "head", "other_head", "operator", "bkpsdm", "auditor", "leader"])

    def test_smart_buttons_say_share_and_teams(self):
        self._member(share=30)
        employee = self.as_user(self.staff, "bkpsdm")
        self.assertEqual((employee.flexible_team_share, employee.flexible_team_count), (30, 1))
        self.assertEqual(self.as_user(self.dinkes, "bkpsdm").flexible_team_count, 1)

    def test_every_hour_memberships_end_and_the_team_is_to_be_closed(self):
        member = self._member()
        with freeze_time("2026-03-31 15:01:00"):  # 1 April in Ternate
            self._run_cron("cron_teams")
        self.assertEqual((member.state, self.team.state), ("ended", "active"))
        kinds = self.team.sudo().activity_ids.filtered(lambda activity: activity.user_id == self.user["other_head"])
        self.assertEqual(kinds.activity_type_id, self.env.ref("flexible_work_asn.mail_activity_team"))


@freeze_time("2026-01-12 22:30:00")  # Tuesday 13 January 07:30 in Ternate
class TestContribution(TeamCase):
    def test_at_the_end_of_the_month_the_leader_is_asked_once(self):
        self._member()
        with freeze_time("2026-01-31 15:01:00"):  # 1 February in Ternate
            self._run_cron("cron_teams")
            self._run_cron("cron_teams")
        note = self.team.contribution_ids
        self.assertEqual((len(note), note.date_from, note.date_to, note.share), (1, MONDAY, JANUARY_LAST, 40))
        self.assertEqual(note.department_id, self.bidang)
        self.assertEqual(self.team.sudo().activity_ids.user_id, self.user["leader"])
        note.note = "Dua standar ditulis"
        self.as_user(note, "leader").action_submit()
        self.assertFalse(self.team.sudo().activity_ids)

    def test_one_button_makes_the_notes_of_a_period_for_everybody(self):
        self._member()
        wizard = self.as_user(self.env["flexible.work.contribution.period"], "leader")
        values = {"team_id": self.team.id, "date_from": MONDAY, "date_to": TUESDAY}
        wizard.create(values).action_make()
        wizard.create(values).action_make()
        self.assertEqual(self.team.contribution_ids.employee_id, self.staff)
        with self.assertRaises(AccessError):
            self.as_user(wizard, "employee").create(values).action_make()

    def test_the_appraiser_is_the_head_of_the_post_and_takes_it_into_account(self):
        """Permen PANRB 6/2022 and 7/2022: the result goes to the appraiser."""
        note = self._note()
        self.as_user(note, "leader").action_submit()
        self.assertEqual(note.sudo().activity_ids.user_id, self.user["head"])
        self.assertEqual(self._who(lambda one: one.action_take() or True, note), ["head"])
        self.as_user(note, "head").action_take()
        self.assertEqual((note.state, note.taken_by_id), ("taken", self.user["head"]))
        self.assertFalse(note.sudo().activity_ids)

    def test_an_empty_note_is_not_submitted(self):
        note = self._note(text="")
        with self._refused(UserError, "what Pegawai contributed"):
            self.as_user(note, "leader").action_submit()

    def test_the_appraiser_returns_a_note_with_a_reason(self):
        note = self._note()
        self.as_user(note, "leader").action_submit()
        self._confirm(self.as_user(note, "head").action_return(), self.user["head"], "Sebut jumlahnya")
        self.assertEqual((note.state, note.decision_reason), ("draft", "Sebut jumlahnya"))

    def test_a_submitted_note_is_changed_only_after_it_is_taken_back(self):
        note = self._note()
        as_leader = self.as_user(note, "leader")
        as_leader.action_submit()
        with self._refused(UserError, "Take it back first"):
            as_leader.note = "lain"
        as_leader.action_take_back()
        as_leader.note = "lain"
        self.assertEqual((note.state, note.note), ("draft", "lain"))

    def test_who_reads_a_draft_and_a_submitted_note(self):
        note = self._note()

        def search(env):
            return env["flexible.work.contribution"].search([("id", "=", note.id)])

        self.assertEqual(self._who(search), ["other_head", "bkpsdm", "auditor", "leader"])
        self.as_user(note, "leader").action_submit()
        self.assertEqual(self._who(search), ["employee", "head", "other_head", "bkpsdm", "auditor", "leader"])

    def test_only_the_leader_and_the_head_of_the_team_write_notes(self):
        note = self._note()
        self.assertEqual(self._who(lambda one: one.write({"note": "x"}), note), ["other_head", "leader"])

    def test_nobody_notes_the_own_contribution(self):
        self._name(employee=self.nurse, role="other_head")
        self.as_user(self.team, "other_head").action_start()
        own = self.team.member_ids
        self.assertEqual((own.state, own.employee_id), ("active", self.nurse))
        with self.assertRaises(AccessError):
            self.as_user(self.env["flexible.work.contribution"], "leader").create(
                {"member_id": own.id, "date_from": MONDAY, "date_to": TUESDAY}
            )
        self.assertFalse(self.team._make_notes(MONDAY, JANUARY_LAST))

    def test_two_notes_for_the_same_days_are_refused(self):
        note = self._note()
        with self._refused(ValidationError, "for some of these days already"):
            note.copy({"date_from": THURSDAY, "date_to": THURSDAY})

    def test_the_workbook_holds_the_submitted_notes_that_the_reader_may_see(self):
        note = self._note()
        model = self.as_user(self.env["flexible.work.contribution"], "head")
        self.assertEqual(len(self._lines(model._xlsx(MONDAY, MARCH))), 0)
        self.as_user(note, "leader").action_submit()
        lines = self._lines(model._xlsx(MONDAY, MARCH))
        self.assertEqual([line[1] for line in lines], ["Pegawai"])
        self.assertIn("Dua standar ditulis", lines[0])
        self.assertEqual(lines[0][7].date(), MONDAY)
        self.assertFalse(self._lines(self.as_user(model, "operator")._xlsx(MONDAY, MARCH)))

    def _lines(self, content):
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        return list(sheet.iter_rows(min_row=5, values_only=True))

    def test_papers_say_who_contributed_what_and_who_signs(self):
        note = self._note()
        with self._refused(UserError, "is a draft"):
            self.as_user(note, "leader").action_print()
        self.as_user(note, "leader").action_submit()
        for name, records in (("contribution", note), ("team", self.team)):
            report = self.as_user(self.env["ir.actions.report"], "leader")
            html = report._render_qweb_html(f"flexible_work_asn.{name}", records.ids)[0].decode()
            for words in ("Tim PATEN", "800/215/2026", "Dua standar ditulis", "Perawat", "Pegawai"):
                self.assertIn(words, html)
        with self.assertRaises(AccessError):
            report = self.as_user(self.env["ir.actions.report"], "operator")
            report._render_qweb_html("flexible_work_asn.contribution", note.ids)
