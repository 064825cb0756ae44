from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time

from .test_request import RequestCase

#: Tuesday and Wednesday of the next week, which Ternate's circular leaves to the heads
TUESDAY = date(2026, 1, 20)
WEDNESDAY = date(2026, 1, 21)


@freeze_time("2026-01-12 22:30:00")  # Tuesday 13 January 07:30 in Ternate
class TestSwap(RequestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colleague = cls._create_employee("Rekan", cls.bidang, user="rekan")
        cls.roster = cls._create_roster(
            cls.diskominfo,
            [
                (cls.staff, TUESDAY, "wfh"),
                (cls.staff, WEDNESDAY, "wfo"),
                (cls.colleague, TUESDAY, "wfo"),
                (cls.colleague, WEDNESDAY, "wfh"),
            ],
        )

    def _swap(self, submit=True, **values):
        request = (
            self.env["flexible.work.request"]
            .with_user(self.staff.user_id)
            .create(
                {
                    "kind": "swap",
                    "employee_id": self.staff.id,
                    "date_from": TUESDAY,
                    "swap_employee_id": self.colleague.id,
                    "reason": "Anak ke dokter hari Rabu",
                    **values,
                }
            )
        )
        if submit:
            request.action_submit()
        return request

    def _agreed(self, **values):
        request = self._swap(**values)
        request.with_user(self.colleague.user_id).action_accept()
        return request

    def _turns(self):
        self.env.invalidate_all()
        lines = self.roster.line_ids.sorted(lambda line: (line.employee_id.name, line.date))
        return [line.mode for line in lines]

    def test_the_colleague_agrees_then_the_head_approves_then_both_turns_change(self):
        request = self._swap(swap_date=WEDNESDAY)
        self.assertEqual((request.state, request.sudo().activity_ids.user_id), ("asked", self.colleague.user_id))
        request.with_user(self.colleague.user_id).action_accept()
        self.assertEqual((request.state, request.sudo().activity_ids.user_id), ("submitted", self.head.user_id))
        self.assertEqual(self._turns(), ["wfh", "wfo", "wfo", "wfh"], "nothing changes before the head approves")
        self.as_user(request, "head").action_approve()
        self.assertEqual(self._turns(), ["wfo", "wfh", "wfh", "wfo"])
        self.assertEqual(
            [self._decide(who, day).mode for who in (self.staff, self.colleague) for day in (TUESDAY, WEDNESDAY)],
            ["wfo", "wfh", "wfh", "wfo"],
        )

    def test_on_one_day_only_that_day_changes(self):
        self.as_user(self._agreed(), "head").action_approve()
        self.assertEqual(self._turns(), ["wfo", "wfo", "wfh", "wfh"])

    def test_the_changes_are_logged_with_the_request(self):
        request = self._agreed()
        self.as_user(request, "head").action_approve()
        changes = self.roster.change_ids
        self.assertEqual(changes.request_id, request)
        self.assertEqual(len(changes), 2)
        self.assertIn("Anak ke dokter", changes[0].reason)
        self.assertEqual(
            set(self.roster.line_ids.filtered(lambda line: line.date == TUESDAY).mapped("origin")), {"swap"}
        )

    def test_the_colleague_declines(self):
        request = self._swap()
        self._confirm(request.with_user(self.colleague.user_id).action_decline(), self.colleague.user_id, "Tidak bisa")
        self.assertEqual((request.state, request.decision_reason), ("refused", "Tidak bisa"))
        self.assertFalse(request.sudo().activity_ids)

    def test_only_the_colleague_answers(self):
        request = self._swap()
        for role in ("employee", "head", "operator", "bkpsdm", "other_head", "elsewhere"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_user(request, role).action_accept()
        with self._refused(UserError, "cannot be done any more"):
            self.as_user(request, "head").action_approve()

    def test_the_colleague_sees_the_request_once_asked(self):
        request = self._swap(submit=False)
        self.assertFalse(request.with_user(self.colleague.user_id).has_access("read"))
        request.action_submit()
        self.assertTrue(request.with_user(self.colleague.user_id).has_access("read"))
        with self.assertRaises(UserError):
            request.with_user(self.colleague.user_id).reason = "diganti"

    def test_a_turn_that_changed_meanwhile_stops_the_swap(self):
        request = self._agreed()
        self.roster._change_lines(
            [{"employee_id": self.colleague.id, "date": TUESDAY, "mode": "wfa", "shift_id": False}], reason="uji"
        )
        with self._refused(UserError, "turn of Rekan on 01/20/2026 is another one now. Nothing was swapped"):
            self.as_user(request, "head").action_approve()
        self.assertEqual(request.state, "submitted")
        self.assertEqual(self._turns(), ["wfh", "wfo", "wfa", "wfh"])

    def test_it_stops_the_colleagues_answer_as_well(self):
        request = self._swap()
        self.roster._change_lines(
            [{"employee_id": self.staff.id, "date": TUESDAY, "mode": "wfa", "shift_id": False}], reason="uji"
        )
        with self._refused(UserError, "roster has changed since"):
            request.with_user(self.colleague.user_id).action_accept()

    def test_a_swap_without_a_turn_in_a_roster_is_refused(self):
        with self._refused(UserError, "Pegawai has no turn in an approved roster on 01/22/2026"):
            self._swap(date_from=date(2026, 1, 22))
        self.roster.action_reopen()
        with self._refused(UserError, "no turn in an approved roster"):
            self._swap()

    def test_equal_turns_are_not_swapped(self):
        self.roster._change_lines(
            [{"employee_id": self.colleague.id, "date": TUESDAY, "mode": "wfh", "shift_id": False}], reason="uji"
        )
        with self._refused(UserError, "same turn"):
            self._swap()

    def test_somebody_on_leave_swaps_nothing(self):
        self._create_leave(self.colleague, TUESDAY, TUESDAY)
        with self._refused(UserError, "Rekan is not at work on 01/20/2026"):
            self._swap()

    def test_nobody_swaps_alone(self):
        with self._refused(UserError, "Choose a colleague"):
            self._swap(swap_employee_id=self.staff.id)
        with self._refused(UserError, "Fill in: Swap with"):
            self._swap(swap_employee_id=False)

    def test_a_colleague_of_another_opd_is_refused(self):
        nurse = self.nurse
        nurse.user_id = self._create_user("perawat")
        self._create_roster(self.dinkes, [(nurse, TUESDAY, "wfo")])
        with self._refused(UserError, "no head in common"):
            self._swap(swap_employee_id=nurse.id)

    def test_two_rosters_under_one_head_are_both_changed(self):
        seksi = self._create_unit("Seksi", parent_id=self.diskominfo.id)
        other = self._create_employee("Seksi satu", seksi, user="seksi")
        roster = self._create_roster(seksi, [(other, TUESDAY, "wfo")])
        request = self._swap(swap_employee_id=other.id)
        request.with_user(other.user_id).action_accept()
        self.as_user(request, "head").action_approve()
        self.assertEqual((self._turns()[0], roster.line_ids.mode), ("wfo", "wfh"))

    def test_if_one_roster_refuses_neither_changes(self):
        seksi = self._create_unit("Seksi", parent_id=self.diskominfo.id)
        other = self._create_employee("Seksi satu", seksi, user="seksi")
        roster = self._create_roster(seksi, [(other, TUESDAY, "wfo")])
        request = self._swap(swap_employee_id=other.id)
        request.with_user(other.user_id).action_accept()
        Roster = type(self.env["flexible.work.roster"])
        change = Roster._change_lines

        def refuse_the_second(self, *args, **kwargs):
            if self == roster:
                raise UserError(self.env._("Locked"))
            return change(self, *args, **kwargs)

        self.patch(Roster, "_change_lines", refuse_the_second)
        with self._refused(UserError, "Locked"):
            self.as_user(request, "head").action_approve()
        self.assertEqual((self._turns()[0], roster.line_ids.mode, request.state), ("wfh", "wfo", "submitted"))

    def test_a_shift_goes_to_the_colleague_who_was_free(self):
        night = self.env["flexible.work.shift"].create(
            {"name": "Malam", "code": "M", "hour_from": 22, "hour_to": 6, "company_id": self.company.id}
        )
        self.roster._change_lines(
            [
                {"employee_id": self.staff.id, "date": TUESDAY, "mode": False, "shift_id": night.id},
                {"employee_id": self.colleague.id, "date": TUESDAY, "mode": False, "shift_id": False},
            ],
            reason="uji",
        )
        self.as_user(self._agreed(swap_date=WEDNESDAY), "head").action_approve()
        lines = {(line.employee_id, line.date): line for line in self.roster.line_ids}
        self.assertEqual(lines[self.colleague, TUESDAY].shift_id, night)
        self.assertNotIn((self.staff, TUESDAY), lines)
        self.assertEqual(lines[self.staff, WEDNESDAY].mode, "wfh")

    def test_the_head_takes_a_swap_back(self):
        request = self._agreed(swap_date=WEDNESDAY)
        self.as_user(request, "head").action_approve()
        with self._refused(UserError, "Rekan relies on it"):
            request._withdraw("batal")
        self.as_user(request, "head")._cancel_approval("Tidak jadi")
        self.assertEqual((request.state, self._turns()), ("cancelled", ["wfh", "wfo", "wfo", "wfh"]))

    def test_a_head_in_the_swap_does_not_decide_it(self):
        kabid = self._create_employee("Kabid", self.bidang, user="kabid")
        self.bidang.manager_id = kabid
        roster = self._create_roster(self.bidang, [(kabid, TUESDAY, "wfo")])
        self.assertTrue(roster)
        request = self._swap(swap_employee_id=kabid.id)
        request.with_user(kabid.user_id).action_accept()
        with self._refused(AccessError, "his or her own"):
            request.with_user(kabid.user_id).action_approve()
        self.as_user(request, "head").action_approve()

    def test_colleagues_to_choose_from_have_a_turn_under_the_same_head(self):
        self.nurse.user_id = self._create_user("perawat")
        self._create_roster(self.dinkes, [(self.nurse, TUESDAY, "wfo")])
        request = self._swap(submit=False)
        self.assertEqual(request.sudo().swap_candidate_ids, self.colleague)
        self.assertIn("Rekan", request.effect)
        self.assertIn("o_fw_tile_wfh", request.effect)
