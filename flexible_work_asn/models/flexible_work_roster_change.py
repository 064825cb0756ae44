from odoo import api, fields, models

from ..selections import MODE_SELECTION


class FlexibleWorkRosterChange(models.Model):
    """What was changed in a roster after its approval: before, after, by whom, and why. Never changed itself."""

    _name = "flexible.work.roster.change"
    _description = "Change of a Roster"
    _order = "id desc"

    roster_id = fields.Many2one("flexible.work.roster", required=True, index=True, readonly=True, ondelete="cascade")
    department_id = fields.Many2one(related="roster_id.department_id", store=True, index=True)
    company_id = fields.Many2one(related="roster_id.company_id", store=True, index=True)
    employee_id = fields.Many2one("hr.employee", required=True, index=True, readonly=True, ondelete="cascade")
    date = fields.Date(required=True, readonly=True)
    mode_before = fields.Selection(MODE_SELECTION, readonly=True)
    shift_before_id = fields.Many2one("flexible.work.shift", readonly=True, ondelete="set null")
    mode_after = fields.Selection(MODE_SELECTION, readonly=True)
    shift_after_id = fields.Many2one("flexible.work.shift", readonly=True, ondelete="set null")
    before = fields.Char(compute="_compute_words")
    after = fields.Char(compute="_compute_words")
    reason = fields.Text(required=True, readonly=True)
    request_id = fields.Many2one("flexible.work.request", readonly=True, ondelete="set null")

    @api.depends("mode_before", "shift_before_id", "mode_after", "shift_after_id")
    @api.depends_context("lang")
    def _compute_words(self):
        """The shift where there is one, else the mode; a dash where the person had no line."""
        modes = dict(self._fields["mode_before"]._description_selection(self.env))
        for change in self:
            change.before = change.shift_before_id.display_name or modes.get(change.mode_before, "–")
            change.after = change.shift_after_id.display_name or modes.get(change.mode_after, "–")
