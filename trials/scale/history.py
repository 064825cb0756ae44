"""Years of closed days, check-ins and apels, written by the database itself: they are only there to be in the way."""

from datetime import timedelta

#: working days of a year
WORKING_DAYS = 250

#: one present day at the office, and its check-in with a position that has been deleted since
DAYS = """
INSERT INTO flexible_work_day
    (employee_id, date, company_id, department_id, opd_id, asn_kind, tz, mode, hour_from, hour_to, source, check_in,
     check_out, place, status, state, verification, apel_morning, apel_afternoon, late_minutes, early_minutes,
     create_date, write_date, create_uid, write_uid)
SELECT e.id, d.day, e.company_id, v.department_id, u.opd_id, v.asn_kind, %(tz)s, 'wfo', 7.5, 16, 'rule',
       d.day - interval '1.5 hours', d.day + interval '7 hours', 'inside', 'present', 'closed', 'none', 'on_time',
       'none', 0, 0, d.day, d.day, 1, 1
  FROM hr_employee e
  JOIN hr_version v ON v.id = e.current_version_id
  LEFT JOIN hr_department u ON u.id = v.department_id,
       unnest(%(days)s) AS d(day)
 WHERE e.company_id = %(company)s
    ON CONFLICT DO NOTHING
"""
CHECKS = """
INSERT INTO hr_attendance
    (employee_id, date, check_in, check_out, in_mode, out_mode, worked_hours, overtime_hours, expected_hours,
     flexible_in_located, flexible_in_place, flexible_purged, create_date, write_date, create_uid, write_uid)
SELECT e.id, d.day, d.day - interval '1.5 hours', d.day + interval '7 hours', 'systray', 'systray', 7.5, 0, 7.5,
       true, 'inside', true, d.day, d.day, 1, 1
  FROM hr_employee e, unnest(%(days)s) AS d(day)
 WHERE e.company_id = %(company)s
"""


def days_before(first, count):
    """The last ``count`` working days before a date, the latest first."""
    days, day = [], first
    while len(days) < count:
        day -= timedelta(days=1)
        if day.weekday() < 5:
            days.append(day)
    return days


def load_history(env, company, before, count):
    """``count`` working days of everybody before a date; returns the number of days written.

    :param before: a local date; what is there already stays
    """
    env.flush_all()
    written = 0
    days = days_before(before, count)
    for start in range(0, len(days), WORKING_DAYS):
        # what the rows refer to is there: no need to look it up once for each
        env.cr.execute("SET LOCAL session_replication_role = replica")
        values = {"days": days[start : start + WORKING_DAYS], "company": company.id, "tz": company._flexible_work_tz()}
        env.cr.execute(DAYS, values)
        written += env.cr.rowcount
        env.cr.execute(CHECKS, values)
        env.cr.commit()
    env.cr.execute("ANALYZE flexible_work_day, hr_attendance")
    env.cr.commit()
    env.invalidate_all()
    return written
