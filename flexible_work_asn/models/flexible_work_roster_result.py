from collections import defaultdict

from markupsafe import Markup

from odoo import fields, models
from odoo.tools import LazyTranslate, format_date
from odoo.tools.misc import formatLang

from ..plan.roster_diagnosis import fixed_conflicts, missing_days, reliefs, short_elsewhere, shortages
from ..plan.roster_problem import measure

_lt = LazyTranslate(__name__)

#: more places or names than this are counted, not listed
LISTED = 8
GOALS = {
    "use": _lt("as many flexible days as can be"),
    "even": _lt("equal numbers of flexible days"),
    "edges": _lt("equal numbers of Mondays and Fridays"),
    "wishes": _lt("wishes"),
}
RULES = {
    "minimum": _lt("the minimum on site"),
    "competence": _lt("the minimum of the competences"),
    "weekly": _lt("the weekly limit"),
    "in_a_row": _lt("'no two flexible days in a row'"),
}
REASONS = {
    "leave": _lt("time off"),
    "duty": _lt("duty elsewhere"),
    "request": _lt("approved request"),
    "roster": _lt("another roster"),
    "rule": _lt("circular"),
    "line": _lt("pinned line"),
}


class FlexibleWorkRoster(models.Model):
    """What the optimal strategy says about its roster: how good it is, where it is short, and what would help."""

    _inherit = "flexible.work.roster"

    def _keep_result(self, problem, solution, background):
        """Keep status, gap, time and words on the roster, and the words in its chatter."""
        short = shortages(problem)
        if short:
            status = "short"
        else:
            status = "optimal" if solution.proven else "gap"
        sentences = [
            *self._say_impossible(short),
            self._say_quality(solution, short),
            self._say_figures(measure(problem, solution.away)),
            *self._say_shortages(short, background),
            *self._say_conflicts(problem),
            *self._say_target(problem, solution),
            *self._say_elsewhere(problem),
        ]
        self.write(
            {
                "optimal_status": status,
                "optimal_gap": solution.gap,
                "optimal_duration": solution.seconds,
                "optimal_message": "\n".join(sentences),
                "optimal_at": fields.Datetime.now(),
            }
        )
        body = Markup("<ul>%s</ul>") % Markup().join(Markup("<li>%s</li>") % sentence for sentence in sentences)
        self.message_post(body=body, author_id=self.env.user.partner_id.id)

    def _grid_message(self):
        """The month grid shows it when it generates."""
        if self.strategy == "optimal":
            return self.sudo().optimal_message or ""
        return super()._grid_message()

    def _say_quality(self, solution, short):
        seconds = formatLang(self.env, solution.seconds, digits=2)
        if solution.proven and short:
            return self.env._("Apart from that, the best roster there is, proven in %s seconds.", seconds)
        if solution.proven:
            return self.env._("Best roster there is, proven in %s seconds.", seconds)
        unproven = [goal for goal in solution.goals if not goal.proven]
        if unproven:
            goal_name = GOALS[unproven[0].name]
            return self.env._(
                "Best roster found in %(seconds)s seconds. Not proven best in one goal, %(goal)s: at most %(gap)s %% "
                "better would be possible. Let it search longer to be sure.",
                seconds=seconds,
                goal=self.env._(goal_name),
                gap=formatLang(self.env, unproven[0].gap, digits=1),
            )
        names = [GOALS[name] for name in solution.left]
        return self.env._(
            "After %(seconds)s seconds the time was over. All rules are kept, but these goals were not tried: "
            "%(goals)s. Let it search longer.",
            seconds=seconds,
            goals="; ".join(self.env._(name) for name in names),
        )

    def _say_figures(self, figures):
        text = self.env._(
            "%(days)s flexible days, %(fewest)s to %(most)s for each person; Mondays and Fridays: %(edge_fewest)s to "
            "%(edge_most)s.",
            days=figures.flexible_days,
            fewest=figures.fewest,
            most=figures.most,
            edge_fewest=figures.edge_fewest,
            edge_most=figures.edge_most,
        )
        if not figures.wishes:
            return text
        wishes = self.env._("Wishes met: %(met)s of %(asked)s.", met=figures.wishes_met, asked=figures.wishes)
        return f"{text} {wishes}"

    def _say_impossible(self, short):
        days = {demand.day for demand in short}
        if not days:
            return []
        return [
            self.env._(
                "The minimum on site cannot be met on %s days. Everybody who can be is in the office on them, so the "
                "shortage is the smallest there is. Releasing the weekly limit, days in a row or wishes would not "
                "help.",
                len(days),
            )
        ]

    def _say_shortages(self, short, background):
        """Where too few are on site, how many are missing, and what would help; days that are alike together."""
        names = self._names_for(short)
        days = defaultdict(list)
        for demand in short:
            days[self._say_shortage(demand, names, background)].append(format_date(self.env, demand.day))
        said = []
        for words, dates in days.items():
            named = ", ".join(dates[:LISTED]) + ("…" if len(dates) > LISTED else "")
            said.append(f"{named}: {words}")
        if len(said) > LISTED:
            said = [*said[:LISTED], self.env._("And %s more like these.", len(said) - LISTED)]
        return said

    def _say_shortage(self, demand, names, background):
        possible = demand.needed - demand.short
        text = self.env._(
            "%(group)s %(short)s short, %(possible)s of the %(needed)s needed can be on site.",
            group=names[demand.competence_id],
            short=demand.short,
            possible=possible,
            needed=demand.needed,
        )
        back = [
            f"{names['people'][person]} ({self._reason(person, demand.day, background)})"
            for person in (*demand.away, *demand.absent)
        ]
        helps = [self.env._("a minimum of %s", possible)]
        if back:
            helps.append(
                self.env._(
                    "%(count)s of these back in the office: %(people)s",
                    count=min(demand.short, len(back)),
                    people=", ".join(back[:LISTED]) + ("…" if len(back) > LISTED else ""),
                )
            )
        if demand.competence_id:
            helps.append(self.env._("more people with this competence (%s)", demand.short))
        return text + " " + self.env._("What would help: %s.", "; ".join(helps))

    def _names_for(self, short):
        people = {person for demand in short for person in (*demand.away, *demand.absent)}
        employees = self.env["hr.employee"].sudo().browse(sorted(people))
        competences = (
            self.env["flexible.work.competence"].sudo().browse({demand.competence_id for demand in short} - {None})
        )
        return {
            None: self.env._("in all,"),
            "people": {employee.id: employee.name for employee in employees},
            **{competence.id: f"{competence.name}," for competence in competences},
        }

    def _reason(self, person, day, background):
        """Why a person cannot be on site on a day, in two words."""
        decisions, fixed = background
        decision = decisions[person, day]
        if decision.leave_status:
            code = "duty" if decision.leave_status in ("duty", "study") else "leave"
        elif (person, day) in fixed and decision.source not in ("request", "roster"):
            code = "line"
        else:
            code = decision.source if decision.source in REASONS else "rule"
        reason = REASONS[code]
        return self.env._(reason)

    def _say_conflicts(self, problem):
        """Rules that fixed days break among themselves; no roster can mend them."""
        conflicts = fixed_conflicts(problem)
        people = {person for person, _week in conflicts.weeks_over} | {one[0] for one, _other in conflicts.in_a_row}
        names = {employee.id: employee.name for employee in self.env["hr.employee"].sudo().browse(sorted(people))}
        said = [
            self.env._(
                "%(employee)s is over the weekly limit by %(days)s in the week of %(date)s without any day of this "
                "roster: by circular, request, another roster or pinned lines.",
                employee=names[person],
                days=over,
                date=format_date(self.env, week),
            )
            for (person, week), over in conflicts.weeks_over.items()
        ] + [
            self.env._(
                "%(employee)s has two flexible days in a row that are fixed already: %(first)s and %(second)s.",
                employee=names[one[0]],
                first=format_date(self.env, one[1]),
                second=format_date(self.env, other[1]),
            )
            for one, other in conflicts.in_a_row
        ]
        if len(said) > LISTED:
            said = [*said[:LISTED], self.env._("And %s more like these.", len(said) - LISTED)]
        return said

    def _say_target(self, problem, solution):
        """How far people stay below the number that was aimed at, and which rule keeps them there."""
        missing = missing_days(problem, solution.away)
        if not missing:
            return []
        said = [
            self.env._(
                "%(missing)s flexible days less than %(target)s for everybody.",
                missing=missing,
                target=problem.target,
            )
        ]
        for relief in reliefs(problem, solution.away):
            rule_name = RULES[relief.rule]
            said.append(
                self.env._(
                    "Without %(rule)s: %(days)s flexible days more.",
                    rule=self.env._(rule_name),
                    days=relief.more_days,
                )
            )
        return said

    def _say_elsewhere(self, problem):
        """Days that are short by the circular itself, so that nobody looks for them in the roster."""
        short = short_elsewhere(problem, self._requirements_elsewhere(problem))
        days = sorted({demand.day for demand in short})
        if not days:
            return []
        return [
            self.env._(
                "Too few are also on site on %(count)s days that the circular does not leave to the head: %(days)s. No "
                "roster can change that; a carve-out or a new circular can.",
                count=len(days),
                days=", ".join(format_date(self.env, day) for day in days[:LISTED])
                + ("…" if len(days) > LISTED else ""),
            )
        ]
