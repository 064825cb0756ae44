"""*Hari Ini* on a phone (390 x 844) in a real browser: with and without position, with and without network."""

import base64
import os
from datetime import date, datetime, timedelta
from pathlib import Path

from freezegun.api import freeze_time

from odoo.tests import HttpCase, tagged

from odoo.addons.flexible_work_asn.tests.common import FlexibleWorkCase

from .accessibility import serious
from .browser import open_browser, open_page, settle

THURSDAY = date(2026, 1, 15)
#: 07:20 in Ternate; in UTC it is still Wednesday
TWENTY_PAST_SEVEN = datetime(2026, 1, 14, 22, 20)
HOME = (0.7906, 127.3842)
#: about 11 km to the north
FAR_AWAY = (0.8906, 127.3842)
#: where to keep what the screens looked like, for whoever wants to see them
SCREENSHOTS = os.environ.get("SCREENSHOTS")
CHECK = "**/flexible_work/check"
COUNT_QUESTIONS = """
    window.questions = 0;
    const ask = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation);
    navigator.geolocation.getCurrentPosition = (...args) => { window.questions += 1; ask(...args); };
"""
NEVER_FOUND = "navigator.geolocation.getCurrentPosition = () => {};"
#: what a camera gives, made by the browser itself
PICTURE = """
    async () => {
        const canvas = Object.assign(document.createElement("canvas"), { width: 1600, height: 1200 });
        const context = canvas.getContext("2d");
        context.fillStyle = "#888";
        context.fillRect(0, 0, 1600, 1200);
        context.fillStyle = "#c68";
        context.arc(800, 600, 350, 0, 7);
        context.fill();
        const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
        const bytes = new Uint8Array(await blob.arrayBuffer());
        return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
    }
"""


