from collections import defaultdict
from datetime import datetime, time, timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.tools import SQL

from ..bulk import ids_array
from ..local_time import at_hour, is_zone, to_local
from ..plan import Calendar, Facts, Person, Placement, Unit

ONE_DAY = timedelta(days=1)
#: a whole day ends at 23:59 or 23:59:59 in Odoo, and a schedule around the clock at 24:00
GRACE = timedelta(minutes=1)
#: working days when neither the employee nor the regional government has a schedule (Perpres 21/2023 Pasal 3)
WITHOUT_SCHEDULE = dict.fromkeys(range(4), (7.5, 16.0)) | {4: (7.5, 16.5)}

#: place of the regional government in a row of `_load_version_rows`
COMPANY = 5


class HrEmployee(models.Model):
    """Loading the facts of the plan: a fixed number of queries, whatever the headcount."""

    _inherit = "hr.employee"

    @api.private
    def _flexible_work_facts(self, date_from, date_to, draft=None, draft_rosters=None) -> Facts:
        """The facts about these employees on the local dates from ``date_from`` to ``date_to``.

        Placements are read from the version that was in force on each date. Where a circular enforces a weekly
        limit, the facts cover the whole weeks of the range. Whoever calls has checked that the user may see the
        plan of these employees.

        :param draft: a circular, in whatever state, to be taken as enacted; what it supersedes ends the day before
        :param draft_rosters: rosters to be taken as approved
        """
        employees = self.sudo()
        self.env.flush_all()
        monday, sunday = date_from - date_from.weekday() * ONE_DAY, date_to + (6 - date_to.weekday()) * ONE_DAY
        rows = employees._load_version_rows(sunday)
        companies = {row[COMPANY]: None for row in rows}
        circulars = employees._load_circulars(list(companies), monday, sunday, draft)
        if any(circular.enforced for circular in circulars):
            date_from, date_to = monday, sunday
        calendars = employees._load_calendars()
        return Facts(
            people=_people(rows, date_from, date_to, calendars, employees._load_companies(), _areas(circulars)),
            circulars=circulars,
            units=employees._load_units(),
            calendars=calendars,
            holidays=employees._load_holidays(calendars, date_from, date_to),
            positions=employees._load_positions(),
            absences=employees._load_absences(date_from, date_to),
            rosters=employees._load_roster_lines(date_from, date_to, _weekdays(circulars, "roster"), draft_rosters),
            declarations=employees._load_declarations(date_from, date_to),
            shifts=employees._load_shifts(),
            statements=employees._load_statements(list(companies), date_from, date_to),
            requests=employees._load_requests(date_from, date_to),
            assignments=employees._load_assignments(date_from, date_to),
        )

    def _load_positions(self):
        """{position level: name in the language of the reader}"""
        language = self.env.lang or "en_US"
        rows = self.env.execute_query(
            SQL("SELECT id, COALESCE(name->>%s, name->>'en_US') FROM flexible_work_position_level", language)
        )
        return dict(rows)

    def _load_companies(self):
        """{company: (schedule, months for which new employees stay on site)}"""
        rows = self.env.execute_query(
            SQL("SELECT id, resource_calendar_id, COALESCE(flexible_new_employee_months, 0) FROM res_company")
        )
        return {row[0]: row[1:] for row in rows}

    def _load_version_rows(self, date_to):
        return self.env.execute_query(
            SQL(
                """
                SELECT v.employee_id, v.date_version, v.contract_date_start, v.contract_date_end,
                       v.departure_date, e.company_id, v.department_id, v.resource_calendar_id,
                       v.position_level_id, v.asn_kind, e.residence_area_id
                  FROM hr_version v
                  JOIN hr_employee e ON e.id = v.employee_id
                 WHERE v.employee_id = ANY(%s::int4[]) AND v.active AND v.date_version <= %s
              ORDER BY v.employee_id, v.date_version
                """,
                ids_array(self.ids),
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
                       d.is_flexible_exempt, s.id, COALESCE(s.name->>%s, s.name->>'en_US')
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
                exempt_by_id=exempt_by_id,
            )
            for unit_id, _path, name, _category, exempt, exempt_by_id, exempt_by in rows
        }

    def _load_calendars(self):
        rows = self.env.execute_query(
            SQL(
                """
                SELECT c.id, c.name, a.week_type, a.dayofweek, min(a.hour_from), max(a.hour_to),
                       max(a.hour_to) FILTER (WHERE a.day_period = 'morning'),
                       min(a.hour_from) FILTER (WHERE a.day_period = 'afternoon')
                  FROM resource_calendar c
             LEFT JOIN resource_calendar_attendance a
                    ON a.calendar_id = c.id AND a.display_type IS NULL AND a.day_period <> 'lunch'
              GROUP BY c.id, a.week_type, a.dayofweek
                """
            )
        )
        weeks = defaultdict(lambda: ({}, {}))
        breaks = defaultdict(lambda: ({}, {}))
        names = {}
        for calendar_id, name, week_type, weekday, hour_from, hour_to, morning_end, afternoon in rows:
            names[calendar_id] = name
            for parity in (0, 1) if weekday is not None else ():
                if week_type is None or int(week_type) == parity:
                    weeks[calendar_id][parity][int(weekday)] = (hour_from, hour_to)
                    if morning_end is not None and afternoon is not None:
                        breaks[calendar_id][parity][int(weekday)] = (morning_end, afternoon)
        calendars = {
            # a schedule of flexible hours has no lines: its days are those of the law
            calendar_id: Calendar(
                calendar_id, name, weeks.get(calendar_id, (WITHOUT_SCHEDULE,) * 2), breaks[calendar_id]
            )
            for calendar_id, name in names.items()
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
            if not is_zone(tz):
                continue  # a schedule that is broken must not keep everybody else from a plan
            local_from, local_to = to_local(utc_from, tz), to_local(utc_to, tz)
            day = max(date_from, local_from.date())
            while day <= min(date_to, local_to.date()):
                hours = calendars[calendar_id].hours(day)
                if hours and local_from <= at_hour(day, hours[0]) and at_hour(day, hours[1]) <= local_to + GRACE:
                    key = (calendar_id, day)
                    holidays[key] = min(holidays.get(key, name or ""), name or "") or self.env._("Holiday")
                day += ONE_DAY
        return holidays


def _areas(circulars):
    """The areas of residence for which a provision speaks; others would only keep people from sharing a plan."""
    return {area for circular in circulars for rule in circular.rules for area in rule.area_ids}


def _weekdays(circulars, word):
    """The weekdays (Monday is 1, as in PostgreSQL) on which some provision says ``word``."""
    return [
        n + 1 for n in range(7) if any(rule.weekdays[n] == word for circular in circulars for rule in circular.rules)
    ]


def _people(rows, date_from, date_to, calendars, companies, areas):
    """Spans of every person, from the rows of their versions in order of date."""
    by_employee = defaultdict(list)
    for row in rows:
        by_employee[row[0]].append(row[1:])
    placements = {}
    people = []
    for employee_id, versions in by_employee.items():
        spans = []
        for n, version in enumerate(versions):
            first, start, end, departure, company, unit, calendar, position, kind, area = version
            last = versions[n + 1][0] - ONE_DAY if n + 1 < len(versions) else date_to
            first = max(filter(None, (first, start, date_from)))
            last = min(filter(None, (last, end, departure, date_to)))
            if first > last:
                continue
            if calendar not in calendars:
                calendar = companies[company][0] or 0
            key = (company, unit, calendar, position, kind, area if area in areas else None)
            placement = placements.get(key) or placements.setdefault(key, Placement(*key))
            spans.append((first, last, placement))
        if spans:
            months = companies[spans[-1][2].company_id][1]
            people.append(Person(employee_id, tuple(spans), months and _new_until(versions, months, date_from) or None))
    return tuple(people)


def _new_until(versions, months, date_from):
    """Last date on which somebody counts as new, or None when that was before ``date_from``.

    The time runs from the first contract, without one from the first version of the employee.
    """
    began = min((version[1] for version in versions if version[1]), default=versions[0][0])
    last = began + relativedelta(months=months) - ONE_DAY
    return last if last >= date_from else None
