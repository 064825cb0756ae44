from odoo import fields, models


class FlexibleWorkArea(models.Model):
    """An area of residence (kecamatan, kelurahan, an island, the far side of a closed bridge), so that a circular can
    speak for those who live there."""

    _name = "flexible.work.area"
    _description = "Area of Residence"
    _order = "name"
    _check_company_auto = True

    name = fields.Char(required=True)
    code = fields.Char()
    company_id = fields.Many2one(
        "res.company", index=True, string="Regional government", default=lambda self: self.env.company
    )
    active = fields.Boolean(default=True)

    _name_unique = models.UniqueIndex("(name, company_id)", "There is an area of this name already.")
