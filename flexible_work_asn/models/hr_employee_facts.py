from collections import defaultdict
from datetime import date, datetime, time, timedelta

from odoo import api, models
from odoo.tools import SQL

from ..local_time import at_hour, to_local
from ..plan import WEEKDAYS, Absence, Calendar, Circular, Facts, Person, Placement, RosterLine, Rule, Unit

ONE_DAY = timedelta(days=1)
#: a whole day ends at 23:59 or 23:59:59 in Odoo, and a schedule around the clock at 24:00
GRACE = timedelta(minutes=1)
#: working days when neither the employee nor the regional government has a schedule (Perpres 21/2023 Pasal 3)
WITHOUT_SCHEDULE = dict.fromkeys(range(4), (7.5, 16.0)) | {4: (7.5, 16.5)}


class HrEmployee(models.Model):
    """Loading the facts of the plan: a fixed number of queries, whatever the headcount."""

    _inherit = "hr.employee"

    @api.private
    def _flexible_work_facts(self, date_from, date_to) -> Facts:
        """The facts about these employees on the local dates from ``date_from`` to ``date_to``.

        Placements are read from the version that was in force on each date. Whoever calls has
        checked that the user may see the plan of these employees.
        """
        employees = self.sudo()
        self.env.flush_all()
        rows = employees._load_version_rows(date_to)
        units = employees._load_units()
        calendars = employees._load_calendars()
        company_calendars = dict(self.env.execute_query(SQL("SELECT id, resource_calendar_id FROM res_company")))
        people = _people(rows, date_from, date_to, calendars, company_calendars)
        return Facts(
            people=people,
            circulars=employees._load_circulars(date_from, date_to),
            units=units,
            calendars=calendars,
            holidays=employees._load_holidays(calendars, date_from, date_to),
            positions={
                level.id: level.name
                for level in employees.env["flexible.work.position.level"].with_context(active_test=False).search([])
            },
            absences=employees._load_absences(date_from, date_to),
            rosters=employees._load_roster_lines(date_from, date_to),
            declarations=employees._load_declarations(date_from, date_to),
        )

    def _load_version_rows(self, date_to):
        return self.env.execute_query(
            SQL(
                """
                SELECT v.employee_id, v.date_version, v.contract_date_start, v.contract_date_end,
                       v.departure_date, e.company_id, v.department_id, v.resource_calendar_id,
                       v.position_level_id, v.asn_kind
                  FROM hr_version v
                  JOIN hr_employee e ON e.id = v.employee_id
                 WHERE v.employee_id = ANY(%s) AND v.active AND v.date_version <= %s
              ORDER BY v.employee_id, v.date_version
                """,
                list(self.ids),
                date_to,
            )
        )

    def _load_units(self):
        """All units with their path; names in the language of the reader."""
        language = self.env.lang or "en_US"
        rows = self.env.execute_query(
            SQL(
                """
                SELECT d.id, d.parent_path, COALESCE(d.name->>%s, d.name->>'en_US'), d.service_category_id,
                       d.is_flexible_exempt, COALESCE(s.name->>%s, s.name->>'en_US')
                  FROM hr_department d
             LEFT JOIN hr_department s ON s.id = d.flexible_exempt_source_id
                """,
                language,
                language,
            )
        )
        paths = {row[0]: tuple(int(part) for part in (row[1] or "").split("/") if part) for row in rows}
        own_category = {row[0]: row[3] for row in rows}
        return {
            unit_id: Unit(
                id=unit_id,
                path=paths[unit_id],
                name=name or "",
                category_id=next((own_category[up] for up in reversed(paths[unit_id]) if own_category.get(up)), None),
                exempt=bool(exempt),
                exempt_by=exempt_by or "",
            )
            for unit_id, _path, name, _category, exempt, exempt_by in rows
        }

    def _load_calendars(self):
        rows = self.env.execute_query(
            SQL(
                """
                SELECT a.calendar_id, a.week_type, a.dayofweek, min(a.hour_from), max(a.hour_to)
                  FROM resource_calendar_attendance a
                 WHERE a.display_type IS NULL AND a.day_period <> 'lunch'
              GROUP BY a.calendar_id, a.week_type, a.dayofweek
                """
            )
        )
        weeks = defaultdict(lambda: ({}, {}))
        for calendar_id, week_type, weekday, hour_from, hour_to in rows:
            for parity in (0, 1):
                if week_type is None or int(week_type) == parity:
                    weeks[calendar_id][parity][int(weekday)] = (hour_from, hour_to)
        names = self.env.execute_query(SQL("SELECT id, name FROM resource_calendar"))
        calendars = {
            # a schedule of flexible hours has no lines: its days are those of the law
            calendar_id: Calendar(calendar_id, name, weeks.get(calendar_id, (WITHOUT_SCHEDULE,) * 2))
            for calendar_id, name in names
        }
        calendars[0] = Calendar(0, "", (WITHOUT_SCHEDULE,) * 2)
        return calendars

    def _load_holidays(self, calendars, date_from, date_to):
        """Public holidays and cuti bersama that cover the whole working time of a date."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT l.name, l.date_from, l.date_to, c.id, c.tz
                  FROM resource_calendar_leaves l
                  JOIN resource_calendar c ON l.calendar_id = c.id
                    OR (l.calendar_id IS NULL AND (l.company_id IS NULL OR c.company_id IS NULL
                                                   OR l.company_id = c.company_id))
                 WHERE l.resource_id IS NULL AND l.date_to >= %s AND l.date_from <= %s
                """,
                datetime.combine(date_from - ONE_DAY, time.min),
                datetime.combine(date_to + ONE_DAY, time.max),
            )
        )
        holidays = {}
        for name, utc_from, utc_to, calendar_id, tz in rows:
            local_from, local_to = to_local(utc_from, tz), to_local(utc_to, tz)
            day = max(date_from, local_from.date())
            while day <= min(date_to, local_to.date()):
                hours = calendars[calendar_id].hours(day)
                if hours and local_from <= at_hour(day, hours[0]) and at_hour(day, hours[1]) <= local_to + GRACE:
                    key = (calendar_id, day)
                    holidays[key] = min(holidays.get(key, name or ""), name or "") or self.env._("Holiday")
                day += ONE_DAY
        return holidays

    def _load_absences(self, date_from, date_to):
        """Approved time off over whole local days; half days and hours leave the plan as it is."""
        language = self.env.lang or "en_US"
        rows = self.env.execute_query(
            SQL(
                """
                SELECT l.employee_id, l.request_date_from, l.request_date_to, t.asn_status,
                       COALESCE(t.name->>%s, t.name->>'en_US'), t.request_unit,
                       l.request_date_from_period, l.request_date_to_period
                  FROM hr_leave l
                  JOIN hr_leave_type t ON t.id = l.holiday_status_id
                 WHERE l.employee_id = ANY(%s) AND l.state = 'validate'
                   AND l.request_date_to >= %s AND l.request_date_from <= %s
              ORDER BY l.employee_id, l.request_date_from, l.id
                """,
                language,
                list(self.ids),
                date_from,
                date_to,
            )
        )
        absences = defaultdict(list)
        for employee_id, first, last, status, name, unit, first_period, last_period in rows:
            if unit == "hour":
                continue
            if unit == "half_day":
                first += ONE_DAY if first_period == "pm" else timedelta()
                last -= ONE_DAY if last_period == "am" else timedelta()
            if first <= last:
                absences[employee_id].append(Absence(first, last, status or "leave", name or ""))
        return {employee_id: tuple(items) for employee_id, items in absences.items()}

    def _load_roster_lines(self, date_from, date_to):
        """Lines of rosters in force, and of the drafts in the context's ``flexible_work_draft_roster_ids``."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT employee_id, date, department_id, mode
                  FROM flexible_work_roster_line
                 WHERE employee_id = ANY(%s) AND date BETWEEN %s AND %s
                   AND (state IN ('approved', 'locked') OR roster_id = ANY(%s))
                """,
                list(self.ids),
                date_from,
                date_to,
                list(self.env.context.get("flexible_work_draft_roster_ids", ())),
            )
        )
        lines = defaultdict(dict)
        for employee_id, day, unit_id, mode in rows:
            lines[employee_id][day] = (*lines[employee_id].get(day, ()), RosterLine(unit_id, mode))
        return dict(lines)

    def _load_declarations(self, date_from, date_to):
        rows = self.env.execute_query(
            SQL(
                """
                SELECT employee_id, date, mode
                  FROM flexible_work_declaration
                 WHERE employee_id = ANY(%s) AND date BETWEEN %s AND %s
                """,
                list(self.ids),
                date_from,
                date_to,
            )
        )
        modes = defaultdict(dict)
        for employee_id, day, mode in rows:
            modes[employee_id][day] = mode
        return dict(modes)

    def _load_circulars(self, date_from, date_to):
        circulars = self.env["flexible.work.circular"].search(
            [
                ("state", "in", ("enacted", "revoked")),
                ("date_from", "<=", date_to),
                ("company_id", "in", self.company_id.ids),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", date_from),
            ]
        )
        return tuple(_circular_facts(circular) for circular in circulars)


