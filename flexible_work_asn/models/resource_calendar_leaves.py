from odoo import api, models


class ResourceCalendarLeaves(models.Model):
    """A public holiday or cuti bersama that is added, moved or taken back changes everybody's plan
    (Perpres 21/2023 Pasal 6)."""

    _inherit = "resource.calendar.leaves"

    @api.model_create_multi
    def create(self, vals_list):
        leaves = super().create(vals_list)
        leaves._flexible_work_holidays_changed()
        return leaves

    def write(self, vals):
        self._flexible_work_holidays_changed()
        result = super().write(vals)
        self._flexible_work_holidays_changed()
        return result

    def unlink(self):
        self._flexible_work_holidays_changed()
        return super().unlink()

    def _flexible_work_holidays_changed(self):
        holidays = self.filtered(lambda leave: not leave.resource_id and leave.date_from)
        if holidays:
            first = min(holidays.mapped("date_from")).date()
            self.env["flexible.work.circular"].sudo()._facts_changed(first)
