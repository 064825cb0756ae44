from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

#: what an enacted circular says; changing it needs a new circular
TEXT_FIELDS = {
    "name",
    "number",
    "date_issued",
    "signatory_id",
    "signatory_title",
    "legal_basis",
    "date_from",
    "date_to",
    "onsite_position_level_ids",
    "rule_ids",
    "company_id",
}


class FlexibleWorkCircular(models.Model):
    """Surat Edaran: the legal instrument by which a Wali Kota or Bupati sets flexible work
    (Permen PANRB 4/2025). Once enacted its text is fixed; it ends by its last date or by revocation,
    and days that were worked under it stay judged by it."""

    _name = "flexible.work.circular"
    _description = "Circular"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

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
    state = fields.Selection(
        [("draft", "Draft"), ("enacted", "Enacted"), ("revoked", "Revoked")],
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
    is_template = fields.Boolean(help="A model to copy: it decides nothing and belongs to nobody.", copy=False)
    to_check = fields.Text(string="To be checked", help="What is not certain yet and must be checked before enacting.")
    parent_id = fields.Many2one(
        "flexible.work.circular", string="Carries out", index=True, tracking=True, domain="[('issuer', '=', 'central')]"
    )
    supersedes_id = fields.Many2one(
        "flexible.work.circular",
        string="Supersedes",
        index=True,
        copy=False,
        tracking=True,
        check_company=True,
        domain="[('state', '=', 'enacted'), ('issuer', '=', 'region')]",
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
        string="On site at least (%)", tracking=True, help="Of each unit on each working day. 0: not set."
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

    def _citation(self):
        """How explanations name the circular: its number where it has one."""
        self.ensure_one()
        return self.env._("Circular %s", self.number) if self.number else self.name

    def _last_date(self):
        """The last date on which it binds, or False while it is open-ended."""
        self.ensure_one()
        ends = [self.date_to] if self.date_to else []
        if self.revoked_from:
            ends.append(self.revoked_from - timedelta(days=1))
        return min(ends, default=False)

    def action_enact(self):
        """Enact drafts: from now on the text is fixed and everybody's plan follows it.

        :raises UserError: when number, date, signatory or every provision is missing.
        """
        for circular in self:
            if circular.state != "draft":
                raise UserError(self.env._("%s is not a draft.", circular.display_name))
            missing = [
                circular._fields[name]._description_string(self.env)
                for name in ("number", "date_issued", "signatory_title", "rule_ids")
                if not circular[name]
            ]
            if missing:
                raise UserError(
                    self.env._(
                        "%(circular)s cannot be enacted yet. Fill in: %(fields)s.",
                        circular=circular.name,
                        fields=", ".join(missing),
                    )
                )
            circular._check_before_enacting()
            circular.state = "enacted"
            circular._facts_changed(circular.date_from)

    def action_revoke_wizard(self):
        """Ask for the date and the reason of a revocation."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "flexible.work.circular.revoke",
            "view_mode": "form",
            "target": "new",
            "name": self.env._("Revoke the circular"),
            "context": {"default_circular_id": self.id},
        }

    def _revoke(self, revoked_from, reason):
        """End an enacted circular before ``revoked_from``, for the written ``reason``."""
        self.ensure_one()
        if self.state != "enacted":
            raise UserError(self.env._("Only an enacted circular can be revoked."))
        if revoked_from < self.date_from:
            raise ValidationError(self.env._("A circular cannot be revoked from a day before it came into force."))
        self.write({"state": "revoked", "revoked_from": revoked_from, "revoke_reason": reason})
        self._facts_changed(revoked_from)

    @api.private
    def _facts_changed(self, date_from):
        """Hook: the plan of the whole regional government may have changed from ``date_from`` on."""

    @api.private
    def _check_changeable(self):
        """:raises UserError: when the text of a circular is no longer a draft."""
        for circular in self:
            if circular.state != "draft":
                raise UserError(
                    self.env._(
                        "%s is enacted: its text is fixed. Revoke it from a date and enact a new one instead.",
                        circular.display_name,
                    )
                )

    def write(self, vals):
        if TEXT_FIELDS & vals.keys():
            self._check_changeable()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_enacted(self):
        self._check_changeable()