def _circular_facts(circular):
    return Circular(
        id=circular.id,
        company_id=circular.company_id.id,
        name=circular._citation(),
        date_from=circular.date_from,
        last_date=circular._last_date() or None,
        open_ended=not circular.date_to,
        date_issued=circular.date_issued or date.min,
        onsite_position_ids=frozenset(circular.onsite_position_level_ids.ids),
        rules=tuple(
            Rule(
                id=rule.id,
                weekdays=tuple(rule[weekday] or None for weekday in WEEKDAYS),
                article=rule.article or "",
                sequence=rule.sequence,
                unit_ids=frozenset(rule.department_ids.ids),
                category_ids=frozenset(rule.service_category_ids.ids),
                position_ids=frozenset(rule.position_level_ids.ids),
            )
            for rule in circular.rule_ids
        ),
    )


def _people(rows, date_from, date_to, calendars, company_calendars):
    """Spans of every person, from the rows of their versions in order of date."""
    by_employee = defaultdict(list)
    for row in rows:
        by_employee[row[0]].append(row[1:])
    placements = {}
    people = []
    for employee_id, versions in by_employee.items():
        spans = []
        for n, version in enumerate(versions):
            first, start, end, departure, company, unit, calendar, position, kind = version
            last = versions[n + 1][0] - ONE_DAY if n + 1 < len(versions) else date_to
            first = max(filter(None, (first, start, date_from)))
            last = min(filter(None, (last, end, departure, date_to)))
            if first > last:
                continue
            if calendar not in calendars:
                calendar = company_calendars.get(company) or 0
            key = (company, unit, calendar, position, kind)
            placement = placements.get(key) or placements.setdefault(key, Placement(*key))
            spans.append((first, last, placement))
        if spans:
            people.append(Person(employee_id, tuple(spans)))
    return tuple(people)
