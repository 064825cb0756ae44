from odoo import fields, models


class FlexibleWorkServiceCategory(models.Model):
    """A kind of public service. Units of an exempt kind serve the public directly and stay on site
    (SE Wali Kota Ternate 800/84/2025; Perpres 21/2023 Pasal 7)."""

    _name = "flexible.work.service.category"
    _description = "Service Category"
    _order = "sequence, name"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    exempt = fields.Boolean(
        default=True,
        string="Stays on site",
        help="Units of this kind serve the public directly: flexible work does not apply to them, "
        "unless the unit itself says otherwise.",
    )
    named_by = fields.Char(help="The circulars that name this kind of service as one that stays on site.")
    active = fields.Boolean(default=True)

    _code_unique = models.Constraint("UNIQUE(code)", "Another service category has this code.")

    def write(self, vals):
        """The days of the units of this kind follow at once."""
        result = super().write(vals)
        if "exempt" in vals:
            self.env["flexible.work.circular"]._facts_changed(self.env.company._flexible_work_today())
        return result
