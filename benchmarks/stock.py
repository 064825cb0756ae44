"""The same number of employees in Odoo without the addons, to compare with.

A copy of a database that has Odoo's modules only; it is dropped at the end.
"""

from contextlib import closing, contextmanager
from dataclasses import replace

import psycopg2

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.sql_db import close_db, db_connect
from odoo.tools import SQL

from tests.bulk import analyze, clone_rows, next_ids
from tests.population import CALENDARS, TIME_ZONE
from tests.population_load import QUIET, _calendar_lines

from .city import MONTH
from .measure import Row, timed

SUFFIX = "_stock"


@contextmanager
def stock_copy(template, suffix=SUFFIX):
    """Name of a fresh copy of a database, to which nobody may be connected; dropped afterwards."""
    name = f"{template}{suffix}"
    _maintain(SQL("DROP DATABASE IF EXISTS %s", SQL.identifier(name)))
    _maintain(SQL("CREATE DATABASE %s TEMPLATE %s", SQL.identifier(name), SQL.identifier(template)))
    try:
        yield name
    finally:
        Registry.delete(name)
        close_db(name)
        _maintain(SQL("DROP DATABASE IF EXISTS %s", SQL.identifier(name)))


def _maintain(statement):
    """Run a statement that no transaction may hold, the way Odoo does when it creates databases."""
    with closing(db_connect("postgres").cursor()) as cr:
        cr.rollback()
        cr._cnx.autocommit = True
        cr.execute(statement)


def find_template():
    """A database with Odoo's modules and without the addons, as the development tools leave one, or None."""
    with db_connect("postgres").cursor() as cr:
        cr.execute("SELECT datname FROM pg_database WHERE datname LIKE '%template%' AND NOT datistemplate ORDER BY 1")
        names = [row[0] for row in cr.fetchall() if not row[0].endswith((SUFFIX, "_new"))]
    for name in names:
        try:
            with db_connect(name).cursor() as cr:
                cr.execute(
                    "SELECT name FROM ir_module_module WHERE state = 'installed'"
                    " AND name IN ('hr_attendance', 'hr_homeworking', 'flexible_work_asn')"
                )
                installed = {row[0] for row in cr.fetchall()}
        except psycopg2.Error:
            continue
        finally:
            close_db(name)
        if installed == {"hr_attendance", "hr_homeworking"}:
            return name
    return None


class Stock:
    """Odoo alone with ``people`` employees, within one transaction."""

    def __init__(self, name, people):
        self._absences = None
        self.cursor = Registry(name).cursor()
        env = api.Environment(self.cursor, SUPERUSER_ID, dict(QUIET))
        company = env["res.company"].create({"name": "Odoo alone"})
        env.user.company_ids |= company
        self.env = env = env(context={**QUIET, "allowed_company_ids": company.ids})
        calendar = env["resource.calendar"].create(
            {
                "name": "Five days",
                "tz": TIME_ZONE,
                "company_id": company.id,
                "attendance_ids": [(5, 0, 0), *((0, 0, line) for line in _calendar_lines(CALENDARS["five"]))],
            }
        )
        company.write({"resource_calendar_id": calendar.id, "absence_management": True})
        self.company = company
        model = env["hr.employee"].create(
            {
                "name": "Model",
                "company_id": company.id,
                "tz": TIME_ZONE,
                "resource_calendar_id": calendar.id,
                "date_version": "2025-06-01",
                "contract_date_start": "2025-06-01",
            }
        )
        env.flush_all()
        self.employees = model | env["hr.employee"].browse(self._clone(model, people - 1))
        env.invalidate_all()
        analyze(env, "resource.resource", "hr.employee", "hr.version")

    def _clone(self, model, count):
        env = self.env
        ids = {table: next_ids(env, table, count) for table in ("resource_resource", "hr_employee", "hr_version")}
        together = list(zip(ids["resource_resource"], ids["hr_employee"], ids["hr_version"]))
        clone_rows(env, model.resource_id, [{"id": resource_id} for resource_id, _employee, _version in together])
        clone_rows(
            env,
            model,
            [
                {"id": employee_id, "resource_id": resource_id, "current_version_id": None}
                for resource_id, employee_id, _version in together
            ],
        )
        clone_rows(
            env,
            model.version_id,
            [{"id": version_id, "employee_id": employee_id} for _resource, employee_id, version_id in together],
        )
        env.cr.execute(
            "UPDATE hr_employee e SET current_version_id = v.id FROM hr_version v"
            " WHERE v.employee_id = e.id AND e.current_version_id IS NULL AND e.company_id = %s",
            [self.company.id],
        )
        return ids["hr_employee"]

    def places(self, sample):
        """hr.employee.location: one record per employee and date, through the ORM as Odoo writes them."""
        place = self.env["hr.work.location"].create(
            {
                "name": "Home",
                "location_type": "home",
                "address_id": self.company.partner_id.id,
                "company_id": self.company.id,
            }
        )
        employees = self.employees[:sample]
        values = [
            {"employee_id": employee.id, "work_location_id": place.id, "date": day}
            for employee in employees
            for day in MONTH
        ]
        with timed(self.env) as timing:
            places = self.env["hr.employee.location"].create(values)
        places.unlink()  # another case may measure the same
        whole = timing.seconds * len(self.employees) / len(employees)
        yield Row(
            "Odoo alone: place per employee and date",
            len(values),
            "places",
            timing,
            note=f"{len(employees)} employees x 31 days; {whole:.0f} s for all, by extrapolation",
        )

    def absences(self, sample):
        """Odoo's nightly search for absences, which writes a technical attendance per absent employee.

        It is measured once: what it has written is there for whoever asks again.
        """
        if self._absences is None:
            self._absences = self._measure_absences(sample)
        yield replace(self._absences)

    def _measure_absences(self, sample):
        # the last ones: the first check in and out elsewhere
        rest = self.employees[:-sample]
        self.env.flush_all()
        # By SQL, as archiving 10,000 employees through the ORM would take longer than what is measured.
        self.env.execute_query(SQL("UPDATE hr_employee SET active = FALSE WHERE id = ANY(%s) RETURNING id", rest.ids))
        self.env.invalidate_all()
        with timed(self.env) as timing:
            self.env["hr.attendance"]._cron_absence_detection()
        whole = timing.seconds * len(self.employees) / sample
        return Row(
            "Odoo alone: absences of yesterday",
            sample,
            "employees",
            timing,
            note=f"{whole:.0f} s for all, by extrapolation",
        )

    def close(self):
        self.cursor.rollback()
        self.cursor.close()
