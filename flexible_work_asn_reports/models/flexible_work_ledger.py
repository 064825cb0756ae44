from odoo import fields, models

KIND_SELECTION = [
    ("electricity", "Electricity"),
    ("water", "Water"),
    ("internet", "Internet"),
    ("fuel", "Fuel"),
    ("other", "Other operations"),
]


class FlexibleWorkLedger(models.Model):
    """What an OPD used and paid in one month: the savings that the circulars want evaluated (SE Wali Kota
    Ternate, end of
    month; SE Mendagri: before and after)."""

    _name = "flexible.work.ledger"
    _description = "Use of Electricity, Water, Internet and Fuel"
    _inherit = ["mail.thread"]
    _order = "month desc, department_id, kind"

    company_id = fields.Many2one(
        "res.company", string="Regional government", required=True, index=True, default=lambda self: self.env.company
    )
    department_id = fields.Many2one("hr.department", string="Unit", required=True, index=True, ondelete="restrict")
    opd_id = fields.Many2one(related="department_id.opd_id", string="OPD", store=True)
    month = fields.Date(required=True, index=True, help="The first day of the month.")
    kind = fields.Selection(KIND_SELECTION, required=True, index=True)
    quantity = fields.Float(help="kWh, m³, GB or litres.")
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(help="What was paid or billed for the month.")
    note = fields.Char()

    _once_a_month = models.Constraint(
        "UNIQUE(department_id, month, kind)", "This unit already has figures of this kind for this month."
    )
