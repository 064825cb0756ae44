"""The month is made by itself after the local first, and BKPSDM is reminded of the day by which it is due."""

from datetime import date, datetime

from freezegun import freeze_time

from odoo.tests import tagged

from .month_case import APRIL, FIRST, MonthCase


@tagged("-at_install", "post_install")
class TestMonthReminder(MonthCase):
    def run_job(self, at):
        with freeze_time(at), self.enter_registry_test_mode():
            self.env.ref("flexible_work_asn_reports.ir_cron_open_months").method_direct_trigger()
        self.env.invalidate_all()

    def months(self):
        return self.Month.search([("company_id", "=", self.company.id)])

    def test_last_month_is_made_counted_and_due_on_the_day_of_the_settings(self):
        self.random_month(3)
        partner = self.env["res.partner"].create({"name": "Gubernur"})
        self.company.write({"flexible_work_month_day": 4, "flexible_work_month_recipient_ids": [(6, 0, partner.ids)]})
        self.run_job(APRIL)
        month = self.months()
        self.assertEqual((month.month, month.people, month.recipient_ids), (FIRST, 3, partner))
        activity = month.activity_ids
        self.assertEqual((activity.user_id, activity.date_deadline), (self.bkpsdm, date(2026, 4, 4)))
        self.assertIn("March 2026", activity.summary)

    def test_the_local_date_decides_which_month_was_the_last(self):
        """At 00:30 WIT on 1 April it is 15:30 UTC on 31 March; an hour before, March goes on."""
        self.random_month(1)
        self.run_job(datetime(2026, 3, 31, 14, 30))
        self.assertFalse(self.months(), "February has no days")
        self.run_job(datetime(2026, 3, 31, 15, 30))
        self.assertEqual(self.months().month, FIRST)

    def test_running_again_changes_nothing(self):
        self.random_month(1)
        self.run_job(APRIL)
        counted = self.months().counted_at
        self.run_job(datetime(2026, 4, 3, 5, 0))
        self.assertEqual((len(self.months()), len(self.months().activity_ids)), (1, 1))
        self.assertEqual(self.months().counted_at, counted)

    def test_confirming_ends_the_reminder(self):
        self.random_month(1)
        self.run_job(APRIL)
        with freeze_time(APRIL):
            self.months().with_user(self.bkpsdm).action_confirm()
        self.run_job(datetime(2026, 4, 3, 5, 0))
        self.assertFalse(self.months().activity_ids)

    def test_where_no_day_is_on_record_nothing_is_made(self):
        self.run_job(APRIL)
        self.assertFalse(self.months())
