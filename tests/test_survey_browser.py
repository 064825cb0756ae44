"""The survey of satisfaction in a real browser: on a phone of 390 pixels, without JavaScript, by keyboard."""

import os
from pathlib import Path

from freezegun.api import freeze_time

from odoo.tests import HttpCase, tagged

from odoo.addons.flexible_work_asn import throttle
from odoo.addons.flexible_work_asn_reports.figures.survey import ELEMENTS
from odoo.addons.flexible_work_asn_reports.tests.services_common import NINE, ServicesCase

from .accessibility import faults
from .browser import DESK, PHONE, open_browser

#: where to keep what the screens looked like, for whoever wants to see them
SCREENSHOTS = os.environ.get("SCREENSHOTS")


@tagged("post_install", "-at_install")
class TestSurveyBrowser(ServicesCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("id_ID")
        cls.env["ir.module.module"]._load_module_terms(["flexible_work_asn_reports"], ["id_ID"])

    def setUp(self):
        super().setUp()
        throttle.forget_all(self.env)
        self.enterContext(freeze_time(NINE, tick=True, real_asyncio=True))
        self.env.flush_all()
        self.enterContext(self.allow_requests(all_requests=True))
        self.browser = self.enterContext(open_browser(self.base_url(), self))
        self.path = f"/survei/{self.service.token}"

    def citizen(self, screen=None, locale="id-ID", **options):
        """A page of somebody whom Odoo does not know; ``page.problems`` collects what the console complains about."""
        context = self.browser.chromium.new_context(
            base_url=self.base_url(), locale=locale, timezone_id="Asia/Jayapura", **(screen or PHONE), **options
        )
        page = context.new_page()
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("console", lambda message: page.problems.append(message.text) if message.type == "error" else None)
        return page

    def tick(self, page, score, but=()):
        """Touch the words of the answer, as people do, not the circle."""
        for name in ELEMENTS:
            if name not in but:
                page.locator(f"label[for={name}_{score}]").tap()

    def send(self, page):
        with page.expect_navigation():
            page.locator("button[type=submit]").tap()

    def kept(self):
        self.env.invalidate_all()
        return self.env["flexible.work.survey.answer"].sudo().search([("service_id", "=", self.service.id)])

    def photograph(self, page, name):
        if SCREENSHOTS:
            page.screenshot(path=Path(SCREENSHOTS) / f"survey-{name}.png", full_page=True)

    def test_an_old_phone_without_javascript_answers(self):
        page = self.citizen(java_script_enabled=False)
        page.goto(self.path)
        self.photograph(page, "form")
        self.tick(page, 3)
        self.send(page)
        self.assertTrue(page.url.endswith("/terima-kasih"), page.url)
        self.photograph(page, "thanks")
        self.assertEqual([self.kept()[name] for name in ELEMENTS], [3] * 9)
        self.assertEqual(page.context.cookies(), [])

    def test_the_way_back_and_a_reload_count_nothing_twice(self):
        page = self.citizen()
        page.goto(self.path)
        self.tick(page, 4)
        self.send(page)
        page.reload()
        page.go_back()
        page.locator("fieldset").first.wait_for()
        self.tick(page, 1)
        self.send(page)
        self.assertTrue(page.url.endswith("/terima-kasih"), page.url)
        self.assertEqual([one.u1 for one in self.kept()], [4])

    def test_the_next_citizen_on_the_tablet_of_the_counter_counts(self):
        page = self.citizen(locale="en-GB")
        page.goto(self.path)
        self.tick(page, 4)
        self.send(page)
        page.get_by_role("link", name="Another visitor").tap()
        page.locator("fieldset").first.wait_for()
        self.tick(page, 2)
        self.send(page)
        self.assertEqual(sorted(self.kept().mapped("u1")), [2, 4])

    def test_what_is_missing_is_shown_where_the_browser_does_not_ask_for_it(self):
        page = self.citizen(locale="en-GB")
        page.goto(self.path)
        page.evaluate("document.querySelector('form').noValidate = true")
        self.tick(page, 2, but=("u4", "u7"))
        self.send(page)
        page.get_by_role("alert").wait_for()
        self.photograph(page, "missing")
        self.assertEqual(faults(page), [])
        self.assertEqual(page.locator("input:checked").count(), 7)
        page.get_by_role("alert").get_by_role("link").nth(1).tap()
        self.assertTrue(page.locator("#u7").evaluate("box => box.getBoundingClientRect().top < innerHeight"))
        self.assertFalse(self.kept())

    def test_by_keyboard_alone(self):
        """Each question is one stop; arrows choose, and what has the focus can be seen."""
        page = self.citizen(DESK, locale="en-GB")
        page.goto(self.path)
        page.locator("#u1_1").focus()
        for _question in ELEMENTS:
            page.keyboard.press("ArrowDown")
            outline = page.evaluate(
                "getComputedStyle(document.activeElement.labels[0]).outlineStyle + document.activeElement.value"
            )
            self.assertEqual(outline, "solid2")
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/terima-kasih")
        self.assertEqual([self.kept()[name] for name in ELEMENTS], [2] * 9)

    def test_no_page_has_a_fault_for_people_with_disabilities(self):
        for screen in (PHONE, DESK):
            for path in (self.path, f"{self.path}/terima-kasih", "/survei/x"):
                for language in ("id", "en"):
                    page = self.citizen(screen, locale=language)
                    page.goto(path)
                    self.assertEqual(faults(page), [], (path, language))
                    self.assertEqual([one for one in page.problems if "404" not in one], [])
                    page.context.close()

    def test_the_language_goes_along_from_the_form_to_the_thanks(self):
        page = self.citizen(locale="id-ID")
        page.goto(f"{self.path}?lang=en")
        self.tick(page, 3)
        self.send(page)
        self.assertEqual(page.locator("html").get_attribute("lang"), "en")
        self.assertEqual(page.locator("h1").inner_text(), "Thank you")
