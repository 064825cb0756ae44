from datetime import timedelta

from odoo.tests import tagged

from odoo.addons.flexible_work_asn.tests.common import THURSDAY

from .common import OFFICE
from .test_apel import ApelCase


@tagged("post_install", "-at_install")
class TestQueries(ApelCase):
    """Work at 07:30 must not grow with the headcount, nor with history."""

    def people(self, count):
        return self.env["hr.employee"].create(
            [
                {
                    "name": f"Pegawai {n}",
                    "company_id": self.company.id,
                    "department_id": self.bidang.id,
                    "resource_calendar_id": self.calendar.id,
                    "position_level_id": self.position["pelaksana"].id,
                    "date_version": "2025-01-01",
                }
                for n in range(count)
            ]
        )

    def queries(self, function):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        function()
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def test_opening_takes_the_same_queries_for_few_and_for_many(self):
        self.people(2)
        with self.local_time(0, 5):
            few = self.queries(lambda: self.Day.sudo()._process_company(self.company))
            self.Day.search([]).unlink()
            self.people(15)
            many = self.queries(lambda: self.Day.sudo()._process_company(self.company))
        self.assertLessEqual(many, few)

    def test_judging_takes_the_same_queries_for_few_and_for_many(self):
        self.open_day()
        people = self.people(12)
        self.process(1)
        values = [
            {"employee_id": employee.id, "check_in": self.utc(7), "in_latitude": OFFICE[0], "in_longitude": OFFICE[1]}
            for employee in people
        ]
        self.env["hr.attendance"].create(values)
        days = self.Day.search([("employee_id", "in", people.ids)])
        self.assertEqual(set(days.mapped("status")), {"present"})
        one = self.queries(lambda: self.Day.sudo()._judge_days(days[:1].ids))
        self.assertEqual(self.queries(lambda: self.Day.sudo()._judge_days(days.ids)), one)
        self.assertLessEqual(one, 5)

    def test_closing_takes_the_same_queries_for_ten_and_for_hundreds(self):
        """With windows, a correction and a check-in: their facts are asked for as well."""
        self.env["flexible.work.presence.window"].create(
            {"circular_id": self.circular.id, "mode": "wfh", "kind": "middle", "hour_from": 12, "hour_to": 13}
        )
        self.people(10)
        counts = []
        for day, more in ((THURSDAY, 0), (THURSDAY + timedelta(days=7), 290)):
            if more:
                self.people(more)
            self.process(0, 5, day=day)
            times = {"check_in": self.utc(7, day=day), "check_out": self.utc(16, day=day)}
            self.env["hr.attendance"].create({"employee_id": self.staff.id, **times})
            correction = self.env["flexible.work.correction"].create(
                {"employee_id": self.nurse.id, "date": day, "reason": "Lupa", "check_in": self.utc(7, day=day)}
            )
            self.env.flush_all()
            self.cr.execute("UPDATE flexible_work_correction SET state = 'approved' WHERE id = %s", [correction.id])
            with self.local_time(18, day=day):
                counts.append(self.queries(lambda: self.Day.sudo()._process_company(self.company)))
            days = self.Day.search([("company_id", "=", self.company.id), ("date", "=", day)])
            self.assertEqual((len(days), set(days.mapped("state"))), (13 + more, {"closed"}))
        self.assertEqual(counts[0], counts[1])

    def test_what_a_check_in_adds_to_odoos_own(self):
        self.open_day()
        information = {"mode": "systray", "latitude": OFFICE[0], "longitude": OFFICE[1]}
        # asked once for all check-ins
        self.env["flexible.work.shift"]._latest_night_end()
        with self.local_time(7, 30):
            total = self.queries(lambda: self.head.sudo()._flexible_work_check("in", information))
        self.assertEqual(self.day_of(self.head).place, "inside")
        self.assertLessEqual(total, 8)
        with self.local_time(16, 5):
            total = self.queries(lambda: self.head.sudo()._flexible_work_check("out", information))
        self.assertEqual(self.day_of(self.head).early_minutes, 0)
        # Odoo's own check-out asks 31 of these, for overtime nearly all of them
        self.assertLessEqual(total, 32)

    def test_history_does_not_slow_a_check_in(self):
        self.open_day()
        with self.local_time(7, 30):
            fresh = self.queries(lambda: self.nurse.sudo()._flexible_work_check("in", {"mode": "systray"}))
        dates = [f"2025-{month:02d}-{day:02d}" for month in range(1, 4) for day in range(1, 28)]
        self.env["hr.attendance"].create(
            [
                {"employee_id": self.head.id, "check_in": f"{date} 00:00:00", "check_out": f"{date} 08:00:00"}
                for date in dates
            ]
        )
        with self.local_time(7, 31):
            long = self.queries(lambda: self.head.sudo()._flexible_work_check("in", {"mode": "systray"}))
        self.assertLessEqual(long, fresh + 2)
        self.assertEqual(self.day_of(self.head, THURSDAY).status, "present")
