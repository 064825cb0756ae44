"""A regional government for tests of what happens at the same moment, by the clock of this very moment."""

import uuid

from odoo import fields

from odoo.addons.flexible_work_asn.local_time import to_local
from odoo.addons.flexible_work_asn.tests.committed import CommittedCase

#: one in which the local date does not change within the next hours
ZONES = ("Asia/Jayapura", "Europe/Berlin", "America/New_York")


class CommittedRegion(CommittedCase):
    """One OPD and its people, in the database for as long as the class runs; each test begins without days.

    They work on every day of the week and nearly all day, so that it does not matter when the tests run.
    """

    people = 24

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with cls._env() as env:
            tz = next(tz for tz in ZONES if 4 <= to_local(fields.Datetime.now(), tz).hour < 21)
            all_day = {"hour_from": 0.5, "hour_to": 23.5, "day_period": "morning"}
            week = [(0, 0, {"name": str(n), "dayofweek": str(n), **all_day}) for n in range(7)]
            calendar = env["resource.calendar"].create({"name": "Bersamaan", "tz": tz, "attendance_ids": week})
            company = env["res.company"].create(
                {"name": f"Kota Bersamaan {uuid.uuid4()}", "resource_calendar_id": calendar.id}
            )
            calendar.company_id = company
            unit = env["hr.department"].create({"name": "Dinas Bersamaan", "company_id": company.id, "is_opd": True})
            employees = env["hr.employee"].create(
                [
                    {
                        "name": f"Bersamaan {number}",
                        "company_id": company.id,
                        "department_id": unit.id,
                        "resource_calendar_id": calendar.id,
                        "date_version": "2025-01-01",
                        **cls._of_person(company, number),
                    }
                    for number in range(cls.people)
                ]
            )
            cls.company_id, cls.calendar_id, cls.unit_id = company.id, calendar.id, unit.id
            cls.user_ids, cls.employee_ids = employees.user_id.ids, employees.ids

    @classmethod
    def _of_person(cls, company, number):
        """More values of one of the employees."""
        return {}

    @classmethod
    def _remove(cls):
        if not hasattr(cls, "employee_ids"):
            return
        cls._forget_days()
        with cls._env() as env:
            env["hr.employee"].browse(cls.employee_ids).unlink()
            users = env["res.users"].browse(cls.user_ids)
            partners = users.partner_id
            users.unlink()
            partners.unlink()
            env["hr.department"].browse(cls.unit_id).unlink()
            env["res.company"].browse(cls.company_id).resource_calendar_id = False
            env["resource.calendar"].browse(cls.calendar_id).unlink()
            # journals of its own and the like may keep a company: it is out of sight then
            env["res.company"].browse(cls.company_id).active = False

    @classmethod
    def _forget_days(cls):
        with cls._env() as env:
            for table in ("hr_attendance", "flexible_work_day"):
                env.cr.execute(f"DELETE FROM {table} WHERE employee_id = ANY(%s)", [cls.employee_ids])
            env["res.company"].browse(cls.company_id).flexible_work_opened_on = False

    def setUp(self):
        super().setUp()
        self._forget_days()
