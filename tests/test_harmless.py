"""The comparisons with which ``make harmless`` and ``make test-odoo`` judge find what they are there to find."""

from contextlib import closing

import psycopg2
import pytest

from odoo.sql_db import db_connect
from odoo.tests import TransactionCase, tagged

from trials.harmless.leftovers import ALWAYS, unexplained
from trials.harmless.odoo import Outcome
from trials.harmless.snapshot import compare_definitions, compare_rows

REGION = """
    CREATE TABLE res_company (id serial PRIMARY KEY, name text, write_date timestamp);
    CREATE TABLE hr_employee (id serial PRIMARY KEY, name text NOT NULL, company_id int REFERENCES res_company);
    CREATE TABLE units_of (employee_id int, unit_id int);
    INSERT INTO res_company (name) VALUES ('Kota Ternate');
    INSERT INTO hr_employee (name, company_id) VALUES ('Siti', 1), ('Abdul', 1);
    INSERT INTO units_of VALUES (1, 1), (1, 1), (2, 1);
"""
CHANGES = {
    "UPDATE hr_employee SET name = 'Sitti' WHERE id = 1": ["- row hr_employee", "+ row hr_employee"],
    "DELETE FROM hr_employee WHERE id = 2": ["- row hr_employee"],
    "INSERT INTO res_company (name) VALUES ('Kota Tidore')": ["+ row res_company"],
    # one of two rows that are alike
    "DELETE FROM units_of WHERE ctid = (SELECT min(ctid) FROM units_of)": ["- row units_of"],
    "ALTER TABLE hr_employee ADD nip text": ["+ column hr_employee.nip"],
    "ALTER TABLE hr_employee ALTER name DROP NOT NULL": ["- column hr_employee.name", "+ column hr_employee.name"],
    "CREATE INDEX nip_index ON hr_employee (name)": ["+ index nip_index"],
    "ALTER TABLE hr_employee DROP CONSTRAINT hr_employee_company_id_fkey": ["- constraint hr_employee.hr_employee_com"],
    "CREATE FUNCTION left_behind() RETURNS int LANGUAGE sql AS 'SELECT 1'": ["+ function left_behind()"],
    "CREATE TABLE flexible_work_day (id int)": ["+ column flexible_work_day.id", "+ relation flexible_work_day"],
}


@tagged("post_install", "-at_install")
class TestComparison(TransactionCase):
    """Two databases of three tables, in one of which something is changed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.names = [f"{cls.env.cr.dbname}_{which}" for which in ("before", "after")]
        cls.addClassCleanup(cls.maintain, *(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)' for name in cls.names))
        cls.maintain(*(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)' for name in cls.names))
        cls.maintain(*(f'CREATE DATABASE "{name}"' for name in cls.names))
        cls.connections = [cls.connect(name) for name in cls.names]
        for connection in cls.connections:
            cls.addClassCleanup(connection.close)
            with connection, connection.cursor() as cr:
                cr.execute(REGION)

    @staticmethod
    def connect(name):
        return psycopg2.connect(**db_connect(name).dsn)

    @classmethod
    def maintain(cls, *statements):
        with closing(cls.connect("postgres")) as connection:
            connection.autocommit = True
            with connection.cursor() as cr:
                for statement in statements:
                    cr.execute(statement)

    def compared(self, change):
        """What is found after a change, which is taken back."""
        before, after = self.connections
        with before.cursor() as old, after.cursor() as new:
            new.execute(change or "SELECT 1")
            found = [*compare_definitions(old, new), *compare_rows(old, new)]
            after.rollback()
            before.rollback()
        return found

    def test_nothing_is_found_where_nothing_differs(self):
        self.assertEqual(self.compared(None), [])

    def test_every_kind_of_change_is_found(self):
        for change, expected in CHANGES.items():
            with self.subTest(change=change):
                found = [str(one) for one in self.compared(change)]
                for start in expected:
                    self.assertTrue(any(line.startswith(start) for line in found), (start, found))

    def test_only_what_is_known_is_explained(self):
        stamped = self.compared("UPDATE res_company SET write_date = now()")
        self.assertEqual(len(unexplained(stamped, demo=False)), 1, "A company is stamped by nobody")
        named = self.compared("UPDATE res_company SET name = 'Pemerintah Kota Ternate'")
        self.assertEqual(unexplained(named, demo=True), [], "The demonstration names the company")
        self.assertEqual(len(unexplained(named, demo=False)), 1)
        person = self.compared("DELETE FROM hr_employee WHERE id = 2")
        self.assertEqual(len(unexplained(person, demo=True)), 1)


def test_every_explanation_says_why():
    assert all(known.why for known in ALWAYS)


LOG = """
2026-11-26 03:00:13,1 5 INFO db odoo.addons.hr.tests.test_plan: Starting TestPlan.test_one ...
2026-11-26 03:00:13,2 5 INFO db odoo.addons.hr.tests.test_plan: Starting TestPlan.test_two ...
2026-11-26 03:00:13,2 5 INFO db odoo.addons.hr.tests.test_plan: Starting TestPlan.test_three ...
2026-11-26 03:00:13,3 5 ERROR db odoo.addons.hr.tests.test_plan: FAIL: TestPlan.test_two
2026-11-26 03:00:13,3 5 ERROR db odoo.addons.hr.tests.test_plan: ERROR: Subtest TestPlan.test_one (day=1)
2026-11-26 03:00:13,3 5 INFO db odoo.addons.hr.tests.test_plan: skipped TestPlan.test_three : no browser
2026-11-26 03:00:13,8 5 ERROR db odoo.tests.suite: ERROR: setUpClass (odoo.addons.hr.tests.test_leave.TestLeave)
2026-11-26 03:00:13,9 5 ERROR db odoo.tests.result: 1 failed, 2 error(s) of 3 tests when loading database 'db'
"""


def test_failures_are_read_from_the_log_of_odoos_own_tests():
    outcome = Outcome(LOG)
    assert outcome.failed == {
        "hr.test_plan.TestPlan.test_one",
        "hr.test_plan.TestPlan.test_two",
        "hr.tests.test_leave.TestLeave",
    }
    assert outcome.done == {"hr.test_plan.TestPlan.test_one", "hr.test_plan.TestPlan.test_two"}
    assert outcome.counted == 3


@pytest.mark.parametrize("text", ["", LOG.replace("1 failed, 2 error(s) of 3 tests", "stopped")])
def test_a_run_that_did_not_end_has_no_count(text):
    assert Outcome(text).total is None
