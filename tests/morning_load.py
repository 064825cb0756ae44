"""Puts a simulated day of ``tests.morning`` into a database as rows, as the screens would have left them."""

from odoo.addons.flexible_work_asn_attendance.judge import judge_join

from .bulk import analyze, copy_rows
from .morning import apel_unit
from .population_load import to_utc


def load_morning(loaded, day, morning):
    """Check-ins of a simulated day as rows of hr.attendance, as the screens would have left them. Not judged yet."""
    env = loaded.env
    rows = []
    for key, events in morning.items():
        for number, (came, left) in enumerate(events.visits):
            position = events.position if number == 0 else None
            rows.append(
                {
                    "employee_id": loaded.employees[key],
                    "date": day,
                    "in_mode": "systray",
                    "out_mode": "systray",
                    "check_in": to_utc(came),
                    "check_out": to_utc(left) if left else None,
                    "worked_hours": (left - came).total_seconds() / 3600 if left else 0.0,
                    "flexible_in_located": bool(position),
                    "in_latitude": position and position[0],
                    "in_longitude": position and position[1],
                    "create_uid": env.uid,
                    "write_uid": env.uid,
                }
            )
    copy_rows(env, "hr_attendance", rows)
    analyze(env, "hr.attendance")
    env["hr.attendance"].invalidate_model()
    return len(rows)


def load_joined(loaded, day, morning, apel_of):
    """Presences at the apel as rows, on time or late by the addon's own word. Not judged yet.

    :param apel_of: {id of a department: its flexible.work.apel}
    """
    rows = []
    for key, events in morning.items():
        if events.apel:
            version = loaded.city.people[key].version_on(day)
            apel = apel_of[loaded.departments[apel_unit(loaded.city, version.unit)]]
            rows.append(
                {
                    "apel_id": apel.id,
                    "date": day,
                    "company_id": apel.company_id.id,
                    "department_id": loaded.departments[version.unit],
                    "employee_id": loaded.employees[key],
                    "joined_at": to_utc(events.apel),
                    "result": judge_join(apel._roll_call(), events.apel),
                    "state": "joined",
                    "via": "code",
                }
            )
    copy_rows(loaded.env, "flexible_work_apel_attendance", rows)
    loaded.env["flexible.work.apel"].invalidate_model(["attendance_ids"])
