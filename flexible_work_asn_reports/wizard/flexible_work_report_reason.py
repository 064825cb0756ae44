from odoo import api, fields, models
from odoo.exceptions import UserError

# What may be done with a reason, and only that: the names come back from the client.
METHODS = {
    "flexible.work.report": {"action_verify", "action_reopen", "action_revise"},
    "flexible.work.report.line": {"action_submit", "action_unprepare", "action_withdraw"},
}


class FlexibleWorkReportReason(models.TransientModel):
    """Asks for the reason of an exceptional step, and then takes it."""

    _name = "flexible.work.report.reason"
    _description = "Reason"

    report_id = fields.Many2one("flexible.work.report", readonly=True)
    line_id = fields.Many2one("flexible.work.report.line", readonly=True)
    method = fields.Selection(
        [
            ("action_verify", "Verify without the missing OPD"),
            ("action_reopen", "Take back the verification"),
            ("action_revise", "Revise what was sent"),
            ("action_submit", "Submit for the OPD"),
            ("action_unprepare", "Give back to the operator"),
            ("action_withdraw", "Take back the report"),
        ],
        required=True,
        readonly=True,
    )
    missing_names = fields.Char(compute="_compute_missing_names")
    reason = fields.Text(required=True)

    @api.depends("report_id")
    @api.depends_context("uid")
    def _compute_missing_names(self):
        """Nothing about a report that the user may not read, whichever the dialog is opened with."""
        for dialog in self:
            report = dialog.report_id
            dialog.missing_names = report.has_access("read") and report.missing_names

    def _action_ask(self, record, method):
        """The dialog that asks for the reason of ``method`` on ``record``."""
        field = "report_id" if record._name == "flexible.work.report" else "line_id"
        return {
            "type": "ir.actions.act_window",
            "name": dict(self._fields["method"]._description_selection(self.env))[method],
            "res_model": self._name,
            "views": [(False, "form")],
            "target": "new",
            "context": {f"default_{field}": record.id, "default_method": method},
        }

    def action_confirm(self):
        """Take the step with the reason given; rights are checked by the step itself."""
        self.ensure_one()
        record = self.report_id or self.line_id
        reason = (self.reason or "").strip()
        if not reason or self.method not in METHODS[record._name]:
            raise UserError(self.env._("Please give the reason."))
        result = getattr(record, self.method)(reason=reason)
        return result if isinstance(result, dict) else {"type": "ir.actions.act_window_close"}
