"""Fifteen kecamatan short of people, eighteen OPD that could help: need, proposal and what comes of it, against sums and
flows that import nothing of the addons (`tests.bolmong_reference`)."""

from datetime import date, timedelta

from odoo.tests import freeze_time, tagged

from odoo.addons.flexible_work_asn.tests.common import FlexibleWorkCase

from .bolmong import TRAVEL_MAX, region
from .bolmong_load import LoadedRegion
from .bolmong_reference import best, needs

TODAY = date(2026, 1, 15)
FIRST, LAST = date(2026, 2, 2), date(2026, 7, 31)


@tagged("post_install", "-at_install")
@freeze_time("2026-01-15 01:00:00")  # 10:00 in Ternate
class TestBolmong(FlexibleWorkCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.region = region()
        cls.loaded = LoadedRegion(cls, cls.region)
        cls.officer = cls._create_user("bkpsdm", "flexible_work_asn.group_bkpsdm")
        cls.needed, cls.before, cls.after, cls.moves, cls.minutes = best(cls.region)

    def _workload(self, day=TODAY):
        workload = (
            self.env["flexible.work.workload"]
            .with_user(self.officer)
            .create({"name": f"ABK {day}", "company_id": self.company.id, "date": day})
        )
        workload.action_compute()
        return workload

    def _proposal(self):
        workload = self._workload()
        workload.action_confirm()
        proposal = (
            self.env["flexible.work.placement"]
            .with_user(self.officer)
            .create(
                {
                    "name": "Penguatan PATEN",
                    "workload_id": workload.id,
                    "date_from": FIRST,
                    "date_to": LAST,
                    "travel_max": TRAVEL_MAX,
                    "seconds": 30,
                }
            )
        )
        proposal.action_solve()
        return proposal

    def test_the_need_is_that_of_the_reference(self):
        lines = self._workload().line_ids
        found = {
            (line.department_id.name, line.competence_id.name or None, self._grade(line.grade_min_id)): line.needed
            for line in lines
            if line.needed
        }
        self.assertEqual(found, needs(self.region))

    def _grade(self, grade):
        return next((code for code, known in self.loaded.grades.items() if known == grade), None)

    def test_the_own_people_fill_as_much_as_in_the_reference(self):
        workload = self._workload()
        self.assertEqual((workload.needed, workload.filled), (self.needed, self.before))

    def test_the_proposal_is_the_best_there_is(self):
        proposal = self._proposal()
        self.assertTrue(proposal.is_proven)
        self.assertEqual(proposal.shortage_before, self.needed - self.before)
        self.assertEqual(
            (proposal.shortage_after, proposal.move_count, proposal.travel_minutes),
            (self.needed - self.after, self.moves, self.minutes),
        )

    def test_nearest_first_is_never_better(self):
        proposal = self._proposal()
        best_plan = (proposal.shortage_after, proposal.move_count, proposal.travel_minutes)
        greedy = (proposal.greedy_shortage, proposal.greedy_moves, proposal.greedy_travel)
        self.assertLessEqual(best_plan, greedy)

    def test_once_everybody_has_approved_the_analysis_finds_what_was_promised(self):
        proposal = self._proposal()
        proposal._accept_moves(proposal.move_ids, letter_number="800.1.11.1/7/2026")
        assignments = proposal.move_ids.assignment_id
        self.assertEqual(len(assignments), self.moves)
        assignments._release("Ditandatangani Sekda")
        assignments._accept("Ditandatangani Sekda")
        self.assertEqual(set(assignments.mapped("state")), {"approved"})
        later = self._workload(FIRST + timedelta(days=1))
        self.assertEqual((later.needed, later.filled), (self.needed, self.after))
        counted = sum(unit.headcount for unit in later.unit_ids if unit.department_id in self.loaded.units.values())
        self.assertEqual(counted, len(self.region.people))
