from odoo.tests import HttpCase, tagged

from .common import FlexibleWorkCase


@tagged("post_install", "-at_install")
class TestTours(FlexibleWorkCase, HttpCase):
    """The screens in a real browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bkpsdm = cls._create_user("bkpsdm", "flexible_work_asn.group_bkpsdm")
        # the assistant's window would cover the page at the first login
        cls.bkpsdm.odoobot_state = "disabled"

    def test_a_circular_is_entered_from_a_template_simulated_and_enacted(self):
        self.start_tour("/odoo/surat-edaran", "flexible_work_circular", login="bkpsdm")
        circular = self.env["flexible.work.circular"].search([("number", "=", "800/1/2027")])
        self.assertEqual(
            (circular.state, circular.company_id, circular.issuer, circular.rules_to_check),
            ("enacted", self.company, "region", False),
        )
        self.assertEqual(circular.rule_ids.filtered("thursday").thursday, "wfh")
        monday = circular.date_from
        thursday = monday + 3 * self._one_day()
        self.assertEqual(self._decide(self.staff, thursday).circular_id, circular.id)
        self.assertEqual(self._decide(self.staff, thursday).mode, "wfh")
