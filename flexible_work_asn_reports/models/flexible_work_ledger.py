from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

KIND_SELECTION = [
    ("electricity", "Electricity"),
    ("water", "Water"),
    ("internet", "Internet"),
    ("fuel", "Fuel"),
    ("other", "Other operations"),
]
#: what the quantity of a kind is counted in; other operations have an amount alone
MEASURES = {"electricity": "kWh", "water": "m³", "internet": "GB", "fuel": "litre", "other": ""}
#: what a month is compared with
BACK = {"before": relativedelta(months=1), "last_year": relativedelta(years=1)}


class FlexibleWorkLedger(models.Model):
    """What a unit used and paid in one month: the savings that the circulars want evaluated at the end of a month
    (SE Wali Kota Ternate 800/84/2025) and before against after (SE Mendagri 800.1.5/3349/SJ).

    A month that nobody has entered is not a month without use: it has no row, and enters no sum and no comparison.
    """

    _name = "flexible.work.ledger"
    _description = "Use of Electricity, Water, Internet and Fuel"
    _inherit = ["flexible.work.trail"]
    _order = "month desc, department_id, kind"
    _mail_post_access = "read"

    company_id = fields.Many2one(
        "res.company",
        string="Regional government",
        compute="_compute_company_id",
        store=True,
        precompute=True,
        index=True,
    )
    department_id = fields.Many2one(
        "hr.department",
        string="Unit",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
        default=lambda self: self.env["hr.department"]._flexible_work_own_unit(),
    )
    opd_id = fields.Many2one(related="department_id.opd_id", string="OPD", store=True)
    month = fields.Date(
        required=True,
        index=True,
        tracking=True,
        default=lambda self: self._last_month(),
        help="Any day of the month; its first day is kept.",
    )
    kind = fields.Selection(KIND_SELECTION, string="What", required=True, index=True, tracking=True)
    quantity = fields.Float(
        digits=(16, 2), tracking=True, help="Electricity in kWh, water in m³, internet in GB, fuel in litres."
    )
    measure = fields.Char(string="In", compute="_compute_measure", help="What the quantity is counted in.")
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(tracking=True, help="What was paid or billed for the month.")
    note = fields.Char(help="Such as the number of the bill, or why the month is unusual.")

    quantity_before = fields.Float(
        string="Quantity, month before", digits=(16, 2), compute="_compute_comparison", aggregator=None
    )
    quantity_last_year = fields.Float(
        string="Quantity, same month last year", digits=(16, 2), compute="_compute_comparison", aggregator=None
    )
    amount_before = fields.Monetary(string="Amount, month before", compute="_compute_comparison", aggregator=None)
    amount_last_year = fields.Monetary(
        string="Amount, same month last year", compute="_compute_comparison", aggregator=None
    )
    change_before = fields.Float(
        string="Against the month before (%)",
        compute="_compute_comparison",
        aggregator=None,
        help="By quantity, or by amount where no quantity was entered. Below zero: less was used.",
    )
    change_last_year = fields.Float(
        string="Against last year (%)",
        compute="_compute_comparison",
        aggregator=None,
        help="By quantity, or by amount where no quantity was entered. Below zero: less was used.",
    )
    has_before = fields.Boolean(compute="_compute_comparison")
    has_last_year = fields.Boolean(compute="_compute_comparison")

    _once_a_month = models.Constraint(
        "UNIQUE(department_id, month, kind)",
        "This unit already has figures of this kind for this month. Change that row instead of adding another one.",
    )
    _first_of_month = models.Constraint("CHECK (EXTRACT(DAY FROM month) = 1)", "A month is kept by its first day.")
    _not_negative = models.Constraint(
        "CHECK (COALESCE(quantity, 0) >= 0 AND COALESCE(amount, 0) >= 0)",
        "Neither a quantity nor an amount is negative. A credit note lowers the amount of its month.",
    )

    # ------------------------------------------------------------ computed
    @api.model
    def _last_month(self):
        """The first day of the month that is over: its bills are there."""
        return self.env.company._flexible_work_today().replace(day=1) - relativedelta(months=1)

    @api.depends("department_id")
    def _compute_company_id(self):
        for row in self:
            row.company_id = row.department_id.company_id or row.company_id or self.env.company

    @api.depends("kind")
    @api.depends_context("lang")
    def _compute_measure(self):
        for row in self:
            row.measure = self._measure_of(row.kind)

    @api.model
    @api.private
    def _measure_of(self, kind) -> str:
        """What the quantity of ``kind`` is counted in, in the language of the reader."""
        measure = MEASURES.get(kind, "")
        return self.env._("litre") if measure == "litre" else measure

    @api.depends("department_id", "month", "kind")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for row in self:
            month = format_date(self.env, row.month, date_format="MMMM y") if row.month else ""
            row.display_name = ", ".join(filter(None, (kinds.get(row.kind), row.department_id.name, month)))

    @api.depends("department_id", "month", "kind", "quantity", "amount")
    def _compute_comparison(self):
        """The same unit and kind a month and a year before, for all rows in one query."""
        earlier = self._earlier()
        for row in self:
            for when, back in BACK.items():
                found = earlier.get((row.department_id.id, row.kind, row.month and row.month - back))
                quantity, amount = found or (0.0, 0.0)
                by_quantity = row.quantity and quantity
                change = _change(row.quantity, quantity) if by_quantity else _change(row.amount, amount)
                row[f"has_{when}"] = bool(found)
                row[f"quantity_{when}"] = quantity
                row[f"amount_{when}"] = amount
                row[f"change_{when}"] = change

    def _earlier(self):
        """{(unit, kind, month): (quantity, amount)} of the months that these rows are compared with."""
        months = {month - back for month in self.mapped("month") if month for back in BACK.values()}
        if not months:
            return {}
        # with the user's own access: a form may ask about a unit of others before it is saved
        rows = self.search_fetch(
            [
                ("department_id", "in", self.department_id.ids),
                ("month", "in", list(months)),
                ("kind", "in", list(filter(None, set(self.mapped("kind"))))),
            ],
            ["department_id", "kind", "month", "quantity", "amount"],
        )
        return {(row.department_id.id, row.kind, row.month): (row.quantity, row.amount) for row in rows}

    # ------------------------------------------------------------ create and change
    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._with_first_day(vals) for vals in vals_list])

    def write(self, vals):
        result = super().write(self._with_first_day(vals))
        if {"department_id", "company_id"} & vals.keys() and not self.env.su:
            # it may have been moved to others
            self.check_access("write")
        return result

    @api.model
    def _with_first_day(self, vals):
        """``vals`` with the first day of the month, whichever day was entered."""
        month = fields.Date.to_date(vals.get("month"))
        return vals | {"month": month.replace(day=1)} if month else vals

    @api.constrains("month")
    def _check_month(self):
        for row in self:
            if row.month > row.company_id.sudo()._flexible_work_today():
                raise ValidationError(
                    self.env._("%s lies in the future: enter what has been used and billed.", row.display_name)
                )

    @api.constrains("department_id")
    def _check_unit(self):
        for row in self.sudo():
            if row.department_id.company_id and row.department_id.company_id != row.company_id:
                raise ValidationError(
                    self.env._("%s is a unit of another regional government.", row.department_id.display_name)
                )


def _change(now, before):
    """Change against ``before`` in percent; 0 where there was nothing."""
    return round(100 * (now - before) / before, 1) if before else 0.0
