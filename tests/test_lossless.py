"""Nothing is lost when a server is killed at work: some kills of ``make lossless``, and what its auditor would find."""

import os
import random
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import config

from trials.lossless.audit import doubled, files_wrong
from trials.lossless.cluster import Borrowed
from trials.lossless.house import House
from trials.lossless.kills import DEEDS, kill_once
from trials.lossless.letterbox import Letterbox

PEOPLE = 40
#: so many past days and proposals
ROUNDS = 6


@tagged("post_install", "-at_install")
@unittest.skipUnless(shutil.which("pg_dump"), "PostgreSQL's pg_dump is needed")
class TestLossless(BaseCase):
    """On a copy of the test's database, dropped at the end; the database server itself is left alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = Path(tempfile.mkdtemp(prefix="lossless-"))
        cls.letterbox = Letterbox()
        cls.addClassCleanup(cls.letterbox.close)
        cls.house = House(folder, Borrowed(), cls.letterbox.port, database=f"{get_db_name()}_lossless")
        cls.addClassCleanup(cls._leave)
        subprocess.run(["dropdb", "--if-exists", "--force", cls.house.database], check=True)
        cls.house.furnish(dict(os.environ), get_db_name(), Path(config.filestore(get_db_name())))
        cls.told = cls.house.module("trials.lossless.region", cls.house.database, PEOPLE, ROUNDS)
        cls.house.start()
        # what other tests have left is not ours
        cls.known = set(files_wrong(cls.house))
        cls.rng = random.Random(20260112)

    @classmethod
    def _leave(cls):
        cls.house.remove()
        subprocess.run(["dropdb", "--if-exists", "--force", cls.house.database], check=True)

    def deed(self, name):
        return DEEDS[name](self.house, self.told, self.letterbox, self.rng)

    def killed(self, name, longest=None):
        deed = self.deed(name)
        deed.longest = longest or deed.longest
        found, words = kill_once(self.house, deed, self.rng)
        self.assertFalse(set(found) - self.known, words)
        return deed

    def test_who_was_told_that_he_is_in_is_in(self):
        deed = self.killed("check-in", longest=1.0)
        self.assertTrue(deed.acknowledged["in"])

    def test_days_are_open_for_all_or_for_none(self):
        self.killed("days", longest=0.5)

    def test_a_mail_that_has_left_is_not_sent_again(self):
        deed = self.killed("after-accepted")
        self.assertTrue(deed.uncertain, "Nobody asks whether the mail has arrived")

    def test_the_auditor_finds_what_is_lost_doubled_or_half(self):
        deed = self.deed("check-in")
        deed.prepare()
        number, cookie = 0, self.told["cookies"][0]
        employee = self.told["employees"][number]
        deed._tap(number, cookie, "in")
        deed.refused = []
        self.assertFalse(deed.audit())
        self.house.sql("UPDATE flexible_work_day SET check_in = NULL WHERE employee_id = %s", employee)
        self.assertTrue(deed.audit(), "The day has forgotten when the person came")
        self.house.sql("DELETE FROM hr_attendance WHERE employee_id = %s", employee)
        self.assertTrue(deed.audit(), "An acknowledged check-in is gone")
        for _ in range(2):
            self.house.sql(
                "INSERT INTO hr_attendance (employee_id, date, check_in) VALUES (%s, %s, now())", employee, deed.today
            )
        self.assertTrue(doubled(self.house))
        self.assertTrue(deed.audit())
        self.house.sql("DELETE FROM hr_attendance WHERE employee_id = %s", employee)

        store = self.house.data / "filestore" / self.house.database
        half = store / "ab" / f"ab{'0' * 38}"
        half.parent.mkdir(exist_ok=True)
        half.write_bytes(b"half")
        self.assertEqual(len(set(files_wrong(self.house)) - self.known), 1)
        half.unlink()
        number, name = self.house.sql(
            "SELECT id, store_fname FROM ir_attachment WHERE store_fname IS NOT NULL LIMIT 1"
        )[0]
        self.house.sql("UPDATE ir_attachment SET store_fname = 'ab/nothing' WHERE id = %s", number)
        self.assertTrue(set(files_wrong(self.house)) - self.known)
        self.house.sql("UPDATE ir_attachment SET store_fname = %s WHERE id = %s", name, number)
