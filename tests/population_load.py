"""Puts a city of ``tests.population`` into a database, the few through the ORM and the many through COPY.

The ORM sees consistent records afterwards: every stored computed field holds what a recomputation would give
(``tests/test_ternate.py`` checks a sample).
"""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

import pytz

from odoo.fields import Command

from .bulk import analyze, clone_rows, copy_rows, next_ids
from .morning import apel_unit
from .population import CALENDARS, LEVELS, START, TIME_ZONE
from .ternate_units import CATEGORIES

QUIET = {"tracking_disable": True, "mail_create_nolog": True, "mail_create_nosubscribe": True, "no_reset_password": True}
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
BULKY = (
    "res.partner", "resource.resource", "hr.employee", "hr.version", "hr.department", "hr.leave", "resource.calendar.leaves",
    "flexible.work.roster", "flexible.work.roster.line", "flexible.work.declaration",
)
LEAVE_TYPES = {
    "leave": "Cuti tahunan", "sick": "Sakit", "permit": "Izin", "duty": "Dinas luar", "study": "Tugas belajar",
}


def utc(day, hour, tz_name=TIME_ZONE):
    """The naive UTC time of a local hour (7.5 is 07:30; 24.0 the next midnight) on a date."""
    local = datetime.combine(day, time.min) + timedelta(minutes=round(hour * 60))
    return pytz.timezone(tz_name).localize(local).astimezone(pytz.utc).replace(tzinfo=None)


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
    _people(loaded)
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
        loaded.calendars[key] = env["resource.calendar"].create({
            "name": f"Jam kerja {key}",
            "tz": TIME_ZONE,
            "company_id": company.id,
            "attendance_ids": [Command.clear(), *(Command.create(line) for line in _calendar_lines(days))],
        })
    loaded.company.resource_calendar_id = loaded.calendars["five"]
    env["resource.calendar.leaves"].create([
        {
            "name": name, "company_id": company.id, "calendar_id": False, "resource_id": False,
            "date_from": utc(day, 0), "date_to": utc(day, 24) - timedelta(seconds=1),
        }
        for day, name in loaded.city.holidays.items()
    ])


def _calendar_lines(days):
    for weekday, (start, pause, resume, end) in days.items():
        parts = [("full_day", start, end)] if pause is None else [
            ("morning", start, pause), ("lunch", pause, resume), ("afternoon", resume, end)]
        for period, hour_from, hour_to in parts:
            yield {"name": f"{weekday} {period}", "dayofweek": str(weekday), "day_period": period,
                   "hour_from": hour_from, "hour_to": hour_to}


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
            env["flexible.work.position.level"], code, {"name": name, "echelon": echelon, "structural": structural})
        for code, (name, echelon, structural) in LEVELS.items()
    }
    loaded.leave_types = {
        status: env["hr.leave.type"].create({
            "name": name, "asn_status": status, "requires_allocation": False, "company_id": loaded.company.id,
            "leave_validation_type": "hr",
        })
        for status, name in LEAVE_TYPES.items()
    }


def _units(loaded):
    env, city = loaded.env, loaded.city
    sites = env["hr.work.location"].create([
        {
            "name": f"Kantor {city.units[key].name}", "company_id": loaded.company.id, "location_type": "office",
            "address_id": loaded.company.partner_id.id, "is_located": True, "latitude": latitude,
            "longitude": longitude, "radius": 150,
        }
        for key, (latitude, longitude) in city.sites.items()
    ])
    site_of = dict(zip(city.sites, sites))
    waiting = list(city.units.values())
    while waiting:  # one batch per storey of the tree
        ready = [unit for unit in waiting if unit.parent is None or unit.parent in loaded.departments]
        records = env["hr.department"].create([
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
        ])
        loaded.departments.update(zip((unit.key for unit in ready), records.ids))
        done = {unit.key for unit in ready}
        waiting = [unit for unit in waiting if unit.key not in done]


