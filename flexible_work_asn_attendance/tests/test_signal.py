import json
from datetime import timedelta

from odoo.exceptions import AccessError, UserError

from odoo.addons.flexible_work_asn.tests.common import MONDAY, THURSDAY, TUESDAY, WEDNESDAY

from .common import AttendanceCase

DATES = (MONDAY, TUESDAY, WEDNESDAY, THURSDAY)
HOME = (0.8011234, 127.3711234)


class SignalCase(AttendanceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_one_user_of_each_role()
        cls.Signal = cls.env["flexible.work.signal"]

    def as_user(self, record, role):
        user = self.user[role]
        return record.with_user(user).with_context(allowed_company_ids=user.company_ids.ids)

    def come(self, employee, day, hour=7, minute=30, at=HOME, **values):
        """A check-in by the person's own page."""
        self.open_day(day)
        self.env["hr.attendance"].create(
            {
                "employee_id": employee.id,
                "check_in": self.utc(hour, minute, day=day),
                "check_out": self.utc(16, minute, day=day),
                "in_mode": "systray",
                "out_mode": "technical",
                "in_latitude": at and at[0],
                "in_longitude": at and at[1],
                "flexible_in_accuracy": 10.0,
                **values,
            }
        )

    def detect(self, date_from=MONDAY, date_to=THURSDAY):
        self.env.flush_all()
        self.Signal.sudo()._detect(self.company, date_from, date_to)
        self.env.invalidate_all()
        return self.Signal.search([("company_id", "=", self.company.id)])

    def fake(self, employee=None, **values):
        """The same coordinates on three dates."""
        for day in DATES[:3]:
            self.come(employee or self.staff, day, **values)
        return self.detect()


class TestDetection(SignalCase):
    def test_identical_coordinates_on_three_dates(self):
        signal = self.fake()
        self.assertEqual((signal.kind, signal.employee_id, signal.date), ("identical", self.staff, WEDNESDAY))
        self.assertEqual((signal.day_id, signal.department_id), (self.day_of(self.staff, WEDNESDAY), self.bidang))
        self.assertEqual(self.day_of(self.staff, WEDNESDAY).signal_count, 1)

    def test_a_real_phone_makes_no_signal(self):
        for step, day in enumerate(DATES):
            self.come(self.staff, day, at=(HOME[0] + step * 1e-5, HOME[1] - step * 2e-5))
        self.assertFalse(self.detect())

    def test_a_kiosk_stands_where_it_stands(self):
        self.assertFalse(self.fake(in_mode="kiosk"))

    def test_the_network_of_an_office_says_enough(self):
        for day in DATES[:3]:
            self.come(self.staff, day)
        self.attendances(self.staff).flexible_in_place_by = "network"
        self.assertFalse(self.detect())

    def test_one_device_for_several_people(self):
        for employee in (self.staff, self.head, self.nurse):
            self.come(employee, THURSDAY, at=None, flexible_in_device="hash")
        signals = self.detect()
        self.assertEqual(set(signals.mapped("kind")), {"device"})
        self.assertEqual(signals.employee_id, self.staff | self.head | self.nurse)

    def test_one_device_at_the_kiosk_is_no_signal(self):
        for employee in (self.staff, self.head):
            self.come(employee, THURSDAY, at=None, in_mode="kiosk", flexible_in_device="hash")
        self.assertFalse(self.detect())

    def test_clock_and_offline(self):
        for day in DATES[:3]:
            self.come(
                self.staff,
                day,
                at=None,
                flexible_in_drift=-1500,
                flexible_in_received_at=self.utc(8, 0, day=day),
            )
        signals = self.detect()
        self.assertEqual(sorted(signals.mapped("kind")), ["clock", "clock", "clock", "offline"])
        self.assertIn("25 minutes behind", signals.filtered(lambda signal: signal.kind == "clock")[0].details)
        self.assertIn("30 min after the tap", signals.filtered(lambda signal: signal.kind == "offline").details)

    def test_presences_in_between_count_as_well(self):
        for day in DATES[:3]:
            self.open_day(day)
            self.env["flexible.work.presence"].create(
                {
                    "employee_id": self.staff.id,
                    "date": day,
                    "at": self.utc(10, day=day),
                    "located": True,
                    "latitude": HOME[0],
                    "longitude": HOME[1],
                }
            )
        self.assertEqual(self.detect().kind, "identical")

    def test_twice_is_the_same_as_once(self):
        first = self.fake()
        self.assertEqual(self.detect(), first)
        self.assertEqual(self.day_of(self.staff, WEDNESDAY).signal_count, 1)

    def test_the_facts_of_an_open_signal_follow(self):
        self.come(self.staff, MONDAY, at=None, flexible_in_drift=700)
        signal = self.detect()
        self.attendances(self.staff).flexible_in_drift = 1300
        self.assertEqual(self.detect(), signal)
        self.assertEqual(signal.facts, {"seconds": 1300})

    def test_what_somebody_has_looked_at_is_not_made_again(self):
        signal = self.fake()
        self.as_user(signal, "head")._set_explained("Komputer di rumah")
        self.come(self.staff, THURSDAY)
        self.assertEqual(self.detect(), signal)
        self.assertEqual(signal.state, "explained")

    def test_an_open_one_goes_on(self):
        signal = self.fake()
        self.come(self.staff, THURSDAY)
        self.assertEqual((self.detect() - signal).mapped("date"), [THURSDAY])

    def test_another_government_is_not_looked_at(self):
        self.fake()
        self.Signal.search([]).unlink()
        self.Signal.sudo()._detect(self.user["elsewhere"].company_id, MONDAY, THURSDAY)
        self.assertFalse(self.Signal.search([]))

    def test_only_the_dates_asked_for(self):
        for day in DATES:
            self.come(self.staff, day)
        self.assertEqual(self.detect(THURSDAY, THURSDAY).mapped("date"), [THURSDAY])

    def test_zero_in_the_settings_switches_a_kind_off(self):
        self.company.flexible_work_signal_identical = 0
        self.assertFalse(self.fake())

    def test_the_job_looks_at_today_and_yesterday(self):
        for day in DATES[:3]:
            self.come(self.staff, day)
        self.env.flush_all()
        with self.local_time(9, day=THURSDAY), self.enter_registry_test_mode():
            self.env.ref("flexible_work_asn_attendance.cron_detect_signals").method_direct_trigger()
        self.assertEqual(self.Signal.search([]).mapped("date"), [WEDNESDAY])

    def test_the_same_queries_for_few_and_for_many(self):
        for day in DATES[:3]:
            self.come(self.staff, day)
        few = self._queries()
        people = [self._create_employee(f"Pegawai {n}", self.bidang) for n in range(15)]
        for employee in people:
            for day in DATES[:3]:
                self.come(employee, day, flexible_in_drift=1000)
        self.Signal.search([]).unlink()
        self.assertEqual(self._queries(), few)
        self.assertEqual(len(self.Signal.search([])), 1 + 15 * 4)

    def _queries(self):
        self.env.flush_all()
        self.env.invalidate_all()
        self.company.flexible_work_signal_days  # the settings are read once a transaction  # noqa: B018
        before = self.cr.sql_log_count
        self.Signal.sudo()._detect(self.company, MONDAY, THURSDAY)
        return self.cr.sql_log_count - before

    def test_a_check_in_looks_for_nothing(self):
        for day in DATES[:3]:
            self.come(self.staff, day)
        self.assertFalse(self.Signal.search([]))


class TestSignalDecision(SignalCase):
    def setUp(self):
        super().setUp()
        self.signal = self.fake()
        self.own_day = self.day_of(self.staff, WEDNESDAY)

    def log(self):
        return " ".join(self.signal.sudo().message_ids.mapped("body"))

    def confirm(self, action, reason, role):
        wizard = self.as_user(self.env[action["res_model"]], role).with_context(**action["context"])
        wizard.create({"reason": reason}).action_confirm()

    def test_explained_with_a_reason(self):
        self.confirm(self.as_user(self.signal, "head").action_explained(), "Komputer di rumah", "head")
        self.assertEqual((self.signal.state, self.signal.note), ("explained", "Komputer di rumah"))
        self.assertEqual(self.signal.decided_by_id, self.head.user_id)
        self.assertEqual(self.own_day.signal_count, 0)
        self.assertEqual(self.own_day.signal_total, 1)
        self.assertIn("Before: To look at. Now: Explained. Reason: Komputer di rumah", self.log())

    def test_nothing_else_follows(self):
        before = self.own_day.read(["status", "verification", "late_minutes", "place"])
        self.as_user(self.signal, "head")._set_followed("Ditegur")
        self.assertEqual(self.own_day.read(["status", "verification", "late_minutes", "place"]), before)

    def test_not_without_a_reason(self):
        with self.assertRaises(UserError):
            self.as_user(self.signal, "head")._set_explained("  ")
        self.assertEqual(self.signal.state, "open")

    def test_taken_back_with_a_reason(self):
        self.as_user(self.signal, "head")._set_followed("Ditegur")
        self.confirm(self.as_user(self.signal, "head").action_reopen(), "Salah orang", "head")
        self.assertEqual((self.signal.state, self.signal.note), ("open", False))
        self.assertEqual(self.own_day.signal_count, 1)
        self.assertIn("Ditegur", self.log())
        self.assertIn("Salah orang", self.log())

    def test_many_at_once(self):
        other = self.fake(self.head) - self.signal
        self.as_user(self.signal | other, "bkpsdm")._set_explained("Komputer kantor")
        self.assertEqual((self.signal | other).mapped("state"), ["explained", "explained"])

    def test_the_person_explains_and_changes_nothing_else(self):
        self.confirm(self.as_user(self.signal, "employee").action_explain(), "Saya memakai <b>laptop</b>", "employee")
        self.assertEqual((self.signal.explanation, self.signal.state), ("Saya memakai <b>laptop</b>", "open"))
        self.assertIn("&lt;b&gt;laptop", self.log())

    def test_nobody_decides_about_the_own_signal(self):
        own = self.fake(self.head) - self.signal
        with self.assertRaises(AccessError):
            self.as_user(own, "head")._set_explained("Komputer kantor")

    def test_who_may_do_what(self):
        for act, allowed in (
            (lambda signal: signal.action_explained(), ["head", "bkpsdm"]),
            (lambda signal: signal._set_followed("Ditegur"), ["head", "bkpsdm"]),
            (lambda signal: signal.action_reopen(), ["head", "bkpsdm"]),
            (lambda signal: signal.action_explain(), ["employee"]),
            (lambda signal: signal.read(["details"]), ["employee", "head", "bkpsdm", "auditor"]),
            (lambda signal: signal.write({"state": "explained"}), []),
            (lambda signal: signal.unlink(), []),
        ):
            self.assertEqual(self._who(act, self.signal), allowed)

    def test_the_search_shows_no_more(self):
        seen = [role for role in self.user if self.as_user(self.Signal, role).search([])]
        self.assertEqual(seen, ["employee", "head", "bkpsdm", "auditor"])

    def test_nobody_is_told_coordinates(self):
        for role in ("employee", "head", "bkpsdm", "auditor"):
            signal = self.as_user(self.signal, role)
            readable = [name for name, field in signal._fields.items() if signal._has_field_access(field, "read")]
            told = json.dumps(signal.read(readable), default=str)
            self.assertNotIn("0.8011", told, role)
            self.assertNotIn("127.37", told, role)
        self.assertIn("12/01, 13/01, 14/01", self.as_user(self.signal, "head").details)

    def test_names_of_another_unit_are_not_told(self):
        for employee in (self.staff, self.head, self.nurse):
            self.come(employee, THURSDAY, at=None, flexible_in_device="hash")
        signal = self.detect().filtered(lambda one: one.kind == "device" and one.employee_id == self.staff)
        self.assertEqual(
            self.as_user(signal, "head").details,
            "3 people with one device on this date: Kepala Diskominfo, 1 of other units",
        )
        self.assertEqual(self.as_user(signal, "employee").details, "3 people with one device on this date")
        self.assertIn("Perawat", self.as_user(signal, "bkpsdm").details)
        for role in ("head", "employee"):
            with self.assertRaises(AccessError, msg=role):
                self.as_user(signal, role).read(["facts"])

    def test_from_the_day_to_its_signals(self):
        action = self.as_user(self.own_day, "head").action_open_signals()
        self.assertEqual(self.as_user(self.Signal, "head").search(action["domain"]), self.signal)

    def test_travel_is_told_in_distance_and_time(self):
        self.come(self.nurse, THURSDAY, at=(0.7893, 127.3842))
        attendance = self.attendances(self.nurse)[-1]
        attendance.write(
            {
                "check_out": attendance.check_in + timedelta(minutes=30),
                "out_mode": "systray",
                "out_latitude": 1.4748,
                "out_longitude": 124.8421,
            }
        )
        signal = self.detect().filtered(lambda one: one.kind == "travel")
        self.assertRegex(signal.details, r"29\d\.\d km in 30 min between two check-ins: 58\d km/h")
