from odoo import api, fields, models
from odoo.exceptions import ValidationError


class FlexibleWorkTravel(models.Model):
    """How long it takes from one area to another, in both directions: by road, or with the ferry to an island."""

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
    minutes = fields.Integer(required=True, help="One way, with waiting for the boat.")
    note = fields.Char(help="Such as: ferry twice a week.")
    company_id = fields.Many2one(
        "res.company", string="Regional government", required=True, index=True, default=lambda self: self.env.company
    )

    # area_from and area_to may stand either way round
    _pair_unique = models.UniqueIndex(
        "(LEAST(area_from_id, area_to_id), GREATEST(area_from_id, area_to_id), company_id)",
        "The time between these two areas is there already, it counts in both directions: change that one.",
    )

    @api.depends("area_from_id.name", "area_to_id.name")
    def _compute_display_name(self):
        for travel in self:
            travel.display_name = f"{travel.area_from_id.name or ''} – {travel.area_to_id.name or ''}"

    @api.constrains("minutes", "area_from_id", "area_to_id")
    def _check_travel(self):
        for travel in self:
            if travel.area_from_id == travel.area_to_id:
                raise ValidationError(
                    self.env._("%s: inside an area no travel is reckoned. Choose two areas.", travel.area_from_id.name)
                )
            if travel.minutes <= 0:
                raise ValidationError(self.env._("%s: the travel takes more than 0 minutes.", travel.display_name))
