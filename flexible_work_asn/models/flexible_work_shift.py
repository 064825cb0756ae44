from odoo import api, fields, models

from ..selections import MODE_SELECTION


class FlexibleWorkShift(models.Model):
    """A shift template: from which hour to which, and where. ``hour_to`` at or before ``hour_from`` lies on the next
    day; a shift belongs to the date on which it starts (Permen PANRB 4/2025 Pasal 17: sif)."""

    _name = "flexible.work.shift"
    _description = "Shift"
    _order = "sequence, code"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="One or two letters, as the grid shows them: P, S, M.")
    sequence = fields.Integer(default=10)
    is_off = fields.Boolean(string="Free", help="Off duty: a day of rest within a cycle of shifts.")
    mode = fields.Selection(MODE_SELECTION, default="wfo")
    hour_from = fields.Float(string="From")
    hour_to = fields.Float(string="To", help="At or before the beginning: on the next day.")
    break_minutes = fields.Integer(string="Break (minutes)")
    work_hours = fields.Float(compute="_compute_work_hours", help="Hours worked, without the break.")
    department_id = fields.Many2one(
        "hr.department", string="Unit", index=True, check_company=True, help="Empty: for all units."
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company, string="Regional government"
    )
    active = fields.Boolean(default=True)

    _hours_of_day = models.Constraint(
        "CHECK(hour_from >= 0 AND hour_from < 24 AND hour_to >= 0 AND hour_to <= 24 AND break_minutes >= 0)",
        "The hours of a shift lie between 00:00 and 24:00, and its break is not negative.",
    )
    _code_unique = models.UniqueIndex(
        "(code, COALESCE(department_id, 0), company_id) WHERE active", "There is a shift with this code already."
    )

    @api.depends("hour_from", "hour_to", "break_minutes", "is_off")
    def _compute_work_hours(self):
        for shift in self:
            shift.work_hours = 0 if shift.is_off else shift._last_hour() - shift.hour_from - shift.break_minutes / 60

    def _last_hour(self):
        """The end counted from the midnight before the shift: 30.0 for a night until 06:00."""
        self.ensure_one()
        return self.hour_to if self.hour_to > self.hour_from else self.hour_to + 24
