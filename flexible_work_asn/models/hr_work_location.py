from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..column_defaults import give_defaults


class HrWorkLocation(models.Model):
    """A work location becomes a site with a centre and a radius, against which check-ins are judged."""

    _inherit = "hr.work.location"

    is_located = fields.Boolean(
        string="Has a position",
        help="Said apart from the figures, because 0.0 is a real latitude for regions on the equator.",
    )
    latitude = fields.Float(digits=(10, 7), help="Decimal degrees, north positive.")
    longitude = fields.Float(digits=(10, 7), help="Decimal degrees, east positive.")
    radius = fields.Integer(default=100, help="Metres around the centre in which a check-in counts as inside.")

    networks = fields.Text(
        help="Networks of this site as CIDR, one a line (IPv4 or IPv6), such as 103.10.20.0/24: a check-in from there "
        "is inside, whatever the position says.",
    )

    _radius_positive = models.Constraint("CHECK(radius > 0)", "The radius must be larger than 0 m.")

    def init(self):
        super().init()
        give_defaults(self, "flexible_work_asn")

    @api.constrains("latitude", "longitude")
    def _check_coordinates(self):
        for site in self:
            if not (-90 <= site.latitude <= 90 and -180 <= site.longitude <= 180):
                raise ValidationError(
                    self.env._(
                        "The position of %(site)s is not on Earth: latitude runs from -90 to 90 and "
                        "longitude from -180 to 180 degrees.",
                        site=site.name,
                    )
                )

    @api.onchange("latitude", "longitude")
    def _onchange_coordinates(self):
        for site in self:
            site.is_located = site.is_located or bool(site.latitude or site.longitude)
