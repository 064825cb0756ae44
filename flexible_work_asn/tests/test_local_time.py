from datetime import date, datetime

from odoo.tests import BaseCase

from odoo.addons.flexible_work_asn.local_time import at_hour, hour_label, parse_day, to_local, to_utc, zone_label


class TestLocalTime(BaseCase):
    def test_half_past_seven_is_yesterday_in_utc_in_all_three_zones(self):
        for zone, hours in (("Asia/Jakarta", 7), ("Asia/Makassar", 8), ("Asia/Jayapura", 9)):
            with self.subTest(zone=zone):
                utc = to_utc(datetime(2026, 1, 13, 6, 30), zone)
                self.assertEqual(utc.date(), date(2026, 1, 12))
                self.assertEqual((datetime(2026, 1, 13, 6, 30) - utc).seconds, hours * 3600)
                self.assertEqual(to_local(utc, zone), datetime(2026, 1, 13, 6, 30))

    def test_hour_24_is_midnight_of_the_next_day(self):
        self.assertEqual(at_hour(date(2026, 1, 31), 24.0), datetime(2026, 2, 1))

    def test_hours_of_a_third_do_not_lose_a_minute(self):
        self.assertEqual(at_hour(date(2026, 1, 1), 7 + 20 / 60), datetime(2026, 1, 1, 7, 20))
        self.assertEqual(hour_label(7 + 20 / 60), "07:20")

    def test_no_hour_has_no_label(self):
        self.assertEqual(hour_label(None), "")

    def test_midnight_has_a_label(self):
        self.assertEqual(hour_label(0.0), "00:00")

    def test_zones_are_named_as_people_name_them(self):
        self.assertEqual(
            [zone_label(zone) for zone in ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "UTC")],
            ["WIB", "WITA", "WIT", "UTC"],
        )

    def test_a_date_is_read_and_nothing_else(self):
        self.assertEqual(parse_day("2026-01-15"), date(2026, 1, 15))
        self.assertEqual(parse_day(date(2026, 1, 15)), date(2026, 1, 15))
        for wrong in ("15-01-2026", "2026-13-01", "someday", "", None, False, 20260115, datetime(2026, 1, 15)):
            with self.subTest(value=wrong):
                self.assertIsNone(parse_day(wrong))
