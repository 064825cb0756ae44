from odoo import api, fields, models

from odoo.addons.flexible_work_asn.local_time import to_local


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    @api.private
    def _flexible_work_today_batch(self):
        """{employee id: local date of now}."""
        now = fields.Datetime.now()
        return {id_: to_local(now, tz).date() for id_, tz in self._flexible_work_tz_batch().items()}

    @api.private
    def _flexible_work_unit_today(self):
        """The unit that counts this employee (sudo) today; without a day that of the post."""
        self.ensure_one()
        today = self._flexible_work_today_batch()[self.id]
        day = self.env["flexible.work.day"]._day_of(self, today)
        return day.department_id or self.department_id

    @api.private
    def _flexible_work_facts_changed(self, date_from, date_to):
        """The open days of these employees follow the plan at once."""
        result = super()._flexible_work_facts_changed(date_from, date_to)
        if self and date_from and date_to:
            self.env["flexible.work.day"].sudo()._resolve_again(self, date_from, date_to)
        return result
