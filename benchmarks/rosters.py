"""A roster of a hundred people over a month: the optimal strategy and the cycle beside it."""

import random
from datetime import date

from freezegun import freeze_time

from odoo.addons.flexible_work_asn.plan.optimal import solve

from tests.population_load import utc

from .measure import Row, timed

PEOPLE = 100
FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
EVERY_DAY = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), "roster")
#: what is asked of the roster beside the weekly limit of two days
PERCENT, COUNTER, COUNTER_PEOPLE = 60, 5, 12


def rosters(bench):
    """By Ternate's circular (Tuesday and Wednesday are left to the head), then with every working day left to him."""
    city = bench.city
    with freeze_time(utc(date(2026, 2, 20), 9.0), tick=True):
        roster = _roster(city)
        yield from _both_strategies(roster, "Tuesday and Wednesday")
        circular = city.env["flexible.work.circular"].create(
            {
                "name": "Every day by the head",
                "number": "2/2026",
                "date_issued": FIRST,
                "signatory_title": "Wali Kota",
                "date_from": FIRST,
                "date_to": LAST,
                "company_id": city.company.id,
                "enacting_reason": "Benchmark",
                "rule_ids": [(0, 0, {"article": "1", **EVERY_DAY})],
            }
        )
        circular.action_enact()
        yield from _both_strategies(roster, "every day")
        roster.no_consecutive_flexible = True
        yield from _both_strategies(roster, "every day, none in a row")


def _roster(city):
    """A hundred people whose days the circular leaves to the head, as members of a roster of one unit above them."""
    env = city.env
    decisions = city.employees.sudo()._flexible_work_decisions(FIRST, LAST)
    open_days = {}
    for (employee_id, _day), decision in decisions.items():
        if decision.asks == "roster":
            open_days[employee_id] = open_days.get(employee_id, 0) + 1
    people = env["hr.employee"].browse(sorted(open_days, key=lambda who: (-open_days[who], who))[:PEOPLE])
    unit = env["hr.department"].create({"name": "Benchmark", "company_id": city.company.id, "is_opd": True})
    people.department_id = unit
    counter = env["flexible.work.competence"].create({"name": "Counter", "company_id": city.company.id})
    people[:COUNTER_PEOPLE].competence_ids = counter
    cycle = env["flexible.work.cycle"].create(
        {
            # two of five groups are away on each day: what a cycle can do for 60 % on site
            "name": "Five groups in turn",
            "anchor_date": FIRST,
            "group_count": 5,
            "company_id": city.company.id,
            "day_ids": [(0, 0, {"sequence": n, "mode": "wfh" if n in (0, 2) else "wfo"}) for n in range(5)],
        }
    )
    _wishes(env, people)
    return env["flexible.work.roster"].create(
        {
            "department_id": unit.id,
            "date_from": FIRST,
            "date_to": LAST,
            "strategy": "optimal",
            "cycle_id": cycle.id,
            "onsite_min_percent": PERCENT,
            "optimal_seconds": 10,
            "requirement_ids": [(0, 0, {"competence_id": counter.id, "onsite_min_count": COUNTER})],
            "member_ids": [(0, 0, {"employee_id": person.id}) for person in people],
        }
    )


def _wishes(env, people):
    """About one wish a week for each person."""
    chance = random.Random(1)
    decisions = people.sudo()._flexible_work_decisions(FIRST, LAST)
    env["flexible.work.wish"].create(
        [
            {"employee_id": employee_id, "date": day, "flexible": chance.random() < 0.7}
            for (employee_id, day), decision in sorted(decisions.items(), key=lambda item: item[0])
            if decision.asks == "roster" and chance.random() < 0.4
        ]
    )


def _both_strategies(roster, days):
    problem = roster._optimal_problem()
    with timed() as timing:
        solution = solve(problem, 10.0)
    proven = "proven best" if solution.proven else f"gap {solution.gap:.1f} %"
    yield Row(f"roster, {days}: solve alone", len(problem.open), "days", timing, proven, with_queries=False)
    for strategy in ("cycle", "optimal"):
        roster.strategy = strategy
        roster.line_ids.unlink()
        roster.env.flush_all()
        roster.env.invalidate_all()
        with timed(roster.env) as timing:
            roster.action_fill()
        found = roster.compare_strategies()["current"]
        note = (
            f"{found['flexible_days']} flexible days, spread {found['spread']}, Mon/Fri {found['edge_spread']}, "
            f"{found['days_short']} days short, {found['weeks_over']} weeks over, "
            f"wishes {found['wishes_met']} of {found['wishes']}"
        )
        yield Row(f"roster, {days}: {strategy}", len(roster.line_ids), "lines", timing, note)
