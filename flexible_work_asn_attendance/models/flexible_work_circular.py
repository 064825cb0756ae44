from odoo import models


class FlexibleWorkCircular(models.Model):
    _inherit = "flexible.work.circular"

    def _facts_changed(self, date_from):
        """Have the open days resolved again soon: a circular may change those of everybody."""
        result = super()._facts_changed(date_from)
        self.env.ref("flexible_work_asn_attendance.cron_process_days").sudo()._trigger()
        return result
