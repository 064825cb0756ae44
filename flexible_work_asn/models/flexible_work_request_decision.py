from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

DECIDE = "flexible_work_asn.mail_activity_request_decide"
ANSWER = "flexible_work_asn.mail_activity_swap_answer"
BKPSDM = "flexible_work_asn.group_bkpsdm"


class FlexibleWorkRequest(models.Model):
    """The way of a request: who may do what at each step, who has to act next, and who is told."""

    _inherit = "flexible.work.request"

    can_decide = fields.Boolean(compute="_compute_can_decide")
    waits_for_me = fields.Boolean(compute="_compute_waits_for_me", search="_search_waits_for_me")
    can_submit = fields.Boolean(compute="_compute_can_decide")
    waits_for = fields.Char(compute="_compute_waits_for", help="The people who are to decide, by name.")
    can_cancel = fields.Boolean(compute="_compute_can_decide")

    # ------------------------------------------------------------ who may
    @api.depends("state", "approver", "employee_id", "department_id.flexible_head_user_ids", "swap_employee_id")
    @api.depends_context("uid")
    def _compute_can_decide(self):
        for request in self:
            allowed = not request._why_not_decide()
            request.can_decide = request.state == "submitted" and allowed
            request.can_cancel = request.state == "approved" and allowed
            request.can_submit = request.state == "draft" and request._may_act_for_employee()

    @api.depends("state", "approver", "department_id.flexible_head_user_ids", "swap_employee_id")
    @api.depends_context("uid")
    def _compute_waits_for_me(self):
        mine = self.search([("id", "in", self.ids), ("waits_for_me", "=", True)])
        for request in self:
            request.waits_for_me = request in mine

    @api.depends("state", "approver", "department_id", "swap_employee_id")
    @api.depends_context("lang")
    def _compute_waits_for(self):
        """Who is nearest to decide: the employee may know whom to ask."""
        for request in self.sudo():
            if request.state != "submitted":
                request.waits_for = False
            elif request.approver == "bkpsdm":
                request.waits_for = self.env._("BKPSDM")
            else:
                names = request._users_to_decide().mapped("name")
                request.waits_for = ", ".join(names) or self.env._("Head of the unit")

    def _search_waits_for_me(self, operator, value):
        """The default filter of the queue: what the user is the one to decide.

        BKPSDM may decide in place of a head as well, but does not have those requests to do.
        """
        if operator not in ("in", "not in"):
            return NotImplemented
        user = self.env.user
        mine = Domain("approver", "=", "head") & Domain("department_id.flexible_head_user_ids", "in", user.ids)
        if user.has_group(BKPSDM):
            mine |= Domain("approver", "=", "bkpsdm")
        domain = mine & Domain("state", "=", "submitted") & Domain("employee_id.user_id", "!=", user.id)
        domain &= Domain("swap_employee_id", "=", False) | Domain("swap_employee_id.user_id", "!=", user.id)
        return domain if (operator == "in") == (True in value) else ~domain

    def _may_act_for_employee(self):
        """Whether the user is the person who asks, or BKPSDM, which may enter requests for others."""
        self.ensure_one()
        return self.env.su or self.is_mine or self.env.user.has_group(BKPSDM)

    def _why_not_decide(self):
        """Why the user may not decide about this request; None when he or she may."""
        self.ensure_one()
        request, user = self.sudo(), self.env.user
        if user in request._concerned_users():
            return self.env._("Nobody decides about a request of his or her own: it is for the head above or BKPSDM.")
        if user.has_group(BKPSDM):
            return None
        if request.approver == "bkpsdm":
            return self.env._("BKPSDM decides about this request.")
        if user not in request._head_users():
            return self.env._(
                "Only the head of %(unit)s, of a unit above it, or BKPSDM decides about the request of %(employee)s.",
                unit=request.department_id.name or "",
                employee=request.employee_id.name,
            )
        return None

    def _concerned_users(self):
        users = self.employee_id.user_id
        return users | self.swap_employee_id.user_id if self.kind == "swap" else users

    def _head_users(self):
        """Heads who may decide: of the unit and above; for a swap, of the rosters of both."""
        self.ensure_one()
        return self._swap_head_users() if self.kind == "swap" else self.department_id.flexible_head_user_ids

    def _check_can_decide(self):
        """:raises AccessError: when the user may not decide about one of these requests"""
        self.check_access("read")
        for request in self:
            why = request._why_not_decide()
            if why:
                raise AccessError(why)

    # ------------------------------------------------------------ asking
    def action_submit(self):
        """Send drafts to whoever has to act next: the colleague of a swap, else the head or BKPSDM.

        :raises AccessError: for all but the person who asks and BKPSDM
        :raises UserError: when something is missing, too late, or nothing would change
        """
        self.check_access("write")
        for request in self:
            if not request._may_act_for_employee():
                raise AccessError(self.env._("Only the person who asks and BKPSDM submit a request."))
            request._check_state("draft")
            request._check_complete()
            request._check_in_time()
            request._check_no_other_request()
            request._check_useful()
            if request.kind == "swap":
                request._ask_colleague()
            else:
                request.sudo()._compute_department_id()
                request._hand_in()

    def _hand_in(self):
        """Before whoever decides. BKPSDM where the circular or the kind says so, or no head is left to decide."""
        self.ensure_one()
        request = self.sudo()
        circulars = request._circulars(request.date_from, request.date_to)
        by_bkpsdm = (
            request.kind == "special"
            or "bkpsdm" in circulars.mapped("request_approver")
            or not request._head_users() - request._concerned_users()
        )
        request.write(
            {
                "state": "submitted",
                "approver": "bkpsdm" if by_bkpsdm else "head",
                "submitted_at": fields.Datetime.now(),
            }
        )
        request._update_decision_activities()

    # ------------------------------------------------------------ deciding
    def action_approve(self):
        """Approve. Of many, those that cannot be approved are passed over, and it is said why.

        :raises AccessError: when the user may decide about none of them
        :raises UserError: when none of them can be approved
        """
        if len(self) == 1:
            self._approve()
            return None
        done, problems = 0, []
        for request in self:
            try:
                with self.env.cr.savepoint():
                    request._approve()
                    done += 1
            except (UserError, AccessError) as error:
                problems.append(error)
        if not done and problems:
            raise problems[0]
        return self._said(
            self.env._("%(done)s approved, %(rest)s passed over.", done=done, rest=len(problems)),
            [str(problem) for problem in problems],
        )

    def _said(self, message, problems):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if problems else "success",
                "message": "\n".join([message, *problems[:3]]),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    @api.private
    def _approve(self, note=""):
        """Put one request in force, and tell the person.

        :raises AccessError: when it is not for the user to decide
        :raises UserError: when it does not wait any more, its days have passed, or it would change nothing
        """
        self.ensure_one()
        self._check_can_decide()
        self._check_state("submitted")
        self._check_in_time(window=False)
        self._check_no_other_request()
        self._check_useful()
        if self.kind == "swap":
            self._carry_out_swap()
        self._decided("approved", note)
        self._tell_facts_changed()
        self._tell(self.env._("Approved."), note)

    def action_adjust(self):
        """Change days or place, with a note, and approve."""
        self.ensure_one()
        self._check_can_decide()
        self._check_state("submitted")
        if self.kind == "swap":
            raise UserError(self.env._("A swap is approved as the two agreed, or refused."))
        action = self.env["ir.actions.act_window"]._for_xml_id("flexible_work_asn.flexible_work_request_adjust_action")
        return action | {"context": {"default_request_id": self.id}}

    @api.private
    def _adjust(self, values, note):
        """Approve one request with other days or another place; what was asked stays readable.

        :param values: some of ``date_from``, ``date_to``, ``mode``, ``place``
        """
        self.ensure_one()
        self._check_can_decide()
        self._check_state("submitted")
        if self.kind == "swap" or not note.strip():
            raise UserError(self.env._("Say in a note why the request is adjusted. A swap cannot be adjusted."))
        changed = {name: value for name, value in values.items() if value != self[name]}
        if changed:
            asked = {
                "asked_date_from": self.date_from,
                "asked_date_to": self.date_to,
                "asked_mode": self.mode,
                "adjusted": True,
            }
            self.sudo().write({**changed, **asked})
        self._approve(note)

    def action_refuse(self):
        """Ask why, then refuse."""
        self._check_can_decide()
        self._check_state("submitted")
        return self.env["flexible.work.reason"]._ask(self, "refuse_request", self.env._("Refuse"))

    @api.private
    def _refuse(self, reason):
        """Refuse these requests, with the written ``reason``."""
        self._check_can_decide()
        self._check_state("submitted")
        for request in self:
            request._decided("refused", reason)
            request._tell(self.env._("Refused."), reason)

    def _decided(self, state, reason):
        self.sudo().write(
            {
                "state": state,
                "decided_by_id": self.env.uid,
                "decided_at": fields.Datetime.now(),
                "decision_reason": reason or False,
            }
        )
        self.sudo().activity_unlink([DECIDE, ANSWER])

    def _local_today(self):
        return self.sudo().employee_id.company_id._flexible_work_today()

    # ------------------------------------------------------------ who acts, who is told
    @api.private
    def _update_decision_activities(self):
        """One activity for each user who is nearest to decide; earlier ones are closed."""
        self.activity_unlink([DECIDE, ANSWER])
        for request in self.filtered(lambda request: request.state == "submitted"):
            today = request._local_today()
            for user in request._users_to_decide():
                request.activity_schedule(
                    DECIDE,
                    date_deadline=max(today, request.date_from - timedelta(days=1)),
                    user_id=user.id,
                    summary=request.with_context(lang=user.lang).display_name,
                )

    def _users_to_decide(self):
        """Nearest heads who may decide, or the users of BKPSDM."""
        self.ensure_one()
        without = self._concerned_users()
        if self.approver == "bkpsdm":
            return self.company_id._flexible_bkpsdm_users() - without
        if self.kind == "swap":
            return self._nearest_swap_heads() - without
        return self.department_id._flexible_deciding_users(without)

    def _tell_facts_changed(self):
        for request in self.sudo():
            if request.kind != "swap":
                request.employee_id._flexible_work_facts_changed(request.date_from, request.date_to)

    def _tell(self, message, reason=""):
        """Say on the request, and so by mail or in the inbox, what was done to it."""
        people = self.sudo()._concerned_users() - self.env.user
        self.sudo().message_post(
            body=f"{message} {reason or ''}".strip(),
            author_id=self.env.user.partner_id.id,
            subtype_xmlid="mail.mt_comment",
            partner_ids=people.partner_id.ids,
        )
