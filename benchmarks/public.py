"""The public pages of a region with many services: made, and given again from what the server process keeps."""

from datetime import datetime, timedelta

from odoo.addons.flexible_work_asn_reports.controllers.kept_pages import kept
from odoo.addons.flexible_work_asn_reports.controllers.public_layout import layout_values, link, render
from odoo.addons.flexible_work_asn_reports.report.public_page import company_page, service_page

from .measure import Row, best_of, timed

#: 10:00 on a Thursday in Ternate
NOW = datetime(2026, 1, 15, 1, 0)
SERVICES = 300
READERS = 1000


def public(bench):
    """What is open now, the list of all services, the page of one, and pages that are kept."""
    env, company = bench.city.env, bench.city.company.sudo()
    services = _services(bench.city)

    def open_now():
        env.invalidate_all()
        return services._situations(NOW)

    timing, _found = best_of(3, open_now, env)
    yield Row("public: open now, core and loading", len(services), "services", timing)
    timing, content = best_of(3, lambda: _company_html(env, company), env)
    note = f"{len(content) / 1000:,.0f} kB"
    yield Row("public: the list is made", len(services), "services", timing, note=note)
    timing, content = best_of(3, lambda: _service_html(env, services[:1]), env)
    yield Row("public: the page of a service is made", 1, "pages", timing, note=f"{len(content) / 1000:,.0f} kB")
    yield _kept(env, company)


def _kept(env, company):
    """As a worker answers: the stamp is asked each time, the page is made once."""

    def answer():
        stamp = company._public_stamp()
        return kept(env, ("benchmark",), stamp, NOW, lambda: (_company_html(env, company), NOW + timedelta(minutes=1)))

    answer()
    with timed(env) as timing:
        for _reader in range(READERS):
            answer()
    return Row(
        "public: the list is given again, kept", READERS, "pages", timing, note="one query each: has it changed?"
    )


def _services(city):
    """Services of all units in turn, each with the hours of five weekdays, and every tenth closed for a time."""
    env = city.env
    units = env["hr.department"].search([("company_id", "=", city.company.id)])
    hours = [(0, 0, {"weekday": str(day), "hour_from": 8, "hour_to": 15}) for day in range(5)]
    closed = [(0, 0, {"date_from": "2026-01-15", "date_to": "2026-01-16", "notice": "Pemeliharaan"})]
    return (
        env["flexible.work.public.service"]
        .with_context(tracking_disable=True)
        .sudo()
        .create(
            [
                {
                    "name": f"Layanan {number}",
                    "department_id": units[number % len(units)].id,
                    "hours_ids": hours,
                    "change_ids": closed if number % 10 == 0 else [],
                }
                for number in range(SERVICES)
            ]
        )
    )


def _company_html(env, company):
    env.invalidate_all()
    values, _until = company_page(company, NOW)
    values.update(path="/layanan", chosen="", query="", found=values["groups"], link=link)
    values.update(layout_values(env, "/layanan", "en", company))
    return render(env, "flexible_work_asn_reports.public_company", "en", values)


def _service_html(env, service):
    env.invalidate_all()
    values, _until = service_page(service, NOW)
    values.update(title=values["name"], home="/layanan", chosen="", link=link)
    values.update(layout_values(env, values["url"], "en", service.company_id))
    return render(env, "flexible_work_asn_reports.public_service", "en", values)
