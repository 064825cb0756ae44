"""What the addons add to Odoo's own tables does not stand in the way of Odoo."""

from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL

from tools.paths import addons


@tagged("post_install", "-at_install")
class TestBesideOdoo(TransactionCase):
    def our_columns(self):
        """{(table, column)} of what the addons add to tables of Odoo."""
        models = (model for model in self.env.registry.values() if model._auto and not model._abstract)
        return {
            (model._table, field.name)
            for model in models
            if model._original_module not in addons()
            for field in model._fields.values()
            if field.store and field.column_type and field._modules and set(field._modules) <= set(addons())
        }

    def test_no_column_refuses_a_row_that_knows_nothing_of_it(self):
        """Odoo's own modules are updated before the addons are loaded, and other programs write SQL."""
        required = self.env.execute_query(
            SQL(
                """
                SELECT table_name, column_name FROM information_schema.columns
                 WHERE table_schema = current_schema AND is_nullable = 'NO' AND column_default IS NULL
                """
            )
        )
        self.assertTrue(len(self.our_columns()) > 50)
        self.assertEqual(sorted(self.our_columns() & set(required)), [])

    def test_a_company_made_while_the_addons_are_not_loaded_has_their_defaults(self):
        partner = self.env["res.partner"].create({"name": "Pemerintah Kabupaten Morotai"})
        [(created,)] = self.env.execute_query(
            SQL(
                "INSERT INTO res_company (name, partner_id, currency_id, layout_background)"
                " SELECT 'Pemerintah Kabupaten Morotai', %s, currency_id, layout_background"
                " FROM res_company ORDER BY id LIMIT 1 RETURNING id",
                partner.id,
            )
        )
        company = self.env["res.company"].browse(created)
        asked = [
            *("flexible_effective_minutes_5", "flexible_work_home_radius", "flexible_work_survey_minimum"),
            *("flexible_mode_visibility", "flexible_work_report_cutoff", "flexible_work_close_hour"),
        ]
        usual = self.env["res.company"].default_get(asked)
        self.assertEqual({name: company[name] for name in asked}, usual)
        self.assertTrue(all(usual.values()))
