from odoo import fields, models


class FlexibleWorkApelReject(models.TransientModel):
    """Asks why somebody who joined an apel is rejected."""

    _name = "flexible.work.apel.reject"
    _description = "Reason of a Rejection at an Apel"

    attendance_ids = fields.Many2many("flexible.work.apel.attendance", required=True, string="Joined")
    reason = fields.Text(required=True)

    def action_confirm(self):
        """Reject all of them or none."""
        self.ensure_one()
        self.attendance_ids._decide("rejected", self.reason)
        return {"type": "ir.actions.act_window_close"}
