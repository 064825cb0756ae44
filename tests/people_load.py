"""Puts the people of a city into a database: employee, versions, resource and contact of each, by COPY."""

from .bulk import clone_rows, next_ids
from .population import TIME_ZONE


def load_people(loaded):
    """Load everybody, and name the heads of the units."""
    env, city = loaded.env, loaded.city
    model = _model_employee(loaded, city.people[0])
    people = city.people[1:]
    ids = {table: next_ids(env, table, len(people)) for table in ("res_partner", "resource_resource", "hr_employee")}
    version_rows, current = [], {}
    version_ids = iter(next_ids(env, "hr_version", sum(len(person.versions) for person in people)))
    for person, employee_id in zip(people, ids["hr_employee"]):
        for version in person.versions:
            version_id = current[person.key] = next(version_ids)
            version_rows.append(
                {"id": version_id, "employee_id": employee_id, **_version_values(loaded, person, version)}
            )
    clone_rows(
        env,
        model.work_contact_id,
        [
            {
                "id": new_id,
                "name": person.name,
                "complete_name": person.name,
                "commercial_partner_id": new_id,
                "employee": not person.archived,
            }
            for person, new_id in zip(people, ids["res_partner"])
        ],
    )
    clone_rows(
        env,
        model.resource_id,
        [
            {
                "id": new_id,
                "name": person.name,
                "active": not person.archived,
                "calendar_id": loaded.calendars[person.versions[-1].calendar].id,
            }
            for person, new_id in zip(people, ids["resource_resource"])
        ],
    )
    clone_rows(
        env,
        model,
        [
            {
                "id": employee_id,
                "resource_id": resource_id,
                "work_contact_id": partner_id,
                "current_version_id": None,
                "name": person.name,
                "legal_name": person.name,
                **_employee_values(person),
            }
            for person, employee_id, resource_id, partner_id in zip(
                people, ids["hr_employee"], ids["resource_resource"], ids["res_partner"]
            )
        ],
    )
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
        "active": not person.archived,
        "nip": person.nip,
        "birthday": person.birthday,
        "home_located": True,
        "home_latitude": person.home[0],
        "home_longitude": person.home[1],
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
    employee = loaded.env["hr.employee"].create(
        {
            "name": person.name,
            "legal_name": person.name,
            "tz": TIME_ZONE,
            "company_id": loaded.company.id,
            **values,
        }
    )
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
