import hashlib
import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.orm.models import NO_ACCESS

#: the last use is noted at most this often
USE_NOTED_EVERY = timedelta(hours=1)
TOKEN_BYTES = 32


class FlexibleWorkCalendarToken(models.Model):
    """A secret address under which a calendar program reads one person's plan.

    Whoever knows the address reads the plan, so it is shown once, kept only as a hash, and can be revoked.
    One address is in force for a person at a time.
    """

    _name = "flexible.work.calendar.token"
    _description = "Calendar Address"
    _order = "create_date desc, id desc"

    employee_id = fields.Many2one("hr.employee", required=True, readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="employee_id.company_id", store=True, index=True)
    token_hash = fields.Char(required=True, readonly=True, copy=False, groups=NO_ACCESS)
    last_used_at = fields.Datetime(string="Last read", readonly=True, copy=False)
    revoked_at = fields.Datetime(readonly=True, copy=False)

    _hash_unique = models.UniqueIndex("(token_hash)", "This calendar address exists already.")
    _one_in_force = models.UniqueIndex(
        "(employee_id) WHERE revoked_at IS NULL", "A person has one calendar address at a time."
    )

    @api.depends("employee_id.name")
    def _compute_display_name(self):
        for token in self:
            token.display_name = token.sudo().employee_id.name

    @api.model
    @api.readonly
    def get_my_feed(self):
        """Whether the user has a calendar address: ``{exists, created, last_used}``; times in UTC, or False."""
        token = self._own()
        return {
            "exists": bool(token),
            "created": fields.Datetime.to_string(token.create_date),
            "last_used": fields.Datetime.to_string(token.last_used_at),
        }

    @api.model
    def create_my_feed(self):
        """Make a calendar address for one's own plan; an earlier one stops working.

        :return: the address. It is never shown again: only its hash is kept.
        :raises UserError: for users without an employee
        """
        employee = self.env.user.employee_id
        if not employee:
            raise UserError(self.env._("Your user is not linked to an employee. Ask BKPSDM to link it."))
        self._own()._revoke()
        secret = secrets.token_urlsafe(TOKEN_BYTES)
        self.sudo().create({"employee_id": employee.id, "token_hash": self._hash(secret)})
        return f"{self.get_base_url()}/flexible_work/calendar/{secret}.ics"

    @api.model
    def revoke_my_feed(self):
        """End the user's own calendar address."""
        self._own()._revoke()
        return True

    def action_revoke(self):
        """End these addresses, one's own or as BKPSDM.

        :raises AccessError: for the address of somebody else
        """
        self.check_access("read")
        own = self.sudo().employee_id.user_id == self.env.user
        if not own and not self.env.user.has_group("flexible_work_asn.group_bkpsdm"):
            raise AccessError(self.env._("Only the person and BKPSDM revoke a calendar address."))
        self.sudo()._revoke()

    def _revoke(self):
        self.filtered(lambda token: not token.revoked_at).revoked_at = fields.Datetime.now()
        # the index on addresses in force looks at the table
        self.flush_recordset(["revoked_at"])

    @api.model
    def _own(self):
        """The address of the user that is in force, in sudo; or none."""
        return self.sudo().search(
            [("employee_id", "in", self.env.user.employee_id.ids), ("revoked_at", "=", False)], limit=1
        )

    @api.model
    @api.private
    def _find(self, secret):
        """The address in force with this secret (in sudo), of an employee and user who are still there; or none.

        The look-up goes by hash: how long it takes tells nothing about how much of a guess was right.
        """
        token = self.sudo().search([("token_hash", "=", self._hash(secret)), ("revoked_at", "=", False)])
        return token.filtered(lambda one: one.employee_id.active and one.employee_id.user_id.active)

    @api.private
    def _is_use_due(self):
        """Whether reading the address now is to be noted: not more often than once an hour."""
        last = self.last_used_at
        return bool(self) and (not last or fields.Datetime.now() - last >= USE_NOTED_EVERY)

    @staticmethod
    def _hash(secret):
        # the secret has 256 random bits: a slow hash would add nothing
        return hashlib.sha256(secret.encode()).hexdigest()
