from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from odoo.sql_db import db_connect
from odoo.tests import TransactionCase

from ..throttle import Throttle, forget_all, sweep, unnamed


def at(hour, minute=0, second=0):
    return datetime(2026, 1, 15, hour, minute, second)


class ThrottleCase(TransactionCase):
    def setUp(self):
        super().setUp()
        self.throttle = Throttle("test", 3, timedelta(minutes=5))
        forget_all(self.env)
        self.addCleanup(forget_all, self.env)

    def take(self, key, *moment, times=1):
        return [self.throttle.take(self.env, key, at(*moment)) for _time in range(times)][-1]

    def kept(self, columns):
        """As another transaction sees it: this one has begun before."""
        with db_connect(self.env.cr.dbname).cursor() as cursor:
            cursor.execute(f"SELECT {columns} FROM flexible_work_attempt")
            return cursor.fetchall()


class TestThrottle(ThrottleCase):
    def test_bars_after_the_limit_until_the_oldest_is_forgotten(self):
        for second in range(3):
            self.assertEqual(self.throttle.wait(self.env, "a", at(7, 0, second)), 0)
            self.assertEqual(self.take("a", 7, 0, second), 0)
        self.assertEqual(self.take("a", 7, 1), 240)
        self.assertEqual(self.throttle.wait(self.env, "a", at(7, 1)), 240)
        self.assertEqual(self.throttle.wait(self.env, "a", at(7, 5)), 0)
        self.assertEqual(self.take("a", 7, 5), 0)
        self.assertEqual(self.take("a", 7, 5), 1)

    def test_whoever_is_barred_does_not_wait_longer_by_trying(self):
        self.take("a", 7, times=3)
        self.assertEqual(self.take("a", 7, 4, times=20), 60)
        self.assertEqual(self.take("a", 7, 5), 0)

    def test_others_do_not_wait(self):
        self.take("a", 7, times=3)
        self.assertEqual(self.take("b", 7), 0)
        self.assertEqual(Throttle("another", 3, timedelta(minutes=5)).take(self.env, "a", at(7)), 0)

    def test_success_forgets(self):
        self.take("a", 7, times=3)
        self.throttle.forget(self.env, "a")
        self.assertEqual(self.take("a", 7, times=3), 0)

    def test_what_was_no_failure_is_given_back(self):
        self.take("a", 7, times=2)
        for _time in range(10):
            self.assertEqual(self.take("a", 7, 1), 0)
            self.throttle.give_back(self.env, "a")
        self.assertEqual(self.take("a", 7, 1), 0)
        self.assertEqual(self.take("a", 7, 1), 240)
        self.throttle.give_back(self.env, "nobody")

    def test_the_error_that_follows_undoes_nothing(self):
        for _time in range(3):
            with self.assertRaises(ValueError), self.env.cr.savepoint():
                self.take("a", 7)
                raise ValueError
        self.assertEqual(self.take("a", 7), 300)

    def test_old_keys_are_swept(self):
        for index in range(10):
            self.take(index, 7)
        self.take("late", 8)
        sweep(self.env, at(8))
        self.assertEqual(len(self.kept("key")), 1)

    def test_parallel_attempts_are_counted_one_after_the_other(self):
        with ThreadPoolExecutor(8) as pool:
            waits = list(pool.map(lambda _n: self.take("a", 7), range(40)))
        self.assertEqual(sum(not wait for wait in waits), 3)

    def test_another_limit_is_a_system_parameter(self):
        parameters = self.env["ir.config_parameter"]
        for told, limit in (("5", 5), ("0", 3), ("-1", 3), ("many", 3), ("1001", 3), ("", 3)):
            parameters.set_param("flexible_work.limit.test", told)
            self.assertEqual(self.throttle.limit_of(self.env), limit, told)


class TestNobodyIsNamed(ThrottleCase):
    def test_an_address_is_not_told_from_its_key(self):
        key = unnamed(self.env, "203.0.113.7", 5)
        self.assertNotIn(b"203", key)
        self.assertEqual(key, unnamed(self.env, "203.0.113.7", 5))
        self.assertNotEqual(key, unnamed(self.env, "203.0.113.8", 5))
        self.assertNotEqual(key, unnamed(self.env, "203.0.113.7", 6))
        self.env["ir.config_parameter"].set_param("database.secret", "another")
        self.assertNotEqual(key, unnamed(self.env, "203.0.113.7", 5))

    def test_an_ipv6_network_is_one_address(self):
        def name(address):
            return unnamed(self.env, address)

        self.assertEqual(name("2001:db8:1:2::1"), name("2001:db8:1:2:ffff::9"))
        self.assertNotEqual(name("2001:db8:1:2::1"), name("2001:db8:1:3::1"))
        self.assertEqual(name("::ffff:203.0.113.7"), name("203.0.113.7"))
        self.assertEqual(name(None), name(None))

    def test_what_is_kept_are_hashes_and_moments(self):
        self.take(unnamed(self.env, "203.0.113.7"), 7)
        self.take("what was tried", 7)
        rows = self.kept("key, moments, until")
        self.assertEqual([len(key) for key, *_rest in rows], [32, 32])
        self.assertEqual({(tuple(moments), until) for _key, moments, until in rows}, {((at(7),), at(7, 5))})

    def test_it_is_not_kept_in_the_log_of_the_database(self):
        self.env.cr.execute("SELECT relpersistence FROM pg_class WHERE relname = 'flexible_work_attempt'")
        self.assertEqual(self.env.cr.fetchall(), [("u",)])
