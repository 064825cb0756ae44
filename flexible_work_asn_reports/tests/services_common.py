"""A regional government with public services and day rows, for the ledger, complaints and the survey."""

from datetime import datetime

from freezegun import freeze_time

from odoo.tests import tagged

from odoo.addons.flexible_work_asn.tests.common import MONDAY, THURSDAY, FlexibleWorkCase

#: Thursday 15 January 2026, 09:00 in Ternate (UTC+9), when the UTC date is the same; 00:30 UTC
NINE = datetime(2026, 1, 15, 0, 0)
#: 07:30 in Ternate: the UTC date is still Wednesday
HALF_PAST_SEVEN = datetime(2026, 1, 14, 22, 30)

__all__ = ["HALF_PAST_SEVEN", "MONDAY", "NINE", "THURSDAY", "ServicesCase"]


@tagged("-at_install", "post_install")
class ServicesCase(FlexibleWorkCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_one_user_of_each_role()
        cls.service = cls.env["flexible.work.public.service"].create(
            {"name": "Loket Informatika", "department_id": cls.bidang.id, "company_id": cls.company.id}
        )

    def at(self, moment):
        """The server's clock stands at ``moment`` (naive UTC)."""
        return freeze_time(moment)

    def as_role(self, records, role):
        return records.with_user(self.user[role]).with_context(allowed_company_ids=self.user[role].company_ids.ids)

    def add_days(self, unit, day, modes, status="present"):
        """One day row of a new person of ``unit`` for each of ``modes``."""
        for mode in modes:
            person = self._create_employee("Pegawai", unit)
            self.env["flexible.work.day"].sudo().create(
                {
                    "employee_id": person.id,
                    "company_id": unit.company_id.id,
                    "date": day,
                    "department_id": unit.id,
                    "mode": mode,
                    "status": status,
                    "tz": "Asia/Jayapura",
                }
            )
