from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ..selections import MODE_SELECTION


class FlexibleWorkRosterLine(models.Model):
    """Where one employee works on one date, by the head's roster."""

    _name = "flexible.work.roster.line"
    _description = "Roster Line"
    _order = "date, employee_id"

    roster_id = fields.Many2one("flexible.work.roster", required=True, index=True, ondelete="cascade")
    department_id = fields.Many2one(related="roster_id.department_id", store=True, index=True)
    company_id = fields.Many2one(related="roster_id.company_id", store=True, index=True)
    state = fields.Selection(related="roster_id.state", store=True)
    employee_id = fields.Many2one("hr.employee", required=True, index=True, ondelete="cascade")
    date = fields.Date(required=True, index=True)
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

    @api.depends("employee_id.name", "date", "mode")
    def _compute_display_name(self):
        for line in self:
            line.display_name = f"{line.sudo().employee_id.name}, {format_date(self.env, line.date)}"

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
        outsiders = self.sudo().filtered(
            lambda line: (
                f"/{line.roster_id.department_id.id}/" not in f"/{line.employee_id.department_id.parent_path or ''}"
            )
        )
        if outsiders:
            raise ValidationError(
                self.env._(
                    "%(employee)s does not belong to %(unit)s or one of its sub-units.",
                    employee=outsiders[0].employee_id.name,
                    unit=outsiders[0].roster_id.department_id.name,
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.roster_id._check_draft()
        return lines

    def write(self, vals):
        self.roster_id._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_approved(self):
        self.roster_id._check_draft()
