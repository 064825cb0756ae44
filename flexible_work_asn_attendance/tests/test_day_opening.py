from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.flexible_work_asn.tests.common import HOLIDAY, MONDAY, SATURDAY, THURSDAY, TUESDAY, WEDNESDAY

from .common import AttendanceCase


class TestOpening(AttendanceCase):
    def test_every_employee_gets_a_day_with_plan_and_reason(self):
        self.open_day()
        day = self.day_of(self.staff)
        self.assertEqual((day.mode, day.status, day.state, day.source), ("wfh", "pending", "open", "rule"))
        self.assertEqual((day.hour_from, day.hour_to, day.tz), (7.5, 16.0, "Asia/Jayapura"))
        self.assertEqual((day.department_id, day.opd_id), (self.bidang, self.diskominfo))
        self.assertIn("800/84/2025", day.explanation)
        self.assertTrue(day.choice)

    def test_the_structural_official_stays_in_the_office(self):
        self.open_day()
        day = self.day_of(self.head)
        self.assertEqual((day.mode, day.source, day.structural), ("wfo", "position", True))

    def test_the_exempt_unit_stays_on_site(self):
        self.open_day()
        self.assertEqual((self.day_of(self.nurse).mode, self.day_of(self.nurse).source), ("wfo", "unit"))

    def test_a_holiday_and_a_weekend_are_days_off(self):
        self._create_holiday(HOLIDAY)
        for day in (HOLIDAY, SATURDAY):
            self.open_day(day)
            self.assertEqual((self.day_of(self.staff, day).status, self.day_of(self.staff, day).mode), ("off", False))

    def test_leave_and_duty_are_statuses_of_their_own(self):
        self._create_leave(self.staff, THURSDAY, THURSDAY, status="sick")
        self._create_leave(self.nurse, THURSDAY, THURSDAY, status="duty")
        self.open_day()
        self.assertEqual((self.day_of(self.staff).status, self.day_of(self.nurse).status), ("sick", "duty"))

    def test_leave_says_which_kind_it_is(self):
        self._create_leave(self.staff, THURSDAY, THURSDAY, type_values={"asn_leave_kind": "cap"})
        self._create_leave(self.nurse, THURSDAY, THURSDAY, "sick", type_values={"asn_leave_kind": "cs"})
        self.open_day()
        self.assertEqual(self.day_of(self.staff).leave_kind, "cap")
        self.assertFalse(self.day_of(self.nurse).leave_kind, "counted as S, not as C")
        self.process(18)
        self.assertEqual(self.day_of(self.staff).leave_kind, "cap")

    def test_opening_twice_changes_nothing(self):
        self.open_day()
        days = self.Day.search([("company_id", "=", self.company.id)])
        written = days.mapped("write_date")
        self.process(0, 20)
        self.assertEqual(self.Day.search([("company_id", "=", self.company.id)]), days)
        self.assertEqual(days.mapped("write_date"), written)

    def test_nobody_gets_a_day_before_local_midnight(self):
        self.process(23, 55, day=WEDNESDAY)
        self.assertFalse(self.day_of(self.staff))
        self.process(0, 1)
        self.assertTrue(self.day_of(self.staff))

    def test_a_stop_of_the_server_is_caught_up(self):
        self.open_day(MONDAY)
        self.process(9, day=THURSDAY)
        days = self.Day.search([("employee_id", "=", self.staff.id)], order="date")
        self.assertEqual(
            [(day.date, day.state, day.status) for day in days],
            [
                (MONDAY, "closed", "absent"),
                (TUESDAY, "closed", "absent"),
                (WEDNESDAY, "closed", "absent"),
                (THURSDAY, "open", "pending"),
            ],
        )

    @mute_logger("odoo.addons.flexible_work_asn_attendance.models.flexible_work_day_opening")
    def test_what_a_clock_that_was_ahead_closed_and_opened_is_taken_back(self):
        self.open_day(WEDNESDAY)
        self.open_day()
        self.process(9, day=THURSDAY + timedelta(days=1))
        self.assertEqual((self.day_of(self.staff).state, self.day_of(self.staff).status), ("closed", "absent"))
        self.process(9)
        days = self.Day.search([("employee_id", "=", self.staff.id)], order="date")
        self.assertEqual(
            [(day.date, day.state, day.status) for day in days],
            [(WEDNESDAY, "closed", "absent"), (THURSDAY, "open", "pending")],
        )
        self.assertEqual(self.company.flexible_work_opened_on, THURSDAY)
        self.process(9, day=THURSDAY + timedelta(days=1))
        self.assertEqual(self.day_of(self.staff).state, "closed")

    def test_after_a_long_stop_only_a_week_is_caught_up(self):
        self.open_day(MONDAY - timedelta(days=60))
        self.process(9)
        days = self.Day.search([("employee_id", "=", self.staff.id), ("date", ">", MONDAY - timedelta(days=60))])
        self.assertEqual(min(days.mapped("date")), THURSDAY - timedelta(days=7))

    def test_installing_opens_no_past_days(self):
        self.process(9)
        self.assertEqual(self.Day.search([("company_id", "=", self.company.id)]).mapped("date")[0], THURSDAY)
        self.assertEqual(self.Day.search_count([("company_id", "=", self.company.id)]), 3)

    def test_an_employee_of_today_gets_a_day_with_the_next_run(self):
        self.open_day()
        late = self._create_employee("Pegawai baru", self.bidang)
        self.process(8)
        self.assertEqual(self.day_of(late).status, "pending")

    def test_employees_live_by_their_own_zone(self):
        jakarta = self._create_calendar("Asia/Jakarta")
        liaison = self._create_employee("Penghubung Jakarta", self.bidang, resource_calendar_id=jakarta.id)
        self.process(1)
        self.assertTrue(self.day_of(self.staff))
        self.assertFalse(self.day_of(liaison), "In Jakarta it is still 23:00 of the day before")
        self.assertEqual(self.day_of(liaison, WEDNESDAY).tz, "Asia/Jakarta")
        self.process(2)
        self.assertTrue(self.day_of(liaison))

    def test_the_reason_is_kept_in_the_language_of_the_government(self):
        self.env["res.lang"]._activate_lang("id_ID")
        self.company.partner_id.lang = "id_ID"
        self.open_day()
        decisions = self.staff._flexible_work_decisions(THURSDAY, THURSDAY)
        indonesian = self.staff.with_context(lang="id_ID")._flexible_work_explain(decisions)
        self.assertEqual(self.day_of(self.staff).explanation, indonesian[self.staff.id, THURSDAY])


