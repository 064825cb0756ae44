from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..local_time import hour_label

#: kinds of statement, and which of the three subjects each is about
KINDS = [
    ("discipline", "Disciplinary punishment, served or in process"),
    ("new_employee", "New employee"),
    ("revoked", "Flexible work withdrawn"),
    ("recall", "Recall to the office"),
    ("position", "Position"),
    ("unit", "Unit"),
    ("special", "Special circumstance"),
]
ABOUT_A_PERSON = ("discipline", "new_employee", "revoked", "special")
#: which subject a kind may have; a recall of nobody in particular recalls everybody
SUBJECTS = dict.fromkeys(ABOUT_A_PERSON, ("employee_id",)) | {
    "recall": ("employee_id", "department_id"),
    "position": ("position_level_id",),
    "unit": ("department_id",),
}
#: kinds of which one may say that the subject works flexibly although it would not
MAY_ALLOW = ("position", "unit")


class FlexibleWorkExemption(models.Model):
    """A dated statement about a person, a position or a unit: must stay on site, or may work flexibly.

    Permen PANRB 4/2025 Pasal 25 (discipline, new employees), Pasal 10 (special circumstances); circulars of the
    regions for positions, units, withdrawal and recall.
    """

    _name = "flexible.work.exemption"
    _description = "Statement about Flexible Work"
    _inherit = ["flexible.work.trail", "mail.activity.mixin", "flexible.work.validity"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    kind = fields.Selection(KINDS, required=True, tracking=True, default=lambda self: self._default_kind())
    effect = fields.Char(
        compute="_compute_effect", help="What it means, in words that name neither a punishment nor a reason."
    )
    employee_id = fields.Many2one("hr.employee", index=True, check_company=True, tracking=True, ondelete="cascade")
    department_id = fields.Many2one(
        "hr.department",
        string="Unit",
        index=True,
        check_company=True,
        tracking=True,
        ondelete="cascade",
        help="With its sub-units.",
    )
    position_level_id = fields.Many2one("flexible.work.position.level", index=True, tracking=True, ondelete="restrict")
    allows_flexible = fields.Boolean(
        tracking=True,
        help="For a position or a unit: it may work flexibly for this time, although the circular or its kind of "
        "service keeps it on site.",
    )
    date_from = fields.Date(required=True, tracking=True, string="From")
    date_to = fields.Date(tracking=True, string="Last day", help="Empty: until further notice.")
    hour_from = fields.Float(
        string="From the hour",
        tracking=True,
        help="A recall during the day: from this local hour on. 0: the whole day.",
    )
    reason = fields.Text(required=True, tracking=True)
    document_number = fields.Char(tracking=True)
    document = fields.Binary(attachment=True, copy=False)
    document_filename = fields.Char(copy=False)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company, string="Regional government"
    )
    access_department_id = fields.Many2one(
        "hr.department",
        compute="_compute_access_department_id",
        store=True,
        index=True,
        string="Unit concerned",
        help="The unit whose heads may read the statement: of the person, or the unit itself.",
    )
    active = fields.Boolean(default=True, tracking=True)

    _dates_ordered = models.Constraint(
        "CHECK(date_to IS NULL OR date_from <= date_to)", "The last day cannot be before the first day."
    )
    _hour_of_day = models.Constraint(
        "CHECK(hour_from >= 0 AND hour_from < 24)", "The hour lies between 00:00 and 24:00."
    )

    def _default_kind(self):
        """Heads may only recall and withdraw; BKPSDM says which kind it is."""
        return False if self.env.user.has_group("flexible_work_asn.group_bkpsdm") else "recall"

    @api.depends("employee_id.department_id", "department_id")
    def _compute_access_department_id(self):
        for statement in self:
            statement.access_department_id = statement.department_id or statement.sudo().employee_id.department_id

    @api.depends("kind", "document_number", "employee_id", "department_id", "position_level_id")
    def _compute_display_name(self):
        """Neutral, because other screens show it: whom it is about, never why."""
        for statement in self:
            subject = statement._subject_name()
            number = statement.document_number
            statement.display_name = f"{number} – {subject}" if number else subject

    def _subject_name(self):
        statement = self.sudo()
        subject = statement.employee_id or statement.department_id or statement.position_level_id
        everybody = self.env._("Everybody") if statement.kind == "recall" else self.env._("Statement")
        return subject.display_name or everybody

    @api.depends("kind", "allows_flexible", "hour_from", "date_from", "date_to")
    @api.depends_context("lang")
    def _compute_effect(self):
        for statement in self:
            statement.effect = statement.kind and statement._effect_in_words()

    def _effect_in_words(self):
        if self.kind == "special":
            return self.env._("May work flexibly by a special circumstance that BKPSDM recognises.")
        if self.kind == "recall":
            if self.hour_from:
                return self.env._("Called to the office from %s on.", hour_label(self.hour_from))
            return self.env._("Called to the office.")
        if self.allows_flexible:
            return self.env._("Works flexibly, by decision of BKPSDM.")
        if self.kind == "revoked":
            return self.env._("Works in the office, by decision of the head or of BKPSDM.")
        return self.env._("Works in the office, by decision of BKPSDM.")

    @api.onchange("kind")
    def _onchange_kind(self):
        """Empty what the kind chosen does not have, so that nothing hidden is saved."""
        for name in ("employee_id", "department_id", "position_level_id"):
            if name not in SUBJECTS.get(self.kind, ()):
                self[name] = False
        self.allows_flexible = self.allows_flexible and self.kind in MAY_ALLOW
        self.hour_from = self.hour_from if self.kind == "recall" else 0

    @api.constrains("kind", "employee_id", "department_id", "position_level_id")
    def _check_subject(self):
        for statement in self:
            subjects = [name for name in ("employee_id", "department_id", "position_level_id") if statement[name]]
            possible = [[name] for name in SUBJECTS[statement.kind]]
            if statement.kind == "recall":
                possible.append([])
            if subjects not in possible:
                raise ValidationError(
                    self.env._(
                        "Say about whom this statement is: one person for discipline, new employees, withdrawal and "
                        "special circumstances; one position or one unit for those; a person, a unit or nobody (then "
                        "everybody) for a recall."
                    )
                )

    @api.constrains("kind", "allows_flexible", "hour_from")
    def _check_details_of_kind(self):
        for statement in self:
            if statement.allows_flexible and statement.kind not in MAY_ALLOW:
                raise ValidationError(self.env._("Only a position or a unit can be allowed to work flexibly."))
            if statement.hour_from and statement.kind != "recall":
                raise ValidationError(self.env._("Only a recall begins at an hour of the day."))
