from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..plan import WEEKDAYS
from .plan_words import SHORT_WEEKDAYS

BKPSDM = "flexible_work_asn.group_bkpsdm"
#: worked out by the buttons alone
PROTECTED = {
    "state",
    "approved_from_by_id",
    "approved_to_by_id",
    "decision_reason",
    "release_date",
    "acceptance_date",
    "letters_due",
    "move_id",
}
#: numbers of the letters by the side that gives them
NUMBERS = {"release_number": "from", "acceptance_number": "to"}
#: what may be added at any time
STILL_OPEN = {"letter", "letter_filename", *NUMBERS}
#: what both sides agree on; changing it asks them again
AGREED = {
    "employee_id",
    "department_from_id",
    "department_to_id",
    "kind",
    "role",
    "task",
    "date_from",
    "date_to",
    "team_id",
    "share",
    "calendar_id",
    "site_id",
    *WEEKDAYS,
}


class FlexibleWorkAssignment(models.Model):
    """Penugasan: an employee works for another unit for a period, individually or in a team (Permen PANRB 7/2022).

    The unit of the post releases, the receiving unit accepts; with both and a letter number it is approved, and on its
    weekdays the plan asks the receiving unit instead of the unit of the post. Dates are local dates. Nobody has two
    places on one date, or gives more than the whole working time.
    """

    _name = "flexible.work.assignment"
    _description = "Assignment to Another Unit"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_from desc, id desc"
    _check_company_auto = True
    _mail_post_access = "read"

    employee_id = fields.Many2one(
        "hr.employee", required=True, index=True, check_company=True, tracking=True, ondelete="cascade"
    )
    department_from_id = fields.Many2one(
        "hr.department",
        string="Unit of the post",
        compute="_compute_department_from_id",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        index=True,
        check_company=True,
    )
    department_to_id = fields.Many2one(
        "hr.department", string="Receiving unit", required=True, index=True, check_company=True, tracking=True
    )
    kind = fields.Selection(
        [("individual", "Individually"), ("team", "In a team")], default="individual", required=True, tracking=True
    )
    role = fields.Char(help="Such as head of the team, or member.")
    task = fields.Text()
    date_from = fields.Date(required=True, tracking=True, string="From")
    date_to = fields.Date(required=True, tracking=True, string="Last day")
    team_id = fields.Many2one("flexible.work.team", index=True, check_company=True, ondelete="restrict", tracking=True)
    share = fields.Integer(
        string="Share of working time (%)", default=100, required=True, tracking=True, help="Of the days it covers."
    )
    monday = fields.Boolean(default=True, tracking=True)
    tuesday = fields.Boolean(default=True, tracking=True)
    wednesday = fields.Boolean(default=True, tracking=True)
    thursday = fields.Boolean(default=True, tracking=True)
    friday = fields.Boolean(default=True, tracking=True)
    saturday = fields.Boolean(default=True, tracking=True)
    sunday = fields.Boolean(default=True, tracking=True)
    calendar_id = fields.Many2one(
        "resource.calendar",
        string="Working hours there",
        check_company=True,
        ondelete="restrict",
        tracking=True,
        help="Hours of the receiving unit's service. Empty: the person's own.",
    )
    site_id = fields.Many2one(
        "hr.work.location",
        string="Place",
        check_company=True,
        ondelete="restrict",
        tracking=True,
        help="Where the person checks in. Empty: the sites of the receiving unit.",
    )
    move_id = fields.Many2one(
        "flexible.work.placement.move", string="Proposed by", readonly=True, copy=False, index=True, ondelete="set null"
    )
    weekdays_words = fields.Char(string="Weekdays", compute="_compute_weekdays_words")
    scope = fields.Selection(
        [("inside", "Inside the OPD"), ("across", "Between OPD")],
        compute="_compute_scope",
        store=True,
        help="Whether both units belong to the same perangkat daerah.",
    )
    release_number = fields.Char(string="Number of the release letter", tracking=True, copy=False)
    release_date = fields.Date(string="Date of the release letter", readonly=True, copy=False)
    acceptance_number = fields.Char(string="Number of the acceptance letter", tracking=True, copy=False)
    acceptance_date = fields.Date(string="Date of the acceptance letter", readonly=True, copy=False)
    letter_number = fields.Char(tracking=True, copy=False, help="Of the surat tugas; without it nothing is approved.")
    letter_date = fields.Date(
        string="Date of the surat tugas", copy=False, help="Empty: the day on which the second side approves."
    )
    letter = fields.Binary(string="Signed letter", attachment=True, copy=False)
    letter_filename = fields.Char(copy=False)
    approved_from_by_id = fields.Many2one("res.users", string="Released by", readonly=True, copy=False, tracking=True)
    approved_to_by_id = fields.Many2one("res.users", string="Accepted by", readonly=True, copy=False, tracking=True)
    decision_reason = fields.Text(readonly=True, copy=False, tracking=True, string="Reason")
    state = fields.Selection(
        [("draft", "Draft"), ("approved", "Approved"), ("refused", "Refused"), ("cancelled", "Cancelled")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    company_id = fields.Many2one(related="employee_id.company_id", store=True, index=True)
    can_release = fields.Boolean(compute="_compute_can")
    can_accept = fields.Boolean(compute="_compute_can")
    can_refuse = fields.Boolean(compute="_compute_can")
    can_reset = fields.Boolean(compute="_compute_can")
    can_end = fields.Boolean(compute="_compute_can")

    _dates_ordered = models.Constraint("CHECK(date_from <= date_to)", "The last day cannot be before the first day.")
    _share_percent = models.Constraint("CHECK(share BETWEEN 1 AND 100)", "A share lies between 1 % and 100 %.")
    _some_weekday = models.Constraint(
        "CHECK(monday OR tuesday OR wednesday OR thursday OR friday OR saturday OR sunday)",
        "Choose at least one weekday.",
    )

    @api.depends("employee_id.name", "department_to_id.name")
    def _compute_display_name(self):
        for assignment in self.sudo():
            names = (assignment.employee_id.name, assignment.department_to_id.name)
            assignment.display_name = " → ".join(filter(None, names))

    @api.depends("employee_id")
    def _compute_department_from_id(self):
        for assignment in self:
            assignment.department_from_id = assignment.sudo().employee_id.department_id

    @api.depends("department_from_id.opd_id", "department_to_id.opd_id")
    def _compute_scope(self):
        for assignment in self.sudo():
            giving, receiving = assignment.department_from_id, assignment.department_to_id
            same = giving.opd_id == receiving.opd_id if giving.opd_id else giving == receiving
            assignment.scope = "inside" if same else "across"

    @api.depends(*WEEKDAYS)
    @api.depends_context("lang")
    def _compute_weekdays_words(self):
        for assignment in self:
            names = [self.env._(short) for weekday, short in zip(WEEKDAYS, SHORT_WEEKDAYS) if assignment[weekday]]
            every = len(names) == len(WEEKDAYS)
            assignment.weekdays_words = self.env._("Every working day") if every else ", ".join(names)

    @api.depends("state", "approved_from_by_id", "approved_to_by_id", "department_from_id", "department_to_id")
    @api.depends_context("uid")
    def _compute_can(self):
        for assignment in self:
            draft = assignment.state == "draft"
            released, accepted = assignment.approved_from_by_id, assignment.approved_to_by_id
            assignment.can_release = draft and not released and assignment._may_decide("from")
            assignment.can_accept = draft and not accepted and assignment._may_decide("to")
            either = assignment._may_decide("from") or assignment._may_decide("to")
            assignment.can_refuse = draft and either
            assignment.can_reset = assignment.state == "refused" and either
            assignment.can_end = assignment.state in ("draft", "approved") and either

    @api.constrains("department_from_id", "department_to_id")
    def _check_other_unit(self):
        for assignment in self:
            if assignment.department_from_id == assignment.department_to_id:
                raise ValidationError(
                    self.env._("The receiving unit is the unit of the post: no assignment is needed.")
                )

    @api.constrains("date_from", "date_to", *WEEKDAYS)
    def _check_some_day(self):
        for assignment in self:
            days = min((assignment.date_to - assignment.date_from).days + 1, 7)
            first = assignment.date_from.weekday()
            if not any(assignment[WEEKDAYS[(first + n) % 7]] for n in range(days)):
                raise ValidationError(
                    self.env._("None of the weekdays lies between the first and the last day. Choose others.")
                )

    # ------------------------------------------------------------ who may
    def _unit(self, side):
        return self.sudo().department_from_id if side == "from" else self.sudo().department_to_id

    def _may_decide(self, side):
        """Whether the user may speak for the unit of the post (``from``) or the receiving unit (``to``)."""
        self.ensure_one()
        user = self.env.user
        if self.env.su:
            return True
        if self.sudo().employee_id.user_id == user:
            return False
        return user.has_group(BKPSDM) or user in self._unit(side).flexible_head_user_ids

    def _check_may_decide(self, *sides):
        """:raises AccessError: when the user speaks for none of these sides"""
        self.check_access("read")
        for assignment in self:
            if not any(assignment._may_decide(side) for side in sides):
                raise AccessError(
                    self.env._(
                        "Only the head of %s, of a unit above it, or BKPSDM decides about this assignment, and nobody "
                        "about the own one.",
                        " / ".join(assignment._unit(side).name or "" for side in sides),
                    )
                )

    # ------------------------------------------------------------ create and change
    @api.model_create_multi
    def create(self, vals_list):
        # before their checks, which say names and dates
        self._flexible_check_references(*vals_list)
        assignments = super().create(vals_list)
        if not self.env.su and any(
            a.state != "draft" or a[name] for a in assignments for name in PROTECTED - {"state"}
        ):
            raise AccessError(self.env._("An assignment begins as a draft; both sides approve it by their buttons."))
        assignments._check_may_decide("from", "to")
        assignments._check_post()
        assignments._check_numbers({name for name in NUMBERS if any(assignments.mapped(name))})
        assignments._update_activities()
        return assignments

    def write(self, vals):
        if self.env.su:
            return super().write(vals)
        own = {name for name in vals if name in self._fields and not name.startswith(("message_", "activity_"))}
        if PROTECTED & own:
            raise AccessError(self.env._("An assignment is approved, cancelled and ended by its buttons only."))
        if own - STILL_OPEN and any(assignment.state != "draft" for assignment in self):
            raise UserError(
                self.env._("What both sides approved stays as it is. End it early, or cancel it, and enter a new one.")
            )
        self._flexible_check_references(vals)
        self._check_numbers(own)
        result = super().write(vals)
        if AGREED & own:
            self._check_may_decide("from", "to")
            self._check_post()
            self.sudo().write(
                {
                    "approved_from_by_id": False,
                    "approved_to_by_id": False,
                    "release_date": False,
                    "acceptance_date": False,
                }
            )
            self._update_activities()
        if NUMBERS.keys() & own:
            self.filtered(lambda assignment: assignment.state == "approved")._request_letters()
        return result

    def _check_post(self):
        """Nobody is released by a unit that he or she does not belong to, by itself or by a unit below it.

        :raises UserError: when the unit of the post is another one, today and at the beginning
        """
        if self.env.su:
            return
        for assignment in self.sudo():
            employee = assignment.employee_id
            units = employee.department_id | employee._get_version(assignment.date_from).department_id
            paths = "/".join(unit.parent_path or "" for unit in units).split("/")
            if str(assignment.department_from_id.id) not in paths:
                raise UserError(
                    self.env._(
                        "%(employee)s does not belong to %(unit)s. Enter the unit of the post: it has to release.",
                        employee=employee.name,
                        unit=assignment.department_from_id.name,
                    )
                )

    def _check_numbers(self, names):
        """:raises AccessError: for the number of a letter of the other side"""
        if self.env.su:
            return
        for name in NUMBERS.keys() & names:
            self._check_may_decide(NUMBERS[name])

    @api.ondelete(at_uninstall=False)
    def _unlink_except_approved(self):
        if any(assignment.state == "approved" for assignment in self):
            raise UserError(self.env._("An approved assignment is not deleted. Cancel it, or end it early."))
