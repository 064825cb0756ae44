from odoo import fields, models


class FlexibleWorkWorkload(models.Model):
    """From a shortage to a proposal of placements."""

    _inherit = "flexible.work.workload"

    proposal_count = fields.Integer(string="Number of proposals", compute="_compute_proposal_count")

    def _compute_proposal_count(self):
        placements = self.env["flexible.work.placement"]
        counts = {}
        if placements.has_access("read"):  # operators read analyses, and no proposals
            counts = dict(placements._read_group([("workload_id", "in", self.ids)], ["workload_id"], ["__count"]))
        for workload in self:
            workload.proposal_count = counts.get(workload, 0)

    def action_propose(self):
        """A new proposal of placements for this analysis, to be given its period."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "flexible.work.placement",
            "view_mode": "form",
            "name": self.env._("New proposal of placements"),
            "context": {
                "default_workload_id": self.id,
                "default_name": self.env._("Placements by %s", self.name),
            },
        }

    def action_proposals(self):
        """The proposals of this analysis."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("flexible_work_asn.flexible_work_placement_action")
        return action | {"domain": [("workload_id", "=", self.id)], "context": {"default_workload_id": self.id}}
