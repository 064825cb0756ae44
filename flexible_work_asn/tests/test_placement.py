from datetime import date
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time

from ..highs import SolverMissing
from .common import MONDAY
from .test_workload import WorkloadCase

LAST = date(2026, 6, 30)


class PlacementCase(WorkloadCase):
    """Hiri is short of one at its counter; Diskominfo has two who could sit there, one of them nearer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.domicile.volume = 3750
        cls.area_hiri, cls.area_near, cls.area_far = cls.env["flexible.work.area"].create(
            [{"name": name, "company_id": cls.company.id} for name in ("Hiri", "Utara", "Selatan")]
        )
        cls.hiri.area_id = cls.area_hiri
        cls._create_way(cls.area_near, cls.area_hiri, 40)
        cls._create_way(cls.area_hiri, cls.area_far, 90)
        cls.diskominfo.staff_min_count = 1
        values = {"competence_ids": [Command.set(cls.counter_work.ids)]}
        cls.far = cls._create_employee("Fitri", cls.bidang, residence_area_id=cls.area_far.id, **values)
        cls.near = cls._create_employee("Nadia", cls.bidang, residence_area_id=cls.area_near.id, **values)
        cls.workload = cls._create_workload()

    @classmethod
    def _create_way(cls, area_from, area_to, minutes):
        return cls.env["flexible.work.travel"].create(
            {
                "area_from_id": area_from.id,
                "area_to_id": area_to.id,
                "minutes": minutes,
                "company_id": cls.company.id,
            }
        )

    @classmethod
    def _create_placement(cls, solve=True, **values):
        placement = cls.env["flexible.work.placement"].create(
            {
                "name": "Usulan 1",
                "workload_id": cls.workload.id,
                "date_from": MONDAY,
                "date_to": LAST,
                "seconds": 5,
                **values,
            }
        )
        if solve:
            placement.action_solve()
        return placement

    def _moved(self, placement):
        return placement.move_ids.filtered(lambda move: move.state != "rejected").employee_id


class TestPlacement(PlacementCase):
    def test_the_nearest_closes_the_shortage(self):
        placement = self._create_placement()
        move = placement.move_ids
        self.assertEqual(
            (move.employee_id, move.department_from_id, move.department_to_id, move.travel_after),
            (self.near, self.bidang, self.hiri, 40),
        )
        self.assertEqual((placement.shortage_before, placement.shortage_after, placement.move_count), (1, 0, 1))
        self.assertTrue(placement.is_proven)
        self.assertEqual(placement.state, "proposed")

    def test_nearest_first_stands_beside(self):
        placement = self._create_placement()
        self.assertEqual((placement.greedy_shortage, placement.greedy_moves, placement.greedy_travel), (0, 1, 40))

    def test_a_move_says_why(self):
        said = self._create_placement().move_ids.explanation
        for words in ("Closes a need of Kecamatan Pulau Hiri", "number 1 by the way", "Next would be Fitri, 90"):
            self.assertIn(words, said)

    def test_what_stays_short_says_why(self):
        self.near.placement_fixed = self.far.placement_fixed = True
        placement = self._create_placement()
        self.assertFalse(placement.move_ids)
        self.assertRegex(placement.remaining_text, "Kecamatan Pulau Hiri.*1 short.*may not be moved")
        self.assertIn("No move within the limits", placement.message)

    def _assert_stays(self, **values):
        self.assertEqual(self._moved(self._create_placement(**values)), self.far)

    def test_who_is_named_as_staying_is_not_moved(self):
        self.near.placement_fixed = True
        self._assert_stays()

    def test_who_stays_by_the_proposal_is_not_moved(self):
        self._assert_stays(fixed_employee_ids=[Command.set(self.near.ids)])

    def test_the_head_of_a_unit_is_not_moved(self):
        self.bidang.manager_id = self.near
        self._assert_stays()

    @freeze_time("2026-01-12 01:00:00")  # 10:00 in Ternate
    def test_who_acts_for_a_head_in_the_period_is_not_moved(self):
        self.near.user_id = self._create_user("nadia")
        self.env["flexible.work.delegation"].create(
            {
                "department_id": self.diskominfo.id,
                "employee_id": self.near.id,
                "date_from": MONDAY,
                "date_to": LAST,
                "letter_number": "800/45/2026",
            }
        )
        self._assert_stays()

    def test_who_is_punished_stays(self):
        self.env["flexible.work.exemption"].create(
            {
                "kind": "discipline",
                "employee_id": self.near.id,
                "date_from": date(2026, 3, 1),
                "reason": "Hukuman disiplin",
                "company_id": self.company.id,
            }
        )
        self._assert_stays()

    def test_new_employees_stay(self):
        self.company.flexible_new_employee_months = 12
        self.near.version_id.write({"date_version": date(2025, 9, 1)})
        self._assert_stays()

    def test_pppk_stay_unless_included(self):
        self.near.asn_kind = "pppk"
        self._assert_stays()
        self.assertEqual(self._moved(self._create_placement(include_pppk=True)), self.near)

    def test_who_is_assigned_in_the_period_stays(self):
        self.env["flexible.work.assignment"].create(
            {
                "employee_id": self.near.id,
                "department_to_id": self.tengah.id,
                "date_from": date(2026, 5, 1),
                "date_to": date(2026, 5, 31),
            }
        )
        self._assert_stays()

    def test_who_is_away_most_of_the_period_stays(self):
        self._create_leave(self.near, date(2026, 3, 1), LAST)
        self._assert_stays()

    def _join_team(self, employee, share):
        team = self.env["flexible.work.team"].create(
            {
                "name": "Tim SPBE",
                "department_id": self.diskominfo.id,
                "leader_id": self.head.id,
                "date_from": MONDAY,
                "date_to": LAST,
                "company_id": self.company.id,
            }
        )
        member = self.env["flexible.work.team.member"].create(
            {
                "team_id": team.id,
                "employee_id": employee.id,
                "share": share,
                "date_from": MONDAY,
                "date_to": LAST,
            }
        )
        member.sudo().state = "active"

    def test_who_gives_too_much_to_teams_stays(self):
        self._join_team(self.near, 60)
        self._assert_stays()

    def test_who_gives_a_little_to_a_team_gives_the_rest_to_the_unit(self):
        self._join_team(self.near, 30)
        move = self._create_placement().move_ids
        self.assertEqual(move._accept(task="Loket").share, 70)

    def test_the_own_minimum_of_a_unit_is_kept(self):
        self.diskominfo.staff_min_count = 5
        self.workload.action_compute()
        self.assertFalse(self._create_placement().move_ids)

    def test_nobody_travels_farther_than_the_limit(self):
        self.assertFalse(self._create_placement(travel_max=30).move_ids)

    def test_a_way_that_is_not_known_counts_as_the_longest_and_is_said(self):
        self.near.residence_area_id = False
        placement = self._create_placement()
        self.assertRegex(placement.message, "not known: 4. It counts as 90 minutes")

    def test_nobody_is_moved_over_an_unknown_way_when_travel_is_limited(self):
        self.near.residence_area_id = False
        placement = self._create_placement(travel_max=100)
        self.assertEqual(self._moved(placement), self.far)
        self.assertIn("They are not moved, because the travel is limited", placement.message)

    def test_without_an_entered_time_the_distance_counts(self):
        self.env["flexible.work.travel"].search([]).unlink()
        self.area_hiri.write({"is_located": True, "latitude": 0.0, "longitude": 127.0})
        self.area_far.write({"is_located": True, "latitude": 0.0, "longitude": 127.09})
        self.area_near.write({"is_located": True, "latitude": 0.0, "longitude": 127.18})
        self.company.flexible_travel_speed = 20
        move = self._create_placement().move_ids
        # 0.09 degrees on the equator are 10.007 km
        self.assertEqual((move.employee_id, move.travel_after), (self.far, 31))

    def test_only_the_units_asked_for_receive(self):
        placement = self._create_placement(department_ids=[Command.set(self.tengah.ids)])
        self.assertFalse(placement.move_ids)

    def test_an_analysis_without_figures_gives_no_proposal(self):
        draft = self._create_workload(compute=False)
        with self._refused(ValidationError, "compute the analysis first"):
            self._create_placement(solve=False, workload_id=draft.id)

    def test_without_the_solver_it_says_how_to_install_it(self):
        placement = self._create_placement(solve=False)
        path = "odoo.addons.flexible_work_asn.models.flexible_work_placement_solve.load_solver"
        with patch(path, side_effect=SolverMissing), self._refused(UserError, "pip install highspy"):
            placement.action_solve()

    def test_queries_do_not_grow_with_people(self):
        placement = self._create_placement(solve=False)

        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            collected = placement._collect_problem()
            return len(collected.problem.people), self.env.cr.sql_log_count - before

        queries()
        few, with_few = queries()
        for n in range(20):
            self._create_employee(f"Staf {n}", self.bidang, residence_area_id=self.area_far.id)
        many, with_many = queries()
        self.assertEqual((many, with_many), (few + 20, with_few))


class TestPlacementDecisions(PlacementCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_one_user_of_each_role()
        cls.placement = cls._create_placement()
        cls.move = cls.placement.move_ids

    def test_accepted_it_becomes_a_draft_assignment(self):
        action = self.move.action_accept()
        wizard = self.env["flexible.work.placement.accept"].with_context(**action["context"]).create({})
        wizard.letter_number = "800/125"
        wizard.action_accept()
        made = self.move.assignment_id
        self.assertEqual(made.task, "Service of the receiving unit: Petugas loket")
        self.assertEqual(
            (made.state, made.employee_id, made.department_from_id, made.department_to_id, made.letter_number),
            ("draft", self.near, self.bidang, self.hiri, "800/125"),
        )
        self.assertEqual((made.date_from, made.date_to, made.move_id), (MONDAY, LAST, self.move))
        self.assertEqual((self.move.state, self.placement.state), ("accepted", "done"))
        self.assertEqual((self.placement.open_count, self.placement.waiting_count), (0, 1))

    def test_nobody_is_accepted_twice(self):
        self.move._accept(task="x")
        with self._refused(UserError, "its state is Accepted"):
            self.move._accept(task="x")

    def test_who_was_assigned_meanwhile_is_refused(self):
        self.env["flexible.work.assignment"].create(
            {
                "employee_id": self.near.id,
                "department_to_id": self.tengah.id,
                "date_from": MONDAY,
                "date_to": MONDAY,
            }
        )
        with self._refused(UserError, "Nadia has an assignment to Kecamatan Ternate Tengah"):
            self.move._accept(task="x")

    def test_a_rejected_move_is_not_proposed_again(self):
        self.move._reject("Cuti melahirkan")
        self.assertEqual(self.placement.state, "done")
        self.placement.action_solve()
        self.assertEqual(self._moved(self.placement), self.far)
        self.assertEqual(self.move.rejection_reason, "Cuti melahirkan")

    def test_a_new_search_keeps_what_is_accepted(self):
        self.move._accept(task="x")
        self.placement.action_solve()
        self.assertEqual(self.placement.move_ids, self.move)
        self.assertEqual((self.placement.shortage_after, self.placement.move_count), (0, 1))

    def test_what_is_accepted_outlives_an_analysis_that_is_computed_again(self):
        placement = self.placement
        placement.move_ids._accept(letter_number="800/1/2026")
        placement.seconds = 6  # now it is a draft again
        self.workload.action_compute()
        self.assertFalse(placement.move_ids.line_id)
        placement.action_solve()
        self.assertEqual((self._moved(placement), placement.shortage_after), (self.near, 0))
        self.assertEqual(placement.move_ids.line_id.department_id, self.hiri)

    def test_what_a_unit_refused_is_not_proposed_again(self):
        self.move._accept(task="x")
        self.move.assignment_id._cancel("Dibutuhkan")
        self.assertEqual(self.placement.refused_count, 1)
        self.placement.action_solve()
        self.assertIn(self.far, self.placement.move_ids.employee_id)

    def test_an_acceptance_taken_back_cancels_the_assignment(self):
        made = self.move._accept(task="x")
        self.move._withdraw("Salah orang")
        self.assertEqual((made.state, self.move.state, self.placement.state), ("cancelled", "proposed", "proposed"))

    def test_what_is_in_force_is_not_taken_back(self):
        made = self.move._accept(task="x", letter_number="1")
        made.sudo().write({"state": "approved"})
        with self._refused(UserError, "is in force"):
            self.move._withdraw("x")
        with self._refused(UserError, "are in force"):
            self.placement._cancel("x")
        self.assertEqual(self.placement.approved_count, 1)

    def test_a_cancelled_proposal_cancels_what_waits(self):
        made = self.move._accept(task="x")
        self.placement._cancel("Analisis diulang")
        self.assertEqual((made.state, self.placement.state), ("cancelled", "cancelled"))
        with self._refused(UserError, "its state is Cancelled"):
            self.placement.action_solve()

    def test_other_limits_ask_for_another_search(self):
        self.placement.travel_max = 60
        self.assertEqual(self.placement.state, "draft")
        with self._refused(UserError, "its state is Draft"):
            self.move._accept(task="x")

    def test_the_period_stays_once_something_is_accepted(self):
        self.move._accept(task="x")
        with self._refused(UserError, "withdraw them first"):
            self.placement.date_to = MONDAY
        with self._refused(UserError, "withdraw them first"):
            self.placement.unlink()

    # ------------------------------------------------------------ who may
    def _readers(self, record):
        return sorted(self._who(lambda seen: seen.search([("id", "in", record.ids)]).read(["display_name"]), record))

    def test_the_heads_concerned_and_those_who_see_all_read_a_proposal(self):
        self.assertEqual(self._readers(self.placement), ["auditor", "bkpsdm", "executive", "head"])

    def test_executives_read_no_names(self):
        self.assertEqual(self._readers(self.move), ["auditor", "bkpsdm", "head"])
        seen = self.as_user(self.placement, "executive")
        self.assertEqual((seen.open_count, seen.shortage_after), (1, 0))

    def test_the_log_of_a_proposal_names_nobody(self):
        self.move._reject("Nadia sakit")
        self.move._withdraw("Nadia sudah sehat")
        self.move._accept(task="x")
        log = " ".join(self.placement.message_ids.mapped("body"))
        self.assertIn("Placements rejected: 1.", log)
        self.assertNotIn("Nadia", log)

    def test_a_draft_is_read_by_no_head(self):
        self.placement.travel_max = 60
        self.assertEqual(self._readers(self.placement), ["auditor", "bkpsdm", "executive"])
        self.assertEqual(self._readers(self.move), ["auditor", "bkpsdm"])

    def test_ways_and_who_would_be_next_are_told_to_bkpsdm_alone(self):
        self.assertIn("Next would be Fitri", self.as_user(self.move, "bkpsdm").explanation)
        said = self.as_user(self.move, "head").explanation
        self.assertIn("Closes a need", said)
        self.assertNotRegex(said, "Fitri|minutes|number 1")
        for name in ("facts", "travel_after", "travel_before"):
            with self.assertRaises(AccessError):
                self.as_user(self.move, "head").read([name])

    def test_bkpsdm_alone_makes_searches_and_cancels(self):
        def make(env):
            return env["flexible.work.placement"].create(
                {"name": "x", "workload_id": self.workload.id, "date_from": MONDAY, "date_to": LAST}
            )

        self.assertEqual(self._who(make), ["bkpsdm"])
        for act in (
            lambda seen: seen.action_solve() or True,
            lambda seen: seen.action_accept_all(),
            lambda seen: seen.action_cancel(),
            lambda seen: seen._cancel("x") or True,
            lambda seen: seen.write({"travel_max": 5}),
            lambda seen: seen.unlink(),
        ):
            self.assertEqual(self._who(act, self.placement), ["bkpsdm"])

    def test_bkpsdm_alone_accepts_rejects_and_takes_back(self):
        for act in (
            lambda seen: seen.action_accept(),
            lambda seen: seen._accept(task="x"),
            lambda seen: seen.action_reject(),
            lambda seen: seen._reject("x") or True,
        ):
            self.assertEqual(self._who(act, self.move), ["bkpsdm"])
        self.move._reject("x")
        for act in (lambda seen: seen.action_withdraw(), lambda seen: seen._withdraw("x") or True):
            self.assertEqual(self._who(act, self.move), ["bkpsdm"])

    def test_nobody_writes_what_buttons_write(self):
        for record, values in (
            (self.move, {"state": "accepted"}),
            (self.move, {"employee_id": self.far.id}),
            (self.placement, {"state": "done"}),
            (self.placement, {"shortage_after": 0}),
            (self.placement, {"move_ids": [Command.clear()]}),
        ):
            self.assertEqual(self._who(lambda seen, values=values: seen.write(values), record), [], values)

    def test_no_proposal_for_an_analysis_of_another_government(self):
        def move_there(seen):
            return seen.create({"name": "x", "workload_id": self.workload.id, "date_from": MONDAY, "date_to": LAST})

        self.assertNotIn("elsewhere", self._who(move_there, self.placement))
