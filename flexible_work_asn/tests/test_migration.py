import importlib.util
from pathlib import Path

from odoo.tests import TransactionCase

FOLDER = Path(__file__).parent.parent / "migrations"


class TestMigration(TransactionCase):
    def migrate(self, version, script):
        path = FOLDER / version / script
        spec = importlib.util.spec_from_file_location("flexible_work_migration", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        module.migrate(self.env.cr, "19.0.1.0.0")
        self.env.invalidate_all()

    def test_after_the_upgrade_everybody_reads_central_rules_and_locked_rosters(self):
        circulars = self.env.ref("flexible_work_asn.rule_circular_company")
        lines = self.env.ref("flexible_work_asn.rule_roster_line_own")
        circulars.domain_force = "[('company_id', 'in', company_ids)]"
        lines.domain_force = "[('employee_id.user_id', '=', user.id), ('state', '=', 'approved')]"
        self.env.flush_all()
        self.migrate("19.0.1.1.0", "post-migration.py")
        self.assertIn("[False]", circulars.domain_force)
        self.assertIn("locked", lines.domain_force)

    def test_after_the_upgrade_roster_lines_keep_only_the_indexes_they_need(self):
        self.env.cr.execute(
            "CREATE INDEX IF NOT EXISTS flexible_work_roster_line__date_index ON flexible_work_roster_line (date)"
        )
        self.migrate("19.0.1.1.0", "post-migration.py")
        self.env.cr.execute("SELECT indexname FROM pg_indexes WHERE tablename = 'flexible_work_roster_line'")
        indexes = {name for (name,) in self.env.cr.fetchall()}
        self.assertNotIn("flexible_work_roster_line__date_index", indexes)
        self.assertIn("flexible_work_roster_line_employee_date_index", indexes)

    def test_after_the_upgrade_no_table_of_days_of_the_plan_is_left(self):
        self.env.cr.execute("CREATE TABLE flexible_work_plan_day (id serial)")
        self.migrate("19.0.1.5.0", "post-migration.py")
        self.env.cr.execute("SELECT to_regclass('flexible_work_plan_day')")
        self.assertEqual(self.env.cr.fetchall(), [(None,)])

    def test_after_the_upgrade_kinds_of_service_say_which_circulars_name_them(self):
        health = self.env.ref("flexible_work_asn.category_health")
        education = self.env.ref("flexible_work_asn.category_education")
        health.named_by, education.named_by = False, "Peraturan Bupati 5/2026"
        self.migrate("19.0.1.5.0", "post-migration.py")
        self.assertIn("SE Wali Kota Ternate 800/84/2025", health.named_by)
        self.assertEqual(education.named_by, "Peraturan Bupati 5/2026", "What somebody has written stays")
