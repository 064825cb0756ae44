from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

ONE_DAY = timedelta(days=1)
#: what heads order and end themselves
ORDERS = ("recall", "revoked")


class FlexibleWorkExemption(models.Model):
    """Orders of the head: recall to the office, and flexible work withdrawn; they can be taken back."""

    _inherit = "flexible.work.exemption"

    is_running_order = fields.Boolean(compute="_compute_is_running_order", help="It can still be taken back.")

    @api.depends("kind", "date_to", "active", "company_id")
    def _compute_is_running_order(self):
        for statement in self:
            today = (statement.company_id or self.env.company)._flexible_work_today()
            open_ended = not statement.date_to or statement.date_to >= today
            statement.is_running_order = statement.active and statement.kind in ORDERS and open_ended

    def action_end_order(self):
        """Ask why, then take the order back."""
        self._check_may_order()
        return self.env["flexible.work.reason"]._ask(self, "end_statement", self.env._("Take the order back"))

    def _check_may_order(self):
        """:raises AccessError: for all but the heads of the unit concerned and BKPSDM"""
        self.check_access("write")
        user = self.env.user
        for statement in self:
            if self.env.su or user.has_group("flexible_work_asn.group_bkpsdm"):
                continue
            if statement.sudo().employee_id.user_id == user:
                raise AccessError(
                    self.env._("Nobody decides about himself or herself: it is for the head above or BKPSDM.")
                )

    @api.private
    def _end_order(self, reason):
        """Take recalls and withdrawals back from today on; the days before stay as they were.

        :raises AccessError: when the user may not change the statement
        :raises UserError: for other kinds of statement, and for orders that are over
        """
        self._check_may_order()
        for statement in self:
            if not statement.is_running_order:
                raise UserError(self.env._("Only a recall or a withdrawal that is not over yet can be taken back."))
            today = statement.company_id._flexible_work_today()
            if statement.date_from < today:
                statement.write({"date_to": today - ONE_DAY})
            else:
                statement.write({"active": False})
            statement._tell_people(statement._people(), self.env._("Taken back: %s", reason))

    @api.private
    def _people(self):
        """Employees whom the order is about: the person, the unit with its sub-units, or everybody."""
        self.ensure_one()
        employees = self.env["hr.employee"].sudo()
        if self.employee_id:
            return self.sudo().employee_id
        domain = [("company_id", "=", self.company_id.id)]
        if self.department_id:
            domain.append(("department_id", "child_of", self.department_id.ids))
        return employees.search(domain)

    @api.private
    def _tell_people(self, people, message):
        """Post ``message`` on the statement for these people, by mail or in the inbox as each has chosen."""
        self.ensure_one()
        partners = people.sudo().user_id.partner_id
        self.sudo().message_post(
            body=message,
            author_id=self.env.user.partner_id.id,
            partner_ids=partners.ids,
            subtype_xmlid="mail.mt_note",
        )
