from odoo import fields, models

STATES = {"verify": "verified", "reject": "rejected", "reset": "joined"}


class FlexibleWorkApelReject(models.TransientModel):
    """Asks for the reason of a decision about somebody's presence at an apel, or that of many."""

    _name = "flexible.work.apel.reject"
    _description = "Reason of a Decision at an Apel"

    attendance_ids = fields.Many2many("flexible.work.apel.attendance", required=True, string="Joined")
    decision = fields.Selection(
        [("reject", "Reject"), ("verify", "Verify"), ("reset", "Take back")], required=True, default="reject"
    )
    reason = fields.Text(required=True)

    def action_confirm(self):
        """Carry the decision out, for all of them or for none."""
        self.ensure_one()
        self.attendance_ids._decide(STATES[self.decision], self.reason)
        return {"type": "ir.actions.act_window_close"}
