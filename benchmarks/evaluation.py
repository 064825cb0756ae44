"""The evaluation of a whole city over four months of days; and how often its interval is right, on made-up regions."""

from datetime import date

import numpy as np

from odoo.tools import SQL

from odoo.addons.flexible_work_asn_reports.figures.evaluation import welch
from odoo.addons.flexible_work_asn_reports.tests.evaluation_reference import attendance_changes

from tests.bulk import analyze

from .measure import Row, best_of, timed

#: before the days that the other cases open
BEFORE, AFTER = (date(2025, 7, 1), date(2025, 8, 31)), (date(2025, 9, 1), date(2025, 10, 31))
REGIONS = 4000


def evaluation(bench):
    """Count an evaluation, its paper and its workbook; then the method itself."""
    yield from _count_the_city(bench.city)
    yield from _method()


def _count_the_city(city):
    env, company = city.env, city.company
    days = _write_days(env, company)
    record = env["flexible.work.evaluation"].create(
        {
            "company_id": company.id,
            "date_from": AFTER[0],
            "date_to": AFTER[1],
            "before_from": BEFORE[0],
            "before_to": BEFORE[1],
        }
    )

    def count():
        env.invalidate_all()
        record.sudo()._count()

    timing, _nothing = best_of(3, count, env)
    note = (
        f"{len(city.employees):,} people, {record.facts['flexible']} flexible and {record.facts['exempt']} exempt OPD"
    )
    yield Row("evaluation: count", days, "days", timing, note=note)

    def workbook():
        env.invalidate_all()
        return record.sudo()._xlsx()

    timing, content = best_of(3, workbook, env)
    yield Row("evaluation: XLSX", 1, "workbook", timing, note=f"{len(content) / 1024:.0f} kB")

    def pdf():
        env.invalidate_all()
        reports = env["ir.actions.report"].with_context(force_report_rendering=True)
        return reports._render_qweb_pdf("flexible_work_asn_reports.action_report_evaluation", record.ids)[0]

    if env["ir.actions.report"].get_wkhtmltopdf_state() in ("ok", "workers"):
        timing, content = best_of(2, pdf, env)
        yield Row("evaluation: PDF", 1, "paper", timing, note=f"{len(content) / 1024:.0f} kB, with its charts")


def _write_days(env, company):
    """A closed day of everybody for each weekday of both periods: 4 % absent, 8 % late, a fifth at home afterwards."""
    env.flush_all()
    env.cr.execute("SELECT setseed(0.5)")
    rows = env.execute_query(
        SQL(
            """
            INSERT INTO flexible_work_day (employee_id, company_id, date, department_id, opd_id, tz, asn_kind,
                   structural, status, mode, late_minutes, apel_expected, apel_morning, apel_afternoon, verification,
                   state)
            SELECT e.id, e.company_id, d::date, u.id, u.opd_id, 'Asia/Jayapura', 'pns', e.id %% 12 = 0,
                   CASE WHEN random() < 0.04 THEN 'absent' ELSE 'present' END,
                   CASE WHEN d >= %(after)s AND NOT u.is_flexible_exempt AND random() < 0.2 THEN 'wfh' ELSE 'wfo' END,
                   CASE WHEN random() < 0.08 THEN 9 ELSE 0 END, TRUE,
                   CASE WHEN random() < 0.9 THEN 'on_time' ELSE 'none' END, 'none', 'verified', 'closed'
              FROM hr_employee e JOIN hr_version v ON v.id = e.current_version_id
              JOIN hr_department u ON u.id = v.department_id,
                   generate_series(%(first)s::date, %(last)s::date, interval '1 day') AS d
             WHERE e.company_id = %(company)s AND EXTRACT(ISODOW FROM d) < 6
            ON CONFLICT DO NOTHING
            RETURNING id
            """,
            after=AFTER[0],
            first=BEFORE[0],
            last=AFTER[1],
            company=company.id,
        )
    )
    analyze(env, "flexible.work.day")
    env.invalidate_all()
    return len(rows)


def _method():
    """In how many regions of a known truth the interval holds it, and how often an effect of some size is clear."""
    cases = {
        "attendance, 5 and 5 units": (lambda rng: attendance_changes(rng, 5, 5), 0.0),
        "attendance, 5 and 25 units": (lambda rng: attendance_changes(rng, 5, 25), 0.0),
        "attendance, 38 and 14 units": (lambda rng: attendance_changes(rng, 38, 14), 0.0),
        "attendance, 38 and 14 units, 1 point less": (lambda rng: attendance_changes(rng, 38, 14, -1.0), -1.0),
        "attendance, 38 and 14 units, 2 points less": (lambda rng: attendance_changes(rng, 38, 14, -2.0), -2.0),
        "attendance, 12 and 8 units, 2 points less": (lambda rng: attendance_changes(rng, 12, 8, -2.0), -2.0),
        "the few units vary three times as much, 5 and 25": (
            lambda rng: (rng.normal(0, 3, 5), rng.normal(0, 1, 25)),
            0.0,
        ),
        "single units leap (lognormal), 5 and 25": (
            lambda rng: (rng.lognormal(0, 1, 5) - np.exp(0.5), rng.lognormal(0, 1, 25) - np.exp(0.5)),
            0.0,
        ),
    }
    for name, (make, truth) in cases.items():
        with timed() as timing:
            found = [welch(*make(np.random.default_rng(seed))) for seed in range(REGIONS)]
        right = sum(one.low <= truth <= one.high for one in found) / REGIONS
        clear = sum(one.is_clear for one in found) / REGIONS
        note = f"interval right in {100 * right:.1f} %, clear difference in {100 * clear:.1f} %"
        yield Row(f"interval: {name}", REGIONS, "regions", timing, note=note, with_queries=False)
