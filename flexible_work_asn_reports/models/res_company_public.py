from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

OWN = "t.company_id = %(company)s"
#: also what all regional governments share
OWN_OR_SHARED = f"({OWN} OR t.company_id IS NULL)"
ITS_SCHEDULE = "(SELECT resource_calendar_id FROM res_company WHERE id = %(company)s)"
#: all that the public pages of a regional government are made of: tables, and which rows ``t`` of them
SOURCES = {
    "res_company": "t.id = %(company)s",
    "flexible_work_public_service": OWN,
    "flexible_work_public_service_hours": OWN,
    "flexible_work_public_service_change": OWN,
    "flexible_work_circular": OWN_OR_SHARED,
    "flexible_work_service_category": "TRUE",
    "hr_department": OWN_OR_SHARED,
    "hr_department_hr_work_location_rel": "TRUE",
    "hr_work_location": OWN,
    "res_partner": f"t.id IN (SELECT address_id FROM hr_work_location t WHERE {OWN})",
    "resource_calendar": f"t.id = {ITS_SCHEDULE}",
    "resource_calendar_attendance": f"t.calendar_id = {ITS_SCHEDULE}",
    "resource_calendar_leaves": f"t.resource_id IS NULL AND {OWN_OR_SHARED}",
    "ir_ui_view": "t.key LIKE 'flexible_work_asn_reports.public_%%'",
}
#: every version of a row has a place and a transaction of its own in PostgreSQL
VERSIONS = "(SELECT SUM(hashtextextended(t.ctid::text || ' ' || t.xmin::text, 0)) FROM {} t WHERE {})"
STAMP = "SELECT " + ", ".join(VERSIONS.format(table, rows) for table, rows in SOURCES.items())


class ResCompany(models.Model):
    """The public page of a regional government."""

    _inherit = "res.company"

    @api.private
    def _public_path(self) -> str:
        """Where the page of this regional government is."""
        self.ensure_one()
        return f"/layanan/{self.env['ir.http']._slug((self.id, self.sudo().name))}"

    @api.private
    def _check_public_page(self):
        """:raises UserError: while the page is switched off"""
        self.ensure_one()
        if not self.sudo().flexible_work_public_page:
            raise UserError(
                self.env._(
                    "The public page of %s is switched off: switch it on in Settings, Public services.", self.name
                )
            )

    @api.private
    def _public_stamp(self):
        """A value that is another one as soon as anything has changed of which the public pages are made: one query.

        So nobody has to remember to drop a kept page, in no worker: not where a holiday is entered, nor where a
        circular is revoked.
        """
        self.ensure_one()
        return self.env.execute_query(SQL(STAMP, company=self.id))[0]
