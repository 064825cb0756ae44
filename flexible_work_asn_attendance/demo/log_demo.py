import random
from datetime import timedelta

from odoo import api, models

from odoo.addons.flexible_work_asn.local_time import at_hour, to_utc

from .flexible_work_demo import LANGUAGE, LOGINS

#: what people of a communications office do at home: activity, target, output, quantity, unit of output
WORK = [
    ("Menyusun konsep siaran pers", "2 naskah", "Siaran pers kegiatan wali kota", 2, "naskah"),
    ("Memperbarui konten laman pemerintah kota", "5 berita", "Berita terbit di laman", 5, "berita"),
    ("Memeriksa catatan peladen dan cadangan data", "1 laporan", "Laporan pemeriksaan peladen", 1, "laporan"),
    ("Mengolah data pengaduan SP4N-LAPOR!", "10 pengaduan", "Pengaduan ditindaklanjuti", 10, "pengaduan"),
    ("Menyusun kerangka acuan kerja jaringan intra", "1 dokumen", "Kerangka acuan kerja bab I–II", 1, "dokumen"),
    ("Rapat daring pembahasan SPBE", "1 notula", "Notula rapat", 1, "notula"),
    ("Menguji aplikasi layanan kelurahan", "1 laporan", "Daftar temuan pengujian", 12, "temuan"),
]
REASON = "Lampirkan notula atau tautan hasil kerja, lalu laporkan kembali."


class FlexibleWorkDemo(models.AbstractModel):
    """Daily reports, calls and a warning of the logins' OPD in the last week."""

    _inherit = "flexible.work.demo"

    @api.model
    def _load_reports(self):
        """Whoever worked away has reported; the last reports wait; one person did not answer twice."""
        self = self.with_context(lang=LANGUAGE, tracking_disable=True, mail_notrack=True)
        company = self._company()
        self.env["flexible.work.circular"]._binding_between(company, self._today(), False).log_required = True
        days = self.env["flexible.work.day"].search(
            [
                ("opd_id", "=", self._own_unit().id),
                ("date", "<", self._today()),
                ("mode", "in", ("wfh", "wfa")),
                ("status", "=", "present"),
            ],
            order="date, employee_id",
        )
        last = max(days.mapped("date"), default=None)
        for day in days:
            self._write_report(day, waits=day.date == last)
        self._call_people(days.filtered(lambda day: day.date == last))

    @api.model
    def _write_report(self, day, waits):
        draw = random.Random(f"report {day.employee_id.nip} {day.date}")
        if draw.random() < 0.06 and day.employee_id.user_id.login not in LOGINS:
            return
        work = draw.sample(WORK, draw.choice((2, 2, 3)))
        hours = [(7.5, 10.0), (10.0, 12.0), (13.0, 15.5)]
        log = self.env["flexible.work.log"].create(
            {
                "employee_id": day.employee_id.id,
                "date": day.date,
                "line_ids": [
                    (
                        0,
                        0,
                        {
                            "name": name,
                            "target": target,
                            "output": output,
                            "quantity": quantity,
                            "unit": unit,
                            "hour_from": begins,
                            "hour_to": ends,
                            "sequence": 10 * number,
                            "evidence_url": f"https://berkas.ternate.example/{draw.randint(10_000, 99_999)}",
                        },
                    )
                    for number, ((name, target, output, quantity, unit), (begins, ends)) in enumerate(
                        zip(work, hours), 1
                    )
                ],
            }
        )
        late = draw.random() < 0.05
        reported = self._moment(day.date, 31.0 if late else 15.4 + draw.random())
        values = {
            "state": "reported",
            "planned_ahead": draw.random() < 0.8,
            "reported_at": reported,
            "reported_late": late,
            "decide_until": log._decide_until(reported, day.tz),
        }
        head = day.department_id.opd_id.manager_id.user_id
        if not waits and head != day.employee_id.user_id:
            returned = draw.random() < 0.06
            values |= {
                "state": "returned" if returned else "approved",
                "decided_by_id": head.id,
                "decided_at": self._moment(day.date, 32.5),
                "decision_reason": REASON if returned else False,
            }
        log.write(values)

    @api.model
    def _call_people(self, days):
        """The head called three people: two answered, one did not, twice, which proposes a warning."""
        head = self._own_unit().manager_id
        others = days.filtered(
            lambda day: day.employee_id != head and day.employee_id.user_id.login not in LOGINS and not day.segments
        )
        calls = []
        for day, minutes in zip(others[:3], ((2,), (7,), (None, None))):
            for number, wait in enumerate(minutes):
                called = to_utc(at_hour(day.date, 9.25 + number / 2), day.tz)
                calls.append(
                    {
                        "employee_id": day.employee_id.id,
                        "kind": "app" if number == 0 else "call",
                        "called_at": called,
                        "called_by_id": head.user_id.id,
                        "answered_at": wait and called + timedelta(minutes=wait),
                    }
                )
        self.env["flexible.work.contact"].create(calls)
