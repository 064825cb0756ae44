from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

#: who and when: what the plan reads
FACTS = {
    "kind",
    "employee_id",
    "department_id",
    "position_level_id",
    "allows_flexible",
    "date_from",
    "date_to",
    "hour_from",
    "company_id",
    "active",
}


class FlexibleWorkExemption(models.Model):
    """What a statement has decided stays decided: it is ended, and deleted only while it has not begun."""

    _inherit = "flexible.work.exemption"

    def action_end(self):
        """End statements: today is the last day. One that has not begun, or begins today, is withdrawn as a whole.

        :raises AccessError: for people who may not change it, and for the order about oneself
        :raises UserError: when it has ended already
        """
        for statement in self:
            today = statement._local_today()
            if statement.date_to and statement.date_to < today or not statement.active:
                raise UserError(self.env._("This statement has ended already."))
            if statement.date_from >= today:
                statement.active = False
            else:
                statement.date_to = today

    @api.model_create_multi
    def create(self, vals_list):
        statements = super().create(vals_list)
        statements._notify_facts_changed()
        return statements

    def write(self, vals):
        if not FACTS & vals.keys():
            return super().write(vals)
        self._check_may_order()
        self._check_past_stays(vals)
        # before and after, because the person or the dates may be others now
        reach = [statement._reach() for statement in self]
        result = super().write(vals)
        # rules are asked before a change only: a head must not make of a recall what heads may not state
        self.check_access("write")
        self._notify_facts_changed(reach)
        return result

    def _check_past_stays(self, vals):
        """:raises UserError: when the change would rewrite days before the local today."""
        for statement in self:
            today = statement._local_today()
            if statement.date_from >= today:
                continue
            changed = {name for name in FACTS & vals.keys() if statement._would_change(name, vals[name])}
            yesterday = today - timedelta(days=1)
            last, new_last = statement.date_to, fields.Date.to_date(vals.get("date_to"))
            if changed - {"date_to"} or (changed and last and last < yesterday):
                raise UserError(
                    self.env._(
                        "This statement has been in force since %s, and those days stay as they are. "
                        "Give it a last day, and enter a new statement for what is different.",
                        format_date(self.env, statement.date_from),
                    )
                )
            if changed and new_last and new_last < yesterday:
                raise UserError(
                    self.env._("The last day cannot be earlier than yesterday: the days before stay as they are.")
                )

    def _would_change(self, name, value):
        field = self._fields[name]
        return field.convert_to_cache(value, self) != field.convert_to_cache(self[name], self)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_begun(self):
        for statement in self:
            if statement.date_from <= statement._local_today():
                raise UserError(
                    self.env._(
                        "This statement has begun: end it instead of deleting it, so that the days it decided keep "
                        "their reason."
                    )
                )
        self._notify_facts_changed()

    # ------------------------------------------------------------ whose plan changes
    def _reach(self):
        """``(employees or None for the whole regional government, company, first date, last date or False)``."""
        self.ensure_one()
        statement = self.sudo()
        employees = None
        if statement.employee_id:
            employees = statement.employee_id
        elif statement.department_id:
            employees = (
                self.env["hr.employee"].sudo().search([("department_id", "child_of", statement.department_id.id)])
            )
        return employees, statement.company_id, statement.date_from, statement.date_to

    def _notify_facts_changed(self, before=()):
        for employees, company, first, last in [*before, *(statement._reach() for statement in self)]:
            today = company._flexible_work_today()
            if employees is None:
                self.env["flexible.work.circular"]._facts_changed(first)
            elif not last or last >= today - timedelta(days=1):
                # open days lie around today; what is further ahead is not stored
                employees._flexible_work_facts_changed(first, last or max(first, today + timedelta(days=1)))
