"""What must be known before somebody checks in or out: one query, whatever the headcount and the history."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from odoo.tools import SQL

from odoo.addons.flexible_work_asn.local_time import to_local
from odoo.addons.flexible_work_asn.models.hr_employee import ZONE_OF_ONE

from .flexible_work_day_policy import POLICY_COLUMNS, WHICH_CIRCULAR, Policy, policy_from

#: a local date is the date of the same moment in UTC, the one before or the one after
NEAR = (timedelta(days=-1), timedelta(0), timedelta(days=1))
#: what is read of a day
DAY = SQL("d.id, d.date, d.mode, d.leave_status, d.shift_id, d.check_in IS NOT NULL")


@dataclass(frozen=True, slots=True)
class LastAttendance:
    """The last attendance of somebody; times are naive UTC, the date is the local one."""

    id: int
    date: date
    check_in: datetime
    check_out: datetime | None


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """What bears on a check of the day: its mode, whether somebody has come, and the policy of its circular."""

    id: int
    date: date
    mode: str | None
    has_come: bool
    policy: Policy


@dataclass(frozen=True, slots=True)
class CheckFacts:
    """The zone of an employee, the date of now, the last attendance and the days that a check may be about.

    ``at_work``: whether any attendance has not ended yet.
    """

    tz: str
    today: date
    last: LastAttendance | None
    days: dict[date, PlannedDay]
    at_work: bool

    def may_follow(self, at):
        """Whether an attendance that begins at ``at`` meets no other one; if not, Odoo says with which."""
        return not self.at_work and (not self.last or self.last.check_out <= at)


def load_check(employee, at):
    """The `CheckFacts` of one employee at ``at`` (naive UTC).

    The row of the employee is locked: of requests that come at the same moment (double taps, a phone that sends again)
    the second one waits, is then refused by the database and run again by Odoo, and finds what the first one did.
    """
    env = employee.env
    env.flush_all()
    tz, at_work, last_id, last_date, check_in, check_out, days = env.execute_query(
        SQL(
            """
            SELECT %(zone)s,
                   EXISTS (SELECT FROM hr_attendance WHERE employee_id = e.id AND check_out IS NULL),
                   a.id, a.date, a.check_in, a.check_out,
                   (SELECT json_agg(json_build_array(%(day)s, %(policy)s))
                      FROM flexible_work_day d
                 LEFT JOIN LATERAL (%(circular)s) c ON TRUE
                     WHERE d.employee_id = e.id AND d.date = ANY(a.date || %(near)s))
              FROM hr_employee e
         LEFT JOIN LATERAL (SELECT id, date, check_in, check_out FROM hr_attendance
                             WHERE employee_id = e.id ORDER BY check_in DESC, id DESC LIMIT 1) a ON TRUE
             WHERE e.id = %(employee)s
               FOR NO KEY UPDATE OF e
            """,
            zone=ZONE_OF_ONE,
            day=DAY,
            policy=POLICY_COLUMNS,
            circular=WHICH_CIRCULAR,
            near=[at.date() + days for days in NEAR],
            employee=employee.id,
        )
    )[0]
    last = LastAttendance(last_id, last_date, check_in, check_out) if last_id else None
    days = {day.date: day for day in map(_planned_day, days or ())}
    return CheckFacts(tz, working_date(employee, to_local(at, tz)), last, days, at_work)


def working_date(employee, local):
    """The date to which a (naive) local moment belongs: a night shift goes on after midnight."""
    return employee.env["flexible.work.day"].sudo()._working_dates([(employee.id, local)])[employee.id, local]


def _planned_day(row):
    day_id, day, mode, leave, shift_id, has_come, *policy = row
    policy = policy_from(*policy, binding=bool(mode and not leave and not shift_id))
    return PlannedDay(day_id, date.fromisoformat(day), mode, has_come, policy)
