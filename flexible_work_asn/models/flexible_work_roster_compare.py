import time
from dataclasses import asdict

from odoo import api, models

from ..highs import SolverMissing
from ..plan import FLEXIBLE_MODES
from ..plan.optimal import solve
from ..plan.roster_problem import measure


class FlexibleWorkRoster(models.Model):
    """What the strategies would come to for one roster, before a line of it is changed."""

    _inherit = "flexible.work.roster"

    @api.readonly
    def compare_strategies(self):
        """The figures of the lines as they stand, of the cycle (when one is chosen) and of the optimal strategy.

        Nothing is changed. Everything is counted by the same rules: ``flexible_days``, ``fewest``/``most``/``spread``
        per person, ``edge_spread`` (Mondays and Fridays), ``days_short``/``people_short`` (date and group with too few
        on site), ``wishes``/``wishes_met``, ``weeks_over`` (person and week over the limit), ``pairs_in_a_row``,
        ``seconds``, and for the optimal strategy ``proven``.

        :return: ``{"current": figures, "cycle": figures, "optimal": figures}``; without a cycle or the solver, their
            figures are missing
        :raises AccessError: for people who may not read the roster
        """
        self.ensure_one()
        self.check_access("read")
        roster = self.sudo()
        background = roster._optimal_background()
        problem = roster._optimal_problem(background)
        open_days = set(problem.open)
        found = {"current": _figures(problem, _flexible_keys(roster._lines_of()) & open_days)}
        if roster.cycle_id.day_ids:
            start = time.monotonic()
            away = _flexible_keys(roster._foretold_cycle(background[0])) & open_days
            found["cycle"] = _figures(problem, away, seconds=time.monotonic() - start)
        try:
            solution = solve(problem, roster.optimal_seconds)
        except SolverMissing:
            return found
        found["optimal"] = _figures(problem, solution.away, seconds=solution.seconds, proven=solution.proven)
        return found

    @api.private
    def _foretold_cycle(self, decisions):
        """What the cycle would enter; people without a group yet are dealt into groups as generating would."""
        offsets = {member.employee_id.id: member.offset for member in self.member_ids} or self._dealt_offsets()
        inside = {
            key: decision
            for key, decision in decisions.items()
            if key[0] in offsets and self.date_from <= key[1] <= self.date_to
        }
        return self._cycle_entries(inside, offsets)

    def action_compare(self):
        """Open the comparison of the strategies."""
        self.ensure_one()
        comparison = self.env["flexible.work.roster.compare"].create({"roster_id": self.id})
        comparison._compare()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Compare strategies"),
            "res_model": "flexible.work.roster.compare",
            "res_id": comparison.id,
            "view_mode": "form",
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }


def _flexible_keys(lines):
    return {key for key, line in lines.items() if line[0] in FLEXIBLE_MODES}


def _figures(problem, away, seconds=0.0, proven=False):
    figures = measure(problem, away)
    return {
        **asdict(figures),
        "spread": figures.spread,
        "edge_spread": figures.edge_spread,
        "seconds": seconds,
        "proven": proven,
    }
