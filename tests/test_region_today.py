"""*Region today* in a real browser: the mayor's phone (390 x 844), BKPSDM's desk, the head's own unit."""

import os
from datetime import date, datetime, timedelta
from pathlib import Path

from freezegun.api import freeze_time

from odoo.tests import HttpCase, tagged

from odoo.addons.flexible_work_asn.tests.common import FlexibleWorkCase

from .accessibility import serious
from .browser import open_browser, open_page, settle

THURSDAY = date(2026, 1, 15)
#: 07:20 and 08:40 in Ternate; in UTC both are still Wednesday
TWENTY_PAST_SEVEN = datetime(2026, 1, 14, 22, 20)
TWENTY_TO_NINE = datetime(2026, 1, 14, 23, 40)
#: where to keep what the screens looked like, for whoever wants to see them
SCREENSHOTS = os.environ.get("SCREENSHOTS")
PATH = "/odoo/wilayah-hari-ini"
#: the relative luminance of text and background, as WCAG 2.1 computes contrast
CONTRAST = """(selector) => {
    const channel = (value) => {
        const part = value / 255;
        return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    };
    const light = ([red, green, blue]) => 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue);
    const numbers = (color) => color.match(/[\\d.]+/g).map(Number);
    const background = (element) => {
        for (let one = element; one; one = one.parentElement) {
            const color = numbers(getComputedStyle(one).backgroundColor);
            if (color.length < 4 || color[3] > 0) {
                return color;
            }
        }
        return [255, 255, 255];
    };
    return [...document.querySelectorAll(selector)].map((element) => {
        const [one, other] = [light(numbers(getComputedStyle(element).color)), light(background(element))];
        const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        return { text: element.textContent.trim(), ratio };
    });
}"""
SIZES = "(words) => [...document.querySelectorAll(words)].map((word) => parseFloat(getComputedStyle(word).fontSize))"
WORDS = (
    ".o_fw_title, .o_fw_sub, .o_fw_percent, .o_fw_count, .o_fw_compared, .o_fw_legend li, .o_fw_excused span,"
    " .o_fw_facts dt, .o_fw_unit_name, .o_fw_unit_count, .o_fw_card_title, .o_fw_tile:not(.o_fw_tile_pending)"
)


