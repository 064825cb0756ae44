from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

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
#: a scope keeps what was archived since: without it, it could be empty, and an empty one means everybody
KEPT = {"active_test": False}
#: left to the head of the unit or to the employee
UNDECIDED = ("roster", "choice")


class FlexibleWorkRule(models.Model):
    """One provision of a circular: for whom, and where each weekday is worked, by the nature of the task
    (Permen PANRB 4/2025 Pasal 8; Perpres 21/2023 Pasal 8).

    An empty scope means everybody. A weekday without a value is left to the next rule.
    """

    _name = "flexible.work.rule"
    _description = "Provision of a Circular"
    _order = "circular_id, sequence, id"

    circular_id = fields.Many2one("flexible.work.circular", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="circular_id.company_id", store=True, index=True)
    sequence = fields.Integer(default=10)
    article = fields.Char(help="The article or number of the circular that says so, for every explanation.")
    department_ids = fields.Many2many(
        "hr.department", string="Units", context=KEPT, help="With their sub-units. Empty: all units."
    )
    service_category_ids = fields.Many2many(
        "flexible.work.service.category",
        string="Service categories",
        context=KEPT,
        help="Empty: all kinds of service.",
    )
    position_level_ids = fields.Many2many(
        "flexible.work.position.level", string="Position levels", context=KEPT, help="Empty: all positions."
    )
    monday = fields.Selection(DAY_VALUES)
    tuesday = fields.Selection(DAY_VALUES)
    wednesday = fields.Selection(DAY_VALUES)
    thursday = fields.Selection(DAY_VALUES)
    friday = fields.Selection(DAY_VALUES)
    saturday = fields.Selection(DAY_VALUES)
    sunday = fields.Selection(DAY_VALUES)
    area_ids = fields.Many2many(
        "flexible.work.area", string="Areas of residence", context=KEPT, help="Empty: wherever they live."
    )
    date_from = fields.Date(string="From", help="Empty: as long as the circular is in force.")
    date_to = fields.Date(string="Last day")
    hour_from = fields.Float(
        string="From the hour", help="A part of the day only, such as from 12:00. 0 and 0: the day."
    )
    hour_to = fields.Float(string="To the hour", help="0: until the end of the working day.")
    hours_tolerance = fields.Integer(
        string="Dynamic hours (± minutes)",
        help="By how much one may start earlier or later and make it up the same day (Permen PANRB 4/2025 Pasal 17).",
    )
    to_check = fields.Boolean(string="To be checked", help="Not certain yet: to be checked against the signed text.")
    note = fields.Char(help="What is to be checked, or how the provision is meant.")

    _dates_ordered = models.Constraint(
        "CHECK(date_from IS NULL OR date_to IS NULL OR date_from <= date_to)",
        "The last day of a provision cannot be before its first day.",
    )
    _tolerance_of_hours = models.Constraint(
        "CHECK(hours_tolerance BETWEEN 0 AND 240)", "Dynamic hours lie between 0 and 240 minutes."
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

    @api.constrains("hour_from", "hour_to", *WEEKDAYS)
    def _check_part_of_day(self):
        """A part of the day needs hours in order, and a place: who decides by roster or choice decides for the day."""
        for rule in self.filtered(lambda rule: rule.hour_from or rule.hour_to):
            if not (0 <= rule.hour_from < 24 and (not rule.hour_to or rule.hour_from < rule.hour_to <= 24)):
                raise ValidationError(
                    self.env._("The hours of a provision lie between 00:00 and 24:00, the first before the last.")
                )
            if any(rule[weekday] in UNDECIDED for weekday in WEEKDAYS):
                raise ValidationError(
                    self.env._(
                        "For a part of the day say office, home, elsewhere or other office: "
                        "a roster or one's own choice is for the whole day."
                    )
                )

    @api.constrains("circular_id", "date_from", "date_to")
    def _check_within_circular(self):
        """A provision is in force at most as long as its circular."""
        for rule in self:
            circular = rule.circular_id
            first, last = circular.date_from, circular.date_to
            days = [day for day in (rule.date_from, rule.date_to) if day]
            if any(day < first or (last and day > last) for day in days):
                raise ValidationError(
                    self.env._(
                        "The dates of the provision %(provision)s lie outside the circular: %(from)s – %(to)s.",
                        provision=rule.article or rule.summary,
                        **{
                            "from": format_date(self.env, first),
                            "to": format_date(self.env, last) if last else "…",
                        },
                    )
                )

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
