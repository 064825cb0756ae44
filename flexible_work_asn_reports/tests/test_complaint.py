"""Complaints of the public: received, answered in time or late, closed, opened again; on which days they came."""

from datetime import date, datetime

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form

from .services_common import HALF_PAST_SEVEN, NINE, THURSDAY, ServicesCase

ANSWER = "flexible_work_asn_reports.mail_activity_complaint_answer"
OVERDUE = "flexible_work_asn_reports.mail_activity_complaint_overdue"


class ComplaintCase(ServicesCase):
    def setUp(self):
        super().setUp()
        self.clock = self.at(NINE)
        self.clock.start()
        self.addCleanup(lambda: self.clock.stop())
        self.Complaint = self.env["flexible.work.complaint"]

    def move_to(self, moment):
        """From now on the server's clock stands at ``moment`` (naive UTC)."""
        self.clock.stop()
        self.clock = self.at(moment)
        self.clock.start()

    def receive(self, role=None, unit=None, **values):
        model = self.as_role(self.Complaint, role) if role else self.Complaint
        return model.create(
            {
                "name": "Loket tutup pukul 14",
                "company_id": self.company.id,
                "department_id": (unit or self.bidang).id,
                **values,
            }
        )

    def answer(self, complaint, role="head", **values):
        own = self.as_role(complaint, role)
        own.write({"answer": "Loket dibuka sampai pukul 16.", **values})
        own.action_answer()

    def run_cron(self):
        with self.enter_registry_test_mode():
            self.env.ref("flexible_work_asn_reports.ir_cron_complaints").method_direct_trigger()

    def activities(self, complaint, kind):
        return complaint.sudo().activity_ids.filtered(lambda one: one.activity_type_id == self.env.ref(kind))


