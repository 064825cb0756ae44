from odoo.addons.flexible_work_asn.tests.common import THURSDAY

from .common import AttendanceCase


class TestReminder(AttendanceCase):
    def setUp(self):
        super().setUp()
        self.company.write({"flexible_work_remind_minutes": 30, "flexible_work_remind_before": "close"})
        self.open_day()

    def remind(self, hour, minute=0):
        with self.local_time(hour, minute), self.enter_registry_test_mode():
            self.env.ref("flexible_work_asn_attendance.cron_remind").method_direct_trigger()
        self.env.invalidate_all()

    def received(self, user):
        """Reminders about days in the inbox of ``user``."""
        return self.env["mail.message"].search(
            [("partner_ids", "in", user.partner_id.ids), ("model", "=", "flexible.work.day")]
        )

    def test_half_an_hour_before_the_day_closes(self):
        self.remind(17, 29)
        self.assertFalse(self.received(self.staff.user_id))
        self.remind(17, 31)
        message = self.received(self.staff.user_id)
        self.assertIn("Check in by 18:00 (WIT)", message.body)
        self.assertEqual((message.model, message.res_id), ("flexible.work.day", self.day_of(self.staff).id))

    def test_the_head_is_told_who_it_is(self):
        self.remind(17, 31)
        message = self.received(self.head.user_id).filtered(lambda one: "not yet in" in one.subject)
        self.assertIn("<li>Pegawai</li>", message.body)
        self.assertEqual(len(message), 1)

    def test_once_a_day(self):
        self.remind(17, 31)
        self.remind(17, 45)
        self.assertEqual(len(self.received(self.staff.user_id)), 1)

    def test_not_who_has_come_in(self):
        self.check(self.staff, "in", 7, 20)
        self.remind(17, 31)
        self.assertFalse(self.received(self.staff.user_id))

    def test_not_who_is_on_leave(self):
        self._create_leave(self.staff, THURSDAY, THURSDAY)
        self.remind(17, 31)
        self.assertFalse(self.received(self.staff.user_id))

    def test_not_after_the_limit(self):
        self.remind(18, 1)
        self.assertFalse(self.received(self.staff.user_id))

    def test_before_one_is_late(self):
        self.company.write({"flexible_work_remind_before": "late", "flexible_work_late_tolerance": 15})
        self.remind(7, 14)
        self.assertFalse(self.received(self.staff.user_id))
        self.remind(7, 20)
        self.assertIn("Check in by 07:45", self.received(self.staff.user_id).body)

    def test_only_where_the_government_wants_it(self):
        self.company.flexible_work_remind_minutes = 0
        self.remind(17, 31)
        self.assertFalse(self.received(self.staff.user_id))
