from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_date

ONE_DAY = timedelta(days=1)
ACTIVITY = "flexible_work_asn.mail_activity_assignment"
BKPSDM = "flexible_work_asn.group_bkpsdm"
#: worked out by the buttons alone
PROTECTED = {"state", "approved_from_by_id", "approved_to_by_id", "decision_reason"}
#: what may be added at any time
STILL_OPEN = {"letter", "letter_filename"}
#: what both sides agree on; changing it asks them again
AGREED = {"employee_id", "department_from_id", "department_to_id", "kind", "role", "task", "date_from", "date_to"}


class FlexibleWorkAssignment(models.Model):
    """Penugasan: an employee works for another unit for a period, individually or in a team (Permen PANRB 7/2022).

    The unit of the post releases, the receiving unit accepts; with both and a letter number it is approved, and the
    plan asks the receiving unit instead of the unit of the post.
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
        string="Share of working time (%)", default=100, required=True, tracking=True, help="Over all working days."
    )
    monday = fields.Boolean(default=True)
    tuesday = fields.Boolean(default=True)
    wednesday = fields.Boolean(default=True)
    thursday = fields.Boolean(default=True)
    friday = fields.Boolean(default=True)
    saturday = fields.Boolean(default=True)
    sunday = fields.Boolean(default=True)
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
    move_id = fields.Many2one("flexible.work.placement.move", string="Proposed by", readonly=True, ondelete="set null")
    release_number = fields.Char(string="Number of the release letter", tracking=True, copy=False)
    acceptance_number = fields.Char(string="Number of the acceptance letter", tracking=True, copy=False)
    letter_number = fields.Char(tracking=True, help="Of the surat tugas; without it nothing is approved.")
    letter = fields.Binary(attachment=True, copy=False)
    letter_filename = fields.Char(copy=False)
    approved_from_by_id = fields.Many2one("res.users", string="Released by", readonly=True, copy=False, tracking=True)
    approved_to_by_id = fields.Many2one("res.users", string="Accepted by", readonly=True, copy=False, tracking=True)
    decision_reason = fields.Text(readonly=True, copy=False, tracking=True, string="Reason")
    state = fields.Selection(
        [("draft", "Draft"), ("approved", "Approved"), ("cancelled", "Cancelled")],
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
    can_end = fields.Boolean(compute="_compute_can")

    _dates_ordered = models.Constraint("CHECK(date_from <= date_to)", "The last day cannot be before the first day.")

    @api.depends("employee_id.name", "department_to_id.name")
    def _compute_display_name(self):
        for assignment in self.sudo():
            names = (assignment.employee_id.name, assignment.department_to_id.name)
            assignment.display_name = " → ".join(filter(None, names))

    @api.depends("employee_id")
    def _compute_department_from_id(self):
        for assignment in self:
            assignment.department_from_id = assignment.sudo().employee_id.department_id

    @api.depends("state", "approved_from_by_id", "approved_to_by_id", "department_from_id", "department_to_id")
    @api.depends_context("uid")
    def _compute_can(self):
        for assignment in self:
            draft = assignment.state == "draft"
            released, accepted = assignment.approved_from_by_id, assignment.approved_to_by_id
            assignment.can_release = draft and not released and assignment._may_decide("from")
            assignment.can_accept = draft and not accepted and assignment._may_decide("to")
            either = assignment._may_decide("from") or assignment._may_decide("to")
            assignment.can_end = assignment.state != "cancelled" and either

    @api.constrains("department_from_id", "department_to_id")
    def _check_other_unit(self):
        for assignment in self:
            if assignment.department_from_id == assignment.department_to_id:
                raise ValidationError(
                    self.env._("The receiving unit is the unit of the post: no assignment is needed.")
                )

    @api.constrains("employee_id", "date_from", "date_to", "state")
    def _check_no_overlap(self):
        """Nobody works for two receiving units on one day."""
        for assignment in self.filtered(lambda assignment: assignment.state == "approved"):
            other = self.sudo().search(
                [
                    ("id", "!=", assignment.id),
                    ("employee_id", "=", assignment.employee_id.id),
                    ("state", "=", "approved"),
                    ("date_from", "<=", assignment.date_to),
                    ("date_to", ">=", assignment.date_from),
                ],
                limit=1,
            )
            if other:
                raise ValidationError(
                    self.env._(
                        "%(employee)s is already assigned to %(unit)s from %(first)s to %(last)s. End that first, or "
                        "choose other dates.",
                        employee=other.employee_id.name,
                        unit=other.department_to_id.name,
                        first=format_date(self.env, other.date_from),
                        last=format_date(self.env, other.date_to),
                    )
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
                        " / ".join(assignment._unit(side).name for side in sides),
                    )
                )

    # ------------------------------------------------------------ create and change
    @api.model_create_multi
    def create(self, vals_list):
        assignments = super().create(vals_list)
        if not self.env.su and any(
            a.state != "draft" or a[name] for a in assignments for name in PROTECTED - {"state"}
        ):
            raise AccessError(self.env._("An assignment begins as a draft; both sides approve it by their buttons."))
        assignments._check_may_decide("from", "to")
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
        result = super().write(vals)
        if AGREED & own:
            self._check_may_decide("from", "to")
            self.sudo().write({"approved_from_by_id": False, "approved_to_by_id": False})
            self._update_activities()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_approved(self):
        if any(assignment.state == "approved" for assignment in self):
            raise UserError(self.env._("An approved assignment is not deleted. Cancel it, or end it early."))

    # ------------------------------------------------------------ both sides
    def action_release(self):
        """The unit of the post releases; BKPSDM does it with a reason when it stands in for the head."""
        return self._action_decide("from", "release_assignment", self.env._("Release in place of the head"))

    def action_accept(self):
        """The receiving unit accepts; BKPSDM does it with a reason when it stands in for the head."""
        return self._action_decide("to", "accept_assignment", self.env._("Accept in place of the head"))

    def _action_decide(self, side, action, title):
        self.ensure_one()
        self._check_may_decide(side)
        if self.env.user not in self._unit(side).flexible_head_user_ids:
            return self.env["flexible.work.reason"]._ask(self, action, title)
        self._approve_side(side)
        return None

    @api.private
    def _release(self, reason):
        self._approve_side("from", reason)

    @api.private
    def _accept(self, reason):
        self._approve_side("to", reason)

    @api.private
    def _approve_side(self, side, reason=""):
        """One side approves; with both it is in force.

        :raises AccessError: when the user does not speak for that side
        :raises UserError: when it is no draft, or both agree and the letter number is missing
        """
        self._check_may_decide(side)
        name = "approved_from_by_id" if side == "from" else "approved_to_by_id"
        for assignment in self:
            if assignment.state != "draft":
                raise UserError(self.env._("%s is not a draft any more.", assignment.display_name))
            values = {name: self.env.uid}
            if reason:
                values["decision_reason"] = reason
            if assignment.approved_to_by_id if side == "from" else assignment.approved_from_by_id:
                if not (assignment.letter_number or "").strip():
                    raise UserError(self.env._("Enter the number of the letter first: without it nothing is approved."))
                values["state"] = "approved"
            assignment.sudo().write(values)
            assignment._update_activities()
            if assignment.state == "approved":
                assignment._tell(self.env._("Approved by both sides."))
                assignment._tell_facts_changed(assignment.date_from, assignment.date_to)

    # ------------------------------------------------------------ ending
    def action_cancel(self):
        """Ask why, then cancel: it never takes effect."""
        self._check_may_decide("from", "to")
        return self.env["flexible.work.reason"]._ask(self, "cancel_assignment", self.env._("Cancel the assignment"))

    def action_end_early(self):
        """Ask why, then end it: yesterday was its last day."""
        self._check_may_decide("from", "to")
        return self.env["flexible.work.reason"]._ask(self, "end_assignment", self.env._("End the assignment early"))

    @api.private
    def _cancel(self, reason):
        """Cancel drafts, and approved assignments that have not begun.

        :raises UserError: when it has begun: then it is ended early
        """
        self._check_may_decide("from", "to")
        for assignment in self:
            approved = assignment.state == "approved"
            if assignment.state == "cancelled":
                raise UserError(self.env._("%s is cancelled already.", assignment.display_name))
            if approved and assignment.date_from < assignment._local_today():
                raise UserError(
                    self.env._("%s has begun: what was worked stays. End it early instead.", assignment.display_name)
                )
            assignment.sudo().write({"state": "cancelled", "decision_reason": reason})
            assignment._update_activities()
            assignment._tell(self.env._("Cancelled: %s", reason))
            if approved:
                assignment._tell_facts_changed(assignment.date_from, assignment.date_to)

    @api.private
    def _end_early(self, reason):
        """End approved assignments that have begun: yesterday was the last day.

        :raises UserError: when it has not begun, or is over
        """
        self._check_may_decide("from", "to")
        for assignment in self:
            today, last = assignment._local_today(), assignment.date_to
            if assignment.state != "approved" or assignment.date_from >= today or last < today:
                raise UserError(
                    self.env._("Only an approved assignment that has begun and is not over can be ended early.")
                )
            assignment.sudo().write({"date_to": today - ONE_DAY, "decision_reason": reason})
            assignment._tell(self.env._("Ended early: %s", reason))
            assignment._tell_facts_changed(today, last)

    def _local_today(self):
        return self.sudo().company_id._flexible_work_today()

    # ------------------------------------------------------------ who acts, who is told
    @api.private
    def _update_activities(self):
        """One activity for each nearest head of a side that has not approved yet."""
        for assignment in self.sudo():
            assignment.activity_unlink([ACTIVITY])
            if assignment.state != "draft":
                continue
            without = assignment.employee_id.user_id
            waiting = self.env["res.users"]
            for side, approved in (("from", assignment.approved_from_by_id), ("to", assignment.approved_to_by_id)):
                if not approved:
                    unit = assignment._unit(side)
                    waiting |= unit._flexible_deciding_users(without) or assignment.company_id._flexible_bkpsdm_users()
            for user in waiting:
                assignment.activity_schedule(ACTIVITY, user_id=user.id, date_deadline=assignment._local_today())

    def _tell(self, message):
        """Tell the person, the heads of both sides and BKPSDM."""
        assignment = self.sudo()
        users = assignment.employee_id.user_id | assignment.company_id._flexible_bkpsdm_users()
        for side in ("from", "to"):
            users |= self._unit(side)._flexible_deciding_users()
        assignment.message_post(
            body=message,
            author_id=self.env.user.partner_id.id,
            partner_ids=(users - self.env.user).partner_id.ids,
            subtype_xmlid="mail.mt_comment",
        )

    def _tell_facts_changed(self, date_from, date_to):
        self.sudo().employee_id._flexible_work_facts_changed(date_from, date_to)
