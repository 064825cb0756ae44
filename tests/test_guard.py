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
from trials.guard.audit import Audit

from .live import live_server

#: as many as a test run has time for; make guard asks thousands
REQUESTS = int(os.environ.get("GUARD_REQUESTS", "120"))
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
        report = Report(parse(["--requests", str(REQUESTS), "--seed", str(SEED)]))
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


def status_of(address):
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
