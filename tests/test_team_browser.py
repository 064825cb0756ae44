"""A team across units in real browsers: the employee proposes himself on the phone, the head of his unit releases, the
leader, who has no group of Odoo, accepts and notes what he contributed, and the head takes the note into account."""

import os
from datetime import date
from pathlib import Path

from freezegun.api import freeze_time

from odoo.tests import HttpCase, tagged

from odoo.addons.flexible_work_asn.tests.common import MONDAY, FlexibleWorkCase

from .accessibility import serious
from .browser import open_browser, open_page, settle

ADDONS = ["flexible_work_asn", "flexible_work_asn_attendance", "flexible_work_asn_reports"]
#: where to keep what the screens looked like, for whoever wants to see them
SCREENSHOTS = os.environ.get("SCREENSHOTS")


@tagged("post_install", "-at_install")
class TestTeamInTheBrowser(FlexibleWorkCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("id_ID")
        cls.env["ir.module.module"]._load_module_terms(ADDONS, ["id_ID"])
        cls.nurse.user_id = cls._create_user("perawat")
        users = cls.head.user_id | cls.staff.user_id | cls.nurse.user_id
        users.write({"lang": "id_ID", "tz": "Asia/Jayapura", "odoobot_state": "disabled"})
        cls.team = cls.env["flexible.work.team"].create(
            {
                "name": "Tim PATEN",
                "department_id": cls.dinkes.id,
                "leader_id": cls.nurse.id,
                "date_from": MONDAY,
                "date_to": date(2026, 3, 31),
                "letter_number": "800/215/2026",
                "open_to_proposals": True,
                "target_ids": [(0, 0, {"name": "Standar layanan", "target": 10, "measure": "dokumen"})],
            }
        )
        with freeze_time("2026-01-13 00:00:00"):
            cls.team.action_start()

    @freeze_time("2026-01-13 00:00:00", tick=True, real_asyncio=True)  # Tuesday, 09:00 in Ternate
    def test_from_the_own_proposal_to_the_note_that_is_taken_into_account(self):
        self.env.flush_all()
        with self.allow_requests(all_requests=True), open_browser(self.base_url(), self) as browser:
            pages = {
                login: browser.person(login, self.env.cr.dbname, phone=login != "kepala")
                for login in ("pegawai", "kepala", "perawat")
            }
            self.employee_proposes_himself(pages["pegawai"])
            member = self.env["flexible.work.team.member"].search([("employee_id", "=", self.staff.id)])
            self.press(pages["kepala"], f"/odoo/anggota-tim/{member.id}", "action_release")
            self.press(pages["perawat"], f"/odoo/flexible.work.team.member/{member.id}", "action_accept")
            self.assertEqual(self.state_of(member), "active")
            self.leader_makes_the_notes(pages["perawat"])
            note = self.env["flexible.work.contribution"].search([("member_id", "=", member.id)])
            self.leader_notes(pages["perawat"], note)
            self.assertEqual(self.state_of(note), "submitted")
            self.press(pages["kepala"], f"/odoo/catatan-kontribusi/{note.id}", "action_take")
            self.assertEqual(self.state_of(note), "taken")
            for page in pages.values():
                self.assertEqual(page.problems, [])

    # ------------------------------------------------------------ the people, one step each
    def employee_proposes_himself(self, page):
        open_page(page, "/odoo/tim-kerja-saya")
        self.photograph(page, "teams")
        open_page(page, f"/odoo/flexible.work.team/{self.team.id}")
        page.locator("button[name=action_propose]:visible").first.click()
        page.locator(".modal [name=motivation] textarea").fill("Pernah menyusun standar layanan")
        self.photograph(page, "proposal")
        page.locator(".modal footer button.btn-primary:visible, .modal .o_form_button_save:visible").first.click()
        page.locator(".modal").wait_for(state="detached")
        settle(page)

    def leader_makes_the_notes(self, page):
        open_page(page, f"/odoo/flexible.work.team/{self.team.id}")
        page.locator("button[name=action_note_contributions]:visible").first.click()
        page.locator(".modal button[name=action_make]").click()
        page.locator(".modal").wait_for(state="detached")
        settle(page)

    def leader_notes(self, page, note):
        open_page(page, f"/odoo/flexible.work.contribution/{note.id}")
        page.locator(".o_field_widget[name=note] textarea").fill("Menyusun dua standar layanan, dipakai sejak Januari.")
        page.locator("button[name=action_submit]:visible").first.click()
        page.locator("button[name=action_submit]").wait_for(state="detached")
        settle(page)
        self.photograph(page, "note")

    def press(self, page, path, button):
        open_page(page, path)
        page.locator(f"button[name={button}]:visible").first.click()
        page.locator(f"button[name={button}]").wait_for(state="detached")
        settle(page)
        self.photograph(page, button)

    # ------------------------------------------------------------ helpers
    def state_of(self, record):
        record.invalidate_recordset()
        return record.state

    def photograph(self, page, name):
        settle(page)
        self.assertEqual(serious(page), [], name)
        if SCREENSHOTS:
            page.screenshot(path=Path(SCREENSHOTS) / f"team-{name}.png")
