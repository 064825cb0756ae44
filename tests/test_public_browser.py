"""The public pages in a real browser: on a phone and at a desk, by keyboard, without JavaScript, on paper."""

import os
from pathlib import Path

from freezegun.api import freeze_time

from odoo.tests import HttpCase, tagged

from odoo.addons.flexible_work_asn_reports.tests.public_case import TEN, PublicCase

from .accessibility import faults, keyboard_round
from .browser import DESK, PHONE, open_browser

#: where to keep what the screens looked like, for whoever wants to see them
SCREENSHOTS = os.environ.get("SCREENSHOTS")


class PublicBrowserCase(PublicCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("id_ID")
        cls.env["ir.module.module"]._load_module_terms(["flexible_work_asn_reports"], ["id_ID"])
        cls._create_circular(public_notice="<p>Layanan langsung kepada masyarakat tetap dibuka.</p>")
        cls.counter.write(
            {
                "phone": "0921-3121234",
                "website": "https://dukcapil.ternatekota.go.id",
                "vulnerable": "Loket 1 tanpa antre",
                "change_ids": [(0, 0, {"date_from": "2026-01-20", "date_to": "2026-01-21", "notice": "Jaringan"})],
            }
        )
        for number in range(8):
            cls._create_service(f"Puskesmas {number}", cls.dinkes, hours_ids=[(0, 0, {"weekday": "3"})])

    def setUp(self):
        super().setUp()
        self.enterContext(freeze_time(TEN, tick=True, real_asyncio=True))
        self.env.flush_all()
        self.enterContext(self.allow_requests(all_requests=True))
        self.browser = self.enterContext(open_browser(self.base_url(), self))

    def visitor(self, screen=PHONE, locale="id-ID", **options):
        """A page of somebody whom Odoo does not know; ``page.problems`` and ``page.asked`` collect what happens."""
        context = self.browser.chromium.new_context(
            base_url=self.base_url(), locale=locale, timezone_id="Asia/Jakarta", **screen, **options
        )
        page = context.new_page()
        page.problems, page.asked = [], []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("console", lambda message: page.problems.append(message.text) if message.type == "error" else None)
        page.on("request", lambda request: page.asked.append(request.url))
        return page

    def service_path(self):
        return f"/layanan/u/{self.counter.token}"

    def photograph(self, page, name):
        if SCREENSHOTS:
            page.screenshot(path=Path(SCREENSHOTS) / f"public-{name}.png", full_page=True)


@tagged("post_install", "-at_install")
class TestPublicBrowser(PublicBrowserCase):
    def test_a_citizen_finds_the_counter_on_a_phone(self):
        page = self.visitor()
        page.goto("/layanan")
        self.photograph(page, "phone")
        page.get_by_role("link", name="KTP elektronik").tap()
        state = page.locator(".fw_now .fw_state")
        state.wait_for()
        self.assertIn("15.00 WIT", state.inner_text())
        self.photograph(page, "phone-service")
        self.assertEqual(page.locator("a[href='tel:09213121234']").count(), 1)
        self.assertIn("0.788100%2C127.377200", page.locator("a[href*='maps']").get_attribute("href"))
        self.assertEqual(page.problems, [])

    def test_no_page_has_a_fault_for_people_with_disabilities(self):
        for name, screen in (("phone", PHONE), ("desk", DESK)):
            for path in ("/layanan", "/layanan?q=puskesmas", "/layanan?q=xyz", self.service_path(), "/layanan/u/x"):
                for language in ("id", "en"):
                    page = self.visitor(screen, locale=language)
                    page.goto(path)
                    self.assertEqual(faults(page), [], (name, path, language))
                    page.context.close()

    def test_the_checks_see_a_page_that_is_bad(self):
        page = self.visitor()
        page.set_content("<h3>x</h3><img src='data:,'><input><p style='color:#999'>y</p><a href='#'></a>")
        found = " ".join(faults(page))
        for fault in ("language", "main", "H3", "alt", "label", "contrast 2.85", "no name"):
            self.assertIn(fault, found)

    def test_everything_is_reached_and_seen_by_keyboard(self):
        page = self.visitor(DESK, locale="en-GB")
        page.goto("/layanan")
        reached = keyboard_round(page)
        names = [name for name, _outline in reached]
        self.assertEqual(names[0], "Skip to the content")
        for name in ("ID – Bahasa Indonesia", "q", "Search", "KTP elektronik", "Puskesmas 7"):
            self.assertIn(name, names)
        self.assertEqual([name for name, outline in reached if outline < 2], [])
        page.goto("/layanan")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        self.assertEqual(page.evaluate("document.activeElement.id"), "content")

    def test_the_language_is_the_browsers_until_another_is_chosen(self):
        page = self.visitor(locale="en-GB")
        page.goto("/layanan")
        self.assertEqual(page.locator("html").get_attribute("lang"), "en")
        page.get_by_role("link", name="Bahasa Indonesia").tap()
        page.wait_for_url("**lang=id")
        self.assertEqual(page.locator("html").get_attribute("lang"), "id")
        page.get_by_role("link", name="KTP elektronik").tap()
        page.wait_for_url("**/layanan/u/**")
        self.assertEqual(page.locator("html").get_attribute("lang"), "id")

    def test_it_works_without_javascript(self):
        page = self.visitor(java_script_enabled=False)
        page.goto("/layanan")
        page.locator("#q").fill("ktp")
        page.locator("#q").press("Enter")
        page.wait_for_url("**q=ktp**")
        self.assertEqual(page.locator(".fw_card").count(), 1)
        page.get_by_role("link", name="KTP elektronik").tap()
        page.locator(".fw_now .fw_state").wait_for()

    def test_nobody_else_is_asked_and_nothing_is_left_in_the_browser(self):
        page = self.visitor()
        for path in ("/layanan", self.service_path()):
            page.goto(path)
        self.assertTrue(all(url.startswith((self.base_url(), "data:")) for url in page.asked), page.asked)
        self.assertEqual(page.context.cookies(), [])

    def test_on_paper_only_what_can_be_read_is_left(self):
        page = self.visitor(DESK)
        page.emulate_media(media="print")
        page.goto(self.service_path())
        for gone in (".fw_languages", ".fw_no_print", ".fw_skip", ".fw_fleeting"):
            for number in range(page.locator(gone).count()):
                self.assertFalse(page.locator(gone).nth(number).is_visible(), gone)
        self.assertTrue(page.get_by_role("table").is_visible())
        self.photograph(page, "paper")
