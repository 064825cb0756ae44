from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_date

from odoo.addons.flexible_work_asn.wizard.flexible_work_reason import ACTIONS

ACTIONS["finish_followup"] = ("flexible.work.evaluation.followup", "_finish")
ACTIONS["drop_followup"] = ("flexible.work.evaluation.followup", "_drop")
ACTIONS["reopen_followup"] = ("flexible.work.evaluation.followup", "_reopen")

ACTIVITY = "flexible_work_asn_reports.mail_activity_evaluation_followup"
#: days before its date on which the owner is reminded
REMIND_DAYS = 3


class FlexibleWorkEvaluationFollowup(models.Model):
    """What somebody does about a finding until a date. Its owner gets an activity once the evaluation is final."""

    _name = "flexible.work.evaluation.followup"
    _description = "Follow-up of an Evaluation"
    _inherit = ["flexible.work.document", "mail.activity.mixin"]
    _order = "date_deadline, id"
    _entered = frozenset({"finding_id", "name", "user_id", "department_id", "date_deadline"})

    finding_id = fields.Many2one("flexible.work.evaluation.finding", required=True, index=True, ondelete="cascade")
    finding_name = fields.Text(string="Finding in words", compute="_compute_finding_name")
    evaluation_id = fields.Many2one(related="finding_id.evaluation_id", store=True, index=True)
    company_id = fields.Many2one(related="evaluation_id.company_id", store=True)
    name = fields.Char(string="Follow-up", required=True, tracking=True)
    user_id = fields.Many2one(
        "res.users",
        string="Owner",
        required=True,
        index=True,
        tracking=True,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    department_id = fields.Many2one("hr.department", string="Unit", ondelete="restrict")
    date_deadline = fields.Date(string="Until", required=True, tracking=True)
    state = fields.Selection(
        [("open", "Open"), ("done", "Done"), ("dropped", "Dropped")],
        default="open",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
        group_expand=True,
    )
    result = fields.Text(readonly=True, copy=False, help="What came of it, or why it was dropped.")
    reminded_on = fields.Date(readonly=True, copy=False)
    is_overdue = fields.Boolean(string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue")
    is_mine = fields.Boolean(string="Mine", compute="_compute_can_decide", search="_search_is_mine")
    can_decide = fields.Boolean(compute="_compute_can_decide")

    @api.depends("finding_id.name")
    @api.depends_context("uid")
    def _compute_finding_name(self):
        """Its owner reads the finding, too; a form that asks about another one before it is saved is not told."""
        for followup in self:
            saved = followup._origin
            own = saved and saved.sudo().finding_id == followup.finding_id and saved.has_access("read")
            told = own or followup.finding_id.has_access("read")
            followup.finding_name = told and followup.finding_id.sudo().name

    @api.depends("state", "date_deadline")
    def _compute_is_overdue(self):
        today = {company: company._flexible_work_today() for company in self.company_id}
        for followup in self:
            due = followup.date_deadline
            followup.is_overdue = followup.state == "open" and bool(due) and due < today.get(followup.company_id, due)

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = fields.Domain.OR(
            fields.Domain("company_id", "=", company.id)
            & fields.Domain("date_deadline", "<", company._flexible_work_today())
            for company in self.env.companies
        ) & fields.Domain("state", "=", "open")
        wanted = set(map(bool, value))
        return fields.Domain.TRUE if len(wanted) == 2 else late if True in wanted else ~late

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_can_decide(self):
        bkpsdm = self.env.user.has_group("flexible_work_asn.group_bkpsdm")
        for followup in self:
            followup.is_mine = followup.user_id == self.env.user
            followup.can_decide = bkpsdm or followup.is_mine

    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        mine, wanted = fields.Domain("user_id", "=", self.env.uid), set(map(bool, value))
        return fields.Domain.TRUE if len(wanted) == 2 else mine if True in wanted else ~mine

    # ------------------------------------------------------------ activities
    @api.model_create_multi
    def create(self, vals_list):
        followups = super().create(vals_list)
        followups._assign()
        return followups

    def write(self, vals):
        result = super().write(vals)
        if "finding_id" in vals and not self.env.su:
            # it may have been moved to another regional government
            self.check_access("write")
        if {"user_id", "date_deadline"} & vals.keys():
            if not self.env.su:
                self.sudo().reminded_on = False
            self.sudo().activity_unlink([ACTIVITY])
            self._assign()
        return result

    def _assign(self):
        """An activity for the owner of what is open, once the evaluation is final and has none yet."""
        for followup in self.sudo():
            if followup.state == "open" and followup.evaluation_id.state == "final":
                if not followup.activity_search([ACTIVITY]):
                    followup.activity_schedule(
                        ACTIVITY,
                        date_deadline=followup.date_deadline,
                        summary=followup.name,
                        user_id=followup.user_id.id,
                    )

    # ------------------------------------------------------------ deciding
    def action_finish(self):
        """Ask for the result, then mark it as done."""
        self._check_decides()
        return self.env["flexible.work.reason"]._ask(self, "finish_followup", self.env._("What came of it?"))

    def action_drop(self):
        """Ask why, then drop it."""
        self._check_decides()
        return self.env["flexible.work.reason"]._ask(self, "drop_followup", self.env._("Why is it dropped?"))

    def action_reopen(self):
        """Ask why, then open it again."""
        self._check_decides()
        return self.env["flexible.work.reason"]._ask(self, "reopen_followup", self.env._("Why is it opened again?"))

    @api.private
    def _finish(self, result):
        """Done, with what came of it.

        :raises AccessError: for all but its owner and BKPSDM
        """
        self._close("done", result)

    @api.private
    def _drop(self, reason):
        """Dropped, with the reason.

        :raises AccessError: for all but its owner and BKPSDM
        """
        self._close("dropped", reason)

    def _close(self, state, result):
        self._check_decides()
        self._check_state("open")
        for followup in self.sudo():
            followup.write({"state": state, "result": result})
            followup.activity_feedback([ACTIVITY], feedback=result)
            followup._message_log(body=result, author_id=self.env.user.partner_id.id)

    @api.private
    def _reopen(self, reason):
        """Open again, with the reason.

        :raises AccessError: for all but its owner and BKPSDM
        """
        self._check_decides()
        self._check_state("done", "dropped")
        for followup in self.sudo():
            followup.write({"state": "open", "result": False, "reminded_on": False})
            followup._message_log(
                body=self.env._("Opened again. Reason: %s", reason), author_id=self.env.user.partner_id.id
            )
        self._assign()

    def _check_decides(self):
        self.check_access("read")
        if not all(self.mapped("can_decide")):
            raise AccessError(self.env._("Only its owner and BKPSDM decide about a follow-up."))

    # ------------------------------------------------------------ reminders
    @api.model
    def _cron_remind(self):
        """Remind owners once before and once after the date, by the local date; of what is overdue BKPSDM is told."""
        companies = self.env["res.company"].sudo().search([])  # pylint: disable=no-search-all
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(companies))
        for company in companies:
            self.sudo()._remind(company, company._flexible_work_today())
            if not cron._commit_progress(1):
                break

    @api.model
    @api.private
    def _remind(self, company, today):
        """Remind of what is due within three days or overdue on the local date ``today``."""
        due = self.search(
            [
                ("company_id", "=", company.id),
                ("state", "=", "open"),
                ("evaluation_id.state", "=", "final"),
                ("date_deadline", "<=", today + timedelta(days=REMIND_DAYS)),
            ]
        )
        for followup in due:
            overdue = followup.date_deadline < today
            last = followup.reminded_on
            if last and (not overdue or last > followup.date_deadline):
                continue
            followup.reminded_on = today
            people, words = followup.user_id, followup._reminder(overdue)
            if overdue:
                people |= company._flexible_bkpsdm_users()
            followup.message_post(body=words, subtype_xmlid="mail.mt_comment", partner_ids=people.partner_id.ids)

    def _reminder(self, overdue):
        followup = self.with_context(lang=self.user_id.lang or self.env.lang)
        date = format_date(followup.env, followup.date_deadline)
        if overdue:
            return followup.env._(
                "“%(followup)s” was to be done by %(date)s and is open.", followup=self.name, date=date
            )
        return followup.env._("“%(followup)s” is to be done by %(date)s.", followup=self.name, date=date)
