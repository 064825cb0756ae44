from odoo import api, fields, models

from ..models.flexible_work_discipline_action import KIND_SELECTION


class FlexibleWorkDisciplineRecord(models.TransientModel):
    """The superior says what was done about a case of discipline."""

    _name = "flexible.work.discipline.record"
    _description = "Record What Was Done about a Case"

    case_id = fields.Many2one("flexible.work.discipline.case", required=True)
    # by the rights of the user, who may put any case in here
    explanation = fields.Text(compute="_compute_explanation")
    decided_by = fields.Selection(related="case_id.step_id.decided_by", related_sudo=False)
    kind = fields.Selection(KIND_SELECTION, string="What was done", required=True)
    done_on = fields.Date(string="When", required=True, default=lambda self: self._today())
    note = fields.Text(help="The person can read it.")
    document = fields.Char(string="Document number")
    attachment_ids = fields.Many2many("ir.attachment", string="Documents")

    @api.depends("case_id")
    def _compute_explanation(self):
        for record in self:
            case = record.case_id
            record.explanation = case and case.has_access("read") and case.explanation

    @api.model
    def _today(self):
        return self.env.company._flexible_work_today()

    def action_confirm(self):
        """Record it; the case checks who may."""
        self.ensure_one()
        self.case_id._record(self.kind, self.done_on, self.note, self.document, self.attachment_ids)
        return {"type": "ir.actions.act_window_close"}
