from odoo import api, models

from ..words import LANGUAGE

ADDRESSEE = "Gubernur Maluku Utara\nmelalui Kepala BKD Provinsi Maluku Utara\ndi Sofifi"
FOLLOW_UP = (
    "Atasan langsung memverifikasi presensi WFH/WFA paling lambat pada hari kerja berikutnya.\n"
    "BKPSDM mengingatkan perangkat daerah yang laporan hariannya belum lengkap."
)


class FlexibleWorkDemo(models.AbstractModel):
    """Last month's recapitulation: made and counted as by the nightly job, confirmed by BKPSDM."""

    _inherit = "flexible.work.demo"

    @api.model
    def _load_months(self):
        company = self._company()
        governor = self.env.ref("flexible_work_asn_reports.partner_governor")
        company.flexible_work_month_recipient_ids = governor
        months = self.env["flexible.work.month"].with_company(company).with_context(lang=LANGUAGE)
        month = months.sudo()._open_last_month(company)
        if not month:
            return
        month.write({"addressee": ADDRESSEE, "follow_up": FOLLOW_UP, "number": "800.1.11/121/BKPSDM"})
        if not month.open_days:
            bkpsdm = self.env.ref("flexible_work_asn.user_bkpsdm")
            month.sudo(False).with_user(bkpsdm).with_context(tracking_disable=True).action_confirm()
