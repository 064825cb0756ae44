from odoo import fields, models


class FlexibleWorkTppScheme(models.Model):
    """The table of deductions from the TPP of one region, in force from a date (rates differ by regulation)."""

    _name = "flexible.work.tpp.scheme"
    _description = "Table of TPP Deductions"
    _inherit = ["mail.thread", "flexible.work.validity"]
    _order = "date_from desc, id desc"

    name = fields.Char(required=True, tracking=True)
    legal_basis = fields.Char(string="Legal basis", tracking=True)
    company_id = fields.Many2one(
        "res.company", string="Regional government", required=True, default=lambda self: self.env.company, index=True
    )
    date_from = fields.Date(required=True, tracking=True, string="In force from")
    date_to = fields.Date(tracking=True, string="Last day")
    line_ids = fields.One2many("flexible.work.tpp.deduction", "scheme_id", string="Deductions", copy=True)


class FlexibleWorkTppDeduction(models.Model):
    """What is deducted for one thing that happened on a day."""

    _name = "flexible.work.tpp.deduction"
    _description = "TPP Deduction"
    _order = "scheme_id, kind, minutes_from, id"

    scheme_id = fields.Many2one("flexible.work.tpp.scheme", required=True, index=True, ondelete="cascade")
    kind = fields.Selection(
        [
            ("absent", "Absent without explanation (TK)"),
            ("late", "Late (TL)"),
            ("early", "Left early (PSW)"),
            ("missing_in", "No check-in"),
            ("missing_out", "No check-out"),
            ("missed_apel", "Missed apel"),
            ("missed_presence", "Missed presence in between"),
        ],
        required=True,
    )
    minutes_from = fields.Integer()
    minutes_to = fields.Integer(help="0: without an end.")
    percent = fields.Float(required=True, digits=(5, 2))


class FlexibleWorkTppSheet(models.Model):
    """The monthly sheet for one OPD: what each person's TPP is cut by, and why."""

    _name = "flexible.work.tpp.sheet"
    _description = "Monthly TPP Sheet"
    _inherit = ["mail.thread"]
    _order = "date_from desc, department_id"

    company_id = fields.Many2one(
        "res.company", string="Regional government", required=True, default=lambda self: self.env.company, index=True
    )
    department_id = fields.Many2one("hr.department", string="OPD", required=True, index=True)
    date_from = fields.Date(required=True, string="Month from")
    date_to = fields.Date(required=True, string="Month to")
    state = fields.Selection(
        [("draft", "Draft"), ("confirmed", "Confirmed")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    line_ids = fields.One2many("flexible.work.tpp.line", "sheet_id", string="People")


class FlexibleWorkTppLine(models.Model):
    """One person on a monthly sheet."""

    _name = "flexible.work.tpp.line"
    _description = "Person on a TPP Sheet"
    _order = "sheet_id, employee_id"

    sheet_id = fields.Many2one("flexible.work.tpp.sheet", required=True, index=True, ondelete="cascade")
    employee_id = fields.Many2one("hr.employee", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(related="sheet_id.company_id", store=True, index=True)
    department_id = fields.Many2one("hr.department", string="Unit", index=True)
    percent = fields.Float(string="Deduction (%)", digits=(5, 2))
