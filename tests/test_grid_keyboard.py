"""The month grid without a mouse: reached by Tab, filled by letters, taken back by Ctrl+Z, and left by Tab again."""

from datetime import date, datetime

from odoo.tests import tagged

from .accessibility import serious
from .browser import open_page, settle
from .kecamatan import KecamatanCase

#: 10:00 in Ternate
TEN_ON_WEDNESDAY = datetime(2026, 1, 14, 1, 0)
#: the circular leaves Tuesday and Wednesday to the head
MONDAY, TUESDAY, SUNDAY = date(2026, 1, 19), date(2026, 1, 20), date(2026, 2, 1)
PRESSES = 60


@tagged("post_install", "-at_install")
class TestGridKeyboard(KecamatanCase):
    pictures = "grid"

    def setUp(self):
        super().setUp()
        self.roster = self.env["flexible.work.roster"].create(
            {"department_id": self.diskominfo.id, "date_from": MONDAY, "date_to": SUNDAY}
        )
        self.roster.action_fill()
        self.env.flush_all()

    def _tab_to_the_grid(self, page):
        for _press in range(PRESSES):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('.o_fw_table')"):
                return
        self.fail(f"{PRESSES} times Tab do not reach the grid")

    def _wait_until_saved(self, page):
        page.wait_for_timeout(800)  # what is typed is sent a moment later
        page.locator(".o_fw_status[data-status='saved']").wait_for()
        settle(page)

    def _modes(self):
        self.env.invalidate_all()
        return {line.employee_id: line.mode for line in self.roster.line_ids if line.date == TUESDAY}

    def test_filled_taken_back_and_left_without_a_mouse(self):
        with self.at(TEN_ON_WEDNESDAY) as browser:
            page = browser.person("kepala", self.env.cr.dbname)
            open_page(page, f"/odoo/giliran-kerja/{self.roster.id}/petak-giliran")
            page.locator(".o_fw_table tbody td").first.wait_for()
            self.assertEqual(serious(page), [])
            before = self._modes()
            self._tab_to_the_grid(page)
            seen = page.locator(".o_fw_cursor").evaluate(
                "(cursor) => cursor.checkVisibility() && cursor.getBoundingClientRect().width > 8"
            )
            self.assertTrue(seen, "the cell that is chosen is to be seen")
            # Monday of the first one, then Tuesday, and down to somebody whom the head rosters
            page.keyboard.press("Control+Home")
            page.keyboard.press("ArrowRight")
            for _row in range(len(before)):
                page.keyboard.press("ArrowDown")
                page.keyboard.press("r")
                page.keyboard.press("ArrowLeft")
                settle(page)
            self._wait_until_saved(page)
            after = self._modes()
            changed = [person for person in before if before[person] != after.get(person)]
            self.assertTrue(changed, "a letter fills a cell")
            for _change in range(len(before)):
                page.keyboard.press("Control+z")
            self._wait_until_saved(page)
            self.assertEqual(self._modes(), before)
            page.keyboard.press("Tab")
            self.assertFalse(page.evaluate("document.activeElement.matches('.o_fw_table')"), "Tab leaves the grid")
            self.assertEqual(page.problems, [])
