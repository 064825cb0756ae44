from datetime import timedelta

from odoo.tests import HttpCase, tagged

from .common import FlexibleWorkCase


@tagged("post_install", "-at_install")
class TestRosterGridTour(FlexibleWorkCase, HttpCase):
    """The month grid in a real browser, by the clock: the two weeks that begin next Monday."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_circular()
        today = cls.company._flexible_work_today()
        cls.monday = today + timedelta(days=7 - today.weekday())
        cls.roster = cls.env["flexible.work.roster"].create(
            {
                "department_id": cls.diskominfo.id,
                "date_from": cls.monday,
                "date_to": cls.monday + timedelta(days=13),
            }
        )
        # the assistant's window would cover the page at the first login
        cls.head.user_id.odoobot_state = "disabled"

    def _lines(self):
        return {(line.date - self.monday).days: line.mode for line in self.roster.line_ids}

    def test_the_head_generates_changes_and_approves(self):
        self.start_tour(f"/odoo/giliran-kerja/{self.roster.id}", "flexible_work_roster_grid", login="kepala")
        self.assertEqual(self.roster.state, "approved")
        self.assertEqual(self._lines(), {1: "wfa", 2: "wfo", 8: "wfo", 9: "wfo"})
        self.assertEqual(
            [(change.mode_before, change.mode_after, change.reason) for change in self.roster.change_ids],
            [("wfh", "wfa", "Bertugas di kelurahan")],
        )
