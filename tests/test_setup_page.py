"""The set-up checklist in a real browser: what is missing, why, and the way to enter it; at the desk and on a phone."""

from datetime import datetime

from odoo.tests import tagged

from .browser import open_page, settle
from .kecamatan import KecamatanCase

#: 10:00 in Ternate
TEN_ON_WEDNESDAY = datetime(2026, 1, 14, 1, 0)
PATH = "/odoo/persiapan"


@tagged("post_install", "-at_install")
class TestSetupPage(KecamatanCase):
    pictures = "setup"

    def _check(self, page, key):
        line = page.locator(f".o_fw_setup_check[data-key='{key}']")
        line.wait_for()
        return line

    def test_what_is_missing_turns_green_once_it_is_entered(self):
        with self.at(TEN_ON_WEDNESDAY) as browser:
            page = browser.person("bkpsdm", self.env.cr.dbname)
            open_page(page, PATH)
            self.assertIn("o_fw_setup_done", self._check(page, "circular").get_attribute("class"))
            sites = self._check(page, "sites")
            self.assertIn("o_fw_setup_warning", sites.get_attribute("class"))
            self.photograph(page, "desk")
            sites.locator("button").click()
            page.locator(".o_list_view .o_data_row").first.wait_for()
            self.assertEqual(page.locator(".o_data_row").count(), 2, "Diskominfo and Dinas Kesehatan have no site")
            settle(page)  # the server answers with the same cursor
            (self.diskominfo | self.dinkes).site_ids = self.kecamatan.site_ids
            self.env.flush_all()
            page.go_back()
            page.locator(".o_fw_setup_done[data-key='sites']").wait_for()
            self.assertEqual(page.problems, [])

    def test_the_top_bar_reminds_until_it_is_switched_off(self):
        with self.at(TEN_ON_WEDNESDAY) as browser:
            page = browser.person("bkpsdm", self.env.cr.dbname)
            open_page(page, "/odoo/rencana-kerja")
            page.locator(".o_fw_setup_reminder button").click()
            page.locator(".o_fw_setup_check").first.wait_for()
            page.locator("label[for='o_fw_setup_reminder']").click()
            page.locator(".o_fw_setup_reminder button").wait_for(state="detached")
            settle(page)
            self.assertEqual(page.problems, [])
        self.env.invalidate_all()
        self.assertFalse(self.company.flexible_setup_reminder)

    def test_without_network_it_says_so_and_reads_again_with_it(self):
        with self.at(TEN_ON_WEDNESDAY) as browser:
            page = browser.person("bkpsdm", self.env.cr.dbname, phone=True)
            open_page(page, PATH)
            self._check(page, "zone")
            width = page.evaluate("document.querySelector('.o_fw_setup').scrollWidth")
            self.assertLessEqual(width, 390)
            self.photograph(page, "phone")
            page.context.set_offline(True)
            page.locator(".o_fw_setup_offline").wait_for()
            self.photograph(page, "offline")
            page.context.set_offline(False)
            page.locator(".o_fw_setup_offline").wait_for(state="detached")
            self._check(page, "zone")

    def test_a_refusal_is_told_with_a_way_on(self):
        with self.at(TEN_ON_WEDNESDAY) as browser:
            page = browser.person("kepala", self.env.cr.dbname)
            open_page(page, PATH)
            page.locator(".o_fw_setup_problem button").wait_for()
            self.photograph(page, "refused")
            self.assertFalse(page.locator(".o_fw_setup_check").count())
