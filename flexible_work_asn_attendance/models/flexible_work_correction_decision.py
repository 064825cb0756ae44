from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.flexible_work_asn.wizard.flexible_work_reason import ACTIONS

BKPSDM = "flexible_work_asn.group_bkpsdm"
DECIDE = "flexible_work_asn_attendance.mail_activity_correction"
OPEN = ("submitted", "stated")
ACTIONS |= {
    "state_correction": ("flexible.work.correction", "_state"),
    "approve_correction": ("flexible.work.correction", "_approve"),
    "refuse_correction": ("flexible.work.correction", "_refuse"),
    "cancel_correction": ("flexible.work.correction", "_cancel"),
}


class FlexibleWorkCorrection(models.Model):
    """The way of a correction: the superior's statement, the decision, and who is told.

    Where the head decides, the approval is the statement. Where BKPSDM decides, the head of the unit says first what
    he or she knows; BKPSDM may go on without, with a reason.
    """

    _inherit = "flexible.work.correction"

    approver = fields.Selection(
        [("head", "Head of the unit"), ("bkpsdm", "BKPSDM")],
        string="Decided by",
        readonly=True,
        copy=False,
        help="As set by the regional government; BKPSDM where no head is left to decide.",
    )
    headless = fields.Boolean(readonly=True, copy=False, help="Nobody up the tree of units can give a statement.")
    submitted_at = fields.Datetime(readonly=True, copy=False)
    statement = fields.Text(string="Superior's statement", readonly=True, copy=False)
    stated_by_id = fields.Many2one("res.users", string="Stated by", readonly=True, copy=False)
    stated_at = fields.Datetime(readonly=True, copy=False)
    decided_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    decided_at = fields.Datetime(readonly=True, copy=False)
    decision_reason = fields.Text(readonly=True, copy=False, tracking=True)
    can_submit = fields.Boolean(compute="_compute_can_act")
    can_state = fields.Boolean(compute="_compute_can_act")
    can_approve = fields.Boolean(compute="_compute_can_act")
    can_cancel = fields.Boolean(compute="_compute_can_act")
    can_withdraw = fields.Boolean(compute="_compute_can_act")
    waits_for_me = fields.Boolean(compute="_compute_waits_for_me", search="_search_waits_for_me")
    waits_for = fields.Char(compute="_compute_waits_for", help="Who is to act next.")

    # ------------------------------------------------------------ who may
    @api.depends("state", "approver", "employee_id", "department_id.flexible_head_user_ids")
    @api.depends_context("uid")
    def _compute_can_act(self):
        for one in self:
            decides = not one._why_not_approve()
            one.can_submit = one.state == "draft" and one._may_ask()
            one.can_approve = one.state in OPEN and decides
            one.can_cancel = one.state == "approved" and decides
            one.can_state = one.state == "submitted" and one.approver == "bkpsdm" and one._is_superior()
            one.can_withdraw = one.state in OPEN and one.is_mine

    def _is_superior(self):
        """Whether the user heads the unit of the day, or one above, and is not the person."""
        correction = self.sudo()
        return self.env.user in correction.department_id.flexible_head_user_ids - correction.employee_id.user_id

    def _why_not_approve(self):
        """Why the user may not decide; None when he or she may."""
        why = self._why_not_decide()
        if not why and self.approver == "bkpsdm" and not self.env.user.has_group(BKPSDM):
            return self.env._("BKPSDM decides about this correction, after the superior's statement.")
        return why

    def _check_can_approve(self):
        """:raises AccessError: when it is not for the user to decide about one of these"""
        self.check_access("read")
        for correction in self:
            why = correction._why_not_approve()
            if why:
                raise AccessError(why)

    @api.depends("state", "approver", "department_id.flexible_head_user_ids")
    @api.depends_context("uid")
    def _compute_waits_for_me(self):
        mine = self.search([("id", "in", self.ids), ("waits_for_me", "=", True)])
        for correction in self:
            correction.waits_for_me = correction in mine

    def _search_waits_for_me(self, operator, value):
        """What the user is the one to act on: as head, or as BKPSDM once the head has spoken."""
        if operator not in ("in", "not in"):
            return NotImplemented
        user = self.env.user
        domain = Domain("state", "=", "submitted") & Domain("department_id.flexible_head_user_ids", "in", user.ids)
        if user.has_group(BKPSDM):
            spoken = Domain("state", "=", "stated") | Domain("headless", "=", True)
            domain |= Domain("approver", "=", "bkpsdm") & Domain("state", "in", OPEN) & spoken
        domain &= Domain("employee_id.user_id", "!=", user.id)
        return domain if (operator == "in") == (True in value) else ~domain

    @api.depends("state", "approver", "department_id", "headless")
    @api.depends_context("lang")
    def _compute_waits_for(self):
        for correction in self.sudo():
            if correction.state not in OPEN:
                correction.waits_for = False
            elif correction._bkpsdm_is_next():
                correction.waits_for = self.env._("BKPSDM")
            else:
                names = correction._users_to_act().mapped("name")
                correction.waits_for = ", ".join(names) or self.env._("Head of the unit")

    def _bkpsdm_is_next(self):
        return self.approver == "bkpsdm" and (self.state == "stated" or self.headless)

    def _users_to_act(self):
        """The nearest heads, or the users of BKPSDM; never the person."""
        person = self.employee_id.user_id
        if self._bkpsdm_is_next():
            return self.company_id._flexible_bkpsdm_users() - person
        return self.department_id._flexible_deciding_users(person) if self.department_id else person.browse()

    # ------------------------------------------------------------ asking
    def action_submit(self):
        """Hand drafts in, with what the day says now.

        :raises AccessError: for all but the person and BKPSDM
        :raises UserError: without a day, when something is missing, cannot be, or comes too late
        """
        self.check_access("write")
        for correction in self:
            if not correction._may_ask():
                raise AccessError(self.env._("Only the person of the day and BKPSDM submit a correction."))
            correction._check_state("draft")
            correction._check_complete()
            correction._check_in_time()
            correction._hand_in()

    def _hand_in(self):
        self.ensure_one()
        correction = self.sudo()
        if correction._other_open():
            raise UserError(
                self.env._("Another correction of this day waits for a decision already. Withdraw it first.")
            )
        correction._compute_department_id()
        day = correction.day_id
        correction.write(
            {
                "state": "submitted",
                **correction._who_decides(),
                "submitted_at": fields.Datetime.now(),
                "first_check_in": day.check_in,
                "first_check_out": day.check_out,
                "first_status": day.status,
                "first_late": day.late_minutes,
                "first_early": day.early_minutes,
            }
        )
        correction._update_activities()

    def _who_decides(self):
        """Values that say whether the head or BKPSDM decides, and whether there is a head at all."""
        person = self.employee_id.user_id
        headless = not (self.department_id and self.department_id._flexible_deciding_users(person))
        set_approver = self.company_id.flexible_work_correction_approver
        return {"approver": "bkpsdm" if headless else set_approver, "headless": headless}

    @api.private
    def _ask_again(self):
        """Ask the head of the unit that the day belongs to now (sudo)."""
        for correction in self:
            correction.write(correction._who_decides())
            correction._update_activities()

    def _other_open(self):
        return self.search_count(
            [
                ("employee_id", "=", self.employee_id.id),
                ("date", "=", self.date),
                ("state", "in", OPEN),
                ("id", "!=", self.id),
            ],
            limit=1,
        )

    def action_withdraw(self):
        """Take back what has not been decided yet."""
        for correction in self:
            if not correction.is_mine:
                raise AccessError(self.env._("Only the person of the day withdraws a correction."))
            correction._check_state(*OPEN)
            correction.sudo().state = "withdrawn"
            correction.sudo().activity_unlink([DECIDE])

    # ------------------------------------------------------------ the superior's statement
    def action_state(self):
        """Ask what the superior knows about it; BKPSDM decides after that."""
        self._check_can_state()
        return self.env["flexible.work.reason"]._ask(self, "state_correction", self.env._("Statement"))

    @api.private
    def _state(self, statement):
        """Keep the superior's ``statement``, and hand the corrections on to BKPSDM."""
        self._check_can_state()
        for correction in self.sudo():
            correction.write({"state": "stated", **correction._statement(statement)})
            correction._update_activities()

    def _check_can_state(self):
        """:raises AccessError: for all but the heads of the unit"""
        self.check_access("read")
        for correction in self:
            if not correction._is_superior():
                raise AccessError(
                    self.env._(
                        "Only the head of %(unit)s or of a unit above it gives the statement.",
                        unit=correction.sudo().department_id.name or "",
                    )
                )
        self._check_state("submitted")

    def _statement(self, statement):
        return {"statement": statement, "stated_by_id": self.env.uid, "stated_at": fields.Datetime.now()}

    # ------------------------------------------------------------ deciding
    def action_approve(self):
        """Approve; BKPSDM gives a reason for what no superior has spoken about.

        Of many, those that cannot be approved are passed over, and it is said how many.

        :raises AccessError: when the user may decide about none of them
        :raises UserError: when none of them can be approved
        """
        if self.filtered(
            lambda one: one.state == "submitted" and not one._is_superior() and not one._why_not_approve()
        ):
            return self.env["flexible.work.reason"]._ask(
                self, "approve_correction", self.env._("Approve without a statement")
            )
        if len(self) == 1:
            self._approve()
            return None
        done, problems = 0, []
        for correction in self:
            try:
                with self.env.cr.savepoint():
                    correction._approve()
                    done += 1
            except (UserError, AccessError) as error:
                problems.append(error)
        if not done and problems:
            raise problems[0]
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if problems else "success",
                "message": "\n".join(
                    [
                        self.env._("%(done)s approved, %(rest)s passed over.", done=done, rest=len(problems)),
                        *(str(problem) for problem in problems[:3]),
                    ]
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    @api.private
    def _approve(self, reason=""):
        """Lay these corrections over what was recorded.

        :raises UserError: when BKPSDM decides without a statement and gives no reason
        """
        self._check_can_approve()
        self._check_state(*OPEN)
        for correction in self:
            superior = correction._is_superior()
            if correction.state == "submitted" and not superior and not reason.strip():
                raise UserError(self.env._("No superior has spoken yet: give the reason why it is approved."))
            correction = correction.sudo()
            if correction.state == "submitted" and superior:
                # the decision of the head is the statement
                correction.write(correction._statement(reason or self.env._("Confirmed by the approval.")))
            correction._decided("approved", reason)
            correction._tell(self.env._("Approved."), reason)
        self._judge()

    def action_refuse(self):
        """Ask why, then refuse."""
        self._check_can_approve()
        self._check_state(*OPEN)
        return self.env["flexible.work.reason"]._ask(self, "refuse_correction", self.env._("Refuse"))

    @api.private
    def _refuse(self, reason):
        """Refuse these corrections, with the written ``reason``."""
        self._check_can_approve()
        self._check_state(*OPEN)
        for correction in self.sudo():
            correction._decided("refused", reason)
            correction._tell(self.env._("Refused."), reason)

    def action_cancel(self):
        """Ask why, then cancel the approval."""
        self._check_can_approve()
        self._check_state("approved")
        return self.env["flexible.work.reason"]._ask(self, "cancel_correction", self.env._("Cancel the approval"))

    @api.private
    def _cancel(self, reason):
        """Cancel the approval, with the written ``reason``: the day goes back to what was recorded."""
        self._check_can_approve()
        self._check_state("approved")
        for correction in self.sudo():
            correction._decided("cancelled", reason)
            correction._tell(self.env._("The approval was cancelled."), reason)
        self._judge()

    def _decided(self, state, reason):
        self.write(self._decision(state, reason))
        self.activity_unlink([DECIDE])

    def _judge(self):
        # sudo: days are written by the server alone
        self.env["flexible.work.day"].sudo()._judge_days(self.sudo().day_id.ids, reopened=True)

    # ------------------------------------------------------------ who acts, who is told
    def _update_activities(self):
        """One activity for each user who is to act next; earlier ones are closed."""
        self.activity_unlink([DECIDE])
        for correction in self.filtered(lambda one: one.state in OPEN):
            today = correction.company_id._flexible_work_today()
            for user in correction._users_to_act():
                correction.activity_schedule(
                    DECIDE,
                    date_deadline=today,
                    user_id=user.id,
                    summary=correction.with_context(lang=user.lang).display_name,
                )
