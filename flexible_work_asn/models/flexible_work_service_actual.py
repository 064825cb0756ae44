from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date


class FlexibleWorkServiceActual(models.Model):
    """What a service received and finished in a month; operators enter it for their units."""

    _name = "flexible.work.service.actual"
    _description = "Monthly Actual of a Service"
    _order = "month desc, department_id, service_id"
    _check_company_auto = True

    service_id = fields.Many2one(
        "flexible.work.service", required=True, index=True, ondelete="cascade", check_company=True
    )
    department_id = fields.Many2one(related="service_id.department_id", store=True, index=True)
    company_id = fields.Many2one(related="service_id.company_id", store=True, index=True)
    month = fields.Date(
        required=True, default=lambda self: self._default_month(), help="Any day of it; the first is kept."
    )
    received = fields.Integer(help="Requests that came in.")
    finished = fields.Integer(help="Requests that were finished, in whatever month they came in.")
    late = fields.Integer(string="Over standard time", help="Of those finished.")
    note = fields.Char()

    _service_month_unique = models.Constraint(
        "UNIQUE(service_id, month)", "The figures of this service and month are there already: change those."
    )

    @api.model
    def _default_month(self):
        """The first day of the month before this one: the last that is over."""
        today = self.env.company._flexible_work_today()
        return fields.Date.subtract(today.replace(day=1), months=1)

    @api.depends("service_id.display_name", "month")
    def _compute_display_name(self):
        for actual in self:
            month = actual.month and format_date(self.env, actual.month, date_format="MMMM y")
            actual.display_name = ", ".join(filter(None, (actual.service_id.display_name, month)))

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._with_first_day(vals) for vals in vals_list])

    def write(self, vals):
        result = super().write(self._with_first_day(vals))
        if "service_id" in vals:
            # it may have been moved to a unit of others
            self.check_access("write")
        return result

    @api.model
    def _with_first_day(self, vals):
        month = fields.Date.to_date(vals.get("month"))
        return {**vals, "month": month.replace(day=1)} if month else vals

    @api.constrains("received", "finished", "late")
    def _check_figures(self):
        for actual in self:
            if min(actual.received, actual.finished, actual.late) < 0:
                raise ValidationError(self.env._("%s: the figures are 0 or more.", actual.display_name))
            if actual.late > actual.finished:
                raise ValidationError(
                    self.env._(
                        "%(month)s: %(late)s over standard time are more than the %(finished)s that were finished.",
                        month=actual.display_name,
                        late=actual.late,
                        finished=actual.finished,
                    )
                )

    @api.constrains("month")
    def _check_month(self):
        """What has not begun has no figures yet, by the date of the regional government."""
        for company, actuals in self.grouped("company_id").items():
            today = company._flexible_work_today()
            for actual in actuals:
                if actual.month > today:
                    raise ValidationError(
                        self.env._("%s: this month has not begun. Enter it when it is over.", actual.display_name)
                    )
