from calendar import timegm

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from odoo.addons.flexible_work_asn.tests.common import THURSDAY, WEDNESDAY

from ..judge import code_at
from .common import AttendanceCase


class ApelCase(AttendanceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.apel = cls._create_apel(cls.diskominfo)

    @classmethod
    def _create_apel(cls, unit, **values):
        return cls.env["flexible.work.apel"].create(
            {
                "department_id": unit.id,
                "company_id": cls.company.id,
                "date": THURSDAY,
                "hour_from": 7.5,
                "hour_to": 8.0,
                "meeting_url": "https://meet.example.org/apel",
                **values,
            }
        )

    def open_apel(self, apel=None, hour=7, minute=20):
        apel = apel or self.apel
        with self.local_time(hour, minute):
            self.as_user(apel, self.head.user_id).action_open()

    def code(self, hour, minute=0, second=0, apel=None):
        return code_at((apel or self.apel).sudo().secret, timegm(self.utc(hour, minute, second).timetuple()))

    def join(self, employee, hour, minute=0, second=0, code=None, apel=None):
        apel = apel or self.apel
        with self.local_time(hour, minute, second):
            apel.sudo()._join(employee, self.code(hour, minute, second, apel) if code is None else code)
        return self.day_of(employee)


class TestJoining(ApelCase):
    def setUp(self):
        super().setUp()
        self.open_day()
        self.open_apel()

    def refused(self, pattern, *args, **kwargs):
        before = self.env["flexible.work.apel.attendance"].search_count([])
        with self.assertRaisesRegex(UserError, pattern):
            self.join(*args, **kwargs)
        self.assertEqual(self.env["flexible.work.apel.attendance"].search_count([]), before)

    def test_on_time_with_the_code(self):
        day = self.join(self.staff, 7, 40)
        self.assertEqual((day.apel_morning, day.apel_expected, day.status), ("on_time", True, "present"))

    def test_late_after_the_limit(self):
        self.assertEqual(self.join(self.staff, 7, 50).apel_morning, "late")

    def test_the_same_tap_again_changes_nothing(self):
        self.join(self.staff, 7, 40)
        self.assertEqual(self.join(self.staff, 7, 40, 50, code="").apel_morning, "on_time")
        self.assertEqual(self.apel.attendance_ids.joined_at, self.utc(7, 40))

    def test_joining_again_later_is_refused_and_keeps_the_first(self):
        self.join(self.staff, 7, 40)
        self.refused("You joined “Morning apel Diskominfo” at 07:40 already", self.staff, 7, 50)
        self.assertEqual(self.apel.attendance_ids.joined_at, self.utc(7, 40))

    def test_who_was_rejected_is_told_so(self):
        self.join(self.staff, 7, 40)
        self.as_user(self.apel.attendance_ids, self.head.user_id)._decide("rejected", "Tidak terlihat")
        self.refused("Your presence was rejected: Tidak terlihat", self.staff, 7, 41)

    def test_the_code_of_two_minutes_later_is_not(self):
        self.refused("not right", self.staff, 7, 40, code=self.code(7, 42))

    def test_the_code_of_half_a_minute_ago_is_accepted(self):
        self.join(self.staff, 7, 40, 10, code=self.code(7, 39, 45))
        self.assertTrue(self.apel.attendance_ids)

    def test_an_old_code_is_not(self):
        self.refused("not right", self.staff, 7, 40, code=self.code(7, 38))

    def test_the_code_of_another_apel_is_not(self):
        other = self._create_apel(self.bidang)
        self.refused("not right", self.staff, 7, 40, code=self.code(7, 40, apel=other))

    def test_no_code(self):
        self.refused("not right", self.staff, 7, 40, code="")

    def test_too_early(self):
        self.refused("begins at 07:30 WIT", self.staff, 7, 29)

    def test_over(self):
        self.refused("is over", self.staff, 8, 0, 1)

    def test_closed_by_the_leader(self):
        with self.local_time(7, 45):
            self.as_user(self.apel, self.head.user_id).action_close()
        self.refused("is over", self.staff, 7, 46)

    def test_not_opened_yet(self):
        apel = self._create_apel(self.bidang)
        self.refused("not been opened", self.staff, 7, 40, apel=apel)

    def test_those_in_the_office_are_not_expected(self):
        self.refused("not expected", self.head, 7, 40)

    def test_those_of_other_units_are_not_expected(self):
        self.refused("held for other people", self.nurse, 7, 40)

    def test_those_on_leave_are_not_expected(self):
        self._create_leave(self.staff, THURSDAY, THURSDAY)
        self.refused("on leave", self.staff, 7, 40)
        self.assertFalse(self.day_of(self.staff).apel_expected)

    def test_guessing_is_stopped(self):
        for second in range(10):
            with self.assertRaisesRegex(UserError, "not right"):
                self.join(self.staff, 7, 40, second, code="000000")
        with self.assertRaisesRegex(UserError, "Too many wrong codes"):
            self.join(self.staff, 7, 40, 30)
        self.assertEqual(self.join(self.staff, 7, 45, 30).apel_morning, "on_time")

    def test_before_the_day_was_opened_joining_opens_it(self):
        self.day_of(self.staff).sudo().unlink()
        self.assertEqual(self.join(self.staff, 7, 40).apel_morning, "on_time")

    def test_missed_apel_is_seen_on_the_day(self):
        self.process(8, 15)
        day = self.day_of(self.staff)
        self.assertEqual((day.apel_expected, day.apel_morning), (True, "none"))

    def test_an_apel_that_was_never_opened_is_not_expected_of_anybody(self):
        self.apel.sudo().state = "draft"
        self.process(9)
        self.assertFalse(self.day_of(self.staff).apel_expected)

    def test_nobody_joins_twice_even_past_the_application(self):
        self.join(self.staff, 7, 40)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.env["flexible.work.apel.attendance"].create(
                {
                    "apel_id": self.apel.id,
                    "employee_id": self.staff.id,
                    "joined_at": self.utc(7, 41),
                    "result": "on_time",
                }
            )


class TestLeading(ApelCase):
    def setUp(self):
        super().setUp()
        self.open_day()

    def board(self, hour, minute=0, second=0, user=None):
        with self.local_time(hour, minute, second):
            return self.as_user(self.apel, user or self.head.user_id).get_board()

    def test_the_head_of_the_unit_leads_unless_said(self):
        self.assertEqual(self.apel.leader_id, self.head)
        self.assertEqual(self.apel.name, "Morning apel Diskominfo")

    def test_board_before_it_is_open_shows_no_code(self):
        board = self.board(7, 20)
        self.assertEqual((board["state"], board["code"], board["seconds_left"]), ("draft", None, 0))

    def test_board_shows_the_code_and_who_is_missing(self):
        self.open_apel()
        board = self.board(7, 35, 10)
        self.assertEqual((board["code"], board["seconds_left"]), (self.code(7, 35, 10), 20))
        self.assertEqual((board["expected"], board["present"]), (1, 0))
        self.assertEqual(board["next_code"], self.code(7, 35, 40))
        self.assertEqual(board["absent"], [{"id": self.staff.id, "name": "Pegawai", "unit": "Bidang Informatika"}])
        self.assertEqual((board["hour_from"], board["zone"], board["now"]), ("07:30", "WIT", "2026-01-15 07:35:10"))

    def test_board_shows_who_joined(self):
        self.open_apel()
        self.join(self.staff, 7, 50)
        board = self.board(7, 51)
        self.assertEqual((board["present"], board["late"], board["missing"]), (1, 1, 0))
        self.assertEqual((board["joined"][0]["at"], board["joined"][0]["result"]), ("07:50", "late"))

    def test_board_closes_itself(self):
        self.open_apel()
        board = self.board(8, 0, 1)
        self.assertEqual((board["state"], board["code"]), ("closed", None))

    def test_left_open_it_is_closed_by_the_job(self):
        self.open_apel()
        self.process(8, 15)
        self.assertEqual(self.apel.state, "closed")

    def test_the_secret_is_never_sent(self):
        with self.assertRaises(AccessError):
            self.as_user(self.apel, self.head.user_id).read(["secret"])
        self.assertNotIn("secret", self.as_user(self.apel, self.head.user_id).fields_get())

    def test_others_neither_open_nor_see_the_board(self):
        for user in (self.staff.user_id, self._create_user("lain", "flexible_work_asn.group_head")):
            with self.assertRaises(AccessError):
                self.board(7, 20, user=user)

    def test_a_leader_need_not_be_a_head(self):
        self.apel.leader_id = self.staff
        self.assertEqual(self.board(7, 20, user=self.staff.user_id)["id"], self.apel.id)

    def test_the_operator_of_the_unit_opens_it(self):
        operator = self._create_user("operator", "flexible_work_asn.group_operator")
        self.diskominfo.flexible_operator_ids = operator
        with self.local_time(7, 20):
            self.as_user(self.apel, operator).action_open()
        self.assertEqual(self.apel.state, "open")

    def test_it_opens_on_its_day_only(self):
        with self.assertRaises(UserError), self.local_time(7, 20, day=WEDNESDAY):
            self.as_user(self.apel, self.head.user_id).action_open()

    def test_it_does_not_open_after_its_window(self):
        with self.assertRaises(UserError), self.local_time(8, 1):
            self.as_user(self.apel, self.head.user_id).action_open()

    def test_an_opened_apel_keeps_its_hours(self):
        self.open_apel()
        with self.assertRaises(UserError):
            self.apel.hour_to = 12
        with self.assertRaises(UserError):
            self.apel.unlink()

    def test_window_is_checked(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self._create_apel(self.bidang, hour_from=8, hour_to=7.5)

    def test_one_apel_per_unit_and_date(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self._create_apel(self.diskominfo)

    def test_the_nearest_units_apel_is_ones_own(self):
        own = self._create_apel(self.bidang)
        self.assertEqual(self.env["flexible.work.apel"]._for_day(self.day_of(self.staff)), own)

    def test_an_apel_of_the_whole_government(self):
        self.apel.unlink()
        joint = self.env["flexible.work.apel"].create({"company_id": self.company.id, "date": THURSDAY})
        self.assertEqual(joint.name, "Morning apel Pemerintah Kota Ternate")
        self.assertEqual(self.env["flexible.work.apel"]._for_day(self.day_of(self.staff)), joint)
        with self.local_time(7, 30):
            self.as_user(joint, self._create_user("bkpsdm", "flexible_work_asn.group_bkpsdm")).action_open()
        self.assertTrue(self.day_of(self.staff).apel_expected)


class TestDecidingAboutJoined(ApelCase):
    def setUp(self):
        super().setUp()
        self.open_day()
        self.open_apel()
        self.join(self.staff, 7, 40)
        self.joined = self.apel.attendance_ids

    def reject(self, user, reason="Tidak terlihat di layar"):
        self.as_user(self.joined, user)._decide("rejected", reason)

    def test_the_leader_rejects_with_a_reason(self):
        self.reject(self.head.user_id)
        self.assertEqual((self.joined.state, self.joined.reason), ("rejected", "Tidak terlihat di layar"))
        day = self.day_of(self.staff)
        self.assertEqual((day.apel_morning, day.status), ("rejected", "pending"))

    def test_not_without_a_reason(self):
        with self.assertRaises(UserError):
            self.reject(self.head.user_id, "  ")

    def test_who_also_checked_in_stays_present(self):
        self.check(self.staff, "in", 7, 30)
        self.reject(self.head.user_id)
        day = self.day_of(self.staff)
        self.assertEqual((day.apel_morning, day.status), ("rejected", "present"))

    def test_a_rejection_is_taken_back_with_a_reason(self):
        self.reject(self.head.user_id)
        action = self.as_user(self.joined, self.head.user_id).action_verify()
        self.assertEqual(action["context"]["default_decision"], "verify")
        with self.assertRaises(UserError):
            self.as_user(self.joined, self.head.user_id)._decide("verified")
        self.wizard(action, "Terlihat di rekaman").action_confirm()
        self.assertEqual((self.joined.state, self.day_of(self.staff).apel_morning), ("verified", "on_time"))

    def test_the_wizard_rejects_many(self):
        action = self.as_user(self.joined, self.head.user_id).action_reject()
        self.wizard(action, "Tidak berseragam").action_confirm()
        self.assertEqual(self.joined.state, "rejected")

    def wizard(self, action, reason):
        wizard = self.env[action["res_model"]].with_user(self.head.user_id).with_context(**action["context"])
        return wizard.create({"reason": reason})

    def test_a_decision_is_undone_with_a_reason(self):
        self.as_user(self.joined, self.head.user_id).action_verify()
        action = self.as_user(self.joined, self.head.user_id).action_reset()
        self.wizard(action, "Salah orang").action_confirm()
        self.assertEqual((self.joined.state, self.joined.decided_by_id.id), ("joined", False))

    def test_every_decision_is_in_the_history_of_the_apel(self):
        self.reject(self.head.user_id)
        said = "".join(self.apel.message_ids.mapped("body"))
        self.assertIn("Rejected: Pegawai – Tidak terlihat di layar", said)
        self.assertIn(self.head.user_id.partner_id, self.apel.message_ids.author_id)

    def test_of_many_those_decided_already_are_passed_over(self):
        other = self._create_employee("Pegawai lain", self.bidang)
        self.process(7, 41)
        self.join(other, 7, 42)
        self.as_user(self.joined, self.head.user_id).action_verify()
        action = self.as_user(self.apel.attendance_ids, self.head.user_id).action_verify()
        self.assertEqual(action["tag"], "display_notification")
        self.assertEqual(set(self.apel.attendance_ids.mapped("state")), {"verified"})

    def test_others_do_not_decide(self):
        with self.assertRaises(AccessError):
            self.reject(self._create_user("lain", "flexible_work_asn.group_head"))

    def test_nobody_decides_about_the_own_presence(self):
        self.apel.leader_id = self.staff
        with self.assertRaises(AccessError):
            self.as_user(self.joined, self.staff.user_id).action_verify()

    def test_after_the_day_is_closed_only_bkpsdm(self):
        self.process(18)
        with self.assertRaises(AccessError):
            self.reject(self.head.user_id)
        self.reject(self._create_user("bkpsdm", "flexible_work_asn.group_bkpsdm"))
        self.assertEqual((self.day_of(self.staff).status, self.day_of(self.staff).state), ("absent", "closed"))
