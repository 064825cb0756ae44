from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..local_time import hour_label
from ..selections import MODE_SELECTION


class FlexibleWorkShift(models.Model):
    """A shift template: from which hour to which, and where. ``hour_to`` at or before ``hour_from`` lies on the next
    day; a shift belongs to the date on which it starts (Permen PANRB 4/2025 Pasal 17: sif)."""

    _name = "flexible.work.shift"
    _description = "Shift"
    _inherit = ["flexible.work.kept.rights"]
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
    work_hours = fields.Float(compute="_compute_hours", string="Hours worked", help="Without the break.")
    hours_label = fields.Char(compute="_compute_hours", string="Hours")
    onsite_min_count = fields.Integer(
        string="On duty at least", help="People of a unit on this shift on every date. 0: not set."
    )
    department_id = fields.Many2one(
        "hr.department",
        string="Unit",
        index=True,
        check_company=True,
        default=lambda self: self._default_department_id(),
        help="With its sub-units. Empty: for all units.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company, string="Regional government"
    )
    active = fields.Boolean(default=True)

    _hours_of_day = models.Constraint(
        "CHECK(hour_from >= 0 AND hour_from < 24 AND hour_to >= 0 AND hour_to <= 24 AND break_minutes >= 0)",
        "The hours of a shift lie between 00:00 and 24:00, and its break is not negative.",
    )
    _min_not_negative = models.Constraint("CHECK(onsite_min_count >= 0)", "The number on duty is not negative.")
    _code_unique = models.UniqueIndex(
        "(code, COALESCE(department_id, 0), company_id) WHERE active", "There is a shift with this code already."
    )

    @api.model
    def _default_department_id(self):
        """Heads and operators make shifts for their own unit; only BKPSDM makes them for all."""
        return self.env["hr.department"]._flexible_work_own_unit()

    @api.depends("hour_from", "hour_to", "break_minutes", "is_off")
    def _compute_hours(self):
        for shift in self:
            shift.work_hours = 0 if shift.is_off else shift._last_hour() - shift.hour_from - shift.break_minutes / 60
            shift.hours_label = "" if shift.is_off else f"{hour_label(shift.hour_from)}–{hour_label(shift.hour_to)}"

    @api.depends("code", "name")
    def _compute_display_name(self):
        for shift in self:
            hours = f" ({shift.hours_label})" if shift.hours_label else ""
            shift.display_name = f"{shift.code} {shift.name or ''}{hours}"

    @api.constrains("code", "break_minutes", "hour_from", "hour_to", "is_off")
    def _check_shift(self):
        for shift in self:
            if len(shift.code.strip()) not in (1, 2):
                raise ValidationError(
                    self.env._("The code of %s has one or two letters: it stands in the cells of the grid.", shift.name)
                )
            if not shift.is_off and shift.work_hours <= 0:
                raise ValidationError(
                    self.env._("The break of %s is longer than the shift. Check the hours and the break.", shift.name)
                )

        # sudo: cycles of other units are asked only whether the new hours still fit them
        self.env["flexible.work.cycle.day"].sudo().search([("shift_id", "in", self.ids)]).cycle_id._check_no_overlap()

    def copy_data(self, default=None):
        """A copy stands beside its model: with a code of its own, in the unit of whoever copies."""
        copies = super().copy_data(default)
        own = self._default_department_id()
        for shift, vals in zip(self, copies, strict=True):
            vals["department_id"] = own.id or vals.get("department_id")
            if "code" not in (default or {}):
                vals["code"] = shift._free_code(vals["department_id"])
        return copies

    def _free_code(self, department_id):
        """This code where it is free in the unit, else its first letter with a number."""
        taken = set(
            self.search(
                [("company_id", "=", self.company_id.id), ("department_id", "=", department_id or False)]
            ).mapped("code")
        )
        codes = (self.code, *(f"{self.code[0]}{number}" for number in range(2, 10)))
        return next((code for code in codes if code not in taken), self.code)

    def _last_hour(self):
        """The end counted from the midnight before the shift: 30.0 for a night until 06:00."""
        self.ensure_one()
        return self.hour_to if self.hour_to > self.hour_from else self.hour_to + 24

    def _duty_hours(self):
        """First and last hour of the duty, or None on a free day."""
        self.ensure_one()
        return None if self.is_off else (self.hour_from, self._last_hour())
