from odoo import models


class FlexibleWorkKeptRights(models.AbstractModel):
    """Record rules are asked before a change; here after it as well.

    So nobody hands a record over to a unit, a roster or a person for whom he or she may not write.
    """

    _name = "flexible.work.kept.rights"
    _description = "Rights Asked Again after a Change"

    def write(self, vals):
        result = super().write(vals)
        if not self.env.su and any(name in self._fields and self._fields[name].type == "many2one" for name in vals):
            self.check_access("write")
        return result
