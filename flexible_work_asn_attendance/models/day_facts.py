"""What bears on the judgement of many days, loaded in a fixed number of queries."""

from collections import defaultdict
from functools import cached_property

from odoo.tools import SQL

from odoo.addons.flexible_work_asn.bulk import ids_array
from odoo.addons.flexible_work_asn.local_time import to_local

from ..judge import Correction, HeldApel, JoinedApel, closing_of, expected_at
from .place_facts import PlaceFacts, event_of
from .window_facts import WindowFacts

JUDGED_COLUMNS = (
    "check_in",
    "check_out",
    "place",
    "distance",
    "late_minutes",
    "early_minutes",
    "missing",
    "presence_expected",
    "presence_met",
    "presence_missed",
    "apel_expected",
    "apel_morning",
    "apel_afternoon_expected",
    "apel_afternoon",
    "sent_later",
    "corrected",
    "problem",
    "status",
    "leave_kind",
    "state",
)
DAY_COLUMNS = (
    "id",
    "employee_id",
    "date",
    "tz",
    "company_id",
    "department_id",
    "assignment_id",
    "mode",
    "source",
    "circular_id",
    "hour_from",
    "hour_to",
    "hours_tolerance",
    "part_leave",
    "shift_id",
    "segments",
    "leave_status",
    "planned_leave_kind",
    "verification",
    *JUDGED_COLUMNS,
)
#: and of its assignment
ASSIGNED_SITE = "assigned_site_id"
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
    "flexible_in_received_at",
    "flexible_out_received_at",
    "flexible_purged",
    *ATTENDANCE_COLUMNS,
)
#: Odoo writes these itself: nobody has been there
NOBODY = ("technical", "auto_check_out")
#: places that are not asked again in each run
SETTLED = ("inside", "unknown")
# built once: this is on the way of every check-in
SELECT_DAYS = SQL(
    "SELECT %s, s.site_id FROM flexible_work_day d LEFT JOIN flexible_work_assignment s ON s.id = d.assignment_id",
    SQL(", ").join(SQL.identifier("d", name) for name in DAY_COLUMNS),
)
SELECT_ATTENDANCES = SQL(
    "SELECT %s FROM hr_attendance a", SQL(", ").join(SQL.identifier("a", name) for name in ATTENDANCE_FACTS)
)
#: of the attendances ``a`` those that somebody has made
COUNTS = SQL("COALESCE(a.in_mode, 'manual') <> 'technical'")
NOTHING = ()


def days_by_ids(day_ids):
    """Which days: those with these ids."""
    return SQL("d.id = ANY(%s::int4[])", ids_array(day_ids))


def days_by_keys(keys):
    """Which days: those of pairs (employee id, local date)."""
    employees, dates = zip(*keys, strict=True)
    return SQL(
        "(d.employee_id, d.date) IN (SELECT * FROM unnest(%s::int4[], %s::date[]))", list(employees), list(dates)
    )


def open_days_of(company):
    """Which days: the open ones of a regional government."""
    return SQL("d.company_id = %s AND d.state = 'open'", company.id)


