from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_date

#: what both sides agree on; changing it asks them again
AGREED = frozenset({"role", "share", "date_from", "date_to", "place"})


class FlexibleWorkTeamMember(models.Model):
    """Somebody's place in a team: with which share of the working time, for how long, by whose word.

    By appointment (the leader or the unit's staff names somebody) or by own proposal (Permen PANRB 7/2022). The head of
    the unit of the post releases, the leader or the head of the team's unit accepts; with both, and the team at work,
    the membership is in force.
    """

    _name = "flexible.work.team.member"
    _description = "Member of a Team"
    _inherit = ["flexible.work.document", "mail.activity.mixin"]
    _order = "team_id, date_from, id"
    _check_company_auto = True

    _entered = frozenset({"team_id", "employee_id", "motivation"}) | AGREED

    team_id = fields.Many2one("flexible.work.team", required=True, index=True, ondelete="cascade", check_company=True)
    company_id = fields.Many2one(related="team_id.company_id", store=True, index=True)
    employee_id = fields.Many2one("hr.employee", required=True, index=True, ondelete="cascade", check_company=True)
    department_from_id = fields.Many2one(
        "hr.department",
        string="Unit of the post",
        compute="_compute_department_from_id",
        store=True,
        precompute=True,
        index=True,
    )
    role = fields.Char(help="Such as analyst, or secretary of the team.")
    origin = fields.Selection(
        [("appointed", "Appointed"), ("proposed", "Own proposal")], default="appointed", required=True, readonly=True
    )
    motivation = fields.Text(help="What the person brings, for an own proposal.")
    share = fields.Integer(string="Share of working time (%)", default=20, required=True, tracking=True)
    date_from = fields.Date(
        required=True,
        string="From",
        compute="_compute_dates",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    date_to = fields.Date(
        required=True,
        string="Last day",
        compute="_compute_dates",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    place = fields.Selection(
        [("own", "At the own unit"), ("host", "At the unit of the team")],
        default="own",
        required=True,
        help="At the unit of the team: an assignment with letters of both sides is prepared; the place of work, the "
        "apel list and the daily report follow it once it is approved.",
    )
    assignment_id = fields.Many2one(
        "flexible.work.assignment", readonly=True, copy=False, ondelete="set null", index=True
    )
    contribution_ids = fields.One2many("flexible.work.contribution", "member_id", string="Contributions")
    state = fields.Selection(
        [
            ("waiting", "Waiting for approval"),
            ("active", "Member"),
            ("refused", "Refused"),
            ("withdrawn", "Withdrawn"),
            ("ended", "Ended"),
        ],
        default="waiting",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    released_by_id = fields.Many2one("res.users", string="Released by", readonly=True, copy=False, tracking=True)
    accepted_by_id = fields.Many2one("res.users", string="Accepted by", readonly=True, copy=False, tracking=True)
    decision_reason = fields.Text(readonly=True, copy=False, tracking=True, string="Reason")
    share_hint = fields.Text(compute="_compute_share_hint", help="What is above 100 % of the working time, and when.")
    is_mine = fields.Boolean(compute="_compute_can")
    can_release = fields.Boolean(compute="_compute_can")
    can_accept = fields.Boolean(compute="_compute_can")
    can_withdraw = fields.Boolean(compute="_compute_can")
    can_end = fields.Boolean(compute="_compute_can")

    _dates_ordered = models.Constraint("CHECK(date_from <= date_to)", "The last day cannot be before the first day.")
    _share_percent = models.Constraint("CHECK(share BETWEEN 1 AND 100)", "A share lies between 1 % and 100 %.")

    @api.depends("employee_id.name", "team_id.name")
    def _compute_display_name(self):
        for member in self.sudo():
            member.display_name = " · ".join(filter(None, (member.employee_id.name, member.team_id.name)))

    @api.depends("employee_id")
    def _compute_department_from_id(self):
        for member in self:
            member.department_from_id = member.sudo().employee_id.department_id

    @api.depends("team_id")
    def _compute_dates(self):
        """Of the team, unless said otherwise."""
        for member in self:
            team = member.sudo().team_id
            member.date_from = member.date_from or team.date_from
            member.date_to = member.date_to or team.date_to

    @api.depends("employee_id", "team_id", "share", "date_from", "date_to", "state")
    @api.depends_context("uid")
    def _compute_share_hint(self):
        """A form that asks about somebody before it is saved tells only those whom it concerns."""
        entered = self.filtered(
            lambda member: (
                member.state == "waiting"
                and member.employee_id
                and member.date_from
                and member.date_to
                and member._may_see_shares()
            )
        )
        claims = entered._load_claims()
        for member in self:
            member.share_hint = member._over_words(claims) if member in entered else False

    @api.depends("state", "released_by_id", "accepted_by_id", "team_id", "employee_id")
    @api.depends_context("uid")
    def _compute_can(self):
        for member in self:
            waiting = member.state == "waiting" and bool(member.id)
            member.is_mine = member.sudo().employee_id.user_id == self.env.user
            member.can_release = waiting and not member.released_by_id and member._may_decide("from")
            member.can_accept = waiting and not member.accepted_by_id and member._may_decide("team")
            member.can_withdraw = waiting and member._may_withdraw()
            member.can_end = member.state == "active" and member._may_end()

    # ------------------------------------------------------------ who may
    def _may_decide(self, side):
        """Whether the user speaks for the unit of the post (``from``) or the ``team``; nobody does about himself."""
        self.ensure_one()
        user = self.env.user
        if self.env.su:
            return True
        if not self.employee_id or self.sudo().employee_id.user_id == user:
            return False
        if side == "team":
            return self.team_id._may_lead()
        return (
            user.has_group("flexible_work_asn.group_bkpsdm")
            or user in self.sudo().department_from_id.flexible_head_user_ids
        )

    def _may_end(self):
        """Both sides end a membership, and so does the member."""
        return self._may_decide("from") or self._may_decide("team") or self._is_own()

    def _may_withdraw(self):
        """The person takes the own proposal back; whoever prepares the team takes anybody back."""
        return (self.origin == "proposed" and self._is_own()) or self.team_id._may_prepare()

    def _may_see_shares(self):
        """Whether the user may be told what else claims the person's working time."""
        if self._is_own() or self._may_decide("from"):
            return True
        return bool(self.team_id) and self.team_id._may_prepare()

    def _is_own(self):
        return self.sudo().employee_id.user_id == self.env.user

    # ------------------------------------------------------------ checks
    @api.constrains("team_id", "employee_id", "date_from", "date_to", "state")
    def _check_period(self):
        for member in self.sudo().filtered(lambda one: one.state in ("waiting", "active")):
            team = member.team_id
            if member.date_from < team.date_from or member.date_to > team.date_to:
                raise ValidationError(
                    self.env._(
                        "%(team)s works from %(first)s to %(last)s: choose dates within.",
                        team=team.name,
                        first=format_date(self.env, team.date_from),
                        last=format_date(self.env, team.date_to),
                    )
                )
            twice = team.member_ids.filtered(
                lambda other, member=member: (
                    other != member
                    and other.employee_id == member.employee_id
                    and other.state in ("waiting", "active")
                    and other.date_from <= member.date_to
                    and other.date_to >= member.date_from
                )
            )
            if twice:
                raise ValidationError(
                    self.env._(
                        "%(person)s is in %(team)s in these days already.",
                        person=member.employee_id.name,
                        team=team.name,
                    )
                )

    @api.constrains("place", "employee_id", "team_id")
    def _check_place(self):
        for member in self.sudo():
            if member.place == "host" and member.department_from_id == member.team_id.department_id:
                raise ValidationError(
                    self.env._("The unit of the team is the unit of the post: the place is the own unit.")
                )

    # ------------------------------------------------------------ create and change
    @api.model_create_multi
    def create(self, vals_list):
        # before there is a membership: it lets the person read the team
        teams = self.env["flexible.work.team"].browse(vals["team_id"] for vals in vals_list if vals.get("team_id"))
        teams.check_access("read")
        members = super().create(vals_list)
        if not self.env.su:
            for member in members:
                member._check_may_name()
                member._give_own_word()
        members._update_activities()
        return members

    def _check_may_name(self):
        """:raises AccessError: for those who do not name members of this team
        :raises UserError: for a proposal to a team that takes none, or a member of a team that is over
        """
        team = self.sudo().team_id
        team._check_changeable()
        proposed = self._is_own()
        if proposed and not team._is_open():
            raise UserError(self.env._("%s takes no proposals at the moment.", team.display_name))
        if not proposed and not self.team_id._may_prepare():
            raise AccessError(
                self.env._("Members are named by the leader and by the staff of %s.", team.department_id.name)
            )

    def _give_own_word(self):
        """Whoever names somebody, and may decide for a side, has decided for it."""
        values = {"origin": "proposed" if self._is_own() else "appointed"}
        if self._may_decide("team"):
            values["accepted_by_id"] = self.env.uid
        if self.env.user in self.sudo().department_from_id.flexible_head_user_ids and self._may_decide("from"):
            values["released_by_id"] = self.env.uid
        self.sudo().write(values)
        # sudo: decided by the lines above
        self.sudo()._activate_agreed()

    def write(self, vals):
        if self.env.su:
            return super().write(vals)
        names = self._check_entered(vals)
        if {"team_id", "employee_id"} & names:
            raise AccessError(self.env._("A membership keeps its person and its team. Withdraw it, and name anew."))
        for member in self if names else ():
            if not (member._is_own() or member.team_id._may_prepare()):
                raise AccessError(
                    self.env._(
                        "The terms of a membership are changed by the leader, by the staff of the team's unit, and "
                        "by the person."
                    )
                )
            if "motivation" in names and not member._is_own():
                raise AccessError(self.env._("The motivation is written by the person alone."))
        before = {member: [member[name] for name in AGREED] for member in self}
        result = super().write(vals)
        changed = self.filtered(lambda member: before[member] != [member[name] for name in AGREED])
        if changed:
            changed.sudo().write({"released_by_id": False, "accepted_by_id": False})
            changed._update_activities()
        return result

    def _check_changeable(self):
        for member in self:
            if member.state != "waiting":
                raise UserError(
                    self.env._(
                        "%s: what was decided stays as it is. End it, and name the person anew with other terms.",
                        member.display_name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_undecided(self):
        if any(member.state != "waiting" for member in self):
            raise UserError(self.env._("A membership that was decided about is not deleted. End it with a reason."))
        if not self.env.su and not all(member._is_own() or member.team_id._may_prepare() for member in self):
            raise AccessError(self.env._("This is withdrawn by whoever proposed it."))
