from odoo import api, fields, models

from odoo.addons.flexible_work_asn.models.hr_version import GROUPS


class HrEmployee(models.Model):
    """Cases of discipline of an employee, as the reader may see them."""

    _inherit = "hr.employee"

    flexible_discipline_count = fields.Integer(
        string="Cases of discipline", compute="_compute_flexible_discipline_count", groups=GROUPS
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_flexible_discipline_count(self):
        counts = self.env["flexible.work.discipline.case"]._count_by_employee(self.ids)
        for employee in self:
            employee.flexible_discipline_count = counts.get(employee.id, 0)

    def action_flexible_discipline(self):
        """The cases of this employee that the user may see."""
        self.ensure_one()
        return self.env["flexible.work.discipline.case"]._action_of(self.id)


class HrEmployeePublic(models.Model):
    """Heads read their people here; colleagues find no case, as the rules of the case say."""

    _inherit = "hr.employee.public"

    flexible_discipline_count = fields.Integer(
        string="Cases of discipline", compute="_compute_flexible_discipline_count"
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_flexible_discipline_count(self):
        counts = self.env["flexible.work.discipline.case"]._count_by_employee(self.ids)
        for employee in self:
            employee.flexible_discipline_count = counts.get(employee.id, 0)

    def action_flexible_discipline(self):
        """The cases of this employee that the user may see."""
        self.ensure_one()
        return self.env["flexible.work.discipline.case"]._action_of(self.id)


class FlexibleWorkDisciplineCase(models.Model):
    _inherit = "flexible.work.discipline.case"

    @api.model
    @api.private
    def _count_by_employee(self, employee_ids):
        """{employee id: cases that are not withdrawn}, under the reader's rights."""
        groups = self._read_group(
            [("employee_id", "in", employee_ids), ("state", "!=", "withdrawn")], ["employee_id"], ["__count"]
        )
        return {employee.id: count for employee, count in groups}

    @api.model
    @api.private
    def _action_of(self, employee_id):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "flexible_work_asn_attendance.flexible_work_discipline_case_action"
        )
        return action | {"domain": [("employee_id", "=", employee_id)], "context": {}}