class DaysFacts:
    """All that bears on a batch of days: a fixed number of queries, and those alone for which there is something.

    :ivar days: a dict of DAY_COLUMNS and ASSIGNED_SITE for each
    """

    def __init__(self, env, which, settled=False, replanned=()):
        """
        :param which: condition on ``d``, such as `days_by_ids`
        :param settled: do not ask again about a check that was not outside; ids of ``replanned`` days excepted
        """
        self.env = env
        self.days = self._load_days(which)
        self._settled, self._replanned = settled, set(replanned)
        self._employees = ids_array({day["employee_id"] for day in self.days})
        self._dates = list({day["date"] for day in self.days})
        self._expected = {}
        if self.days:
            self._load()

    def _load_days(self, which):
        days = self._select(SQL("%s WHERE %s ORDER BY d.id", SELECT_DAYS, which), (*DAY_COLUMNS, ASSIGNED_SITE))
        companies = self.env["res.company"].browse({day["company_id"] for day in days})
        self.companies = {company.id: company for company in companies}
        return days

    def _load(self):
        self.attendances = self._load_attendances()
        there = self._what_there_is()
        self.apel = self._load_apel() if "apel" in there else {}
        self.joined = self._load_joined() if self.apel else {}
        self.corrections = self._load_corrections() if "correction" in there else {}
        self._windows = WindowFacts(self.env, self.days) if "window" in there else None
        self.presences = self._load_presences() if self._windows else {}
        #: keys (employee, date) of those of whom anything is known
        self.of_persons = set().union(self.attendances, self.joined, self.corrections, self.presences)

    def _select(self, query, names):
        return [dict(zip(names, row)) for row in self.env.execute_query(query)]

    def _what_there_is(self):
        """Kinds of facts that exist at all for these days: most governments lack most of them on most days."""
        companies, dates = list(self.companies), self._dates
        rows = self.env.execute_query(
            SQL(
                """
                SELECT 'apel' WHERE EXISTS (
                    SELECT FROM flexible_work_apel
                     WHERE state <> 'draft' AND company_id = ANY(%s) AND date = ANY(%s))
                UNION ALL
                SELECT 'correction' WHERE EXISTS (
                    SELECT FROM flexible_work_correction
                     WHERE state = 'approved' AND company_id = ANY(%s) AND date = ANY(%s))
                UNION ALL
                SELECT 'window' WHERE EXISTS (
                    SELECT FROM flexible_work_presence_window w JOIN flexible_work_circular c ON c.id = w.circular_id
                     WHERE c.company_id = ANY(%s))
                """,
                companies,
                dates,
                companies,
                dates,
                companies,
            )
        )
        return {row[0] for row in rows}

    def tolerance(self, day):
        return self.companies[day["company_id"]].flexible_work_late_tolerance

    def closing(self, day):
        """The naive local time at which the day is over."""
        return closing_of(
            day["date"],
            day["hour_from"],
            day["hour_to"],
            day["hours_tolerance"] or 0,
            self.companies[day["company_id"]].flexible_work_close_hour,
        )

    # ------------------------------------------------------------ check-ins
    def _load_attendances(self):
        found = defaultdict(list)
        for row in self._select(
            SQL(
                """
                %s WHERE a.employee_id = ANY(%s::int4[]) AND a.date = ANY(%s) AND %s
                ORDER BY a.check_in, a.id
                """,
                SELECT_ATTENDANCES,
                self._employees,
                self._dates,
                COUNTS,
            ),
            ATTENDANCE_FACTS,
        ):
            found[row["employee_id"], row["date"]].append(row)
        return dict(found)

    def events(self, day):
        """The attendances that count for a day: on a closed one those that began before it closed."""
        rows = self.attendances.get((day["employee_id"], day["date"]), NOTHING)
        if not rows or day["state"] == "open":
            return rows
        closes = self.closing(day)
        return [row for row in rows if to_local(row["check_in"], day["tz"]) < closes]

    def changed_attendances(self, day):
        """Rows to write on hr.attendance: the day they belong to, and where they were made."""
        for row in self.attendances.get((day["employee_id"], day["date"]), NOTHING):
            # a position that was deleted after its time was judged while it was there
            if row["flexible_purged"] or (self._settled and self._is_settled(day, row)):
                continue
            values = self.placed(day, row)
            if values != tuple(row[name] for name in ATTENDANCE_COLUMNS):
                row.update(zip(ATTENDANCE_COLUMNS, values))
                yield (row["id"], *values)

    def placed(self, day, row):
        """Values of ATTENDANCE_COLUMNS for one attendance of a day."""
        out = self.place(day, row, "out") if row["check_out"] else (None, None, None)
        return (day["id"], *self.place(day, row, "in"), *out)

    def _is_settled(self, day, row):
        """Whether a check was judged before and stays so; outside may yet be inside, when a site is put right."""
        return (
            row["flexible_in_place"] in SETTLED
            and (row["flexible_out_place"] in SETTLED or not row["check_out"])
            and row["flexible_day_id"] == day["id"]
            and day["id"] not in self._replanned
        )

    # ------------------------------------------------------------ places
    @cached_property
    def _places(self):
        return PlaceFacts(self.env, {day["employee_id"] for day in self.days}, self._path, self._home_radius)

    def place(self, day, row, direction):
        """Where one check was made: ``(place, distance, known by)``, see `PlaceFacts.judge`."""
        return self._places.judge(day, event_of(row, direction))

    def _home_radius(self, day):
        return self.companies[day["company_id"]].flexible_work_home_radius

    # ------------------------------------------------------------ presences in between, corrections
    def windows(self, day):
        """The windows of the circular that holds for a day, whatever their mode."""
        return self._windows.of(day) if self._windows else NOTHING

    def _load_presences(self):
        """{(employee, date): [(at, sent later)]}, times naive UTC."""
        return self._by_key(
            SQL(
                "SELECT employee_id, date, at, received_at IS NOT NULL FROM flexible_work_presence"
                " WHERE employee_id = ANY(%s::int4[]) AND date = ANY(%s) ORDER BY at, id",
                self._employees,
                self._dates,
            ),
            lambda row: row,
        )

    def _load_corrections(self):
        """{(employee, date): [Correction]} in the order of their approval, times naive UTC."""
        return self._by_key(
            SQL(
                "SELECT employee_id, date, check_in, check_out, leave_status, leave_kind FROM flexible_work_correction"
                " WHERE state = 'approved' AND employee_id = ANY(%s::int4[]) AND date = ANY(%s) ORDER BY id",
                self._employees,
                self._dates,
            ),
            lambda row: Correction(*row),
        )

    def _by_key(self, query, make):
        found = defaultdict(list)
        for employee_id, date, *row in self.env.execute_query(query):
            found[employee_id, date].append(make(row))
        return dict(found)

    # ------------------------------------------------------------ apel
    def _load_joined(self):
        """{(employee, date): [JoinedApel]}"""
        return self._by_key(
            SQL(
                """
                SELECT a.employee_id, p.date, a.result = 'late', a.state = 'rejected', p.kind
                  FROM flexible_work_apel_attendance a
                  JOIN flexible_work_apel p ON p.id = a.apel_id
                 WHERE a.employee_id = ANY(%s::int4[]) AND p.date = ANY(%s)
                """,
                self._employees,
                self._dates,
            ),
            lambda row: JoinedApel(*row),
        )

    def _load_apel(self):
        """{(company, date): [HeldApel]} that were really held; what is suspended has no session."""
        held = defaultdict(list)
        for company, date, *apel in self.env.execute_query(
            SQL(
                "SELECT company_id, date, department_id, kind, audience, hour_from, hour_to FROM flexible_work_apel"
                " WHERE state <> 'draft' AND company_id = ANY(%s) AND date = ANY(%s)",
                list(self.companies),
                self._dates,
            )
        ):
            held[company, date].append(HeldApel(*apel))
        return dict(held)

    def expected_at_apel(self, day):
        """Whether somebody is expected at the morning (or joint) apel, and at the afternoon apel: see `expected_at`."""
        held = self.apel.get((day["company_id"], day["date"]))
        if not held or day["leave_status"] or not day["mode"]:
            return False, False
        who = (day["mode"], bool(day["shift_id"] or day["part_leave"]), day["hour_from"], day["hour_to"])
        key = (day["company_id"], day["date"], day["department_id"], *who)
        if key not in self._expected:
            self._expected[key] = expected_at(held, self._path(day), *who)
        return self._expected[key]

    def _path(self, day):
        """Ids of the units from the root down to that of the day."""
        return self._unit_paths.get(day["department_id"], NOTHING)

    @cached_property
    def _unit_paths(self):
        rows = self.env.execute_query(SQL("SELECT id, parent_path FROM hr_department"))
        return {unit: tuple(int(part) for part in (path or "").split("/") if part) for unit, path in rows}
