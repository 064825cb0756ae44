from datetime import date

import psycopg2

from odoo.exceptions import UserError, ValidationError
from odoo.tools import mute_logger

from .common import HOLIDAY, MONDAY, THURSDAY, TUESDAY, FlexibleWorkCase


class TestCircular(FlexibleWorkCase):
    def test_a_draft_changes_nobodys_plan(self):
        self._create_circular(enact=False)
        self.assertEqual(self._decide(self.staff, THURSDAY).source, "default")

    def test_an_enacted_circular_is_in_everybodys_plan(self):
        self._create_circular()
        self.assertEqual(self._decide(self.staff, THURSDAY).mode, "wfh")

    def test_a_circular_is_found_by_its_number(self):
        circular = self._create_circular()
        found = self.env["flexible.work.circular"].name_search(circular.number)
        self.assertIn(circular.id, [number for number, _name in found])

    def test_enacting_names_what_is_missing(self):
        circular = self._create_circular(enact=False, number=False, signatory_title=False)
        with self.assertRaisesRegex(UserError, "Number.*Signatory Title"):
            circular.action_enact()
        self.assertEqual(circular.state, "draft")

    def test_enacted_text_is_fixed(self):
        circular = self._create_circular()
        for change in ({"date_to": TUESDAY}, {"number": "1"}, {"rule_ids": [(5,)]}):
            with self.subTest(change=change), self.assertRaises(UserError):
                circular.write(change)

    def test_provisions_of_an_enacted_circular_are_fixed(self):
        circular = self._create_circular()
        with self.assertRaises(UserError):
            circular.rule_ids.monday = "wfh"
        with self.assertRaises(UserError):
            circular.rule_ids.unlink()
        with self.assertRaises(UserError):
            self.env["flexible.work.rule"].create({"circular_id": circular.id, "monday": "wfh"})

    def test_an_enacted_circular_is_not_deleted(self):
        with self.assertRaises(UserError):
            self._create_circular().unlink()

    def test_revoking_keeps_the_days_before(self):
        circular = self._create_circular()
        circular._revoke(date(2026, 1, 22), "Dicabut")
        self.assertEqual(self._decide(self.staff, THURSDAY).mode, "wfh")
        self.assertEqual(self._decide(self.staff, date(2026, 1, 22)).source, "default")

    def test_a_circular_is_not_revoked_before_it_came_into_force(self):
        with self.assertRaises(ValidationError):
            self._create_circular()._revoke(date(2026, 1, 1), "Dicabut")

    def test_a_dated_circular_ends_by_itself(self):
        self._create_circular(date_to=TUESDAY)
        self.assertEqual(self._decide(self.staff, THURSDAY).source, "default")

    @mute_logger("odoo.sql_db")
    def test_the_last_day_is_not_before_the_first(self):
        with self.assertRaises(psycopg2.errors.CheckViolation):
            self._create_circular(enact=False, date_to=date(2026, 1, 11))

    def test_a_provision_must_say_something(self):
        with self.assertRaises(ValidationError):
            self._create_circular(enact=False, rules=[{"article": "kosong"}])

    def test_a_copy_is_a_draft_to_adapt(self):
        copy = self._create_circular().copy()
        self.assertEqual((copy.state, copy.number), ("draft", False))
        self.assertEqual(copy.rule_ids.thursday, "choice")

    def test_a_revocation_is_in_the_history(self):
        circular = self._create_circular()
        self._post_tracking()
        self.env["flexible.work.circular.revoke"].create(
            {"circular_id": circular.id, "revoked_from": HOLIDAY, "reason": "Edaran baru"}
        ).action_revoke()
        self._post_tracking()
        tracked = circular.message_ids.tracking_value_ids.field_id.mapped("name")
        self.assertIn("revoke_reason", tracked)
        self.assertEqual(circular._last_date(), THURSDAY)

    def _post_tracking(self):
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.env.invalidate_all()

    def test_circulars_of_another_regional_government_do_not_bind(self):
        tidore = self.env["res.company"].create({"name": "Pemerintah Kota Tidore Kepulauan"})
        self._create_circular(company_id=tidore.id, onsite_position_level_ids=False)
        self.assertEqual(self._decide(self.staff, MONDAY).source, "default")
