"""Puts a region of `tests.bolmong` into a database: units, services, counters and travel times through the ORM, the
people by COPY."""

from datetime import date

from .bolmong import COMPETENCES
from .bulk import analyze, clone_rows, next_ids

LEVELS = {True: "pengawas", False: "pelaksana"}


class LoadedRegion:
    """The records of a region, by the names that the region gives them."""

    def __init__(self, case, region):
        self.case, self.env, self.company, self.region = case, case.env, case.company, region
        self.grades = {
            code: self.env["flexible.work.grade"].search([("code", "=", f"{_roman(code[0])}/{code[1]}")])
            for code in ("2a", "2c", "3a", "3c", "4a")
        }
        self.areas = self._named("flexible.work.area", sorted({area for pair in region.travel for area in pair}))
        self.competences = self._named("flexible.work.competence", COMPETENCES)
        self._load_travel()
        self._load_units()
        self._load_work()
        self._load_people()
        analyze(self.env, "hr.employee", "hr.version", "hr.department")
        self.env.invalidate_all()

    def _named(self, model, names):
        records = self.env[model].create([{"name": name, "company_id": self.company.id} for name in names])
        return dict(zip(names, records))

    def _load_travel(self):
        self.env["flexible.work.travel"].create(
            [
                {
                    "area_from_id": self.areas[one].id,
                    "area_to_id": self.areas[other].id,
                    "minutes": minutes,
                    "company_id": self.company.id,
                }
                for (one, other), minutes in self.region.travel.items()
                if one < other
            ]
        )

    def _load_units(self):
        units = self.env["hr.department"].create(
            [
                {
                    "name": unit.name,
                    "company_id": self.company.id,
                    "is_opd": True,
                    "area_id": self.areas[unit.area].id,
                    "staff_min_count": unit.keeps,
                }
                for unit in self.region.units
            ]
        )
        self.units = {unit.name: record for unit, record in zip(self.region.units, units)}

    def _load_work(self):
        self.env["flexible.work.service"].create(
            [
                {
                    "department_id": self.units[service.unit].id,
                    "name": service.name,
                    "competence_id": self._competence(service.competence),
                    "grade_min_id": service.grade and self.grades[service.grade].id,
                    "norm_minutes": service.minutes,
                    "volume": service.volume,
                    "volume_period": "month" if service.monthly else "year",
                }
                for service in self.region.services
            ]
        )
        self.env["flexible.work.counter"].create(
            [
                {
                    "department_id": self.units[counter.unit].id,
                    "name": counter.name,
                    "competence_id": self._competence(counter.competence),
                    "minimum_staff": counter.staff,
                    "is_open": counter.is_open,
                }
                for counter in self.region.counters
            ]
        )

    def _competence(self, name):
        return name and self.competences[name].id

    def _load_people(self):
        first, *others = self.region.people
        model = self.case._create_employee(
            f"Pegawai {first.key}", self.units[first.unit], LEVELS[first.structural], tz="Asia/Makassar"
        )
        self._write_first(model, first)
        ids = {table: next_ids(self.env, table, len(others)) for table in TABLES}
        partners, resources, employees, versions = (ids[table] for table in TABLES)
        names = [f"Pegawai {person.key}" for person in others]
        clone_rows(
            self.env,
            model.work_contact_id,
            [
                {"id": new_id, "name": name, "complete_name": name, "commercial_partner_id": new_id}
                for new_id, name in zip(partners, names)
            ],
        )
        clone_rows(
            self.env, model.resource_id, [{"id": new_id, "name": name} for new_id, name in zip(resources, names)]
        )
        clone_rows(
            self.env,
            model,
            [
                {
                    "id": employee,
                    "resource_id": resource,
                    "work_contact_id": partner,
                    "current_version_id": None,
                    "name": name,
                    "legal_name": name,
                    "residence_area_id": person.area and self.areas[person.area].id,
                    "placement_fixed": person.fixed,
                }
                for person, employee, resource, partner, name in zip(others, employees, resources, partners, names)
            ],
        )
        clone_rows(
            self.env,
            model.version_id,
            [
                {"id": version, "employee_id": employee, **self._version(person)}
                for person, employee, version in zip(others, employees, versions)
            ],
        )
        self.env.cr.execute_values(
            "UPDATE hr_employee e SET current_version_id = v.version FROM (VALUES %s) AS v(id, version) "
            "WHERE e.id = v.id",
            list(zip(employees, versions)),
        )
        self.employees = {first.key: model.id, **{p.key: new_id for p, new_id in zip(others, employees)}}
        self.env.cr.execute_values(
            "INSERT INTO flexible_work_competence_hr_employee_rel (hr_employee_id, flexible_work_competence_id) "
            "VALUES %s",
            [
                (self.employees[person.key], self.competences[name].id)
                for person in others
                for name in sorted(person.competences)
            ],
        )

    def _write_first(self, model, person):
        values = self._version(person)
        values.pop("department_id")
        model.write(
            {
                **values,
                "residence_area_id": person.area and self.areas[person.area].id,
                "placement_fixed": person.fixed,
                "competence_ids": [(6, 0, [self.competences[name].id for name in person.competences])],
            }
        )
        self.env.flush_all()

    def _version(self, person):
        return {
            "date_version": date(2025, 1, 1),
            "department_id": self.units[person.unit].id,
            "position_level_id": self.case.position[LEVELS[person.structural]].id,
            "asn_kind": person.kind,
            "grade_id": person.grade and self.grades[person.grade].id,
        }


TABLES = ("res_partner", "resource_resource", "hr_employee", "hr_version")


def _roman(digit):
    return {"2": "II", "3": "III", "4": "IV"}[digit]
