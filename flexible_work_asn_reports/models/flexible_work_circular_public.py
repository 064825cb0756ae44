from odoo import fields, models


class FlexibleWorkCircular(models.Model):
    """What a circular changes for the public: its notice, and hours of services while it is in force."""

    _inherit = "flexible.work.circular"

    public_hours_count = fields.Integer(string="Services with other hours", compute="_compute_public_hours_count")

    def _compute_public_hours_count(self):
        groups = self.env["flexible.work.public.service.hours"]._read_group(
            [("circular_id", "in", self.ids)], ["circular_id"], ["service_id:count_distinct"]
        )
        counts = {circular.id: count for circular, count in groups}
        for circular in self:
            circular.public_hours_count = counts.get(circular.id, 0)

    def action_public_services(self):
        """The services whose hours this circular changes; all of them while it changes none."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "flexible_work_asn_reports.flexible_work_public_service_action"
        )
        if self.public_hours_count:
            action["domain"] = [("hours_ids.circular_id", "=", self.id)]
        return action

    def action_open_public_page(self):
        """The page on which everybody reads the notice.

        :raises UserError: while the page is switched off
        """
        self.ensure_one()
        company = self.company_id or self.env.company
        company._check_public_page()
        return {"type": "ir.actions.act_url", "url": company._public_path(), "target": "new"}
