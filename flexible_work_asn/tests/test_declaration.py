from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time

from .common import MONDAY, THURSDAY, FlexibleWorkCase


@freeze_time("2026-01-14 22:30:00")  # Thursday 15 January 07:30 in Ternate
class TestDeclaration(FlexibleWorkCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_circular()
        cls.Declaration = cls.env["flexible.work.declaration"].with_user(cls.staff.user_id)

    def test_the_employee_declares_to_work_elsewhere(self):
        self.Declaration.declare(THURSDAY, "wfa")
        self.assertEqual(self._decide(self.staff, THURSDAY).mode, "wfa")

    def test_declaring_again_replaces_the_first_word(self):
        self.Declaration.declare("2026-01-15", "wfa")
        self.Declaration.declare("2026-01-15", "wfh")
        self.assertEqual(self._decide(self.staff, THURSDAY).mode, "wfh")
        self.assertEqual(len(self.Declaration.search([])), 1)

    def test_a_day_without_a_choice_is_refused(self):
        with self.assertRaises(UserError):
            self.Declaration.declare("2026-01-19", "wfh")

    def test_a_past_day_is_refused(self):
        with freeze_time("2026-01-15 22:30:00"), self.assertRaises(UserError):
            self.Declaration.declare(THURSDAY, "wfa")

    def test_another_mode_is_refused(self):
        with self.assertRaises(UserError):
            self.Declaration.declare(THURSDAY, "wfo")

    def test_a_structural_official_has_no_choice(self):
        with self.assertRaises(UserError):
            self.env["flexible.work.declaration"].with_user(self.head.user_id).declare(THURSDAY, "wfa")

    def test_nobody_writes_a_declaration_by_hand(self):
        with self.assertRaises(AccessError):
            self.Declaration.create({"employee_id": self.staff.id, "date": MONDAY, "mode": "wfa"})

    def test_a_user_without_an_employee_is_told_so(self):
        user = self._create_user("tamu")
        with self.assertRaisesRegex(UserError, "BKPSDM"):
            self.env["flexible.work.declaration"].with_user(user).declare(THURSDAY, "wfa")
