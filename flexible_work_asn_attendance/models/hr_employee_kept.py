from odoo import api, models
from odoo.exceptions import UserError


class HrEmployee(models.Model):
    """Whoever has left is archived: with the employee, the database would delete the days that are history."""

    _inherit = "hr.employee"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_history(self):
        """:raises UserError: for employees with closed days; the superuser deletes by the region's schedule"""
        if self.env.su:
            return
        # sudo: whoever deletes employees need not see the days of all of them
        closed = self.env["flexible.work.day"].sudo()
        day = closed.search([("employee_id", "in", self.ids), ("state", "=", "closed")], limit=1)
        if day:
            raise UserError(
                self.env._(
                    "%s has days that are history: presence, decisions, allowance. Archive the employee instead.",
                    day.employee_id.name,
                )
            )
