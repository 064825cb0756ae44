"""Facts of their own for a part of the people: every kind that the plan knows, spread evenly over them.

These come on top of what the city has anyway: time off, rosters for Tuesdays and Wednesdays, declared places.
"""

from datetime import timedelta

from odoo.addons.flexible_work_asn.plan.facts import WEEKDAYS

from tests.bulk import copy_rows

#: of all people
SHARE = 0.15


def load_own_facts(city, month):
    """Give every kind of fact to its share of the people; returns how many people got one."""
    env, company = city.env, city.company
    chosen = city.employees[:: round(1 / SHARE)]
    shift = env["flexible.work.shift"].create(
        {"name": "Malam", "code": "BM", "hour_from": 22.0, "hour_to": 6.0, "company_id": company.id}
    )
    area = env["flexible.work.area"].create({"name": "Seberang jembatan", "company_id": company.id})
    half_days = env["hr.leave.type"].create(
        {
            "name": "Izin setengah hari",
            "asn_status": "permit",
            "request_unit": "half_day",
            "requires_allocation": False,
            "company_id": company.id,
        }
    )
    makers = (
        lambda those: _statements(env, company, those, month, "revoked"),
        lambda those: _statements(env, company, those, month, "special"),
        lambda those: _statements(env, company, those, month, "recall", hour_from=10.0),
        lambda those: _requests(env, company, those, month, "mode"),
        lambda those: _requests(env, company, those, month, "special"),
        lambda those: _shifts(env, company, those, month, shift),
        lambda those: _assignments(env, company, those, month),
        lambda those: _half_days(env, company, those, month, half_days),
        lambda those: those.write({"residence_area_id": area.id}),
    )
    for number, make in enumerate(makers):
        make(chosen[number :: len(makers)])
    _circular(env, company, month, area)
    env.flush_all()
    env.invalidate_all()
    return len(chosen)


def _days(employees, month):
    """Every employee with some first day in the month, a few days after that of the one before."""
    for number, employee in enumerate(employees):
        yield employee, month[number * 3 % (len(month) - 5)]


def _statements(env, company, employees, month, kind, **values):
    copy_rows(
        env,
        "flexible_work_exemption",
        [
            {
                "kind": kind,
                "employee_id": employee.id,
                "company_id": company.id,
                "date_from": day,
                "date_to": day + timedelta(days=4),
                "hour_from": 0.0,
                "reason": "Pengukuran",
                "active": True,
                "allows_flexible": False,
                **values,
            }
            for employee, day in _days(employees, month)
        ],
    )


def _requests(env, company, employees, month, kind):
    copy_rows(
        env,
        "flexible_work_request",
        [
            {
                "kind": kind,
                "employee_id": employee.id,
                "company_id": company.id,
                "department_id": employee.department_id.id,
                "date_from": day,
                "date_to": day + timedelta(days=1),
                "mode": "wfa",
                "reason": "Pengukuran",
                "state": "approved",
            }
            for employee, day in _days(employees, month)
        ],
    )


def _shifts(env, company, employees, month, shift):
    """A roster of shifts for the units of these people: four nights of five."""
    for unit in employees.department_id:
        those = employees.filtered(lambda employee, unit=unit: employee.department_id == unit)
        roster = env["flexible.work.roster"].create(
            {"department_id": unit.id, "date_from": month[0], "date_to": month[-1]}
        )
        env.flush_all()
        copy_rows(
            env,
            "flexible_work_roster_line",
            [
                {
                    "roster_id": roster.id,
                    "department_id": unit.id,
                    "company_id": company.id,
                    "state": "approved",
                    "employee_id": employee.id,
                    "date": day,
                    "mode": "wfo",
                    "shift_id": shift.id,
                    "origin": "cycle",
                }
                for employee in those
                for number, day in enumerate(month)
                if number % 5
            ],
        )


def _assignments(env, company, employees, month):
    units = env["hr.department"].search([("company_id", "=", company.id), ("is_opd", "=", True)])
    copy_rows(
        env,
        "flexible_work_assignment",
        [
            {
                "employee_id": employee.id,
                "company_id": company.id,
                "department_from_id": employee.department_id.id,
                "department_to_id": units[number % len(units)].id,
                "kind": "individual",
                "share": 100,
                **dict.fromkeys(WEEKDAYS, True),
                "date_from": day,
                "date_to": day + timedelta(days=20),
                "state": "approved",
            }
            for number, (employee, day) in enumerate(_days(employees, month))
        ],
    )


def _half_days(env, company, employees, month, leave_type):
    copy_rows(
        env,
        "hr_leave",
        [
            {
                "holiday_status_id": leave_type.id,
                "employee_id": employee.id,
                "employee_company_id": company.id,
                "company_id": company.id,
                "department_id": employee.department_id.id,
                "state": "validate",
                "request_date_from": day,
                "request_date_to": day,
                "request_date_from_period": "am",
                "request_date_to_period": "am",
                "date_from": day,
                "date_to": day,
                "number_of_days": 0.5,
                "number_of_hours": 4.0,
            }
            for employee, day in _days(employees, month)
        ],
    )


def _circular(env, company, month, area):
    """A second circular, for those who live there and for a part of a day."""
    circular = env["flexible.work.circular"].create(
        {
            "name": "Jembatan ditutup",
            "number": "800/90/2026",
            "date_issued": month[0],
            "signatory_title": "Wali Kota Ternate",
            "date_from": month[7],
            "date_to": month[14],
            "company_id": company.id,
            "enacting_reason": "Pengukuran",
            "flexible_days_max": 2,
            "rule_ids": [
                (0, 0, {"article": "I", "monday": "wfh", "tuesday": "wfh", "area_ids": [(6, 0, area.ids)]}),
                (0, 0, {"article": "II", "friday": "wfh", "hour_from": 12.0}),
            ],
        }
    )
    circular.action_enact()


def enforce_limit(city):
    """From now on the city's circular turns days over its weekly limit back to office."""
    circular = city.loaded.circular
    # past the ORM, as the text of an enacted circular is fixed
    city.env.cr.execute(
        "UPDATE flexible_work_circular SET flexible_days_policy = 'enforce' WHERE id = %s", [circular.id]
    )
    circular.invalidate_recordset()
