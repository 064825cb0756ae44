from urllib.parse import urlencode

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class FlexibleWorkLogExport(models.TransientModel):
    """Asks of whom and for which month daily reports are exported in the columns of e-Kinerja."""

    _name = "flexible.work.log.export"
    _description = "Export of Daily Reports"

    date_from = fields.Date(string="From", required=True, default=lambda self: self._first_of_month())
    date_to = fields.Date(
        string="To", required=True, compute="_compute_date_to", store=True, readonly=False, precompute=True
    )
    department_id = fields.Many2one(
        "hr.department", string="Unit", help="With its sub-units. Empty: all whose reports you may read."
    )
    employee_id = fields.Many2one("hr.employee", help="One person only.")
    approved_only = fields.Boolean(string="Approved reports only")

    @api.model
    def _first_of_month(self):
        return self.env.company._flexible_work_today().replace(day=1)

    @api.depends("date_from")
    def _compute_date_to(self):
        """The end of the month, unless said otherwise."""
        for export in self:
            if export.date_from:
                export.date_to = export.date_from + relativedelta(day=31)

    def action_export(self):
        """Download the workbook."""
        self.ensure_one()
        if self.date_to < self.date_from:
            raise UserError(self.env._("The last day cannot be before the first day."))
        asked = {
            "date_from": fields.Date.to_string(self.date_from),
            "date_to": fields.Date.to_string(self.date_to),
            "department_id": self.department_id.id or "",
            "employee_id": self.employee_id.id or "",
            "approved": "1" if self.approved_only else "",
        }
        return {
            "type": "ir.actions.act_url",
            "url": f"/flexible_work/logs.xlsx?{urlencode(asked)}",
            "target": "download",
        }
