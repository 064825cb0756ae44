from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..highs import SolverFailed, SolverMissing, load_solver
from ..plan import FLEXIBLE_MODES, ROSTER
from ..plan.coverage import Requirement
from ..plan.optimal import solve
from ..plan.roster_problem import ABSENT, AWAY, ONSITE, OPEN, RosterProblem, monday

ONE_WEEK = timedelta(weeks=1)
#: what decides a day before any line of a roster may
ABOVE_THE_ROSTER = ("leave", "recall", "bar", "position", "unit", "request")


class FlexibleWorkRoster(models.Model):
    """The optimal strategy: the head's rules as a problem, its best roster as lines."""

    _inherit = "flexible.work.roster"

    flexible_target = fields.Selection(
        [("most", "As many as can be"), ("number", "A number for each person")],
        default="most",
        required=True,
        string="Flexible days",
        help="What the optimal strategy aims at, within the minimum on site and the weekly limit, before it makes the "
        "days of all people equal.",
    )
    flexible_target_days = fields.Integer(
        string="Days for each person",
        default=4,
        help="In the whole period, days that are flexible by circular or request included. Nobody gets more from the "
        "roster.",
    )
    optimal_seconds = fields.Integer(
        string="Search for (seconds)",
        default=10,
        help="The best roster is usually found and proven within a second. When the time runs out, the best one found "
        "so far is taken, and the answer says how far it may be from the best.",
    )
    optimal_status = fields.Selection(
        [("optimal", "Proven best"), ("gap", "Not proven best"), ("short", "Too few on site")],
        string="Result",
        readonly=True,
        copy=False,
    )
    optimal_gap = fields.Float(string="Gap (%)", readonly=True, copy=False, digits=(16, 2))
    optimal_duration = fields.Float(string="Found in (seconds)", readonly=True, copy=False, digits=(16, 2))
    optimal_message = fields.Text(string="What came out", readonly=True, copy=False)
    optimal_at = fields.Datetime(string="Generated at", readonly=True, copy=False)

    _target_days_positive = models.Constraint(
        "CHECK(flexible_target_days >= 0)", "The number of flexible days for each person is not negative."
    )
    _seconds_positive = models.Constraint(
        "CHECK(optimal_seconds BETWEEN 1 AND 60)", "Let the optimal strategy search between 1 and 60 seconds."
    )

    @api.private
    def _generate_optimal(self):
        """The best lines for the days that are left to the head, by the minimum on site, the weekly limit (Permen
        PANRB 4/2025 Pasal 13), leave, recall, pinned lines and wishes.

        :raises UserError: when the solver is not installed (with the command that installs it), or failed
        """
        self.ensure_one()
        roster = self.sudo()
        roster._check_solver()
        background = roster._optimal_background()
        problem = roster._optimal_problem(background)
        try:
            solution = solve(problem, roster.optimal_seconds)
        except SolverFailed as error:
            raise UserError(self.env._("The solver gave up (%s). Choose another strategy for this roster.", error))
        roster._replace_lines(
            {key: (roster.flexible_mode if key in solution.away else "wfo", False) for key in problem.open}, "optimal"
        )
        roster._keep_result(problem, solution, background)

    def _check_solver(self):
        """:raises UserError: without ``highspy``."""
        try:
            load_solver()
        except SolverMissing:
            raise UserError(
                self.env._(
                    "The optimal strategy needs the Python package highspy, which is not installed on this server. "
                    "Install it there with\n\n    pip install highspy\n\nand restart Odoo. By hand and by cycle "
                    "rosters are made without it."
                )
            )

    # ------------------------------------------------------------ the problem
    @api.private
    def _optimal_background(self):
        """What is known before the roster is made: ``(decisions, fixed lines)``.

        The decisions are those without this roster, from a week before the period's first week to a week after its
        last: the weekly limit and days in a row look beyond the period.
        """
        self.ensure_one()
        first, last = monday(self.date_from) - ONE_WEEK, monday(self.date_to) + 2 * ONE_WEEK - timedelta(days=1)
        decisions = self._members()._flexible_work_decisions(first, last)
        open_from = self._first_open_date()
        fixed = {key: line[:2] for key, line in self._lines_of().items() if line[2] or key[1] < open_from}
        return decisions, fixed

    @api.private
    def _optimal_problem(self, background=None):
        """The roster as a :class:`RosterProblem`, in a fixed number of queries whatever the headcount."""
        self.ensure_one()
        roster = self.sudo()
        decisions, fixed = background or roster._optimal_background()
        first, last = roster._first_open_date(), roster.date_to
        cells = roster._optimal_cells(decisions, fixed, first, last)
        days = sorted(
            {day for (_who, day), decision in decisions.items() if decision.asks == ROSTER and first <= day <= last}
        )
        circulars = roster._circulars_of_period(decisions)
        employee_ids = sorted({employee_id for employee_id, _day in decisions})
        return RosterProblem(
            first=roster.date_from,
            last=roster.date_to,
            cells=cells,
            requirements={day: roster._requirements_on(day, circulars) for day in days},
            competences=roster._competences_of(employee_ids),
            caps=_caps(circulars, employee_ids, roster._weeks_days()),
            uncapped=frozenset(key for key, decision in decisions.items() if decision.outside_cap),
            no_two_in_a_row=roster.no_consecutive_flexible,
            target=roster.flexible_target_days if roster.flexible_target == "number" else None,
            wishes=roster._wishes_of(employee_ids, first, last),
        )

    def _optimal_cells(self, decisions, fixed, first, last):
        """What is known of every working day; open are those of this unit that nothing but its roster decides."""
        shifts = self.env["flexible.work.shift"].browse({shift_id for _mode, shift_id in fixed.values() if shift_id})
        off = set(shifts.filtered("is_off").ids)
        units = set(self.env["hr.department"].search([("id", "child_of", self.department_id.ids)]).ids)
        cells = {}
        for key, decision in decisions.items():
            cell = _cell(decision, fixed.get(key), off)
            if cell == OPEN and not first <= key[1] <= last:
                cell = ONSITE
            # assigned or moved elsewhere: flexible days there count for the weekly limit, and nobody is on site here
            if cell and (cell == AWAY or decision.department_id in units):
                cells[key] = cell
        return cells

    def _circulars_of_period(self, decisions):
        """``(circular's facts, its minimum on site in percent)`` of the weeks that are looked at."""
        days = [day for _who, day in decisions] or [self.date_from]
        facts = self._members()._load_circulars(self.company_id.ids, min(days), max(days))
        percent = {
            circular.id: circular.onsite_min_percent
            for circular in self.env["flexible.work.circular"].sudo().browse(fact.id for fact in facts)
        }
        return [(fact, percent[fact.id]) for fact in facts]

    def _requirements_on(self, day, circulars):
        """The stricter of roster and circular for everybody, and what each competence needs."""
        percents = [percent for fact, percent in circulars if fact.in_force(day)]
        return (
            Requirement(self.onsite_min_count, max([self.onsite_min_percent, *percents])),
            *(
                Requirement(count=item.onsite_min_count, competence_id=item.competence_id.id)
                for item in self.requirement_ids
            ),
        )

    def _weeks_days(self):
        """The dates of the whole weeks of the period."""
        first, last = monday(self.date_from), monday(self.date_to) + ONE_WEEK
        return [first + timedelta(days=n) for n in range((last - first).days)]

    def _requirements_elsewhere(self, problem):
        """The same for the period's coming working days that the circular does not leave to the head."""
        circulars = self._circulars_of_period(problem.cells)
        first = self._first_open_date()
        days = {day for _who, day in problem.cells if first <= day <= self.date_to} - problem.requirements.keys()
        return {day: self._requirements_on(day, circulars) for day in days}

    def _competences_of(self, employee_ids):
        """``{employee id: competence ids}``, as far as the roster asks for them."""
        if not self.requirement_ids:
            return {}
        employees = self.env["hr.employee"].sudo().browse(employee_ids)
        return {employee.id: frozenset(employee.competence_ids.ids) for employee in employees}

    def _wishes_of(self, employee_ids, first, last):
        wishes = self.env["flexible.work.wish"].search(
            [("employee_id", "in", employee_ids), ("date", ">=", first), ("date", "<=", last)]
        )
        return {(wish.employee_id.id, wish.date): wish.flexible for wish in wishes}


def _cell(decision, line, off):
    """What is known of a person's day, with the pinned or past line on it; None on a day without work.

    :param line: ``(mode, shift id)``
    :param off: ids of the shifts that are free days
    """
    if decision.leave_status:
        return ABSENT
    is_open = decision.asks == ROSTER and decision.source == "default"
    mode, shift_id = line or (False, False)
    if line and (shift_id or is_open) and decision.source not in ABOVE_THE_ROSTER:
        if shift_id in off:
            return None
        return AWAY if mode in FLEXIBLE_MODES else ONSITE
    if not decision.mode:
        return None
    if is_open:
        return OPEN
    return AWAY if decision.is_flexible else ONSITE


def _caps(circulars, employee_ids, days):
    """The weekly limit of every person and week: the smallest that is in force on any day of the week.

    It binds the roster also where the circular only warns: no head is to plan what Pasal 13 does not allow.
    """
    limits = {}
    for day in days:
        for fact, _percent in circulars:
            if fact.flexible_days_max and fact.in_force(day):
                week = monday(day)
                limits[week] = min(limits.get(week, fact.flexible_days_max), fact.flexible_days_max)
    return {(employee_id, week): limit for week, limit in limits.items() for employee_id in employee_ids}
