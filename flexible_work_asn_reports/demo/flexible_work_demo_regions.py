from odoo import Command, api, models

from odoo.addons.flexible_work_asn.demo.regions import REGIONS


class FlexibleWorkDemo(models.AbstractModel):
    """To whom the other four regions report, who signs, and the service that their citizens find on the public page."""

    _inherit = "flexible.work.demo"

    @api.model
    def _load_region_accounts(self):
        screen = self.env.ref("flexible_work_asn_reports.region_today_action")
        for key in REGIONS:
            demo = self._for_region(key)
            company, agency = demo._company(), demo._region_unit(key, "bkpsdm")
            executive, officer = (
                demo.env["res.users"].search([("login", "=", f"{role}_{key}")]) for role in ("bupati", "bkpsdm")
            )
            (executive | officer).action_id = screen.id
            company.write(
                {
                    "flexible_work_report_recipient_ids": [Command.set(executive.partner_id.ids)],
                    "flexible_work_report_signatory_id": agency.manager_id.id,
                }
            )
            counter = demo._region_unit(key, "dukcapil")
            demo.env["flexible.work.public.service"].create(
                {"name": "Perekaman KTP-el", "department_id": counter.id, "company_id": company.id}
            )
