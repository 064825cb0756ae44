"""What bears on one day, in the fewest queries: this is on the way of every check-in and check-out."""

from collections import namedtuple
from functools import cached_property

from odoo.tools import SQL

from .day_facts import DAY_COLUMNS, DaysFacts
from .place_facts import PlaceFacts

#: names as on res.company
Settings = namedtuple(
    "Settings", ("flexible_work_late_tolerance", "flexible_work_close_hour", "flexible_work_home_radius")
)
#: what there may be besides check-ins
KINDS = ("apel", "correction", "window")
SELECT_DAY = SQL(
    """
    SELECT %s, u.parent_path,
           COALESCE(c.flexible_work_late_tolerance, 0), COALESCE(c.flexible_work_close_hour, 0),
           COALESCE(c.flexible_work_home_radius, 0),
           e.home_located, e.home_latitude, e.home_longitude,
           v.work_location_id || ARRAY(SELECT hr_work_location_id FROM hr_employee_hr_work_location_rel
                                        WHERE hr_employee_id = e.id),
           EXISTS (SELECT FROM flexible_work_apel p
                    WHERE p.state <> 'draft' AND p.company_id = d.company_id AND p.date = d.date),
           EXISTS (SELECT FROM flexible_work_correction k
                    WHERE k.state = 'approved' AND k.employee_id = d.employee_id AND k.date = d.date),
           EXISTS (SELECT FROM flexible_work_presence_window w JOIN flexible_work_circular s ON s.id = w.circular_id
                    WHERE s.company_id = d.company_id)
      FROM flexible_work_day d
      JOIN res_company c ON c.id = d.company_id
      JOIN hr_employee e ON e.id = d.employee_id
 LEFT JOIN hr_version v ON v.id = e.current_version_id
 LEFT JOIN hr_department u ON u.id = d.department_id
    """,
    SQL(", ").join(SQL.identifier("d", name) for name in DAY_COLUMNS),
)


class EventFacts(DaysFacts):
    """All that bears on one day: its check-ins, and in one query what else there is about the person and the day."""

    def __init__(self, env, employee_id, date):
        self._key = (employee_id, date)
        super().__init__(env, None)

    def _load_days(self, which):
        rows = self.env.execute_query(SQL("%s WHERE d.employee_id = %s AND d.date = %s", SELECT_DAY, *self._key))
        self.companies = {}
        if not rows:
            return []
        values = rows[0]
        day = dict(zip(DAY_COLUMNS, values))
        path, *settings = values[len(DAY_COLUMNS) : len(DAY_COLUMNS) + 4]
        self._home, self._own_site_ids = values[-7:-4], values[-4]
        self._there = {kind for kind, there in zip(KINDS, values[-3:], strict=True) if there}
        self._unit_paths = {day["department_id"]: tuple(int(part) for part in (path or "").split("/") if part)}
        self.companies = {day["company_id"]: Settings(*settings)}
        return [day]

    def _what_there_is(self):
        return self._there

    @cached_property
    def _places(self):
        places = PlaceFacts(self.env, (), self._path, self._home_radius)
        places.know_person(self._key[0], *self._home, self._own_site_ids)
        return places
