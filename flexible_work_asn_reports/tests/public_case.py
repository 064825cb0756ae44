"""A small regional government that tells the public about its services."""

from datetime import datetime

from odoo.addons.flexible_work_asn.tests.common import FlexibleWorkCase

#: 10:00 on Thursday, 15 January 2026 in Ternate
TEN = datetime(2026, 1, 15, 1, 0)


class PublicCase(FlexibleWorkCase):
    """Dukcapil in Ternate, open Monday to Thursday 08:00–15:00 and Friday 08:00–11:30; an emergency room."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # the pages of other regional governments of the database would be listed beside it
        cls.env["res.company"].search([("id", "!=", cls.company.id)]).flexible_work_public_page = False
        cls.company.flexible_work_public_complaint = "SP4N-LAPOR!: lapor.go.id"
        cls.office = cls.env["res.partner"].create(
            {
                "name": "Kantor Dukcapil",
                "is_company": True,
                "street": "Jalan Pahlawan Revolusi",
                "city": "Ternate",
                "company_id": cls.company.id,
            }
        )
        cls.site = cls._create_site("Kantor Dukcapil", is_located=True, latitude=0.7881, longitude=127.3772)
        cls.dukcapil = cls._create_unit(
            "Dinas Kependudukan dan Pencatatan Sipil",
            is_opd=True,
            service_category_id=cls.env.ref("flexible_work_asn.category_civil_registration").id,
            site_ids=[(6, 0, cls.site.ids)],
            complaint_channels="Tatap muka di loket 1",
        )
        cls.counter = cls._create_service(
            "KTP elektronik",
            cls.dukcapil,
            hours_ids=[
                (0, 0, {"weekday": str(day), "hour_from": 8, "hour_to": 15 if day < 4 else 11.5}) for day in range(5)
            ],
        )
        cls.emergency = cls._create_service("Gawat darurat", cls.dinkes, around_the_clock=True)

    @classmethod
    def _create_site(cls, name, **values):
        return cls.env["hr.work.location"].create(
            {"name": name, "address_id": cls.office.id, "company_id": cls.company.id, **values}
        )

    @classmethod
    def _create_service(cls, name, unit, **values):
        return cls.env["flexible.work.public.service"].create({"name": name, "department_id": unit.id, **values})
