from odoo import api, fields, models


class FlexibleWorkPositionLevel(models.Model):
    """Level of a position as circulars name them: JPT, administrator, camat, pengawas, lurah, …"""

    _name = "flexible.work.position.level"
    _inherit = ["flexible.work.catalogue"]
    _description = "Position Level"
    _order = "sequence, name"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    echelon = fields.Char(help="Eselon II, III or IV; empty for positions without one.")
    structural = fields.Boolean(
        help="Structural officials are counted apart in reports, and most circulars keep them in the office."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_unique = models.Constraint("UNIQUE(code)", "Another position level has this code.")

    @api.depends("name", "echelon")
    def _compute_display_name(self):
        for level in self:
            level.display_name = f"{level.name} ({level.echelon})" if level.echelon else level.name
