from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

BKPSDM = "flexible_work_asn.group_bkpsdm"
#: what the leader of a team at work changes, beside targets and members
LEADER_WRITES = frozenset({"task", "open_to_proposals", "target_ids", "member_ids"})
#: what stays as it was when the team began; the last day moves by an extension
FIXED_AT_WORK = frozenset({"department_id", "date_from", "date_to"})


class FlexibleWorkTeam(models.Model):
    """Tim kerja: people of one or several units who work for a result under a leader (Permen PANRB 7/2022).

    The unit's staff prepares it; the head of the unit or BKPSDM starts it by a letter, extends it, and closes it with
    what came of its targets. The leader needs no group of Odoo: being named is enough.
    """

    _name = "flexible.work.team"
    _description = "Team"
    _inherit = ["flexible.work.document", "mail.activity.mixin"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    _entered = frozenset(
        {
            "name",
            "department_id",
            "leader_id",
            "date_from",
            "date_to",
            "task",
            "letter_number",
            "letter",
            "letter_filename",
            "open_to_proposals",
            "target_ids",
            "member_ids",
        }
    )

    name = fields.Char(required=True, tracking=True)
    department_id = fields.Many2one(
        "hr.department", string="Unit", required=True, index=True, check_company=True, tracking=True
    )
    company_id = fields.Many2one(related="department_id.company_id", store=True, index=True)
    leader_id = fields.Many2one("hr.employee", required=True, index=True, check_company=True, tracking=True)
    date_from = fields.Date(required=True, string="From", tracking=True)
    date_to = fields.Date(required=True, string="Last day", tracking=True)
    task = fields.Text(string="Result expected", help="What the team is to bring about.")
    letter_number = fields.Char(tracking=True, copy=False, help="Of the decree or surat tugas.")
    letter = fields.Binary(attachment=True, copy=False)
    letter_filename = fields.Char(copy=False)
    open_to_proposals = fields.Boolean(help="Employees of the regional government may propose themselves.")
    target_ids = fields.One2many("flexible.work.team.target", "team_id", string="Targets", copy=True)
    member_ids = fields.One2many("flexible.work.team.member", "team_id", string="Members")
    contribution_ids = fields.One2many("flexible.work.contribution", "team_id", string="Contributions")
    state = fields.Selection(
        [("draft", "Draft"), ("active", "At work"), ("closed", "Closed"), ("cancelled", "Cancelled")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    decision_reason = fields.Text(readonly=True, copy=False, tracking=True, string="Reason")
    contributions_asked_to = fields.Date(
        readonly=True, copy=False, help="Last day up to which the leader was asked for contribution notes."
    )
    progress = fields.Float(
        string="Progress (%)", compute="_compute_progress", help="Mean of the targets, each counted up to 100 %."
    )
    member_count = fields.Integer(string="People", compute="_compute_counts", compute_sudo=True)
    contribution_count = fields.Integer(compute="_compute_contribution_count")
    can_manage = fields.Boolean(compute="_compute_can")
    can_lead = fields.Boolean(compute="_compute_can")
    can_prepare = fields.Boolean(compute="_compute_can")
    can_propose = fields.Boolean(compute="_compute_can")
    is_mine = fields.Boolean(string="My team", compute="_compute_can", search="_search_is_mine")

    _dates_ordered = models.Constraint("CHECK(date_from <= date_to)", "The last day cannot be before the first day.")

    @api.depends("target_ids.progress")
    def _compute_progress(self):
        for team in self:
            parts = [min(target.progress, 100) for target in team.sudo().target_ids]
            team.progress = sum(parts) / len(parts) if parts else 0

    @api.depends("member_ids.state")
    def _compute_counts(self):
        for team in self:
            team.member_count = len(team.member_ids.filtered(lambda member: member.state == "active").employee_id)

    @api.depends("contribution_ids")
    @api.depends_context("uid")
    def _compute_contribution_count(self):
        """As the reader may see them."""
        counts = dict(
            self.env["flexible.work.contribution"]._read_group([("team_id", "in", self.ids)], ["team_id"], ["__count"])
        )
        for team in self:
            team.contribution_count = counts.get(team, 0)

    @api.depends("department_id", "leader_id", "state", "open_to_proposals", "date_to", "member_ids.state")
    @api.depends_context("uid")
    def _compute_can(self):
        own = self.env.user.sudo().employee_ids
        for team in self:
            full = team.sudo()
            running = [member for member in full.member_ids if member.state in ("waiting", "active")]
            inside = any(member.employee_id in own for member in running)
            team.can_manage = team._may_manage()
            team.can_lead = team._may_lead()
            team.can_prepare = team._may_prepare()
            team.is_mine = inside or full.leader_id in own
            team.can_propose = bool(own) and full._is_open() and not team.is_mine

    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        mine = Domain("leader_id.user_id", "=", self.env.uid) | Domain(
            "member_ids", "any", [("employee_id.user_id", "=", self.env.uid), ("state", "in", ("waiting", "active"))]
        )
        # sudo: being a member is told to the member, whatever the rules about other members
        teams = self.sudo().search(mine)
        return Domain("id", "in", teams.ids)

    # ------------------------------------------------------------ who may
    def _may_manage(self):
        """Whether the user starts, extends and ends this team: the head of its unit, or BKPSDM."""
        self.ensure_one()
        user = self.env.user
        return self.env.su or user.has_group(BKPSDM) or user in self.sudo().department_id.flexible_head_user_ids

    def _may_lead(self):
        """Whether the user names and accepts members, and keeps the targets: the leader, or who manages the team."""
        self.ensure_one()
        return self._may_manage() or self.sudo().leader_id.user_id == self.env.user

    def _may_prepare(self):
        """Whether the user enters what belongs to this team: as above, or as an operator of its unit."""
        self.ensure_one()
        return self._may_lead() or self.env.user in self.sudo().department_id.flexible_staff_user_ids

    def _check_may_manage(self):
        """:raises AccessError: for those who are neither head of the unit nor BKPSDM"""
        self.check_access("read")
        for team in self:
            if not team._may_manage():
                raise AccessError(
                    self.env._(
                        "Only the head of %s, of a unit above it, or BKPSDM decides about this team.",
                        team.sudo().department_id.name,
                    )
                )

    def _is_open(self):
        """Whether employees may propose themselves today."""
        return self.open_to_proposals and self.state in ("draft", "active") and self.date_to >= self._local_today()

    def _local_today(self):
        return (self.sudo().company_id or self.env.company)._flexible_work_today()

    # ------------------------------------------------------------ create and change
    def write(self, vals):
        if not self.env.su:
            own = self._check_entered(vals)
            for team in self:
                team._check_writes(own)
        return super().write(vals)

    def _check_writes(self, names):
        """:raises AccessError: for what the leader does not change
        :raises UserError: for what stays as it was when the team began
        """
        if names - LEADER_WRITES and not (self._may_manage() or self._may_prepare_draft()):
            raise AccessError(
                self.env._(
                    "The leader changes the result expected, the targets and the members. Everything else is changed "
                    "by the head of %s or BKPSDM.",
                    self.sudo().department_id.name,
                )
            )
        if self.state == "active" and names & FIXED_AT_WORK:
            raise UserError(
                self.env._(
                    "%s is at work: its unit and its first day stay, and its last day is changed by Extend.",
                    self.display_name,
                )
            )

    def _may_prepare_draft(self):
        return self.state == "draft" and self.env.user in self.sudo().department_id.flexible_staff_user_ids

    def _check_changeable(self):
        for team in self:
            if team.state in ("closed", "cancelled"):
                raise UserError(
                    self.env._("%s is over: nothing is changed any more. Reopen it first.", team.display_name)
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_begun(self):
        if any(team.state != "draft" for team in self):
            raise UserError(self.env._("A team that has begun is not deleted. Close it, or cancel it with a reason."))

    def copy_data(self, default=None):
        names = super().copy_data(default)
        return [values | {"name": self.env._("%s (copy)", team.name)} for team, values in zip(self, names)]

    # ------------------------------------------------------------ from its form
    def action_propose(self):
        """The form in which the user proposes himself or herself.

        :raises UserError: when the team takes no proposals, or the user has no employee
        """
        self.ensure_one()
        self.check_access("read")
        employee = self.env.user.sudo().employee_ids.filtered(lambda one: one.company_id == self.sudo().company_id)[:1]
        if not employee:
            raise UserError(self.env._("Your user has no employee in this regional government. Ask BKPSDM to link it."))
        if not self._is_open():
            raise UserError(self.env._("%s takes no proposals at the moment.", self.display_name))
        first = max(self.date_from, self._local_today())
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Propose myself"),
            "res_model": "flexible.work.team.member",
            "view_mode": "form",
            "views": [(self.env.ref("flexible_work_asn.flexible_work_team_member_view_form_propose").id, "form")],
            "target": "new",
            "context": {
                "default_team_id": self.id,
                "default_employee_id": employee.id,
                "default_date_from": first,
                "default_date_to": self.date_to,
                "default_share": 20,
            },
        }

    def action_contributions(self):
        """The contribution notes of this team that the user may see."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("flexible_work_asn.flexible_work_contribution_action")
        return action | {"domain": [("team_id", "=", self.id)], "context": {"create": False}}

    def action_note_contributions(self):
        """The window that asks for which period notes are made."""
        self.ensure_one()
        return self.env["flexible.work.contribution.period"]._ask(self)
