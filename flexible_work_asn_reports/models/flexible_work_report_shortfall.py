from odoo import fields, models


class FlexibleWorkReportShortfall(models.Model):
    """A unit with fewer people on site than it needs on the date of a daily report, kept with its figures."""

    _name = "flexible.work.report.shortfall"
    _description = "Unit Short of People on Site"
    _order = "date desc, line_id, name, id"
    _rec_name = "name"

    report_id = fields.Many2one("flexible.work.report", required=True, readonly=True, index=True, ondelete="cascade")
    line_id = fields.Many2one(
        "flexible.work.report.line", string="OPD", required=True, readonly=True, index=True, ondelete="cascade"
    )
    date = fields.Date(related="report_id.date", store=True)
    company_id = fields.Many2one(related="report_id.company_id", store=True)
    department_id = fields.Many2one("hr.department", string="Unit", readonly=True, ondelete="restrict")
    name = fields.Char(string="Unit on the report", required=True, readonly=True)
    needed = fields.Integer(string="Needed on site", readonly=True)
    on_site = fields.Integer(string="On site", readonly=True)
    exempt = fields.Boolean(string="Direct service", readonly=True, help="The unit is exempt from flexible work.")
