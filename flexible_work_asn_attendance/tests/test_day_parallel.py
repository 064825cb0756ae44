"""Two workers and people who check in, all at the same moment: each in a transaction of its own, committed."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from odoo import fields
from odoo.service.model import retrying
from odoo.tests import tagged

from odoo.addons.flexible_work_asn.local_time import to_local
from odoo.addons.flexible_work_asn.tests.committed import CommittedCase

PEOPLE = 24
#: one in which the local date does not change within the next hours
ZONES = ("Asia/Jayapura", "Europe/Berlin", "America/New_York")


@tagged("post_install", "-at_install")
class TestWorkersAtOnce(CommittedCase):
    """Some people of a government that is in the database for as long as the class runs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with cls._env() as env:
            tz = next(tz for tz in ZONES if 4 <= to_local(fields.Datetime.now(), tz).hour < 21)
            all_day = {"hour_from": 0.5, "hour_to": 23.5, "day_period": "morning"}
            week = [(0, 0, {"name": str(n), "dayofweek": str(n), **all_day}) for n in range(7)]
            calendar = env["resource.calendar"].create({"name": "Bersamaan", "tz": tz, "attendance_ids": week})
            company = env["res.company"].create(
                {"name": f"Kota Bersamaan {uuid.uuid4()}", "resource_calendar_id": calendar.id}
            )
            calendar.company_id = company
            unit = env["hr.department"].create({"name": "Dinas Bersamaan", "company_id": company.id, "is_opd": True})
            employees = env["hr.employee"].create(
                [
                    {
                        "name": f"Bersamaan {number}",
                        "company_id": company.id,
                        "department_id": unit.id,
                        "resource_calendar_id": calendar.id,
                        "date_version": "2025-01-01",
                    }
                    for number in range(PEOPLE)
                ]
            )
            cls.company_id, cls.calendar_id, cls.unit_id = company.id, calendar.id, unit.id
            cls.employee_ids = employees.ids

    @classmethod
    def _remove(cls):
        if not hasattr(cls, "employee_ids"):
            return
        cls._forget_days()
        with cls._env() as env:
            env["hr.employee"].browse(cls.employee_ids).unlink()
            env["hr.department"].browse(cls.unit_id).unlink()
            env["res.company"].browse(cls.company_id).resource_calendar_id = False
            env["resource.calendar"].browse(cls.calendar_id).unlink()
            # what belongs to it may keep a company: it is out of sight then
            env["res.company"].browse(cls.company_id).active = False

    @classmethod
    def _forget_days(cls):
        with cls._env() as env:
            for table in ("hr_attendance", "flexible_work_day"):
                env.cr.execute(f"DELETE FROM {table} WHERE employee_id = ANY(%s)", [cls.employee_ids])
            env["res.company"].browse(cls.company_id).flexible_work_opened_on = False

    def setUp(self):
        super().setUp()
        self._forget_days()

    def at_once(self, *works):
        """Run them all at the same moment, as Odoo runs requests and jobs; what they complain about."""
        gate, complaints = threading.Barrier(len(works)), []

        def run(work):
            with self._env() as env:
                # every transaction has begun before another one has written
                env.cr.execute("SELECT count(*) FROM flexible_work_day")
                gate.wait()
                try:
                    retrying(partial(work, env), env)
                except Exception as error:
                    complaints.append(repr(error))

        with ThreadPoolExecutor(len(works)) as pool:
            list(pool.map(run, works))
        return complaints

    def process(self, env):
        env["flexible.work.day"]._process_company(env["res.company"].browse(self.company_id))

    def check_in(self, employee_id, env):
        env["hr.employee"].browse(employee_id)._attendance_action_change({"mode": "systray"})

    def days(self):
        with self._env() as env:
            env.cr.execute(
                "SELECT employee_id, status, check_in IS NOT NULL FROM flexible_work_day WHERE employee_id = ANY(%s)",
                [self.employee_ids],
            )
            return env.cr.fetchall()

    def test_two_workers_open_each_day_once(self):
        self.assertEqual(self.at_once(self.process, self.process), [])
        self.assertEqual(sorted(row[0] for row in self.days()), sorted(self.employee_ids))

    def test_no_check_in_is_lost_while_the_days_are_opened(self):
        early = self.employee_ids[:6]
        works = [partial(self.check_in, employee_id) for employee_id in early]
        self.assertEqual(self.at_once(self.process, self.process, *works), [])
        days = self.days()
        self.assertEqual(sorted(row[0] for row in days), sorted(self.employee_ids))
        present = {employee_id for employee_id, status, come in days if status == "present" and come}
        self.assertEqual(present, set(early))

    def test_no_check_in_is_lost_while_the_open_days_are_judged(self):
        self.at_once(self.process)
        works = [partial(self.check_in, employee_id) for employee_id in self.employee_ids[:6]]
        self.assertEqual(self.at_once(self.process, *works, self.process), [])
        self.assertEqual(sum(status == "present" for _id, status, _come in self.days()), 6)

    def test_a_worker_passes_over_a_government_that_another_one_is_at(self):
        with self._env() as env, self._env() as other:
            company = env["res.company"].browse(self.company_id)
            env["flexible.work.day"]._process_company_alone(company)
            other["flexible.work.day"]._process_company_alone(company.with_env(other))
            other.cr.execute("SELECT count(*) FROM flexible_work_day WHERE company_id = %s", [self.company_id])
            self.assertEqual(other.cr.fetchone()[0], 0)
        self.assertEqual(len(self.days()), PEOPLE)
