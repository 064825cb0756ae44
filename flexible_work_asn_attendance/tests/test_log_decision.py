from datetime import timedelta

from odoo.exceptions import AccessError, UserError

from odoo.addons.flexible_work_asn.tests.common import THURSDAY

from .test_log import DONE, LogCase

FRIDAY = THURSDAY + timedelta(1)


class TestLogDecision(LogCase):
    def setUp(self):
        super().setUp()
        self.log = self.report(self.write_log())

    def decide(self, hour, day=THURSDAY, log=None):
        with self.local_time(hour, day=day):
            self.as_head(log or self.log).action_approve()

    def test_the_head_approves(self):
        self.decide(16)
        self.assertEqual((self.log.state, self.log.decided_by_id), ("approved", self.head.user_id))
        self.assertEqual((self.log.decided_at, self.log.decided_late), (self.utc(16), False))

    def test_the_decision_is_due_at_midnight_of_the_next_day(self):
        self.assertEqual(self.log.decide_until, self.utc(24, day=FRIDAY))
        self.assertEqual(self.log.local_decide_until, "16 Jan 24:00 WIT")

    def test_a_late_report_does_not_make_its_head_late(self):
        log = self.write_log(day=THURSDAY - timedelta(7))
        self.report(log, hour=9)
        self.assertTrue(log.reported_late)
        self.assertEqual(log.decide_until, self.utc(24, day=FRIDAY))

    def test_afterwards_it_is_marked_and_never_approved_by_itself(self):
        with self.local_time(0.1, day=FRIDAY + timedelta(1)):
            self.env["flexible.work.log"]._cron_remind()
            self.log.invalidate_recordset()
            self.assertEqual((self.log.state, self.log.is_overdue), ("reported", True))
            self.assertIn(self.log, self.Log.search([("is_overdue", "=", True)]))
        self.decide(0.2, day=FRIDAY + timedelta(1))
        self.assertEqual((self.log.state, self.log.decided_late, self.log.is_overdue), ("approved", True, True))
        self.assertNotIn(self.log, self.Log.search([("is_overdue", "=", False)]))

    def test_the_time_limit_is_a_setting(self):
        self.company.flexible_work_log_hours = 0
        log = self.report(self.write_log(day=THURSDAY - timedelta(7)))
        self.assertFalse(log.decide_until)
        with self.local_time(9, day=THURSDAY + timedelta(90)):
            self.assertFalse(log.is_overdue)

    def test_it_is_returned_with_a_reason_and_the_employee_is_told(self):
        self.give_reason(self.as_head(self.log).action_return(), "Lampirkan notulen")
        self.assertEqual((self.log.state, self.log.decision_reason), ("returned", "Lampirkan notulen"))
        message = self.log.sudo().message_ids.filtered(lambda one: "Lampirkan notulen" in (one.body or ""))
        self.assertIn(self.staff.user_id.partner_id, message.notified_partner_ids)
        self.log.line_ids.output = "Draf dan notulen"
        self.report(self.log, hour=17)
        self.assertEqual((self.log.state, self.log.reported_late), ("reported", False))

    def test_a_returned_report_was_in_time_if_it_was_so_at_first(self):
        self.give_reason(self.as_head(self.log).action_return())
        self.report(self.log, hour=10, day=FRIDAY)
        self.assertFalse(self.log.reported_late)

    def test_not_returned_without_a_reason(self):
        with self.assertRaises(UserError):
            self.give_reason(self.as_head(self.log).action_return(), "  ")
        self.assertEqual(self.log.state, "reported")

    def test_an_approval_is_undone_with_a_reason_that_stays_readable(self):
        self.decide(16)
        self.give_reason(self.as_head(self.log).action_undo(), "Salah tekan")
        self.assertEqual((self.log.state, self.log.decided_by_id.id), ("reported", False))
        self.assertIn("Salah tekan", " ".join(self.log.sudo().message_ids.mapped("body")))

    def test_a_decision_that_was_made_is_not_made_again(self):
        self.decide(16)
        with self.assertRaisesRegex(UserError, "cannot be done any more"):
            self.decide(17)

    def test_without_evidence_it_is_not_approved_where_the_setting_says_so(self):
        self.company.flexible_work_log_evidence = True
        with self.assertRaisesRegex(UserError, "no evidence"):
            self.decide(16)
        linked = self.write_log(
            lines=(DONE | {"evidence_url": "https://drive.example/1"},), day=THURSDAY - timedelta(7)
        )
        self.report(linked)
        self.decide(16, log=linked)
        self.assertEqual(linked.state, "approved")

    def test_many_are_approved_and_what_cannot_be_is_passed_over_with_its_reason(self):
        own = self.report(self.write_log(user=self.head.user_id))
        planned = self.write_log(day=FRIDAY)
        with self.local_time(16):
            action = self.as_head(self.log | own | planned).action_approve()
        self.assertEqual((self.log | own | planned).sudo().mapped("state"), ["approved", "reported", "planned"])
        self.assertIn("1 approved, 2 passed over.", action["params"]["message"])
        self.assertIn("Nobody decides about himself", action["params"]["message"])

    def test_nobody_decides_about_the_own_report(self):
        own = self.report(self.write_log(user=self.head.user_id))
        with self.assertRaisesRegex(AccessError, "himself"):
            self.as_head(own).action_approve()

    def test_what_waits_for_whom(self):
        bkpsdm = self._create_user("bkpsdm", "flexible_work_asn.group_bkpsdm")

        def waiting(user):
            return self.as_user(self.Log, user).search([("waits_for_me", "=", True)])

        self.assertEqual(waiting(self.head.user_id), self.log)
        self.assertFalse(waiting(self.staff.user_id))
        with self.local_time(17):
            self.assertFalse(waiting(bkpsdm))
        with self.local_time(1, day=FRIDAY + timedelta(1)):
            self.assertEqual(waiting(bkpsdm), self.log, "what no head has decided in time")

    # ------------------------------------------------------------ reminders
    def remind(self, hour, day=FRIDAY):
        with self.local_time(hour, day=day):
            self.env["flexible.work.log"]._cron_remind()
            return self.env["mail.activity"].search(
                [("activity_type_id", "=", self.env.ref("flexible_work_asn_attendance.mail_activity_log_remind").id)]
            )

    def test_the_head_is_reminded_once_however_many_wait(self):
        colleague = self._create_employee("Rekan", self.bidang, user="rekan")
        self.report(self.write_log(user=colleague.user_id))
        self.assertFalse(self.remind(9))
        activity = self.remind(14)
        self.assertEqual((activity.user_id, activity.date_deadline), (self.head.user_id, FRIDAY))
        self.assertEqual(activity.summary, "2 daily reports wait for your decision")
        self.assertEqual(self.remind(15), activity, "and once only")

    def test_the_reminder_goes_when_nothing_waits(self):
        activity = self.remind(14)
        self.decide(15, day=FRIDAY)
        self.assertFalse(activity.exists())

    def test_reminding_takes_a_fixed_number_of_queries(self):
        """The number of people who wait must not matter: all are of one head."""

        def count():
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.remind(14)
            return self.env.cr.sql_log_count - before

        self.remind(13)
        few = count()
        for number in range(8):
            colleague = self._create_employee(f"Rekan {number}", self.bidang, user=f"rekan{number}")
            self.report(self.write_log(user=colleague.user_id))
        self.remind(13)
        self.assertLessEqual(count(), few + 2)
