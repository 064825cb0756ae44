from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_date

ACTIVITY = "flexible_work_asn.mail_activity_contribution"
NOTES = "flexible_work_asn.mail_activity_contribution_note"


class FlexibleWorkContribution(models.Model):
    """The leader's note on what a member contributed in a period, for whoever appraises the member's performance
    (Permen PANRB 6/2022 and 7/2022).

    The leader writes and submits it; the head of the unit of the post takes it into account or returns it with a
    reason. It decides nothing by itself, and nobody writes or takes the own one.
    """

    _name = "flexible.work.contribution"
    _description = "Contribution to a Team"
    _inherit = ["flexible.work.document", "mail.activity.mixin"]
    _order = "date_to desc, team_id, employee_id"
    _check_company_auto = True

    _entered = frozenset({"member_id", "date_from", "date_to", "note", "rating"})

    member_id = fields.Many2one("flexible.work.team.member", required=True, index=True, ondelete="cascade")
    team_id = fields.Many2one(related="member_id.team_id", store=True, index=True)
    company_id = fields.Many2one(related="member_id.company_id", store=True, index=True)
    employee_id = fields.Many2one(related="member_id.employee_id", store=True, index=True)
    department_id = fields.Many2one(
        "hr.department", string="Unit of the post", readonly=True, index=True, help="Whose head appraises."
    )
    date_from = fields.Date(required=True, string="From")
    date_to = fields.Date(required=True, string="Last day")
    share = fields.Integer(string="Share of working time (%)", readonly=True, aggregator="avg")
    note = fields.Text(help="What the member did, and what came of it.")
    rating = fields.Selection(
        [("below", "Below expectation"), ("as", "As expected"), ("above", "Above expectation")],
        help="The leader's view of the result, for the appraiser; it decides nothing by itself.",
    )
    state = fields.Selection(
        [("draft", "Draft"), ("submitted", "Submitted"), ("taken", "Taken into account")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    submitted_by_id = fields.Many2one("res.users", string="Noted by", readonly=True, copy=False)
    submitted_at = fields.Datetime(readonly=True, copy=False)
    taken_by_id = fields.Many2one("res.users", string="Taken into account by", readonly=True, copy=False)
    taken_at = fields.Datetime(readonly=True, copy=False)
    decision_reason = fields.Text(readonly=True, copy=False, tracking=True, string="Reason")
    can_note = fields.Boolean(compute="_compute_can")
    can_take = fields.Boolean(compute="_compute_can")

    _dates_ordered = models.Constraint("CHECK(date_from <= date_to)", "The last day cannot be before the first day.")

    @api.depends("employee_id.name", "team_id.name", "date_from", "date_to")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for note in self.sudo():
            days = [format_date(self.env, day) for day in (note.date_from, note.date_to) if day]
            parts = (note.employee_id.name, note.team_id.name, " – ".join(days))
            note.display_name = " · ".join(filter(None, parts))

    @api.depends("state", "member_id")
    @api.depends_context("uid")
    def _compute_can(self):
        for note in self:
            note.can_note = note.state != "taken" and note._may_note()
            note.can_take = note.state == "submitted" and note._may_take()

    # ------------------------------------------------------------ who may
    def _is_own(self):
        return self.sudo().employee_id.user_id == self.env.user

    def _may_note(self):
        """Whether the user writes this note: the leader or the head of the team's unit, never about oneself."""
        self.ensure_one()
        if self.env.su:
            return True
        team, user = self.sudo().team_id, self.env.user
        leads = team.leader_id.user_id == user or user in team.department_id.flexible_head_user_ids
        return leads and not self._is_own()

    def _may_take(self):
        """Whether the user appraises: the head of the unit of the post; BKPSDM where nobody there has an account."""
        self.ensure_one()
        if self.env.su:
            return True
        if self._is_own():
            return False
        heads = self._appraisers()
        if heads:
            return self.env.user in self.sudo().department_id.flexible_head_user_ids
        return self.env.user.has_group("flexible_work_asn.group_bkpsdm")

    def _appraisers(self):
        note = self.sudo()
        unit, person = note.department_id, note.employee_id.user_id
        return unit._flexible_deciding_users(person) if unit else self.env["res.users"]

    def _check_may_note(self):
        """:raises AccessError: for those who do not lead the team, and for the own note"""
        self.check_access("read")
        others = self.filtered(lambda note: not note._may_note())
        if others:
            words = self.env._(
                "Notes are written by the leader of %s or the head of its unit, and by nobody about himself or "
                "herself.",
                others[0].sudo().team_id.name,
            )
            raise AccessError(self._add_left_out(words, others))

    def _check_may_take(self):
        """:raises AccessError: for those who do not appraise the person"""
        self.check_access("read")
        others = self.filtered(lambda note: not note._may_take())
        if others:
            unit = others[0].sudo().department_id.name or self.env._("the unit")
            raise AccessError(self._add_left_out(self.env._("The head of %s appraises.", unit), others))

    # ------------------------------------------------------------ checks
    @api.constrains("member_id", "date_from", "date_to")
    def _check_period(self):
        for note in self.sudo():
            member = note.member_id
            if note.date_from < member.date_from or note.date_to > member.date_to:
                raise ValidationError(
                    self.env._(
                        "%(person)s is in %(team)s from %(first)s to %(last)s: choose dates within.",
                        person=member.employee_id.name,
                        team=member.team_id.name,
                        first=format_date(self.env, member.date_from),
                        last=format_date(self.env, member.date_to),
                    )
                )
            if member.state not in ("active", "ended"):
                raise ValidationError(self.env._("Only what members contributed is noted."))
            others = member.contribution_ids - note
            if others.filtered(
                lambda other, note=note: other.date_from <= note.date_to and other.date_to >= note.date_from
            ):
                raise ValidationError(
                    self.env._("There is a note on %s for some of these days already.", member.employee_id.name)
                )

    # ------------------------------------------------------------ create and change
    @api.model_create_multi
    def create(self, vals_list):
        notes = super().create(vals_list)
        for note in notes:
            member = note.sudo().member_id
            unit = member.employee_id.department_id or member.department_from_id
            note.sudo().write({"share": member.share, "department_id": unit.id})
        notes._check_may_note()
        return notes

    def write(self, vals):
        if not self.env.su and self._check_entered(vals):
            self._check_may_note()
            if "member_id" in vals:
                raise AccessError(self.env._("A note stays with its member. Delete the draft, and make a new one."))
        return super().write(vals)

    def _check_changeable(self):
        for note in self:
            if note.state != "draft":
                raise UserError(self.env._("%s is submitted. Take it back first, then change it.", note.display_name))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        if any(note.state != "draft" for note in self):
            raise UserError(self.env._("A note that was submitted is not deleted: the appraiser may have read it."))
        self._check_may_note()

    # ------------------------------------------------------------ steps
    def action_submit(self):
        """Hand notes to the appraiser: the nearest head of the unit of the post, else BKPSDM.

        :raises UserError: when the words are missing
        """
        self._check_may_note()
        self._check_state("draft")
        now = fields.Datetime.now()
        for note in self:
            if not (note.note or "").strip():
                raise UserError(self.env._("Write first what %s contributed.", note.sudo().employee_id.name))
            note.sudo().write(
                {"state": "submitted", "submitted_by_id": self.env.uid, "submitted_at": now, "decision_reason": False}
            )
            appraisers = note._appraisers() or note.sudo().company_id._flexible_bkpsdm_users()
            for user in appraisers:
                note.sudo().activity_schedule(
                    ACTIVITY, user_id=user.id, date_deadline=note.sudo().company_id._flexible_work_today()
                )
            note._tell(
                self.env._("The leader has noted the contribution."),
                people=appraisers | note.sudo().employee_id.user_id,
            )
        self._update_team_reminders()

    def _update_team_reminders(self):
        """The leader's reminder goes when nothing is left to write."""
        for team in self.sudo().team_id:
            if all(note.state != "draft" for note in team.contribution_ids):
                team.activity_unlink([NOTES])

    def action_take_back(self):
        """The leader takes submitted notes back, to change them."""
        self._check_may_note()
        self._check_state("submitted")
        self.sudo().write({"state": "draft", "submitted_by_id": False, "submitted_at": False})
        self.sudo().activity_unlink([ACTIVITY])

    def action_take(self):
        """The appraiser has taken the note into account."""
        self._check_may_take()
        self._check_state("submitted")
        self.sudo().write({"state": "taken", "taken_by_id": self.env.uid, "taken_at": fields.Datetime.now()})
        self.sudo().activity_unlink([ACTIVITY])
        self._tell(self.env._("Taken into account by the appraiser."))

    def action_return(self):
        """Ask why, then give the note back to the leader."""
        self._check_may_take()
        return self.env["flexible.work.reason"]._ask(self, "return_contribution", self.env._("Return to the leader"))

    @api.private
    def _return(self, reason):
        """Give submitted or taken notes back to the leader, who changes and submits them again."""
        self._check_may_take()
        self._check_state("submitted", "taken")
        for note in self:
            leader = note.sudo().team_id.leader_id.user_id
            note._tell(self.env._("Returned to the leader: %s", reason), people=leader)
            note.sudo().write({"state": "draft", "decision_reason": reason, "taken_by_id": False, "taken_at": False})
            note.sudo().activity_unlink([ACTIVITY])

    def action_print(self):
        """The notes as PDF, one paper for each person and team.

        :raises UserError: for drafts
        """
        self.check_access("read")
        self._check_printable()
        return self.env.ref("flexible_work_asn.action_report_contribution").report_action(self)

    @api.private
    def _check_printable(self):
        """:raises UserError: for drafts, which nobody has handed over yet"""
        for note in self:
            if note.state == "draft":
                raise UserError(self.env._("%s is a draft. Submit it, then print.", note.display_name))
