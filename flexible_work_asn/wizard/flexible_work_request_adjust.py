from odoo import api, fields, models

from ..selections import MODE_SELECTION


class FlexibleWorkRequestAdjust(models.TransientModel):
    """Approve a request with other days or another place; the person reads what was changed and why."""

    _name = "flexible.work.request.adjust"
    _description = "Adjust a Request"

    request_id = fields.Many2one("flexible.work.request", required=True, readonly=True, ondelete="cascade")
    date_from = fields.Date(
        required=True, string="From", compute="_compute_asked", store=True, readonly=False, precompute=True
    )
    date_to = fields.Date(
        required=True, string="To", compute="_compute_asked", store=True, readonly=False, precompute=True
    )
    mode = fields.Selection(
        MODE_SELECTION, required=True, compute="_compute_asked", store=True, readonly=False, precompute=True
    )
    place = fields.Char(compute="_compute_asked", store=True, readonly=False, precompute=True)
    note = fields.Text(required=True)

    @api.depends("request_id")
    def _compute_asked(self):
        """What was asked, to begin with."""
        for adjustment in self:
            request = adjustment.request_id
            adjustment.date_from, adjustment.date_to = request.date_from, request.date_to
            adjustment.mode, adjustment.place = request.mode, request.place

    def action_adjust(self):
        """Change the request as said here, approve it, and close the window."""
        self.ensure_one()
        values = {name: self[name] for name in ("date_from", "date_to", "mode", "place")}
        self.request_id._adjust(values, self.note)
        return {"type": "ir.actions.act_window_close"}
