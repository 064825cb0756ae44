from datetime import datetime, timedelta

from odoo.tests import BaseCase

from ..throttle import Throttle, unnamed


def at(hour, minute=0, second=0):
    return datetime(2026, 1, 15, hour, minute, second)


class TestThrottle(BaseCase):
    def setUp(self):
        super().setUp()
        self.throttle = Throttle(3, timedelta(minutes=5))

    def test_barred_after_the_limit_and_free_again_later(self):
        for second in range(3):
            self.assertEqual(self.throttle.wait("a", at(7, 0, second)), 0)
            self.throttle.fail("a", at(7, 0, second))
        self.assertEqual(self.throttle.wait("a", at(7, 1)), 240)
        self.assertEqual(self.throttle.wait("a", at(7, 5)), 0)

    def test_others_are_not_barred(self):
        for _index in range(3):
            self.throttle.fail("a", at(7))
        self.assertEqual(self.throttle.wait("b", at(7)), 0)

    def test_forgotten_after_success(self):
        for _index in range(3):
            self.throttle.fail("a", at(7))
        self.throttle.forget("a")
        self.assertEqual(self.throttle.wait("a", at(7)), 0)

    def test_old_failures_do_not_fill_the_memory(self):
        throttle = Throttle(3, timedelta(minutes=5), max_keys=10)
        for index in range(10):
            throttle.fail(index, at(7))
        throttle.fail("late", at(8))
        self.assertEqual(len(throttle._failures), 1)

    def test_a_key_does_not_tell_the_address(self):
        key = unnamed("203.0.113.7", 5)
        self.assertNotIn(b"203.0.113.7", key)
        self.assertEqual(key, unnamed("203.0.113.7", 5))
        self.assertNotEqual(key, unnamed("203.0.113.8", 5))
        self.assertNotEqual(key, unnamed("203.0.113.7", 6))

    def test_one_connection_is_one_address(self):
        self.assertEqual(unnamed("2001:db8:1:2::1"), unnamed("2001:db8:1:2:ffff::9"))
        self.assertNotEqual(unnamed("2001:db8:1:2::1"), unnamed("2001:db8:1:3::1"))
        self.assertEqual(unnamed("::ffff:203.0.113.7"), unnamed("203.0.113.7"))
        self.assertEqual(unnamed(None), unnamed(None))
