"""A check-in asks the same of the database in a town of 600 people and in one of 10,000 with years of history."""

from datetime import date, timedelta

from freezegun import freeze_time

from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL

from .bulk import analyze
from .population import make_city
from .population_load import load_city, utc

DAY = date(2026, 1, 29)
POSITION = {"mode": "systray", "latitude": 0.79, "longitude": 127.38, "browser": "chrome", "ip_address": "127.0.0.1"}
#: working days before the day that is measured
THREE_YEARS = 750
#: tables that grow with people or years: none of them may be read from end to end
LARGE = ("hr_attendance", "flexible_work_day", "flexible_work_presence", "hr_version", "resource_resource")


@tagged("post_install", "-at_install")
class TestCheckInLoad(TransactionCase):
    def town(self, people):
        city = make_city(people)
        for person in city.people:
            person.archived = False
        loaded = load_city(self.env, city)
        # the day is open, as the job leaves it after midnight
        days = loaded.env["flexible.work.day"].sudo()
        days._process_company(loaded.company, now=utc(DAY, 0.25))
        in_office = [("company_id", "=", loaded.company.id), ("date", "=", DAY), ("mode", "=", "wfo")]
        return days.search([*in_office, ("leave_status", "=", False)], order="id desc", limit=40).employee_id

    def history(self, employees, days):
        """Attendances and closed days of earlier dates, as rows."""
        env = employees.env
        env.flush_all()
        for table, columns, values in (
            (
                "flexible_work_day",
                "employee_id, date, company_id, tz, status, state, verification, apel_morning, apel_afternoon",
                "e.id, %s - n, e.company_id, 'Asia/Jayapura', 'present', 'closed', 'none', 'none', 'none'",
            ),
            (
                "hr_attendance",
                "employee_id, date, check_in, check_out, in_mode, out_mode",
                "e.id, %s - n, %s - n - interval '2 hours', %s - n + interval '7 hours', 'systray', 'systray'",
            ),
        ):
            env.cr.execute(
                f"INSERT INTO {table} ({columns}) SELECT {values} FROM hr_employee e, generate_series(1, %s) n"
                " WHERE e.id = ANY(%s) ON CONFLICT DO NOTHING",
                [DAY] * values.count("%s") + [days, list(employees.ids)],
            )
        analyze(env, "hr.attendance", "flexible.work.day", "hr.employee", "hr.version")
        env.invalidate_all()

    def measure(self, employees):
        """{what: queries} of each kind of check, once everything that is asked once has been asked."""
        self.checks(*employees[:2])
        return self.checks(*employees[2:4])

    def checks(self, toggling, page):
        counts = {}
        for what, hour in (("in", 7.3), ("out", 16.05)):
            with freeze_time(utc(DAY, hour)):
                counts["toggle", what] = self.queries(
                    toggling, lambda employee: employee._attendance_action_change(dict(POSITION))
                )
                counts["page", what] = self.queries(
                    page, lambda employee, what=what: employee._flexible_work_check(what, dict(POSITION), 12.0)
                )
        return counts

    def queries(self, employee, act):
        employee.env.flush_all()
        employee.env.invalidate_all()
        before = self.cr.sql_log_count
        act(employee.sudo())
        employee.env.flush_all()
        return self.cr.sql_log_count - before

    def scanned(self):
        rows = self.env.execute_query(
            SQL("SELECT relname, seq_scan FROM pg_stat_xact_user_tables WHERE relname = ANY(%s)", list(LARGE))
        )
        return dict(rows)

    def test_it_does_not_grow_with_people_nor_with_years(self):
        few = self.town(600)
        self.history(few, 20)
        weeks = self.measure(few[:4])
        self.history(few, THREE_YEARS)
        years = self.measure(few[4:8])
        for what, count in years.items():
            # Odoo's overtime of the week reads the rows of the week in one query more
            self.assertLessEqual(count, weeks[what] + (what[1] == "out"), what)

        many = self.town(10_000)
        self.history(many.search([("company_id", "=", many.company_id.id)]), 20)
        self.history(many, THREE_YEARS)
        self.assertEqual(self.measure(many[:4]), years)

        before = self.scanned()
        self.checks(*many[4:6])
        self.assertEqual(self.scanned(), before, "Rows of 10,000 people or three years were read from end to end")

    def test_what_is_kept_too_long_is_found_among_years_of_rows(self):
        """The nightly deletion of positions reads what is due, not all that was deleted before."""
        few = self.town(600)
        staff = few.search([("company_id", "=", few.company_id.id)])
        self.history(staff, 60)
        env, company = few.env(user=1), few.company_id.sudo()
        company.flexible_work_position_days = 30
        oldest, some = DAY - timedelta(days=58), staff[:20].ids
        due = SQL("(date < %s AND employee_id = ANY(%s))", oldest, some)
        # of the others one half was deleted, the other one was there before the addon
        env.execute_query(
            SQL(
                "UPDATE hr_attendance SET flexible_purged = CASE WHEN %s THEN FALSE WHEN id %% 2 = 0 THEN TRUE END"
                " RETURNING id",
                due,
            )
        )
        env.execute_query(
            SQL(
                "INSERT INTO flexible_work_presence (employee_id, date, at, company_id, latitude)"
                " SELECT e.id, %(day)s - n, %(day)s - n, e.company_id,"
                " CASE WHEN n > 58 AND e.id = ANY(%(some)s) THEN 0.79 END"
                " FROM hr_employee e, generate_series(1, 60) n WHERE e.id = ANY(%(ids)s) RETURNING id",
                day=DAY,
                ids=staff.ids,
                some=some,
            )
        )
        analyze(env, "hr.attendance", "flexible.work.presence")
        with freeze_time(utc(DAY, 2)):
            before = self.scanned()
            retention = env["flexible.work.retention"]
            self.assertGreaterEqual(retention._purge_attendances(company), 20)
            self.assertGreaterEqual(retention._purge_presences(company), 20)
            self.assertEqual(retention._purge_attendances(company), 0)
            self.assertEqual(retention._purge_presences(company), 0)
            self.assertEqual(self.scanned(), before, "All rows of the years were read from end to end")
