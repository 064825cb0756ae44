from datetime import date
from zoneinfo import ZoneInfo

import vobject
from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from .. import throttle
from .common import HOLIDAY, MONDAY, THURSDAY, TUESDAY, FlexibleWorkCase

#: Monday 12 January 2026, 07:30 in Ternate
NOW = "2026-01-11 22:30:00"


class FeedCase(FlexibleWorkCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_circular()
        cls._create_roster(cls.bidang, [(cls.staff, TUESDAY, "wfh")])
        cls._create_holiday(HOLIDAY)
        cls._create_one_user_of_each_role()
        cls.tokens = cls.env["flexible.work.calendar.token"]

    def setUp(self):
        super().setUp()
        throttle.forget_all(self.env)

    def _as(self, role):
        user = self.user[role]
        env = self.env(user=user, context={"allowed_company_ids": user.company_ids.ids})
        return env["flexible.work.calendar.token"]


class TestCalendarToken(FeedCase):
    """Making, revoking and seeing calendar addresses."""

    def test_an_address_is_shown_once_and_kept_as_a_hash(self):
        url = self._as("employee").create_my_feed()
        secret = url.rsplit("/", 1)[1].removesuffix(".ics")
        self.assertGreaterEqual(len(secret), 43)
        token = self.tokens.search([("employee_id", "=", self.staff.id)])
        self.env.cr.execute("SELECT * FROM flexible_work_calendar_token WHERE id = %s", [token.id])
        self.assertNotIn(secret, str(self.env.cr.fetchall()))
        self.assertEqual(self.tokens._find(secret), token)

    def test_not_even_administrators_read_the_hash(self):
        self._as("employee").create_my_feed()
        token = self.tokens.search([("employee_id", "=", self.staff.id)])
        admin = self.env.ref("base.user_admin")
        admin.company_ids |= self.company
        with self.assertRaises(AccessError):
            token.with_user(admin).read(["token_hash"])

    def test_a_new_address_ends_the_old_one(self):
        old, new = (self._as("employee").create_my_feed().rsplit("/", 1)[1][:-4] for _n in range(2))
        self.assertFalse(self.tokens._find(old))
        self.assertTrue(self.tokens._find(new))

    def test_a_revoked_address_is_gone(self):
        secret = self._as("employee").create_my_feed().rsplit("/", 1)[1][:-4]
        self._as("employee").revoke_my_feed()
        self.assertFalse(self.tokens._find(secret))
        self.assertFalse(self._as("employee").get_my_feed()["exists"])

    def test_a_user_without_an_employee_is_told_whom_to_ask(self):
        with self.assertRaisesRegex(UserError, "BKPSDM"):
            self._as("operator").create_my_feed()

    def test_an_address_is_seen_by_its_person_and_bkpsdm(self):
        self._as("employee").create_my_feed()
        seen = [role for role in self.user if self._as(role).search([("employee_id", "=", self.staff.id)])]
        self.assertEqual(seen, ["employee", "bkpsdm"])

    def test_an_address_is_revoked_by_its_person_and_bkpsdm(self):
        allowed = []
        for role in self.user:
            self._as("employee").create_my_feed()
            token = self.tokens.search([("employee_id", "=", self.staff.id), ("revoked_at", "=", False)])
            try:
                self._as(role).browse(token.id).action_revoke()
            except AccessError:
                continue
            allowed.append(role)
        self.assertEqual(allowed, ["employee", "bkpsdm"])

    def test_nobody_writes_addresses_past_the_methods(self):
        for role in self.user:
            for values in ({"employee_id": self.staff.id, "token_hash": "x"}, {"employee_id": self.head.id}):
                with self.subTest(role=role), self.assertRaises(AccessError):
                    self._as(role).create(values)


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCalendarFeed(FeedCase, HttpCase):
    """The feed as a calendar program reads it, over HTTP and without a session."""

    def setUp(self):
        super().setUp()
        self.path = "/" + self._as("employee").create_my_feed().split("/", 3)[3]

    def _read(self, path=None, **kwargs):
        return self.url_open(path or self.path, **kwargs)

    def _events(self):
        answer = self._read()
        self.assertEqual(answer.status_code, 200)
        return vobject.readOne(answer.content.decode()).vevent_list

    def _event(self, day):
        for event in self._events():
            start = event.dtstart.value
            local = start.astimezone(self._zone()).date() if hasattr(start, "hour") else start
            if local == day:
                return event
        return None

    @staticmethod
    def _zone():
        return ZoneInfo("Asia/Jayapura")

    def test_a_working_day_tells_mode_hours_and_reason(self):
        event = self._event(TUESDAY)
        self.assertEqual(event.summary.value, "R · Home (WFH)")
        self.assertEqual(event.dtstart.value.isoformat(), "2026-01-12T22:30:00+00:00", "07:30 in Ternate")
        self.assertIn("roster", event.description.value)
        self.assertEqual(event.transp.value, "TRANSPARENT")

    def test_it_reaches_from_a_week_back_to_two_months_ahead(self):
        days = sorted(
            start.astimezone(self._zone()).date() if hasattr(start, "hour") else start
            for start in (event.dtstart.value for event in self._events())
        )
        self.assertEqual((days[0], days[-1]), (date(2026, 1, 5), date(2026, 3, 13)))

    def test_a_holiday_stands_over_the_whole_day_and_weekends_stay_empty(self):
        event = self._event(HOLIDAY)
        self.assertEqual((event.summary.value, event.dtstart.value), ("Isra Mikraj", HOLIDAY))
        self.assertFalse(self._event(HOLIDAY + self._one_day()))

    def test_time_off_has_no_kind(self):
        self._create_leave(self.staff, THURSDAY, THURSDAY, "sick")
        event = self._event(THURSDAY)
        self.assertEqual(event.summary.value, "Time off")
        text = self._read().content.decode()
        self.assertNotRegex(text.lower(), "sick|sakit|cuti")

    def test_a_personal_decision_has_no_reason(self):
        self.env["flexible.work.exemption"].create(
            {"kind": "discipline", "employee_id": self.staff.id, "date_from": MONDAY, "reason": "Hukuman disiplin"}
        )
        event = self._event(THURSDAY)
        self.assertEqual(event.summary.value, "K · Office (WFO)")
        self.assertNotIn("description", event.contents)
        self.assertNotRegex(self._read().content.decode(), "(?i)disiplin|discipline|BKPSDM")

    def test_it_speaks_the_language_of_the_person(self):
        self.env["res.lang"]._activate_lang("id_ID")
        self.env["ir.module.module"]._load_module_terms(["flexible_work_asn"], ["id_ID"])
        self.staff.user_id.lang = "id_ID"
        self.assertEqual(self._event(TUESDAY).summary.value, "R · Dari rumah (WFH)")

    def test_events_keep_their_names_when_the_address_changes(self):
        before = [event.uid.value for event in self._events()]
        self.assertEqual(len(set(before)), len(before))
        self.path = "/" + self._as("employee").create_my_feed().split("/", 3)[3]
        self.assertEqual([event.uid.value for event in self._events()], before)

    def test_it_is_kept_by_no_proxy_and_sets_no_cookie(self):
        answer = self._read()
        self.assertEqual(answer.headers["Content-Type"], "text/calendar; charset=utf-8")
        self.assertIn("private", answer.headers["Cache-Control"])
        self.assertNotIn("session_id", answer.headers.get("Set-Cookie", ""))

    def test_a_program_that_asks_again_is_told_that_nothing_has_changed(self):
        tag = self._read().headers["ETag"]
        self.assertEqual(self._read(headers={"If-None-Match": tag}).status_code, 304)
        self._create_roster(self.bidang, [(self.staff, TUESDAY + 7 * self._one_day(), "wfa")])
        self.assertEqual(self._read(headers={"If-None-Match": tag}).status_code, 200)

    def test_reading_is_noted(self):
        self._read()
        self.assertEqual(self._as("employee").get_my_feed()["last_used"], NOW)

    def test_every_address_that_is_not_in_force_is_not_found_alike(self):
        def answer():
            response = self._read()
            return response.status_code, response.content

        self._as("employee").revoke_my_feed()
        revoked = answer()
        self.path = "/flexible_work/calendar/unknown.ics"
        self.assertEqual(revoked, answer())
        self.assertEqual(revoked, (404, b""))

    def test_an_archived_employee_or_user_has_no_feed(self):
        self.staff.user_id.active = False
        self.assertEqual(self._read().status_code, 404)
        self.staff.user_id.active = True
        self.assertEqual(self._read().status_code, 200)
        self.staff.active = False
        self.assertEqual(self._read().status_code, 404)

    def test_the_feed_of_another_government_keeps_to_its_own_rules(self):
        tidore = self.user["elsewhere"].company_id
        unit = self.env["hr.department"].create({"name": "Dinas", "company_id": tidore.id})
        employee = self._create_employee("Pegawai Tidore", unit)
        employee.user_id = self.user["elsewhere"]
        self.path = "/" + self._as("elsewhere").create_my_feed().split("/", 3)[3]
        text = self._read().content.decode()
        self.assertIn("Pegawai Tidore", text)
        self.assertNotIn("800/84/2025", text)

    def test_a_program_that_asks_without_end_is_made_to_wait(self):
        codes = [self._read().status_code for _n in range(61)]
        self.assertEqual((codes[0], codes[-1]), (200, 429))

    def test_guessing_is_made_to_wait_and_bars_nobody_else(self):
        codes = [self._read(f"/flexible_work/calendar/guess{n}.ics").status_code for n in range(31)]
        self.assertEqual((codes[0], codes[-1]), (404, 429))
        self.assertEqual(self._read().status_code, 200)
