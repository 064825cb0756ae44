import base64
from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.flexible_work_asn.tests.common import WEDNESDAY

from .common import ELSEWHERE, OFFICE, AttendanceCase

PHOTO = base64.b64encode(b"\xff\xd8\xff\xe0" + b"0" * 1000).decode()


class CheckRouteCase(AttendanceCase, HttpCase):
    def call(self, employee, kind, hour, minute=0, second=0, **params):
        """The card after a check, or the sentence with which it is refused."""
        user = employee.user_id
        with self.local_time(hour, minute, second):
            self.authenticate(user.login, user.login)
            response = self.url_open(
                "/flexible_work/check", json={"jsonrpc": "2.0", "method": "call", "params": {"kind": kind, **params}}
            ).json()
        self.env.invalidate_all()
        if "error" in response:
            data = response["error"]["data"]
            self.assertEqual(data["name"], "odoo.exceptions.UserError", data["debug"])
            return data["message"]
        return response["result"]

    def ticket(self, employee, hour, minute=0, second=0, **when):
        with self.local_time(hour, minute, second, **when):
            return employee._flexible_work_ticket()


@tagged("post_install", "-at_install")
class TestKeptWithoutNetwork(CheckRouteCase):
    """A phone without network keeps the tap and sends it later, with the server's own time as its witness."""

    def later(self, hour=8, minute=10, elapsed=25 * 60_000, **params):
        params.setdefault("ticket", self.ticket(self.staff, 7, 0))
        return self.call(self.staff, "in", hour, minute, elapsed=elapsed, **params)

    def test_it_counts_at_the_tap_and_both_times_are_kept(self):
        card = self.later()
        self.assertEqual((card["day"]["check_in"], card["day"]["late_minutes"]), ("07:25", 0))
        attendance = self.attendances(self.staff)
        self.assertEqual(attendance.check_in, self.utc(7, 25))
        self.assertEqual(attendance.flexible_in_received_at, self.utc(8, 10))

    def test_sent_again_it_is_answered_with_the_first(self):
        ticket = self.ticket(self.staff, 7, 0)
        self.later(ticket=ticket)
        card = self.later(minute=30, ticket=ticket)
        self.assertEqual(card["day"]["check_in"], "07:25")
        self.assertEqual(self.attendances(self.staff).flexible_in_received_at, self.utc(8, 10))

    def test_too_old(self):
        self.assertIn("too old", self.later(hour=9, minute=26))
        self.assertFalse(self.attendances(self.staff))

    def test_just_in_time(self):
        self.assertEqual(self.later(hour=9, minute=25)["day"]["check_in"], "07:25")

    def test_the_limit_is_a_setting(self):
        self.company.flexible_work_offline_minutes = 30
        self.assertIn("30 minutes", self.later())

    def test_not_accepted_at_all(self):
        self.company.flexible_work_offline_minutes = 0
        self.assertIn("not accepted", self.later())

    def test_more_time_than_has_gone_by(self):
        self.assertIn("does not agree", self.later(elapsed=90 * 60_000))

    def test_nonsense_for_the_time(self):
        for elapsed in (None, "25", -1, 1e300, True):
            self.assertIn("does not agree", self.later(elapsed=elapsed))
        self.assertFalse(self.attendances(self.staff))

    def test_tampered(self):
        ticket = self.ticket(self.staff, 7, 0)
        for broken in (ticket[:-2] + "AA", "", "x", "é", 7, ["a"], False):
            self.assertIn("changed on the way", self.later(ticket=broken))
        self.assertFalse(self.attendances(self.staff))

    def test_of_another_employee(self):
        self.assertIn("somebody else", self.later(ticket=self.ticket(self.head, 7)))

    def test_of_another_day(self):
        self.company.flexible_work_offline_minutes = 24 * 60
        ticket = self.ticket(self.staff, 15, day=WEDNESDAY)
        self.assertIn("another day", self.later(ticket=ticket, elapsed=60_000))

    def test_a_check_out_that_waited(self):
        self.call(self.staff, "in", 7, 20)
        ticket = self.ticket(self.staff, 15, 50)
        card = self.call(self.staff, "out", 17, ticket=ticket, elapsed=12 * 60_000)
        self.assertEqual((card["day"]["check_out"], self.day_of(self.staff).early_minutes), ("16:02", 0))
        attendance = self.attendances(self.staff)
        self.assertEqual(attendance.flexible_out_received_at, self.utc(17))
        self.assertFalse(attendance.flexible_in_received_at)

    def test_earlier_than_the_one_made_meanwhile_at_the_kiosk(self):
        with self.local_time(7, 40):
            self.staff.sudo()._attendance_action_change({"mode": "kiosk"})
        card = self.later()
        self.assertEqual(card["day"]["check_in"], "07:25")
        self.assertEqual(len(self.attendances(self.staff)), 1)

    def test_later_than_the_one_made_meanwhile_changes_nothing(self):
        self.call(self.staff, "in", 7, 10)
        self.assertEqual(self.later()["day"]["check_in"], "07:10")
        self.assertFalse(self.attendances(self.staff).flexible_in_received_at)

    def test_a_check_out_before_the_present_check_in(self):
        self.call(self.staff, "in", 7, 30)
        ticket = self.ticket(self.staff, 7, 0)
        self.assertIn("checked in again since", self.call(self.staff, "out", 8, ticket=ticket, elapsed=60_000))

    def test_a_check_out_after_the_clock_of_the_server_was_set_back(self):
        """Nobody has checked in again: what is said is what the clock says, by each way to check out."""
        self.call(self.staff, "in", 7, 30)
        for told in (self.call(self.staff, "out", 7), self.toggled(7)):
            self.assertNotIn("checked in again", told)
            self.assertIn("noted at 07:30", told)
            self.assertIn("only 07:00 (WIT)", told)
            self.assertIn("correction of the day", told)
        self.assertFalse(self.attendances(self.staff).check_out)
        self.assertEqual(self.call(self.staff, "out", 16)["day"]["check_out"], "16:00")

    def toggled(self, hour):
        """What the kiosk is told."""
        with self.local_time(hour), self.assertRaises(UserError) as refused:
            self.staff.sudo()._attendance_action_change({"mode": "kiosk"})
        return str(refused.exception)


