from odoo import fields, models
from odoo.exceptions import AccessError

#: the day of somebody assigned; why the person is not on duty is nothing that the other unit or the page has to know
SITUATIONS = [
    ("wfo", "In the office"),
    ("wfh", "At home"),
    ("wfa", "At another place"),
    ("other_office", "In another office"),
    ("duty", "On duty elsewhere"),
    ("absent", "Absent without notice"),
    ("pending", "Not yet in"),
    ("away", "Not on duty"),
]


class FlexibleWorkReportPerson(models.Model):
    """Somebody whom a daily report names: absent without notice, with the reason that the OPD gives, not at the place
    although the unit or the position is bound to the office, or assigned to another OPD (see the lists of
    `flexible.work.report`). Who is assigned stands on the line of both OPD.

    Written by the count, kept with the figures. Operator or head of the OPD add the reason until the OPD submits.
    """

    _name = "flexible.work.report.person"
    _description = "Person Named on a Daily Report"
    _order = "date desc, kind, line_id, name, id"

    report_id = fields.Many2one("flexible.work.report", required=True, readonly=True, index=True, ondelete="cascade")
    line_id = fields.Many2one(
        "flexible.work.report.line", string="OPD", required=True, readonly=True, index=True, ondelete="cascade"
    )
    line_state = fields.Selection(related="line_id.state", string="State of the OPD")
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
            ("assigned", "Assigned to another OPD"),
        ],
        required=True,
        readonly=True,
        help="Bound to the office, not there: the unit is exempt from flexible work, or the structural position stays "
        "on site, and the person was present with a first check-in certainly outside, or from home or elsewhere. An "
        "unknown place counts against nobody, nor does a special circumstance that BKPSDM approved.",
    )
    bound_by = fields.Selection(
        [("unit", "Exempt unit"), ("position", "Structural position")],
        string="Bound by",
        readonly=True,
        help="What binds the person to the office on that day.",
    )
    home_department_id = fields.Many2one(
        "hr.department", string="Unit of the post", readonly=True, ondelete="restrict", help="Of somebody assigned."
    )
    letter_number = fields.Char(readonly=True, help="Of the surat tugas by which the person is assigned.")
    situation = fields.Selection(
        SITUATIONS, readonly=True, help="Of somebody assigned: what the day is; sickness and leave are not told apart."
    )
    reason = fields.Char(help="What the OPD knows about it.")

    _named_once = models.Constraint("UNIQUE(line_id, employee_id, kind)", "A report names a person once.")

    def write(self, vals):
        """:raises AccessError: for anything but the reason
        :raises UserError: once the OPD has submitted or BKPSDM has verified
        """
        if not self.env.su:
            if vals.keys() - {"reason"}:
                raise AccessError(self.env._("The count names people. Only the reason is written."))
            self.check_access("write")
            for line in self.line_id:
                line._check_staff()
                line._check_not_submitted()
        return super().write(vals)
