from datetime import timedelta

from odoo import api, models

from ..highs import SolverMissing, load_solver

#: wishes of the demonstration: employee, day within those that are left to the head, away or not
WISHES = [
    ("employee_pegawai", 0, True),
    ("employee_pegawai", 3, False),
    ("employee_diskominfo_aptika_03", 0, True),
    ("employee_diskominfo_aptika_06", 1, True),
    ("employee_diskominfo_ikp_05", 2, False),
    ("employee_diskominfo_sandi_05", 5, True),
]


class FlexibleWorkDemo(models.AbstractModel):
    """The next month of one OPD: wishes, competences, and a draft by the optimal strategy beside a cycle."""

    _inherit = "flexible.work.demo"

    @api.model
    def _load_optimal_roster(self):
        first = self._period()[1] + timedelta(days=1)
        last = first + timedelta(weeks=4, days=-1)
        unit = self.env.ref("flexible_work_asn.department_diskominfo")
        self._load_wishes(first, last)
        operator = self.env["res.users"].search([("login", "=", "operator")])
        cycle = self.env["flexible.work.cycle"].create(
            {
                "name": "Dua regu bergantian",
                "anchor_date": first + timedelta(days=1),  # a Tuesday
                "department_id": unit.id,
                "company_id": unit.company_id.id,
                "group_count": 2,
                "day_ids": [(0, 0, {"sequence": n, "mode": mode}) for n, mode in enumerate(("wfh", "wfo"))],
            }
        )
        roster = (
            self.env["flexible.work.roster"]
            .with_user(operator)
            .with_context(tracking_disable=True, lang="id_ID")
            .create(
                {
                    "department_id": unit.id,
                    "date_from": first,
                    "date_to": last,
                    "strategy": "optimal",
                    "cycle_id": cycle.id,
                    "onsite_min_percent": 75,
                    "requirement_ids": [
                        (
                            0,
                            0,
                            {"competence_id": self.env.ref(f"flexible_work_asn.{name}").id, "onsite_min_count": count},
                        )
                        for name, count in (("competence_helpdesk", 2), ("competence_security", 1))
                    ],
                }
            )
        )
        try:
            load_solver()
        except SolverMissing:
            roster.strategy = "cycle"
        roster.action_fill()

    @api.model
    def _load_wishes(self, first, last):
        for name, place, flexible in WISHES:
            employee = self.env.ref(f"flexible_work_asn.{name}")
            decisions = employee._flexible_work_decisions(first, last)
            days = sorted(day for (_who, day), decision in decisions.items() if decision.asks == "roster")
            if place < len(days):
                self.env["flexible.work.wish"].create(
                    {"employee_id": employee.id, "date": days[place], "flexible": flexible}
                )
