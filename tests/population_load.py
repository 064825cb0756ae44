"""Puts a city of ``tests.population`` into a database, the few through the ORM and the many through COPY.

The ORM sees consistent records afterwards: every stored computed field holds what a recomputation would give
(``tests/test_ternate.py`` checks a sample).
"""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

import pytz

from odoo.fields import Command

from .bulk import analyze, copy_rows, next_ids
from .people_load import load_people
from .population import CALENDARS, CUTI, LEVELS, START, TIME_ZONE
from .ternate_units import CATEGORIES

QUIET = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "no_reset_password": True,
}
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
BULKY = (
    "res.partner",
    "resource.resource",
    "hr.employee",
    "hr.version",
    "hr.department",
    "hr.leave",
    "resource.calendar.leaves",
    "flexible.work.roster",
    "flexible.work.roster.line",
    "flexible.work.declaration",
)
LEAVE_TYPES = {
    "leave": "Cuti tahunan",
    "sick": "Sakit",
    "permit": "Izin",
    "duty": "Dinas luar",
    "study": "Tugas belajar",
}


def to_utc(local):
    """The naive UTC time of a local time of the city."""
    return pytz.timezone(TIME_ZONE).localize(local).astimezone(pytz.utc).replace(tzinfo=None)


def utc(day, hour):
    """The naive UTC time of a local hour (7.5 is 07:30; 24.0 the next midnight) on a date."""
    return to_utc(datetime.combine(day, time.min) + timedelta(minutes=round(hour * 60)))


@dataclass
class Loaded:
    """Where the parts of a city are in the database: ids by the keys of the city."""

    env: object
    city: object
    company: object = None
    calendars: dict = field(default_factory=dict)
    departments: dict = field(default_factory=dict)
    employees: dict = field(default_factory=dict)
    levels: dict = field(default_factory=dict)
    leave_types: dict = field(default_factory=dict)
    circular: object = None

    def all_employees(self):
        return self.env["hr.employee"].browse(self.employees.values())


def load_city(env, city):
    """Load everything and return the Loaded city; its ``env`` works in the city's company."""
    loaded = Loaded(env=env, city=city)
    _company(loaded)
    _catalogues(loaded)
    _units(loaded)
    load_people(loaded)
    _leaves(loaded)
    _circular(loaded)
    _rosters(loaded)
    _declarations(loaded)
    loaded.env.flush_all()
    loaded.env.invalidate_all()
    analyze(loaded.env, *BULKY)
    return loaded


def _company(loaded):
    env = loaded.env
    company = env["res.company"].create({"name": f"Pemerintah Kota Ternate {len(loaded.city.people)}"})
    company.partner_id.tz = TIME_ZONE
    env.user.company_ids = [Command.link(company.id)]
    loaded.env = env = env["res.company"].with_context(allowed_company_ids=company.ids, **QUIET).env
    loaded.company = env["res.company"].browse(company.id)
    for key, days in CALENDARS.items():
        loaded.calendars[key] = env["resource.calendar"].create(
            {
                "name": f"Jam kerja {key}",
                "tz": TIME_ZONE,
                "company_id": company.id,
                "attendance_ids": [Command.clear(), *(Command.create(line) for line in _calendar_lines(days))],
            }
        )
    loaded.company.resource_calendar_id = loaded.calendars["five"]
    env["resource.calendar.leaves"].create(
        [
            {
                "name": name,
                "company_id": company.id,
                "calendar_id": False,
                "resource_id": False,
                "date_from": utc(day, 0),
                "date_to": utc(day, 24) - timedelta(seconds=1),
            }
            for day, name in loaded.city.holidays.items()
        ]
    )


def _calendar_lines(days):
    for weekday, (start, pause, resume, end) in days.items():
        parts = (
            [("full_day", start, end)]
            if pause is None
            else [("morning", start, pause), ("lunch", pause, resume), ("afternoon", resume, end)]
        )
        for period, hour_from, hour_to in parts:
            yield {
                "name": f"{weekday} {period}",
                "dayofweek": str(weekday),
                "day_period": period,
                "hour_from": hour_from,
                "hour_to": hour_to,
            }


