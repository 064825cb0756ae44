from odoo import fields, models
from odoo.exceptions import UserError


class HrDepartment(models.Model):
    """What a unit tells the public: its services, made from what is known about the unit already."""

    _inherit = "hr.department"

    public_service_ids = fields.One2many("flexible.work.public.service", "department_id", string="Public services")
    public_service_count = fields.Integer(compute="_compute_public_service_count")

    def _compute_public_service_count(self):
        groups = self.env["flexible.work.public.service"]._read_group(
            [("department_id", "in", self.ids)], ["department_id"], ["__count"]
        )
        counts = {unit.id: count for unit, count in groups}
        for unit in self:
            unit.public_service_count = counts.get(unit.id, 0)

    def action_make_public_services(self):
        """Make a public service of each of these units that stays on site and has none: with the unit's name and site.

        Its hours and channels stay those of the unit until the service has its own.

        :return: the services of these units
        :raises UserError: when none of them stays on site
        :raises AccessError: for units of others
        """
        units = self.filtered("is_flexible_exempt")
        if not units:
            raise UserError(
                self.env._("None of these units serves the public on site. Set their kind of service first.")
            )
        services = self.env["flexible.work.public.service"]
        made = services.sudo().with_context(active_test=False).search([("department_id", "in", units.ids)])
        services.create([{"name": unit.name, "department_id": unit.id} for unit in units - made.department_id])
        return units.action_public_services()

    def action_public_services(self):
        """The services of these units."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "flexible_work_asn_reports.flexible_work_public_service_action"
        )
        action["domain"] = [("department_id", "in", self.ids)]
        action["context"] = {"default_department_id": self.id if len(self) == 1 else False}
        return action
