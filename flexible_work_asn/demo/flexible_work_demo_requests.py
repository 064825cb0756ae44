from datetime import timedelta

from odoo import api, models

#: a demonstration file; what it says is invented
EVIDENCE = b"Pemberitahuan pemeliharaan jaringan di ruang kerja Bidang Aptika, Senin pukul 08.00 sampai selesai.\n"


class FlexibleWorkDemo(models.AbstractModel):
    """Requests, an acting head and an assignment, each through the buttons of those who would press them."""

    _inherit = "flexible.work.demo"

    @api.model
    def _load_requests(self):
        """One request that waits for the login ``kepala``, one approved, a Plh next week, an assignment."""
        demo = self.with_context(mail_activity_quick_update=True, lang="id_ID")
        # there is no mail server in a demonstration: messages wait in the inbox
        users = self.env["res.users"].search([("company_id", "=", self._company().id), ("share", "=", False)])
        users.notification_type = "inbox"
        demo._load_waiting_request()
        demo._load_approved_request()
        demo._load_acting_head()
        demo._load_assignment()

    @api.model
    def _next_monday(self, weeks=0):
        """The Monday after next, so that every window of days before it is kept; a working day."""
        holidays = self._holidays()
        monday = self._today() + timedelta(days=14 - self._today().weekday(), weeks=weeks)
        while monday in holidays:
            monday += timedelta(weeks=1)
        return monday

    def _ask(self, login, employee, **values):
        user = self.env.ref(f"flexible_work_asn.user_{login}")
        request = (
            self.env["flexible.work.request"]
            .with_user(user)
            .create({"employee_id": self.env.ref(f"flexible_work_asn.{employee}").id, **values})
        )
        request.evidence_ids = (
            self.env["ir.attachment"]
            .with_user(user)
            .create({"name": "Pemberitahuan.txt", "raw": EVIDENCE, "res_model": request._name})
        )
        request.action_submit()
        return request

    @api.model
    def _load_waiting_request(self):
        self._ask(
            "pegawai",
            "employee_pegawai",
            date_from=self._next_monday(),
            mode="wfh",
            reason="Ruang kerja ditutup untuk pemeliharaan jaringan.",
            work_plan="Dokumentasi API layanan e-Kinerja: 12 halaman; perbaikan 5 laporan gangguan.",
        )

    @api.model
    def _load_approved_request(self):
        request = self._ask(
            "bkpsdm",
            "employee_diskominfo_aptika_03",
            date_from=self._next_monday(),
            mode="wfa",
            place="Pusat Data Provinsi, Sofifi",
            reason="Pemindahan server bersama tim provinsi.",
            work_plan="Dua server dipindahkan dan diuji; satu berita acara.",
        )
        request.with_user(self.env.ref("flexible_work_asn.user_kepala")).action_approve()

    @api.model
    def _load_acting_head(self):
        """The secretary acts while the head travels; without an account he could not."""
        secretary = self.env.ref("flexible_work_asn.employee_diskominfo_sekretariat_head")
        self._create_own_user(secretary)
        self.env["flexible.work.delegation"].with_user(self.env.ref("flexible_work_asn.user_kepala")).create(
            {
                "department_id": self.env.ref("flexible_work_asn.department_diskominfo").id,
                "employee_id": secretary.id,
                "date_from": self._next_monday(),
                "date_to": self._next_monday() + timedelta(days=2),
                "letter_number": "800.1.11.1/45/2026",
            }
        )

    @api.model
    def _create_own_user(self, employee):
        """An account without any group of this addon, where the person has none; the login is the NIP."""
        employee.user_id = employee.user_id or self.env["res.users"].with_context(no_reset_password=True).create(
            {
                "name": employee.name,
                "login": employee.nip,
                "email": employee.work_email,
                "lang": "id_ID",
                "tz": "Asia/Jayapura",
                "company_id": self._company().id,
                "company_ids": self._company().ids,
                "group_ids": self.env.ref("base.group_user").ids,
                "notification_type": "inbox",
            }
        )

    @api.model
    def _load_assignment(self):
        """Help at the counter of a kecamatan for a month: released, accepted, in force. A second one waits."""
        kecamatan = self.env.ref("flexible_work_asn.department_kec_selatan")
        assignment = self.env["flexible.work.assignment"].create(
            {
                "employee_id": self.env.ref("flexible_work_asn.employee_diskominfo_aptika_06").id,
                "department_to_id": kecamatan.id,
                "role": "Operator komputer loket PATEN",
                "task": "Perekaman permohonan PATEN dan pendampingan petugas loket.",
                "date_from": self._next_monday(),
                "date_to": self._next_monday() + timedelta(days=28),
                "letter_number": "800.1.11.1/112/2026",
            }
        )
        assignment.with_user(self.env.ref("flexible_work_asn.user_kepala")).action_release()
        assignment.with_user(kecamatan.manager_id.user_id).action_accept()
        # another one for two days a week, which the head of the unit of the post has still to release
        self.env["flexible.work.assignment"].create(
            {
                "employee_id": self.env.ref("flexible_work_asn.employee_diskominfo_aptika_05").id,
                "department_to_id": kecamatan.id,
                "role": "Pendamping layanan digital",
                "task": "Membuka loket daring PATEN pada hari pasar.",
                "date_from": self._next_monday(),
                "date_to": self._next_monday() + timedelta(days=60),
                "letter_number": "800.1.11.1/118/2026",
                **dict.fromkeys(("monday", "wednesday", "friday", "saturday", "sunday"), False),
            }
        )
