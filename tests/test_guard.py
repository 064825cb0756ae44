"""What is asked wrongly, or too often, of real servers: a part of ``make guard`` that fits into every test run."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
import urllib.error
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from odoo.sql_db import close_db
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import config

from trials.guard.__main__ import Report, ask_all, connected, parse
from trials.guard.audit import Audit, Change
from trials.guard.client import Answer
from trials.guard.questions import Question
from trials.guard.verdict import Judge

from .live import live_server

#: as many as a test run has time for; make guard asks thousands
REQUESTS = int(os.environ.get("GUARD_REQUESTS", "60"))
SEED = 20260115


@tagged("post_install", "-at_install")
@unittest.skipUnless(shutil.which("pg_dump"), "PostgreSQL's pg_dump is needed")
class TestGuard(BaseCase):
    """On a copy of the test's database with two regions in it, dropped at the end."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.database = f"{get_db_name()}_asked"
        cls.addClassCleanup(cls._drop)
        cls._copy()
        cls.world = cls._make_world()
        server = live_server(cls.database)
        cls.server = server.__enter__()
        cls.addClassCleanup(server.__exit__, None, None, None)

    @classmethod
    def _copy(cls):
        with tempfile.TemporaryDirectory() as folder:
            dump = Path(folder) / "dump"
            subprocess.run(["pg_dump", "-Fc", "-Z0", "-f", dump, get_db_name()], check=True)
            cls._drop()
            subprocess.run(["createdb", "-T", "template0", cls.database], check=True)
            subprocess.run(["pg_restore", "-j2", "--no-owner", "-d", cls.database, dump], check=True)
        source = Path(config.filestore(get_db_name()))
        if source.exists():
            shutil.copytree(source, config.filestore(cls.database), copy_function=os.link)

    @classmethod
    def _drop(cls):
        close_db(cls.database)
        subprocess.run(["dropdb", "--if-exists", "--force", cls.database], check=True)
        shutil.rmtree(config.filestore(cls.database), ignore_errors=True)

    @classmethod
    def _make_world(cls):
        command = [sys.executable, "-m", "trials.guard.world", cls.database]
        root = Path(__file__).parent.parent
        told = subprocess.run(command, cwd=root, check=True, stdout=subprocess.PIPE, text=True).stdout
        return json.loads(told[told.index('{"companies"') :])

    def test_what_is_asked_wrongly_is_refused_and_changes_nothing(self):
        report = Report(parse(["--requests", str(REQUESTS), "--seed", str(SEED), "--roles", "1"]))
        report.world = self.world
        with connected(self.database) as connection:
            ask_all(self.world, self.server, Audit(connection), REQUESTS, SEED, report)
        self.assertFalse([(fault.kind, fault.what, fault.detail[-1500:]) for fault in report.faults])
        self.assertGreaterEqual(sum(report.doors.values()), REQUESTS)
        self.assertEqual(len(report.roles), 10)

    def test_the_audit_sees_what_changes(self):
        """The trial itself: a change that must not be is a fault, or its silence says nothing."""
        with connected(self.database) as connection:
            audit = Audit(connection)
            with connection.cursor() as cursor:
                cursor.execute("UPDATE hr_department SET name = name")
                self.assertEqual(audit.read(), [])
                cursor.execute(
                    "UPDATE hr_department SET flexible_exempt = 'exempt' WHERE id = %s", (self.world["units"][0],)
                )
            (change,) = audit.read()
        self.assertEqual(
            (change.table, change.what, change.row_id), ("hr_department", "UPDATE", self.world["units"][0])
        )
        self.assertIn("flexible_exempt", change.columns)

    def test_two_servers_count_guesses_together(self):
        """Four workers of two servers, forty guesses at one moment: thirty are answered, whoever answers them."""
        with connected(self.database) as connection, connection.cursor() as cursor:
            cursor.execute("DELETE FROM flexible_work_attempt")
        with live_server(self.database) as other:
            addresses = [
                f"http://127.0.0.1:{(self.server, other)[number % 2].port}/flexible_work/verify/guess{number}"
                for number in range(40)
            ]
            with ThreadPoolExecutor(8) as pool:
                statuses = Counter(pool.map(status_of, addresses))
        self.assertEqual(statuses, {404: 30, 429: 10})