def _by_code(model, code, values):
    """The record with a code, made when the installed data has none; its values made those of the city."""
    record = model.with_context(active_test=False).search([("code", "=", code)])
    if record:
        record.write(values)
        return record
    return model.create({"code": code, **values})


def _catalogues(loaded):
    env = loaded.env
    loaded.categories = {
        code: _by_code(env["flexible.work.service.category"], code, {"name": name, "exempt": exempt})
        for code, (name, exempt) in CATEGORIES.items()
    }
    loaded.levels = {
        code: _by_code(
            env["flexible.work.position.level"], code, {"name": name, "echelon": echelon, "structural": structural}
        )
        for code, (name, echelon, structural) in LEVELS.items()
    }
    loaded.leave_types = {
        (status, cuti): env["hr.leave.type"].create(
            {
                "name": f"{name} {cuti or ''}".strip(),
                "asn_status": status,
                "asn_leave_kind": cuti,
                "requires_allocation": False,
                "company_id": loaded.company.id,
                "leave_validation_type": "hr",
            }
        )
        for status, name in LEAVE_TYPES.items()
        for cuti in (*sorted(set(CUTI)), None)
        if status == "leave" or not cuti
    }


def _units(loaded):
    env, city = loaded.env, loaded.city
    sites = env["hr.work.location"].create(
        [
            {
                "name": f"Kantor {city.units[key].name}",
                "company_id": loaded.company.id,
                "location_type": "office",
                "address_id": loaded.company.partner_id.id,
                "is_located": True,
                "latitude": latitude,
                "longitude": longitude,
                "radius": 150,
            }
            for key, (latitude, longitude) in city.sites.items()
        ]
    )
    site_of = dict(zip(city.sites, sites))
    waiting = list(city.units.values())
    while waiting:  # one batch per storey of the tree
        ready = [unit for unit in waiting if unit.parent is None or unit.parent in loaded.departments]
        records = env["hr.department"].create(
            [
                {
                    "name": unit.name,
                    "company_id": loaded.company.id,
                    "parent_id": loaded.departments.get(unit.parent),
                    "is_opd": unit.is_opd,
                    "service_category_id": loaded.categories[unit.category].id if unit.category else False,
                    "flexible_exempt": unit.exempt,
                    "site_ids": [Command.set(site_of[unit.key].ids)] if unit.key in site_of else [],
                }
                for unit in ready
            ]
        )
        loaded.departments.update(zip((unit.key for unit in ready), records.ids))
        done = {unit.key for unit in ready}
        waiting = [unit for unit in waiting if unit.key not in done]


def _duration(city, calendar, leave):
    """Working days and hours of a leave, public holidays left out."""
    days, hours = 0, 0.0
    for number in range((leave.date_to - leave.date_from).days + 1):
        day = leave.date_from + timedelta(days=number)
        if day in city.holidays or day.weekday() not in CALENDARS[calendar]:
            continue
        start, pause, resume, end = CALENDARS[calendar][day.weekday()]
        days += 1
        hours += end - start - ((resume - pause) if pause is not None else 0.0)
    return days, hours