class RegionCase(FlexibleWorkCase, HttpCase):
    """A Thursday on which most work at home: seven of eight of Diskominfo are in, the nurse of Dinkes is not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_circular()
        cls._create_one_user_of_each_role()
        cls.people = cls.staff
        for number in range(1, 6):
            cls.people |= cls._create_employee(f"Pegawai {number}", cls.bidang)
        cls._create_employee("Belum datang", cls.bidang)
        users = cls.env["res.users"].union(*cls.user.values())
        users.write({"tz": "Asia/Jayapura", "odoobot_state": "disabled"})

        with freeze_time(TWENTY_TO_NINE):
            for back, absent in ((7, 0), (2, 0), (1, 1)):
                cls._live_through(THURSDAY - timedelta(days=back), cls.people[absent:] | cls.head)
            cls.company.flexible_work_opened_on = False
            cls.env["flexible.work.day"]._process_company(cls.company)
            cls._come(cls.people | cls.head, TWENTY_PAST_SEVEN)

    @classmethod
    def _come(cls, people, moment, until=False):
        cls.env["hr.attendance"].create(
            [{"employee_id": one.id, "check_in": moment, "check_out": until} for one in people]
        )

    @classmethod
    def _live_through(cls, day, people):
        """An earlier day, which is over."""
        cls.company.flexible_work_opened_on = False
        midnight = datetime.combine(day, datetime.min.time()) - timedelta(hours=9)
        process = cls.env["flexible.work.day"]._process_company
        process(cls.company, midnight + timedelta(minutes=20))
        cls._come(people, midnight + timedelta(hours=7, minutes=20), midnight + timedelta(hours=16, minutes=5))
        process(cls.company, midnight + timedelta(hours=23, minutes=30))

    def setUp(self):
        super().setUp()
        self.enterContext(freeze_time(TWENTY_TO_NINE, tick=True, real_asyncio=True))
        self.enterContext(self.allow_requests(all_requests=True))
        self.browser = self.enterContext(open_browser(self.base_url(), self))

    def open_region(self, login, phone=False, path=PATH):
        page = self.browser.person(login, self.env.cr.dbname, phone=phone)
        open_page(page, path)
        page.locator(".o_fw_region .o_fw_header").wait_for()
        return page

    def title(self, page):
        settle(page)
        return page.locator(".o_fw_title").inner_text()

    def photograph(self, page, name):
        settle(page)
        self.assertEqual(serious(page), [], name)
        if SCREENSHOTS:
            page.wait_for_timeout(400)
            page.screenshot(path=Path(SCREENSHOTS) / f"region-{name}.png")


@tagged("post_install", "-at_install")
class TestPhone(RegionCase):
    def test_the_mayor_sees_the_region_at_a_glance_and_goes_on_to_a_unit(self):
        page = self.open_region("walikota", phone=True)
        self.photograph(page, "phone")
        self._the_first_view_is_complete(page)
        self._nothing_is_faint(page)
        page.locator(".o_fw_lowest .o_fw_unit", has_text="Diskominfo").tap()
        page.locator(".o_fw_title", has_text="Diskominfo").wait_for()
        self.assertEqual(page.url.split("/odoo/")[1], f"wilayah-hari-ini/{self.diskominfo.id}")
        self.photograph(page, "phone-unit")
        page.locator(".o_fw_units_toggle").tap()
        page.locator(".o_fw_units .o_fw_unit", has_text="Bidang Informatika").tap()
        page.locator(".o_fw_title", has_text="Bidang Informatika").wait_for()
        page.go_back()
        page.locator(".o_fw_title", has_text="Diskominfo").wait_for()
        page.go_back()
        page.locator(".o_fw_title", has_text="Pemerintah Kota Ternate").wait_for()
        self.assertEqual(page.problems, [])

    def _the_first_view_is_complete(self, page):
        """Number, bar, who has not reported and the lowest stand on the first screen; nothing goes sideways."""
        self.assertEqual(page.locator(".o_fw_percent").inner_text(), "70.00\u00a0%")  # 7 of 10
        for part in (".o_fw_percent", ".o_fw_share_bar", ".o_fw_reporting h2", ".o_fw_lowest .o_fw_unit"):
            box = page.locator(part).first.bounding_box()
            self.assertLessEqual(box["y"] + box["height"], 844, part)
            self.assertLessEqual(box["x"] + box["width"], 390, part)
        self.assertLessEqual(page.evaluate("document.documentElement.scrollWidth"), 390)
        self.assertLessEqual(page.evaluate("document.querySelector('.o_content').scrollWidth"), 390)
        for button in page.locator(".o_fw_region button:visible").all():
            self.assertGreaterEqual(button.bounding_box()["height"], 44)

    def _nothing_is_faint(self, page):
        """Read in the sun: every word has a contrast of 4.5 or more, and none is smaller than 13 px."""
        for word in page.evaluate(CONTRAST, WORDS):
            self.assertGreaterEqual(word["ratio"], 4.5, word["text"])
        sizes = page.evaluate(SIZES, WORDS)
        self.assertGreaterEqual(min(sizes), 12.5)

    def test_the_page_of_a_unit_is_reloaded_where_it_was(self):
        page = self.open_region("walikota", phone=True, path=f"{PATH}/{self.diskominfo.id}")
        self.assertEqual(self.title(page), "Diskominfo")

    def test_the_head_sees_the_own_unit_and_opens_its_days(self):
        page = self.open_region("kepala", phone=True)
        self.photograph(page, "phone-head")
        self.assertEqual(self.title(page), "Diskominfo")
        self.assertEqual(page.locator(".o_fw_attention_item[data-key=to_decide] b").inner_text(), "6")
        page.locator(".o_fw_days").tap()
        page.locator(".o_kanban_record:not(.o_kanban_ghost)", has_text="Belum datang").wait_for()
        self.assertEqual(page.problems, [])

    def test_without_network_the_figures_stay_and_with_network_they_are_read_again(self):
        page = self.open_region("walikota", phone=True)
        page.context.set_offline(True)
        page.locator(".o_fw_offline", has_text="08:4").wait_for()
        self.assertEqual(page.locator(".o_fw_percent").inner_text(), "70.00\u00a0%")
        self.photograph(page, "phone-offline")
        self._come(self.nurse, TWENTY_PAST_SEVEN)
        self.env.flush_all()
        page.context.set_offline(False)
        page.locator(".o_fw_percent", has_text="80.00").wait_for()
        self.assertEqual(page.locator(".o_fw_offline").count(), 0)
        page.locator(".o_fw_header .o_fw_reload:not([disabled])").tap()
        page.locator(".o_fw_header .o_fw_reload:not([disabled])").wait_for()
        self.assertEqual(page.locator(".o_fw_percent").inner_text(), "80.00\u00a0%")


@tagged("post_install", "-at_install")
class TestDesk(RegionCase):
    def test_bkpsdm_sees_what_needs_action_and_opens_the_report(self):
        report = self.env["flexible.work.report"].create({"date": THURSDAY, "company_id": self.company.id})
        report.action_count()
        report.sudo().deadline = TWENTY_PAST_SEVEN
        self.env.flush_all()
        page = self.open_region("bkpsdm")
        page.locator(".o_fw_trend canvas").wait_for()
        self.photograph(page, "desk")
        item = page.locator(".o_fw_attention_item[data-key=overdue]")
        self.assertEqual(item.locator("b").inner_text(), "2")
        item.click()
        page.locator(".o_form_view").wait_for()
        self.assertIn("15", page.locator(".o_form_view h1").inner_text())
        page.locator(".o_breadcrumb a, .o_back_button").first.click()
        page.locator(".o_fw_percent").wait_for()
        self.assertEqual(page.problems, [])

    def test_the_line_is_drawn_and_said(self):
        page = self.open_region("walikota")
        canvas = page.locator(".o_fw_trend canvas")
        canvas.wait_for()
        page.wait_for_function("() => window.Chart && Chart.getChart(document.querySelector('.o_fw_trend canvas'))")
        values = page.evaluate("Chart.getChart(document.querySelector('.o_fw_trend canvas')).data.datasets[0].data")
        self.assertEqual([value for value in values if value is not None], [70, 70, 60, 70])
        self.assertRegex(canvas.get_attribute("aria-label"), r"working days: lowest 60\.00")

    def test_operator_and_auditor_look_and_are_asked_for_nothing(self):
        for login, title in (("operator", "Diskominfo"), ("inspektorat", "Pemerintah Kota Ternate")):
            page = self.open_region(login)
            self.assertEqual(self.title(page), title)
            self.assertEqual(page.locator(".o_fw_attention").count(), 0)
            self.assertEqual(page.problems, [])
            page.context.close()

    def test_the_head_of_another_opd_sees_another_unit(self):
        page = self.open_region("kepala_dinkes")
        self.assertEqual(self.title(page), "Dinas Kesehatan")
        page.goto(f"{PATH}/{self.diskominfo.id}")
        page.locator(".o_fw_unread").wait_for()
        self.assertEqual(page.locator(".o_fw_percent").count(), 0)

    def test_employees_are_told_that_it_is_not_for_them(self):
        page = self.browser.person("pegawai", self.env.cr.dbname)
        open_page(page, PATH)
        page.locator(".o_fw_unread", has_text="heads and operators").wait_for()
        self.assertEqual(page.locator(".o_fw_percent").count(), 0)

    def test_graph_and_pivot_of_the_days(self):
        page = self.browser.person("bkpsdm", self.env.cr.dbname)
        action = self.env.ref("flexible_work_asn_reports.flexible_work_day_action_analysis")
        open_page(page, f"/odoo/action-{action.id}")
        # the browser's own clock is in another month
        page.locator(".o_facet_remove").last.click()
        page.locator(".o_view_sample_data").wait_for(state="detached")
        page.locator(".o_graph_renderer canvas").wait_for()
        colors = page.evaluate(
            "Chart.getChart(document.querySelector('.o_graph_renderer canvas')).data.datasets"
            ".map(({ label, backgroundColor }) => [label, backgroundColor])"
        )
        self.assertIn(["Present", "#15803d"], colors)
        self.assertIn(["Absent without explanation", "#b91c1c"], colors)
        self.photograph(page, "desk-graph")
        page.locator(".o_switch_view.o_pivot").click()
        page.locator(".o_pivot td, .o_pivot th", has_text="Diskominfo").first.wait_for()
        self.photograph(page, "desk-pivot")
        self.assertEqual(page.problems, [])