@tagged("post_install", "-at_install")
class TestWhatIsSent(CheckRouteCase):
    def test_the_device_is_known_again_and_not_by_its_name(self):
        self.call(self.staff, "in", 7, 20, device="peramban-1")
        self.call(self.staff, "out", 16, 5, device="peramban-1")
        self.call(self.head, "in", 7, 20, device="peramban-2")
        mine, heads = self.attendances(self.staff), self.attendances(self.head)
        self.assertEqual(mine.flexible_in_device, mine.flexible_out_device)
        self.assertNotEqual(mine.flexible_in_device, heads.flexible_in_device)
        self.assertNotIn("peramban", mine.flexible_in_device)

    def test_another_database_hashes_otherwise(self):
        self.call(self.staff, "in", 7, 20, device="peramban-1")
        self.env["ir.config_parameter"].sudo().set_param("database.secret", "another")
        self.call(self.staff, "out", 16, 5, device="peramban-1")
        attendance = self.attendances(self.staff)
        self.assertNotEqual(attendance.flexible_in_device, attendance.flexible_out_device)

    def test_the_clock_of_the_device_is_noted_and_does_not_count(self):
        epoch = (self.utc(7, 20) - fields.Datetime.to_datetime("1970-01-01")).total_seconds()
        card = self.call(self.staff, "in", 7, 20, client_time=(epoch + 600) * 1000)
        self.assertEqual(card["day"]["check_in"], "07:20")
        self.assertEqual(self.attendances(self.staff).flexible_in_drift, 600)

    def test_nonsense_is_left_out(self):
        self.call(self.staff, "in", 7, 20, client_time=1e300, device=["x"], accuracy=-1, latitude="0.7", longitude=None)
        attendance = self.attendances(self.staff)
        self.assertEqual(
            (attendance.flexible_in_drift, attendance.flexible_in_device, attendance.flexible_in_located),
            (0, False, False),
        )

    def test_a_photo_is_kept_when_the_circular_lets(self):
        self.circular.photo_policy = "optional"
        self.call(self.staff, "in", 7, 20, photo=PHOTO)
        self.assertEqual(self.attendances(self.staff).flexible_in_photo, PHOTO.encode())

    def test_as_a_canvas_gives_it(self):
        self.circular.photo_policy = "required"
        self.call(self.staff, "in", 7, 20, photo=f"data:image/jpeg;base64,{PHOTO}")
        self.assertEqual(self.attendances(self.staff).flexible_in_photo, PHOTO.encode())

    def test_a_photo_that_nobody_asked_for_is_not_kept(self):
        self.assertEqual(self.call(self.staff, "in", 7, 20, photo=PHOTO)["day"]["status"], "present")
        self.assertFalse(self.attendances(self.staff).flexible_in_photo)

    def test_a_missing_photo_is_asked_for(self):
        self.circular.photo_policy = "required"
        self.assertIn("asks for a photo", self.call(self.staff, "in", 7, 20))
        self.assertFalse(self.attendances(self.staff))

    def test_a_file_that_is_no_photo(self):
        self.circular.photo_policy = "optional"
        for file in (base64.b64encode(b"%PDF-1.7").decode(), "not base64!", {"a": 1}):
            self.assertIn("no photo", self.call(self.staff, "in", 7, 20, photo=file))

    def test_a_photo_that_is_too_large(self):
        self.circular.photo_policy = "optional"
        for size in (300_001, 3_000_000):
            photo = base64.b64encode(b"\xff\xd8\xff" + b"0" * (size - 3)).decode()
            self.assertIn("300 kB", self.call(self.staff, "in", 7, 20, photo=photo))

    def test_the_systray_cannot_take_the_photo_that_is_required(self):
        self.circular.photo_policy = "required"
        with self.local_time(7, 20), self._refused(UserError, "Hari Ini"):
            self.staff.sudo()._attendance_action_change({"mode": "systray"})

    def test_the_kiosk_needs_no_photo(self):
        self.circular.photo_policy = "required"
        with self.local_time(7, 20):
            self.staff.sudo()._attendance_action_change({"mode": "kiosk"})
        self.assertEqual(self.day_of(self.staff).status, "present")

    @mute_logger("odoo.http")
    def test_an_unknown_kind(self):
        self.assertIn("Say whether", self.call(self.staff, "both", 7, 20))


