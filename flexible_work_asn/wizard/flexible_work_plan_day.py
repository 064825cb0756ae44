from datetime import timedelta

from odoo import api, fields, models

from ..plan import MODES
from ..selections import MODE_SELECTION, SOURCE_SELECTION

#: how far the plan of an employee is shown
SHOWN_DAYS = 28


class FlexibleWorkPlanDay(models.TransientModel):
    """The plan of an employee, computed for a look at it: nothing of it is kept."""

    _name = "flexible.work.plan.day"
    _description = "Day of a Plan"
    _order = "date, employee_id"

    employee_id = fields.Many2one("hr.employee", readonly=True, ondelete="cascade")
    date = fields.Date(readonly=True)
    mode = fields.Selection(
        MODE_SELECTION,
        readonly=True,
    )
    source = fields.Selection(
        SOURCE_SELECTION,
        string="Decided by",
        readonly=True,
    )
    explanation = fields.Char(readonly=True, string="Why")
    chain = fields.Text(readonly=True, string="All that was considered")

    @api.model
    def _create_for(self, employee):
        """The coming days of one employee, for the user who asks; access is checked."""
        first = employee.sudo().company_id._flexible_work_today()
        plan = employee.flexible_work_plan(first, first + timedelta(days=SHOWN_DAYS - 1))
        return self.sudo().create(
            [
                {
                    "employee_id": employee.id,
                    "date": day["date"],
                    "mode": day["mode"] if day["mode"] in MODES else False,
                    "source": day["source"],
                    "explanation": day["explanation"],
                    "chain": "\n".join(f"{'→' if step['applied'] else '·'} {step['text']}" for step in day["chain"]),
                }
                for day in plan[employee.id]
            ]
        )
