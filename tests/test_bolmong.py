"""Fifteen kecamatan short of people, eighteen OPD that could help: need, proposal and what comes of it, against sums
and flows that import nothing of the addons (`tests.bolmong_reference`)."""

from datetime import date, timedelta

from odoo.tests import BaseCase, freeze_time, tagged

from odoo.addons.flexible_work_asn.placement.greedy import greedy
from odoo.addons.flexible_work_asn.placement.optimal import solve
from odoo.addons.flexible_work_asn.placement.problem import Need, Person, PlacementProblem, Unit
from odoo.addons.flexible_work_asn.tests.common import FlexibleWorkCase

from .bolmong import AREAS, COMPETENCES, GRADES, TRAVEL_MAX, region
from .bolmong_load import LoadedRegion
from .bolmong_reference import best, needs

TODAY = date(2026, 1, 15)
FIRST, LAST = date(2026, 2, 2), date(2026, 7, 31)


@tagged("post_install", "-at_install")
class TestBestPlacement(BaseCase):
    def test_the_solver_and_the_flow_find_the_same_in_every_region(self):
        for seed in range(12):
            with self.subTest(seed=seed):
                made = region(seed, people=600)
                needed, before, after, moves, minutes = best(made)
                plan = solve(_problem(made), 30)
                self.assertTrue(plan.proven)
                self.assertEqual(plan.figures.shortage_before, needed - before)
                self.assertEqual(plan.figures.rank[:3], (needed - after, moves, minutes))
                self.assertGreaterEqual(greedy(_problem(made)).figures.rank, plan.figures.rank)


def _problem(made):
    """The region as the core asks it, its need by the reference."""
    numbers = [{name: n for n, name in enumerate(names, 1)} for names in (AREAS, COMPETENCES, GRADES)]
    area, competence, grade = (numbered.get for numbered in numbers)
    unit = {unit.name: n for n, unit in enumerate(made.units, 1)}
    return PlacementProblem(
        people=tuple(
            Person(
                id=person.key,
                unit=unit[person.unit],
                competences=frozenset(map(competence, person.competences)),
                grade=grade(person.grade),
                structural=person.structural,
                area=area(person.area),
                fixed="fixed" if person.fixed or person.kind != "pns" else None,
            )
            for person in made.people
        ),
        units=tuple(Unit(unit[one.name], one.keeps) for one in made.units),
        needs=tuple(
            Need(n, unit[name], competence(asked), grade(lowest), None, number)
            for n, ((name, asked, lowest), number) in enumerate(needs(made).items())
        ),
        travel={(area(home), unit[one.name]): made.travel[home, one.area] for home in AREAS for one in made.units},
        travel_max=TRAVEL_MAX,
    )


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
        proposal.move_ids._accept(letter_number="800.1.11.1/7/2026")
        assignments = proposal.move_ids.assignment_id
        self.assertEqual(len(assignments), self.moves)
        assignments._release("Ditandatangani Sekda")
        assignments._accept("Ditandatangani Sekda")
        self.assertEqual(set(assignments.mapped("state")), {"approved"})
        later = self._workload(FIRST + timedelta(days=1))
        self.assertEqual((later.needed, later.filled), (self.needed, self.after))
        counted = sum(unit.headcount for unit in later.unit_ids if unit.department_id in self.loaded.units.values())
        self.assertEqual(counted, len(self.region.people))
