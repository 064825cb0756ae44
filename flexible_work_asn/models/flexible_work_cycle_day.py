from odoo import fields, models

from ..selections import MODE_SELECTION


class FlexibleWorkCycleDay(models.Model):
    """One day of a pattern: a shift, or a mode within the ordinary hours."""

    _name = "flexible.work.cycle.day"
    _description = "Day of a Roster Cycle"
    _order = "cycle_id, sequence, id"

    cycle_id = fields.Many2one("flexible.work.cycle", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="cycle_id.company_id", store=True, index=True)
    sequence = fields.Integer(default=10)
    shift_id = fields.Many2one("flexible.work.shift", ondelete="restrict")
    mode = fields.Selection(MODE_SELECTION, default="wfo", help="Without a shift: where the ordinary hours are worked.")
