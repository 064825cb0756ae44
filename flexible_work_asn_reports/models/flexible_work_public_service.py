import secrets

from odoo import fields, models


class FlexibleWorkPublicService(models.Model):
    """A service that a unit gives to the public: where, when, by which number it is reached, and where to complain. The
    public page shows it; so nothing personal belongs here (UU 25/2009 on public services, UU 14/2008 on
    information)."""

    _name = "flexible.work.public.service"
    _description = "Public Service"
    _inherit = ["mail.thread"]
    _order = "department_id, sequence, name, id"

    name = fields.Char(required=True, translate=True, tracking=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", string="Regional government", required=True, index=True, default=lambda self: self.env.company
    )
    department_id = fields.Many2one("hr.department", string="Unit", required=True, index=True, ondelete="restrict")
    location_id = fields.Many2one("hr.work.location", string="Where")
    address = fields.Char(help="As citizens find it. Empty: the address of the site.")
    phone = fields.Char(string="Telephone or WhatsApp")
    website = fields.Char()
    around_the_clock = fields.Boolean(help="Open day and night, on holidays, too.")
    on_holidays = fields.Boolean(string="Open on holidays")
    vulnerable = fields.Char(
        string="For vulnerable groups",
        translate=True,
        help="What is kept for the elderly, expectant mothers and people with disabilities.",
    )
    complaint = fields.Text(string="How to complain", translate=True, help="Empty: the channels of the unit.")
    hours_ids = fields.One2many("flexible.work.public.service.hours", "service_id", string="Hours", copy=True)
    change_ids = fields.One2many("flexible.work.public.service.change", "service_id", string="Closed or moved")
    token = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        index=True,
        default=lambda self: secrets.token_urlsafe(9),
        help="The part of the address in the QR code.",
    )

    _token_unique = models.Constraint("UNIQUE(token)", "The address of a service is its own.")
