from odoo import api, fields, models


class FlexibleWorkGrade(models.Model):
    """Pangkat and golongan/ruang, as signature blocks and letters print them ("Pembina Tingkat I, IV/b")."""

    _name = "flexible.work.grade"
    _inherit = ["flexible.work.catalogue"]
    _description = "Grade"
    _order = "sequence, code"

    name = fields.Char(required=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_unique = models.Constraint("UNIQUE(code)", "Another grade has this code.")

    @api.depends("name", "code")
    def _compute_display_name(self):
        for grade in self:
            grade.display_name = f"{grade.name}, {grade.code}"
