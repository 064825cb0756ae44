from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..selections import MODE_SELECTION


class FlexibleWorkRosterChangeDays(models.TransientModel):
    """Changes some people's days of a roster in force; the reason is kept with every change."""

    _name = "flexible.work.roster.change.days"
    _description = "Change of Days in a Roster"

    roster_id = fields.Many2one("flexible.work.roster", required=True, readonly=True, ondelete="cascade")
    allowed_employee_ids = fields.Many2many("hr.employee.public", compute="_compute_allowed")
    allowed_shift_ids = fields.Many2many("flexible.work.shift", compute="_compute_allowed")
    employee_ids = fields.Many2many(
        "hr.employee.public", string="People", required=True, domain="[('id', 'in', allowed_employee_ids)]"
    )
    date_from = fields.Date(required=True, string="From")
    date_to = fields.Date(required=True, string="Last day")
    change = fields.Selection(
        [("mode", "Place of work"), ("shift", "Shift"), ("remove", "No line")], required=True, default="mode"
    )
    mode = fields.Selection(MODE_SELECTION, default="wfo")
    shift_id = fields.Many2one("flexible.work.shift", domain="[('id', 'in', allowed_shift_ids)]")
    reason = fields.Text(required=True)

    @api.depends("roster_id")
    def _compute_allowed(self):
        for wizard in self:
            wizard.allowed_employee_ids = wizard.roster_id._members().ids
            wizard.allowed_shift_ids = wizard.roster_id._shifts()

    @api.onchange("date_from")
    def _onchange_date_from(self):
        if self.date_from and (not self.date_to or self.date_to < self.date_from):
            self.date_to = self.date_from

    def action_apply(self):
        """Change all of the days, or none.

        :raises UserError: see `_change_lines`
        :raises AccessError: for anybody but the unit's heads and BKPSDM
        """
        self.ensure_one()
        self.check_access("write")
        if self.date_to < self.date_from:
            raise UserError(self.env._("The last day cannot be before the first day."))
        if self.change == "shift" and not self.shift_id:
            raise UserError(self.env._("Choose the shift."))
        if self.change == "mode" and not self.mode:
            raise UserError(self.env._("Choose the place of work."))
        value = {
            "mode": self.mode if self.change == "mode" else False,
            "shift_id": self.shift_id.id if self.change == "shift" else False,
        }
        days = [self.date_from + timedelta(days=n) for n in range((self.date_to - self.date_from).days + 1)]
        self.roster_id._change_lines(
            [{"employee_id": employee.id, "date": day, **value} for employee in self.employee_ids for day in days],
            self.reason,
        )
        return {"type": "ir.actions.act_window_close"}
