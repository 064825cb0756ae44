"""What bears on the judgement of many days, loaded in a fixed number of queries."""

from collections import defaultdict

from odoo.tools import SQL

from ..judge import COUNTED_BY_APEL, JoinedApel
from .place_facts import PlaceFacts, event_of

JUDGED_COLUMNS = (
    "check_in",
    "check_out",
    "place",
    "distance",
    "late_minutes",
    "early_minutes",
    "apel_expected",
    "apel_morning",
    "status",
    "state",
)
DAY_COLUMNS = (
    "id",
    "employee_id",
    "date",
    "tz",
    "company_id",
    "department_id",
    "mode",
    "hour_from",
    "hour_to",
    "hours_tolerance",
    "segments",
    "leave_status",
    "verification",
    *JUDGED_COLUMNS,
)
#: what is written on the attendance
ATTENDANCE_COLUMNS = (
    "flexible_day_id",
    "flexible_in_place",
    "flexible_in_distance",
    "flexible_in_place_by",
    "flexible_out_place",
    "flexible_out_distance",
    "flexible_out_place_by",
)
ATTENDANCE_FACTS = (
    "id",
    "employee_id",
    "date",
    "check_in",
    "check_out",
    "in_mode",
    "out_mode",
    "in_ip_address",
    "out_ip_address",
    "flexible_in_located",
    "in_latitude",
    "in_longitude",
    "flexible_in_accuracy",
    "flexible_out_located",
    "out_latitude",
    "out_longitude",
    "flexible_out_accuracy",
    *ATTENDANCE_COLUMNS,
)
#: Odoo writes these itself: nobody has been there
NOBODY = ("technical", "auto_check_out")
# built once: this is on the way of every check-in
SELECT_DAYS = SQL(
    "SELECT %s FROM flexible_work_day d", SQL(", ").join(SQL.identifier("d", name) for name in DAY_COLUMNS)
)
SELECT_ATTENDANCES = SQL(
    "SELECT %s FROM hr_attendance a", SQL(", ").join(SQL.identifier("a", name) for name in ATTENDANCE_FACTS)
)


def days_by_ids(day_ids):
    """Which days: those with these ids."""
    return SQL("d.id = ANY(%s)", list(day_ids))


def days_by_keys(keys):
    """Which days: those of pairs (employee id, local date)."""
    employees, dates = zip(*keys, strict=True)
    return SQL(
        "(d.employee_id, d.date) IN (SELECT * FROM unnest(%s::int4[], %s::date[]))", list(employees), list(dates)
    )


class DaysFacts:
    """All that bears on a batch of days: nine queries at most, whatever its size."""

    def __init__(self, env, which):
        self.env = env
        self.days = self._select(SQL("%s WHERE %s ORDER BY d.id", SELECT_DAYS, which), DAY_COLUMNS)
        self._employee_ids = list({day["employee_id"] for day in self.days})
        self._dates = list({day["date"] for day in self.days})
        self.companies = {
            company.id: company for company in env["res.company"].browse({day["company_id"] for day in self.days})
        }
        self._unit_paths = None
        self._places = PlaceFacts(env, self._employee_ids, self._path, self._home_radius)
        if self.days:
            self.attendances = self._load_attendances()
            self.apel = self._load_apel()
            self.joined = self._load_joined() if self.apel else defaultdict(tuple)

    def _select(self, query, names):
        return [dict(zip(names, row, strict=True)) for row in self.env.execute_query(query)]

    def tolerance(self, day):
        return self.companies[day["company_id"]].flexible_work_late_tolerance

    # ------------------------------------------------------------ check-ins
    def _load_attendances(self):
        found = defaultdict(list)
        for row in self._select(
            SQL(
                """
                %s WHERE a.employee_id = ANY(%s) AND a.date = ANY(%s) AND COALESCE(a.in_mode, 'manual') <> 'technical'
                ORDER BY a.check_in, a.id
                """,
                SELECT_ATTENDANCES,
                self._employee_ids,
                self._dates,
            ),
            ATTENDANCE_FACTS,
        ):
            found[row["employee_id"], row["date"]].append(row)
        return found

    def presence(self, day):
        """The first check-in (its row), first in and last out; no out while somebody is still in."""
        rows = self.attendances.get((day["employee_id"], day["date"]))
        if not rows:
            return None, None, None
        last = rows[-1]
        check_out = None if last["out_mode"] in NOBODY else last["check_out"]
        return rows[0], rows[0]["check_in"], check_out

    def changed_attendances(self, day):
        """Rows to write on hr.attendance: the day they belong to, and where they were made."""
        for row in self.attendances.get((day["employee_id"], day["date"]), ()):
            out = self.place(day, row, "out") if row["check_out"] else (None, None, None)
            values = (day["id"], *self.place(day, row, "in"), *out)
            if values != tuple(row[name] for name in ATTENDANCE_COLUMNS):
                yield (row["id"], *values)

    # ------------------------------------------------------------ places
    def place(self, day, row, direction):
        """Where one check was made: ``(place, distance, known by)``, see `PlaceFacts.judge`."""
        return self._places.judge(day, event_of(row, direction))

    def _home_radius(self, day):
        return self.companies[day["company_id"]].flexible_work_home_radius

    # ------------------------------------------------------------ apel
    def _load_joined(self):
        joined = defaultdict(tuple)
        for employee_id, date, result, state in self.env.execute_query(
            SQL(
                """
                SELECT a.employee_id, p.date, a.result, a.state
                  FROM flexible_work_apel_attendance a
                  JOIN flexible_work_apel p ON p.id = a.apel_id
                 WHERE a.employee_id = ANY(%s) AND p.date = ANY(%s)
                """,
                self._employee_ids,
                self._dates,
            )
        ):
            joined[employee_id, date] += (JoinedApel(result == "late", state == "rejected"),)
        return joined

    def _load_apel(self):
        """{(company, date): units} of apel that were really held; None stands for all units."""
        held = defaultdict(set)
        for company, date, unit in self.env.execute_query(
            SQL(
                "SELECT company_id, date, department_id FROM flexible_work_apel"
                " WHERE state <> 'draft' AND company_id = ANY(%s) AND date = ANY(%s)",
                list(self.companies),
                self._dates,
            )
        ):
            held[company, date].add(unit)
        return held

    def expected_at_apel(self, day):
        """Who works from home or elsewhere is counted by an online apel (SE 800/84/2025 Ternate)."""
        held = self.apel.get((day["company_id"], day["date"]))
        if not held or day["mode"] not in COUNTED_BY_APEL or day["leave_status"]:
            return False
        return None in held or not held.isdisjoint(self._path(day))

    def _path(self, day):
        """Ids of the units from the root down to that of the day."""
        if self._unit_paths is None:
            rows = self.env.execute_query(SQL("SELECT id, parent_path FROM hr_department"))
            self._unit_paths = {
                unit: tuple(int(part) for part in (path or "").split("/") if part) for unit, path in rows
            }
        return self._unit_paths.get(day["department_id"], ())