@tagged("post_install", "-at_install")
class TestPlacePolicy(CheckRouteCase):
    def setUp(self):
        super().setUp()
        self.open_day()

    def at(self, place, **params):
        return {"latitude": place[0], "longitude": place[1], "accuracy": 10, **params}

    def test_flagged_and_accepted(self):
        self.assertEqual(self.call(self.head, "in", 7, 20, **self.at(ELSEWHERE))["day"]["place"], "outside")

    def test_refused_with_the_distance_and_what_to_do(self):
        self.circular.place_policy = "block"
        message = self.call(self.head, "in", 7, 20, **self.at(ELSEWHERE))
        self.assertIn("1.1 km", message)
        self.assertIn("correction", message)
        self.assertFalse(self.attendances(self.head))
        self.assertEqual(self.call(self.head, "in", 7, 21, **self.at(OFFICE))["day"]["place"], "inside")

    def test_away_from_the_registered_home(self):
        self.circular.place_policy = "block"
        self.staff.write({"home_latitude": OFFICE[0], "home_longitude": OFFICE[1], "home_located": True})
        self.assertIn("registered home", self.call(self.staff, "in", 7, 20, **self.at(ELSEWHERE)))

    def test_what_cannot_be_told_is_accepted(self):
        self.circular.place_policy = "block"
        self.assertEqual(self.call(self.head, "in", 7, 20)["day"]["place"], "unknown")
        self.assertEqual(
            self.call(self.head, "out", 16, 5, latitude=0.7993, longitude=127.3842, accuracy=1500)["day"]["place"],
            "unknown",
        )

    def test_the_check_out_is_refused_outside_as_well(self):
        self.circular.place_policy = "block"
        self.call(self.head, "in", 7, 20, **self.at(OFFICE))
        self.assertIn("1.1 km", self.call(self.head, "out", 16, 5, **self.at(ELSEWHERE)))
        self.assertFalse(self.attendances(self.head).check_out)

    def test_the_systray_is_refused_as_well(self):
        self.circular.place_policy = "block"
        with self.local_time(7, 20), self._refused(UserError, "1.1 km"):
            self.head.sudo()._attendance_action_change(
                {"mode": "systray", "latitude": ELSEWHERE[0], "longitude": ELSEWHERE[1]}
            )

    def test_no_place_is_recorded(self):
        self.circular.place_policy = "none"
        card = self.call(self.head, "in", 7, 20, **self.at(ELSEWHERE))
        attendance = self.attendances(self.head)
        self.assertEqual(
            (attendance.in_latitude, attendance.in_longitude, attendance.in_ip_address, attendance.flexible_in_located),
            (0.0, 0.0, False, False),
        )
        self.assertEqual((card["day"]["place"], attendance.flexible_in_accuracy), ("unknown", 0.0))

    def test_the_circular_in_force_speaks_where_none_decided_the_day(self):
        """No circular decided the nurse's day, but the one in force says how presence is recorded."""
        self.circular.place_policy = "none"
        self.nurse.user_id = self._create_user("perawat")
        self.process(1)
        self.call(self.nurse, "in", 7, 20, **self.at(OFFICE))
        self.assertFalse(self.attendances(self.nurse).flexible_in_located)

    def test_a_dated_circular_goes_before_an_open_ended_one(self):
        dated = self._create_circular(
            number="2", date_to=self.employee_today + timedelta(days=1), place_policy="none", rules=[{"friday": "wfh"}]
        )
        self.assertEqual(self.Day._policy_of(self.company.id, self.employee_today).place, "none")
        dated._revoke(self.employee_today, "diganti")
        self.assertEqual(self.Day._policy_of(self.company.id, self.employee_today).place, "flag")
