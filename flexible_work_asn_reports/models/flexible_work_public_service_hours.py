from odoo import api, fields, models
from odoo.exceptions import ValidationError

WEEKDAY_SELECTION = [
    ("0", "Monday"),
    ("1", "Tuesday"),
    ("2", "Wednesday"),
    ("3", "Thursday"),
    ("4", "Friday"),
    ("5", "Saturday"),
    ("6", "Sunday"),
]


class FlexibleWorkPublicServiceHours(models.Model):
    """Hours of a service on a weekday, always or while a circular is in force. Local hours; never past midnight."""

    _name = "flexible.work.public.service.hours"
    _description = "Hours of a Public Service"
    _order = "circular_id desc, weekday, hour_from"
    _check_company_auto = True

    service_id = fields.Many2one("flexible.work.public.service", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="service_id.company_id", store=True)
    weekday = fields.Selection(WEEKDAY_SELECTION, required=True, default="0")
    hour_from = fields.Float(string="From", required=True, default=8.0)
    hour_to = fields.Float(string="To", required=True, default=15.0)
    circular_id = fields.Many2one(
        "flexible.work.circular",
        string="While in force",
        index="btree_not_null",
        ondelete="cascade",
        check_company=True,
        domain="[('issuer', '=', 'region'), ('is_template', '=', False), ('company_id', '=', company_id)]",
        help="Empty: always. Hours of a circular take the place of the usual ones on all weekdays while it"
        " is in force.",
    )

    _hours_ordered = models.Constraint(
        "CHECK(hour_from >= 0 AND hour_from < hour_to AND hour_to <= 24)",
        "A service opens before it closes, between 00:00 and 24:00. Hours past midnight are two lines: until 24:00, "
        "and from 00:00 on the next weekday.",
    )

    @api.constrains("circular_id")
    def _check_circular(self):
        """:raises ValidationError: for a rule of the central government or a model to copy: they change no hours"""
        for hours in self.sudo():
            if hours.circular_id and not hours.circular_id._binds():
                raise ValidationError(
                    self.env._("%s changes no hours: choose the region's own circular.", hours.circular_id.display_name)
                )

    def write(self, vals):
        """:raises AccessError: for hours that would be moved to a service of others"""
        result = super().write(vals)
        if "service_id" in vals and not self.env.su:
            self.check_access("write")
        return result
