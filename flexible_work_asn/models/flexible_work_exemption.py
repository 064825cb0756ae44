from odoo import api, fields, models
from odoo.exceptions import ValidationError

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


class FlexibleWorkExemption(models.Model):
    """A dated statement about a person, a position or a unit: must stay on site, or may work flexibly.

    Permen PANRB 4/2025 Pasal 25 (discipline, new employees), Pasal 10 (special circumstances); circulars of the
    regions for positions, units, withdrawal and recall.
    """

    _name = "flexible.work.exemption"
    _description = "Statement about Flexible Work"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    kind = fields.Selection(KINDS, required=True, tracking=True)
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

    @api.depends("employee_id.department_id", "department_id")
    def _compute_access_department_id(self):
        for statement in self:
            statement.access_department_id = statement.department_id or statement.sudo().employee_id.department_id

    @api.constrains("kind", "employee_id", "department_id", "position_level_id")
    def _check_subject(self):
        for statement in self:
            subjects = [name for name in ("employee_id", "department_id", "position_level_id") if statement[name]]
            if statement.kind in ABOUT_A_PERSON:
                right = subjects == ["employee_id"]
            elif statement.kind == "recall":  # nobody named: everybody is recalled
                right = subjects in ([], ["employee_id"], ["department_id"])
            else:
                right = subjects == [{"position": "position_level_id", "unit": "department_id"}[statement.kind]]
            if not right:
                raise ValidationError(
                    self.env._(
                        "Say about whom this statement is: one person for discipline, new employees, withdrawal and "
                        "special circumstances; one position or one unit for those; a person, a unit or nobody (then "
                        "everybody) for a recall."
                    )
                )
