from odoo import api, fields, models
from odoo.exceptions import UserError


class FlexibleWorkAccessLog(models.Model):
    """Who read whose position, photo, registered home or whole record, and when (UU 27/2022).

    Written by the server alone, one line for each person, kind and request; nobody changes or deletes it.
    """

    _name = "flexible.work.access.log"
    _description = "Access to Personal Data"
    _order = "at desc, id desc"
    _rec_name = "employee_id"

    at = fields.Datetime(required=True, readonly=True, index=True)
    user_id = fields.Many2one("res.users", string="Read by", required=True, readonly=True, index=True)
    employee_id = fields.Many2one(
        "hr.employee", string="About", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", string="Regional government", required=True, readonly=True, index=True)
    what = fields.Selection(
        [
            ("position", "Position or device"),
            ("photo", "Photo"),
            ("home", "Registered home"),
            ("export", "Everything held"),
        ],
        string="Read",
        required=True,
        readonly=True,
    )
    is_about_me = fields.Boolean(compute="_compute_is_about_me", search="_search_is_about_me")

    @api.depends("employee_id.user_id")
    @api.depends_context("uid")
    def _compute_is_about_me(self):
        for line in self:
            line.is_about_me = line.sudo().employee_id.user_id == self.env.user

    def _search_is_about_me(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("employee_id.user_id", "=" if True in value else "!=", self.env.uid)]

    def write(self, vals):
        """:raises UserError: for any change"""
        if vals:
            raise UserError(self.env._("The access log is written by the server and never changed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The access log is never deleted."))

    @api.model
    @api.private
    def _note(self, employees_by_kind):
        """Write who of ``{kind: employees}`` was read by the user; reading about oneself is nobody's business.

        In a request that only reads, the lines are written by a transaction of their own: Odoo would run the whole
        request a second time for them. Within one transaction nobody is noted twice for the same kind.
        """
        uid, seen = self.env.uid, self.env.cr.precommit.data.setdefault("flexible_work_access_log", set())
        values = []
        for kind, employees in employees_by_kind.items():
            for employee in employees.sudo():
                key = (uid, kind, employee.id)
                if key in seen or employee.user_id.id == uid:
                    continue
                seen.add(key)
                values.append(
                    {
                        "at": fields.Datetime.now(),
                        "user_id": uid,
                        "employee_id": employee.id,
                        "company_id": employee.company_id.id,
                        "what": kind,
                    }
                )
        if not values:
            return
        if self.env.cr.readonly:
            # what was read is at hand already; a test has one connection, which is free only after this
            self.env.cr.rollback()
            self.env.cr.precommit.data["flexible_work_access_log"] = seen
            with self.env.registry.cursor() as cr:
                self.with_env(self.env(cr=cr)).sudo().create(values)
        else:
            self.sudo().create(values)
