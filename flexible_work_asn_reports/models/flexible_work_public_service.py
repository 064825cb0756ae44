import secrets
from urllib.parse import urlsplit

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

WEB = ("http", "https")


class FlexibleWorkPublicService(models.Model):
    """A service that a unit gives to the public: where, when, by which number it is reached, and where to complain.

    The public page shows it; so nothing personal belongs here (UU 25/2009 on public services, UU 14/2008 on
    information).
    """

    _name = "flexible.work.public.service"
    _description = "Public Service"
    _inherit = ["flexible.work.trail"]
    _order = "department_id, sequence, name, id"
    _check_company_auto = True
    _mail_post_access = "read"

    name = fields.Char(required=True, translate=True, tracking=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True, tracking=True)
    company_id = fields.Many2one(
        "res.company",
        string="Regional government",
        compute="_compute_company_id",
        store=True,
        precompute=True,
        index=True,
    )
    department_id = fields.Many2one(
        "hr.department",
        string="Unit",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
        check_company=True,
        default=lambda self: self.env["hr.department"]._flexible_work_own_unit(),
    )
    category_id = fields.Many2one(
        related="department_id.service_category_id", string="Kind of service", store=True, index=True
    )
    location_id = fields.Many2one(
        "hr.work.location",
        string="Where",
        tracking=True,
        check_company=True,
        domain="[('location_type', '!=', 'home')]",
        help="Empty: the site of the unit.",
    )
    address = fields.Char(tracking=True, help="As citizens find it. Empty: the address of the site.")
    phone = fields.Char(
        string="Telephone or WhatsApp", tracking=True, help="Of the office, not of a person: everybody reads it."
    )
    website = fields.Char(help="A full address, such as https://dukcapil.ternatekota.go.id.")
    around_the_clock = fields.Boolean(tracking=True, help="Open day and night, on holidays, too.")
    on_holidays = fields.Boolean(string="Open on holidays", tracking=True)
    vulnerable = fields.Char(
        string="For vulnerable groups",
        translate=True,
        help="What is kept for the elderly, expectant mothers and people with disabilities (UU 25/2009 Pasal 29).",
    )
    complaint = fields.Text(string="How to complain", translate=True, help="Empty: the channels of the unit.")
    hours_ids = fields.One2many("flexible.work.public.service.hours", "service_id", copy=True)
    change_ids = fields.One2many("flexible.work.public.service.change", "service_id", string="Closed or moved")
    token = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        index=True,
        default=lambda self: secrets.token_urlsafe(9),
        help="The part of the address in the QR code.",
    )
    public_url = fields.Char(string="Public page", compute="_compute_public_url")

    _token_unique = models.Constraint("UNIQUE(token)", "The address of a service is its own.")

    @api.depends("department_id.company_id")
    def _compute_company_id(self):
        for service in self:
            service.company_id = service.department_id.company_id or service.company_id or self.env.company

    @api.depends("token")
    def _compute_public_url(self):
        for service in self:
            service.public_url = service._public_url()

    @api.constrains("website")
    def _check_website(self):
        """:raises ValidationError: for anything that a browser would not simply open"""
        for service in self.filtered("website"):
            address = urlsplit(service.website.strip())
            if address.scheme not in WEB or not address.netloc:
                raise ValidationError(
                    self.env._("The website has to be a full address that begins with https:// or http://.")
                )

    @api.constrains("location_id")
    def _check_location(self):
        """:raises ValidationError: for somebody's home"""
        if any(service.location_id.location_type == "home" for service in self.sudo()):
            raise ValidationError(self.env._("A home is no place that is told to the public. Choose an office."))

    @api.model_create_multi
    def create(self, vals_list):
        """:raises AccessError: for an address of one's own choice, which could be guessed"""
        self._check_token(vals_list)
        if not self.env.su:
            context = {key: value for key, value in self.env.context.items() if key != "default_token"}
            # replaced as a whole, because adding to it takes nothing away
            entering = self.with_context(context)  # pylint: disable=context-overridden
            return super(FlexibleWorkPublicService, entering).create(vals_list).with_env(self.env)
        return super().create(vals_list)

    def write(self, vals):
        """:raises AccessError: for an address of one's own choice, and for a service that would be moved to others"""
        self._check_token([vals])
        result = super().write(vals)
        if {"department_id", "company_id"} & vals.keys() and not self.env.su:
            self.check_access("write")
        return result

    def _check_token(self, vals_list):
        if not self.env.su and any("token" in vals for vals in vals_list):
            raise AccessError(
                self.env._("The address of a service is drawn by lot: ask for another one by its button.")
            )

    @api.model
    @api.private
    def _of_token(self, token):
        """The service with the ``token`` of an address; none for what no token can be (PostgreSQL knows no NUL)."""
        return self.search([("token", "=", token)], limit=1) if token.isprintable() else self.browse()

    @api.private
    def _public_url(self):
        """The page of the service, target of its QR code."""
        self.ensure_one()
        return f"{self.get_base_url()}/layanan/u/{self.token}"

    def action_open_public_page(self):
        """The page as everybody sees it."""
        self.ensure_one()
        self.check_access("read")
        self.company_id._check_public_page()
        return {"type": "ir.actions.act_url", "url": f"/layanan/u/{self.token}", "target": "new"}

    def action_new_address(self):
        """Another address, where the old one was misused: posters that hang already lead nowhere then."""
        self.check_access("write")
        for service in self:
            service.sudo().token = secrets.token_urlsafe(9)
            service.message_post(body=self.env._("The public page has a new address; posters have to be printed anew."))
        return True

    def action_fill_hours(self):
        """Take the usual hours over from the working schedule of the regional government.

        :raises UserError: when there are usual hours already, or the schedule has none
        """
        self.check_access("write")
        for service in self:
            if service.hours_ids.filtered(lambda hours: not hours.circular_id):
                raise UserError(self.env._("%s has usual hours already: change those.", service.display_name))
            rows = {
                (line.dayofweek, line.hour_from, line.hour_to)
                for line in service.company_id.sudo().resource_calendar_id.attendance_ids
                if line.day_period != "lunch" and line.hour_to > line.hour_from
            }
            if not rows:
                raise UserError(
                    self.env._("The working schedule of %s has no hours to take over.", service.company_id.name)
                )
            service.hours_ids = [
                fields.Command.create({"weekday": weekday, "hour_from": first, "hour_to": last})
                for weekday, first, last in sorted(rows)
            ]
        return True
