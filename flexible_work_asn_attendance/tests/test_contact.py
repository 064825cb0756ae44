from datetime import timedelta
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, JsonRpcException, tagged
from odoo.tools import mute_logger

from odoo.addons.flexible_work_asn.tests.common import THURSDAY, WEDNESDAY

from .common import AttendanceCase


class ContactCase(AttendanceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Contact = cls.env["flexible.work.contact"]

    def setUp(self):
        super().setUp()
        self.open_day()

    def call(self, hour=9, minute=0, second=0, user=None, employee=None, day=THURSDAY):
        """The head calls Pegawai through the system, from the day."""
        with self.local_time(hour, minute, second, day=day):
            record = self.as_user(self.day_of(employee or self.staff, day), user or self.head.user_id)
            self.said = record.action_contact()
        return self.Contact.sudo().search([("employee_id", "=", (employee or self.staff).id)], limit=1)

    def answer(self, contact, hour=9, minute=0, second=0, employee=None):
        with self.local_time(hour, minute, second):
            contact._answer(employee or self.staff)

    def settle(self, hour, minute=0, second=0, day=THURSDAY):
        with self.local_time(hour, minute, second, day=day), self.enter_registry_test_mode():
            self.env.ref("flexible_work_asn_attendance.cron_settle_contacts").method_direct_trigger()
        self.env.invalidate_all()

    def note(self, called, answered=None, kind="call", now=(15, 0), user=None, employee=None, **values):
        """A call or message by other means is noted at ``now`` by the head; all are local (hour, minute)."""
        vals = {
            "employee_id": (employee or self.staff).id,
            "kind": kind,
            "called_at": self.utc(*called),
            "answered_at": answered and self.utc(*answered),
            **values,
        }
        with self.local_time(*now):
            return self.as_user(self.Contact, user or self.head.user_id).create(vals)


class TestContact(ContactCase):
    # ------------------------------------------------------------ through the system
    def test_called_people_have_the_minutes_of_the_circular(self):
        self.circular.sudo().answer_minutes = 7
        contact = self.call(9, 0)
        self.assertEqual((contact.kind, contact.result, contact.called_by_id), ("app", "waiting", self.head.user_id))
        self.assertEqual((contact.answer_minutes, contact.answer_until), (7, self.utc(9, 7)))
        self.assertEqual((contact.day_id, contact.date), (self.day_of(self.staff), THURSDAY))
        self.assertIn("is being called. The answer is expected until 09:07 WIT", self.said["params"]["message"])

    def test_it_stands_on_the_page_at_once_and_in_the_inbox(self):
        partner = self.staff.user_id.partner_id
        sent = []

        def send(_bus, channel, notification_type, message):
            if channel == partner and notification_type == "flexible_work.contact":
                sent.append(message)

        with patch.object(type(self.env["bus.bus"]), "_sendone", send):
            contact = self.call(9, 0)
        card = {
            "id": contact.id,
            "by": self.head.user_id.name,
            "at": "2026-01-15 09:00:00",
            "until": "2026-01-15 09:05:00",
        }
        self.assertEqual(sent, [card])
        with self.local_time(9, 1):
            self.assertEqual(self.Contact._card(self.staff), card)
        notice = self.env["mail.message"].search([("model", "=", contact._name), ("res_id", "=", contact.id)])
        self.assertIn(partner, notice.notified_partner_ids)

    def test_answered_in_time_or_late_by_the_servers_clock(self):
        for hour, minute, second, result in ((9, 4, 59, "in_time"), (10, 5, 0, "in_time"), (11, 5, 1, "late")):
            contact = self.call(hour)
            self.answer(contact, hour, minute, second)
            self.assertEqual((contact.answered_at, contact.result), (self.utc(hour, minute, second), result))

    def test_the_minutes_to_the_answer_are_kept(self):
        contact = self.call(9, 0)
        self.answer(contact, 9, 2, 30)
        self.assertEqual((contact.minutes, contact.local_answered_at), (2.5, "09:02 WIT"))

    def test_answering_again_changes_nothing(self):
        contact = self.call(9, 0)
        self.answer(contact, 9, 2)
        self.answer(contact, 9, 30)
        self.assertEqual((contact.answered_at, contact.result), (self.utc(9, 2), "in_time"))

    def test_nobody_answers_for_somebody_else(self):
        contact = self.call(9, 0)
        with self.assertRaisesRegex(UserError, "not for you"):
            self.answer(contact, 9, 1, employee=self.head)
        self.assertEqual(contact.result, "waiting")

    def test_without_an_answer_it_is_settled_when_the_time_is_over(self):
        contact = self.call(9, 0)
        self.settle(9, 5)
        self.assertEqual(contact.result, "waiting")
        self.settle(9, 5, 1)
        self.assertEqual(contact.result, "no_answer")

    def test_a_late_answer_is_still_given(self):
        contact = self.call(9, 0)
        self.settle(9, 10)
        with self.local_time(10):
            self.assertEqual(self.Contact._card(self.staff)["id"], contact.id)
        self.answer(contact, 10)
        self.assertEqual(contact.result, "late")
        with self.local_time(10, 1):
            self.assertIsNone(self.Contact._card(self.staff))

    def test_a_call_of_yesterday_is_not_answered_today(self):
        self.call(9, 0)
        with self.local_time(7, day=THURSDAY + timedelta(1)):
            self.assertIsNone(self.Contact._card(self.staff))

    def test_a_second_tap_does_not_call_twice(self):
        self.call(9, 0)
        with self.assertRaisesRegex(
            UserError, "called Pegawai at 09:00 WIT already. Wait for the answer until 09:05 WIT"
        ):
            self.call(9, 1)
        self.call(9, 6)
        self.assertEqual(self.Contact.search_count([("employee_id", "=", self.staff.id)]), 2)

    def test_the_database_lets_nobody_be_called_twice_at_the_same_moment(self):
        contact = self.call(9, 0)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            with self.local_time(9, 1):
                contact.copy({"result": "waiting", "kind": "app"})

    # ------------------------------------------------------------ when one may call
    def test_only_during_working_hours(self):
        for hour in (7.4, 16.0):
            with self.assertRaisesRegex(UserError, r"working hours only: 07:30–16:00 \(WIT\)"):
                self.call(hour)

    def test_not_during_the_break(self):
        with self.assertRaisesRegex(UserError, "break from 12:00 to 13:00 WIT"):
            self.call(12, 30)
        self.call(13)

    def test_not_on_leave_nor_on_a_day_off(self):
        self._create_leave(self.staff, THURSDAY, THURSDAY)
        with self.assertRaisesRegex(UserError, "on leave or on duty elsewhere"):
            self.call()

    def test_not_somebody_in_the_office(self):
        colleague = self._create_employee("Lurah", self.bidang, "lurah", user="lurah")
        self.process(8)
        with self.assertRaisesRegex(UserError, "does not work from home or elsewhere"):
            self.call(employee=colleague)

    def test_on_a_day_of_two_modes_only_while_away(self):
        self.day_of(self.staff)._write({"segments": "wfh 7.5 12,wfo 13 16"})
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "does not work from home or elsewhere at this time"):
            self.call(14)
        self.call(9)

    def test_a_night_shift_is_called_after_midnight(self):
        day = (
            self.day_of(self.staff, WEDNESDAY)
            or self.process(0, 5, day=WEDNESDAY)
            or self.day_of(self.staff, WEDNESDAY)
        )
        shift = self.env["flexible.work.shift"].create(
            {"name": "Malam", "code": "M", "mode": "wfh", "hour_from": 22, "hour_to": 6, "company_id": self.company.id}
        )
        day._write({"mode": "wfh", "hour_from": 22.0, "hour_to": 6.0, "shift_id": shift.id})
        self.env.invalidate_all()
        contact = self.note((2, 0), now=(2, 30))
        self.assertEqual((contact.date, contact.day_id), (WEDNESDAY, day))

    def test_without_an_account_one_telephones(self):
        colleague = self._create_employee("Tanpa akun", self.bidang)
        self.process(8)
        with self.assertRaisesRegex(UserError, "no account"):
            self.call(employee=colleague)
        self.assertEqual(self.note((9, 0), (9, 1), employee=colleague).result, "in_time")

    def test_of_many_those_who_cannot_be_called_are_passed_over(self):
        with self.local_time(9):
            days = self.day_of(self.staff) | self.day_of(self.head)
            said = self.as_user(days, self._create_user("bkpsdm", "flexible_work_asn.group_bkpsdm")).action_contact()
        self.assertIn("Pegawai is being called", said["params"]["message"])
        self.assertIn("Kepala Diskominfo does not work from home", said["params"]["message"])

    # ------------------------------------------------------------ by hand
    def test_a_telephone_call_is_noted_with_its_times(self):
        contact = self.note((9, 0), (9, 3))
        self.assertEqual((contact.result, contact.minutes, contact.called_by_id), ("in_time", 3, self.head.user_id))
        self.assertEqual(self.note((10, 0), (10, 6)).result, "late")
        self.assertEqual(self.note((11, 0)).result, "no_answer")

    def test_who_calls_back_is_noted_with_one_tap(self):
        contact = self.note((15, 0))
        self.assertEqual(contact.result, "waiting")
        with self.local_time(15, 4):
            contact.action_answered()
        self.assertEqual((contact.result, contact.answered_at), ("in_time", self.utc(15, 4)))

    def test_the_person_alone_answers_a_call_through_the_system(self):
        contact = self.as_user(self.call(9, 0), self.head.user_id)
        with self.assertRaisesRegex(UserError, "by the person alone"):
            contact.action_answered()

    def test_neither_to_come_nor_long_ago_nor_answered_in_the_future(self):
        for values in (
            {"called": (15, 1)},
            {"called": (9, 0), "now": (9 + 25, 0)},
            {"called": (9, 0), "answered": (15, 1)},
        ):
            with self.assertRaises(UserError):
                self.note(**values)
        self.assertFalse(self.Contact.search([("employee_id", "=", self.staff.id)]))

    def test_what_was_noted_stays(self):
        contact = self.note((9, 0), (9, 3))
        contact.note = "Data renja"
        for values in ({"called_at": self.utc(10)}, {"answered_at": self.utc(9, 1)}, {"result": "in_time"}):
            with self.assertRaises(AccessError):
                contact.write(values)
        with self.assertRaises(AccessError):
            contact.unlink()

    def test_calls_through_the_system_are_not_written_by_hand(self):
        for values in ({"kind": "app"}, {"result": "no_answer"}, {"called_by_id": self.staff.user_id.id}):
            with self.assertRaises(AccessError):
                self.note((9, 0), **{"kind": "call"} | values)

    # ------------------------------------------------------------ excusing
    def give_reason(self, action, reason):
        wizard = self.env[action["res_model"]].with_user(self.head.user_id).with_context(**action["context"])
        wizard.create({"reason": reason}).action_confirm()

    def test_excused_with_a_reason_and_taken_back_with_one(self):
        contact = self.note((9, 0))
        self.give_reason(contact.action_excuse(), "Rapat daring dengan Sekda")
        self.assertEqual((contact.result, contact.excuse), ("excused", "Rapat daring dengan Sekda"))
        self.assertEqual(contact.excused_by_id, self.head.user_id)
        self.give_reason(contact.action_undo_excuse(), "Rapatnya sore")
        self.assertEqual((contact.result, contact.excuse), ("no_answer", False))
        log = " ".join(contact.sudo().message_ids.mapped("body"))
        self.assertIn("Rapat daring dengan Sekda", log)
        self.assertIn("Rapatnya sore", log)

    def test_an_answer_in_time_needs_no_excuse(self):
        contact = self.note((9, 0), (9, 1))
        with self.assertRaisesRegex(UserError, "nothing to excuse"):
            self.give_reason(contact.action_excuse(), "x")

    def test_the_card_takes_a_fixed_number_of_queries(self):
        self.call(9, 0)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.local_time(9, 1), self.assertQueryCount(9):
            self.Contact._card(self.staff)


@tagged("post_install", "-at_install")
class TestContactRoute(HttpCase, ContactCase):
    def post(self, contact_id):
        return self.make_jsonrpc_request("/flexible_work/contact/answer", {"contact_id": contact_id})

    def test_one_tap_answers_with_the_card(self):
        contact = self.call(9, 0)
        # the server of this test has its own clock
        contact.answer_until = self.env.cr.now() + timedelta(minutes=5)
        self.authenticate("pegawai", "pegawai")
        card = self.post(contact.id)
        self.assertEqual(card["employee"]["id"], self.staff.id)
        self.assertIsNone(card["contact"])
        contact.invalidate_recordset()
        self.assertTrue(contact.answered_at)

    @mute_logger("odoo.http")
    def test_nobody_else_answers(self):
        contact = self.call(9, 0)
        self.authenticate("kepala", "kepala")
        for contact_id in (contact.id, 10**9, "1", None):
            with self.assertRaises(JsonRpcException):
                self.post(contact_id)
        self.assertFalse(contact.answered_at)
