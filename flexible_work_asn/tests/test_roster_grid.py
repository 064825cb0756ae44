from datetime import date, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError

from .common import MONDAY, THURSDAY, TUESDAY, WEDNESDAY, FlexibleWorkCase

FRIDAY = date(2026, 1, 16)
SUNDAY = date(2026, 1, 18)
#: Monday morning in Ternate, when it is still Sunday in UTC; and Wednesday morning
MORNING = "2026-01-11 22:30:00"
WEDNESDAY_MORNING = "2026-01-13 22:30:00"


class RosterGridCase(FlexibleWorkCase):
    """A week of Diskominfo with one member of staff, whose Tuesday and Wednesday are left to the head."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(MORNING))
        cls._create_circular(flexible_days_max=2)
        cls._create_one_user_of_each_role()
        cls.roster = cls.env["flexible.work.roster"].create(
            {"department_id": cls.diskominfo.id, "date_from": MONDAY, "date_to": SUNDAY}
        )

    @classmethod
    def _create_shift(cls, code, mode="wfo", **values):
        return cls.env["flexible.work.shift"].create(
            {"name": code, "code": code, "mode": mode, "company_id": cls.company.id, "hour_from": 7, "hour_to": 14}
            | values
        )

    def _as(self, role, roster=None):
        return (roster or self.roster).with_user(self.user[role])

    def _row(self, data, employee=None):
        return next(row for row in data["rows"] if row["id"] == (employee or self.staff).id)

    def _base(self, data, field, employee=None):
        return [data["kinds"][kind][field] for kind in self._row(data, employee)["base"]]

    def _change(self, day, mode=False, shift=None, employee=None):
        return {
            "employee_id": (employee or self.staff).id,
            "date": str(day),
            "mode": mode,
            "shift_id": shift.id if shift else False,
        }


class TestRosterGridData(RosterGridCase):
    def test_every_day_is_shown_as_the_plan_says_without_the_roster(self):
        data = self._as("head").grid_data()
        self.assertEqual(self._base(data, "letter"), ["K", "K", "K", "R", "K", "", ""])
        self.assertEqual(self._base(data, "letter", self.head), ["K", "K", "K", "K", "K", "", ""])

    def test_only_days_that_the_circular_leaves_to_the_head_take_any_mode(self):
        data = self._as("head").grid_data()
        self.assertEqual(self._base(data, "allow"), ["shift", "mode", "mode", "shift", "shift", "shift", "shift"])
        self.assertEqual(set(self._base(data, "allow", self.head)), {"shift"}, "an official stays in the office")

    def test_past_days_are_not_the_rosters_to_change(self):
        with freeze_time(WEDNESDAY_MORNING):
            data = self._as("head").grid_data()
        self.assertEqual(self._base(data, "allow")[:3], ["", "", "mode"])
        self.assertEqual(data["roster"]["today"], "2026-01-14", "the local date, a day ahead of UTC")

    def test_leave_and_holidays_are_shown_with_their_letter_and_reason(self):
        self._create_holiday(FRIDAY)
        self._create_leave(self.staff, TUESDAY, TUESDAY)
        data = self._as("head").grid_data()
        self.assertEqual(self._base(data, "letter")[1], "C")
        self.assertEqual(self._base(data, "allow")[1], "")
        self.assertEqual(self._base(data, "source")[4], "holiday")
        self.assertIn("Isra Mikraj", self._base(data, "why")[4])

    def test_lines_are_shown_beside_what_would_be_without_them(self):
        self.roster._change_lines([self._change(TUESDAY, "wfh")])
        data = self._as("head").grid_data()
        self.assertEqual(self._row(data)["lines"], {1: "wfh"})
        self.assertEqual(self._base(data, "letter")[1], "K")

    def test_an_approved_roster_shows_the_same_as_its_draft(self):
        self.roster._change_lines([self._change(TUESDAY, "wfh")])
        draft = self._as("head").grid_data()
        self.roster.action_approve()
        data = self._as("head").grid_data()
        self.assertEqual((data["rows"], data["coverage"]), (draft["rows"], draft["coverage"]))
        self.assertTrue(data["rights"]["reason"])

    def test_a_line_that_leave_overrules_says_so(self):
        self.roster._change_lines([self._change(TUESDAY, "wfh")])
        self._create_leave(self.staff, TUESDAY, TUESDAY)
        data = self._as("head").grid_data()
        self.assertEqual(data["kinds"][self._row(data)["plan"][1]]["letter"], "C")

    def test_shifts_of_the_unit_are_offered_and_shown(self):
        shift = self._create_shift("P", department_id=self.diskominfo.id)
        self._create_shift("Q", department_id=self.dinkes.id)
        self.roster._change_lines([self._change(SUNDAY, shift=shift)])
        data = self._as("head").grid_data()
        self.assertEqual([offered["code"] for offered in data["shifts"]], ["P"])
        self.assertEqual(self._row(data)["lines"], {6: f"s{shift.id}"})

    def test_the_coverage_counts_the_roster_as_if_it_were_approved(self):
        self.roster.onsite_min_count = 2
        self.roster._change_lines([self._change(TUESDAY, "wfh")])
        data = self._as("head").grid_data()
        self.assertEqual(data["coverage"][0][:2], [(2, 2, 2), (1, 2, 2)])
        self.assertEqual(data["coverage"][0][6], (0, 0, 0), "nobody works on Sunday")

    def test_the_coverage_of_a_competence_has_its_own_line(self):
        counter = self.env["flexible.work.competence"].create({"name": "Loket", "company_id": self.company.id})
        self.staff.competence_ids = counter
        self.roster.requirement_ids = [(0, 0, {"competence_id": counter.id, "onsite_min_count": 1})]
        self.roster._change_lines([self._change(TUESDAY, "wfh")])
        data = self._as("head").grid_data()
        self.assertEqual([need["name"] for need in data["requirements"]], ["", "Loket"])
        self.assertEqual(data["coverage"][1][:2], [(1, 1, 1), (0, 1, 1)])

    def test_the_coverage_of_a_shift_has_its_own_line_on_every_date(self):
        shift = self._create_shift("P", onsite_min_count=1)
        self.roster._change_lines([self._change(SUNDAY, shift=shift)])
        data = self._as("head").grid_data()
        self.assertEqual([need["shift_id"] for need in data["requirements"]], [False, shift.id])
        self.assertEqual(data["coverage"][1][5:], [(0, 0, 1), (1, 1, 1)])

    def test_days_over_an_enforced_limit_turn_back_and_are_counted(self):
        self._create_circular(flexible_days_policy="enforce", flexible_days_max=2)
        self.roster._change_lines([self._change(TUESDAY, "wfh"), self._change(WEDNESDAY, "wfh")])
        data = self._as("head").grid_data()
        overruled = data["kinds"][self._row(data)["plan"][2]]
        self.assertEqual((overruled["letter"], overruled["source"], overruled["flexible"]), ("K", "cap", True))

    def test_weeks_carry_the_limit_and_the_days_outside_the_period(self):
        roster = self.roster.copy({"date_from": TUESDAY, "date_to": WEDNESDAY})
        data = self._as("head", roster).grid_data()
        self.assertEqual(data["weeks"], [{"number": 3, "first": 0, "last": 1, "flexible_max": 2}])
        self.assertEqual(self._row(data)["outside"], {0: 1}, "Thursday at home is one of the two days of this week")

    def test_only_members_are_shown_when_the_roster_names_them(self):
        self.roster.member_ids = [(0, 0, {"employee_id": self.staff.id, "offset": 3})]
        data = self._as("head").grid_data()
        self.assertEqual([(row["id"], row["group"]) for row in data["rows"]], [(self.staff.id, 3)])

    def test_it_takes_as_many_queries_for_many_people_as_for_few(self):
        def count():
            self.env.invalidate_all()
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self._as("head").grid_data()
            return self.env.cr.sql_log_count - before

        many = [self._create_employee(f"Pegawai {n}", self.bidang) for n in range(8)]
        count()  # what is cached for good
        few_queries = count()
        many += [self._create_employee(f"Staf {n}", self.bidang) for n in range(140)]
        self.roster._change_lines([self._change(TUESDAY, "wfh", employee=employee) for employee in many])
        self.assertEqual(count(), few_queries)


class TestRosterGridWrite(RosterGridCase):
    def test_changes_are_made_and_come_back_with_the_rows_and_the_coverage(self):
        answer = self._as("head").grid_write([self._change(TUESDAY, "wfh"), self._change(WEDNESDAY, "wfa")])
        self.assertEqual(
            [(line.date, line.mode) for line in self.roster.line_ids], [(TUESDAY, "wfh"), (WEDNESDAY, "wfa")]
        )
        self.assertEqual([row["id"] for row in answer["rows"]], [self.staff.id])
        self.assertEqual(answer["rows"][0]["lines"], {1: "wfh", 2: "wfa"})
        self.assertEqual(answer["coverage"][0][1][0], 1)

    def test_an_empty_change_removes_the_line(self):
        self.roster._change_lines([self._change(TUESDAY, "wfh")])
        self._as("head").grid_write([self._change(TUESDAY)])
        self.assertFalse(self.roster.line_ids)

    def test_nothing_is_changed_when_one_change_is_refused(self):
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self._as("head").grid_write([self._change(TUESDAY, "wfh"), self._change(SUNDAY + timedelta(days=1), "wfh")])
        self.assertFalse(self.roster.line_ids)

    def test_a_roster_in_force_needs_a_reason(self):
        self.roster._change_lines([self._change(TUESDAY, "wfh")])
        self.roster.action_approve()
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self._as("head").grid_write([self._change(TUESDAY, "wfo")])
        self._as("head").grid_write([self._change(TUESDAY, "wfo")], reason="Loket kosong")
        self.assertEqual(self.roster.line_ids.mode, "wfo")
        self.assertEqual(self.roster.change_ids.reason, "Loket kosong")

    def test_a_proposal_changes_nothing_until_it_is_kept(self):
        answer = self._as("head").grid_generate()
        self.assertEqual(self._row(answer)["lines"], {1: "wfo", 2: "wfo"})
        self.assertFalse(self.roster.line_ids)
        self._as("head").grid_generate(keep=True)
        self.assertEqual(len(self.roster.line_ids), 2)

    def test_a_pinned_line_is_left_when_the_roster_is_generated_again(self):
        self.roster.strategy = "optimal"
        self._as("head").grid_write([self._change(TUESDAY, "wfa"), self._change(WEDNESDAY, "wfa")])
        answer = self._as("head").grid_pin([self._change(TUESDAY), self._change(THURSDAY)], True)
        self.assertEqual(self._row(answer)["pinned"], [1], "Thursday has no line to pin")
        self._as("head").grid_generate(keep=True)
        self.assertEqual(self.roster.line_ids.filtered("pinned").mapped("mode"), ["wfa"])
        self._as("head").grid_pin([self._change(TUESDAY)], False)
        self.assertFalse(self.roster.line_ids.filtered("pinned"))

    def test_a_roster_in_force_is_not_generated_again(self):
        self.roster._change_lines([self._change(TUESDAY, "wfh")])
        self.roster.action_approve()
        with self.assertRaises(UserError):
            self._as("head").grid_generate()


class TestRosterGridAccess(RosterGridCase):
    def _who_calls(self, act):
        return self._who(act, self.roster)

    def test_the_own_opd_bkpsdm_and_auditors_read(self):
        self.assertEqual(
            self._who_calls(lambda roster: roster.grid_data()["rows"]), ["head", "operator", "bkpsdm", "auditor"]
        )

    def test_the_own_opd_and_bkpsdm_change_drafts(self):
        changes = [self._change(TUESDAY, "wfh")]
        self.assertEqual(self._who_calls(lambda roster: roster.grid_write(changes)), ["head", "operator", "bkpsdm"])

    def test_the_head_and_bkpsdm_change_what_is_in_force(self):
        self.roster._change_lines([self._change(TUESDAY, "wfh")])
        self.roster.action_approve()
        changes = [self._change(TUESDAY, "wfo")]
        self.assertEqual(self._who_calls(lambda roster: roster.grid_write(changes, reason="Loket")), ["head", "bkpsdm"])

    def test_the_own_opd_and_bkpsdm_pin(self):
        self.roster._change_lines([self._change(TUESDAY, "wfh")])
        cells = [self._change(TUESDAY)]
        self.assertEqual(self._who_calls(lambda roster: roster.grid_pin(cells, True)), ["head", "operator", "bkpsdm"])

    def test_the_own_opd_and_bkpsdm_generate(self):
        self.assertEqual(self._who_calls(lambda roster: roster.grid_generate()), ["head", "operator", "bkpsdm"])

    def test_the_rights_tell_the_screen_what_to_offer(self):
        def rights():
            found = {}
            for role in ("head", "operator", "bkpsdm", "auditor"):
                told = self._as(role).grid_data()["rights"]
                found[role] = (told["edit"], told["decide"])
            return found

        self.assertEqual(
            rights(),
            {"head": (True, True), "operator": (True, False), "bkpsdm": (True, True), "auditor": (False, False)},
        )
        self.roster._change_lines([self._change(TUESDAY, "wfh")])
        self.roster.action_approve()
        self.assertEqual(
            rights(),
            {"head": (True, True), "operator": (False, False), "bkpsdm": (True, True), "auditor": (False, False)},
        )

    def test_the_list_of_rosters_begins_with_the_own_one_of_today(self):
        later = self.roster.copy({"date_from": date(2026, 2, 1), "date_to": date(2026, 2, 28)})
        foreign = self.roster.copy({"department_id": self.dinkes.id})
        rosters = self.env["flexible.work.roster"]
        self.assertEqual(
            [found["id"] for found in rosters.with_user(self.user["head"]).grid_rosters()], [self.roster.id, later.id]
        )
        everything = [found["id"] for found in rosters.with_user(self.user["bkpsdm"]).grid_rosters()]
        self.assertIn(foreign.id, everything)
        with self.assertRaises(AccessError):
            rosters.with_user(self.user["employee"]).grid_rosters()
