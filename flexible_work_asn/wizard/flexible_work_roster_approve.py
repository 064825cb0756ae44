from odoo import fields, models
from odoo.exceptions import UserError


class FlexibleWorkRosterApprove(models.TransientModel):
    """Asks the head why a roster is approved although days are short; the answer stays on the roster."""

    _name = "flexible.work.roster.approve"
    _description = "Approval of a Roster with Short Days"

    roster_id = fields.Many2one("flexible.work.roster", required=True, readonly=True, ondelete="cascade")
    short_day_count = fields.Integer(related="roster_id.short_day_count")
    coverage_summary = fields.Html(related="roster_id.coverage_summary")
    over_cap_count = fields.Integer(related="roster_id.over_cap_count")
    over_cap_summary = fields.Html(related="roster_id.over_cap_summary")
    reason = fields.Text(required=True, string="Why the service is safe nevertheless")

    def action_confirm(self):
        """Approve with the reason.

        :raises AccessError: for anybody but the unit's heads and BKPSDM
        """
        self.ensure_one()
        self.roster_id._check_head()
        if not self.reason.strip():
            raise UserError(self.env._("Write the reason: it is kept on the roster."))
        self.roster_id._check_approvable()
        self.roster_id._approve(self.reason.strip())
        return {"type": "ir.actions.act_window_close"}
