"""*This Morning* in a real browser: the head on a phone (390 x 844) and at a desk, who decides and who only looks."""

import os
from datetime import date, datetime
from pathlib import Path

from freezegun.api import freeze_time

from odoo.tests import HttpCase, tagged

from odoo.addons.flexible_work_asn.tests.common import FlexibleWorkCase

from .accessibility import serious
from .browser import open_browser, open_page, settle

THURSDAY = date(2026, 1, 15)
#: 07:20 and 09:00 in Ternate; in UTC the first is still Wednesday
TWENTY_PAST_SEVEN = datetime(2026, 1, 14, 22, 20)
NINE = datetime(2026, 1, 15, 0, 0)
#: where to keep what the screens looked like, for whoever wants to see them
SCREENSHOTS = os.environ.get("SCREENSHOTS")
REASON = "Could not be reached during working hours"


class MorningCase(FlexibleWorkCase, HttpCase):
    """Six people work from home and are in, one has not come; the head is in the office."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_circular()
        cls._create_one_user_of_each_role()
        cls.people = cls.staff
        for number in range(1, 6):
            cls.people |= cls._create_employee(f"Pegawai {number}", cls.bidang)
        cls.missing = cls._create_employee("Belum datang", cls.bidang)
        users = cls.env["res.users"].union(*cls.user.values())
        users.write({"tz": "Asia/Jayapura", "odoobot_state": "disabled"})

    def setUp(self):
        super().setUp()
        self.enterContext(freeze_time(NINE, tick=True, real_asyncio=True))
        self.env["flexible.work.day"]._process_company(self.company)
        self.env["hr.attendance"].create(
            [{"employee_id": one.id, "check_in": TWENTY_PAST_SEVEN} for one in self.people | self.head]
        )
        self.env.flush_all()
        self.enterContext(self.allow_requests(all_requests=True))
        self.browser = self.enterContext(open_browser(self.base_url(), self))

    def days(self, employees):
        self.env.invalidate_all()
        domain = [("employee_id", "in", employees.ids), ("date", "=", THURSDAY)]
        return self.env["flexible.work.day"].search(domain, order="id")

    def open_morning(self, login, phone=False):
        page = self.browser.person(login, self.env.cr.dbname, phone=phone)
        open_page(page, "/odoo/pagi-ini")
        page.locator(".o_fw_number").first.wait_for()
        return page

    def numbers(self, page):
        """In, away, not yet in, to decide: what stands on the page."""
        settle(page)
        return [int(text) for text in page.locator(".o_fw_number .o_fw_count").all_inner_texts()]

    def wait_for_number(self, page, name, count):
        page.locator(f".o_fw_number_{name} .o_fw_count", has_text=str(count)).wait_for()
        settle(page)

    def wait_for_rows(self, page, count):
        page.wait_for_function("(count) => document.querySelectorAll('.o_data_row').length === count", arg=count)
        settle(page)

    def photograph(self, page, name):
        settle(page)
        self.assertEqual(serious(page), [], name)
        if SCREENSHOTS:
            page.wait_for_timeout(300)
            page.screenshot(path=Path(SCREENSHOTS) / f"morning-{name}.png")


@tagged("post_install", "-at_install")
class TestDesk(MorningCase):
    def test_the_head_verifies_five_rejects_one_and_takes_it_back(self):
        page = self.open_morning("kepala")
        self.assertEqual(self.numbers(page), [7, 7, 1, 6])
        page.locator(".o_fw_number_to_decide").click()
        self.wait_for_rows(page, 6)
        self.photograph(page, "desk-to-decide")
        self._verify_five(page)
        self._reject_the_last(page)
        self._take_back(page)
        self.assertEqual(page.problems, [])

    def _verify_five(self, page):
        for row in range(5):
            page.locator(".o_data_row .o_list_record_selector").nth(row).click()
        page.locator(".o_control_panel button[name=action_verify]").click()
        self.wait_for_number(page, "to_decide", 1)
        self.wait_for_rows(page, 1)
        decided = self.days(self.people).filtered(lambda day: day.verification == "verified")
        self.assertEqual(len(decided), 5)

    def _reject_the_last(self, page):
        page.locator(".o_data_row button[name=action_reject]").click()
        page.locator(".modal label", has_text=REASON).click()
        self.photograph(page, "desk-reject")
        page.locator(".modal button[name=action_confirm]:visible").click()
        self.wait_for_number(page, "to_decide", 0)
        rejected = self.days(self.people).filtered(lambda day: day.verification == "rejected")
        self.assertEqual((rejected.status, rejected.rejection_reason), ("absent", REASON))

    def _take_back(self, page):
        page.locator(".o_fw_chip_rejected").click()
        page.locator(".o_data_row button[name=action_reset]").click()
        page.locator(".modal div[name=reason] textarea").fill("Ternyata sedang rapat")
        page.locator(".modal button[name=action_confirm]:visible").click()
        self.wait_for_number(page, "to_decide", 1)
        again = self.days(self.people).filtered(lambda day: day.verification == "none")
        self.assertEqual(again.status, "present")
        self.assertIn("Ternyata sedang rapat", again.message_ids[0].body)

    def test_numbers_follow_the_search_and_not_each_other(self):
        page = self.open_morning("kepala")
        page.locator(".o_fw_number_pending").click()
        page.locator(".o_data_row", has_text="Belum datang").wait_for()
        self.assertEqual(self.numbers(page), [7, 7, 1, 6])
        page.locator(".o_fw_number_pending").click()
        self.wait_for_rows(page, 8)
        page.locator(".o_fw_date_yesterday").click()
        page.locator(".o_view_nocontent").wait_for()
        self.wait_for_number(page, "present", 0)
        self.assertEqual(self.numbers(page), [0, 0, 0, 0])

    def test_bkpsdm_sees_all_and_chooses_an_opd(self):
        page = self.open_morning("bkpsdm")
        self.assertEqual(page.locator(".o_data_row").count(), 10)
        self.photograph(page, "desk-bkpsdm")
        page.locator(".o_search_panel label", has_text="Dinas Kesehatan").click()
        page.locator(".o_data_row", has_text="Perawat").wait_for()
        self.wait_for_number(page, "pending", 2)
        self.assertEqual(self.numbers(page), [0, 0, 2, 0])

    def test_operator_and_auditor_look_and_decide_nothing(self):
        for login in ("operator", "inspektorat"):
            page = self.open_morning(login)
            self.assertEqual(self.numbers(page)[0], 7)
            for name in ("action_verify", "action_reject"):
                self.assertEqual(page.locator(f"button[name={name}]").count(), 0, login)
            page.context.close()


@tagged("post_install", "-at_install")
class TestPhone(MorningCase):
    def test_the_head_decides_with_a_thumb(self):
        page = self.open_morning("kepala", phone=True)
        self.assertEqual(self.numbers(page), [7, 7, 1, 6])
        self.photograph(page, "phone")
        page.locator(".o_fw_number_to_decide").tap()
        card = page.locator(".o_kanban_record:not(.o_kanban_ghost)", has_text="Pegawai 1")
        button = card.locator("button[name=action_verify]")
        self.assertGreaterEqual(button.bounding_box()["height"], 44)
        self.assertLessEqual(page.evaluate("document.documentElement.scrollWidth"), 390)
        button.tap()
        self.wait_for_number(page, "to_decide", 5)
        card.wait_for(state="detached")
        self.photograph(page, "phone-to-decide")
        self.assertEqual(self.days(self.people).mapped("verification").count("verified"), 1)
        self.assertEqual(page.problems, [])
