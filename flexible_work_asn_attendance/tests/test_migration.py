import importlib.util
from pathlib import Path

from odoo.tools import SQL

from odoo.addons.flexible_work_asn.tests.common import MONDAY, THURSDAY, TUESDAY, WEDNESDAY

from .assigned_case import AssignedCase

FOLDER = Path(__file__).parent.parent / "migrations"


class TestMigration(AssignedCase):
    def upgrade(self, to, since):
        self.env.flush_all()
        path = FOLDER / to / "post-migration.py"
        spec = importlib.util.spec_from_file_location("flexible_work_attendance_migration", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        module.migrate(self.env.cr, since)
        self.env.invalidate_all()

    def test_after_the_upgrade_presences_at_an_apel_follow_the_unit_of_the_day(self):
        rule = self.env.ref("flexible_work_asn_attendance.rule_apel_attendance_staff")
        rule.domain_force = "[('employee_id.department_id.flexible_staff_user_ids', 'in', [user.id])]"
        self.upgrade("19.0.1.2.0", "19.0.1.1.0")
        self.assertIn("('department_id.flexible_staff_user_ids'", rule.domain_force)

    def test_days_of_before_say_by_which_assignment_they_were_worked(self):
        """Monday for the unit of the post; Tuesday assigned; Wednesday assigned too late, when the day was closed."""
        self.open_day(MONDAY)
        assigned = self.assign(first=TUESDAY, last=TUESDAY)
        self.open_day(TUESDAY)
        self.open_day(WEDNESDAY)
        self.process(23, 59, day=WEDNESDAY)
        self.assign(first=WEDNESDAY, last=WEDNESDAY)
        self.env.execute_query(
            SQL(
                "UPDATE flexible_work_day SET assignment_id = NULL, home_department_id = NULL, home_opd_id = NULL"
                " WHERE company_id = %s RETURNING id",
                self.company.id,
            )
        )
        self.upgrade("19.0.1.4.0", "19.0.1.3.0")
        monday, tuesday, wednesday = (self.day_of(self.staff, day) for day in (MONDAY, TUESDAY, WEDNESDAY))
        self.assertEqual((tuesday.assignment_id, tuesday.department_id), (assigned, self.kecamatan))
        self.assertEqual((tuesday.home_department_id, tuesday.home_opd_id), (self.bidang, self.diskominfo))
        for day in (monday, wednesday, self.day_of(self.nurse, TUESDAY)):
            self.assertFalse(day.assignment_id or day.home_department_id or day.home_opd_id)

    def test_the_unit_of_the_post_is_that_of_the_date(self):
        self.assign(first=TUESDAY, last=TUESDAY)
        self.open_day(TUESDAY)
        self.staff.create_version({"date_version": WEDNESDAY, "department_id": self.dinkes.id})
        self.env.execute_query(
            SQL(
                "UPDATE flexible_work_day SET assignment_id = NULL, home_department_id = NULL WHERE company_id = %s"
                " RETURNING id",
                self.company.id,
            )
        )
        self.upgrade("19.0.1.4.0", "19.0.1.3.0")
        self.assertEqual(self.day_of(self.staff, TUESDAY).home_department_id, self.bidang)

    def test_after_the_upgrade_the_unit_of_the_post_reads_the_days(self):
        self.env.ref("flexible_work_asn_attendance.rule_day_post").unlink()
        self.upgrade("19.0.1.4.0", "19.0.1.3.0")
        self.assign()
        with self.local_time(0, 5, day=THURSDAY):
            self.Day.sudo()._process_company(self.company)
        self.assertTrue(self.as_user(self.day_of(self.staff), "head").has_access("read"))

    def test_after_the_upgrade_days_keep_only_the_indexes_they_need(self):
        self.env.cr.execute("CREATE INDEX flexible_work_day__status_index ON flexible_work_day (status)")
        self.upgrade("19.0.1.5.0", "19.0.1.4.0")
        self.env.cr.execute("SELECT indexname FROM pg_indexes WHERE tablename = 'flexible_work_day'")
        indexes = {name for (name,) in self.env.cr.fetchall()}
        self.assertNotIn("flexible_work_day__status_index", indexes)
        self.assertIn("flexible_work_day_open_idx", indexes)

    def test_after_the_upgrade_check_ins_from_before_the_addon_are_told_apart(self):
        """The addon is as old as its first record; what was deleted already stays so."""
        rows = self.env["hr.attendance"].create(
            [
                {"employee_id": self.staff.id, "check_in": self.utc(hour), "check_out": self.utc(hour, 30)}
                for hour in (7, 8, 9)
            ]
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE ir_model_data SET create_date = '2026-01-01' WHERE module = 'flexible_work_asn_attendance'"
        )
        for row, created, purged in zip(
            rows, ("2025-12-31 23:59:59", "2026-01-01 00:00:01", "2026-01-02"), (None, None, True), strict=True
        ):
            self.env.cr.execute(
                "UPDATE hr_attendance SET create_date = %s, flexible_purged = %s WHERE id = %s",
                (created, purged, row.id),
            )
        self.upgrade("19.0.1.5.0", "19.0.1.4.0")
        self.env.cr.execute("SELECT flexible_purged FROM hr_attendance WHERE id = ANY(%s) ORDER BY id", [rows.ids])
        self.assertEqual([purged for (purged,) in self.env.cr.fetchall()], [None, False, True])
