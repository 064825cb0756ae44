from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL, format_date

#: what only a draft may change
DRAFT_FIELDS = {
    "department_id",
    "date_from",
    "date_to",
    "line_ids",
    "strategy",
    "cycle_id",
    "member_ids",
    "requirement_ids",
    "onsite_min_count",
    "onsite_min_percent",
    "flexible_mode",
    "no_consecutive_flexible",
}
#: only the buttons write these: whoever may prepare a roster may not put it in force
LIFECYCLE_FIELDS = {
    "state",
    "approved_by_id",
    "approved_at",
    "reopened_from",
    "shortfall_reason",
    "locked_by_id",
    "locked_at",
}


class FlexibleWorkRoster(models.Model):
    """Who works where on the days that the circular leaves to the head of the unit, and who is on which shift.

    The operator prepares it, the head approves it, and it is locked and reported to BKPSDM; only lines of rosters
    that are approved or locked count.
    """

    _name = "flexible.work.roster"
    _description = "Roster"
    _inherit = ["flexible.work.trail", "mail.activity.mixin", "flexible.work.kept.rights"]
    _order = "date_from desc, department_id"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name", search="_search_name")
    department_id = fields.Many2one(
        "hr.department",
        string="Unit",
        required=True,
        index=True,
        tracking=True,
        check_company=True,
        default=lambda self: self.env["hr.department"]._flexible_work_own_unit(),
    )
    company_id = fields.Many2one(related="department_id.company_id", store=True, index=True)
    date_from = fields.Date(required=True, tracking=True, string="From")
    date_to = fields.Date(required=True, tracking=True, string="To")
    state = fields.Selection(
        [("draft", "Draft"), ("approved", "Approved"), ("locked", "Locked")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    approved_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    approved_at = fields.Datetime(readonly=True, copy=False)
    reopened_from = fields.Date(
        readonly=True, copy=False, help="The days before it were worked by this roster and stay in force."
    )
    shortfall_reason = fields.Text(string="Approved although short, because", readonly=True, copy=False, tracking=True)
    locked_by_id = fields.Many2one("res.users", string="Reported by", readonly=True, copy=False)
    locked_at = fields.Datetime(string="Reported at", readonly=True, copy=False)
    line_ids = fields.One2many("flexible.work.roster.line", "roster_id", string="Lines")
    line_count = fields.Integer(compute="_compute_line_count")
    strategy = fields.Selection(
        [("manual", "By hand"), ("cycle", "Cycle"), ("optimal", "Optimal")],
        default="manual",
        required=True,
        tracking=True,
    )
    cycle_id = fields.Many2one("flexible.work.cycle", check_company=True)
    member_ids = fields.One2many("flexible.work.roster.member", "roster_id", string="Members", copy=True)
    member_count = fields.Integer(compute="_compute_member_count", string="People")
    requirement_ids = fields.One2many("flexible.work.roster.requirement", "roster_id", string="Competences", copy=True)
    change_ids = fields.One2many("flexible.work.roster.change", "roster_id", string="Changes")
    change_count = fields.Integer(compute="_compute_change_count")
    onsite_min_count = fields.Integer(
        string="On site at least",
        compute="_compute_onsite_min",
        store=True,
        readonly=False,
        help="People a day. 0: not set.",
    )
    onsite_min_percent = fields.Float(
        string="On site at least (%)",
        compute="_compute_onsite_min",
        store=True,
        readonly=False,
        help="Of the people whose working day it is. From the unit or the circular, whichever asks for more. "
        "0: not set.",
    )
    flexible_mode = fields.Selection(
        [("wfh", "Home (WFH)"), ("wfa", "Elsewhere (WFA)")], default="wfh", required=True, string="Away means"
    )
    no_consecutive_flexible = fields.Boolean(string="No two flexible days in a row")

    _dates_ordered = models.Constraint(
        "CHECK(date_from <= date_to)", "The roster's last day cannot be before its first day."
    )

    @api.depends("department_id.name", "date_from", "date_to")
    @api.depends_context("lang")
    def _compute_name(self):
        for roster in self:
            # sudo: the name of the unit is shown to people who may not read departments
            unit = roster.sudo().department_id.name or ""
            if roster.date_from and roster.date_to:
                roster.name = self.env._(
                    "%(unit)s, %(first)s to %(last)s",
                    unit=unit,
                    first=format_date(self.env, roster.date_from),
                    last=format_date(self.env, roster.date_to),
                )
            else:
                roster.name = unit

    @api.model
    def _search_name(self, operator, value):
        """A roster has no name of its own: it is looked for by its unit."""
        return [("department_id.name", operator, value)]

    @api.depends("department_id", "date_from")
    def _compute_onsite_min(self):
        """What the unit asks for, or the circular in force on the first day where that is more."""
        for roster in self:
            unit = roster.sudo().department_id
            circulars = roster._circulars_in_force(roster.date_from, roster.date_from) if roster.date_from else ()
            roster.onsite_min_count = unit.onsite_min_count
            roster.onsite_min_percent = max(
                [unit.onsite_min_percent, *(circular.onsite_min_percent for circular in circulars)]
            )

    @api.depends("line_ids")
    def _compute_line_count(self):
        counts = dict(
            # sudo: whoever sees the roster may know how many lines it has
            self.env["flexible.work.roster.line"]
            .sudo()
            ._read_group([("roster_id", "in", self.ids)], ["roster_id"], ["__count"])
        )
        for roster in self:
            roster.line_count = counts.get(roster._origin, 0)

    @api.depends("member_ids", "department_id", "date_from", "date_to")
    def _compute_member_count(self):
        for roster in self:
            if roster.member_ids:
                roster.member_count = len(roster.member_ids)
            else:
                roster.member_count = len(roster._origin._employees()) if roster._origin else 0

    @api.depends("change_ids")
    def _compute_change_count(self):
        counts = dict(
            self.env["flexible.work.roster.change"]
            .sudo()
            ._read_group([("roster_id", "in", self.ids)], ["roster_id"], ["__count"])
        )
        for roster in self:
            roster.change_count = counts.get(roster._origin, 0)

    @api.constrains("date_from", "date_to", "department_id")
    def _check_lines_within(self):
        self.line_ids._check_within_roster()

    def _check_head(self):
        """:raises AccessError: when the user neither heads the unit nor is of BKPSDM, or does not read the roster."""
        # first: the refusal below names the unit
        self.check_access("read")
        everywhere = self.env.su or self.env.user.has_group("flexible_work_asn.group_bkpsdm")
        for roster in self:
            if not everywhere and self.env.user not in roster.sudo().department_id.flexible_head_user_ids:
                raise AccessError(
                    self.env._(
                        "Only the head of %(unit)s, of a unit above it, or BKPSDM decides about its roster.",
                        unit=roster.sudo().department_id.name,
                    )
                )
        # the record rules know the own regional government
        self.check_access("write")

    def action_open_lines(self):
        """The lines in a list of their own, where many can be changed at once."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "flexible.work.roster.line",
            "view_mode": "list,calendar,pivot",
            "domain": [("roster_id", "=", self.id)],
            "context": {
                "default_roster_id": self.id,
                "search_default_group_date": 1,
                "create": self.state == "draft",
                "delete": self.state == "draft",
            },
        }

    def action_open_changes(self):
        """What was changed since the approval, by whom, and why."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Changes of %s", self.name),
            "res_model": "flexible.work.roster.change",
            "view_mode": "list",
            "domain": [("roster_id", "=", self.id)],
        }

    def _circulars_in_force(self, date_from, date_to):
        """Circulars of the regional government that bind on some day from ``date_from`` to ``date_to``."""
        self.ensure_one()
        company = self.sudo().company_id
        return self.env["flexible.work.circular"]._binding_between(company, date_from, date_to)

    def _check_draft(self):
        if any(roster.state != "draft" for roster in self):
            raise UserError(
                self.env._(
                    "A roster in force cannot be changed like this. Reopen it, or change single days with a reason."
                )
            )

    def _check_no_overlap(self, keys=None):
        """:raises ValidationError: when another roster in force has a line for the same person and day.

        :param keys: ``(employee id, date)`` to look at; all lines of this roster without it

        Two plain queries and no join, see `_shift_rows`.
        """
        self.ensure_one()
        keys = set(self._lines_of() if keys is None else keys)
        self.env["flexible.work.roster.line"].flush_model()
        others = self.env.execute_query(
            SQL(
                """
                SELECT date, employee_id, id
                  FROM flexible_work_roster_line
                 WHERE employee_id = ANY(%s) AND date BETWEEN %s AND %s
                   AND roster_id <> %s AND state IN ('approved', 'locked')
                """,
                list({employee_id for employee_id, _day in keys}),
                self.date_from,
                self.date_to,
                self.id,
            )
        )
        clash = min((row for row in others if (row[1], row[0]) in keys), default=None)
        if clash:
            line = self.env["flexible.work.roster.line"].sudo().browse(clash[2])
            raise ValidationError(
                self.env._(
                    "%(employee)s already has a line on %(date)s in the roster %(roster)s. Remove one of the two.",
                    employee=line.employee_id.name,
                    date=format_date(self.env, line.date),
                    roster=line.roster_id.name,
                )
            )

    def _notify_facts_changed(self, date_from=None):
        """Days of everybody with a line are resolved again, from ``date_from`` or the first day on."""
        for roster in self:
            employees = self.env.execute_query(
                SQL("SELECT DISTINCT employee_id FROM flexible_work_roster_line WHERE roster_id = %s", roster.id)
            )
            self.env["hr.employee"].sudo().browse(row[0] for row in employees)._flexible_work_facts_changed(
                max(roster.date_from, date_from or roster.date_from), roster.date_to
            )

    @api.model_create_multi
    def create(self, vals_list):
        rosters = super().create(vals_list)
        # defaults of the context are no way round either
        if not self.env.su and any(
            roster.state != "draft" or roster[name] for roster in rosters for name in LIFECYCLE_FIELDS - {"state"}
        ):
            raise AccessError(self.env._("A roster begins as a draft; the head approves it by the button."))
        return rosters

    def write(self, vals):
        if not self.env.su and LIFECYCLE_FIELDS & vals.keys():
            raise AccessError(self.env._("A roster is approved, reopened and locked by its buttons only."))
        if DRAFT_FIELDS & vals.keys():
            self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_force(self):
        self._check_draft()
        if any(roster.reopened_from for roster in self):
            raise UserError(
                self.env._("Days were worked by this roster: they are history. Remove the lines still to come instead.")
            )
