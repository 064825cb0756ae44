import importlib.util
from pathlib import Path

from odoo.tests import TransactionCase

FOLDER = Path(__file__).parent.parent / "migrations"


class TestMigration(TransactionCase):
    def test_after_the_upgrade_presences_at_an_apel_follow_the_unit_of_the_day(self):
        rule = self.env.ref("flexible_work_asn_attendance.rule_apel_attendance_staff")
        rule.domain_force = "[('employee_id.department_id.flexible_staff_user_ids', 'in', [user.id])]"
        self.env.flush_all()
        path = FOLDER / "19.0.1.2.0" / "post-migration.py"
        spec = importlib.util.spec_from_file_location("flexible_work_attendance_migration", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        module.migrate(self.env.cr, "19.0.1.1.0")
        self.env.invalidate_all()
        self.assertIn("('department_id.flexible_staff_user_ids'", rule.domain_force)
