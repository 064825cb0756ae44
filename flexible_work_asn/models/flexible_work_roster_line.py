from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_date

from ..selections import MODE_SELECTION


class FlexibleWorkRosterLine(models.Model):
    """Where one employee works on one date, by the head's roster, and on which shift."""

    _name = "flexible.work.roster.line"
    _description = "Roster Line"
    _inherit = ["flexible.work.kept.rights"]
    _order = "date, employee_id"

    roster_id = fields.Many2one("flexible.work.roster", required=True, ondelete="cascade")
    department_id = fields.Many2one(related="roster_id.department_id", store=True, index=True)
    company_id = fields.Many2one(related="roster_id.company_id", store=True)
    state = fields.Selection(
        [("draft", "Draft"), ("approved", "Approved"), ("locked", "Locked")],
        compute="_compute_state",
        store=True,
        help="That of the roster; days that were worked before a roster was reopened stay approved.",
    )
    employee_id = fields.Many2one("hr.employee", required=True, ondelete="cascade")
    date = fields.Date(required=True)
    mode = fields.Selection(MODE_SELECTION, default="wfo", help="Empty on a free day of a shift cycle.")
    shift_id = fields.Many2one("flexible.work.shift", ondelete="restrict", help="Empty: the ordinary hours.")
    origin = fields.Selection(
        [("manual", "By hand"), ("cycle", "Cycle"), ("optimal", "Optimal"), ("swap", "Swap")],
        default="manual",
        required=True,
    )
    pinned = fields.Boolean(help="Generating the roster again leaves this line as it is.")

    _roster_employee_date_unique = models.Constraint(
        "UNIQUE(roster_id, employee_id, date)", "An employee can have one line a day in a roster."
    )
    # Lines are asked for by roster (the constraint above has an index) or by person and date. Every further index
    # would be written anew for all lines of a month when their state changes.
    _employee_date_index = models.Index("(employee_id, date)")

    @api.depends("roster_id.state", "roster_id.reopened_from", "date")
    def _compute_state(self):
        for line in self:
            roster = line.roster_id
            worked = roster.reopened_from and line.date and line.date < roster.reopened_from
            line.state = "approved" if worked and roster.state == "draft" else roster.state

    @api.depends("employee_id.name", "date", "mode")
    def _compute_display_name(self):
        for line in self:
            line.display_name = f"{line.sudo().employee_id.name}, {format_date(self.env, line.date)}"

    @api.onchange("shift_id")
    def _onchange_shift_id(self):
        if self.shift_id:
            self.mode = False if self.shift_id.is_off else self.shift_id.mode

    @api.constrains("date", "employee_id", "roster_id")
    def _check_within_roster(self):
        for line in self:
            roster = line.roster_id
            if not roster.date_from <= line.date <= roster.date_to:
                raise ValidationError(
                    self.env._(
                        "%(date)s of %(employee)s lies outside the roster's period.",
                        date=format_date(self.env, line.date),
                        employee=line.sudo().employee_id.name,
                    )
                )
        for roster, lines in self.grouped("roster_id").items():
            roster._check_belong(lines.employee_id.ids)

    @api.constrains("date", "employee_id", "shift_id")
    def _check_one_duty_at_a_time(self):
        for roster, lines in self.filtered("shift_id").grouped("roster_id").items():
            roster._usable_shifts(lines.shift_id.ids)
            roster._check_duties(lines.employee_id.ids)

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_open()
        return lines

    def write(self, vals):
        if "state" in vals and not self.env.su:
            raise AccessError(self.env._("A line counts when its roster is approved, not before."))
        self._check_open()
        result = super().write(vals)
        if "roster_id" in vals:
            # nor into a roster in force
            self._check_open()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_force(self):
        self._check_open()

    def _check_open(self):
        """:raises UserError: when a line is in force, or was when it was worked."""
        self.roster_id._check_draft()
        reopened = self.roster_id.filtered("reopened_from")
        if reopened and any(line.date < line.roster_id.reopened_from for line in self if line.roster_id in reopened):
            raise UserError(
                self.env._("Days that were worked before the roster was reopened are history. Change later days.")
            )
