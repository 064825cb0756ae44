from datetime import timedelta
from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL

#: who is away on each of so many days from the date on is counted apart
LONG_LEAVE = timedelta(days=30)


class PlacementPerson(NamedTuple):
    """Somebody as an analysis sees him or her: ids, and the sequence of the grade.

    ``unit`` is that of the analysis (None: belongs to none), ``department`` where the person works on the date,
    ``home`` the unit of the post, ``assignment`` the one that takes the person elsewhere.
    """

    id: int
    unit: int | None
    competences: frozenset[int]
    grade: int | None
    structural: bool
    asn_kind: str | None
    area: int | None
    department: int | None
    home: int | None
    assignment: int | None
    calendar: int | None
    on_leave: bool


class FlexibleWorkWorkload(models.Model):
    """Who is where on a date."""

    _inherit = "flexible.work.workload"

    @api.private
    def _load_placement_people(self, date, belongs=None):
        """One `PlacementPerson` for everybody who works for the regional government on a local date; one query.

        People work where they are assigned for at least half of their time, by weekdays and share; else at the unit
        of the post, which is that of the version in force on the date. They belong to the nearest unit of the
        analysis, going up from there. Whoever calls has checked the user.

        :param belongs: ``{department id: unit id}`` of the analysis; without it, that of the stored figures
        """
        self.ensure_one()
        if belongs is None:
            belongs = self._load_analysis_units(self.sudo().unit_ids.department_id.ids)[1]
        self.env.flush_all()
        alike = {}
        return [
            PlacementPerson(
                employee,
                belongs.get(department),
                alike.setdefault(tuple(competences), frozenset(competences)),
                *(grade, structural, asn_kind, area),
                *(department, home, assignment, calendar, on_leave),
            )
            for (
                employee,
                department,
                home,
                assignment,
                competences,
                grade,
                structural,
                asn_kind,
                area,
                calendar,
                on_leave,
            ) in self.env.execute_query(self._people_query(date))
        ]

    def _people_query(self, date):
        return SQL(
            """
            SELECT e.id, COALESCE(a.department_to_id, v.department_id), v.department_id, a.id,
                   ARRAY(SELECT c.flexible_work_competence_id
                           FROM flexible_work_competence_hr_employee_rel c
                          WHERE c.hr_employee_id = e.id ORDER BY 1),
                   g.sequence, COALESCE(p.structural, FALSE), v.asn_kind, e.residence_area_id,
                   v.resource_calendar_id, away.employee_id IS NOT NULL
              FROM hr_employee e
              JOIN LATERAL (SELECT v.* FROM hr_version v
                             WHERE v.employee_id = e.id AND v.active AND v.date_version <= %(date)s
                          ORDER BY v.date_version DESC, v.id DESC LIMIT 1) v ON TRUE
         LEFT JOIN flexible_work_grade g ON g.id = v.grade_id
         LEFT JOIN flexible_work_position_level p ON p.id = v.position_level_id
         LEFT JOIN LATERAL (SELECT a.id, a.department_to_id FROM flexible_work_assignment a
                             WHERE a.employee_id = e.id AND a.state = 'approved'
                               AND a.date_from <= %(date)s AND a.date_to >= %(date)s
                               AND COALESCE(a.share, 100) >= 50
                               AND a.monday::int + a.tuesday::int + a.wednesday::int + a.thursday::int
                                   + a.friday::int + a.saturday::int + a.sunday::int >= 3
                          ORDER BY a.share DESC, a.id LIMIT 1) a ON TRUE
         LEFT JOIN (SELECT l.employee_id
                      FROM hr_leave l
                      JOIN hr_leave_type t ON t.id = l.holiday_status_id,
                           generate_series(GREATEST(l.request_date_from, %(date)s),
                                           LEAST(l.request_date_to, %(last)s), interval '1 day') AS day
                     WHERE l.state = 'validate' AND t.request_unit != 'hour'
                       AND l.request_date_from <= %(last)s AND l.request_date_to >= %(date)s
                  GROUP BY l.employee_id
                    HAVING COUNT(DISTINCT day) > %(days)s) away ON away.employee_id = e.id
             WHERE e.active AND e.company_id = %(company)s
               AND (v.contract_date_end IS NULL OR v.contract_date_end >= %(date)s)
               AND (v.departure_date IS NULL OR v.departure_date >= %(date)s)
          ORDER BY e.id
            """,
            date=date,
            last=date + LONG_LEAVE,
            days=LONG_LEAVE.days,
            company=self.company_id.id,
        )

    @api.private
    def _load_analysis_units(self, ids=None):
        """The units of the analysis, and to which of them each department belongs; one query.

        Units with services or counters, and all OPD, which may have people to give. A department belongs to itself
        if it is one of them, else to the nearest above it; it lies where the nearest is said to lie, going up.

        :param ids: units that are given already, as stored with the analysis
        :return: ``({unit: (area, staff_min_count, onsite_min_count, onsite_min_percent)}, {department: unit})``
        """
        rows = self.env.execute_query(
            SQL(
                """
                SELECT d.id, d.parent_path, d.area_id, COALESCE(d.staff_min_count, 0),
                       COALESCE(d.onsite_min_count, 0), COALESCE(d.onsite_min_percent, 0),
                       CASE WHEN %(given)s THEN d.id = ANY(%(ids)s) ELSE d.active AND (
                           d.is_opd
                           OR EXISTS (SELECT FROM flexible_work_service s WHERE s.department_id = d.id AND s.active)
                           OR EXISTS (SELECT FROM flexible_work_counter c WHERE c.department_id = d.id AND c.active)
                       ) END
                  FROM hr_department d
                 WHERE d.company_id = %(company)s
              ORDER BY d.id
                """,
                given=ids is not None,
                ids=list(ids or ()),
                company=self.company_id.id,
            )
        )
        # from the unit itself upwards
        paths = {row[0]: [int(part) for part in reversed((row[1] or "").split("/")) if part] for row in rows}
        own_area = {row[0]: row[2] for row in rows}
        units = {
            row[0]: (next((own_area[up] for up in paths[row[0]] if own_area.get(up)), None), *row[3:6])
            for row in rows
            if row[6]
        }
        belongs = {}
        for department, path in paths.items():
            unit = next((one for one in path if one in units), None)
            if unit is not None:
                belongs[department] = unit
        return units, belongs

    def _load_working_days(self):
        """``{schedule: working days of a week}``"""
        return dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT calendar_id, COUNT(DISTINCT dayofweek)
                      FROM resource_calendar_attendance
                     WHERE day_period IS DISTINCT FROM 'lunch'
                  GROUP BY calendar_id
                    """
                )
            )
        )
