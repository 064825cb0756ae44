from odoo import fields, models


class FlexibleWorkCircularAccept(models.TransientModel):
    """Enacting a circular in spite of severe findings: which they are, and why."""

    _name = "flexible.work.circular.accept"
    _description = "Enact in Spite of Severe Findings"

    circular_id = fields.Many2one("flexible.work.circular", required=True, ondelete="cascade", readonly=True)
    finding_ids = fields.Many2many("flexible.work.finding", compute="_compute_finding_ids")
    reason = fields.Text(required=True)

    def _compute_finding_ids(self):
        for wizard in self:
            wizard.finding_ids = wizard.circular_id.finding_ids.filtered(
                lambda finding: finding.severity == "severe" and finding.state == "open"
            )

    def action_enact(self):
        """Keep the reason on the circular and enact it."""
        self.ensure_one()
        self.circular_id.enacting_reason = self.reason
        self.circular_id.action_enact()
        return {"type": "ir.actions.act_window_close"}
