from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

BKPSDM = "flexible_work_asn.group_bkpsdm"


class FlexibleWorkPlacement(models.Model):
    """Proposal of placements: the fewest and nearest moves of people that close most of a shortage (Permen PANRB
    7/2022). It proposes; BKPSDM accepts, and both units approve each assignment.

    What was found is written by *Search* alone; moves are decided by their own buttons.
    """

    _name = "flexible.work.placement"
    _description = "Proposal of Placements"
    _inherit = ["flexible.work.document", "mail.activity.mixin"]
    _order = "id desc"
    _check_company_auto = True

    #: of what the moves are made
    _inputs = frozenset(
        {
            "workload_id",
            "date_from",
            "date_to",
            "department_ids",
            "fixed_employee_ids",
            "moves_max",
            "travel_max",
            "load_max",
            "include_pppk",
            "seconds",
        }
    )
    _entered = _inputs | {"name"}

    name = fields.Char(required=True, tracking=True)
    company_id = fields.Many2one(related="workload_id.company_id", store=True, index=True)
    workload_id = fields.Many2one(
        "flexible.work.workload", string="Workload analysis", required=True, index=True, check_company=True
    )
    date_from = fields.Date(required=True, string="From", tracking=True)
    date_to = fields.Date(required=True, string="Last day", tracking=True)
    department_ids = fields.Many2many(
        "hr.department",
        string="Only for these units",
        help="Units that may receive people, with their sub-units. Empty: all units of the analysis.",
        check_company=True,
    )
    fixed_employee_ids = fields.Many2many(
        "hr.employee",
        "flexible_work_placement_fixed_rel",
        string="Who stays",
        check_company=True,
        groups="flexible_work_asn.group_bkpsdm,flexible_work_asn.group_auditor",
    )
    moves_max = fields.Integer(string="Moves at most", help="0: no limit.")
    travel_max = fields.Integer(
        string="Travel at most (minutes)",
        help="From home to the new place, one way. 0: no limit. With a limit nobody is moved over a way that is not "
        "known.",
    )
    load_max = fields.Integer(
        string="Not who is in teams for more than (%)", default=50, help="Share of working time given to teams."
    )
    include_pppk = fields.Boolean(string="Move PPPK, too")
    seconds = fields.Integer(string="Search for (seconds)", default=10)
    state = fields.Selection(
        [("draft", "Draft"), ("proposed", "Proposed"), ("done", "Decided"), ("cancelled", "Cancelled")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    move_ids = fields.One2many(
        "flexible.work.placement.move", "placement_id", string="Moves", readonly=True, copy=False
    )
    solved_at = fields.Datetime(readonly=True, copy=False)
    duration = fields.Float(string="Found in (seconds)", readonly=True, copy=False, digits=(16, 2))
    is_proven = fields.Boolean(string="Proven best", readonly=True, copy=False)
    gap = fields.Float(string="Gap (%)", readonly=True, copy=False, digits=(16, 2))
    shortage_before = fields.Integer(readonly=True, copy=False)
    shortage_after = fields.Integer(readonly=True, copy=False)
    move_count = fields.Integer(string="Number of moves", readonly=True, copy=False)
    travel_minutes = fields.Integer(string="Travel of those who move (minutes)", readonly=True, copy=False)
    greedy_shortage = fields.Integer(string="Shortage left by nearest first", readonly=True, copy=False)
    greedy_moves = fields.Integer(string="Moves of nearest first", readonly=True, copy=False)
    greedy_travel = fields.Integer(string="Travel of nearest first (minutes)", readonly=True, copy=False)
    message = fields.Text(string="What came out", readonly=True, copy=False)
    remaining = fields.Json(readonly=True, copy=False, help="Technical: what stays short and why, by the solver.")
    remaining_text = fields.Text(string="What stays short", compute="_compute_remaining_text")
    open_count = fields.Integer(string="To decide", compute="_compute_counts")
    waiting_count = fields.Integer(string="Waiting for the units", compute="_compute_counts")
    approved_count = fields.Integer(string="In force", compute="_compute_counts")
    refused_count = fields.Integer(string="Refused", compute="_compute_counts", help="By BKPSDM or by a unit.")

    _dates_ordered = models.Constraint("CHECK(date_from <= date_to)", "The last day cannot be before the first day.")
    _limits_positive = models.Constraint(
        "CHECK(moves_max >= 0 AND travel_max >= 0)", "Limits of moves and travel are not negative; 0 means no limit."
    )
    _load_percent = models.Constraint(
        "CHECK(load_max BETWEEN 0 AND 100)", "The share of working time lies between 0 % and 100 %."
    )
    _seconds_bounds = models.Constraint("CHECK(seconds BETWEEN 1 AND 60)", "Let it search between 1 and 60 seconds.")

    @api.depends("move_ids.state", "move_ids.assignment_state")
    @api.depends_context("uid")
    def _compute_counts(self):
        """Of the moves that the user may read; an executive reads the number of all of them."""
        moves = self.env["flexible.work.placement.move"]
        if not moves.has_access("read"):
            moves = moves.sudo()
        counts = {}
        for placement, state, assigned, count in moves._read_group(
            [("placement_id", "in", self.ids)], ["placement_id", "state", "assignment_id.state"], ["__count"]
        ):
            counts.setdefault(placement.id, {})[state, assigned] = count
        for placement in self:
            found = counts.get(placement.id, {})
            placement.open_count = sum(n for (state, _), n in found.items() if state == "proposed")
            placement.waiting_count = found.get(("accepted", "draft"), 0)
            placement.approved_count = found.get(("accepted", "approved"), 0)
            placement.refused_count = sum(found.values()) - sum(
                (placement.open_count, placement.waiting_count, placement.approved_count)
            )

    @api.constrains("workload_id")
    def _check_workload(self):
        for placement in self:
            if placement.workload_id.state == "draft":
                raise ValidationError(
                    self.env._("%s has no figures yet: compute the analysis first.", placement.workload_id.display_name)
                )

    def write(self, vals):
        """:raises UserError: for a cancelled proposal, and for another analysis or period once moves are accepted"""
        changed = self._inputs & vals.keys()
        if changed & {"workload_id", "date_from", "date_to"}:
            self._check_nothing_accepted()
        result = super().write(vals)
        if changed:
            self.sudo().filtered(lambda placement: placement.state in ("proposed", "done")).state = "draft"
        return result

    def _check_changeable(self):
        for placement in self:
            if placement.state == "cancelled":
                raise UserError(self.env._("%s is cancelled. Make a new proposal.", placement.name))

    def _check_nothing_accepted(self):
        for placement in self.sudo():
            if "accepted" in placement.move_ids.mapped("state"):
                raise UserError(
                    self.env._(
                        "Moves of %s are accepted already: withdraw them first, or make a new proposal.",
                        placement.name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_accepted(self):
        self._check_nothing_accepted()

    # ------------------------------------------------------------ buttons
    def action_solve(self):
        """Search for the best moves and put them in place of those that nobody has decided about; BKPSDM.

        What was accepted stays, what was rejected is not proposed again.

        :raises UserError: without the solver, and when the analysis has no figures
        """
        self.check_access("write")
        self._check_state("draft", "proposed", "done")
        for placement in self:
            placement._search_best()

    def action_accept_all(self):
        """Ask for letter and task of all moves that nobody has decided about."""
        self.ensure_one()
        self.check_access("write")
        return self.move_ids.filtered(lambda move: move.state == "proposed").action_accept()

    def action_cancel(self):
        """Ask why, then cancel."""
        self.check_access("write")
        self._check_state("draft", "proposed", "done")
        return self.env["flexible.work.reason"]._ask(self, "cancel_placement", self.env._("Cancel the proposal"))

    @api.private
    def _cancel(self, reason):
        """Cancel, with assignments that wait for the units; BKPSDM.

        :raises UserError: when an assignment is in force: it is ended or cancelled by itself
        """
        self.check_access("write")
        self._check_state("draft", "proposed", "done")
        for placement in self:
            accepted = placement.sudo().move_ids.assignment_id
            in_force = accepted.filtered(lambda assignment: assignment.state == "approved")
            if in_force:
                raise UserError(
                    self.env._(
                        "Assignments of %(proposal)s are in force: %(names)s. Cancel or end them first.",
                        proposal=placement.name,
                        names=", ".join(in_force.mapped("display_name")),
                    )
                )
            waiting = accepted.filtered(lambda assignment: assignment.state == "draft")
            waiting.with_user(self.env.user)._cancel(reason)
            placement.sudo().state = "cancelled"
            placement._tell(self.env._("Cancelled."), reason, people=self.env["res.users"])

    @api.private
    def _follow_moves(self):
        """Decided when nothing is left to decide, proposed again when something is."""
        for placement in self.sudo():
            left = "proposed" in placement.move_ids.mapped("state")
            state = "proposed" if left else "done"
            if placement.state in ("proposed", "done") and placement.state != state:
                placement.state = state

    # ------------------------------------------------------------ smart buttons
    def action_moves(self):
        """The moves, to filter and to decide about together."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("flexible_work_asn.flexible_work_placement_move_action")
        return action | {"name": self.name, "domain": [("placement_id", "=", self.id)], "context": {}}

    def action_assignments(self):
        """The assignments that accepted moves became."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("flexible_work_asn.flexible_work_assignment_action")
        return action | {"domain": [("move_id.placement_id", "=", self.id)], "context": {}}
