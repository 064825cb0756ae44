from odoo import api, fields, models

from ..selections import MODE_SELECTION


class FlexibleWorkRequest(models.Model):
    """An employee's request: another mode for some days, a swap of two roster lines, or a special circumstance.

    Permen PANRB 4/2025: with a reason and its evidence and a work plan with targets; the head approves, adjusts or
    refuses. A special circumstance (Pasal 10) is decided by BKPSDM and may set aside a bar, a position or a unit.
    """

    _name = "flexible.work.request"
    _description = "Request for Flexible Work"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name", store=False)
    kind = fields.Selection(
        [("mode", "Another place of work"), ("swap", "Swap of two days"), ("special", "Special circumstance")],
        required=True,
        default="mode",
        tracking=True,
    )
    employee_id = fields.Many2one(
        "hr.employee",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.user.employee_id,
        tracking=True,
    )
    department_id = fields.Many2one(related="employee_id.department_id", store=True, index=True, string="Unit")
    company_id = fields.Many2one(related="employee_id.company_id", store=True, index=True)
    date_from = fields.Date(required=True, tracking=True, string="From")
    date_to = fields.Date(required=True, tracking=True, string="To")
    mode = fields.Selection(MODE_SELECTION, tracking=True, help="Where the days are to be worked.")
    place = fields.Char(help="Which place, when it is neither the office nor the registered home.")
    reason = fields.Text(required=True)
    work_plan = fields.Text(help="What will be done, with measurable targets.")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Submitted"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("withdrawn", "Withdrawn"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    decided_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    decided_at = fields.Datetime(readonly=True, copy=False)
    decision_reason = fields.Text(readonly=True, copy=False, tracking=True)
    swap_employee_id = fields.Many2one("hr.employee", string="Swap with", ondelete="cascade", index=True)
    swap_date = fields.Date(string="For the colleague's day", help="Empty: the same day.")
    swap_accepted = fields.Boolean(readonly=True, copy=False, string="The colleague agrees")

    _dates_ordered = models.Constraint("CHECK(date_from <= date_to)", "The last day cannot be before the first day.")

    @api.depends("kind", "employee_id", "date_from")
    @api.depends_context("lang")
    def _compute_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for request in self:
            request.name = ", ".join(filter(None, (kinds.get(request.kind), request.sudo().employee_id.name)))