def _people(loaded):
    env, city = loaded.env, loaded.city
    model = _model_employee(loaded, city.people[0])
    people = city.people[1:]
    ids = {
        table: next_ids(env, table, len(people)) for table in ("res_partner", "resource_resource", "hr_employee")
    }
    version_rows, current = [], {}
    version_ids = iter(next_ids(env, "hr_version", sum(len(person.versions) for person in people)))
    for person, employee_id in zip(people, ids["hr_employee"]):
        for version in person.versions:
            version_id = current[person.key] = next(version_ids)
            version_rows.append({"id": version_id, "employee_id": employee_id, **_version_values(loaded, person, version)})
    clone_rows(env, model.work_contact_id, [
        {"id": new_id, "name": person.name, "complete_name": person.name, "commercial_partner_id": new_id,
         "employee": not person.archived}
        for person, new_id in zip(people, ids["res_partner"])
    ])
    clone_rows(env, model.resource_id, [
        {"id": new_id, "name": person.name, "active": not person.archived,
         "calendar_id": loaded.calendars[person.versions[-1].calendar].id}
        for person, new_id in zip(people, ids["resource_resource"])
    ])
    clone_rows(env, model, [
        {
            "id": employee_id, "resource_id": resource_id, "work_contact_id": partner_id,
            "current_version_id": None, "name": person.name, "legal_name": person.name,
            **_employee_values(person),
        }
        for person, employee_id, resource_id, partner_id in zip(
            people, ids["hr_employee"], ids["resource_resource"], ids["res_partner"])
    ])
    clone_rows(env, model.version_id, version_rows)
    # Employee and version point at each other: the rows of the one must be there before the other's can be named.
    env.cr.execute_values(
        "UPDATE hr_employee e SET current_version_id = v.version FROM (VALUES %s) AS v(id, version) WHERE e.id = v.id",
        [(employee_id, current[person.key]) for person, employee_id in zip(people, ids["hr_employee"])],
        page_size=1000,
    )
    loaded.employees = {city.people[0].key: model.id}
    loaded.employees.update((person.key, new_id) for person, new_id in zip(people, ids["hr_employee"]))
    _managers(loaded)
    env.invalidate_all()


def _employee_values(person):
    return {
        "active": not person.archived, "nip": person.nip, "birthday": person.birthday, "home_located": True,
        "home_latitude": person.home[0], "home_longitude": person.home[1],
    }


def _version_values(loaded, person, version):
    return {
        "date_version": version.date_from,
        "department_id": loaded.departments[version.unit],
        "position_level_id": loaded.levels[version.level].id,
        "asn_kind": version.kind,
        "resource_calendar_id": loaded.calendars[version.calendar].id,
        "sex": person.sex,
        "departure_date": person.departed,
    }


def _model_employee(loaded, person):
    """The first person, through the ORM: the row that all others are copies of. The generator keeps it simple."""
    assert len(person.versions) == 1 and not person.departed, "the first person is a head without a career"
    values = {**_employee_values(person), **_version_values(loaded, person, person.versions[0])}
    employee = loaded.env["hr.employee"].create({
        "name": person.name, "legal_name": person.name, "tz": TIME_ZONE, "company_id": loaded.company.id, **values,
    })
    loaded.env.flush_all()
    return employee


def _managers(loaded):
    """The first person of a unit leads it. By SQL, as writing 400 managers walks over all staff each time."""
    env, seen = loaded.env, {}
    for person in loaded.city.people:
        seen.setdefault(person.versions[0].unit, loaded.employees[person.key])
    env.cr.execute_values(
        "UPDATE hr_department d SET manager_id = v.manager FROM (VALUES %s) AS v(id, manager) WHERE d.id = v.id",
        [(loaded.departments[unit], employee_id) for unit, employee_id in seen.items()],
    )
    env.cr.execute(
        """UPDATE hr_employee e SET parent_id = d.manager_id, coach_id = d.manager_id
             FROM hr_version v JOIN hr_department d ON d.id = v.department_id
            WHERE v.id = e.current_version_id AND e.company_id = %s AND d.manager_id != e.id""",
        [loaded.company.id],
    )


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
    resources = dict(env["hr.employee"].with_context(active_test=False)._read_group(
        [("id", "in", list(loaded.employees.values()))], ["id"], ["resource_id:max"]))
    resources = {employee.id: resource for employee, resource in resources.items()}
    people = {person.key: person for person in city.people}
    rows, absences = [], []
    for leave_id, leave in zip(next_ids(env, "hr_leave", len(city.leaves)), city.leaves):
        version = people[leave.person].versions[-1]
        employee_id = loaded.employees[leave.person]
        calendar, leave_type = loaded.calendars[version.calendar], loaded.leave_types[leave.kind]
        first = CALENDARS[version.calendar].get(leave.date_from.weekday(), (0.0,))[0]
        last = CALENDARS[version.calendar].get(leave.date_to.weekday(), (23.99,))[-1]
        days, hours = _duration(city, version.calendar, leave)
        rows.append({
            "id": leave_id, "holiday_status_id": leave_type.id, "employee_id": employee_id,
            "employee_company_id": loaded.company.id, "company_id": loaded.company.id,
            "department_id": loaded.departments[version.unit], "resource_calendar_id": calendar.id,
            "state": leave.state, "request_date_from": leave.date_from, "request_date_to": leave.date_to,
            "date_from": utc(leave.date_from, first), "date_to": utc(leave.date_to, last),
            "number_of_days": days, "number_of_hours": hours,
            "duration_display": f"{days:g} days", "request_unit_half": False,
            "request_unit_hours": False, "request_hour_from": first, "request_hour_to": last, "create_uid": env.uid, "write_uid": env.uid,
        })
        if leave.state == "validate":
            absences.append({
                "name": leave_type.name, "company_id": loaded.company.id, "calendar_id": calendar.id,
                "resource_id": resources[employee_id], "holiday_id": leave_id, "time_type": leave_type.time_type,
                "date_from": rows[-1]["date_from"], "date_to": rows[-1]["date_to"],
            })
    copy_rows(env, "hr_leave", rows)
    copy_rows(env, "resource_calendar_leaves", absences)


