"""People with users and sessions of their own, committed: ``python -m trials.scale.people DATABASE PEOPLE``.

In a database with the addons: 60 units with a head each, a circular by which everybody is at home today, the day open,
an apel of the largest unit open, a mayor. In one with Odoo alone: the same people, units and heads. Prints JSON:
``{cookies, heads, mayor, apel_id, apel_cookies, leader, unit_ids}``.
"""

import json
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytz

import odoo
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

from tests.live import WEEKDAYS, ZONES, _Loader
from tests.population_load import QUIET

UNITS = 60
#: those of the first unit, who have one apel
APEL = 2_000


class Region(_Loader):
    """Loads what the module tells of, and leaves the sessions of everybody on the disk."""

    def __init__(self, database, people):
        self.database = database
        with closing(Registry(database).cursor()) as cursor:
            env = api.Environment(cursor, SUPERUSER_ID, dict(QUIET))
            self.ours = "flexible.work.day" in env
            self._load(env, people)
            cursor.commit()
            self.told["cookies"] = [self._session(env, uid) for uid in self.user_ids]
            self.told["heads"] = [self._session(env, uid) for uid in self.head_ids]
            self.told["mayor"] = self._session(env, self.mayor_uid)
            self.told["apel_cookies"] = self.told["cookies"][: self.in_first]
            self.told["leader"] = self.told["heads"][0]

    def _load(self, env, people):
        zone = next(zone for zone in ZONES if 5 <= datetime.now(pytz.timezone(zone)).hour < 20)
        hours = {"hour_from": 0.5, "hour_to": 23.5, "day_period": "morning"}
        calendar = env["resource.calendar"].create(
            {
                "name": "Seven days",
                "tz": zone,
                "attendance_ids": [(0, 0, {"name": f"{n}", "dayofweek": f"{n}", **hours}) for n in range(7)],
            }
        )
        company = env["res.company"].create({"name": "Kota", "resource_calendar_id": calendar.id})
        calendar.company_id = company
        company.attendance_from_systray = True
        env.user.company_ids |= company
        env = env(context={**QUIET, "allowed_company_ids": company.ids})
        company = company.with_env(env)
        values = {"company_id": company.id, **({"is_opd": True} if self.ours else {})}
        units = env["hr.department"].create([{"name": f"Dinas {n:02}", **values} for n in range(UNITS)])
        self.head_ids = self._heads(env, company, units)
        self.mayor_uid = self._person(env, company, units[0], "mayor").user_id.id
        first = self._person(env, company, units[0], "first")
        self.user_ids = self._clone(env, first, people)
        self._spread(env, units, people)
        self.told = {"company_id": company.id, "unit_ids": units.ids, "apel_id": None}
        if self.ours:
            env["res.users"].browse(self.mayor_uid).group_ids |= env.ref("flexible_work_asn.group_executive")
            self._day(env, company, units[0])

    def _heads(self, env, company, units):
        found = []
        for number, unit in enumerate(units):
            user = self._person(env, company, unit, f"head{number}").user_id
            unit.manager_id = user.employee_id
            group = "flexible_work_asn.group_head" if self.ours else "hr_attendance.group_hr_attendance_officer"
            user.group_ids |= env.ref(group)
            found.append(user.id)
        return found

    def _spread(self, env, units, people):
        """The first of them are in the first unit, the others in the other ones."""
        self.in_first = min(APEL, people)
        env.flush_all()
        env.cr.execute(
            """UPDATE hr_version v SET department_id = (%s::int[])[2 + n.number %% %s]
                 FROM (SELECT e.id, row_number() OVER (ORDER BY e.id) AS number FROM hr_employee e
                        WHERE e.user_id = ANY(%s)) n
                WHERE v.employee_id = n.id AND n.number > %s""",
            [units.ids, len(units) - 1, self.user_ids, self.in_first],
        )
        env.cr.execute("ANALYZE hr_employee, hr_version, res_users, resource_resource, res_partner")
        env.invalidate_all()

    def _day(self, env, company, unit):
        today = company._flexible_work_today()
        env["flexible.work.circular"].create(
            {
                "name": "Everybody at home",
                "number": "1",
                "date_issued": today,
                "signatory_title": "Wali Kota",
                "date_from": today,
                "company_id": company.id,
                "rule_ids": [(0, 0, {"article": "1", WEEKDAYS[today.weekday()]: "wfh"})],
            }
        ).action_enact()
        env["flexible.work.day"].sudo()._process_company(company)
        hours = {"hour_from": 0, "hour_late": 12, "hour_to": 24}
        apel = env["flexible.work.apel"].create(
            {"company_id": company.id, "department_id": unit.id, "date": today, "kind": "morning", **hours}
        )
        apel.action_open()
        self.told["apel_id"] = apel.id


def forget(told):
    """Delete the sessions of everybody."""
    store = odoo.http.root.session_store
    for cookie in (*told["cookies"], *told["heads"], told["mayor"]):
        Path(store.get_session_filename(cookie.partition("=")[2])).unlink(missing_ok=True)


def main():
    database, people = sys.argv[1:]
    odoo.tools.config.parse_config(["--log-level=critical", "--no-http"])
    print(json.dumps(Region(database, int(people)).told))


if __name__ == "__main__":
    main()
