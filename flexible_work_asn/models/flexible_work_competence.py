from odoo import fields, models


class FlexibleWorkCompetence(models.Model):
    """A group of people who can do the same work (counter, laboratory, driver): rosters keep enough of each on site."""

    _name = "flexible.work.competence"
    _description = "Competence"
    _order = "name"

    name = fields.Char(required=True, translate=True)
    company_id = fields.Many2one(
        "res.company", index=True, string="Regional government", default=lambda self: self.env.company
    )
    active = fields.Boolean(default=True)

    _name_unique = models.UniqueIndex("(name, company_id)", "There is a competence of this name already.")
