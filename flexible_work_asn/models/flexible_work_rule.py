from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..plan import WEEKDAYS

#: short, because a provision shows seven of them side by side
DAY_VALUES = [
    ("wfo", "WFO"),
    ("wfh", "WFH"),
    ("wfa", "WFA"),
    ("other_office", "Other office"),
    ("choice", "WFH or WFA"),
    ("roster", "By roster"),
]


class FlexibleWorkRule(models.Model):
    """One provision of a circular: for whom, and where each weekday is worked.

    An empty scope means everybody. A weekday without a value is left to the next rule.
    """

    _name = "flexible.work.rule"
    _description = "Provision of a Circular"
    _order = "circular_id, sequence, id"

    circular_id = fields.Many2one("flexible.work.circular", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="circular_id.company_id", store=True, index=True)
    sequence = fields.Integer(default=10)
    article = fields.Char(help="The article or number of the circular that says so, for every explanation.")
    department_ids = fields.Many2many("hr.department", string="Units", help="With their sub-units. Empty: all units.")
    service_category_ids = fields.Many2many(
        "flexible.work.service.category", string="Service categories", help="Empty: all kinds of service."
    )
    position_level_ids = fields.Many2many(
        "flexible.work.position.level", string="Position levels", help="Empty: all positions."
    )
    monday = fields.Selection(DAY_VALUES)
    tuesday = fields.Selection(DAY_VALUES)
    wednesday = fields.Selection(DAY_VALUES)
    thursday = fields.Selection(DAY_VALUES)
    friday = fields.Selection(DAY_VALUES)
    saturday = fields.Selection(DAY_VALUES)
    sunday = fields.Selection(DAY_VALUES)

    area_ids = fields.Many2many("flexible.work.area", string="Areas of residence", help="Empty: wherever they live.")
    date_from = fields.Date(string="From", help="Empty: as long as the circular is in force.")
    date_to = fields.Date(string="To")
    hour_from = fields.Float(
        string="From the hour", help="A part of the day only, such as from 12:00. 0 and 0: the day."
    )
    hour_to = fields.Float(string="To the hour", help="0: until the end of the working day.")
    hours_tolerance = fields.Integer(
        string="Dynamic hours (± minutes)",
        help="By how much one may start earlier or later and make it up the same day.",
    )
    to_check = fields.Boolean(help="Not certain yet: to be checked against the signed text.")
    note = fields.Char()

    _dates_ordered = models.Constraint(
        "CHECK(date_from IS NULL OR date_to IS NULL OR date_from <= date_to)",
        "The last day of a provision cannot be before its first day.",
    )

    @api.depends("article", "circular_id.name")
    def _compute_display_name(self):
        for rule in self:
            rule.display_name = rule.article or self.env._("Provision of %s", rule.circular_id.name or "")

    @api.constrains("circular_id", *WEEKDAYS)
    def _check_says_something(self):
        for rule in self:
            if not any(rule[weekday] for weekday in WEEKDAYS):
                raise ValidationError(self.env._("A provision must say where at least one weekday is worked."))

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        rules.circular_id._check_changeable()
        return rules

    def write(self, vals):
        self.circular_id._check_changeable()
        result = super().write(vals)
        self.circular_id._check_changeable()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_enacted(self):
        self.circular_id._check_changeable()
