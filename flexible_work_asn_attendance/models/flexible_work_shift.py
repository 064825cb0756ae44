from odoo import api, models, tools
from odoo.tools import SQL


class FlexibleWorkShift(models.Model):
    """Shifts across midnight: only in the hours in which one may go on, a check-in is looked for among them."""

    _inherit = "flexible.work.shift"

    @api.model
    @api.private
    @tools.ormcache()
    def _latest_night_end(self):
        """The local hour at which the last night shift of all ends on the next day; 0.0 when there is none."""
        ((hour,),) = self.env.execute_query(
            SQL("SELECT COALESCE(max(hour_to), 0) FROM flexible_work_shift WHERE hour_to <= hour_from")
        )
        return hour

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        if {"hour_from", "hour_to"} & vals.keys():
            self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()
