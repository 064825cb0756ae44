"""From the need of a kecamatan to the next day's check-in there, in real browsers: BKPSDM, both heads, the employee."""

from datetime import date, datetime

from odoo.tests import tagged

from .browser import open_page, settle
from .kecamatan import THERE, KecamatanCase

THURSDAY = date(2026, 1, 15)
#: 10:00 in Ternate
TEN_ON_WEDNESDAY = datetime(2026, 1, 14, 1, 0)
#: 07:21 in Ternate; in UTC it is still Wednesday
MORNING_OF_THURSDAY = datetime(2026, 1, 14, 22, 21)


@tagged("post_install", "-at_install")
class TestPlacement(KecamatanCase):
    def test_from_the_need_to_the_check_in_at_the_kecamatan(self):
        with self.at(TEN_ON_WEDNESDAY) as browser:
            officer = browser.person("bkpsdm", self.env.cr.dbname)
            self.bkpsdm_works_the_need_out(officer)
            self.bkpsdm_proposes_and_accepts(officer)
            self.head_decides(browser, "kepala", "action_release")
            self.head_decides(browser, "camat", "action_accept", phone=True)
            self.assertEqual(officer.problems, [])
        with self.at(MORNING_OF_THURSDAY) as browser:
            employee = browser.person("pegawai", self.env.cr.dbname, phone=True, position=THERE)
            self.employee_checks_in_there(employee)
            self.head_sees_who_is_in(browser.person("camat", self.env.cr.dbname))
            self.assertEqual(employee.problems, [])
        self.the_day_is_counted_at_the_kecamatan()
        self.both_reports_show_it()

    # ------------------------------------------------------------ the people, one step each
    def bkpsdm_works_the_need_out(self, page):
        open_page(page, "/odoo/analisis-beban-kerja/new")
        page.locator("[name=name] input, [name=name] textarea").first.fill("ABK kecamatan 2026")
        page.locator("button[name=action_compute]:visible").click()
        page.locator("button[name=action_confirm]:visible").wait_for()
        self.photograph(page, "need")
        self.assertEqual(page.locator(".o_field_widget[name=shortage]").first.inner_text(), "1")
        page.locator("button[name=action_confirm]:visible").click()

    def bkpsdm_proposes_and_accepts(self, page):
        page.locator("button[name=action_propose]:visible").click()
        page.locator("button[name=action_solve]:visible").wait_for()
        settle(page)
        for name, day in (("date_from", "15/01/2026"), ("date_to", "31/07/2026")):
            field = page.locator(f".o_field_widget[name={name}] input").first
            if not field.count():
                page.locator(f".o_field_widget[name={name}]").first.click()
            field.fill(day)
            field.press("Tab")
        page.locator("button[name=action_solve]:visible").click()
        page.locator("button[name=action_accept_all]:visible").wait_for()
        self.photograph(page, "proposal")
        self.assertIn("Pegawai", page.locator("[name=move_ids]").inner_text())
        self.assertIn("Kecamatan Pulau Ternate", page.locator("[name=move_ids]").inner_text())
        page.locator("button[name=action_accept_all]:visible").click()
        page.locator(".modal [name=letter_number] input").fill("800.1.11.1/7/2026")
        self.photograph(page, "accept")
        page.locator(".modal button[name=action_accept]").click()
        page.locator(".modal").wait_for(state="detached")
        settle(page)

    def head_decides(self, browser, login, button, phone=False):
        page = browser.person(login, self.env.cr.dbname, phone=phone)
        self.env.invalidate_all()
        assignment = self.env["flexible.work.assignment"].search([("employee_id", "=", self.staff.id)])
        open_page(page, f"/odoo/penugasan/{assignment.id}")
        page.locator("[name=employee_id]").first.wait_for()
        self.photograph(page, f"assignment-{login}")
        if phone and not page.locator(f"button[name={button}]:visible").count():
            page.locator(".o_cp_action_menus button, .o_statusbar_buttons button").first.click()
        page.locator(f"button[name={button}]:visible").first.click()
        page.locator(f"button[name={button}]:visible").wait_for(state="detached")
        settle(page)
        self.assertEqual(page.problems, [])

    def employee_checks_in_there(self, page):
        open_page(page, "/odoo/hari-ini")
        page.locator(".o_fw_where").wait_for()
        self.photograph(page, "today")
        self.assertIn("Kecamatan Pulau Ternate", page.locator(".o_action_manager").inner_text())
        page.locator('.o_fw_next_button[data-action="check_in"]').click()
        page.locator('.o_fw_status[data-status="present"]').wait_for()
        settle(page)
        self.photograph(page, "checked-in")

    def head_sees_who_is_in(self, page):
        open_page(page, "/odoo/pagi-ini")
        page.get_by_text("Pegawai", exact=True).first.wait_for()
        self.photograph(page, "camat-this-morning")
        self.assertEqual(page.problems, [])

    # ------------------------------------------------------------ what is left of it
    def the_day_is_counted_at_the_kecamatan(self):
        self.env.invalidate_all()
        day = self.env["flexible.work.day"].search([("employee_id", "=", self.staff.id), ("date", "=", THURSDAY)])
        self.assertEqual((day.department_id, day.opd_id), (self.kecamatan, self.kecamatan))
        self.assertEqual((day.home_department_id, day.home_opd_id), (self.bidang, self.diskominfo))
        self.assertEqual((day.status, day.place), ("present", "inside"))
        later = self.env["flexible.work.workload"].create(
            {"name": "ABK", "company_id": self.company.id, "date": THURSDAY}
        )
        later.action_compute()
        self.assertEqual((later.needed, later.shortage), (2, 0))

    def both_reports_show_it(self):
        report = self.env["flexible.work.report"].create({"date": THURSDAY, "company_id": self.company.id})
        report._count()
        lines = {line.department_id: line for line in report.line_ids}
        host, home = lines[self.kecamatan], lines[self.diskominfo]
        self.assertEqual((host.headcount, host.assigned_in, host.assigned_out), (3, 1, 0))
        self.assertEqual((home.headcount, home.assigned_in, home.assigned_out), (5, 0, 1))
