from contextlib import contextmanager

from odoo import api, fields, models

from ..words import LANGUAGE

#: working days whose report has been sent; the last one before today is 0 (each PDF takes the browser two seconds)
REPORTED = (-2, -1, 0)
#: local hours of the morning
COUNT, SUBMIT, LATE, VERIFY, SEND = 8.25, 8.5, 9.2, 9.3, 9.4
#: an OPD that submits after the cut-off hour, and one that could not submit on one day
LATE_OPD = "department_disbud"
MISSING_OPD, MISSING_DAY = "department_kec_moti", -2
#: a day on which the mail server wanted to be asked twice
GREYLISTED, GREYLISTED_DAY = "451 4.7.1 Greylisted, try again later", -1
MISSING_REASON = "Jaringan telekomunikasi di Pulau Moti terganggu; angka menurut rekaman kehadiran."
#: OPD that have yet to submit today, that of the logins among them
WAITING_OPD = ("department_diskominfo", "department_disbud", "department_kec_moti", "department_dispora")


#: what the OPD say about people whom the report names, by kind
REASONS = {
    "absent": (
        "Belum ada kabar; atasan langsung menghubungi.",
        "Anak sakit, surat izin menyusul.",
        "Kapal dari Hiri tidak berlayar karena gelombang tinggi.",
        "Dipanggil atasan langsung untuk dimintai keterangan.",
    ),
    "pending": ("Dalam perjalanan, terjebak hujan.", "Belum ada kabar."),
    "breach": (
        "Mengantar berkas ke kantor kelurahan, langsung dari rumah.",
        "Pelayanan keliling; lokasi belum didaftarkan.",
        "Rapat di DPRD sebelum masuk kantor.",
    ),
}
#: units that must have so many of their people on site, in percent
MINIMA = {"department_dukcapil": 90, "department_damkar_operasi": 85}


class FlexibleWorkDemo(models.AbstractModel):
    """The daily reports of the last days: counted, submitted by the heads, verified and sent by BKPSDM."""

    _inherit = "flexible.work.demo"

    @api.model
    def _load_daily_reports(self):
        """Make the reports as the people in charge do. No mail leaves the house while addons are being installed."""
        # the words of the page; Odoo itself loads an addon's translations only after its demonstration data
        addon = self.env["ir.module.module"].search([("name", "=", "flexible_work_asn_reports")])
        addon._update_translations(LANGUAGE)
        mayor = self.env.ref("flexible_work_asn.user_walikota").partner_id
        self._company().flexible_work_report_recipient_ids = mayor
        for name, percent in MINIMA.items():
            self._unit(name).onsite_min_percent = percent
        for offset in REPORTED:
            self._report_past_day(offset)
        self._report_today()

    @api.model
    def _reports(self):
        """Reports as BKPSDM sees them."""
        bkpsdm = self.env.ref("flexible_work_asn.user_bkpsdm")
        model = self.env["flexible.work.report"].with_user(bkpsdm).with_company(self._company())
        return model.with_context(lang=LANGUAGE, tracking_disable=True)

    @api.model
    def _report_past_day(self, offset):
        date = self._working_day(offset)
        with self._clock(date, COUNT):
            number = f"800.1.11/{date:%j}/BKPSDM/{date:%Y}"
            report = self._reports().create({"date": date, "number": number, "recipient_ids": self._recipients()})
            report.action_count()
        late, missing = self._unit(LATE_OPD), self._unit(MISSING_OPD) if offset == MISSING_DAY else None
        with self._clock(date, SUBMIT):
            self._submit(report, lambda unit: unit not in (late, missing))
        with self._clock(date, LATE):
            self._submit(report, lambda unit: unit == late)
        with self._clock(date, VERIFY):
            report.action_verify(MISSING_REASON if missing else False)
        # where no PDF can be made, the visitor sends and is told why
        if self.env["ir.actions.report"].get_wkhtmltopdf_state() in ("ok", "workers"):
            with self._clock(date, SEND):
                self._deliver(report.sudo(), GREYLISTED if offset == GREYLISTED_DAY else None)

    @api.model
    def _deliver(self, report, first_answer=None):
        """Take the mails as delivered: none may leave, or stay in a queue, for people who do not exist.

        :param first_answer: what a mail server said that took them at the second attempt only
        """
        report._put_into_outbox(self.env.ref("flexible_work_asn.user_bkpsdm"))
        for delivery in report.delivery_ids:
            if first_answer:
                delivery._settle("failed", first_answer)
            delivery._settle("sent")
        report._finish_sending()
        for message in report.message_ids:
            message.date = message.create_date

    @api.model
    def _report_today(self):
        """Today's report once people are at work; the OPD of the logins is left to who tries it."""
        today, now = self._today(), fields.Datetime.now()
        if today != self._working_day(1) or now < self._moment(today, COUNT):
            return
        report = self._reports().create({"date": today, "recipient_ids": self._recipients()})
        report.action_count()
        waiting = {self._unit(name) for name in WAITING_OPD}
        self._submit(report, lambda unit: unit not in waiting)

    @api.model
    def _submit(self, report, chosen):
        """The heads of the ``chosen`` OPD submit what has just been counted, all of them at once."""
        for line in report.sudo().line_ids.filtered("must_submit"):
            unit = line.department_id
            if chosen(unit):
                self._give_reasons(line)
                head = unit.manager_id.user_id
                line.write({"state": "submitted", "submitted_by_id": head.id, "submitted_at": self.env.cr.now()})
        report._update_state()

    @api.model
    def _give_reasons(self, line):
        """What the operator writes; about every third person nothing is known, and an assignment says it itself."""
        for number, person in enumerate(line.person_ids.filtered(lambda person: person.kind in REASONS), line.id):
            words = REASONS[person.kind]
            if number % 3:
                person.reason = words[number % len(words)]

    @api.model
    def _recipients(self):
        return self._company().flexible_work_report_recipient_ids.ids

    @api.model
    def _unit(self, name):
        return self.env.ref(f"flexible_work_asn.{name}")

    @contextmanager
    def _clock(self, date, hour):
        """Let this transaction take place at a local hour of ``date``: the past is dated in the past."""
        cursor, moment = self.env.cr, self._moment(date, hour)
        before, cursor._now = cursor._now, moment
        try:
            yield
            self.env.flush_all()
        finally:
            cursor._now = before
