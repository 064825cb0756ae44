from odoo import api, models
from odoo.fields import Domain


class FlexibleWorkCatalogue(models.AbstractModel):
    """Small catalogues whose records are found by the whole name as it is shown, such as "Penata Muda, III/a".

    Sheets to import say so, and Odoo's own search knows the parts of such a name alone.
    """

    _name = "flexible.work.catalogue"
    _description = "Catalogue"

    @api.model
    def _search_display_name(self, operator, value):
        domain = super()._search_display_name(operator, value)
        texts = [value] if operator == "=" else value if operator == "in" else ()
        shown = self.search([("active", "=", True)]).filtered(lambda record: record.display_name in texts)
        return Domain.OR([Domain(domain), Domain("id", "in", shown.ids)]) if shown else domain
