from odoo import api, fields, models
from odoo.exceptions import UserError

#: what the window does: the model, and the method that checks the user and does it with the reason
ACTIONS = {
    "decline_swap": ("flexible.work.request", "_decline"),
    "refuse_request": ("flexible.work.request", "_refuse"),
    "withdraw_request": ("flexible.work.request", "_withdraw"),
    "cancel_request": ("flexible.work.request", "_cancel_approval"),
    "end_delegation": ("flexible.work.delegation", "_end"),
    "release_assignment": ("flexible.work.assignment", "_release"),
    "accept_assignment": ("flexible.work.assignment", "_accept"),
    "refuse_assignment": ("flexible.work.assignment", "_refuse"),
    "cancel_assignment": ("flexible.work.assignment", "_cancel"),
    "end_assignment": ("flexible.work.assignment", "_end_early"),
    "cancel_placement": ("flexible.work.placement", "_cancel"),
    "reject_placement": ("flexible.work.placement.move", "_reject"),
    "withdraw_placement": ("flexible.work.placement.move", "_withdraw"),
    "reopen_workload": ("flexible.work.workload", "_reopen"),
    "release_member": ("flexible.work.team.member", "_release"),
    "refuse_member": ("flexible.work.team.member", "_refuse"),
    "end_member": ("flexible.work.team.member", "_end"),
    "cancel_team": ("flexible.work.team", "_cancel"),
    "reopen_team": ("flexible.work.team", "_reopen"),
    "return_contribution": ("flexible.work.contribution", "_return"),
    "end_statement": ("flexible.work.exemption", "_end_order"),
}


class FlexibleWorkReason(models.TransientModel):
    """A decision that needs a written reason: refusing, withdrawing, ending early."""

    _name = "flexible.work.reason"
    _description = "Give a Reason"

    decision = fields.Char(required=True, help="A key of ACTIONS.")
    record_ids = fields.Json(required=True)
    subject = fields.Text(readonly=True)
    reason = fields.Text(required=True)

    @api.model
    def _ask(self, records, action, title):
        """The window that asks for a reason for ``action`` (a key of ``ACTIONS``) on ``records``."""
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "view_mode": "form",
            "target": "new",
            "name": title,
            "context": {
                "default_decision": action,
                "default_record_ids": records.ids,
                "default_subject": "\n".join(filter(None, records.sudo().mapped("display_name"))),
            },
        }

    def action_confirm(self):
        """Do it with the reason given, and close the window; the method behind checks who may."""
        self.ensure_one()
        if self.decision not in ACTIONS:
            raise UserError(self.env._("This window does not know what to do. Open it again from the record."))
        if not self.reason.strip():
            raise UserError(self.env._("Write the reason: it is kept, and the people concerned read it."))
        model, method = ACTIONS[self.decision]
        records = self.env[model].browse(self.record_ids).exists()
        records.check_access("read")
        getattr(records, method)(self.reason.strip())
        return {"type": "ir.actions.act_window_close"}
