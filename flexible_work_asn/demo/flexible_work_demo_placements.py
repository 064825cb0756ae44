from dateutil.relativedelta import relativedelta

from odoo import api, models

from ..highs import SolverMissing, load_solver

#: nobody is sent farther, in minutes one way: the farthest island stays short, and the proposal says why
TRAVEL_MAX = 120


class FlexibleWorkDemo(models.AbstractModel):
    """A confirmed workload analysis of the kecamatan, and a proposal of placements: some accepted, one rejected."""

    _inherit = "flexible.work.demo"

    @api.model
    def _load_placements(self):
        quiet = self.with_context(tracking_disable=True, lang="id_ID")
        today = self.env.ref("base.main_company")._flexible_work_today()
        workload = quiet.env["flexible.work.workload"].create(
            {"name": f"Analisis beban kerja kecamatan {today.year}", "date": today}
        )
        workload.action_compute()
        workload.action_confirm()
        self._name_records({"workload_demo": workload})
        try:
            load_solver()
        except SolverMissing:
            return
        first = today.replace(day=1) + relativedelta(months=1)
        placement = quiet.env["flexible.work.placement"].create(
            {
                "name": "Usulan penempatan petugas PATEN",
                "workload_id": workload.id,
                "date_from": first,
                "date_to": first + relativedelta(months=6, days=-1),
                "travel_max": TRAVEL_MAX,
            }
        )
        placement.action_solve()
        self._name_records({"placement_demo": placement})
        moves = placement.move_ids
        if len(moves) > 3:
            moves[:2]._accept(task="Pelayanan PATEN di loket kecamatan", letter_number="800.1.11.1/125/BKPSDM")
            moves[2]._reject("Sedang mengikuti pelatihan dasar")
