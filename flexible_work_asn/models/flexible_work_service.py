from odoo import fields, models


class FlexibleWorkService(models.Model):
    """A service of a unit with its volume and time norm, such as those of the PATEN counter (Permendagri 4/2010).

    Volume is what moves, the norm stays: both make the need of people (Permen PANRB 1/2020).
    """

    _name = "flexible.work.service"
    _description = "Service with Volume and Time Norm"
    _inherit = ["flexible.work.post", "mail.thread"]
    _order = "department_id, sequence, name, id"

    name = fields.Char(required=True, tracking=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    legal_basis = fields.Char(help="Of the delegation to the camat, and of the time norm.")
    volume = fields.Float(tracking=True, help="Requests expected in the period.")
    volume_period = fields.Selection(
        [("year", "A year"), ("month", "A month")], string="Volume of", default="year", required=True, tracking=True
    )
    norm_minutes = fields.Float(
        string="Time norm (minutes)", tracking=True, help="Minutes of work that one request takes (norma waktu)."
    )
    standard_days = fields.Float(
        string="Standard time (working days)", default=1.0, help="From the request until the document is issued."
    )
    actual_ids = fields.One2many("flexible.work.service.actual", "service_id", string="Monthly actuals")