class TestComplaint(ComplaintCase):
    def test_it_came_on_the_local_date(self):
        complaint = self.receive(received_at=HALF_PAST_SEVEN)
        self.assertEqual(complaint.date, THURSDAY)
        self.assertIn("07:30 WIT", complaint.with_context(lang="en_US").local_received)

    def test_the_answer_is_due_so_many_working_days_later(self):
        """Perpres 76/2013. Five working days after Thursday 15 January; Friday is a holiday, the weekend is free."""
        self._create_holiday(date(2026, 1, 16))
        self.assertEqual(self.receive().due_date, date(2026, 1, 23))

    def test_the_setting_says_how_many(self):
        self.company.flexible_work_complaint_days = 1
        self.assertEqual(self.receive().due_date, date(2026, 1, 16))
        self.company.flexible_work_complaint_days = 0
        self.assertEqual(self.receive().due_date, THURSDAY)

    def test_an_older_complaint_keeps_its_date(self):
        complaint = self.receive()
        self.company.flexible_work_complaint_days = 1
        self.assertEqual(complaint.due_date, date(2026, 1, 22))

    def test_it_waits_on_the_list_of_the_head(self):
        complaint = self.receive(role="operator")
        activity = self.activities(complaint, ANSWER)
        self.assertEqual((activity.user_id, activity.date_deadline), (self.user["head"], complaint.due_date))

    def test_without_a_head_bkpsdm_is_asked(self):
        self.diskominfo.manager_id = False
        self.assertEqual(self.activities(self.receive(), ANSWER).user_id, self.user["bkpsdm"])

    def test_answering_keeps_the_time_and_clears_the_list(self):
        """Perpres 76/2013: answered, and the time kept."""
        complaint = self.receive()
        self.move_to(datetime(2026, 1, 19, 3, 0))  # Monday, 12:00
        self.answer(complaint)
        self.assertEqual((complaint.state, complaint.answered_at), ("answered", datetime(2026, 1, 19, 3, 0)))
        self.assertEqual((complaint.answer_days, complaint.answer_hours), (2, 99))
        self.assertFalse(complaint.is_late)
        self.assertFalse(complaint.activity_ids)

    def test_working_days_leave_out_holidays(self):
        self._create_holiday(date(2026, 1, 16))
        complaint = self.receive()
        self.move_to(datetime(2026, 1, 19, 3, 0))
        self.answer(complaint)
        self.assertEqual(complaint.answer_days, 1)

    def test_an_answer_given_before_is_entered_with_its_time(self):
        complaint = self.receive(received_at="2026-01-12 00:00:00")
        self.answer(complaint, answered_at="2026-01-12 05:30:00")
        self.assertEqual((complaint.answer_hours, complaint.answer_days), (5.5, 0))

    def test_no_answer_without_words(self):
        with self.assertRaisesRegex(UserError, "write what the citizen was answered"):
            self.as_role(self.receive(), "head").action_answer()

    def test_times_that_cannot_be_are_refused(self):
        for values, words in (
            ({"received_at": "2026-01-16 00:00:00"}, "received in the future"),
            ({"received_at": NINE, "answered_at": "2026-01-14 00:00:00"}, "older than the complaint"),
            ({"received_at": "2026-01-14 00:00:00", "answered_at": "2026-01-16 00:00:00"}, "answer cannot lie"),
        ):
            with self.subTest(words=words), self.assertRaisesRegex(ValidationError, words):
                self.receive(**values)

    def test_a_late_answer_is_marked(self):
        complaint = self.receive()
        self.move_to(datetime(2026, 1, 22, 14, 59))  # 23:59 of the last day in Ternate
        self.answer(complaint)
        self.assertFalse(complaint.is_late)
        late = self.Complaint
        self.move_to(NINE)
        late = self.receive()
        self.move_to(datetime(2026, 1, 22, 15, 1))
        self.answer(late)
        self.assertTrue(late.answered_late)
        self.assertEqual(self.Complaint.search([("is_late", "=", True), ("company_id", "=", self.company.id)]), late)

    def test_a_complaint_that_waits_too_long_is_late_and_bkpsdm_hears_of_it_once(self):
        complaint = self.receive()
        self.run_cron()
        self.assertFalse(self.activities(complaint, OVERDUE))
        self.move_to(datetime(2026, 1, 22, 15, 1))
        complaint.invalidate_recordset(["is_late"])
        self.assertTrue(complaint.is_late)
        self.assertIn(complaint, self.Complaint.search([("is_late", "=", True)]))
        self.assertNotIn(complaint, self.Complaint.search([("is_late", "=", False)]))
        self.run_cron()
        self.run_cron()
        self.assertEqual(self.activities(complaint, OVERDUE).user_id, self.user["bkpsdm"])
        self.assertEqual(len(self.activities(complaint, OVERDUE)), 1)
        self.answer(complaint)
        self.assertFalse(complaint.activity_ids)

    def test_opened_again_with_a_reason_the_first_answer_stays_readable(self):
        complaint = self.receive()
        self.answer(complaint)
        head = self.as_role(complaint, "head")
        head.action_close()
        action = head.action_reopen()
        wizard = self.as_role(self.env["flexible.work.reason"], "head").with_context(**action["context"])
        wizard.create({"reason": "Warga belum menerima jawaban"}).action_confirm()
        self.assertEqual((complaint.state, complaint.answered_at, complaint.answer_days), ("received", False, 0))
        self.assertEqual(complaint.answer, "Loket dibuka sampai pukul 16.")
        self.assertTrue(any("Warga belum" in (message.body or "") for message in complaint.message_ids))
        self.assertTrue(self.activities(complaint, ANSWER))

    def test_what_was_answered_stays_as_it_is(self):
        complaint = self.receive()
        self.answer(complaint)
        for role in ("head", "operator", "bkpsdm"):
            with self.subTest(role=role), self.assertRaisesRegex(UserError, "open it again"):
                self.as_role(complaint, role).answer = "Lain"
        with self.assertRaisesRegex(UserError, "stays"):
            complaint.unlink()

    def test_choosing_a_service_chooses_its_unit(self):
        with Form(self.as_role(self.Complaint, "bkpsdm")) as form:
            form.name = "Antrean"
            form.service_id = self.service
            self.assertEqual(form.department_id, self.bidang)

    def test_a_service_of_another_unit_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "choose that unit"):
            self.receive(unit=self.dinkes, service_id=self.service.id)


