"""Requests that really come at the same moment: over HTTP, each in a transaction of its own, committed."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import requests

import odoo
from odoo import fields
from odoo.service.model import retrying
from odoo.tests import HttpCase, get_db_name, tagged

from .committed_region import CommittedRegion

LOGIN = "serentak%s"


@tagged("post_install", "-at_install")
class TestParallel(CommittedRegion):
    """Twenty people, each with an account."""

    people = 20

    @classmethod
    def _of_person(cls, company, number):
        login = LOGIN % number
        values = {"name": login, "login": login, "password": login}
        user = company.env["res.users"].create(
            values | {"company_id": company.id, "company_ids": [(6, 0, company.ids)]}
        )
        return {"name": user.name, "user_id": user.id}

    def session(self, number):
        """Somebody who is logged in, as a browser is."""
        session = requests.Session()
        base = f"http://{odoo.tests.common.HOST}:{HttpCase.http_port()}"
        params = {"db": get_db_name(), "login": LOGIN % number, "password": LOGIN % number}
        answer = session.post(f"{base}/web/session/authenticate", json={"params": params}, timeout=60).json()
        self.assertIn("result", answer, answer)
        session.base = base
        return session

    def at_once(self, acts):
        """The answers of all ``acts``, which begin at the same moment."""
        barrier = threading.Barrier(len(acts))

        def begin(act):
            barrier.wait(60)
            return act()

        with ThreadPoolExecutor(len(acts)) as pool:
            return list(pool.map(begin, acts))

    def check(self, session, kind):
        answer = session.post(f"{session.base}/flexible_work/check", json={"params": {"kind": kind}}, timeout=120)
        self.assertNotIn("error", answer.json(), answer.text[:2000])
        return answer.json()["result"]

    def process(self, hours=0):
        """What the quarter-hourly job does, so many hours from now."""
        with self._env() as env:
            company = env["res.company"].browse(self.company_id)
            now = fields.Datetime.now() + timedelta(hours=hours)
            retrying(partial(env["flexible.work.day"]._process_company, company, now), env)

    def rows(self):
        """[(employee, number of attendances, check-in and check-out of the last, those of the day, status, state)]."""
        with self._env() as env:
            env.cr.execute(
                """
                SELECT a.employee_id, count(*), max(a.check_in), max(a.check_out),
                       max(d.check_in), max(d.check_out), max(d.status), max(d.state)
                  FROM hr_attendance a LEFT JOIN flexible_work_day d ON d.id = a.flexible_day_id
                 WHERE a.employee_id = ANY(%s)
              GROUP BY 1
                """,
                [self.employee_ids],
            )
            return env.cr.fetchall()

    def test_twenty_people_check_in_at_the_same_moment(self):
        sessions = [self.session(n) for n in range(self.people)]
        cards = self.at_once([partial(self.check, session, "in") for session in sessions])
        self.assertEqual({bool(card["day"]["check_in"]) for card in cards}, {True})
        rows = self.rows()
        self.assertEqual((len(rows), {row[1] for row in rows}), (self.people, {1}))
        self.assertTrue(all(row[2] == row[4] for row in rows), "The day says what the attendance says")

    def test_five_taps_of_one_person_are_one_check_in_and_no_error(self):
        session = self.session(0)
        cards = self.at_once([partial(self.check, session, "in")] * 5)
        self.assertEqual(len({card["day"]["check_in"] for card in cards}), 1)
        self.assertEqual([row[1] for row in self.rows()], [1])

    def test_five_taps_to_leave_are_one_check_out(self):
        session = self.session(0)
        self.check(session, "in")
        self.at_once([partial(self.check, session, "out")] * 5)
        ((_employee, count, _in, out, _day_in, day_out, *_),) = self.rows()
        self.assertEqual((count, out), (1, day_out))

    def test_five_badges_at_once_are_one_check_in(self):
        """Odoo's toggle would check out with every second one."""

        def badge():
            with self._env() as env:
                employee = env["hr.employee"].browse(self.employee_ids[0])
                retrying(partial(employee._attendance_action_change, {"mode": "kiosk"}), env)

        self.at_once([badge] * 5)
        ((_employee, count, _in, out, *_),) = self.rows()
        self.assertEqual((count, out), (1, None))

    def test_while_the_job_opens_the_same_day(self):
        sessions = [self.session(n) for n in range(8)]
        self.at_once([*(partial(self.check, session, "in") for session in sessions), self.process, self.process])
        rows = self.rows()
        self.assertEqual((len(rows), {row[1] for row in rows}), (8, {1}))
        self.assertTrue(all(row[2] == row[4] for row in rows))
        with self._env() as env:
            env.cr.execute("SELECT count(*), count(DISTINCT employee_id) FROM flexible_work_day WHERE company_id = %s",
                           [self.company_id])  # fmt: skip
            self.assertEqual(env.cr.fetchone(), (self.people, self.people))

    def test_while_the_job_closes_the_same_day(self):
        sessions = [self.session(n) for n in range(8)]
        self.process()
        self.at_once([partial(self.check, session, "in") for session in sessions])
        self.at_once(
            [*(partial(self.check, session, "out") for session in sessions), *[partial(self.process, hours=26)] * 2]
        )
        for _employee, count, _in, out, _day_in, day_out, _status, state in self.rows():
            self.assertEqual((count, state), (1, "closed"))
            self.assertEqual(out, day_out, "A check-out while the day closes is not lost")
