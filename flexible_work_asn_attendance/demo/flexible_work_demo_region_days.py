from datetime import timedelta

from odoo import api, fields, models

from odoo.addons.flexible_work_asn.demo.regions import REGIONS

from ..models.flexible_work_apel_schedule import WEEKDAYS
from .flexible_work_demo import _is_login

PAST_DAYS = 3
#: Bolaang Mongondow Selatan: virtual apel morning and afternoon on the days away, a joint one on Wednesday
APEL = (
    {"kind": "morning", "monday": True, "tuesday": True},
    {"kind": "afternoon", "monday": True, "tuesday": True, "hour_from": 15.75, "hour_late": 16.0, "hour_to": 16.25},
    {"kind": "joint", "audience": "all", "wednesday": True},
)


class FlexibleWorkDemo(models.AbstractModel):
    """The last days of the other four regions, lived through as those of Ternate are."""

    _inherit = "flexible.work.demo"

    @api.model
    def _load_region_days(self):
        now = fields.Datetime.now()
        for key in REGIONS:
            demo = self._for_region(key)
            company = demo._company()
            company.write(
                {
                    "attendance_from_systray": True,
                    "flexible_work_data_officer": f"Dinas Komunikasi dan Informatika, {company.city}",
                }
            )
            demo._set_first_screen(key, pegawai="today_action", kepala="flexible_work_day_action_morning")
            if key == "bolsel":
                demo._schedule_region_apel()
            for back in range(PAST_DAYS, 0, -1):
                demo._live_through(demo._today() - timedelta(days=back))
            demo.env["flexible.work.day"]._process_company(company, now)
            today = demo._days(demo._today())
            demo._check_in(today.filtered(lambda day: not _is_login(day)), until=now)
            demo.env["flexible.work.day"]._process_company(company, now)

    @api.model
    def _set_first_screen(self, key, **actions):
        """What the logins ``ROLE_REGION`` see first: external ids of actions of this addon, by role."""
        for role, name in actions.items():
            user = self.env["res.users"].search([("login", "=", f"{role}_{key}")])
            user.action_id = self.env.ref(f"flexible_work_asn_attendance.{name}").id

    @api.model
    def _schedule_region_apel(self):
        circular = self.env["flexible.work.circular"]._binding_between(self._company(), self._today(), False)[:1]
        self.env["flexible.work.apel.schedule"].create(
            [{"circular_id": circular.id, **dict.fromkeys(WEEKDAYS, False), **values} for values in APEL]
        )
