from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

ONE_DAY = timedelta(days=1)
#: a file that begins so is a PDF (base64 of ``%PDF-``)
PDF_BASE64 = b"JVBERi"


class FlexibleWorkCircular(models.Model):
    """Surat Edaran: the legal instrument by which a Wali Kota or Bupati sets flexible work
    (Permen PANRB 4/2025). Once enacted its text is fixed; it ends by its last date, by revocation or by the version
    that supersedes it, and days that were worked under it stay judged by it.

    Rules of the central government and models to copy are kept here, too. They decide nobody's day.
    """

    _name = "flexible.work.circular"
    _description = "Circular"
    _inherit = ["flexible.work.trail", "mail.activity.mixin", "flexible.work.validity"]
    _order = "date_from desc, id desc"
    _rec_names_search = ["name", "number"]
    _check_company_auto = True
    _last_date_field = "last_date"

    name = fields.Char(required=True, tracking=True, string="Title")
    number = fields.Char(tracking=True, copy=False, help="As printed on the circular, such as 800/84/2025.")
    date_issued = fields.Date(tracking=True, copy=False)
    signatory_id = fields.Many2one(
        "hr.employee", check_company=True, groups="hr.group_hr_user,flexible_work_asn.group_bkpsdm"
    )
    signatory_title = fields.Char(tracking=True, help="Who signs, such as Wali Kota Ternate.")
    legal_basis = fields.Text(help="The regulations that the circular carries out.")
    company_id = fields.Many2one(
        "res.company",
        index=True,
        default=lambda self: self.env.company,
        string="Regional government",
        help="Empty for models to copy and for rules of the central government, which all regions may read.",
    )
    date_from = fields.Date(required=True, tracking=True, string="In force from")
    date_to = fields.Date(tracking=True, string="Last day", help="Empty: until it is revoked.")
    revoked_from = fields.Date(readonly=True, copy=False, tracking=True)
    revoke_reason = fields.Text(readonly=True, copy=False, tracking=True)
    superseded_from = fields.Date(readonly=True, copy=False, tracking=True)
    last_date = fields.Date(
        compute="_compute_last_date",
        store=True,
        index=True,
        string="In force until",
        help="Its last day, or the day before it was revoked or superseded.",
    )
    never_in_force = fields.Boolean(
        compute="_compute_last_date", store=True, help="Revoked or superseded before its first day."
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("enacted", "Enacted"),
            ("ended", "Ended"),
            ("superseded", "Superseded"),
            ("revoked", "Revoked"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    onsite_position_level_ids = fields.Many2many(
        "flexible.work.position.level",
        string="Positions that stay in the office",
        context={"active_test": False},
        help="Structural officials, camat and lurah in most circulars, in every unit.",
    )
    rule_ids = fields.One2many("flexible.work.rule", "circular_id", string="Provisions", copy=True)
    issuer = fields.Selection(
        [("region", "Regional government"), ("central", "Central government")],
        default="region",
        required=True,
        tracking=True,
        help="A central rule decides nobody's day by itself: the region's circular carries it out.",
    )
    is_template = fields.Boolean(
        string="Template", help="A model to copy: it decides nothing and belongs to nobody.", copy=False
    )
    to_check = fields.Text(string="To be checked", help="What is not certain yet and must be checked before enacting.")
    parent_id = fields.Many2one(
        "flexible.work.circular",
        string="Carries out",
        index=True,
        tracking=True,
        ondelete="restrict",
        domain="[('issuer', '=', 'central')]",
        help="The rule of the central government that this circular carries out.",
    )
    child_ids = fields.One2many("flexible.work.circular", "parent_id", string="Carried out by")
    supersedes_id = fields.Many2one(
        "flexible.work.circular",
        index=True,
        copy=False,
        tracking=True,
        check_company=True,
        ondelete="restrict",
        domain="[('state', '=', 'enacted'), ('issuer', '=', 'region'), ('is_template', '=', False),"
        " ('company_id', '=', company_id), ('id', '!=', id)]",
        help="When this circular is enacted, that one ends on the day before.",
    )
    superseded_by_ids = fields.One2many("flexible.work.circular", "supersedes_id", string="Superseded by")
    flexible_days_max = fields.Integer(
        default=2,
        string="Flexible days a week",
        tracking=True,
        help="Per person and week; 2 by Permen PANRB 4/2025 Pasal 13(1). 0: no limit.",
    )
    flexible_days_policy = fields.Selection(
        [("warn", "Warn"), ("enforce", "Turn back to office")], default="warn", required=True, tracking=True
    )
    onsite_min_percent = fields.Float(
        string="On site at least (%)", tracking=True, help="Of each OPD as a whole on each working day. 0: not set."
    )
    request_days_before = fields.Integer(
        string="Requests until (days before)", default=1, help="How many days ahead a request must come."
    )
    request_approver = fields.Selection(
        [("head", "Head of the unit"), ("bkpsdm", "BKPSDM")],
        default="head",
        required=True,
        string="Requests decided by",
    )
    public_notice = fields.Html(help="What the public is told about services while the circular is in force.")
    document = fields.Binary(string="Signed PDF", attachment=True, copy=False)
    document_filename = fields.Char(copy=False)

    _dates_ordered = models.Constraint(
        "CHECK(date_to IS NULL OR date_from <= date_to)",
        "The last day of a circular cannot be before its first day.",
    )

    _region_named = models.Constraint(
        "CHECK(company_id IS NOT NULL OR is_template OR issuer = 'central')",
        "Say which regional government issues the circular.",
    )

    @api.depends("name", "number")
    def _compute_display_name(self):
        for circular in self:
            circular.display_name = f"{circular.number} – {circular.name}" if circular.number else circular.name

    @api.depends("date_from", "date_to", "revoked_from", "superseded_from")
    def _compute_last_date(self):
        for circular in self:
            last = circular._last_date()
            circular.last_date = last
            circular.never_in_force = bool(last and circular.date_from and last < circular.date_from)

    @api.depends("state")
    def _compute_validity(self):
        drafts = self.filtered(lambda circular: circular.state == "draft")
        drafts.validity = False
        super(FlexibleWorkCircular, self - drafts)._compute_validity()

    def _search_validity(self, operator, value):
        found = super()._search_validity(operator, value)
        if found is NotImplemented:
            return found
        found &= Domain("never_in_force", "=", False)
        if "past" in value:
            found |= Domain("never_in_force", "=", True)
        return found & Domain("state", "!=", "draft")

    def _citation(self):
        """How explanations name the circular: its number where it has one."""
        self.ensure_one()
        return self.env._("Circular %s", self.number) if self.number else self.name

    def _last_date(self):
        """The last date on which it binds, or False while it is open-ended."""
        self.ensure_one()
        ends = [self.date_to] if self.date_to else []
        ends += [day - ONE_DAY for day in (self.revoked_from, self.superseded_from) if day]
        return min(ends, default=False)

    def _binds(self):
        """Whether it decides anybody's day: rules of the central government and models to copy do not."""
        self.ensure_one()
        return self.issuer == "region" and not self.is_template

    @api.model
    @api.private
    def _binding_between(self, company, date_from, date_to):
        """Circulars of ``company``, in sudo, that decide days from ``date_from`` to ``date_to`` (False: no end)."""
        domain = [
            ("company_id", "=", company.id),
            ("issuer", "=", "region"),
            ("is_template", "=", False),
            ("state", "!=", "draft"),
        ]
        if date_to:
            domain.append(("date_from", "<=", date_to))
        circulars = self.sudo().search(domain)
        return circulars.filtered(lambda circular: not circular._last_date() or circular._last_date() >= date_from)

    @api.constrains("document")
    def _check_document(self):
        for circular in self.with_context(bin_size=False):
            if circular.document and not circular.document.startswith(PDF_BASE64):
                raise ValidationError(self.env._("The signed circular has to be a PDF file. Choose another file."))

    @api.constrains("supersedes_id", "issuer", "is_template")
    def _check_supersedes(self):
        for circular in self:
            if circular.supersedes_id and not circular._binds():
                raise ValidationError(
                    self.env._("Only a circular of the regional government can supersede another of its circulars.")
                )

    @api.constrains("date_from", "date_to")
    def _check_provisions_within(self):
        self.rule_ids._check_within_circular()

    def action_enact(self):
        """Enact drafts: from now on the text is fixed and everybody's plan follows it.

        What the circular supersedes ends on the day before it comes into force.

        :raises UserError: one message with all that is missing: number, date, signatory, provisions, the regional
            government, what is still to be checked; or why the older version cannot be superseded.
        """
        self.check_access("write")
        for circular in self:
            circular._check_enactable()
            circular._check_before_enacting()
            circular.sudo()._enact()

    @api.private
    def _facts_changed(self, date_from):
        """Hook: the plan of the whole regional government may have changed from ``date_from`` on."""

    @api.private
    def _days_judged_from(self, date_from):
        """Hook: whether days from ``date_from`` on are closed already, judged by the rules that were in force."""
        return False