class TestComplaintDays(ComplaintCase):
    def test_the_kind_of_day_is_that_of_the_unit(self):
        self.add_days(self.bidang, THURSDAY, ["wfo"] * 8 + ["wfh"])
        self.add_days(self.dinkes, THURSDAY, ["wfo"] * 11 + ["wfh"])
        self.assertEqual(self.receive().day_kind, "flexible")
        self.assertEqual(self.receive(unit=self.diskominfo).day_kind, "flexible")  # with its sub-units
        self.assertEqual(self.receive(unit=self.dinkes).day_kind, "office")  # one of twelve is a single request
        self.assertFalse(self.receive(received_at="2026-01-14 00:00:00").day_kind)

    def test_a_day_off_is_neither(self):
        self.add_days(self.bidang, THURSDAY, ["wfo", "wfh"], status="off")
        self.assertEqual(self.receive().day_kind, "off")

    def test_a_complaint_that_came_before_the_day_was_opened_learns_it_later(self):
        complaint = self.receive()
        self.assertFalse(complaint.day_kind)
        self.add_days(self.bidang, THURSDAY, ["wfa"])
        self.run_cron()
        self.assertEqual(complaint.day_kind, "flexible")

    def test_kinds_of_many_days_take_one_query(self):
        units = [self._create_unit(f"Seksi {number}", parent_id=self.bidang.id) for number in range(20)]
        complaints = self.Complaint.browse([self.receive(unit=unit).id for unit in units])
        self.env.flush_all()
        with self.assertQueryCount(1):
            complaints._compute_day_kind()


class TestComplaintAccess(ComplaintCase):
    def test_who_sees_a_complaint(self):
        complaint = self.receive()
        seen = []
        for role in self.user:
            try:
                if self.as_role(self.Complaint, role).search([("id", "=", complaint.id)]):
                    seen.append(role)
            except AccessError:
                continue
        self.assertEqual(seen, ["head", "operator", "bkpsdm", "executive", "auditor"])

    def test_who_enters_one(self):
        for role, unit, allowed in (
            ("operator", self.bidang, True),
            ("head", self.diskominfo, True),
            ("head", self.dinkes, False),
            ("bkpsdm", self.dinkes, True),
            ("executive", self.bidang, False),
            ("auditor", self.bidang, False),
            ("employee", self.bidang, False),
            ("elsewhere", self.bidang, False),
        ):
            with self.subTest(role=role, unit=unit.name), self.env.cr.savepoint() as savepoint:
                if allowed:
                    self.assertTrue(self.receive(role=role, unit=unit))
                else:
                    with self.assertRaises(AccessError):
                        self.receive(role=role, unit=unit)
                savepoint.rollback()

    def test_who_answers_and_who_closes(self):
        for role, answers, closes in (
            ("operator", True, False),
            ("head", True, True),
            ("bkpsdm", True, True),
            ("other_head", False, False),
            ("executive", False, False),
            ("auditor", False, False),
            ("employee", False, False),
        ):
            with self.subTest(role=role):
                complaint = self.receive(answer="Sudah.")
                for action, allowed in (
                    ("action_answer", answers),
                    ("action_close", closes),
                    ("action_reopen", closes),
                ):
                    if action == "action_close" and not answers:
                        self.answer(complaint)
                    own = self.as_role(complaint, role)
                    if allowed:
                        getattr(own, action)()
                    else:
                        with self.assertRaises(AccessError):
                            getattr(own, action)()

    def test_nobody_writes_past_the_buttons(self):
        complaint = self.receive()
        for role in ("head", "operator", "bkpsdm", "auditor", "executive"):
            for values in ({"state": "closed"}, {"due_date": "2027-01-01"}, {"answered_late": False}):
                with self.subTest(role=role, values=values), self.assertRaises(AccessError):
                    self.as_role(complaint, role).write(values)
        with self.assertRaises(AccessError):
            self.receive(role="bkpsdm", state="closed")

    def test_a_complaint_is_not_moved_to_a_unit_of_others(self):
        with self.assertRaises(AccessError):
            self.as_role(self.receive(), "head").department_id = self.dinkes
