from collections import defaultdict
from datetime import timedelta

from odoo import models
from odoo.tools import SQL

from ..bulk import ids_array
from ..plan import Absence, Assignment, Request, RosterLine, Shift, Statement

ONE_DAY = timedelta(days=1)


class HrEmployee(models.Model):
    """Loading what single people have of their own: time off, rosters, requests, statements, assignments."""

    _inherit = "hr.employee"

    def _load_absences(self, date_from, date_to):
        """Approved time off in local dates and hours."""
        language = self.env.lang or "en_US"
        rows = self.env.execute_query(
            SQL(
                """
                SELECT l.employee_id, l.request_date_from, l.request_date_to, t.asn_status,
                       COALESCE(t.name->>%s, t.name->>'en_US'), t.asn_leave_kind, t.request_unit,
                       l.request_date_from_period, l.request_date_to_period,
                       l.request_hour_from, l.request_hour_to
                  FROM hr_leave l
                  JOIN hr_leave_type t ON t.id = l.holiday_status_id
                 WHERE l.employee_id = ANY(%s::int4[]) AND l.state = 'validate'
                   AND l.request_date_to >= %s AND l.request_date_from <= %s
              ORDER BY l.employee_id, l.request_date_from, l.id
                """,
                language,
                ids_array(self.ids),
                date_from,
                date_to,
            )
        )
        absences = defaultdict(list)
        for employee_id, first, last, status, name, kind, unit, first_period, last_period, hour_from, hour_to in rows:
            status = status or "leave"
            words = {"status": status, "name": name or "", "kind": kind if status == "leave" else None}
            if unit == "hour":
                absences[employee_id] += _hours_off(first, last, words, (hour_from or 0.0, hour_to or 24.0))
            elif unit == "half_day":
                absences[employee_id] += _half_days_off(first, last, words, first_period, last_period)
            else:
                absences[employee_id].append(Absence(first, last, **words))
        return {employee_id: tuple(items) for employee_id, items in absences.items()}

    def _load_roster_lines(self, date_from, date_to, weekdays, draft_rosters=None):
        """Lines of rosters in force, and of ``draft_rosters``.

        :param weekdays: on which some provision leaves the day to the head; on others only shifts count
        """
        rows = self.env.execute_query(
            SQL(
                """
                SELECT employee_id, date, department_id, mode, shift_id
                  FROM flexible_work_roster_line
                 WHERE employee_id = ANY(%s::int4[]) AND date BETWEEN %s AND %s
                   AND (state IN ('approved', 'locked') OR roster_id = ANY(%s))
                   AND (shift_id IS NOT NULL OR extract(isodow FROM date) = ANY(%s))
                """,
                ids_array(self.ids),
                date_from,
                date_to,
                list(draft_rosters.ids if draft_rosters else ()),
                weekdays,
            )
        )
        lines = defaultdict(dict)
        alike = {}
        for employee_id, day, *what in rows:
            what = tuple(what)
            line = alike.get(what) or alike.setdefault(what, (RosterLine(*what),))
            own = lines[employee_id]
            own[day] = own[day] + line if day in own else line
        return dict(lines)

    def _load_shifts(self):
        language = self.env.lang or "en_US"
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id, COALESCE(name->>%s, name->>'en_US'), mode, hour_from,
                       CASE WHEN hour_to > hour_from THEN hour_to ELSE hour_to + 24 END, COALESCE(is_off, FALSE)
                  FROM flexible_work_shift
                """,
                language,
            )
        )
        return {row[0]: Shift(*row) for row in rows}

    def _load_declarations(self, date_from, date_to):
        rows = self.env.execute_query(
            SQL(
                """
                SELECT employee_id, date, mode
                  FROM flexible_work_declaration
                 WHERE employee_id = ANY(%s::int4[]) AND date BETWEEN %s AND %s
                """,
                ids_array(self.ids),
                date_from,
                date_to,
            )
        )
        modes = defaultdict(dict)
        for employee_id, day, mode in rows:
            modes[employee_id][day] = mode
        return dict(modes)

    def _load_statements(self, companies, date_from, date_to):
        """Statements about these people, and those about positions, units and everybody of their governments."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id, kind, date_from, date_to, company_id, employee_id, department_id, position_level_id,
                       COALESCE(allows_flexible, FALSE), COALESCE(hour_from, 0), COALESCE(document_number, '')
                  FROM flexible_work_exemption
                 WHERE active AND company_id = ANY(%s) AND (employee_id IS NULL OR employee_id = ANY(%s::int4[]))
                   AND date_from <= %s AND (date_to IS NULL OR date_to >= %s)
                """,
                companies,
                ids_array(self.ids),
                date_to,
                date_from,
            )
        )
        return tuple(Statement(*row) for row in rows)

    def _load_requests(self, date_from, date_to):
        """Approved requests; swaps are carried out on the roster lines."""
        return self._load_by_employee(
            lambda row: Request(*row),
            SQL(
                """
                SELECT employee_id, id, date_from, date_to, mode, kind = 'special'
                  FROM flexible_work_request
                 WHERE state = 'approved' AND kind IN ('mode', 'special')
                   AND employee_id = ANY(%s::int4[]) AND date_from <= %s AND date_to >= %s
                """,
                ids_array(self.ids),
                date_to,
                date_from,
            ),
        )

    def _load_assignments(self, date_from, date_to):
        return self._load_by_employee(
            _assignment,
            SQL(
                """
                SELECT employee_id, id, department_to_id, date_from, date_to, calendar_id,
                       ARRAY[monday, tuesday, wednesday, thursday, friday, saturday, sunday]
                  FROM flexible_work_assignment
                 WHERE state = 'approved' AND employee_id = ANY(%s::int4[]) AND date_from <= %s AND date_to >= %s
                """,
                ids_array(self.ids),
                date_to,
                date_from,
            ),
        )

    def _load_by_employee(self, make, query):
        """``{employee id: facts}``; the first column of ``query`` is the employee."""
        facts = defaultdict(tuple)
        for employee_id, *row in self.env.execute_query(query):
            facts[employee_id] += (make(row),)
        return dict(facts)


def _assignment(row):
    *values, calendar_id, on_weekday = row
    weekdays = None if all(on_weekday) else frozenset(n for n, on in enumerate(on_weekday) if on)
    return Assignment(*values, weekdays, calendar_id)


def _half_days_off(first, last, words, first_period, last_period):
    """Absences of time off that may begin or end at noon."""
    absences = []
    if first_period == "pm" and not (first == last and last_period == "am"):
        absences.append(Absence(first, first, **words, half="pm"))
        first += ONE_DAY
    if last_period == "am" and first <= last:
        absences.append(Absence(last, last, **words, half="am"))
        last -= ONE_DAY
    if first <= last:
        absences.append(Absence(first, last, **words))
    return absences


def _hours_off(first, last, words, hours):
    """Absences of time off by the hour; from one date to another it covers what lies between."""
    if first == last:
        return [Absence(first, last, **words, hours=hours)]
    absences = [
        Absence(first, first, **words, hours=(hours[0], float("inf"))),
        Absence(last, last, **words, hours=(float("-inf"), hours[1])),
    ]
    if (last - first).days > 1:
        absences.append(Absence(first + ONE_DAY, last - ONE_DAY, **words))
    return absences
