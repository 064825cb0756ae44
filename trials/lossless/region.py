"""The regional government of the trial: units with heads, people with sessions, and enough to decide about.

Run as a program with Odoo in it: ``python -m trials.lossless.region DATABASE PEOPLE ROUNDS`` prints what it has made.
"""

import json
import sys
from datetime import timedelta

import odoo.tools

from tests.live import _Loader as OneUnit

#: units that submit to the daily report
UNITS = 6
#: moves of one proposal
MOVES = 12
#: who receives the report
RECIPIENTS = ("walikota", "sekda", "bpk")


class Region(OneUnit):
    """People of one OPD of `tests.live`, spread over several, with BKPSDM, recipients and proposals of placement.

    :param rounds: so many past days can be reported, and so many proposals decided
    """

    def __init__(self, database, people, rounds):
        self.rounds = rounds
        super().__init__(database, people)

    def _load(self, env, people):
        super()._load(env, people)
        company = env["res.company"].browse(self.told["company_id"])
        env = env(context={**env.context, "allowed_company_ids": company.ids})
        today = company._flexible_work_today()
        units = self._spread(env, company)
        agency = self._person(env, company, units[0], "bkpsdm").user_id
        agency.group_ids |= env.ref("flexible_work_asn.group_bkpsdm") | env.ref("base.group_system")
        partners = env["res.partner"].create(
            [{"name": name.title(), "email": f"{name}@region.example"} for name in RECIPIENTS]
        )
        company.write({"email": "bkpsdm@region.example", "flexible_work_report_recipient_ids": [(6, 0, partners.ids)]})
        self._past_days(env, company, today)
        employees = dict(
            env["hr.employee"]
            .search_fetch([("user_id", "in", self.user_ids)], ["user_id"])
            .mapped(lambda one: (one.user_id.id, one.id))
        )
        self.told |= {
            "today": str(today),
            "units": units.ids,
            "heads": [(unit.id, unit.manager_id.user_id.id) for unit in units],
            "agency": agency.id,
            "employees": [employees[uid] for uid in self.user_ids],
            "recipients": [partner.email for partner in partners],
            "placements": self._placements(env, company, units, list(employees.values()), today),
        }
        # what Odoo tells people stays inside; only the report leaves by mail
        env["res.users"].search([("company_id", "=", company.id)]).notification_type = "inbox"

    def _spread(self, env, company):
        """More OPD, each with a head; the people evenly over them."""
        units = env["hr.department"].browse(self.told["unit_id"])
        for number in range(1, UNITS):
            unit = env["hr.department"].create({"name": f"Dinas {number}", "company_id": company.id, "is_opd": True})
            head = self._person(env, company, unit, f"head{number}")
            head.user_id.group_ids |= env.ref("flexible_work_asn.group_head")
            unit.manager_id = head
            units |= unit
        env.flush_all()
        env.cr.execute(
            "UPDATE hr_version v SET department_id = (%s::int[])[1 + e.id %% %s] FROM hr_employee e"
            " WHERE e.id = v.employee_id AND e.user_id = ANY(%s)",
            (units.ids, UNITS, self.user_ids),
        )
        # the names of their units are kept beside
        env.invalidate_all()
        env["flexible.work.day"].sudo()._process_company(company)
        return units

    def _past_days(self, env, company, today):
        """Closed days like today's, one for each round."""
        env.flush_all()
        env.cr.execute(
            "SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns"
            " WHERE table_name = 'flexible_work_day' AND column_name NOT IN ('id', 'date', 'state', 'status')"
        )
        columns = env.cr.fetchone()[0]
        env.cr.execute(
            f"INSERT INTO flexible_work_day (date, state, status, {columns})"
            f" SELECT date - n, 'closed', 'present', {columns} FROM flexible_work_day, generate_series(10, %s) n"
            " WHERE company_id = %s",
            (9 + self.rounds, company.id),
        )
        env.cr.execute("ANALYZE flexible_work_day")

    def _placements(self, env, company, units, employees, today):
        """Proposals of which each is for a time of its own, so that all may be accepted."""
        env["flexible.work.service"].create(
            {"name": "Loket", "department_id": units[1].id, "volume": 10_000, "norm_minutes": 15}
        )
        workload = env["flexible.work.workload"].create({"company_id": company.id, "name": "Need"})
        workload.action_compute()
        placements = env["flexible.work.placement"].create(
            [
                {
                    "name": f"Proposal {number}",
                    "workload_id": workload.id,
                    "date_from": today + timedelta(days=400 + number),
                    "date_to": today + timedelta(days=400 + number),
                }
                for number in range(self.rounds)
            ]
        )
        people = env["hr.employee"].browse(employees[1 : MOVES + 1])
        env["flexible.work.placement.move"].create(
            [
                {
                    "placement_id": placement.id,
                    "employee_id": person.id,
                    "department_from_id": person.department_id.id,
                    "department_to_id": next(unit.id for unit in units if unit != person.department_id),
                }
                for placement in placements
                for person in people
            ]
        )
        placements.state = "proposed"
        return placements.ids


def _main(database, people, rounds):
    from contextlib import closing

    from odoo import SUPERUSER_ID, api
    from odoo.modules.registry import Registry

    region = Region(database, people, rounds)
    with closing(Registry(database).cursor()) as cursor:
        env = api.Environment(cursor, SUPERUSER_ID, {})
        told = region.told
        told["agency_cookie"] = region._session(env, told["agency"])
        told["head_cookies"] = {unit: region._session(env, uid) for unit, uid in told.pop("heads")}
    return told


if __name__ == "__main__":
    odoo.tools.config.parse_config(["--log-level=critical", "--no-http"])
    name, *numbers = sys.argv[1:]
    sys.stdout.write(json.dumps(_main(name, *map(int, numbers))))
