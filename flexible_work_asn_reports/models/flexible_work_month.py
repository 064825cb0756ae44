from odoo import fields, models


class FlexibleWorkMonth(models.Model):
    """The recapitulation of a month: per OPD and per person, with apel, warnings and savings; from it come the
    report to
    the governor or the ministry (SE Mendagri 800.1.5/3349/SJ) and the recap of apel by day 5 of the next month.

    ``draft`` (counted as often as wanted) → ``confirmed`` by BKPSDM, and then it is frozen → ``sent``.
    """

    _name = "flexible.work.month"
    _description = "Monthly Recapitulation"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "month desc, company_id"

    company_id = fields.Many2one(
        "res.company",
        string="Regional government",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
    )
    month = fields.Date(required=True, index=True, help="The first day of the month.")
    state = fields.Selection(
        [("draft", "Draft"), ("confirmed", "Confirmed"), ("sent", "Sent")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    number = fields.Char(string="Letter number", copy=False, tracking=True)
    counted_at = fields.Datetime(string="Counted", readonly=True, copy=False)
    line_ids = fields.One2many("flexible.work.month.line", "month_id", string="OPD", readonly=True, copy=False)
    person_ids = fields.One2many("flexible.work.month.person", "month_id", string="People", readonly=True, copy=False)

    _company_month_unique = models.Constraint(
        "UNIQUE(company_id, month)", "There is already a recapitulation of this month."
    )
