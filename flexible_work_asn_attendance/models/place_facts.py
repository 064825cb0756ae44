"""Where people may check in: the sites of units and of persons with their networks, and the registered homes."""

from collections import defaultdict

from odoo.tools import SQL

from odoo.addons.flexible_work_asn.local_time import at_hour, to_local

from ..judge import Check, Position, Site, judge_check, parse_networks

#: what is read of an attendance for one of its two events, after the prefix in_ or out_
EVENT_COLUMNS = ("mode", "latitude", "longitude", "ip_address")
#: the same after the prefix flexible_in_ or flexible_out_
OWN_EVENT_COLUMNS = ("located", "accuracy")
NOTHING_KNOWN = Check()
NOT_JUDGED = judge_check(NOTHING_KNOWN, ())


class PlaceFacts:
    """Sites and homes of many people, loaded in two queries when the first of them says where he or she is."""

    def __init__(self, env, employee_ids, unit_path, home_radius):
        """
        :param unit_path: gives the ids of the units from the root down to that of a day
        :param home_radius: gives the metres around a home in the government of a day
        """
        self.env = env
        self._employee_ids = list(employee_ids)
        self._unit_path, self._home_radius = unit_path, home_radius
        self._unit_sites = None
        #: {employee: position} and {employee: ids of own sites}; None: not loaded yet
        self._homes = self._own_site_ids = None

    def know_person(self, employee_id, located, latitude, longitude, site_ids):
        """Take what is known of one person already: the registered home, and the ids of own sites."""
        self._homes, self._own_site_ids = self._homes or {}, self._own_site_ids or {}
        if located:
            self._homes[employee_id] = (float(latitude or 0), float(longitude or 0))
        self._own_site_ids[employee_id] = site_ids

    def judge(self, day, event):
        """Where one check was made: ``(place, distance, by)``; unknown for somebody who may work anywhere.

        :param day: dict of a day: employee_id, date, tz, company_id, department_id, mode, segments, assignment_id, and
            assigned_site_id, the place that the assignment names
        :param event: dict of one check: at (naive UTC), mode (the channel), located, latitude, longitude, accuracy,
            ip_address
        """
        mode = mode_at(day, event["at"])
        check = Check(_position(event), event["ip_address"], event["mode"] == "kiosk")
        if mode in (None, "wfa") or check == NOTHING_KNOWN:
            return NOT_JUDGED
        if self._homes is None:
            self._load_people()
        if mode == "wfh" and not check.kiosk:
            # of the home alone, whatever the sites
            return judge_check(check, self._home_of(day))
        if self._unit_sites is None:
            self._load_sites()
        there_alone = mode == "wfo" and bool(day["assignment_id"])
        return judge_check(check, self._allowed(day, mode), self._company_sites[day["company_id"]], there_alone)

    def _allowed(self, day, mode):
        if mode == "wfh":
            return self._home_of(day)
        if mode == "other_office":
            # another office of the regional government (Permen PANRB 4/2025 Pasal 12): any of them
            return self._company_sites[day["company_id"]]
        if day["assigned_site_id"]:
            return [self._sites[day["assigned_site_id"]]]
        units = reversed(self._unit_path(day))
        nearest = next((self._unit_sites[unit] for unit in units if unit in self._unit_sites), [])
        if day["assignment_id"]:
            # the own sites belong to the post
            return nearest
        own = self._own_site_ids.get(day["employee_id"], ())
        return [*nearest, *(self._sites[site_id] for site_id in own if site_id in self._sites)]

    def _home_of(self, day):
        home = self._homes.get(day["employee_id"])
        return [Site(*home, self._home_radius(day))] if home else []

    def _load_sites(self):
        self._company_sites, self._unit_sites = defaultdict(list), defaultdict(list)
        self._sites = sites = {}
        for site_id, company, located, latitude, longitude, radius, networks, units in self.env.execute_query(
            SQL(
                """
                SELECT w.id, w.company_id, w.is_located AND w.active, w.latitude, w.longitude, w.radius,
                       CASE WHEN w.active THEN w.networks END,
                       ARRAY(SELECT hr_department_id FROM hr_department_hr_work_location_rel
                              WHERE hr_work_location_id = w.id)
                  FROM hr_work_location w
              ORDER BY w.id
                """
            )
        ):
            centre = (float(latitude or 0), float(longitude or 0)) if located else (None, None)
            sites[site_id] = Site(*centre, radius, parse_networks(networks))
            self._company_sites[company].append(sites[site_id])
            for unit in units:
                # a unit with a site but without its position hides those above: nothing is known of it
                self._unit_sites[unit].append(sites[site_id])

    def _load_people(self):
        self._homes, self._own_site_ids = {}, {}
        for person in self.env.execute_query(
            SQL(
                """
                SELECT e.id, e.home_located, e.home_latitude, e.home_longitude,
                       v.work_location_id || ARRAY(SELECT hr_work_location_id FROM hr_employee_hr_work_location_rel
                                                    WHERE hr_employee_id = e.id)
                  FROM hr_employee e
             LEFT JOIN hr_version v ON v.id = e.current_version_id
                 WHERE e.id = ANY(%s)
                """,
                self._employee_ids,
            )
        ):
            self.know_person(*person)


def event_of(row, direction):
    """One of the two events of an attendance, as `PlaceFacts.judge` takes it."""
    event = {name: row[f"{direction}_{name}"] for name in EVENT_COLUMNS}
    event |= {name: row[f"flexible_{direction}_{name}"] for name in OWN_EVENT_COLUMNS}
    return event | {"at": row[f"check_{direction}"]}


def mode_at(day, moment):
    """The mode at a (naive UTC) time of a day that may have several; before and after work the nearest part's."""
    if not day["segments"]:
        return day["mode"]
    wall_clock = to_local(moment, day["tz"])
    for part in day["segments"].split(","):
        mode, _begins, ends = part.split()
        if wall_clock < at_hour(day["date"], float(ends)):
            return mode
    return mode


def _position(event):
    if not event["located"]:
        return None
    return Position(float(event["latitude"] or 0), float(event["longitude"] or 0), event["accuracy"])
