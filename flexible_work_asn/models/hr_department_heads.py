from odoo import api, fields, models


class HrDepartment(models.Model):
    """Who decides in a unit: its manager, whoever acts for the manager (Plh, Plt), and those above."""

    _inherit = "hr.department"

    flexible_delegation_ids = fields.One2many("flexible.work.delegation", "department_id", string="Acting heads")
    flexible_acting_head_id = fields.Many2one(
        "hr.employee", string="Acts as head", compute="_compute_flexible_acting_head_id", compute_sudo=True
    )

    @api.depends("flexible_delegation_ids.in_force", "flexible_delegation_ids.employee_id")
    def _compute_flexible_acting_head_id(self):
        for department in self:
            department.flexible_acting_head_id = department.flexible_delegation_ids.filtered("in_force")[:1].employee_id

    @api.private
    def _acting_head(self, date):
        """Who signs for the unit on the local ``date``.

        :return: ``(employee, title)``; title is ``Plh`` or ``Plt`` for an acting head, False for the head. The
            employee may be empty. Used by signature blocks (Permendagri 1/2023 Pasal 44).
        """
        self.ensure_one()
        delegation = (
            self.sudo()
            .flexible_delegation_ids.filtered(lambda d: d.date_from <= date <= d._last_day())
            .sorted("id")[-1:]
        )
        if delegation:
            return delegation.employee_id, delegation.kind.capitalize()
        return self.sudo().manager_id, False

    @api.private
    def _flexible_manager_users(self):
        """Users of the managers of this unit and of those above it, without acting heads."""
        self.ensure_one()
        path = [int(part) for part in (self.sudo().parent_path or "").split("/") if part]
        return self.sudo().browse(path).manager_id.user_id

    @api.private
    def _flexible_deciding_users(self, without=None):
        """The users who are nearest to decide in this unit: its head and acting head, else those of the unit above.

        :param without: users who may not decide, such as the person concerned
        :return: users, none when nobody up the tree has an account
        """
        self.ensure_one()
        unit = self.sudo()
        while unit:
            acting = unit.flexible_delegation_ids.filtered("in_force").employee_id
            users = (unit.manager_id | acting).user_id.filtered("active")
            users -= without or users.browse()
            if users:
                return users.sudo(self.env.su)
            unit = unit.parent_id
        return self.env["res.users"]

    def action_flexible_work_recall(self):
        """Order the people of this unit to the office."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("flexible_work_asn.flexible_work_recall_action")
        return action | {"context": {"default_scope": "unit", "default_department_ids": self.ids}}
