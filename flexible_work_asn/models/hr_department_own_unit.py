from odoo import api, models


class HrDepartment(models.Model):
    """The unit for which somebody prepares or decides."""

    _inherit = "hr.department"

    @api.model
    @api.private
    def _flexible_work_own_unit(self):
        """The uppermost unit that the user heads or works for as an operator; none for BKPSDM, who act for all."""
        user = self.env.user
        if user.has_group("flexible_work_asn.group_bkpsdm"):
            return self.browse()
        # a table of its own holds the users: a change in the same transaction has to be there before it is searched
        self.flush_model(["flexible_staff_user_ids"])
        # sudo: units are asked by the user's own part in them
        units = self.sudo().search(
            [("flexible_staff_user_ids", "in", user.ids), ("company_id", "in", [*self.env.companies.ids, False])]
        )
        uppermost = units.sorted(lambda unit: (len(unit.parent_path or ""), unit.id))[:1]
        return uppermost.sudo(self.env.su)
