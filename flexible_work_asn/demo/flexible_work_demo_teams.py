from dateutil.relativedelta import relativedelta

from odoo import api, models

#: result, indicator, target, counted in, realised so far
TARGETS = [
    ("Standar pelayanan izin di kecamatan", "Standar yang ditetapkan camat", 8, "dokumen", 5),
    ("Petugas loket PATEN dilatih", "Petugas yang lulus uji layanan", 24, "orang", 24),
    ("Izin terbit pada hari yang sama", "Bagian dari seluruh permohonan", 80, "persen", 46),
]
NOTES = {
    "employee_diskominfo_aptika_03": (
        "Menyusun modul permohonan daring untuk tiga jenis izin; dua sudah dipakai loket Ternate Selatan.",
        "above",
    ),
    "employee_diskominfo_sandi_02": (
        "Menguji keamanan pertukaran data dengan loket kecamatan; enam temuan, lima selesai.",
        "as",
    ),
}


class FlexibleWorkDemo(models.AbstractModel):
    """A team of three OPD at work, and one that takes proposals; each step by those who would take it."""

    _inherit = "flexible.work.demo"

    @api.model
    def _load_teams(self):
        demo = self.with_context(mail_activity_quick_update=True, lang="id_ID")
        team = demo._load_team_at_work()
        demo._load_members(team)
        demo._load_notes(team)
        demo._load_open_team()

    @api.model
    def _person(self, name):
        return self.env.ref(f"flexible_work_asn.employee_{name}")

    @api.model
    def _load_team_at_work(self):
        """Led by somebody without a group of Odoo; it works since the month before last."""
        leader = self._person("dpmptsp_04")
        self._create_own_user(leader)
        begin = self._today() + relativedelta(day=1, months=-2)
        team = self.env["flexible.work.team"].create(
            {
                "name": "Tim Percepatan Perizinan di Kecamatan",
                "department_id": self.env.ref("flexible_work_asn.department_dpmptsp").id,
                "leader_id": leader.id,
                "date_from": begin,
                "date_to": begin + relativedelta(months=8, days=-1),
                "task": "Delapan jenis izin terbit di loket PATEN kecamatan pada hari yang sama.",
                "letter_number": "800.1.11.1/97/2026",
                "open_to_proposals": True,
                "target_ids": [
                    (
                        0,
                        0,
                        {
                            "name": name,
                            "indicator": indicator,
                            "target": target,
                            "measure": measure,
                            "realised": realised,
                            "date_due": begin + relativedelta(months=6 + number, days=-1),
                        },
                    )
                    for number, (name, indicator, target, measure, realised) in enumerate(TARGETS)
                ],
            }
        )
        team.with_user(team.department_id.manager_id.user_id).action_start()
        self._name_records({"team_demo": team})
        return team

    @api.model
    def _load_members(self, team):
        """Three by appointment, one of them at the unit of the team; the login ``pegawai`` by own proposal."""
        leader = team.leader_id.user_id
        kepala = self.env.ref("flexible_work_asn.user_kepala")
        members = self.env["flexible.work.team.member"].with_user(leader)
        for name, role, share in (
            ("diskominfo_aptika_03", "Pengembang layanan daring", 30),
            ("diskominfo_sandi_02", "Penguji keamanan", 20),
        ):
            member = members.create(
                {"team_id": team.id, "employee_id": self._person(name).id, "role": role, "share": share}
            )
            member.with_user(kepala).action_release()
        at_host = members.create(
            {
                "team_id": team.id,
                "employee_id": self._person("dukcapil_03").id,
                "role": "Pemadanan NIK pemohon",
                "share": 100,
                "place": "host",
                "date_from": self._next_monday(),
            }
        )
        at_host.with_user(self._person("dukcapil_head").user_id).action_release()
        own = members.with_user(self.env.ref("flexible_work_asn.user_pegawai")).create(
            {
                "team_id": team.id,
                "employee_id": self._person("pegawai").id,
                "role": "Analis proses layanan",
                "share": 20,
                "date_from": self._next_monday(),
                "motivation": "Saya yang merawat API perizinan sejak 2023 dan pernah bertugas di loket.",
            }
        )
        own.with_user(leader).action_accept()

    @api.model
    def _load_notes(self, team):
        """Those of last month are written and submitted; the head of Diskominfo has taken one into account."""
        last = self._today() + relativedelta(day=1, days=-1)
        leader = team.leader_id.user_id
        notes = team.with_user(leader)._make_notes(last.replace(day=1), last)
        for note in notes:
            text, rating = NOTES[self._xml_name(note.sudo().employee_id)]
            note.write({"note": text, "rating": rating})
        notes.action_submit()
        team.contributions_asked_to = last
        kepala = self.env.ref("flexible_work_asn.user_kepala")
        taken = notes.filtered(lambda note: note.sudo().employee_id == self._person("diskominfo_sandi_02"))
        taken.with_user(kepala).action_take()

    @api.model
    def _xml_name(self, record):
        return record.get_external_id()[record.id].partition(".")[2]

    @api.model
    def _load_open_team(self):
        """It has not begun: its letter is being prepared, and employees may propose themselves."""
        begin = self._today() + relativedelta(day=1, months=1)
        team = self.env["flexible.work.team"].create(
            {
                "name": "Tim Satu Data Kota",
                "department_id": self.env.ref("flexible_work_asn.department_bappelitbangda").id,
                "leader_id": self._person("bappelitbangda_litbang_02").id,
                "date_from": begin,
                "date_to": begin + relativedelta(months=6, days=-1),
                "task": "Data layanan semua perangkat daerah dalam satu katalog yang dipakai bersama.",
                "open_to_proposals": True,
                "target_ids": [
                    (0, 0, {"name": "Katalog data layanan", "target": 120, "measure": "tabel"}),
                    (0, 0, {"name": "Perangkat daerah yang berbagi data", "target": 30, "measure": "OPD"}),
                ],
            }
        )
        self._name_records({"team_open_demo": team})