def _leaves(loaded):
    env, city = loaded.env, loaded.city
    resources = dict(
        env["hr.employee"]
        .with_context(active_test=False)
        ._read_group([("id", "in", list(loaded.employees.values()))], ["id"], ["resource_id:max"])
    )
    resources = {employee.id: resource for employee, resource in resources.items()}
    people = {person.key: person for person in city.people}
    rows, absences = [], []
    for leave_id, leave in zip(next_ids(env, "hr_leave", len(city.leaves)), city.leaves):
        version = people[leave.person].versions[-1]
        employee_id = loaded.employees[leave.person]
        calendar, leave_type = loaded.calendars[version.calendar], loaded.leave_types[leave.kind, leave.cuti]
        first = CALENDARS[version.calendar].get(leave.date_from.weekday(), (0.0,))[0]
        last = CALENDARS[version.calendar].get(leave.date_to.weekday(), (23.99,))[-1]
        days, hours = _duration(city, version.calendar, leave)
        rows.append(
            {
                "id": leave_id,
                "holiday_status_id": leave_type.id,
                "employee_id": employee_id,
                "employee_company_id": loaded.company.id,
                "company_id": loaded.company.id,
                "department_id": loaded.departments[version.unit],
                "resource_calendar_id": calendar.id,
                "state": leave.state,
                "request_date_from": leave.date_from,
                "request_date_to": leave.date_to,
                "date_from": utc(leave.date_from, first),
                "date_to": utc(leave.date_to, last),
                "number_of_days": days,
                "number_of_hours": hours,
                "duration_display": f"{days:g} days",
                "request_unit_half": False,
                "request_unit_hours": False,
                "request_hour_from": first,
                "request_hour_to": last,
                "create_uid": env.uid,
                "write_uid": env.uid,
            }
        )
        if leave.state == "validate":
            absences.append(
                {
                    "name": leave_type.name,
                    "company_id": loaded.company.id,
                    "calendar_id": calendar.id,
                    "resource_id": resources[employee_id],
                    "holiday_id": leave_id,
                    "time_type": leave_type.time_type,
                    "date_from": rows[-1]["date_from"],
                    "date_to": rows[-1]["date_to"],
                }
            )
    copy_rows(env, "hr_leave", rows)
    copy_rows(env, "resource_calendar_leaves", absences)


def _circular(loaded):
    """SE Wali Kota Ternate 800/84/2025, as the article tells it."""
    structural = [level.id for code, level in loaded.levels.items() if LEVELS[code][2]]
    days = dict(zip(WEEK, ("wfo", "roster", "roster", "choice", "wfo", False, False)))
    loaded.circular = loaded.env["flexible.work.circular"].create(
        {
            "name": "Pelaksanaan kerja secara fleksibel",
            "number": "800/84/2025",
            "date_issued": "2026-01-07",
            "signatory_title": "Wali Kota Ternate",
            "date_from": START,
            "company_id": loaded.company.id,
            "onsite_position_level_ids": [Command.set(structural)],
            "rule_ids": [Command.create({"article": "Angka 2", **days})],
        }
    )
    loaded.circular.action_enact()


def _rosters(loaded):
    env, city = loaded.env, loaded.city
    records = env["flexible.work.roster"].create(
        [
            {"department_id": loaded.departments[roster.unit], "date_from": roster.date_from, "date_to": roster.date_to}
            for roster in city.rosters
        ]
    )
    env.flush_all()
    copy_rows(
        env,
        "flexible_work_roster_line",
        (
            {
                "roster_id": record.id,
                "department_id": record.department_id.id,
                "company_id": loaded.company.id,
                "state": roster.state,
                "employee_id": loaded.employees[person],
                "date": day,
                "mode": mode,
                "origin": "manual",
            }
            for record, roster in zip(records, city.rosters)
            for person, day, mode in roster.lines
        ),
    )
    approved = [record.id for record, roster in zip(records, city.rosters) if roster.state == "approved"]
    env.cr.execute(
        "UPDATE flexible_work_roster SET state = 'approved', approved_by_id = %s, approved_at = %s WHERE id IN %s",
        [env.uid, datetime(2026, 1, 9, 6, 0), tuple(approved)],
    )
    env.invalidate_all()


def _declarations(loaded):
    people = {person.key: person for person in loaded.city.people}
    copy_rows(
        loaded.env,
        "flexible_work_declaration",
        (
            {
                "employee_id": loaded.employees[key],
                "date": day,
                "mode": mode,
                "company_id": loaded.company.id,
                "department_id": loaded.departments[people[key].versions[-1].unit],
            }
            for (key, day), mode in loaded.city.declarations.items()
        ),
    )