class TestFollowingThePlan(AttendanceCase):
    def setUp(self):
        super().setUp()
        self.open_day()

    def test_time_off_approved_in_the_morning_counts_at_once(self):
        with self.local_time(10):
            self._create_leave(self.staff, THURSDAY, THURSDAY)
        self.assertEqual((self.day_of(self.staff).status, self.day_of(self.staff).source), ("leave", "leave"))

    def test_the_kind_of_leave_follows_the_time_off_of_an_open_day(self):
        with self.local_time(10):
            leave = self._create_leave(self.staff, THURSDAY, THURSDAY, type_values={"asn_leave_kind": "ct"})
        self.assertEqual(self.day_of(self.staff).leave_kind, "ct")
        with self.local_time(12):
            leave.action_refuse()
        self.assertFalse(self.day_of(self.staff).leave_kind)

    def test_time_off_refused_brings_the_day_back(self):
        with self.local_time(10):
            leave = self._create_leave(self.staff, THURSDAY, THURSDAY)
            leave.action_refuse()
        self.assertEqual((self.day_of(self.staff).status, self.day_of(self.staff).mode), ("pending", "wfh"))

    def test_declaring_elsewhere_counts_at_once(self):
        with self.local_time(7):
            self.env["flexible.work.declaration"].with_user(self.staff.user_id).declare("2026-01-15", "wfa")
        self.assertEqual(self.day_of(self.staff).mode, "wfa")

    def test_a_change_of_the_circular_is_followed_by_the_next_run(self):
        self.circular._revoke(THURSDAY, "Kunjungan menteri")
        self.process(8)
        self.assertEqual((self.day_of(self.staff).mode, self.day_of(self.staff).source), ("wfo", "default"))

    def state(self, **values):
        return self.env["flexible.work.exemption"].create(
            {"reason": "Surat", "date_from": THURSDAY, "company_id": self.company.id, **values}
        )

    def test_a_statement_about_the_person_counts_at_once(self):
        with self.local_time(9):
            statement = self.state(kind="discipline", employee_id=self.staff.id)
            self.assertEqual((self.day_of(self.staff).mode, self.day_of(self.staff).source), ("wfo", "bar"))
            statement.action_end()
            self.env.invalidate_all()
            self.assertEqual(self.day_of(self.staff).mode, "wfh")

    def test_a_statement_about_the_unit_counts_at_once(self):
        with self.local_time(9):
            self.state(kind="unit", department_id=self.diskominfo.id)
        self.assertEqual((self.day_of(self.staff).mode, self.day_of(self.staff).source), ("wfo", "unit"))

    def test_a_closed_day_stays_what_it_was(self):
        self.process(18)
        explanation = self.day_of(self.staff).explanation
        self._create_leave(self.staff, THURSDAY, THURSDAY)
        self.process(18, 15)
        self.assertEqual((self.day_of(self.staff).status, self.day_of(self.staff).explanation), ("absent", explanation))

    def test_somebody_who_turns_out_to_have_left_has_no_day(self):
        self.staff.version_id.write({"contract_date_start": MONDAY, "contract_date_end": WEDNESDAY})
        self.process(8)
        self.assertFalse(self.day_of(self.staff))

    def test_a_person_archived_later_keeps_the_open_day(self):
        self.staff.active = False
        self.process(8)
        self.assertEqual(self.day_of(self.staff).status, "pending")


