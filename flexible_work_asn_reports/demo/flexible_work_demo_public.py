from odoo import api, models

from ..words import LANGUAGE

#: what visitors read who do not read Indonesian
ENGLISH = {
    "ktp": "Identity cards and family cards",
    "akta": "Birth and death certificates",
    "izin": "Public Service Mall: business licences",
    "pkm_siko": "Siko health centre: outpatients",
    "pkm_siko_igd": "Siko health centre: emergencies",
    "damkar": "Fire and rescue",
    "bpbd": "Disaster operations centre",
    "pajak": "Local taxes and fees",
    "kec_tengah": "Ternate Tengah district: one-stop counter",
    "kec_selatan": "Ternate Selatan district: one-stop counter",
    "pasar": "Bahari Berkesan market",
    "perpustakaan": "Public library",
}


class FlexibleWorkDemo(models.AbstractModel):
    """Public services of the demonstration: their English names, and what is otherwise in these days."""

    _inherit = "flexible.work.demo"

    @api.model
    def _load_public_services(self):
        """A counter that moves for two working days, and another that is closed on one to come."""
        services = {name: self.env.ref(f"flexible_work_asn_reports.public_service_{name}") for name in ENGLISH}
        for name, service in services.items():
            indonesian = service.name
            service.with_context(lang="en_US").name = ENGLISH[name]
            service.with_context(lang=LANGUAGE).name = indonesian
        self.env["flexible.work.public.service.change"].create(
            [
                {
                    "service_id": services["akta"].id,
                    "date_from": self._working_day(1),
                    "date_to": self._working_day(2),
                    "kind": "moved",
                    "location_id": self.env.ref("flexible_work_asn.site_kec_tengah").id,
                    "notice": "Loket keliling akta di Kecamatan Ternate Tengah",
                },
                {
                    "service_id": services["izin"].id,
                    "date_from": self._working_day(4),
                    "date_to": self._working_day(4),
                    "kind": "closed",
                    "notice": "Pemeliharaan jaringan; pendaftaran daring tetap dapat dilakukan",
                },
            ]
        )
