"""Joining an apel as it is in the morning: a real server with two workers, real requests at the same moment."""

import shutil
import subprocess
import tempfile
import threading
import time
import unittest
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from odoo.sql_db import close_db, db_connect
from odoo.tests import BaseCase, get_db_name, tagged

from odoo.addons.flexible_work_asn_attendance.judge import code_at

from .live import Listener, LiveCity, follow_at_once, live_server

PEOPLE = 40
JOIN = "/flexible_work/apel/join"


@tagged("post_install", "-at_install")
@unittest.skipUnless(shutil.which("pg_dump"), "PostgreSQL's pg_dump is needed")
class TestApelLive(BaseCase):
    """On a copy of the test's database, dropped at the end."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.database = f"{get_db_name()}_apel"
        cls.addClassCleanup(cls._drop)
        cls._copy()
        cls.city = LiveCity(cls.database, PEOPLE)
        server = live_server(cls.database)
        cls.server = server.__enter__()
        cls.addClassCleanup(server.__exit__, None, None, None)
        cls.apel, cls.other = cls.city.apel_ids

    @classmethod
    def _copy(cls):
        with tempfile.TemporaryDirectory() as folder:
            dump = Path(folder) / "dump"
            subprocess.run(["pg_dump", "-Fc", "-Z0", "-f", dump, get_db_name()], check=True)
            cls._drop()
            subprocess.run(["createdb", "-T", "template0", cls.database], check=True)
            subprocess.run(["pg_restore", "-j2", "--no-owner", "-d", cls.database, dump], check=True)

    @classmethod
    def _drop(cls):
        close_db(cls.database)
        subprocess.run(["dropdb", "--if-exists", "--force", cls.database], check=True)

    def code(self, apel_id):
        return code_at(self.city.secrets[apel_id], int(time.time()))

    def rows(self, apel_id):
        with closing(db_connect(self.database).cursor()) as cursor:
            cursor.execute("SELECT employee_id FROM flexible_work_apel_attendance WHERE apel_id = %s", (apel_id,))
            return [row[0] for row in cursor.fetchall()]

    def at_once(self, questions):
        """Ask them all at the same moment; their answers."""
        gate = threading.Barrier(len(questions))

        def ask(question):
            gate.wait()
            return self.server.call(*question)

        with ThreadPoolExecutor(len(questions)) as pool:
            return list(pool.map(ask, questions))

    def test_all_who_join_at_the_same_moment_are_in_and_the_board_hears_each_once(self):
        board = Listener(self.server, self.city.leader_cookie, f"flexible_work_apel_{self.apel}")
        curious = Listener(self.server, self.city.cookies[0], f"flexible_work_apel_{self.apel}")
        for listener in (board, curious):
            self.addCleanup(listener.close)
            listener.start()
        time.sleep(1)
        question = {"apel_id": self.apel, "code": self.code(self.apel)}
        for cookies in (self.city.cookies[:20], self.city.cookies[20:]):
            answers = self.at_once([(cookie, JOIN, question) for cookie in cookies])
            self.assertEqual([error for _seconds, _answer, error in answers if error], [])
            joined = [one["joined_at"] for _s, card, _e in answers for one in card["apels"] if one["id"] == self.apel]
            self.assertEqual((len(joined), all(joined)), (20, True))
        time.sleep(2)
        rows = self.rows(self.apel)
        self.assertEqual((len(rows), len(set(rows))), (PEOPLE, PEOPLE))
        self.assertEqual(set(board.heard), set(rows))
        self.assertEqual(curious.heard, {}, "an employee may not listen to who comes")
        _seconds, seen, _error = self.server.ask(self.city.leader_cookie, "flexible.work.apel", "get_code", [self.apel])
        self.assertEqual((seen["present"], seen["late"]), (PEOPLE, seen["late"]))

    def test_the_same_tap_four_times_at_once_is_one_presence(self):
        cookie = self.city.cookies[5]
        question = {"apel_id": self.other, "code": self.code(self.other)}
        answers = self.at_once([(cookie, JOIN, question)] * 4)
        self.assertEqual([error for _seconds, _answer, error in answers if error], [])
        self.assertEqual(len(self.rows(self.other)), 1)

    def test_a_wrong_code_is_refused_in_words_and_a_colleagues_board_is_not_shown(self):
        cookie = self.city.cookies[6]
        _seconds, _answer, error = self.server.call(cookie, JOIN, {"apel_id": self.other, "code": "000000"})
        self.assertIn("This code is not right", error)
        for wrong in ("x", 10**12, None):
            _seconds, _answer, error = self.server.call(cookie, JOIN, {"apel_id": wrong, "code": "000000"})
            self.assertIn("does not exist any more", error)
        _seconds, board, error = self.server.ask(cookie, "flexible.work.apel", "get_board", [self.other])
        self.assertIsNone(board)
        self.assertTrue(error)

    def test_two_workers_that_follow_the_schedule_at_once_make_each_session_once(self):
        with closing(db_connect(self.database).cursor()) as cursor:
            cursor.execute("UPDATE flexible_work_apel SET date = date - 1 WHERE id = %s RETURNING date", (self.other,))
            yesterday = cursor.fetchone()[0]
            cursor.execute(
                """
                INSERT INTO flexible_work_apel_schedule (circular_id, kind, audience, scope, hour_from, hour_late,
                            hour_to, monday, tuesday, wednesday, thursday, friday, saturday, sunday)
                     SELECT id, 'afternoon', 'away', 'opd', 22, 22, 23, true, true, true, true, true, true, true
                       FROM flexible_work_circular WHERE company_id = %s
                """,
                (self.city.company_id,),
            )
            cursor.commit()
        self.assertEqual(follow_at_once(self.database, self.city.company_id), [])
        with closing(db_connect(self.database).cursor()) as cursor:
            cursor.execute(
                "SELECT hour_from, leader_id IS NOT NULL, state FROM flexible_work_apel"
                " WHERE company_id = %s AND kind = 'afternoon' AND date > %s",
                (self.city.company_id, yesterday),
            )
            self.assertEqual(cursor.fetchall(), [(22.0, True, "draft")])
