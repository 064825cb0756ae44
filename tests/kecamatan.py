"""A kecamatan short of one person at its counter, and an OPD that has one: for browsers."""

import os
from contextlib import contextmanager
from pathlib import Path

from freezegun.api import freeze_time

from odoo.tests import HttpCase

from odoo.addons.flexible_work_asn.tests.common import FlexibleWorkCase

from .accessibility import serious
from .browser import open_browser, settle

#: of the kecamatan's office
THERE = (0.7512, 127.3301)
ADDONS = ["flexible_work_asn", "flexible_work_asn_attendance", "flexible_work_asn_reports"]
#: where to keep what the screens looked like, for whoever wants to see them
SCREENSHOTS = os.environ.get("SCREENSHOTS")


class KecamatanCase(FlexibleWorkCase, HttpCase):
    #: how the names of pictures begin
    pictures = "placement"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("id_ID")
        cls.env["ir.module.module"]._load_module_terms(ADDONS, ["id_ID"])
        cls._create_circular()
        cls.bkpsdm = cls._create_user("bkpsdm", "flexible_work_asn.group_bkpsdm")
        cls._create_kecamatan()
        cls.staff.write({"competence_ids": cls.counter_clerk.ids, "residence_area_id": cls.area.id})
        for number in range(1, 5):
            cls._create_employee(f"Pegawai {number}", cls.bidang)
        cls._speak_indonesian(cls.head.user_id | cls.staff.user_id | cls.camat.user_id | cls.bkpsdm)

    @classmethod
    def _speak_indonesian(cls, users):
        users.write({"lang": "id_ID", "tz": "Asia/Jayapura", "odoobot_state": "disabled"})

    @classmethod
    def _create_kecamatan(cls):
        """A kecamatan that needs two people at its counter and has one."""
        cls.area = cls.env["flexible.work.area"].create({"name": "Pulau Ternate", "company_id": cls.company.id})
        cls.counter_clerk = cls.env["flexible.work.competence"].create(
            {"name": "Petugas loket", "company_id": cls.company.id}
        )
        site = cls.env["hr.work.location"].create(
            {
                "name": "Kantor Camat",
                "company_id": cls.company.id,
                "address_id": cls.company.partner_id.id,
                "is_located": True,
                "latitude": THERE[0],
                "longitude": THERE[1],
            }
        )
        cls.kecamatan = cls._create_unit(
            "Kecamatan Pulau Ternate",
            is_opd=True,
            area_id=cls.area.id,
            site_ids=[(6, 0, site.ids)],
            service_category_id=cls.env.ref("flexible_work_asn.category_district").id,
        )
        cls.camat = cls._create_employee("Camat", cls.kecamatan, "camat", user="camat")
        cls.kecamatan.manager_id = cls.camat
        cls.camat.user_id.group_ids |= cls.env.ref("flexible_work_asn.group_head")
        cls._create_employee("Petugas", cls.kecamatan, competence_ids=cls.counter_clerk.ids)
        cls.service = cls.env["flexible.work.service"].create(
            {
                "name": "Pengantar KTP",
                "department_id": cls.kecamatan.id,
                "competence_id": cls.counter_clerk.id,
                "volume": 10_000,
                "norm_minutes": 15,  # two people of 75,000 minutes
            }
        )

    # ------------------------------------------------------------ helpers
    @contextmanager
    def at(self, moment):
        """A browser at a moment of the server's clock, with that day's rows."""
        with freeze_time(moment, tick=True, real_asyncio=True):
            self.env["flexible.work.day"]._process_company(self.company)
            self.env.flush_all()
            with self.allow_requests(all_requests=True), open_browser(self.base_url(), self) as browser:
                yield browser

    def photograph(self, page, name):
        settle(page)
        self.assertEqual(serious(page), [], name)
        if SCREENSHOTS:
            page.screenshot(path=Path(SCREENSHOTS) / f"{self.pictures}-{name}.png")
