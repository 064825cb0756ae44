from odoo.tests import HttpCase, tagged

from .common import FlexibleWorkCase


@tagged("post_install", "-at_install")
class TestSimulationScreen(FlexibleWorkCase, HttpCase):
    """The screen in a real browser: circular → simulation → people → findings → workbook → enacting with a reason."""

    def test_a_draft_is_simulated_and_enacted_with_a_reason(self):
        user = self._create_user("bkpsdm", "flexible_work_asn.group_bkpsdm")
        # the assistant's window would cover the page at the first login
        user.odoobot_state = "disabled"
        draft = self._create_circular(
            enact=False, rules=[{"article": "1", "tuesday": "wfh", "wednesday": "wfh", "thursday": "wfh"}]
        )
        self.start_tour(f"/odoo/surat-edaran/{draft.id}", "flexible_work_simulation", login="bkpsdm")
        self.assertEqual((draft.state, draft.enacting_reason), ("enacted", "Giliran diatur dua hari"))
