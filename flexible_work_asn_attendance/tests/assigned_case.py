from odoo.addons.flexible_work_asn.tests.common import THURSDAY

from .common import AttendanceCase

#: the kecamatan office, about 7 km from Diskominfo
HOST_OFFICE = (0.8493, 127.3642)


class AssignedCase(AttendanceCase):
    """An employee of Diskominfo is assigned to a kecamatan: it stays on site, and its camat and office are others."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_one_user_of_each_role()
        cls.kecamatan = cls._create_unit("Kecamatan Ternate Utara", is_opd=True, flexible_exempt="exempt")
        cls.camat = cls._create_employee("Camat", cls.kecamatan, "camat", user="camat")
        cls.camat.user_id.group_ids |= cls.env.ref("flexible_work_asn.group_head")
        cls.kecamatan.manager_id = cls.camat
        cls.user["host_head"] = cls.camat.user_id
        cls.host_site = cls._create_site("Kantor Kecamatan", HOST_OFFICE)
        cls.kecamatan.site_ids = cls.host_site

    @classmethod
    def _create_site(cls, name, where):
        return cls.env["hr.work.location"].create(
            {
                "name": name,
                "company_id": cls.company.id,
                "address_id": cls.env["res.partner"].create({"name": name}).id,
                "latitude": where[0],
                "longitude": where[1],
                "is_located": True,
                "radius": 100,
            }
        )

    def assign(self, employee=None, first=THURSDAY, last=THURSDAY, **values):
        """An assignment to the kecamatan that both sides have approved."""
        assignment = self.env["flexible.work.assignment"].create(
            {
                "employee_id": (employee or self.staff).id,
                "department_to_id": self.kecamatan.id,
                "date_from": first,
                "date_to": last,
                "task": "Loket PATEN",
                "letter_number": "800/1/2026",
                **values,
            }
        )
        assignment._approve_side("from")
        assignment._approve_side("to")
        return assignment
