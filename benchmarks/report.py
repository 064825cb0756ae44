"""The daily page of the whole city, and beside it what Odoo's own grouped export makes of the same days."""

import json
from datetime import timedelta
from types import SimpleNamespace

from odoo import http

from odoo.addons.web.controllers.export import ExcelExport

from .city import TUESDAY
from .measure import Row, best_of, timed

#: what of a day is exported: what the page is counted from
EXPORTED = ("employee_id/name", "asn_kind", "structural", "mode", "status", "apel_morning", "late_minutes")
GROUPED_BY = ("opd_id", "status")


def report(bench):
    """Figures, workbook and PDF of 60 OPD; their lists of people are read anew each time."""
    city = bench.city
    city.env["hr.department"].search([("company_id", "=", city.company.id)]).onsite_min_percent = 60
    page = city.env["flexible.work.report"].create({"date": TUESDAY, "company_id": city.company.id})
    lines, people = len(page.line_ids), city.headcount(TUESDAY)

    def count():
        city.env.invalidate_all()
        page.action_count()

    timing, _nothing = best_of(3, count, city.env)
    note = f"{lines} OPD; {len(page.person_ids):,} people named, {page.shortfall_count} units short"
    yield Row("report: figures and lists", people, "days", timing, note=note)

    def compare():
        city.env.invalidate_all()
        return page.sudo()._compared(), page.sudo()._compared_lines()

    timing, _compared = best_of(3, compare, city.env)
    yield Row("report: comparison", lines, "OPD", timing, note="with the working day before and a week ago")

    def read():
        city.env.invalidate_all()
        return page.sudo()._page()

    timing, read_page = best_of(3, read, city.env)
    named = sum(len(read_page.lists[key].rows) for key in ("absent", "breach", "shortfall"))
    yield Row("report: page in words", 1, "page", timing, note=f"{named:,} people and units named")

    def workbook():
        city.env.invalidate_all()
        return page.sudo()._xlsx()

    timing, content = best_of(3, workbook, city.env)
    sheets = 1 + len(read_page.lists)
    yield Row("report: XLSX", 1, "page", timing, note=f"{len(content) / 1024:.0f} kB, {sheets} sheets")
    yield _exported_by_odoo(city, people, timing)

    def pdf():
        city.env.invalidate_all()
        return page.sudo().with_context(force_report_rendering=True)._pdf()

    timing, content = best_of(2, pdf, city.env)
    note = f"{len(content) / 1024:.0f} kB" if content else "no PDF engine on PATH"
    yield Row("report: PDF", 1, "page", timing, note=note)
    assigned = _assign_one_in_twenty(city)
    timing, _nothing = best_of(3, count, city.env)
    note = f"{assigned:,} of them assigned to another OPD"
    yield Row("report: figures and lists, with assignments", people, "days", timing, note=note)
    yield _first_count(city, TUESDAY + timedelta(days=1))


def _assign_one_in_twenty(city):
    """Let every twentieth person of the date have the post in another OPD; how many."""
    city.env.flush_all()
    city.env.cr.execute(
        """
        WITH opd AS (
            SELECT id, COALESCE(LEAD(id) OVER (ORDER BY id), MIN(id) OVER ()) AS other
              FROM hr_department WHERE is_opd AND company_id = %s
        )
        UPDATE flexible_work_day d SET home_department_id = opd.other, home_opd_id = opd.other
          FROM opd
         WHERE d.opd_id = opd.id AND d.date = %s AND d.employee_id %% 20 = 0
        """,
        [city.company.id, TUESDAY],
    )
    return city.env.cr.rowcount


def _first_count(city, day):
    """By hand soon after midnight: everybody is on the list of people not yet in."""
    city.process(day, 0.25)
    page = city.env["flexible.work.report"].create({"date": day, "company_id": city.company.id})
    city.env.invalidate_all()
    with timed(city.env) as timing:
        page.action_count()
    note = f"{page.pending:,} not yet in"
    return Row("report: first count of a day", city.headcount(day), "days", timing, note=note)


def _exported_by_odoo(city, people, ours):
    """Odoo's export of the list of days to XLSX, grouped by OPD and status, as the button of the list makes it."""
    wanted = {
        "model": "flexible.work.day",
        "fields": [{"name": name, "label": name, "type": "char"} for name in EXPORTED],
        "ids": False,
        "domain": [("company_id", "=", city.company.id), ("date", "=", str(TUESDAY))],
        "groupby": list(GROUPED_BY),
        "import_compat": False,
    }
    for field in wanted["fields"]:
        name = field["name"].partition("/")[0]
        field["type"] = city.env["flexible.work.day"]._fields[name].type if "/" not in field["name"] else "char"
    # what the export asks of a request: the environment, the address for its log, and a response
    request = SimpleNamespace(
        env=city.env,
        httprequest=SimpleNamespace(environ={"REMOTE_ADDR": "127.0.0.1"}),
        make_response=lambda content, headers: content,
    )

    def export():
        city.env.invalidate_all()
        http._request_stack.push(request)
        try:
            return ExcelExport().base(json.dumps(wanted))
        finally:
            http._request_stack.pop()

    timing, content = best_of(2, export, city.env)
    times = timing.seconds / ours.seconds
    note = f"{len(content) / 1024:.0f} kB; {times:,.1f} x as long as our workbook ({timing.python / ours.python:,.1f} x"
    return Row("report: Odoo's export of the same days, grouped", people, "days", timing, note=f"{note} of Python)")
