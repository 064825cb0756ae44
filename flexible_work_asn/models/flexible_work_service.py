from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..placement.need import yearly


class FlexibleWorkService(models.Model):
    """A service of a unit with its volume and time norm, such as those of the PATEN counter (Permendagri 4/2010).

    Volume is what moves, the norm stays: both make the need of people (Permen PANRB 1/2020).
    """

    _name = "flexible.work.service"
    _description = "Service with Volume and Time Norm"
    _inherit = ["flexible.work.post", "flexible.work.trail"]
    _order = "department_id, sequence, name, id"

    name = fields.Char(required=True, tracking=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True, tracking=True)
    legal_basis = fields.Char(help="Of the delegation to the camat, and of the time norm.")
    volume = fields.Float(tracking=True, digits=(16, 0), help="Requests expected in the period.")
    volume_period = fields.Selection(
        [("year", "A year"), ("month", "A month")], string="Volume of", default="year", required=True, tracking=True
    )
    norm_minutes = fields.Float(
        string="Time norm (minutes)", tracking=True, help="Minutes of work that one request takes (norma waktu)."
    )
    standard_days = fields.Float(
        string="Standard time (working days)", default=1.0, help="From the request until the document is issued."
    )
    minutes_year = fields.Float(
        string="Workload (minutes a year)", compute="_compute_minutes_year", store=True, digits=(16, 0)
    )
    actual_ids = fields.One2many("flexible.work.service.actual", "service_id", string="Monthly actuals")

    _name_unique = models.UniqueIndex(
        "(department_id, name) WHERE active", "The unit has a service of this name already: change that one."
    )

    @api.depends("volume", "volume_period", "norm_minutes")
    def _compute_minutes_year(self):
        for service in self:
            service.minutes_year = service._volume_year() * service.norm_minutes

    def _volume_year(self):
        """Planned requests of a year."""
        return yearly(self.volume, self.volume_period or "year")

    @api.constrains("volume", "norm_minutes", "standard_days")
    def _check_figures(self):
        for service in self:
            if min(service.volume, service.norm_minutes, service.standard_days) < 0:
                raise ValidationError(
                    self.env._("%s: volume, time norm and standard time are 0 or more.", service.display_name)
                )

    def action_actuals(self):
        """The monthly actuals of this service."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id("flexible_work_asn.flexible_work_service_actual_action")
        return action | {
            "domain": [("service_id", "=", self.id)],
            "context": {"default_service_id": self.id},
            "name": self.display_name,
        }
