from datetime import timedelta

from odoo import api, models

#: the assignment began so many days ago, before all days of the demo, and goes on for so many
BEGAN, GOES_ON = 90, 25


class FlexibleWorkDemo(models.AbstractModel):
    """Somebody of the logins' OPD works for a kecamatan these weeks: counted there, read by the OPD of the post."""

    _inherit = "flexible.work.demo"

    @api.model
    def _load_assigned(self):
        """Before the past days are lived through: those of the assignment are worked at the kecamatan."""
        kecamatan = self.env.ref("flexible_work_asn.department_kec_selatan")
        today = self._today()
        assignment = self.env["flexible.work.assignment"].create(
            {
                "employee_id": self.env.ref("flexible_work_asn.employee_diskominfo_ikp_04").id,
                "department_to_id": kecamatan.id,
                "role": "Petugas informasi loket PATEN",
                "task": "Menata informasi layanan dan antrean di loket PATEN.",
                "date_from": today - timedelta(days=BEGAN),
                "date_to": today + timedelta(days=GOES_ON),
                "letter_number": "800.1.11.1/97/2026",
            }
        )
        assignment.with_user(self.env.ref("flexible_work_asn.user_kepala")).action_release()
        assignment.with_user(kecamatan.manager_id.user_id).action_accept()
