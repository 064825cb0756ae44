from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError

from .common import MONDAY, THURSDAY, TUESDAY, WEDNESDAY, FlexibleWorkCase


class TestRoster(FlexibleWorkCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_circular()

    def test_a_draft_roster_does_not_count(self):
        self._create_roster(self.bidang, [(self.staff, TUESDAY, "wfh")], approve=False)
        self.assertEqual(self._decide(self.staff, TUESDAY).source, "default")

    def test_an_approved_roster_counts(self):
        self._create_roster(self.bidang, [(self.staff, TUESDAY, "wfh")])
        decision = self._decide(self.staff, TUESDAY)
        self.assertEqual((decision.source, decision.mode), ("roster", "wfh"))

    def test_the_head_approves(self):
        roster = self._create_roster(self.bidang, [(self.staff, TUESDAY, "wfh")], approve=False)
        roster.with_user(self.head.user_id).action_approve()
        self.assertEqual((roster.state, roster.approved_by_id), ("approved", self.head.user_id))

    def test_an_operator_prepares_but_does_not_approve(self):
        operator = self._create_user("operator", "flexible_work_asn.group_operator")
        self.diskominfo.flexible_operator_ids = operator
        roster = self._create_roster(self.bidang, [(self.staff, TUESDAY, "wfh")], approve=False)
        as_operator = roster.with_user(operator)
        as_operator.line_ids.mode = "wfa"
        with self.assertRaises(AccessError):
            as_operator.action_approve()

    def test_filling_adds_only_days_that_the_circular_leaves_to_the_head(self):
        roster = self.env["flexible.work.roster"].create(
            {"department_id": self.diskominfo.id, "date_from": MONDAY, "date_to": THURSDAY}
        )
        roster.action_fill()
        self.assertEqual(
            [(line.employee_id, line.date, line.mode) for line in roster.line_ids],
            [(self.staff, TUESDAY, "wfo"), (self.staff, WEDNESDAY, "wfo")],
            "the head is a structural official and stays in the office",
        )

    def test_filling_keeps_what_was_entered(self):
        roster = self._create_roster(
            self.bidang, [(self.staff, TUESDAY, "wfh"), (self.staff, WEDNESDAY, "wfo")], approve=False
        )
        roster.action_fill()
        self.assertEqual(roster.line_ids.sorted("date").mapped("mode"), ["wfh", "wfo"])

    def test_filling_an_exempt_unit_says_why_there_is_nothing(self):
        roster = self.env["flexible.work.roster"].create(
            {"department_id": self.dinkes.id, "date_from": MONDAY, "date_to": THURSDAY}
        )
        with self.assertRaisesRegex(UserError, "exempt"):
            roster.action_fill()

    @freeze_time("2026-01-12 22:30:00")  # Tuesday 07:30 in Ternate
    def test_an_approved_roster_is_fixed_until_reopened(self):
        roster = self._create_roster(self.bidang, [(self.staff, TUESDAY, "wfh")])
        with self.assertRaises(UserError):
            roster.line_ids.mode = "wfo"
        with self.assertRaises(UserError):
            roster.unlink()
        roster.action_reopen()
        roster.line_ids.mode = "wfo"
        self.assertEqual(self._decide(self.staff, TUESDAY).source, "default")

    def test_an_empty_roster_is_not_approved(self):
        roster = self.env["flexible.work.roster"].create(
            {"department_id": self.bidang.id, "date_from": TUESDAY, "date_to": TUESDAY}
        )
        with self.assertRaises(UserError):
            roster.action_approve()

    def test_people_of_other_units_are_refused(self):
        with self.assertRaisesRegex(ValidationError, "Perawat"):
            self._create_roster(self.diskominfo, [(self.nurse, TUESDAY, "wfh")])

    def test_days_outside_the_period_are_refused(self):
        roster = self._create_roster(self.bidang, [(self.staff, TUESDAY, "wfh")], approve=False)
        with self.assertRaises(ValidationError):
            roster.line_ids.date = WEDNESDAY

    def test_two_approved_rosters_do_not_hold_the_same_person_and_day(self):
        self._create_roster(self.bidang, [(self.staff, TUESDAY, "wfh")])
        with self.assertRaisesRegex(ValidationError, "Pegawai"):
            self._create_roster(self.diskominfo, [(self.staff, TUESDAY, "wfo")])
