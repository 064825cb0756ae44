import random
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

from odoo.addons.flexible_work_asn.demo.flexible_work_demo import LOGINS

LANGUAGE = "id_ID"
BANDS = (("1", 1, 30, 0.5), ("2", 31, 60, 1.0), ("3", 61, 90, 1.5), ("4", 91, 0, 2.0))
#: days of the month on which some people were absent: one of them reaches a step, one comes near
ABSENT = ({3, 4, 10, 17}, {5, 12})


class FlexibleWorkDemo(models.AbstractModel):
    """Last month of the OPD of the logins: its days, its TPP sheet, and the cases of discipline that follow."""

    _inherit = "flexible.work.demo"

    @api.model
    def _load_tpp(self):
        self = self.with_context(lang=LANGUAGE, tracking_disable=True)
        # what is noted on the cases names the steps: their names are needed in Indonesian by now
        addon = self.env["ir.module.module"].search([("name", "=", "flexible_work_asn_attendance")])
        addon._update_translations([LANGUAGE])
        company = self._company()
        last = self._today().replace(day=1) - timedelta(days=1)
        first = last.replace(day=1)
        self._create_tpp_scheme(company, first)
        self._create_closed_days(first, last)
        sheets = self.env["flexible.work.tpp.sheet"]._make_month(company, first)
        own = sheets.filtered(lambda sheet: sheet.department_id == self._own_unit())
        own.with_user(self.env.ref("flexible_work_asn.user_kepala")).action_check()
        for year in sorted({first.year, self._today().year}):
            self.env["flexible.work.discipline.case"].sudo()._count_year(company, year, self._today())

    @api.model
    def _create_tpp_scheme(self, company, first):
        lines = [
            {"kind": "absent", "percent": 4.0},
            *(
                {
                    "kind": kind,
                    "code": code + number,
                    "minutes_from": minutes_from,
                    "minutes_to": minutes_to,
                    "percent": percent,
                }
                for kind, code in (("late", "TL"), ("early", "PSW"))
                for number, minutes_from, minutes_to, percent in BANDS
            ),
            {"kind": "missed_apel_morning", "percent": 0.5},
        ]
        scheme = self.env["flexible.work.tpp.scheme"].create(
            {
                "name": "Contoh tabel pemotongan TPP",
                "legal_basis": "Contoh: Peraturan Wali Kota Ternate (diisi sesuai ketentuan)",
                "company_id": company.id,
                "date_from": first.replace(month=1),
                "line_ids": [Command.create(line) for line in lines],
            }
        )
        scheme.action_enact()

    @api.model
    def _create_closed_days(self, first, last):
        own = self._own_unit()
        people = self.env["hr.employee"].search([("department_id", "child_of", own.id), ("nip", "!=", False)])
        absent = dict(zip(people.filtered(lambda one: one.user_id.login not in LOGINS).ids, ABSENT, strict=False))
        dates = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        days = self.env["flexible.work.day"].sudo()
        # early in a month its last week has been lived through already
        there = {
            (day.employee_id, day.date)
            for day in days.search([("employee_id", "in", people.ids), ("date", ">=", first), ("date", "<=", last)])
        }
        days.create(
            [
                self._closed_day(employee, date, date.day in absent.get(employee.id, ()))
                for employee in people
                for date in dates
                if date.weekday() < 5 and (employee, date) not in there
            ]
        )

    @api.model
    def _closed_day(self, employee, date, absent):
        draw = random.Random(f"tpp {employee.nip} {date}")
        late = draw.random() < 0.06 and not absent
        early = draw.random() < 0.03 and not absent
        return {
            "employee_id": employee.id,
            "date": date,
            "company_id": employee.company_id.id,
            "department_id": employee.department_id.id,
            "opd_id": self._own_unit().id,
            "tz": employee.company_id._flexible_work_tz(),
            "asn_kind": employee.asn_kind,
            "mode": "wfh" if date.weekday() == 3 else "wfo",
            "source": "rule" if date.weekday() == 3 else "default",
            "hour_from": 7.5,
            "hour_to": 16.0,
            "status": "absent" if absent else "present",
            "late_minutes": draw.choice((4, 12, 25, 47, 95)) if late else 0,
            "early_minutes": draw.choice((10, 40)) if early else 0,
            "verification": "none" if absent else "verified",
            "verified_at": False if absent else fields.Datetime.to_datetime(date),
            "state": "closed",
        }