class TestClosing(AttendanceCase):
    def setUp(self):
        super().setUp()
        self.open_day()

    def test_who_has_not_come_in_is_absent_at_the_closing_hour(self):
        self.process(17, 59)
        self.assertEqual((self.day_of(self.staff).status, self.day_of(self.staff).state), ("pending", "open"))
        self.process(18)
        self.assertEqual((self.day_of(self.staff).status, self.day_of(self.staff).state), ("absent", "closed"))

    def test_who_is_still_at_work_at_the_closing_hour_can_check_out_later(self):
        self.check(self.nurse, "in", 7, 30)
        self.process(18)
        self.assertEqual(self.day_of(self.nurse).status, "present")
        self.check(self.nurse, "out", 19, 10)
        self.assertEqual(self.day_of(self.nurse).check_out, self.utc(19, 10))

    def test_who_comes_after_the_day_is_closed_stays_absent(self):
        self.process(18)
        self.check(self.staff, "in", 18, 30)
        self.assertEqual((self.day_of(self.staff).status, self.day_of(self.staff).check_in), ("absent", False))

    def test_no_day_closes_before_its_working_time_has_ended(self):
        evening = self._create_calendar("Asia/Jayapura")
        evening.attendance_ids.unlink()
        evening.attendance_ids = [
            (0, 0, {"name": "sore", "dayofweek": "3", "hour_from": 14, "hour_to": 22, "day_period": "afternoon"})
        ]
        guard = self._create_employee("Penjaga", self.bidang, resource_calendar_id=evening.id)
        self.process(18)
        self.assertEqual(self.day_of(guard).state, "open")
        self.process(22)
        self.assertEqual(self.day_of(guard).state, "closed")

    def test_closing_twice_changes_nothing(self):
        self.process(18)
        written = self.day_of(self.staff).write_date
        self.process(18, 15)
        self.assertEqual(self.day_of(self.staff).write_date, written)

    def test_a_closed_day_is_not_changed_by_hand(self):
        self.process(18)
        with self.assertRaises(UserError):
            self.day_of(self.staff).write({"status": "present"})
        with self.assertRaises(UserError):
            self.day_of(self.staff).unlink()

    def test_sum_over_statuses_is_the_headcount(self):
        self._create_leave(self.nurse, THURSDAY, THURSDAY)
        self.check(self.staff, "in", 7, 30)
        for hour in (8, 18):
            self.process(hour)
            groups = self.Day._read_group(
                [("company_id", "=", self.company.id), ("date", "=", THURSDAY)], ["status"], ["__count"]
            )
            self.assertEqual(sum(count for _status, count in groups), 3)


