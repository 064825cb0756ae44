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
        self.migrate("19.0.1.1.0", "post-rules.py")
        self.assertIn("[False]", circulars.domain_force)
        self.assertIn("locked", lines.domain_force)
