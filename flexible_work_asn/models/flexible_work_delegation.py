from odoo import api, fields, models


class FlexibleWorkDelegation(models.Model):
    """Plh or Plt: who acts for the head of a unit, from when to when, by which letter; decides as the head does."""

    _name = "flexible.work.delegation"
    _description = "Acting Head (Plh/Plt)"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    kind = fields.Selection(
        [("plh", "Plh (while the head is away)"), ("plt", "Plt (while the post is vacant)")],
        required=True,
        default="plh",
        tracking=True,
    )
    department_id = fields.Many2one(
        "hr.department", string="Unit", required=True, index=True, check_company=True, tracking=True, ondelete="cascade"
    )
    employee_id = fields.Many2one(
        "hr.employee", string="Acting head", required=True, index=True, check_company=True, tracking=True
    )
    date_from = fields.Date(required=True, tracking=True, string="From")
    date_to = fields.Date(required=True, tracking=True, string="Last day")
    letter_number = fields.Char(tracking=True)
    letter = fields.Binary(attachment=True, copy=False)
    letter_filename = fields.Char(copy=False)
    company_id = fields.Many2one(related="department_id.company_id", store=True, index=True)
    in_force = fields.Boolean(readonly=True, copy=False, index=True, help="Whether it holds on the present local date.")

    _dates_ordered = models.Constraint("CHECK(date_from <= date_to)", "The last day cannot be before the first day.")

    @api.depends("kind", "department_id.name", "employee_id.name")
    def _compute_display_name(self):
        for delegation in self:
            short = (delegation.kind or "").capitalize()
            delegation.display_name = f"{short} {delegation.department_id.name}: {delegation.employee_id.name}"
