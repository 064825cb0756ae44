from odoo import fields, models

VERIFICATION = {"verify": "verified", "reject": "rejected", "reset": "none"}


class FlexibleWorkDayReject(models.TransientModel):
    """Asks for the reason of a decision about one day or many."""

    _name = "flexible.work.day.reject"
    _description = "Reason of a Decision about Days"

    day_ids = fields.Many2many("flexible.work.day", required=True, string="Days")
    decision = fields.Selection(
        [("reject", "Reject"), ("verify", "Verify"), ("reset", "Take back")], required=True, default="reject"
    )
    reason = fields.Text(required=True)

    def action_confirm(self):
        """Carry the decision out, for all the days or for none."""
        self.ensure_one()
        self.day_ids._decide(VERIFICATION[self.decision], self.reason)
        return {"type": "ir.actions.act_window_close"}
