from odoo import fields, models


class FlexibleWorkTravel(models.Model):
    """How long it takes from one area to another, in both directions."""

    _name = "flexible.work.travel"
    _description = "Travel Time between Areas"
    _order = "area_from_id, area_to_id"
    _check_company_auto = True

    area_from_id = fields.Many2one(
        "flexible.work.area", string="From", required=True, index=True, ondelete="cascade", check_company=True
    )
    area_to_id = fields.Many2one(
        "flexible.work.area", string="To", required=True, index=True, ondelete="cascade", check_company=True
    )
    minutes = fields.Integer(required=True)
    company_id = fields.Many2one(
        "res.company", string="Regional government", required=True, index=True, default=lambda self: self.env.company
    )
