"""*Region today* for everybody: the whole region, one OPD, and BKPSDM with what needs action."""

from datetime import timedelta

from freezegun import freeze_time

from odoo.tools import SQL

from tests.population_load import utc

from .city import TUESDAY
from .measure import Row, best_of

DAYS = 30


def dashboard(bench):
    """The page of a Tuesday at nine with thirty days of 10,000 people behind it; nothing is cached in between."""
    city = bench.city
    days = _past_days(city)
    of_tuesday = {"date": TUESDAY, "company_id": city.company.id}
    reports = city.env["flexible.work.report"]
    # another case may have made it already
    report = reports.search([(name, "=", value) for name, value in of_tuesday.items()]) or reports.create(of_tuesday)
    if report.state in ("collecting", "submitted"):
        report.action_count()
    opd = max(report.line_ids, key=lambda line: line.headcount).department_id
    with freeze_time(utc(TUESDAY, 9.0), tick=True):
        for group, unit, what in (
            ("executive", None, "the region"),
            ("bkpsdm", None, "the region, with what needs action"),
            ("executive", opd, "the largest OPD"),
        ):
            timing, page = best_of(5, _asked(city, group, unit), city.env)
            note = f"{days:,} days of {DAYS} dates, {len(page['units'])} units"
            yield Row(f"dashboard: {what}", page["figures"]["headcount"], "people", timing, note=note)


def _asked(city, group, unit):
    """What the web client asks for, as a user of ``group``."""
    user = city.env["res.users"].create(
        {
            "name": group,
            "login": f"benchmark_{group}_{unit and unit.id}",
            "company_id": city.company.id,
            "company_ids": [(6, 0, city.company.ids)],
            "group_ids": [(6, 0, city.env.ref(f"flexible_work_asn.group_{group}").ids)],
        }
    )
    dashboard = city.env["flexible.work.dashboard"].with_user(user)

    def ask():
        city.env.invalidate_all()
        return dashboard.with_context(allowed_company_ids=city.company.ids).get_today(unit and unit.id)

    return ask


def _past_days(city):
    """The same day of everybody on the 29 dates before; the number of all days."""
    env = city.env
    env.flush_all()
    columns = [
        name
        for name, field in env["flexible.work.day"]._fields.items()
        if field.store and field.column_type and name not in ("id", "date", "state")
    ]
    names = SQL(", ").join(map(SQL.identifier, columns))
    env.cr.execute(
        SQL(
            "INSERT INTO flexible_work_day (date, state, %s)"
            " SELECT date - back, 'closed', %s FROM flexible_work_day CROSS JOIN generate_series(1, %s) AS back"
            " WHERE company_id = %s AND date = %s ON CONFLICT DO NOTHING",
            names,
            names,
            DAYS - 1,
            city.company.id,
            TUESDAY,
        )
    )
    env.cr.execute("ANALYZE flexible_work_day")
    env.invalidate_all()
    first = TUESDAY - timedelta(days=DAYS - 1)
    return env["flexible.work.day"].search_count([("company_id", "=", city.company.id), ("date", ">=", first)])
