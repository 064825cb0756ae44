from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.flexible_work_asn.wizard.flexible_work_reason import ACTIONS

#: what a superior may have done; with the latter ones the duty to act is fulfilled
KIND_SELECTION = [
    ("summoned", "Summoned to be heard"),
    ("examined", "Heard, with minutes"),
    ("verbal", "Verbal warning given"),
    ("written", "Written warning given"),
    ("statement", "Written statement of dissatisfaction given"),
    ("forwarded", "Reported to the official with the authority"),
    ("none", "No punishment: valid reason found"),
]
FULFILS = frozenset({"verbal", "written", "statement", "forwarded", "none"})

ACTIONS["cancel_discipline_action"] = ("flexible.work.discipline.action", "_cancel")


class FlexibleWorkDisciplineAction(models.Model):
    """What a superior did about a case: what, when, by which document. It is people who decide and act.

    PP 94/2021 makes it a duty of the direct superior to act on a known breach.
    """

    _name = "flexible.work.discipline.action"
    _description = "What Was Done about a Case of Discipline"
    _order = "done_on desc, id desc"

    case_id = fields.Many2one("flexible.work.discipline.case", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="case_id.company_id", store=True, index=True)
    step_id = fields.Many2one("flexible.work.discipline.step", readonly=True, ondelete="restrict")
    gravity = fields.Integer(readonly=True, aggregator=None)
    kind = fields.Selection(KIND_SELECTION, string="What was done", required=True, readonly=True)
    done_on = fields.Date(string="When", required=True, readonly=True)
    note = fields.Text(readonly=True)
    document = fields.Char(string="Document number", readonly=True)
    attachment_ids = fields.Many2many("ir.attachment", string="Documents", readonly=True, copy=False)
    recorded_by_id = fields.Many2one("res.users", string="Recorded by", readonly=True)
    cancelled = fields.Boolean(readonly=True)
    cancel_reason = fields.Text(string="Taken back because", readonly=True)
    can_cancel = fields.Boolean(compute="_compute_can_cancel")

    @api.depends("kind", "case_id.employee_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for action in self:
            action.display_name = f"{action.sudo().case_id.display_name}: {action._kind_label()}"

    def _kind_label(self):
        return dict(self._fields["kind"]._description_selection(self.env)).get(self.kind, "")

    @api.depends("cancelled", "recorded_by_id")
    @api.depends_context("uid")
    def _compute_can_cancel(self):
        for action in self:
            action.can_cancel = not action.cancelled and not action._why_not_cancel()

    def _why_not_cancel(self):
        user = self.env.user
        if self.sudo().recorded_by_id == user or user.has_group("flexible_work_asn.group_bkpsdm"):
            return self.case_id._why_not_decide()
        return self.env._("Only who recorded it, and BKPSDM, take it back.")

    def _check_can_cancel(self):
        self.check_access("read")
        for action in self:
            why = action._why_not_cancel()
            if why:
                raise AccessError(why)

    def action_cancel(self):
        """Ask why, then take the record back: it stays readable.

        :raises AccessError: for all but who recorded it, and BKPSDM
        """
        self._check_can_cancel()
        return self.env["flexible.work.reason"]._ask(self, "cancel_discipline_action", self.env._("Take back"))

    @api.private
    def _cancel(self, reason):
        """:raises AccessError: for all but who recorded it, and BKPSDM"""
        self._check_can_cancel()
        for action in self:
            if action.cancelled:
                raise UserError(self.env._("It has been taken back already."))
            action.sudo().write({"cancelled": True, "cancel_reason": reason})
            case = action.case_id.sudo()
            case._message_log(
                body=self.env._("Taken back: %(what)s. Reason: %(reason)s", what=action.display_name, reason=reason),
                author_id=self.env.user.partner_id.id,
            )
            case._follow_actions()
            case._tell_person_of(action.sudo())