def _circular(loaded):
    """SE Wali Kota Ternate 800/84/2025, as the article tells it."""
    structural = [level.id for code, level in loaded.levels.items() if LEVELS[code][2]]
    days = dict(zip(WEEK, ("wfo", "roster", "roster", "choice", "wfo", False, False)))
    loaded.circular = loaded.env["flexible.work.circular"].create({
        "name": "Pelaksanaan kerja secara fleksibel",
        "number": "800/84/2025",
        "date_issued": "2026-01-07",
        "signatory_title": "Wali Kota Ternate",
        "date_from": START,
        "company_id": loaded.company.id,
        "onsite_position_level_ids": [Command.set(structural)],
        "rule_ids": [Command.create({"article": "Angka 2", **days})],
    })
    loaded.circular.action_enact()


def _rosters(loaded):
    env, city = loaded.env, loaded.city
    records = env["flexible.work.roster"].create([
        {"department_id": loaded.departments[roster.unit], "date_from": roster.date_from, "date_to": roster.date_to}
        for roster in city.rosters
    ])
    env.flush_all()
    copy_rows(env, "flexible_work_roster_line", (
        {
            "roster_id": record.id, "department_id": record.department_id.id, "company_id": loaded.company.id,
            "state": roster.state, "employee_id": loaded.employees[person], "date": day, "mode": mode,
        }
        for record, roster in zip(records, city.rosters)
        for person, day, mode in roster.lines
    ))
    approved = [record.id for record, roster in zip(records, city.rosters) if roster.state == "approved"]
    env.cr.execute(
        "UPDATE flexible_work_roster SET state = 'approved', approved_by_id = %s, approved_at = %s WHERE id IN %s",
        [env.uid, datetime(2026, 1, 9, 6, 0), tuple(approved)],
    )
    env.invalidate_all()


def _declarations(loaded):
    people = {person.key: person for person in loaded.city.people}
    copy_rows(loaded.env, "flexible_work_declaration", (
        {
            "employee_id": loaded.employees[key], "date": day, "mode": mode, "company_id": loaded.company.id,
            "department_id": loaded.departments[people[key].versions[-1].unit],
        }
        for (key, day), mode in loaded.city.declarations.items()
    ))


def load_morning(loaded, day, morning):
    """Check-ins of a simulated day as rows of hr.attendance, as the screens would have left them. Not judged yet."""
    env = loaded.env
    rows = []
    for key, events in morning.items():
        for number, (came, left) in enumerate(events.visits):
            position = events.position if number == 0 else None
            rows.append({
                "employee_id": loaded.employees[key], "date": day, "in_mode": "systray", "out_mode": "systray",
                "check_in": to_utc(came), "check_out": to_utc(left) if left else None,
                "worked_hours": (left - came).total_seconds() / 3600 if left else 0.0,
                "flexible_in_located": bool(position),
                "in_latitude": position and position[0], "in_longitude": position and position[1],
                "create_uid": env.uid, "write_uid": env.uid,
            })
    copy_rows(env, "hr_attendance", rows)
    analyze(env, "hr.attendance")
    env["hr.attendance"].invalidate_model()
    return len(rows)


def to_utc(local):
    """The naive UTC time of a local time of the city."""
    return pytz.timezone(TIME_ZONE).localize(local).astimezone(pytz.utc).replace(tzinfo=None)


def load_joined(loaded, day, morning, apel_of):
    """Presences at the apel as rows, on time or late by the addon's own word. Not judged yet.

    :param apel_of: {id of a department: its flexible.work.apel}
    """
    from odoo.addons.flexible_work_asn_attendance.judge import judge_join

    rows = []
    for key, events in morning.items():
        if events.apel:
            version = loaded.city.people[key].version_on(day)
            apel = apel_of[loaded.departments[apel_unit(loaded.city, version.unit)]]
            rows.append({
                "apel_id": apel.id, "employee_id": loaded.employees[key], "joined_at": to_utc(events.apel),
                "result": judge_join(apel._roll_call(), events.apel), "state": "joined",
            })
    copy_rows(loaded.env, "flexible_work_apel_attendance", rows)
    loaded.env["flexible.work.apel"].invalidate_model(["attendance_ids"])