@tagged("post_install", "-at_install")
class TestCron(AttendanceCase):
    def run_cron(self):
        cron = self.env.ref("flexible_work_asn_attendance.cron_process_days")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()

    def test_the_job_opens_the_days_of_every_government(self):
        tidore = self.env["res.company"].create({"name": "Pemerintah Kota Tidore"})
        tidore.resource_calendar_id = self._create_calendar("Asia/Jayapura")
        unit = self.env["hr.department"].create({"name": "Setda", "company_id": tidore.id})
        other = self._create_employee("Pegawai Tidore", unit)
        with self.local_time(7, 30):
            self.run_cron()
        self.assertEqual((self.day_of(self.staff).status, self.day_of(other).status), ("pending", "pending"))
        self.assertEqual(self.company.flexible_work_opened_on, THURSDAY)

    @mute_logger("odoo.addons.flexible_work_asn_attendance.models.flexible_work_day_opening")
    def test_a_government_that_fails_does_not_hold_up_the_others(self):
        broken = self.env["res.company"].create({"name": "Rusak"})
        process = type(self.Day)._process_company

        def fail_for_one(records, company, now=None):
            if company == broken:
                raise ValueError("no schedule")
            return process(records, company, now)

        self.patch(type(self.Day), "_process_company", fail_for_one)
        with self.local_time(7, 30), self.assertLogs("odoo.addons.base.models.ir_cron", level="ERROR"):
            self.run_cron()
        self.assertEqual(self.day_of(self.staff).status, "pending")

    def test_enacting_a_circular_calls_the_job(self):
        before = self.env["ir.cron.trigger"].search_count([])
        self._create_circular(number="800/90/2026")
        self.assertGreater(self.env["ir.cron.trigger"].search_count([]), before)

    def test_new_employees_call_the_job_once_whatever_their_number(self):
        before = self.env["ir.cron.trigger"].search_count([])
        self.env["hr.employee"].create(
            [{"name": f"New {number}", "company_id": self.company.id} for number in range(3)]
        )
        self.assertEqual(self.env["ir.cron.trigger"].search_count([]), before + 1)

    def test_opened_before_the_job_ran_is_left_alone(self):
        with freeze_time(self.utc(7, 30)):
            self.Day.sudo()._open_for([(self.staff.id, THURSDAY)])
            day = self.day_of(self.staff)
            self.Day.sudo()._process_company(self.company)
        self.assertEqual(self.day_of(self.staff), day)


class TestJudgedDays(AttendanceCase):
    """Closed days are history: the circular that judged them does not end behind them."""

    def setUp(self):
        super().setUp()
        self.process(0, 5)
        self.process(18)

    def test_a_circular_is_not_revoked_from_a_day_that_is_closed(self):
        with self.local_time(19), self.assertRaisesRegex(UserError, "have been judged"):
            self.circular._revoke(THURSDAY, "Dicabut")
        with self.local_time(19):
            self.circular._revoke(THURSDAY + timedelta(days=1), "Dicabut")
        self.assertEqual(self.circular.state, "revoked")

    def test_a_version_does_not_supersede_behind_closed_days(self):
        with self.local_time(19):
            version = self.env["flexible.work.circular"].browse(self.circular.action_new_version()["res_id"])
            version.write({"number": "2", "date_issued": THURSDAY, "date_from": THURSDAY, "enacting_reason": "Uji"})
            with self.assertRaisesRegex(UserError, "have been judged"):
                version.action_enact()
        self.assertEqual(self.circular.state, "enacted")
