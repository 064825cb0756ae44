from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ..asked import a_text, asks, maybe_a_day
from ..plan import WEEKDAYS
from ..selections import MODE_SELECTION

#: what the person who asks may write, and only while it is a draft; buttons do the rest
EDITABLE = frozenset(
    {
        "kind",
        "employee_id",
        "date_from",
        "date_to",
        "mode",
        "place",
        "reason",
        "work_plan",
        "evidence_ids",
        "swap_employee_id",
        "swap_date",
    }
)
#: the same bound as for plans: more days in one request are a slip of the finger
LONGEST_DAYS = 366


class FlexibleWorkRequest(models.Model):
    """An employee's request: another mode for some days, a swap of two roster lines, or a special circumstance.

    Permen PANRB 4/2025: with a reason and its evidence and a work plan with targets; the head approves, adjusts or
    refuses. A special circumstance (Pasal 10) is decided by BKPSDM and may set aside a bar, a position or a unit.

    The employee or BKPSDM drafts and submits; after that everything goes by buttons, which check who may. The way:
    draft, (asked: the colleague of a swap answers,) submitted, then approved or refused; withdrawn by the employee,
    cancelled by whoever decides.
    """

    _name = "flexible.work.request"
    _description = "Request for Flexible Work"
    _inherit = ["flexible.work.document", "mail.activity.mixin"]
    _order = "date_from desc, id desc"
    _check_company_auto = True
    _entered = EDITABLE

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
    department_id = fields.Many2one(
        "hr.department", compute="_compute_department_id", store=True, index=True, string="Unit"
    )
    company_id = fields.Many2one(related="employee_id.company_id", store=True, index=True)
    date_from = fields.Date(required=True, tracking=True, string="From")
    date_to = fields.Date(
        required=True,
        tracking=True,
        string="To",
        compute="_compute_date_to",
        store=True,
        readonly=False,
        precompute=True,
    )
    mode = fields.Selection(MODE_SELECTION, default="wfh", tracking=True, help="Where the days are to be worked.")
    place = fields.Char(help="Which place, when it is neither the office nor the registered home.")
    reason = fields.Text(required=True)
    work_plan = fields.Text(help="What will be done, with measurable targets.")
    evidence_ids = fields.Many2many(
        "ir.attachment",
        copy=False,
        help="What supports the reason. Only those who may read the request may read it.",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("asked", "Colleague asked"),
            ("submitted", "Submitted"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("withdrawn", "Withdrawn"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    approver = fields.Selection(
        [("head", "Head of the unit"), ("bkpsdm", "BKPSDM")],
        string="Decided by",
        readonly=True,
        copy=False,
        index=True,
        help="BKPSDM for special circumstances, where the circular says so, and where no head is left to decide.",
    )
    submitted_at = fields.Datetime(readonly=True, copy=False)
    decided_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    decided_at = fields.Datetime(readonly=True, copy=False)
    decision_reason = fields.Text(readonly=True, copy=False, tracking=True)
    asked_date_from = fields.Date(readonly=True, copy=False, string="Asked from")
    asked_date_to = fields.Date(readonly=True, copy=False, string="Asked to")
    asked_mode = fields.Selection(MODE_SELECTION, readonly=True, copy=False, string="Asked mode")
    adjusted = fields.Boolean(
        readonly=True, copy=False, help="Whoever decides changed the days or the place before approving."
    )
    swap_employee_id = fields.Many2one(
        "hr.employee", string="Swap with", ondelete="cascade", index=True, check_company=True, tracking=True
    )
    swap_date = fields.Date(string="For the colleague's day", help="Empty: the same day.", tracking=True)
    swap_accepted = fields.Boolean(readonly=True, copy=False, string="The colleague agrees")
    is_mine = fields.Boolean(compute="_compute_is_mine")
    is_asked_of_me = fields.Boolean(compute="_compute_is_mine")

    _dates_ordered = models.Constraint("CHECK(date_from <= date_to)", "The last day cannot be before the first day.")

    @api.depends("kind", "employee_id", "date_from", "date_to")
    @api.depends_context("lang")
    def _compute_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for request in self:
            days = format_date(self.env, request.date_from) if request.date_from else ""
            if request.date_to and request.date_to != request.date_from:
                days = f"{days} – {format_date(self.env, request.date_to)}"
            request.name = ", ".join(filter(None, (kinds.get(request.kind), request.sudo().employee_id.name, days)))

    @api.depends("name")
    def _compute_display_name(self):
        for request in self:
            request.display_name = request.name

    @api.depends("date_from", "kind")
    def _compute_date_to(self):
        """One day unless said otherwise; a swap is about one day of one's own."""
        for request in self:
            if request.date_from and (
                request.kind == "swap" or not request.date_to or request.date_to < request.date_from
            ):
                request.date_to = request.date_from

    @api.depends("employee_id.department_id", "date_from")
    def _compute_department_id(self):
        """The unit that decides: of the post, or the receiving unit while an assignment is in force."""
        for request in self:
            assignment = (
                self.env["flexible.work.assignment"]
                .sudo()
                .search(
                    [
                        ("employee_id", "=", request.employee_id.id),
                        ("state", "=", "approved"),
                        ("date_from", "<=", request.date_from),
                        ("date_to", ">=", request.date_from),
                        (WEEKDAYS[request.date_from.weekday()], "=", True),
                    ],
                    limit=1,
                )
                if request.employee_id and request.date_from
                else self.env["flexible.work.assignment"]
            )
            request.department_id = assignment.department_to_id or request.sudo().employee_id.department_id

    @api.depends("employee_id", "swap_employee_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for request in self:
            request.is_mine = request.sudo().employee_id.user_id == self.env.user
            request.is_asked_of_me = request.sudo().swap_employee_id.user_id == self.env.user

    @api.constrains("date_from", "date_to")
    def _check_length(self):
        for request in self:
            if (request.date_to - request.date_from).days >= LONGEST_DAYS:
                raise ValidationError(self.env._("One request covers at most %s days.", LONGEST_DAYS))

    @api.constrains("kind", "employee_id", "swap_employee_id")
    def _check_swap_partner(self):
        for request in self:
            if request.kind == "swap" and request.swap_employee_id == request.employee_id:
                raise ValidationError(self.env._("Choose a colleague to swap with."))

    # ------------------------------------------------------------ create and change
    @api.model_create_multi
    def create(self, vals_list):
        requests = super().create(vals_list)
        for request in requests.sudo():
            request.message_subscribe(partner_ids=request.employee_id.user_id.partner_id.ids)
        return requests

    @api.model
    def _by_buttons_only(self):
        return self.env._("A request is decided by its buttons only.")

    def _check_changeable(self):
        if any(request.state != "draft" for request in self):
            raise UserError(self.env._("A request that was submitted stays as it is. Withdraw it and enter a new one."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_submitted(self):
        if any(request.state != "draft" for request in self):
            raise UserError(self.env._("Only a draft is deleted. Withdraw the request instead: it stays readable."))

    # ------------------------------------------------------------ opening
    @api.model
    @asks(date=maybe_a_day, kind=a_text)
    def action_ask(self, date=None, kind="mode"):
        """A new request of one's own, filled in for the local ``date`` (ISO string or date; tomorrow without one).

        :param kind: ``mode``, ``swap`` or ``special``
        """
        day = fields.Date.to_date(date) or self.env.company._flexible_work_today() + timedelta(days=1)
        action = self.env["ir.actions.act_window"]._for_xml_id("flexible_work_asn.flexible_work_request_new_action")
        return action | {
            "context": {
                "default_kind": kind,
                "default_date_from": fields.Date.to_string(day),
                "default_date_to": fields.Date.to_string(day),
            }
        }
