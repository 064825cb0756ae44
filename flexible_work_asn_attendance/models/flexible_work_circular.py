from odoo import models


class FlexibleWorkCircular(models.Model):
    _inherit = "flexible.work.circular"

    def _facts_changed(self, date_from):
        """Have the open days resolved again soon: a circular may change those of everybody."""
        result = super()._facts_changed(date_from)
        self.env.ref("flexible_work_asn_attendance.cron_process_days").sudo()._trigger()
        return result

    def _days_judged_from(self, date_from):
        """Closed days are history: a circular is not revoked or superseded behind them."""
        if super()._days_judged_from(date_from):
            return True
        closed = self.env["flexible.work.day"].sudo()
        return bool(
            closed.search_count(
                [("company_id", "=", self.company_id.id), ("date", ">=", date_from), ("state", "=", "closed")], limit=1
            )
        )
