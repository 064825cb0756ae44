from odoo import fields, models


class FlexibleWorkCircularRevoke(models.TransientModel):
    """Revocation of a circular: from which day, and why."""

    _name = "flexible.work.circular.revoke"
    _description = "Revoke a Circular"

    circular_id = fields.Many2one("flexible.work.circular", required=True, ondelete="cascade")
    revoked_from = fields.Date(
        required=True,
        default=lambda self: self.env.company._flexible_work_today(),
        help="The first day on which the circular no longer binds. Earlier days stay judged by it.",
    )
    reason = fields.Text(required=True)

    def action_revoke(self):
        """Revoke the circular and close the window."""
        self.ensure_one()
        self.circular_id._revoke(self.revoked_from, self.reason)
        return {"type": "ir.actions.act_window_close"}
