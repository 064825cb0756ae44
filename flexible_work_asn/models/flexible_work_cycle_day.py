from markupsafe import Markup

from odoo import api, fields, models

from ..plan import MODE_LETTERS
from ..selections import MODE_SELECTION


class FlexibleWorkCycleDay(models.Model):
    """One day of a pattern: a shift, or a mode within the ordinary hours."""

    _name = "flexible.work.cycle.day"
    _description = "Day of a Roster Cycle"
    _inherit = ["flexible.work.kept.rights"]
    _order = "cycle_id, sequence, id"
    _check_company_auto = True

    cycle_id = fields.Many2one("flexible.work.cycle", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="cycle_id.company_id", store=True, index=True)
    sequence = fields.Integer(default=10)
    shift_id = fields.Many2one("flexible.work.shift", check_company=True, ondelete="restrict")
    mode = fields.Selection(
        MODE_SELECTION,
        compute="_compute_mode",
        store=True,
        readonly=False,
        help="Without a shift: where the ordinary hours are worked, on days that the circular leaves to the head.",
    )

    @api.depends("shift_id")
    def _compute_mode(self):
        """A shift says where it is worked; without one it is the office unless said otherwise."""
        for day in self:
            if day.shift_id:
                day.mode = False if day.shift_id.is_off else day.shift_id.mode
            else:
                day.mode = day.mode or "wfo"

    def _letter(self):
        """What the grid would show: the code of the shift, or the letter of the mode."""
        self.ensure_one()
        return self.shift_id.code or MODE_LETTERS.get(self.mode, "–")

    def _word(self):
        modes = dict(self._fields["mode"]._description_selection(self.env))
        return self.shift_id.name or modes.get(self.mode, "")

    def _hours(self, weekly):
        """Hours worked on this day of the pattern; a day of ordinary hours counts as a seventh of ``weekly``."""
        return self.shift_id.work_hours if self.shift_id else weekly / 7

    def _tile(self):
        """A cell of the preview: the letter on the colour of its mode, with the word for those who see no colour."""
        kind = "off" if self.shift_id.is_off else self.mode or "off"
        return Markup('<td><span class="o_fw_tile o_fw_tile_%s o_fw_tile_small" title="%s">%s</span></td>') % (
            kind,
            self._word(),
            self._letter(),
        )