@tagged("post_install", "-at_install")
class TestJudge(BaseCase):
    """The judge himself: what he lets pass would never be found."""

    def setUp(self):
        super().setUp()
        role = {"employee_id": 5, "company_id": 1}
        self.judge = Judge(
            {
                "companies": {"own": 1, "other": 2},
                "roles": dict.fromkeys(("pegawai", "kepala", "bkpsdm", "admin", "elsewhere", "portal"), role),
                "units": [7],
                "models": {"flexible.work.reason": {"transient": True}},
                "tokens": {"kiosk": ["key"]},
                "secrets": ["7391846250"],
                "foreign": "XQZTIDORE",
            }
        )

    def faults(self, role, answer=None, log="", reads=False, door="rpc", **change):
        question = Question(role, door, "flexible.work.log.read", "POST", "/", reads=reads)
        row = dict.fromkeys(("row_id", "company_id", "employee_id", "user_id", "department_id"))
        row |= {"table": "flexible_work_log", "what": "UPDATE", "columns": (), **change}
        changes = [Change(**row)] if change else []
        return [fault.kind for fault in self.judge.judge(question, answer or Answer(200, "{}"), log, changes)]

    def test_changes_that_must_not_be(self):
        for role, change in (
            ("portal", {"employee_id": 5}),
            ("nobody", {"table": "hr_attendance", "employee_id": 5}),
            ("pegawai", {"employee_id": 6}),
            ("pegawai", {"employee_id": 6, "table": "flexible_work_reason", "what": "UPDATE"}),
            ("kepala", {"department_id": 8}),
            ("bkpsdm", {"company_id": 2}),
            ("elsewhere", {"company_id": 1}),
            ("bkpsdm", {"company_id": 1, "reads": True}),
            ("bkpsdm", {"company_id": 1, "answer": Answer(200, "", "odoo.exceptions.UserError")}),
            ("bkpsdm", {"company_id": 1, "answer": Answer(403)}),
        ):
            with self.subTest(role=role, change=change):
                self.assertEqual(self.faults(role, **change), ["changed"])

    def test_changes_that_may_be(self):
        for role, change in (
            ("pegawai", {"employee_id": 5}),
            ("pegawai", {"employee_id": 6, "table": "flexible_work_reason", "what": "INSERT"}),
            ("kepala", {"department_id": 7, "employee_id": 6}),
            ("bkpsdm", {"company_id": 1, "employee_id": 6}),
            ("nobody", {"table": "flexible_work_survey_answer", "what": "INSERT"}),
            ("bkpsdm", {"table": "flexible_work_access_log", "what": "INSERT", "reads": True}),
        ):
            with self.subTest(role=role, change=change):
                self.assertEqual(self.faults(role, **change), [])

    def test_what_is_told(self):
        for role, text, kinds in (
            ("pegawai", "the PIN is 7391846250", ["told"]),
            ("bkpsdm", "the PIN is 7391846250", []),
            ("bkpsdm", "Dinas XQZTIDORE", ["told"]),
            ("elsewhere", "Dinas XQZTIDORE", []),
        ):
            self.assertEqual(self.faults(role, Answer(200, text)), kinds, (role, text))

    def test_tracebacks(self):
        frame = '  File "/x/{}", line 1, in {}\n    pass\n'
        start, end = "Traceback (most recent call last):\n", "TypeError: no\n2026-01-01 00:00:00,000 1 INFO"
        ours, core = frame.format("flexible_work_asn/models/a.py", "act"), frame.format("odoo/orm/models.py", "browse")
        handed_on = '  File "/x/flexible_work_asn/models/a.py", line 1, in read\n    return super().read(fields)\n'
        for log, kinds in (
            (start + core + ours + end, ["traceback"]),
            (start + ours + core + end, ["traceback"]),
            (start + core + end, []),
            (start + handed_on + core + end, []),
            ("", []),
        ):
            self.assertEqual(self.faults("bkpsdm", log=log), kinds, log)
        self.assertEqual(self.faults("bkpsdm", Answer(500)), ["server error"])
        self.assertEqual(self.faults("bkpsdm", Answer(500), log=start + core + end), [])
        self.assertEqual(self.faults("bkpsdm", Answer(500), log=start + core + end, door="route"), ["server error"])
        self.assertEqual(self.faults("bkpsdm", Answer(0, "", "TimeoutError")), ["silent"])


def status_of(address):
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
