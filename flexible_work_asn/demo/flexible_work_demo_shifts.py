import calendar
from datetime import timedelta

from odoo import api, models

#: who is on duty in turns; the head of the field keeps office hours
CREW = [f"employee_damkar_operasi_{number:02}" for number in range(2, 8)]


class FlexibleWorkDemo(models.AbstractModel):
    """The fire brigade's roster by a cycle of shifts: last month reported, this month approved, the next a draft."""

    _inherit = "flexible.work.demo"

    @api.model
    def _load_shift_rosters(self):
        first = self._today().replace(day=1)
        months = [(first - timedelta(days=1)).replace(day=1), first, first + timedelta(days=31)]
        unit = self.env.ref("flexible_work_asn.department_damkar_operasi")
        crew = [self.env.ref(f"flexible_work_asn.{name}") for name in CREW]
        cycle = self.env.ref("flexible_work_asn.cycle_four_groups_three_shifts")
        offsets = cycle._offsets()
        rosters = self.env["flexible.work.roster"].with_context(tracking_disable=True)
        rosters = rosters.create(
            [
                {
                    "department_id": unit.id,
                    "date_from": month.replace(day=1),
                    "date_to": month.replace(day=calendar.monthrange(month.year, month.month)[1]),
                    "strategy": "cycle",
                    "cycle_id": cycle.id,
                    "member_ids": [
                        (0, 0, {"employee_id": employee.id, "offset": offsets[turn % len(offsets)]})
                        for turn, employee in enumerate(crew)
                    ],
                }
                for month in months
            ]
        )
        for roster in rosters:
            # the days that have passed, too: as brought in from a roster on paper
            roster._write_lines(roster._cycle_lines(), roster._lines_of(), "cycle")
        head = unit.opd_id.manager_id.user_id
        (rosters[0] | rosters[1]).with_user(head).action_approve()
        rosters[0].with_user(head).action_lock()
        rosters[0].write({"spt_number": f"800.1.11.1/{rosters[0].date_from:%m}/DAMKAR/{rosters[0].date_from:%Y}"})
        rosters[0].spt_date = rosters[0].date_from - timedelta(days=3)
