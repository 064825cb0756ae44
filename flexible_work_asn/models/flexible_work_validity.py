from odoo import api, fields, models
from odoo.fields import Domain

from ..validity import validity_domain, validity_on

VALIDITIES = [("coming", "Not yet in force"), ("in_force", "In force today"), ("past", "No longer in force")]


class FlexibleWorkValidity(models.AbstractModel):
    """What is in force from a first to a last local date: whether that is today, to show and to search for.

    The last date is read from the field that ``_last_date_field`` names; empty means without an end.
    """

    _name = "flexible.work.validity"
    _description = "In Force by Dates"
    _last_date_field = "date_to"

    validity = fields.Selection(
        VALIDITIES,
        string="In force",
        compute="_compute_validity",
        search="_search_validity",
        help="By the local date of the regional government.",
    )

    @api.private
    def _local_today(self):
        """The local date of the regional government of this record, or of one's own where it has none."""
        return (self.company_id or self.env.company)._flexible_work_today()

    @api.depends(lambda self: ("date_from", self._last_date_field, "company_id"))
    def _compute_validity(self):
        for record in self:
            first, last = record.date_from, record[self._last_date_field]
            record.validity = first and validity_on(record._local_today(), first, last)

    def _search_validity(self, operator, value):
        if operator != "in":
            return NotImplemented
        wanted = [validity for validity in value if validity]
        own = self.env.company
        places = [(company.ids, company._flexible_work_today()) for company in self.env.companies]
        places.append(([False], own._flexible_work_today()))
        return Domain.OR(
            Domain("company_id", "in", company_ids)
            & Domain(validity_domain(validity, today, "date_from", self._last_date_field))
            for company_ids, today in places
            for validity in wanted
        )