class PhoneCase(FlexibleWorkCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.circular = cls._create_circular()
        cls.staff.write({"home_located": True, "home_latitude": HOME[0], "home_longitude": HOME[1]})
        cls.staff.user_id.write({"tz": "Asia/Jayapura", "odoobot_state": "disabled"})
        if SCREENSHOTS:
            addons = ["flexible_work_asn", "flexible_work_asn_attendance"]
            cls.env["res.lang"]._activate_lang("id_ID")
            cls.env["ir.module.module"]._load_module_terms(addons, ["id_ID"])
            cls.staff.user_id.lang = "id_ID"

    def setUp(self):
        super().setUp()
        self.server = self.enterContext(freeze_time(TWENTY_PAST_SEVEN, tick=True, real_asyncio=True))
        self.env["flexible.work.day"]._process_company(self.company)
        self.env.flush_all()
        self.enterContext(self.allow_requests(all_requests=True))
        self.browser = self.enterContext(open_browser(self.base_url(), self))

    def circular_says(self, **values):
        self.circular.write(values)
        self.env.flush_all()

    def phone(self, position=HOME, script=None):
        """The page of the employee on a phone that knows where it is, unless ``position`` is None (refused)."""
        page = self.browser.person("pegawai", self.env.cr.dbname, phone=True, position=position)
        if script:
            page.add_init_script(script)
        open_page(page, "/odoo/hari-ini")
        page.locator(".o_fw_where").wait_for()
        return page

    def tap(self, page, action="check_in"):
        page.locator(f'.o_fw_next_button[data-action="{action}"]').tap()

    def wait_until_in(self, page):
        page.locator('.o_fw_status[data-status="present"]').wait_for()
        settle(page)

    def told(self, page):
        """What the page says at its edge after a tap."""
        note = page.locator(".o_notification").first
        note.wait_for()
        return note.inner_text()

    def day(self):
        self.env.invalidate_all()
        return self.env["flexible.work.day"].search([("employee_id", "=", self.staff.id), ("date", "=", THURSDAY)])

    def attendance(self):
        return self.env["hr.attendance"].search([("employee_id", "=", self.staff.id)])

    def photograph(self, page, name):
        settle(page)
        self.assertEqual(serious(page), [], name)
        if SCREENSHOTS:
            page.wait_for_timeout(300)
            page.screenshot(path=Path(SCREENSHOTS) / f"today-{name}.png")


@tagged("post_install", "-at_install")
class TestPosition(PhoneCase):
    """There is no way in which a position, or none, holds somebody up."""

    def test_granted_and_at_home(self):
        page = self.phone()
        self.photograph(page, "before")
        self.tap(page)
        self.wait_until_in(page)
        self.photograph(page, "in")
        day = self.day()
        self.assertEqual((day.status, day.place, day.local_check_in), ("present", "inside", "07:20"))
        self.assertTrue(self.attendance().sudo().flexible_in_device)
        self.assertEqual(page.problems, [])

    def test_refused(self):
        page = self.phone(position=None)
        self.tap(page)
        self.assertRegex(self.told(page), "not shared|tidak dibagikan")
        self.wait_until_in(page)
        self.photograph(page, "refused-position")
        self.assertEqual((self.day().status, self.day().place), ("present", "unknown"))

    def test_far_away_is_recorded_and_told(self):
        page = self.phone(position=FAR_AWAY)
        self.tap(page)
        self.assertRegex(self.told(page), "outside|di luar")
        self.wait_until_in(page)
        self.photograph(page, "far-away")
        self.assertIn("11.1 km", page.locator("[data-line=place]").inner_text())
        self.assertEqual((self.day().status, self.day().place), ("present", "outside"))

    def test_far_away_where_the_circular_refuses_it(self):
        self.circular_says(place_policy="block")
        page = self.phone(position=FAR_AWAY)
        self.tap(page)
        page.locator(".o_fw_refusal").wait_for()
        self.photograph(page, "blocked")
        self.assertFalse(self.attendance())
        self.assertTrue(page.locator(".o_fw_next_button").is_enabled())
        page.context.set_geolocation({"latitude": HOME[0], "longitude": HOME[1], "accuracy": 12})
        page.wait_for_timeout(100)
        page.evaluate("navigator.geolocation.getCurrentPosition(() => {}, () => {}, { maximumAge: 0 })")
        self.circular_says(place_policy="flag")
        self.tap(page)
        self.wait_until_in(page)
        self.assertFalse(page.locator(".o_fw_refusal").count(), "an old refusal is taken away")

    def test_slow_is_not_waited_for(self):
        page = self.phone(script=NEVER_FOUND)
        self.tap(page)
        page.locator(".o_fw_skip").tap()
        self.wait_until_in(page)
        self.assertEqual((self.day().status, self.day().place), ("present", "unknown"))

    def test_where_no_place_is_recorded_the_phone_is_not_asked(self):
        self.circular_says(place_policy="none")
        page = self.phone(script=COUNT_QUESTIONS)
        self.tap(page)
        self.wait_until_in(page)
        self.assertEqual(page.evaluate("window.questions"), 0)
        self.assertFalse(self.attendance().flexible_in_located)
        page.locator(".o_fw_about_toggle").tap()
        page.locator(".o_fw_about_text").scroll_into_view_if_needed()
        self.photograph(page, "about")

    def test_a_photo_where_the_circular_wants_one(self):
        self.circular_says(photo_policy="required")
        page = self.phone()
        self.tap(page)
        page.locator(".o_fw_photo_take").wait_for()
        self.photograph(page, "photo")
        picture = {"name": "camera.png", "mimeType": "image/png", "buffer": self.picture(page)}
        page.locator(".o_fw_photo input").set_input_files(picture)
        page.locator(".o_fw_photo_preview").wait_for()
        self.photograph(page, "photo-taken")
        page.locator(".o_fw_photo_use").tap()
        self.wait_until_in(page)
        self.assertTrue(self.attendance().sudo().flexible_in_photo)

    def picture(self, page):
        return base64.b64decode(page.evaluate(PICTURE))


@tagged("post_install", "-at_install")
class TestNetwork(PhoneCase):
    """A tap without network is kept, sent when there is some, and shown with both times."""

    def test_lost_and_back(self):
        page = self.phone()
        page.context.set_offline(True)
        page.locator(".o_fw_offline").wait_for()
        self.tap(page)
        page.locator(".o_fw_kept").wait_for()
        self.photograph(page, "kept")
        self.assertIn("07:20", page.locator(".o_fw_kept").inner_text())
        self.assertEqual(page.locator(".o_fw_next_button").get_attribute("data-action"), "check_out")
        self.assertFalse(self.attendance())
        # the page is of use: it tells the plan and says why
        page.locator(".o_fw_why").tap()
        page.locator(".o_fw_chain").wait_for()
        self.server.tick(timedelta(minutes=40))
        page.context.set_offline(False)
        self.wait_until_in(page)
        self.assertEqual(page.locator(".o_fw_kept, .o_fw_offline").count(), 0)
        attendance = self.attendance()
        self.assertEqual(self.local(attendance.check_in), "07:20")
        self.assertEqual(self.local(attendance.flexible_in_received_at), "08:00")
        self.assertFalse(self.day().late_minutes)
        self.assertRegex(page.locator("[data-line=in]").inner_text(), "07:20.*08:00")
        self.photograph(page, "sent-later")

    def test_it_survives_a_reload(self):
        page = self.phone()
        page.route(CHECK, lambda route: route.abort())
        self.tap(page)
        page.locator(".o_fw_kept").wait_for()
        open_page(page, "/odoo/hari-ini")
        page.locator('.o_fw_kept[data-state="kept"]').wait_for()
        self.assertFalse(self.attendance())
        page.unroute(CHECK)
        page.locator(".o_fw_send_now").tap()
        self.wait_until_in(page)
        self.assertEqual(page.locator(".o_fw_kept").count(), 0)
        self.assertTrue(self.attendance().flexible_in_received_at)

    def test_an_answer_that_was_lost_does_not_check_in_twice(self):
        page = self.phone()
        page.route(CHECK, lambda route: (route.fetch(), route.abort())[1], times=1)
        self.tap(page)
        page.locator(".o_fw_send_now").tap()
        self.wait_until_in(page)
        self.assertEqual(len(self.attendance()), 1)

    def test_what_comes_too_late_leads_to_a_correction(self):
        page = self.phone()
        page.clock.install()
        page.route(CHECK, lambda route: route.abort())
        self.tap(page)
        # the first try has failed, and the next one is set
        page.locator(".o_fw_send_now:enabled").wait_for()
        page.clock.fast_forward("02:01:00")
        page.locator('.o_fw_kept[data-state="expired"]').wait_for()
        self.photograph(page, "too-late")
        page.locator(".o_fw_kept .o_fw_correct").tap()
        page.locator(".o_form_view").wait_for()
        self.photograph(page, "correction")
        self.assertFalse(self.attendance())

    def local(self, moment):
        return (moment + timedelta(hours=9)).strftime("%H:%M")


@tagged("post_install", "-at_install")
class TestReport(PhoneCase):
    """The daily report of a day from home, with one thumb."""

    def test_from_the_check_in_to_the_report(self):
        self.circular_says(log_required=True)
        page = self.phone()
        self.tap(page)
        page.locator('.o_fw_next_button[data-action="report"]').wait_for()
        self.photograph(page, "report-next")
        self.tap(page, "report")
        page.locator(".o_fw_activity").fill("Menyusun notulen rapat")
        page.locator(".o_fw_add_line").tap()
        page.locator(".o_fw_report_lines li").wait_for()
        page.locator(".o_fw_activity").fill("Menjawab surat masuk")
        page.locator(".o_fw_output").fill("4 surat")
        page.locator(".o_fw_send_report").tap()
        page.locator(".o_fw_problem").wait_for()
        self.photograph(page, "report-incomplete")
        page.locator(".o_fw_line_output").first.fill("1 notulen")
        page.locator(".o_fw_line_output").first.blur()
        page.locator(".o_fw_send_report").tap()
        page.locator("[data-line=report]").wait_for()
        self.photograph(page, "reported")
        self.env.invalidate_all()
        log = self.env["flexible.work.log"].search([("employee_id", "=", self.staff.id)])
        self.assertEqual((log.state, log.date), ("reported", THURSDAY))
        self.assertEqual(log.line_ids.mapped("output"), ["1 notulen", "4 surat"])
        self.assertEqual(page.locator(".o_fw_next_button").get_attribute("data-action"), "check_out")
        self.assertEqual(page.problems, [])

    def test_files_and_hours_are_one_tap_away(self):
        page = self.phone()
        page.locator(".o_fw_link[data-link=reports]").tap()
        page.locator(".o_list_view, .o_kanban_view").first.wait_for()
        self.photograph(page, "my-reports")
