from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date


class FlexibleWorkPublicServiceChange(models.Model):
    """A service is closed, moved, given online or at other hours on some dates, and why.

    Told to the public beforehand (SE Bupati Kutai Timur; UU 25/2009).
    """

    _name = "flexible.work.public.service.change"
    _description = "Closed or Moved Public Service"
    _order = "date_from desc, id desc"
    _check_company_auto = True

    service_id = fields.Many2one("flexible.work.public.service", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="service_id.company_id", store=True)
    date_from = fields.Date(
        string="From", required=True, default=lambda self: self.env.company._flexible_work_today(), help="Local date."
    )
    date_to = fields.Date(
        string="Until", required=True, default=lambda self: self.env.company._flexible_work_today(), help="Local date."
    )
    kind = fields.Selection(
        [
            ("closed", "Closed these days"),
            ("moved", "At another place"),
            ("online", "Online only"),
            ("hours", "At other hours"),
        ],
        required=True,
        default="closed",
    )
    notice = fields.Char(required=True, translate=True, help="What the public is told.")
    hour_from = fields.Float(string="Opens at")
    hour_to = fields.Float(string="Closes at")
    location_id = fields.Many2one(
        "hr.work.location",
        string="Where instead",
        check_company=True,
        domain="[('location_type', '!=', 'home')]",
    )

    _dates_ordered = models.Constraint("CHECK(date_from <= date_to)", "The last date lies before the first.")
    _hours_ordered = models.Constraint(
        "CHECK(kind != 'hours' OR COALESCE(hour_from >= 0 AND hour_from < hour_to AND hour_to <= 24, FALSE))",
        "Say at which other hours it opens and closes, between 00:00 and 24:00.",
    )

    @api.depends("kind", "date_from")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for change in self:
            change.display_name = f"{kinds.get(change.kind)}, {format_date(self.env, change.date_from)}"

    @api.constrains("kind", "location_id")
    def _check_location(self):
        """:raises ValidationError: where it says that a service moves and not where to, or to somebody's home"""
        for change in self.sudo():
            if change.kind == "moved" and not change.location_id:
                raise ValidationError(self.env._("Say where the service is given instead: choose the place."))
            if change.location_id.location_type == "home":
                raise ValidationError(self.env._("A home is no place that is told to the public. Choose an office."))

    def write(self, vals):
        """:raises AccessError: for a change that would be moved to a service of others"""
        result = super().write(vals)
        if "service_id" in vals and not self.env.su:
            self.check_access("write")
        return result
