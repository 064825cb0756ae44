import sys
from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from .common import MONDAY, TUESDAY, WEDNESDAY, FlexibleWorkCase

NEXT_TUESDAY = TUESDAY + timedelta(days=7)
NEXT_WEDNESDAY = WEDNESDAY + timedelta(days=7)
SUNDAY = MONDAY + timedelta(days=13)


@freeze_time("2026-01-11 22:30:00")  # Monday, 07:30 in Ternate
class OptimalCase(FlexibleWorkCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.circular = cls._create_circular()
        cls.people = cls.staff
        for n in range(5):
            cls.people |= cls._create_employee(f"Pelaksana {n}", cls.bidang)

    @classmethod
    def _optimal(cls, **values):
        """Two weeks of Ternate's rules: Tuesday and Wednesday are left to the head, Thursday is flexible anyway."""
        return cls.env["flexible.work.roster"].create(
            {
                "department_id": cls.diskominfo.id,
                "date_from": MONDAY,
                "date_to": SUNDAY,
                "strategy": "optimal",
                **values,
            }
        )

    def _another_circular(self, **values):
        """In force from Tuesday on instead of the first."""
        self.circular._revoke(TUESDAY, "diganti")
        return self._create_circular(number="2", date_from=TUESDAY, enacting_reason="Diuji coba", **values)

    def _modes(self, roster):
        return {(line.employee_id, line.date): line.mode for line in roster.line_ids}

    def _away(self, roster, day):
        return [line.employee_id for line in roster.line_ids if line.date == day and line.mode == "wfh"]

    def _statement(self, kind, **values):
        return self.env["flexible.work.exemption"].create(
            {
                "kind": kind,
                "date_from": TUESDAY,
                "date_to": TUESDAY,
                "reason": "x",
                "company_id": self.company.id,
                **values,
            }
        )


class TestRosterOptimal(OptimalCase):
    def test_days_left_to_the_head_become_lines_within_the_weekly_limit(self):
        roster = self._optimal()
        roster.action_fill()
        days = [TUESDAY, WEDNESDAY, NEXT_TUESDAY, NEXT_WEDNESDAY]
        self.assertEqual(set(self._modes(roster)), {(person, day) for person in self.people for day in days})
        self.assertEqual(set(roster.line_ids.mapped("origin")), {"optimal"})
        for person in self.people:
            for tuesday in (TUESDAY, NEXT_TUESDAY):
                week = [tuesday, tuesday + timedelta(days=1)]
                modes = [self._modes(roster)[person, day] for day in week]
                self.assertEqual(sorted(modes), ["wfh", "wfo"], "Thursday is the other one of two days a week")

    def test_away_means_what_the_roster_says(self):
        roster = self._optimal(flexible_mode="wfa")
        roster.action_fill()
        self.assertEqual(set(roster.line_ids.mapped("mode")), {"wfo", "wfa"})

    def test_without_a_limit_in_the_circular_both_days_are_flexible(self):
        self._another_circular(flexible_days_max=0)
        roster = self._optimal()
        roster.action_fill()
        self.assertEqual(set(roster.line_ids.filtered(lambda line: line.date >= NEXT_TUESDAY).mapped("mode")), {"wfh"})

    def test_the_minimum_on_site_of_roster_and_circular_is_kept(self):
        for values, on_site in (
            ({"onsite_min_count": 5}, 5),
            ({"onsite_min_percent": 60}, 5),  # of seven people, the head among them
        ):
            roster = self._optimal(**values)
            roster.action_fill()
            for day in (TUESDAY, WEDNESDAY):
                self.assertEqual(7 - len(self._away(roster, day)), on_site, values)
            roster.unlink()

    def test_the_minimum_of_the_circular_is_kept_when_it_is_stricter(self):
        self._another_circular(onsite_min_percent=80)
        roster = self._optimal(onsite_min_percent=50)
        roster.action_fill()
        self.assertEqual(len(self._away(roster, NEXT_TUESDAY)), 1)

    def test_a_competence_stays_on_site(self):
        counter = self.env["flexible.work.competence"].create({"name": "Loket"})
        able = self.people[:2]
        able.competence_ids = counter
        roster = self._optimal(requirement_ids=[(0, 0, {"competence_id": counter.id, "onsite_min_count": 1})])
        roster.action_fill()
        for day in (TUESDAY, WEDNESDAY):
            self.assertEqual(len(set(self._away(roster, day)) & set(able)), 1)

    def test_leave_recall_and_requests_are_respected(self):
        on_leave, recalled, asked = self.people[:3]
        self._create_leave(on_leave, TUESDAY, TUESDAY)
        self._statement("recall", employee_id=recalled.id)
        self.env["flexible.work.request"].create(
            {
                "employee_id": asked.id,
                "date_from": TUESDAY,
                "date_to": TUESDAY,
                "mode": "wfa",
                "reason": "x",
                "state": "approved",
            }
        )
        roster = self._optimal()
        roster.action_fill()
        modes = self._modes(roster)
        for person in (on_leave, recalled, asked):
            self.assertNotIn((person, TUESDAY), modes)
        self.assertEqual(modes[on_leave, WEDNESDAY], "wfh")
        self.assertEqual(modes[asked, WEDNESDAY], "wfo", "with the request and Thursday the week's two days are used")

    def test_pinned_lines_stay_and_count(self):
        roster = self._optimal(
            line_ids=[
                (0, 0, {"employee_id": self.staff.id, "date": TUESDAY, "mode": "wfh", "pinned": True}),
                (0, 0, {"employee_id": self.people[1].id, "date": TUESDAY, "mode": "wfo", "pinned": True}),
                (0, 0, {"employee_id": self.people[1].id, "date": WEDNESDAY, "mode": "wfo", "pinned": True}),
            ]
        )
        roster.action_fill()
        modes = self._modes(roster)
        self.assertEqual((modes[self.staff, TUESDAY], modes[self.staff, WEDNESDAY]), ("wfh", "wfo"))
        self.assertEqual((modes[self.people[1], TUESDAY], modes[self.people[1], WEDNESDAY]), ("wfo", "wfo"))
        self.assertEqual(roster.line_ids.filtered("pinned").mapped("origin"), ["manual"] * 3)

    def test_generating_again_replaces_coming_days_and_leaves_past_ones(self):
        roster = self._optimal()
        roster.action_fill()
        before = self._modes(roster)
        with freeze_time("2026-01-13 22:30:00"):  # Wednesday morning
            for line in roster.line_ids:
                if line.date == WEDNESDAY:
                    line.mode = "wfa"
            roster.action_fill()
        after = self._modes(roster)
        for person in self.people:
            self.assertEqual(after[person, TUESDAY], before[person, TUESDAY])
            self.assertEqual(after[person, WEDNESDAY], before[person, WEDNESDAY])

    def test_a_roster_that_begins_in_the_past_makes_lines_from_today_on(self):
        with freeze_time("2026-01-14 22:30:00"):  # Thursday morning
            roster = self._optimal()
            roster.action_fill()
        self.assertEqual(min(roster.line_ids.mapped("date")), NEXT_TUESDAY)

    def test_the_same_roster_comes_out_again(self):
        roster = self._optimal(onsite_min_percent=50)
        roster.action_fill()
        first = self._modes(roster)
        roster.line_ids.unlink()
        roster.action_fill()
        self.assertEqual(self._modes(roster), first)

    def test_no_two_flexible_days_in_a_row_looks_at_thursday_too(self):
        roster = self._optimal(no_consecutive_flexible=True)
        roster.action_fill()
        self.assertEqual(self._away(roster, WEDNESDAY), [])
        self.assertEqual(len(self._away(roster, TUESDAY)), 6)

    def test_a_target_for_each_person_is_met_and_not_exceeded(self):
        roster = self._optimal(flexible_target="number", flexible_target_days=3)
        roster.action_fill()
        for person in self.people:
            own = roster.line_ids.filtered(lambda line, person=person: line.employee_id == person)
            self.assertEqual(own.mapped("mode").count("wfh"), 1, "two Thursdays are flexible by the circular")

    def test_wishes_are_met(self):
        wishes = [(self.staff, TUESDAY, False), (self.people[1], TUESDAY, True), (self.people[2], WEDNESDAY, True)]
        with freeze_time("2026-01-10 22:30:00"):
            for person, day, flexible in wishes:
                self.env["flexible.work.wish"].create({"employee_id": person.id, "date": day, "flexible": flexible})
        roster = self._optimal()
        roster.action_fill()
        for person, day, flexible in wishes:
            self.assertEqual(self._modes(roster)[person, day], "wfh" if flexible else "wfo")
        self.assertIn("3 of 3", roster.optimal_message)

    def test_people_who_are_no_members_get_no_line(self):
        roster = self._optimal(member_ids=[(0, 0, {"employee_id": person.id}) for person in self.people[:2]])
        roster.action_fill()
        self.assertEqual(roster.line_ids.employee_id, self.people[:2])

    def test_days_rostered_elsewhere_are_left_alone_and_count_for_the_limit(self):
        self._create_roster(self.bidang, [(self.staff, TUESDAY, "wfh")])
        roster = self._optimal()
        roster.action_fill()
        modes = self._modes(roster)
        self.assertNotIn((self.staff, TUESDAY), modes)
        self.assertEqual(modes[self.staff, WEDNESDAY], "wfo")
        roster.action_approve()

    def test_a_unit_without_days_to_roster_says_why(self):
        roster = self.env["flexible.work.roster"].create(
            {"department_id": self.dinkes.id, "date_from": MONDAY, "date_to": SUNDAY, "strategy": "optimal"}
        )
        with self.assertRaisesRegex(UserError, "exempt"):
            roster.action_fill()

    def test_the_number_of_queries_does_not_grow_with_the_people(self):
        def queries(roster):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            roster._generate_optimal()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        counter = self.env["flexible.work.competence"].create({"name": "Loket"})
        few, many = (
            self._optimal(requirement_ids=[(0, 0, {"competence_id": counter.id, "onsite_min_count": 0})])
            for _n in range(2)
        )
        queries(few)  # caches that outlive the transaction are warm from here on
        few.line_ids.unlink()
        first = queries(few)
        for n in range(20):
            self._create_employee(f"Tambahan {n}", self.bidang, competence_ids=[(6, 0, counter.ids)])
        self.assertLessEqual(queries(many), first + 2)


class TestRosterOptimalAnswer(OptimalCase):
    def test_the_answer_is_kept_on_the_roster_and_told_in_the_chatter(self):
        roster = self._optimal()
        roster.action_fill()
        self.assertEqual((roster.optimal_status, roster.optimal_gap), ("optimal", 0))
        self.assertIn("proven", roster.optimal_message)
        self.assertIn("proven", str(roster.message_ids[0].body))

    def test_the_smallest_shortage_is_named_with_what_would_help(self):
        counter = self.env["flexible.work.competence"].create({"name": "Loket"})
        able = self.people[:3]
        able.competence_ids = counter
        self._create_leave(able[0], TUESDAY, TUESDAY)
        roster = self._optimal(
            requirement_ids=[(0, 0, {"competence_id": counter.id, "onsite_min_count": 3})],
            line_ids=[(0, 0, {"employee_id": able[1].id, "date": TUESDAY, "mode": "wfh", "pinned": True})],
        )
        roster.action_fill()
        self.assertEqual(roster.optimal_status, "short")
        sentence = next(line for line in roster.optimal_message.splitlines() if "Loket" in line)
        self.assertIn("01/13/2026: Loket, 2 short, 1 of the 3 needed can be on site", sentence)
        self.assertIn(f"{able[0].name} (time off)", sentence)
        self.assertIn(f"{able[1].name} (pinned line)", sentence)
        self.assertIn("a minimum of 1", sentence)
        self.assertIn("Releasing the weekly limit", roster.optimal_message)
        self.assertIn("Apart from that, the best roster", roster.optimal_message)
        self.assertEqual(self._modes(roster)[able[2], TUESDAY], "wfo")

    def test_days_that_are_short_alike_share_a_sentence(self):
        counter = self.env["flexible.work.competence"].create({"name": "Loket"})
        self.people[:2].competence_ids = counter
        roster = self._optimal(requirement_ids=[(0, 0, {"competence_id": counter.id, "onsite_min_count": 3})])
        roster.action_fill()
        about = [line for line in roster.optimal_message.splitlines() if "Loket" in line]
        dates = "01/13/2026, 01/14/2026, 01/20/2026, 01/21/2026"
        self.assertEqual(len(about), 1)
        self.assertIn(f"{dates}: Loket, 1 short", about[0])
        self.assertIn("a minimum of 2; more people with this competence (1)", about[0])

    def test_the_rule_that_keeps_people_from_their_target_is_named(self):
        roster = self._optimal(flexible_target="number", flexible_target_days=6)
        roster.action_fill()
        self.assertIn("12 flexible days less than 6 for everybody", roster.optimal_message)
        self.assertIn("Without the weekly limit: 12 flexible days more", roster.optimal_message)

    def test_days_that_are_short_by_the_circular_itself_are_told_apart(self):
        roster = self._optimal(onsite_min_count=5)
        roster.action_fill()
        self.assertEqual(roster.optimal_status, "optimal")
        self.assertIn("2 days that the circular does not leave to the head: 01/15/2026", roster.optimal_message)

    def test_pinned_lines_that_break_a_rule_among_themselves_are_named(self):
        pinned = [
            (0, 0, {"employee_id": self.staff.id, "date": day, "mode": "wfh", "pinned": True})
            for day in (TUESDAY, WEDNESDAY)
        ]
        roster = self._optimal(line_ids=pinned, no_consecutive_flexible=True)
        roster.action_fill()
        self.assertIn("Pegawai is over the weekly limit by 1", roster.optimal_message)
        self.assertIn("Pegawai has two flexible days in a row", roster.optimal_message)

    def test_without_the_solver_only_this_strategy_is_refused_with_the_command_that_installs_it(self):
        roster = self._optimal()
        with patch.dict(sys.modules, {"highspy": None}):
            with self.assertRaisesRegex(UserError, "pip install highspy"):
                roster.action_fill()
            self.assertFalse(roster.line_ids)
            self.assertEqual(list(roster.compare_strategies()), ["current"])
            roster.strategy = "manual"
            roster.action_fill()
        self.assertTrue(roster.line_ids)

    def test_the_form_has_the_target_and_the_result(self):
        roster = self._optimal()
        with Form(roster) as form:
            form.flexible_target = "number"
            form.flexible_target_days = 3
        roster.action_fill()
        self.assertEqual(roster.flexible_target_days, 3)
        self.assertTrue(Form(roster).optimal_message)


class TestCompareStrategies(OptimalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cycle = cls.env["flexible.work.cycle"].create(
            {
                "name": "2-2",
                "anchor_date": MONDAY,
                "group_count": 2,
                "company_id": cls.company.id,
                "day_ids": [(0, 0, {"sequence": n, "mode": "wfh" if n < 2 else "wfo"}) for n in range(4)],
            }
        )

    def test_strategies_are_measured_by_the_same_rules_and_nothing_is_changed(self):
        roster = self._optimal(cycle_id=self.cycle.id, onsite_min_count=5)
        found = roster.compare_strategies()
        self.assertEqual(list(found), ["current", "cycle", "optimal"])
        self.assertFalse(roster.line_ids or roster.member_ids)
        self.assertEqual((found["optimal"]["days_short"], found["optimal"]["weeks_over"]), (0, 0))
        self.assertLessEqual(found["optimal"]["spread"], 1)
        self.assertGreater(found["cycle"]["days_short"], 0, "a cycle does not look at the minimum")

    def test_the_figures_of_the_cycle_are_those_of_the_lines_that_it_makes(self):
        roster = self._optimal(cycle_id=self.cycle.id, strategy="cycle", onsite_min_count=5)
        foretold = roster.compare_strategies()["cycle"]
        roster.action_fill()
        found = roster.compare_strategies()
        self.assertEqual(found["current"] | {"seconds": 0}, foretold | {"seconds": 0})

    def test_the_dialog_puts_a_strategy_to_use(self):
        roster = self._optimal(strategy="manual", cycle_id=self.cycle.id)
        action = roster.action_compare()
        comparison = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(comparison.line_ids.mapped("strategy"), ["current", "cycle", "optimal"])
        comparison.action_use_optimal()
        self.assertEqual((roster.strategy, roster.optimal_status), ("optimal", "optimal"))
        comparison.action_use_cycle()
        self.assertEqual(roster.strategy, "cycle")
        away = {(line.employee_id.id, line.date) for line in roster.line_ids if line.mode == "wfh"}
        self.assertEqual(len(away), roster.compare_strategies()["cycle"]["flexible_days"] - 12, "Thursdays apart")

    def test_the_dialog_changes_no_approved_roster(self):
        roster = self._optimal(cycle_id=self.cycle.id)
        roster.action_fill()
        comparison = self.env["flexible.work.roster.compare"].create({"roster_id": roster.id})
        roster.action_approve()
        with self.assertRaises(UserError):
            comparison.action_use_cycle()


class TestRosterOptimalAccess(OptimalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_one_user_of_each_role()
        cls.roster = cls._optimal()

    def test_the_unit_and_bkpsdm_generate(self):
        def fill(roster):
            roster.action_fill()
            return roster.line_ids

        self.assertEqual(self._who(fill, self.roster), ["head", "operator", "bkpsdm"])

    def test_whoever_reads_the_roster_compares(self):
        readers = ["head", "operator", "bkpsdm", "auditor"]
        self.assertEqual(self._who(lambda roster: roster.compare_strategies(), self.roster), readers)
        self.assertEqual(self._who(lambda roster: roster.action_compare(), self.roster), readers)

    def test_an_auditor_compares_and_changes_nothing(self):
        auditor = self.user["auditor"]
        comparison = self.env["flexible.work.roster.compare"].with_user(auditor).create({"roster_id": self.roster.id})
        with self.assertRaises(AccessError):
            comparison.action_use_optimal()

    def test_a_comparison_is_read_by_who_asked_for_it(self):
        action = self.roster.with_user(self.user["head"]).action_compare()
        for name in ("operator", "other_head", "auditor", "elsewhere"):
            with self.assertRaises(AccessError):
                self.env[action["res_model"]].with_user(self.user[name]).browse(action["res_id"]).read(["has_cycle"])

    def test_competences_are_kept_by_bkpsdm_and_read_by_their_government(self):
        counter = self.env["flexible.work.competence"].create({"name": "Loket", "company_id": self.company.id})
        for name, user in self.user.items():
            mine = counter.with_user(user).with_context(allowed_company_ids=user.company_ids.ids)
            self.assertEqual(bool(mine.search([("id", "=", counter.id)])), name != "elsewhere", name)
            self.assertEqual(mine.has_access("write"), name == "bkpsdm", name)
