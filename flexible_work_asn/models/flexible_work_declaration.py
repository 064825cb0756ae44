from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..asked import a_day, a_text, asks


class FlexibleWorkDeclaration(models.Model):
    """What an employee declares for a day on which the circular leaves the choice: home or elsewhere.

    Without a declaration such a day is worked at home.
    """

    _name = "flexible.work.declaration"
    _description = "Declared Place of Work"
    _order = "date desc, employee_id"

    employee_id = fields.Many2one("hr.employee", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="employee_id.company_id", store=True, index=True)
    department_id = fields.Many2one(related="employee_id.department_id", store=True, index=True)
    date = fields.Date(required=True, index=True)
    mode = fields.Selection([("wfh", "Home (WFH)"), ("wfa", "Elsewhere (WFA)")], required=True, default="wfh")

    _employee_date_unique = models.Constraint(
        "UNIQUE(employee_id, date)", "This employee has already declared a place for that day."
    )

    @api.model
    @asks(date=a_day, mode=a_text)
    def declare(self, date, mode):
        """Declare for oneself where one works on ``date`` (local date, ISO string or date): wfh or wfa.

        :raises UserError: when the day is past, or the circular leaves no choice on it.
        """
        employee = self.env.user.employee_id
        if not employee:
            raise UserError(self.env._("Your user is not linked to an employee. Ask BKPSDM to link it."))
        day = fields.Date.to_date(date)
        if mode not in dict(self._fields["mode"].selection):
            raise UserError(self.env._("Choose home or elsewhere."))
        today = employee.company_id._flexible_work_today()
        decision = employee._flexible_work_decisions(day, day).get((employee.id, day))
        if day < today or not decision or not decision.choice:
            raise UserError(
                self.env._(
                    "On %(date)s there is nothing to choose. You can choose on coming days for which "
                    "the circular leaves home or elsewhere to you.",
                    date=format_date(self.env, day),
                )
            )
        own = self.sudo().search([("employee_id", "=", employee.id), ("date", "=", day)])
        if own:
            own.mode = mode
        else:
            self.sudo().create({"employee_id": employee.id, "date": day, "mode": mode})
        employee._flexible_work_facts_changed(day, day)
        return True
