"""The recapitulation of a month of the whole city: counted, counted again, frozen, on paper."""

from datetime import datetime

from freezegun import freeze_time

from .measure import Row, best_of, timed
from .tpp import FIRST, LAST, closed_month

#: 09:00 WIT on 5 January, when December is over
JANUARY = datetime(2026, 1, 5, 0, 0)


def month(bench):
    """One row per person and OPD of a closed month, and beside it Odoo's own grouping of the same days."""
    city = bench.city
    env, company = city.env, city.company
    if not city.headcount(FIRST):
        closed_month(city)
    people = len(city.employees)
    with freeze_time(JANUARY):
        record = env["flexible.work.month"].with_company(company).create({"month": FIRST, "company_id": company.id})
        with timed(env) as timing:
            record._count()
        note = f"{record.days:,} days, {len(record.line_ids)} OPD"
        yield Row("month: count", people, "people", timing, note=note)

        def again():
            env.invalidate_all()
            record._count()

        timing, _nothing = best_of(2, again, env)
        yield Row("month: count again", people, "people", timing)

        def grouped():
            env.invalidate_all()
            own = [("company_id", "=", company.id), ("date", ">=", FIRST), ("date", "<=", LAST)]
            keys, sums = ["employee_id", "status", "mode"], ["__count", "late_minutes:sum", "early_minutes:sum"]
            return env["flexible.work.day"]._read_group(own, keys, sums)

        timing, _groups = best_of(2, grouped, env)
        yield Row("month: Odoo's grouping of the same days", people, "people", timing, note="nothing is written")
        with timed(env) as timing:
            record.action_confirm()
        yield Row("month: confirm (counted once more)", people, "people", timing)
        yield from _papers(record, env, people)


def _papers(record, env, people):
    def workbook(kind):
        env.invalidate_all()
        return record._workbook(kind)

    for kind, amount, unit in (("report", 1, "paper"), ("people", people, "people")):
        timing, content = best_of(1, lambda kind=kind: workbook(kind), env)
        yield Row(f"month: XLSX of the {kind}", amount, unit, timing, note=f"{len(content) / 1024:,.0f} kB")

    def pdf():
        env.invalidate_all()
        return record.with_context(force_report_rendering=True)._pdf("report")

    timing, content = best_of(1, pdf, env)
    note = f"{len(content) / 1024:.0f} kB" if content else "no PDF engine on PATH"
    yield Row("month: PDF of the report", 1, "paper", timing, note=note)
