from odoo.exceptions import ValidationError

from ..models.day_facts import ATTENDANCE_COLUMNS, JUDGED_COLUMNS
from .common import ELSEWHERE, OFFICE, AttendanceCase

NETWORK = "103.10.20.0/24"


class TestNetworksOfASite(AttendanceCase):
    def test_what_can_be_read_is_kept(self):
        self.site.networks = f"{NETWORK}\n2001:db8:10::/48 # lantai 2"
        self.assertIn("lantai", self.site.networks)

    def test_the_line_that_is_wrong_is_named(self):
        with self.assertRaisesRegex(ValidationError, r"Kantor Diskominfo, line 2: 103\.10\.20 is no network"):
            self.site.networks = f"{NETWORK}\n103.10.20"

    def test_what_was_probably_meant_is_said(self):
        with self.assertRaisesRegex(ValidationError, r"103\.10\.20\.0/24 for the whole network"):
            self.site.networks = "103.10.20.7/24"

    def test_the_whole_internet_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "whole internet"):
            self.site.networks = "0.0.0.0/0"


class TestSites(AttendanceCase):
    def setUp(self):
        super().setUp()
        self.open_day()
        self.site.networks = NETWORK

    def assertJudgedAlike(self, employee):
        """A check is judged by facts of its own day; the job, by those of many days, must find nothing to change."""

        def stored():
            self.env.flush_all()
            self.env.invalidate_all()
            return self.day_of(employee).read(list(JUDGED_COLUMNS)), self.attendances(employee).read(ATTENDANCE_COLUMNS)

        before = stored()
        self.Day.sudo()._judge_days(self.day_of(employee).ids)
        self.assertEqual(stored(), before)

    def check_from(self, employee, kind, hour, address, at=None, mode="systray"):
        information = {"mode": mode, "ip_address": address}
        if at:
            information |= {"latitude": at[0], "longitude": at[1]}
        with self.local_time(hour):
            employee.sudo()._flexible_work_check(kind, information, 10.0)
        self.assertJudgedAlike(employee)
        attendance = self.attendances(employee)[-1]
        return attendance[f"flexible_{kind}_place"], attendance[f"flexible_{kind}_place_by"]

    def test_the_network_of_the_office_beats_the_position(self):
        self.assertEqual(self.check_from(self.head, "in", 7, "103.10.20.7", at=ELSEWHERE), ("inside", "network"))
        self.assertEqual(self.day_of(self.head).place, "inside")

    def test_an_ipv4_address_that_is_written_as_ipv6(self):
        self.assertEqual(self.check_from(self.head, "in", 7, "::ffff:103.10.20.7"), ("inside", "network"))

    def test_from_another_network_the_position_tells(self):
        self.assertEqual(self.check_from(self.head, "in", 7, "8.8.8.8", at=OFFICE), ("inside", "position"))
        self.assertEqual(self.check_from(self.head, "out", 16, "8.8.8.8", at=ELSEWHERE), ("outside", "position"))

    def test_another_network_alone_says_nothing(self):
        self.assertEqual(self.check_from(self.head, "in", 7, "8.8.8.8"), ("unknown", False))

    def test_a_site_without_a_position_is_known_by_its_network(self):
        self.site.is_located = False
        self.assertEqual(self.check_from(self.head, "in", 7, "103.10.20.7"), ("inside", "network"))

    def test_an_archived_site_counts_no_more(self):
        self.site.active = False
        self.assertEqual(self.check_from(self.head, "in", 7, "103.10.20.7", at=OFFICE), ("unknown", False))

    def test_the_network_of_the_office_is_nobodys_home(self):
        self.staff.write({"home_latitude": ELSEWHERE[0], "home_longitude": ELSEWHERE[1], "home_located": True})
        self.assertEqual(self.check_from(self.staff, "in", 7, "103.10.20.7", at=OFFICE), ("outside", "position"))

    def test_further_sites_of_a_person(self):
        branch = self.site.copy({"name": "UPTD", "latitude": ELSEWHERE[0], "networks": "10.9.0.0/16"})
        self.assertEqual(self.check_from(self.head, "in", 7, "8.8.8.8", at=ELSEWHERE), ("outside", "position"))
        self.head.flexible_site_ids = branch
        self.assertEqual(self.check_from(self.head, "out", 16, "8.8.8.8", at=ELSEWHERE), ("inside", "position"))

    def test_several_sites_of_a_unit(self):
        branch = self.site.copy({"name": "Gedung B", "latitude": ELSEWHERE[0], "networks": False})
        self.diskominfo.site_ids |= branch
        self.assertEqual(self.check_from(self.head, "in", 7, "8.8.8.8", at=ELSEWHERE), ("inside", "position"))
        self.assertEqual(self.check_from(self.head, "out", 16, "8.8.8.8", at=OFFICE), ("inside", "position"))

    def test_the_kiosk_stands_in_an_office(self):
        self.assertEqual(self.check_from(self.head, "in", 7, "103.10.20.7", mode="kiosk"), ("inside", "network"))
        self.assertEqual(self.check_from(self.nurse, "in", 7, "103.10.20.7", mode="kiosk"), ("inside", "kiosk"))

    def test_a_kiosk_that_is_opened_at_home_does_not(self):
        self.assertEqual(self.check_from(self.nurse, "in", 7, "36.70.1.2", mode="kiosk"), ("unknown", False))

    def test_who_is_planned_at_home_and_comes_is_not_outside(self):
        self.staff.write({"home_latitude": ELSEWHERE[0], "home_longitude": ELSEWHERE[1], "home_located": True})
        self.assertEqual(self.check_from(self.staff, "in", 7, "103.10.20.7", mode="kiosk"), ("inside", "kiosk"))

    def test_with_an_apel_and_windows_the_same(self):
        self.circular.presence_window_ids = [(0, 0, {"mode": "wfh", "kind": "in", "hour_from": 6.0, "hour_to": 8.0})]
        apel = {"name": "Apel pagi", "company_id": self.company.id, "date": self.employee_today, "hour_from": 7.5}
        self.env["flexible.work.apel"].create({**apel, "hour_late": 7.75, "hour_to": 8.0, "leader_id": self.head.id})
        self.check_from(self.staff, "in", 7, "8.8.8.8", at=OFFICE)
        day = self.day_of(self.staff)
        self.assertEqual((day.status, day.presence_expected, day.presence_met), ("present", 1, 1))
