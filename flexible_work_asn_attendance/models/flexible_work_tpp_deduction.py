from odoo import api, fields, models
from odoo.exceptions import UserError

KIND_SELECTION = [
    ("absent", "Absent without explanation (TK)"),
    ("late", "Late (TL)"),
    ("early", "Left early (PSW)"),
    ("missing_in", "No check-in"),
    ("missing_out", "No check-out"),
    ("missed_apel_morning", "Missed morning apel"),
    ("missed_apel_afternoon", "Missed afternoon apel"),
    ("missed_apel_joint", "Missed joint apel"),
    ("missed_presence", "Missed presence in between"),
    ("missing_report", "No daily report"),
    ("permit", "Permit (I)"),
    ("sick", "Sick (S)"),
    ("leave", "Leave (C)"),
]


class FlexibleWorkTppDeduction(models.Model):
    """What is deducted for one thing that happened on a day."""

    _name = "flexible.work.tpp.deduction"
    _description = "TPP Deduction"
    _order = "scheme_id, sequence, kind, minutes_from, id"

    scheme_id = fields.Many2one("flexible.work.tpp.scheme", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    kind = fields.Selection(KIND_SELECTION, required=True)
    code = fields.Char(help="Short name of the band in the table, such as TL1 or PSW2.")
    minutes_from = fields.Integer(string="From minute")
    minutes_to = fields.Integer(string="To minute", help="0: without an end.")
    percent = fields.Float(string="%", required=True, digits=(5, 2))

    _percent_in_range = models.Constraint(
        "CHECK(percent >= 0 AND percent <= 100)", "A deduction lies between 0 and 100 %."
    )
    _minutes_of_bands = models.Constraint(
        "CHECK(kind NOT IN ('late', 'early')"
        " OR minutes_from > 0 AND (COALESCE(minutes_to, 0) = 0 OR minutes_to >= minutes_from))",
        "A band of minutes begins with minute 1 or later, and ends after it begins.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        deductions = super().create(vals_list)
        deductions.scheme_id._check_lines()
        deductions._check_draft()
        return deductions

    def write(self, vals):
        self._check_draft()
        result = super().write(vals)
        self.scheme_id._check_lines()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_force(self):
        self._check_draft()

    def _check_draft(self):
        """:raises UserError: for deductions of a table in force"""
        if any(scheme.state == "in_force" for scheme in self.scheme_id):
            raise UserError(self.env._("A table in force is not changed: make a new version of it."))
