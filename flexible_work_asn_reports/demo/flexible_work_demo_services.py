import random
from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, models

from odoo.addons.flexible_work_asn.local_time import at_hour, to_utc

from ..figures.survey import ELEMENTS
from ..words import LANGUAGE

#: OPD with figures, and what each uses in an ordinary month: kWh, m³, GB, litres
CONSUMPTION = {
    "department_setda": (18200, 410, 900, 2600),
    "department_diskominfo": (9400, 95, 1500, 700),
    "department_bkpsdm": (5200, 80, 420, 520),
    "department_dinkes": (7600, 160, 380, 1400),
    "department_dukcapil": (6100, 110, 610, 480),
    "department_kec_utara": (2100, 45, 160, 310),
}
KINDS = ("electricity", "water", "internet", "fuel")
#: rupiah for one unit of each kind
PRICES = (1500, 9000, 1200, 10000)
#: months back from the one that is over, and what is used of an ordinary month since the circular
MONTHS, SINCE_CIRCULAR, SAVED = 14, 4, (0.84, 0.9, 0.97, 0.72)
#: OPD that stay on site save nothing
ON_SITE = {"department_dinkes", "department_dukcapil", "department_kec_utara"}

LAST_TOLD = "Petugas sudah menjelaskan dan permohonan diselesaikan pada hari yang sama."
#: subject, unit, channel, working day it came (0: the last one), hours until the answer (None: it waits), answer
COMPLAINTS = [
    ("Antrean KTP elektronik lebih dari dua jam", "department_dukcapil", "lapor", -18, 26, LAST_TOLD),
    (
        "Loket tutup sebelum jam layanan berakhir",
        "department_dukcapil",
        "direct",
        -16,
        3,
        "Jam layanan dipasang di loket.",
    ),
    (
        "Telepon layanan informasi tidak diangkat",
        "department_diskominfo",
        "lapor",
        -15,
        52,
        "Nomor piket sudah diganti.",
    ),
    ("Sampah di Pasar Gamalama belum diangkut", "department_dlh", "lapor", -14, 30, "Sampah diangkut sore harinya."),
    ("Obat diminta membeli di luar", "department_pkm_siko", "direct", -12, 2, "Stok obat sudah ditambah."),
    (
        "Izin usaha belum terbit setelah sepekan",
        "department_dpmptsp",
        "lapor",
        -11,
        190,
        "Izin terbit, pemohon dihubungi.",
    ),
    ("Lampu jalan padam di Kelurahan Kalumata", "department_dishub", "phone", -10, 49, "Lampu diganti."),
    ("Surat keterangan domisili harus kembali dua kali", "department_kel_kalumata", "direct", -8, 4, LAST_TOLD),
    ("Pejabat yang menandatangani tidak di tempat", "department_setda_organisasi", "lapor", -7, 28, "Plh ditunjuk."),
    ("Laman informasi publik tidak dapat dibuka", "department_diskominfo", "lapor", -9, None, None),
    ("Jalan berlubang di depan sekolah", "department_pupr", "lapor", -3, None, None),
    ("Kursi tunggu di loket kurang", "department_dukcapil", "direct", -2, None, None),
    ("Permohonan data tidak dijawab", "department_diskominfo", "phone", -1, None, None),
]
#: working days with answers to the survey, and the weights of 1 to 4
SURVEYED, WEIGHTS = 30, (2, 9, 52, 37)


class FlexibleWorkDemo(models.AbstractModel):
    """What units used and paid, what citizens complained about, and what they think of the services."""

    _inherit = "flexible.work.demo"

    @api.model
    def _load_ledger(self):
        """Fourteen months, so that each month since the circular has the same one of last year beside it."""
        rupiah = self.env.ref("base.IDR")
        rupiah.active = True
        self._company().currency_id = rupiah
        rng, first = random.Random(14), self._today().replace(day=1)
        rows = []
        for name, usual in CONSUMPTION.items():
            for back in range(1, MONTHS + 1):
                for kind, used, price, saved in zip(KINDS, usual, PRICES, SAVED, strict=True):
                    share = saved if back <= SINCE_CIRCULAR and name not in ON_SITE else 1.0
                    quantity = round(used * share * rng.uniform(0.95, 1.05))
                    rows.append(
                        {
                            "department_id": self._unit(name).id,
                            "month": first - relativedelta(months=back),
                            "kind": kind,
                            "quantity": quantity,
                            "amount": quantity * price,
                        }
                    )
        self.env["flexible.work.ledger"].with_context(tracking_disable=True).create(rows)

    @api.model
    def _load_complaints(self):
        """Most are answered, one late; four wait, one of them for too long."""
        # no mail leaves the house while addons are being installed
        quiet = {"tracking_disable": True, "mail_activity_quick_update": True, "lang": LANGUAGE}
        complaints = self.env["flexible.work.complaint"].with_context(**quiet)
        tz = self._company()._flexible_work_tz()
        for number, (subject, unit, channel, offset, hours, answer) in enumerate(COMPLAINTS):
            received = to_utc(at_hour(self._working_day(offset), 8.5 + number % 5), tz)
            complaint = complaints.create(
                {
                    "name": subject,
                    "department_id": self._unit(unit).id,
                    "company_id": self._company().id,
                    "channel": channel,
                    "received_at": received,
                    "reference": f"{7400000 + 137 * number}" if channel == "lapor" else False,
                }
            )
            if answer:
                complaint.write({"answer": answer, "answered_at": received + timedelta(hours=hours)})
                complaint.action_answer()

    @api.model
    def _load_survey_answers(self):
        """A few answers a day about each service of the demonstration."""
        rng = random.Random(9)
        services = self.env["flexible.work.public.service"].search([("company_id", "=", self._company().id)])
        self.env["flexible.work.survey.answer"].create(
            [
                {
                    "company_id": service.company_id.id,
                    "service_id": service.id,
                    "department_id": service.department_id.id,
                    "date": self._working_day(-offset),
                    **dict(zip(ELEMENTS, rng.choices((1, 2, 3, 4), WEIGHTS, k=len(ELEMENTS)), strict=True)),
                }
                for service in services
                for offset in range(SURVEYED)
                for _citizen in range(rng.choice((0, 1, 1, 2)))
            ]
        )
