"""The monthly TPP sheets of the whole city, and the yearly count of absent days, on a month that is closed."""

import random
from datetime import date, timedelta

from odoo.fields import Command

from tests.bulk import analyze, clone_rows

from .measure import Row, best_of, timed

#: before the days that the other cases open
FIRST, LAST = date(2025, 12, 1), date(2025, 12, 31)
BANDS = ((1, 30, 0.5), (31, 60, 1.0), (61, 90, 1.5), (91, 0, 2.0))


def tpp(bench):
    """Sheets of a month: made, made again (nothing new), and discipline counted over the year."""
    city = bench.city
    env, company = city.env, city.company
    count = closed_month(city) if not city.headcount(FIRST) else 31 * len(city.employees)
    _table(env, company)
    sheets = env["flexible.work.tpp.sheet"]
    with timed(env) as timing:
        made = sheets._make_month(company, FIRST)
    reasons = env["flexible.work.tpp.reason"].search_count([("line_id.company_id", "=", company.id)])
    note = f"{count:,} days, {reasons:,} reasons, {len(made)} sheets"
    yield Row("TPP: make the sheets of a month", len(city.employees), "people", timing, note=note)

    def again():
        env.invalidate_all()
        return sheets._make_month(company, FIRST)

    timing, _sheets = best_of(2, again, env)
    yield Row("TPP: count them again", len(city.employees), "people", timing)
    cases = env["flexible.work.discipline.case"].with_context(tracking_disable=True).sudo()
    with timed(env) as timing:
        raised = cases._count_year(company, FIRST.year, LAST)
    yield Row("discipline: count the year", len(city.employees), "people", timing, note=f"{len(raised):,} cases raised")

    def count_again():
        env.invalidate_all()
        return cases._count_year(company, FIRST.year, LAST)

    timing, _cases = best_of(2, count_again, env)
    yield Row("discipline: count it again", len(city.employees), "people", timing, note="nothing new")


def _table(env, company):
    lines = [{"kind": "absent", "percent": 4.0}]
    for kind, code in (("late", "TL"), ("early", "PSW")):
        lines += [
            {"kind": kind, "code": f"{code}{n}", "minutes_from": first, "minutes_to": last, "percent": percent}
            for n, (first, last, percent) in enumerate(BANDS, 1)
        ]
    env["flexible.work.tpp.scheme"].create(
        {
            "name": "Pemotongan TPP",
            "legal_basis": "Perwali",
            "company_id": company.id,
            "date_from": date(2025, 1, 1),
            "line_ids": [Command.create(line) for line in lines],
        }
    ).action_enact()


def closed_month(city):
    """Every day of the month for everybody: 1 % absent, 8 % late, 3 % early, 1 % without a check-out."""
    env, company, draw = city.env, city.company, random.Random(12)
    employee = city.employees[0]
    template = env["flexible.work.day"].create(
        {
            "employee_id": employee.id,
            "date": FIRST - timedelta(days=1),
            "company_id": company.id,
            "tz": "Asia/Jayapura",
            "mode": "wfo",
            "status": "present",
            "state": "closed",
        }
    )
    dates = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
    rows = []
    for one in city.employees:
        unit = one.department_id
        units = {"employee_id": one.id, "department_id": unit.id or None, "opd_id": unit.opd_id.id or None}
        for day in dates:
            works, chance = day.weekday() < 5, draw.random()
            status = "off" if not works else "absent" if chance < 0.01 else "present"
            present = status == "present"
            rows.append(
                {
                    **units,
                    "date": day,
                    "mode": "wfo" if works else None,
                    "status": status,
                    "late_minutes": draw.randint(1, 120) if present and chance < 0.09 else 0,
                    "early_minutes": draw.randint(1, 60) if present and chance > 0.97 else 0,
                    "missing": "out" if present and 0.5 < chance < 0.51 else None,
                }
            )
    clone_rows(env, template, rows)
    analyze(env, "flexible.work.day")
    env.invalidate_all()
    return len(rows)
