from odoo import api, fields, models

VERIFICATION = {"verify": "verified", "reject": "rejected", "reset": "none"}


class FlexibleWorkDayReject(models.TransientModel):
    """Asks for the reason of a decision about one day or many; frequent ones can be picked and changed."""

    _name = "flexible.work.day.reject"
    _description = "Reason of a Decision about Days"

    day_ids = fields.Many2many("flexible.work.day", required=True, string="Days")
    day_count = fields.Integer(compute="_compute_day_count")
    decision = fields.Selection(
        [("reject", "Reject"), ("verify", "Verify"), ("reset", "Take back")], required=True, default="reject"
    )
    frequent = fields.Selection("_selection_frequent", string="Frequent reasons")
    reason = fields.Text(required=True)

    @api.model
    def _selection_frequent(self):
        return [(reason, reason) for reason in self.env.company._flexible_work_reasons()]

    @api.depends("day_ids")
    def _compute_day_count(self):
        for wizard in self:
            wizard.day_count = len(wizard.day_ids)

    @api.onchange("frequent")
    def _onchange_frequent(self):
        """The reason that was picked can still be changed or added to."""
        if self.frequent:
            self.reason = self.frequent

    def action_confirm(self):
        """Carry the decision out, for all the days or for none.

        :raises AccessError: when the user may not decide about one of them
        :raises UserError: without a reason, or without a presence
        """
        self.ensure_one()
        self.day_ids._decide(VERIFICATION[self.decision], self.reason)
        return {"type": "ir.actions.act_window_close"}
