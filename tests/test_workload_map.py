"""Need and strength of all units in a real browser: BKPSDM asks what if at the desk, the regional head on the phone."""

from datetime import datetime

from odoo.tests import tagged

from .browser import open_page, settle
from .kecamatan import KecamatanCase

#: 10:00 in Ternate
TEN_ON_WEDNESDAY = datetime(2026, 1, 14, 1, 0)
PATH = "/odoo/peta-kebutuhan"


@tagged("post_install", "-at_install")
class TestWorkloadMap(KecamatanCase):
    pictures = "need"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mayor = cls._create_user("walikota", "flexible_work_asn.group_executive")
        cls._speak_indonesian(cls.mayor)
        cls.area.write({"is_located": True, "latitude": 0.75, "longitude": 127.33})
        cls.workload = cls.env["flexible.work.workload"].create(
            {"name": "ABK 2026", "company_id": cls.company.id, "date": "2026-01-14"}
        )

    def _compute(self):
        self.workload.action_compute()
        self.workload.action_confirm()
        self.env.flush_all()

    def test_a_changed_volume_says_at_once_what_it_does_and_is_kept_as_a_scenario(self):
        with self.at(TEN_ON_WEDNESDAY) as browser:
            self._compute()
            page = browser.person("bkpsdm", self.env.cr.dbname)
            open_page(page, PATH)
            tile = page.locator(f".o_fw_need_tile[data-unit='{self.kecamatan.id}']")
            tile.wait_for()
            self.assertIn("1", tile.inner_text())
            tile.click()
            field = page.locator(f"#o_fw_service_{self.service.id}")
            field.fill("25000")
            page.locator(".o_fw_need_answer li").wait_for()
            self.assertEqual(page.locator(".o_fw_need_before").inner_text(), "1")
            self.assertEqual(page.locator(".o_fw_need_after").inner_text(), "4")
            page.wait_for_selector("canvas")
            self.photograph(page, "what-if")
            self.assertFalse(self.workload.scenario_ids, "nothing is stored by asking")
            page.locator(".o_fw_need_keep").click()
            page.locator(".o_form_view").wait_for()
            settle(page)
            self.assertEqual(page.problems, [])
        self.env.invalidate_all()
        scenario = self.workload.scenario_ids
        self.assertEqual((scenario.shortage, scenario.change_ids.volume), (4, 25_000))

    def test_the_regional_head_sees_on_the_phone_who_is_short_and_names_nobody(self):
        with self.at(TEN_ON_WEDNESDAY) as browser:
            self._compute()
            page = browser.person("walikota", self.env.cr.dbname, phone=True)
            open_page(page, PATH)
            row = page.locator(".o_fw_need_list tbody tr").first
            row.wait_for()
            self.assertIn("Kecamatan Pulau Ternate", row.inner_text())
            self.photograph(page, "phone")
            right = page.locator(".o_fw_need_list").evaluate("(list) => list.getBoundingClientRect().right")
            self.assertLessEqual(right, 390)
            self.assertFalse(page.locator(".o_fw_need_propose").count())
            row.locator("button").click()
            page.locator(".o_fw_what_if input").first.wait_for()
            self.photograph(page, "phone-unit")
            self.assertNotIn("Petugas\n", page.locator(".o_fw_need").inner_text())
            self.assertEqual(page.problems, [])

    def test_without_an_analysis_it_says_what_to_do(self):
        with self.at(TEN_ON_WEDNESDAY) as browser:
            page = browser.person("bkpsdm", self.env.cr.dbname)
            open_page(page, PATH)
            page.locator(".o_fw_need_empty button").wait_for()
            self.photograph(page, "empty")
            self.assertEqual(page.problems, [])
