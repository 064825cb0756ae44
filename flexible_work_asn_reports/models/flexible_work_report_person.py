from odoo import fields, models


class FlexibleWorkReportPerson(models.Model):
    """Somebody whom a daily report names: absent without notice, with the reason that the OPD gives, or not at
    the place
    although the unit or the position is bound to the office. Written by the count, kept with the figures; the operator
    or head of the OPD adds the reason until the OPD submits."""

    _name = "flexible.work.report.person"
    _description = "Person Named on a Daily Report"
    _order = "report_id desc, kind, line_id, name, id"

    report_id = fields.Many2one("flexible.work.report", required=True, readonly=True, index=True, ondelete="cascade")
    line_id = fields.Many2one("flexible.work.report.line", required=True, readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="report_id.company_id", store=True)
    date = fields.Date(related="report_id.date", store=True)
    department_id = fields.Many2one("hr.department", string="Unit", readonly=True, ondelete="restrict")
    employee_id = fields.Many2one("hr.employee", readonly=True, ondelete="cascade", index=True)
    name = fields.Char(required=True, readonly=True, help="As on the date of the report.")
    nip = fields.Char(string="NIP", readonly=True)
    structural = fields.Boolean(string="Structural official", readonly=True)
    kind = fields.Selection(
        [
            ("absent", "Absent without notice (TK)"),
            ("pending", "Not yet in"),
            ("breach", "Bound to the office, not there"),
        ],
        required=True,
        readonly=True,
    )
    reason = fields.Char(help="What the OPD knows about it.")

    _named_once = models.Constraint("UNIQUE(line_id, employee_id, kind)", "A report names a person once.")
