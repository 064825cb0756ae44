"""What bears on one day, in the fewest queries: this is on the way of every check-in and check-out."""

from collections import namedtuple
from functools import cached_property

from odoo.tools import SQL

from .day_facts import ASSIGNED_SITE, ATTENDANCE_COLUMNS, ATTENDANCE_FACTS, COUNTS, DAY_COLUMNS, DaysFacts
from .place_facts import PlaceFacts

#: names as on res.company
Settings = namedtuple(
    "Settings", ("flexible_work_late_tolerance", "flexible_work_close_hour", "flexible_work_home_radius")
)
#: what there may be besides check-ins
KINDS = ("apel", "correction", "window")
# one row of each of many tables: by subqueries, because PostgreSQL takes longer to plan joins than to answer
SELECT_DAY = SQL(
    """
    SELECT %s, (SELECT site_id FROM flexible_work_assignment WHERE id = d.assignment_id),
           (SELECT parent_path FROM hr_department WHERE id = d.department_id),
           COALESCE(c.flexible_work_late_tolerance, 0), COALESCE(c.flexible_work_close_hour, 0),
           COALESCE(c.flexible_work_home_radius, 0),
           e.home_located, e.home_latitude, e.home_longitude,
           (SELECT work_location_id FROM hr_version WHERE id = e.current_version_id)
           || ARRAY(SELECT hr_work_location_id FROM hr_employee_hr_work_location_rel WHERE hr_employee_id = e.id),
           EXISTS (SELECT FROM flexible_work_apel p
                    WHERE p.state <> 'draft' AND p.company_id = d.company_id AND p.date = d.date),
           EXISTS (SELECT FROM flexible_work_correction k
                    WHERE k.state = 'approved' AND k.employee_id = d.employee_id AND k.date = d.date),
           EXISTS (SELECT FROM flexible_work_presence_window w JOIN flexible_work_circular s ON s.id = w.circular_id
                    WHERE s.company_id = d.company_id),
           %s
      FROM flexible_work_day d
      JOIN res_company c ON c.id = d.company_id
      JOIN hr_employee e ON e.id = d.employee_id
           -- the hours around the date, too: their index leads through years of check-ins
 LEFT JOIN hr_attendance a ON a.employee_id = d.employee_id AND a.date = d.date AND %s
       AND a.check_in BETWEEN d.date - interval '2 days' AND d.date + interval '3 days'
    """,
    SQL(", ").join(SQL.identifier("d", name) for name in DAY_COLUMNS),
    SQL(", ").join(SQL.identifier("a", name) for name in ATTENDANCE_FACTS),
    COUNTS,
)
#: what a check brings along of ATTENDANCE_FACTS
EVENT_FACTS = ("mode", "ip_address", "latitude", "longitude")
OWN_EVENT_FACTS = ("located", "accuracy", "received_at")


class EventFacts(DaysFacts):
    """All that bears on one day: its check-ins, and in one query what else there is about the person and the day."""

    def __init__(self, env, employee_id, date):
        self._key = (employee_id, date)
        super().__init__(env, None)

    def _load_days(self, which):
        rows = self.env.execute_query(
            SQL("%s WHERE d.employee_id = %s AND d.date = %s ORDER BY a.check_in, a.id", SELECT_DAY, *self._key)
        )
        self.companies = {}
        if not rows:
            return []
        begun = len(rows[0]) - len(ATTENDANCE_FACTS)
        made = [dict(zip(ATTENDANCE_FACTS, row[begun:], strict=True)) for row in rows]
        self._made = [attendance for attendance in made if attendance["id"]]
        values = rows[0][:begun]
        columns = (*DAY_COLUMNS, ASSIGNED_SITE)
        day = dict(zip(columns, values))
        path, *settings = values[len(columns) : len(columns) + 4]
        self._home, self._own_site_ids = values[-7:-4], values[-4]
        self._there = {kind for kind, there in zip(KINDS, values[-3:], strict=True) if there}
        self._unit_paths = {day["department_id"]: tuple(int(part) for part in (path or "").split("/") if part)}
        self.companies = {day["company_id"]: Settings(*settings)}
        return [day]

    def _load_attendances(self):
        return {self._key: self._made} if self._made else {}

    def _what_there_is(self):
        return self._there

    def take(self, event, direction, attendance_id=None):
        """Take a check that is about to be stored, as if it were already.

        :param event: a `check_event.Event`
        :param attendance_id: of the attendance that ends; a check-in begins one
        :return: the attendance as a dict of ATTENDANCE_FACTS, and what else is stored with it of ATTENDANCE_COLUMNS;
            None and nothing when there is no day, or not this attendance
        """
        if not self.days:
            return None, {}
        day = self.days[0]
        if direction == "in":
            attendance = dict.fromkeys(ATTENDANCE_FACTS) | {"employee_id": self._key[0], "date": self._key[1]}
            self.attendances.setdefault(self._key, []).append(attendance)
            self.of_persons.add(self._key)
        else:
            made = self.attendances.get(self._key, ())
            attendance = next((one for one in made if one["id"] == attendance_id), None)
            if not attendance or attendance["flexible_purged"]:
                return None, {}
        values = event.values(direction)
        attendance |= {f"check_{direction}": event.at}
        attendance |= {name: values.get(name) or None for name in self._names(direction)}
        # to the ORM no distance is 0 metres: what is not known any more is written when the day is judged
        placed = {
            name: value
            for name, value in zip(ATTENDANCE_COLUMNS, self.placed(day, attendance), strict=True)
            if value is not None and value != attendance[name]
        }
        attendance |= placed
        return attendance, placed

    @staticmethod
    def _names(direction):
        yield from (f"{direction}_{name}" for name in EVENT_FACTS)
        yield from (f"flexible_{direction}_{name}" for name in OWN_EVENT_FACTS)

    @cached_property
    def _places(self):
        places = PlaceFacts(self.env, (), self._path, self._home_radius)
        places.know_person(self._key[0], *self._home, self._own_site_ids)
        return places
