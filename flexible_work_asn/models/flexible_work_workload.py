from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class FlexibleWorkWorkload(models.Model):
    """Workload analysis (analisis beban kerja): the people that the services of each unit need on a date, those that
    are there, and what is missing (Permen PANRB 1/2020). A scenario is one with changed volumes and counters.

    Its figures are written by *Compute* alone, and frozen when it is confirmed.
    """

    _name = "flexible.work.workload"
    _description = "Workload Analysis"
    _inherit = ["flexible.work.document", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True

    #: of what the figures are made
    _inputs = frozenset(
        {
            "company_id",
            "date",
            "basis",
            "actual_months",
            "effective_minutes_5",
            "effective_minutes_6",
            "rounding",
            "scenario_of_id",
            "change_ids",
        }
    )
    _entered = _inputs | {"name"}

    name = fields.Char(required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", string="Regional government", required=True, index=True, default=lambda self: self.env.company
    )
    date = fields.Date(
        required=True,
        string="As of",
        default=lambda self: self.env.company._flexible_work_today(),
        tracking=True,
        help="Who is where on this date.",
    )
    basis = fields.Selection(
        [("plan", "Planned volumes"), ("actual", "Actuals of the last months")],
        default="plan",
        required=True,
        tracking=True,
    )
    actual_months = fields.Integer(
        string="Months of actuals", default=12, help="Whole months before the date; those there are make a year."
    )
    effective_minutes_5 = fields.Integer(
        string="Effective minutes a year, five-day week",
        compute="_compute_parameters",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    effective_minutes_6 = fields.Integer(
        string="Effective minutes a year, six-day week",
        compute="_compute_parameters",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    rounding = fields.Selection(
        [("half", "From half a person on"), ("up", "Always up")],
        compute="_compute_parameters",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        tracking=True,
    )
    scenario_of_id = fields.Many2one(
        "flexible.work.workload",
        string="Scenario of",
        ondelete="cascade",
        check_company=True,
        copy=False,
        index="btree_not_null",
    )
    scenario_ids = fields.One2many("flexible.work.workload", "scenario_of_id", string="Scenarios")
    scenario_count = fields.Integer(compute="_compute_scenario_count")
    state = fields.Selection(
        [("draft", "Draft"), ("computed", "Computed"), ("confirmed", "Confirmed")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    computed_at = fields.Datetime(readonly=True, copy=False)
    unit_ids = fields.One2many("flexible.work.workload.unit", "workload_id", string="Units", readonly=True)
    line_ids = fields.One2many("flexible.work.workload.line", "workload_id", string="Needs", readonly=True)
    change_ids = fields.One2many("flexible.work.workload.change", "workload_id", string="Changes")
    placement_ids = fields.One2many("flexible.work.placement", "workload_id", string="Proposals")
    headcount = fields.Integer(string="People", readonly=True, copy=False)
    needed = fields.Integer(readonly=True, copy=False)
    filled = fields.Integer(readonly=True, copy=False)
    shortage = fields.Integer(readonly=True, copy=False)
    surplus = fields.Integer(readonly=True, copy=False)
    shortage_before = fields.Integer(
        string="Shortage without the changes", related="scenario_of_id.shortage", help="Of the analysis it varies."
    )
    message = fields.Text(string="To be kept in mind", readonly=True, copy=False)

    _effective_minutes = models.Constraint(
        "CHECK(effective_minutes_5 > 0 AND effective_minutes_6 > 0)",
        "The effective minutes of a year are more than 0.",
    )
    _actual_months = models.Constraint("CHECK(actual_months BETWEEN 1 AND 36)", "Actuals are taken of 1 to 36 months.")

    @api.depends("company_id")
    def _compute_parameters(self):
        """As set for the regional government; kept with the analysis, whatever is set later."""
        for workload in self:
            company = workload.company_id or self.env.company
            workload.effective_minutes_5 = company.flexible_effective_minutes_5
            workload.effective_minutes_6 = company.flexible_effective_minutes_6
            workload.rounding = company.flexible_workload_rounding

    def _compute_scenario_count(self):
        """Of a scenario: those of the analysis that it varies, itself among them."""
        bases = self | self.scenario_of_id
        counts = dict(self._read_group([("scenario_of_id", "in", bases.ids)], ["scenario_of_id"], ["__count"]))
        for workload in self:
            workload.scenario_count = counts.get(workload.scenario_of_id or workload, 0)

    @api.constrains("scenario_of_id")
    def _check_scenario(self):
        for workload in self:
            if workload.scenario_of_id.scenario_of_id or workload in workload.scenario_of_id:
                raise ValidationError(self.env._("A scenario varies an analysis, not another scenario."))

    def write(self, vals):
        """:raises UserError: for a confirmed analysis, and for one with figures that would change its government"""
        if "company_id" in vals and any(self.sudo().mapped("unit_ids")):
            raise UserError(self.env._("The figures belong to one regional government. Make a new analysis."))
        result = super().write(vals)
        if self._inputs & vals.keys():
            self._inputs_changed()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_confirmed(self):
        # its scenarios go with it
        for workload in self | self.scenario_ids:
            if workload.state == "confirmed":
                raise UserError(
                    self.env._("%s is confirmed: reopen it with a reason before you delete it.", workload.name)
                )

    # ------------------------------------------------------------ life
    def _check_changeable(self):
        for workload in self:
            if workload.state == "confirmed":
                raise UserError(
                    self.env._("%s is confirmed: reopen it with a reason before you change it.", workload.name)
                )

    def _inputs_changed(self):
        """Figures that do not belong to these inputs any more: they have to be computed again.

        :raises UserError: for a confirmed analysis
        """
        self._check_changeable()
        self.sudo().filtered(lambda workload: workload.state == "computed").state = "draft"

    def action_compute(self):
        """Compute need and strength of all units as they are now; BKPSDM."""
        self.check_access("write")
        self._check_state("draft", "computed")
        self._check_no_proposals()
        for workload in self:
            workload._compute_need()

    def action_confirm(self):
        """Freeze the figures: heads and operators of the units read them from now on; BKPSDM."""
        self.check_access("write")
        self._check_state("computed")
        self.sudo().state = "confirmed"
        self._tell(self.env._("Confirmed."), people=self.env["res.users"])

    def action_reopen(self):
        """Ask for the reason to compute a confirmed analysis again."""
        self.check_access("write")
        self._check_state("confirmed")
        return self.env["flexible.work.reason"]._ask(self, "reopen_workload", self.env._("Reopen the analysis"))

    @api.private
    def _reopen(self, reason):
        """Back to computed, with a reason; BKPSDM.

        :raises UserError: when proposals build on the figures
        """
        self.check_access("write")
        self._check_state("confirmed")
        self._check_no_proposals()
        self.sudo().state = "computed"
        self._tell(self.env._("Reopened."), reason, people=self.env["res.users"])

    def _check_no_proposals(self):
        """:raises UserError: when proposals of placements build on the figures"""
        for workload in self:
            proposals = workload.sudo().placement_ids.filtered(lambda one: one.state in ("proposed", "done"))
            if proposals:
                raise UserError(
                    self.env._(
                        "Proposals of placements build on the figures of %(analysis)s: %(proposals)s. Cancel them "
                        "first, or make a new analysis.",
                        analysis=workload.name,
                        proposals=", ".join(proposals.mapped("name")),
                    )
                )

    # ------------------------------------------------------------ scenarios
    def action_scenario(self):
        """Open a new scenario of this analysis; it begins with the changes of this one, if this is a scenario."""
        self.ensure_one()
        self.check_access("write")
        changes = [
            {
                "service_id": change.service_id.id,
                "volume": change.volume,
                "counter_id": change.counter_id.id,
                "minimum_staff": change.minimum_staff,
            }
            for change in self.change_ids
        ]
        scenario = self._create_scenario(changes)
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": scenario.id,
            "view_mode": "form",
            "name": scenario.name,
        }

    @api.private
    def _create_scenario(self, changes=(), name=None):
        """A scenario of this analysis (of the one that this one varies) with ``changes``, not computed yet.

        :param changes: values of ``flexible.work.workload.change``
        """
        self.ensure_one()
        base = self.scenario_of_id or self
        return self.create(
            {
                "name": name
                or self.env._(
                    "%(analysis)s: scenario %(number)s",
                    analysis=base.name,
                    number=len(base.with_context(active_test=False).scenario_ids) + 1,
                ),
                "company_id": base.company_id.id,
                "date": base.date,
                "basis": base.basis,
                "actual_months": base.actual_months,
                "effective_minutes_5": base.effective_minutes_5,
                "effective_minutes_6": base.effective_minutes_6,
                "rounding": base.rounding,
                "scenario_of_id": base.id,
                "change_ids": [fields.Command.create(change) for change in changes],
            }
        )

    def action_scenarios(self):
        """The scenarios of this analysis, beside it."""
        self.ensure_one()
        base = self.scenario_of_id or self
        action = self.env["ir.actions.act_window"]._for_xml_id("flexible_work_asn.flexible_work_workload_action")
        return action | {
            "name": self.env._("Scenarios of %s", base.name),
            "domain": ["|", ("id", "=", base.id), ("scenario_of_id", "=", base.id)],
            "views": [(False, "list"), (False, "form")],
            "context": {"create": False},
        }

    def action_lines(self):
        """The needs of all units, to group and to count."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("flexible_work_asn.flexible_work_workload_line_action")
        return action | {"name": self.name, "domain": [("workload_id", "=", self.id)], "context": {}}

    def action_units(self):
        """The units with need and strength, as list, chart and pivot."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("flexible_work_asn.flexible_work_workload_unit_action")
        return action | {"name": self.name, "domain": [("workload_id", "=", self.id)], "context": {}}
