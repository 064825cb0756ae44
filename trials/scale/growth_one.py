"""One size of a region: ``python -m trials.scale.growth_one load|measure DATABASE PEOPLE DAYS STEPS``.

Loading has a process of its own, so that its memory is not there to be used again. Prints one line of JSON:
``{step: {amount, seconds, python, database, queries, megabytes}}`` and ``sizes``. Each step is committed, as the job
commits it. ``python`` and ``database`` are seconds computed by this process and by its backend: waiting for others who
use the machine is not in them.
"""

import gc
import json
import logging
import sys
import time
from contextlib import closing, contextmanager

import psutil
from freezegun import freeze_time

import odoo
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

from .memory import Peak

#: in a tuple, so that a test clock (freezegun replaces what it finds by name in modules) leaves them alone
CLOCKS = (time.perf_counter, time.process_time)
#: tables that grow with people and days
TABLES = (
    "flexible_work_day",
    "hr_attendance",
    "flexible_work_report",
    "flexible_work_report_line",
    "flexible_work_report_person",
    "flexible_work_month_person",
)
#: everybody who is expected comes between 06:40 and 07:50, one in a hundred not at all
CHECK_INS = """
INSERT INTO hr_attendance
    (employee_id, date, check_in, in_mode, worked_hours, flexible_in_located, in_latitude, in_longitude, create_uid,
     write_uid)
SELECT d.employee_id, d.date, d.date - interval '2 hours 20 minutes' + random() * interval '70 minutes', 'systray', 0,
       true, e.home_latitude, e.home_longitude, 1, 1
  FROM flexible_work_day d
  JOIN hr_employee e ON e.id = d.employee_id
 WHERE d.company_id = %s AND d.date = %s AND d.mode IS NOT NULL AND d.leave_status IS NULL AND random() < 0.99
"""


def load(env, people, days):
    """The city with its history, committed."""
    from benchmarks.city import START, BenchmarkCity

    from .history import load_history

    city = BenchmarkCity(env, people)
    city.company.flexible_work_opened_on = False
    env.cr.commit()
    load_history(city.env, city.company, START, days)


class Growth:
    """Measures the steps in a database that `load` has filled."""

    def __init__(self, env, steps):
        from benchmarks.city import MONTH, THURSDAY, TUESDAY
        from tests.population_load import QUIET, utc

        self.TUESDAY, self.THURSDAY, self.MONTH, self.utc = TUESDAY, THURSDAY, MONTH, utc
        self.steps, self.found = steps, {}
        self.company = env["res.company"].search([], order="id desc", limit=1)
        env = env(context={**QUIET, "allowed_company_ids": self.company.ids})
        self.env, self.company = env, self.company.with_env(env)
        self.employees = env["hr.employee"].search([("company_id", "=", self.company.id)])
        self.people = len(self.employees)

    def process(self, hour):
        """What the job does at a local hour."""
        self.env["flexible.work.day"].sudo()._process_company(self.company, now=self.utc(self.TUESDAY, hour))

    @contextmanager
    def step(self, name, amount, env=None):
        """Measure a step and the writing of what is pending."""
        if env is not None:
            env.flush_all()
            env.invalidate_all()
            queries = env.cr.sql_log_count
        backend = psutil.Process(env.cr._cnx.info.backend_pid) if env is not None else None
        served = sum(backend.cpu_times()[:2]) if backend else 0
        gc.collect()
        with Peak() as peak:
            wall, computing = CLOCKS
            begun, computed = wall(), computing()
            yield
            if env is not None:
                env.cr.commit()
            seconds, python = wall() - begun, computing() - computed
        self.found[name] = {
            "amount": amount,
            "seconds": round(seconds, 3),
            "python": round(python, 3),
            "database": round(sum(backend.cpu_times()[:2]) - served, 3) if backend else None,
            "megabytes": round(peak.megabytes, 1),
            "queries": env.cr.sql_log_count - queries if env is not None else None,
        }
        print(f"  {name}: {seconds:.2f} s, {peak.megabytes:.0f} MB", file=sys.stderr, flush=True)

    def run(self):
        for name in ("plan", "day", "report", "month"):
            if name in self.steps:
                getattr(self, name)()
        self.found["sizes"] = self.sizes()
        return self.found

    def plan(self):
        self.employees[:10]._flexible_work_decisions(self.THURSDAY, self.THURSDAY)
        with self.step("plan of a day", self.people, self.env):
            self.employees._flexible_work_decisions(self.THURSDAY, self.THURSDAY)
        with self.step("plan of a month", self.people, self.env):
            self.employees._flexible_work_decisions(self.MONTH[0], self.MONTH[-1])

    def day(self):
        with self.step("open", self.people, self.env):
            self.process(0.25)
        with self.step("nothing to do", self.people, self.env):
            self.process(0.5)
        self.env.cr.execute(CHECK_INS, [self.company.id, self.TUESDAY])
        self.env.cr.execute("ANALYZE hr_attendance, flexible_work_day")
        self.env.cr.commit()
        with self.step("judge", self.people, self.env):
            self.process(9.0)
        with self.step("close", self.people, self.env):
            self.process(18.5)

    def report(self):
        values = {"date": self.TUESDAY, "company_id": self.company.id}
        with self.step("daily report: figures and lists", self.people, self.env):
            page = self.env["flexible.work.report"].create(values)
            page.action_count()
        with self.step("daily report: XLSX", self.people, self.env):
            self.found["xlsx bytes"] = len(page.sudo()._xlsx())
        with self.step("daily report: PDF", self.people, self.env):
            self.found["pdf bytes"] = len(page.sudo().with_context(force_report_rendering=True)._pdf() or b"")

    def month(self):
        """A month that is among the days of before."""
        from benchmarks.month import JANUARY
        from benchmarks.tpp import FIRST

        days = self.env["flexible.work.day"].search_count(
            [("company_id", "=", self.company.id), ("date", ">=", "2025-12-01"), ("date", "<=", "2025-12-31")]
        )
        if not days:
            return
        values = {"month": FIRST, "company_id": self.company.id}
        with freeze_time(JANUARY), self.step("month", self.people, self.env):
            record = self.env["flexible.work.month"].with_company(self.company).create(values)
            record._count()

    def sizes(self):
        """{table: {rows, table bytes, index bytes}}, and the average row of the day that the job has written."""
        found = {}
        self.env.cr.execute("ANALYZE flexible_work_day, hr_attendance")
        for table in TABLES:
            self.env.cr.execute("SELECT to_regclass(%s)", [table])
            if self.env.cr.fetchone()[0]:
                self.env.cr.execute(
                    f"SELECT count(*), pg_table_size('{table}'), pg_indexes_size('{table}'),"
                    f" coalesce(avg(pg_column_size(t.*)) FILTER (WHERE %s), 0)::int FROM {table} t"
                    % (f"date = '{self.TUESDAY}'" if table in ("flexible_work_day", "hr_attendance") else "true")
                )
                rows, size, indexes, row = self.env.cr.fetchone()
                found[table] = {"rows": rows, "table": size, "indexes": indexes, "row": row}
        return found


def main():
    task, database, people, days, steps = sys.argv[1:]
    odoo.tools.config.parse_config(["--log-level=error", "--no-http"])
    logging.getLogger("odoo").setLevel(logging.ERROR)
    with closing(Registry(database).cursor()) as cursor:
        env = api.Environment(cursor, SUPERUSER_ID, {})
        if task == "load":
            load(env, int(people), int(days))
        else:
            print(json.dumps(Growth(env, steps.split(",")).run()))


if __name__ == "__main__":
    main()
