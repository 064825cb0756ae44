from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

BKPSDM = "flexible_work_asn.group_bkpsdm"


class FlexibleWorkPlacementMove(models.Model):
    """One person who is proposed for another unit, and why this one.

    Written by buttons alone: accepted it becomes a draft assignment, which both units then approve.
    """

    _name = "flexible.work.placement.move"
    _description = "Proposed Placement"
    _order = "placement_id, department_to_id, id"
    _check_company_auto = True

    placement_id = fields.Many2one(
        "flexible.work.placement", string="Proposal", required=True, index=True, ondelete="cascade"
    )
    placement_state = fields.Selection(related="placement_id.state", string="Proposal's state")
    date_from = fields.Date(related="placement_id.date_from")
    date_to = fields.Date(related="placement_id.date_to")
    company_id = fields.Many2one(related="placement_id.company_id", store=True, index=True)
    employee_id = fields.Many2one("hr.employee", required=True, index=True, readonly=True, ondelete="cascade")
    department_from_id = fields.Many2one(
        "hr.department", string="Unit of the post", required=True, readonly=True, index=True
    )
    department_to_id = fields.Many2one(
        "hr.department", string="Receiving unit", required=True, readonly=True, index=True
    )
    line_id = fields.Many2one("flexible.work.workload.line", string="Need", readonly=True, ondelete="set null")
    # of the need, whose record an analysis makes anew when it is computed again
    competence_id = fields.Many2one("flexible.work.competence", readonly=True)
    grade_min_id = fields.Many2one("flexible.work.grade", string="Grade at least", readonly=True)
    grade_max_id = fields.Many2one("flexible.work.grade", string="Grade at most", readonly=True)
    travel_before = fields.Integer(
        string="Travel now (minutes)",
        readonly=True,
        groups="hr.group_hr_user,flexible_work_asn.group_bkpsdm",
    )
    travel_after = fields.Integer(
        string="Travel then (minutes)",
        readonly=True,
        aggregator="sum",
        groups="hr.group_hr_user,flexible_work_asn.group_bkpsdm",
    )
    is_way_known = fields.Boolean(readonly=True, groups="hr.group_hr_user,flexible_work_asn.group_bkpsdm")
    facts = fields.Json(
        readonly=True,
        help="Technical: why this person, as the solver says it.",
        # it tells where people live about, and names others who would come next
        groups="flexible_work_asn.group_bkpsdm",
    )
    explanation = fields.Text(string="Why", compute="_compute_explanation")
    state = fields.Selection(
        [("proposed", "Proposed"), ("accepted", "Accepted by BKPSDM"), ("rejected", "Rejected")],
        default="proposed",
        required=True,
        readonly=True,
        index=True,
    )
    rejection_reason = fields.Text(
        string="Reason", readonly=True, help="Why it was rejected, or why a decision was taken back."
    )
    assignment_id = fields.Many2one("flexible.work.assignment", readonly=True, ondelete="set null", index=True)
    assignment_state = fields.Selection(related="assignment_id.state", string="State of the assignment")

    _person_once = models.UniqueIndex(
        "(placement_id, employee_id) WHERE state != 'rejected'", "A person is moved once in a proposal."
    )

    @api.depends("employee_id.name", "department_to_id.name")
    def _compute_display_name(self):
        for move in self.sudo():
            names = (move.employee_id.name, move.department_to_id.name)
            move.display_name = " → ".join(filter(None, names))

    # ------------------------------------------------------------ buttons
    def action_accept(self):
        """Ask for letter, task and working hours of these moves, to be accepted together; BKPSDM."""
        self._check_decides("proposed")
        return {
            "type": "ir.actions.act_window",
            "res_model": "flexible.work.placement.accept",
            "view_mode": "form",
            "target": "new",
            "name": self.env._("Accept placements"),
            "context": {"default_move_ids": self.ids},
        }

    def action_reject(self):
        """Ask why these moves are rejected; BKPSDM."""
        self._check_decides("proposed")
        return self.env["flexible.work.reason"]._ask(self, "reject_placement", self.env._("Reject the placement"))

    def action_withdraw(self):
        """Ask why the acceptance, or the rejection, is taken back; BKPSDM."""
        self._check_decides("accepted", "rejected")
        return self.env["flexible.work.reason"]._ask(self, "withdraw_placement", self.env._("Take the decision back"))

    def action_assignment(self):
        """The assignment that this move became."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "flexible.work.assignment",
            "res_id": self.assignment_id.id,
            "view_mode": "form",
            "name": self.assignment_id.display_name,
        }

    def _check_decides(self, *states):
        """:raises AccessError: for whoever may not write the proposal
        :raises UserError: when the proposal is no longer open, or a move has been decided meanwhile
        """
        self.check_access("read")
        placements = self.placement_id
        placements.check_access("write")
        if not self:
            raise UserError(self.env._("There is nothing left to decide."))
        placements._check_state("proposed", "done")
        names = dict(self._fields["state"]._description_selection(self.env))
        for move in self:
            if move.state not in states:
                raise UserError(
                    self.env._(
                        "%(move)s: this cannot be done any more, its state is %(state)s.",
                        move=move.display_name,
                        state=names[move.state],
                    )
                )

    # ------------------------------------------------------------ deciding
    @api.private
    def _accept(self, **values):
        """Make a draft assignment of each move, with ``values`` for all; BKPSDM.

        Whoever is in teams gives the rest of the working time. Without a ``task`` each one's is the service for which
        he or she is needed.

        :raises UserError: when somebody has another assignment in the period
        """
        self._check_decides("proposed")
        self._check_not_assigned()
        made = self.env["flexible.work.assignment"].create(
            [
                {
                    "employee_id": move.employee_id.id,
                    "department_from_id": move.department_from_id.id,
                    "department_to_id": move.department_to_id.id,
                    "kind": "individual",
                    "date_from": move.date_from,
                    "date_to": move.date_to,
                    "share": 100 - (move.facts or {}).get("load", 0),
                    **values,
                    "task": values.get("task") or move._default_task(),
                }
                for move in self
            ]
        )
        for move, assignment in zip(self.sudo(), made, strict=True):
            assignment.sudo().move_id = move  # which nobody writes by hand
            move.assignment_id = assignment
        self.sudo().write({"state": "accepted", "rejection_reason": False})
        self._say_decided(self.env._("Placements accepted: %s."))
        return made

    def _default_task(self):
        if self.competence_id:
            return self.env._("Service of the receiving unit: %s", self.competence_id.name)
        return self.env._("Service of the receiving unit")

    def _kind(self):
        """The kind of need that the move fills, as the solver names it."""
        return (
            self.competence_id.id or None,
            self.grade_min_id.sequence if self.grade_min_id else None,
            self.grade_max_id.sequence if self.grade_max_id else None,
        )

    def _check_not_assigned(self):
        others = (
            self.env["flexible.work.assignment"]
            .sudo()
            .search([("employee_id", "in", self.employee_id.ids), ("state", "in", ("draft", "approved"))])
            .grouped("employee_id")
        )
        for move in self.sudo():
            taken = others.get(move.employee_id, self.env["flexible.work.assignment"].sudo())
            for other in taken.filtered(
                lambda one, move=move: one.date_from <= move.date_to and one.date_to >= move.date_from
            ):
                raise UserError(
                    self.env._(
                        "%(employee)s has an assignment to %(unit)s from %(first)s to %(last)s already. End or cancel "
                        "that first, or reject this placement.",
                        employee=move.employee_id.name,
                        unit=other.department_to_id.name,
                        first=format_date(self.env, other.date_from),
                        last=format_date(self.env, other.date_to),
                    )
                )

    @api.private
    def _reject(self, reason):
        """Not this person to this unit: a new search leaves it out; BKPSDM."""
        self._check_decides("proposed")
        self.sudo().write({"state": "rejected", "rejection_reason": reason})
        self._say_decided(self.env._("Placements rejected: %s."))

    @api.private
    def _withdraw(self, reason):
        """Back to proposed; an assignment that waits for the units is cancelled; BKPSDM.

        :raises UserError: when the assignment is in force, or the person is proposed for another unit by now
        """
        self._check_decides("accepted", "rejected")
        for move in self:
            taken = move.placement_id.sudo().move_ids.filtered(
                lambda other, move=move: (
                    other.employee_id == move.employee_id and other.state != "rejected" and other != move
                )
            )
            if taken:
                raise UserError(
                    self.env._("%s stands in this proposal again: decide about that.", taken[:1].display_name)
                )
            if move.assignment_id.sudo().state == "approved":
                raise UserError(
                    self.env._("%s is in force: cancel or end the assignment first.", move.assignment_id.display_name)
                )
            if move.assignment_id.sudo().state == "draft":
                move.assignment_id._cancel(reason)
        self.sudo().write({"state": "proposed", "rejection_reason": reason, "assignment_id": False})
        self._say_decided(self.env._("Decisions taken back: %s."))

    def _say_decided(self, decision):
        """On the proposals: how many. Names and reasons stay with the moves, which fewer people may read."""
        for placement in self.placement_id:
            moves = self.filtered(lambda move, placement=placement: move.placement_id == placement)
            placement._tell(decision % len(moves), people=self.env["res.users"])
            placement._follow_moves()
