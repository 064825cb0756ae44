"""Two workers and people who check in, all at the same moment: each in a transaction of its own, committed."""

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from odoo.service.model import retrying
from odoo.tests import tagged

from .committed_region import CommittedRegion


@tagged("post_install", "-at_install")
class TestWorkersAtOnce(CommittedRegion):
    """Workers of the jobs, and people who check in without a server between them and the database."""

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
        self.assertEqual(len(self.days()), self.people)
