from odoo import fields, models
from odoo.exceptions import UserError

from ..highs import SolverFailed, SolverMissing, load_solver
from ..placement.check import check
from ..placement.explain import explain, remaining
from ..placement.greedy import greedy
from ..placement.optimal import solve


class FlexibleWorkPlacement(models.Model):
    """The best plan of a proposal: searched, checked, explained and kept."""

    _inherit = "flexible.work.placement"

    def _check_solver(self):
        """:raises UserError: without ``highspy``."""
        try:
            load_solver()
        except SolverMissing:
            raise UserError(
                self.env._(
                    "Proposals of placements need the Python package highspy, which is not installed on this server. "
                    "Install it there with\n\n    pip install highspy\n\nand restart Odoo. Assignments are entered by "
                    "hand without it."
                )
            )

    def _search_best(self):
        """Search within ``seconds``, check the plan by the rules once more, and keep it beside nearest first."""
        self.ensure_one()
        self._check_solver()
        if self.workload_id.state == "draft":
            raise UserError(
                self.env._("%s has no figures yet: compute the analysis first.", self.workload_id.display_name)
            )
        collected = self.sudo()._collect_problem()
        problem = collected.problem
        try:
            plan = solve(problem, self.seconds)
        except SolverFailed as error:
            raise UserError(self.env._("The solver gave up (%s). Change the limits, or search for fewer units.", error))
        faults = check(problem, plan.moves)
        if faults:
            raise UserError(self.env._("The plan breaks a rule (%s) and was not kept.", faults[0].code))
        self.sudo()._keep_plan(collected, plan, greedy(problem))

    def _keep_plan(self, collected, plan, nearest):
        problem = collected.problem
        facts = explain(problem, plan.moves)
        accepted = self.move_ids.filtered(lambda move: move.state == "accepted").grouped("employee_id")
        accepted = {employee.id: moves for employee, moves in accepted.items()}
        for move in plan.moves:
            if move.person in accepted:
                accepted[move.person].line_id = move.need
        self.move_ids.filtered(lambda move: move.state == "proposed").unlink()
        self.env["flexible.work.placement.move"].create(
            [
                self._move_values(collected, move, facts[move.person])
                for move in plan.moves
                if move.person not in accepted
            ]
        )
        self.write(
            {
                "state": "proposed",
                "solved_at": fields.Datetime.now(),
                "duration": plan.seconds,
                "is_proven": plan.proven,
                "gap": max((goal.gap for goal in plan.goals), default=0.0),
                "shortage_before": plan.figures.shortage_before,
                "shortage_after": plan.figures.shortage,
                "move_count": plan.figures.moves,
                "travel_minutes": plan.figures.travel,
                "greedy_shortage": nearest.figures.shortage,
                "greedy_moves": nearest.figures.moves,
                "greedy_travel": nearest.figures.travel,
                "remaining": remaining(problem, plan.moves),
                "message": self._say_result(collected, plan),
            }
        )
        self._follow_moves()
        self.with_user(self.env.user)._tell(self.message, people=self.env["res.users"])

    def _move_values(self, collected, move, facts):
        need = collected.problem.need[move.need]
        line = self.env["flexible.work.workload.line"].browse(need.id)
        return {
            "placement_id": self.id,
            "employee_id": move.person,
            "department_from_id": collected.home[move.person],
            "department_to_id": need.unit,
            "line_id": need.id,
            "competence_id": need.competence,
            "grade_min_id": line.grade_min_id.id,
            "grade_max_id": line.grade_max_id.id,
            "travel_before": facts["minutes_before"],
            "travel_after": facts["minutes"],
            "is_way_known": facts["minutes"] is not None,
            "facts": facts,
        }
