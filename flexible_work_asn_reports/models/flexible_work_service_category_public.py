from odoo import models
from odoo.exceptions import UserError


class FlexibleWorkServiceCategory(models.Model):
    """The public services of a kind."""

    _inherit = "flexible.work.service.category"

    def action_make_public_services(self):
        """Make a public service of each unit of these kinds that stays on site and has none.

        :raises UserError: when no unit is of these kinds
        """
        units = self.env["hr.department"].search(
            [("service_category_id", "in", self.ids), ("company_id", "in", self.env.companies.ids)]
        )
        if not units:
            raise UserError(self.env._("No unit is of this kind of service. Say so on the units first."))
        return units.action_make_public_services()
