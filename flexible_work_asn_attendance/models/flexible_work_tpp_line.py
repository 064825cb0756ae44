from odoo import api, fields, models

from .flexible_work_tpp_deduction import KIND_SELECTION

REASON_SELECTION = [
    *KIND_SELECTION,
    ("cap_day", "Limit of a day"),
    ("cap_month", "Limit of a month"),
    ("amendment", "Amendment of an earlier month"),
]


class FlexibleWorkTppLine(models.Model):
    """One person on a monthly sheet (LB.2): counts of the month, deductions, and the reasons day by day.

    Whoever changes the OPD within the month is on the sheet of the last one, with the days of the whole month.
    """

    _name = "flexible.work.tpp.line"
    _description = "Person on a TPP Sheet"
    _order = "sheet_id, department_id, employee_id"
    _rec_name = "employee_id"

    sheet_id = fields.Many2one("flexible.work.tpp.sheet", required=True, readonly=True, index=True, ondelete="cascade")
    employee_id = fields.Many2one("hr.employee", required=True, readonly=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(related="sheet_id.company_id", store=True, index=True)
    date_from = fields.Date(related="sheet_id.date_from", string="Month", store=True)
    state = fields.Selection(related="sheet_id.state", store=True)
    department_id = fields.Many2one("hr.department", string="Unit", readonly=True, index=True)

    obliged_days = fields.Integer(string="Working days", readonly=True)
    wfo_days = fields.Integer(string="WFO", readonly=True)
    wfh_days = fields.Integer(string="WFH", readonly=True)
    wfa_days = fields.Integer(string="WFA", readonly=True)
    other_office_days = fields.Integer(string="Other office (KL)", readonly=True)
    duty_days = fields.Integer(string="DL", readonly=True)
    leave_days = fields.Integer(string="C", readonly=True)
    leave_kinds = fields.Char(string="Leave by kind", readonly=True)
    sick_days = fields.Integer(string="S", readonly=True)
    permit_days = fields.Integer(string="I", readonly=True)
    study_days = fields.Integer(string="TB", readonly=True)
    absent_days = fields.Integer(string="TK", readonly=True)
    late_times = fields.Integer(string="Times late", readonly=True)
    late_minutes = fields.Integer(string="Minutes late", readonly=True)
    early_times = fields.Integer(string="Times early", readonly=True)
    early_minutes = fields.Integer(string="Minutes early", readonly=True)
    band_counts = fields.Json(readonly=True)
    bands = fields.Char(string="By band", compute="_compute_bands")
    missing_clocks = fields.Integer(string="Missing clocks", readonly=True)
    apel_missed = fields.Integer(string="Apel missed", readonly=True)
    presence_missed = fields.Integer(
        string="Presences missed",
        readonly=True,
        help="In between. A missed check-in or check-out is a late, early or missing clock, and cut as such.",
    )
    reports_missing = fields.Integer(string="Daily reports missing", readonly=True)
    corrected_days = fields.Integer(string="Days corrected", readonly=True)
    open_days = fields.Integer(string="Open days", readonly=True)
    undecided_days = fields.Integer(string="Days not decided", readonly=True)
    days_without_table = fields.Integer(string="Days without a table", readonly=True)

    percent = fields.Float(string="Deduction (% of the base)", digits=(6, 2), readonly=True, aggregator="avg")
    percent_tpp = fields.Float(string="Deduction (% of the TPP)", digits=(6, 2), readonly=True, aggregator="avg")
    amendment_tpp = fields.Float(
        string="Amendments (% of the TPP)",
        digits=(6, 2),
        readonly=True,
        aggregator="avg",
        help="What was corrected after an earlier sheet had been confirmed.",
    )
    total_tpp = fields.Float(
        string="In all (% of the TPP)", digits=(6, 2), readonly=True, aggregator="avg", help="Below 0: is paid back."
    )
    difference_tpp = fields.Float(
        string="Differs now (% of the TPP)",
        digits=(6, 2),
        readonly=True,
        aggregator=None,
        help="What the days say now, less what the confirmed sheet says.",
    )
    settled_tpp = fields.Float(string="Taken up later (% of the TPP)", digits=(6, 2), readonly=True, aggregator=None)
    pending_tpp = fields.Float(
        string="Still to be taken up (% of the TPP)",
        digits=(6, 2),
        compute="_compute_pending_tpp",
        store=True,
        aggregator=None,
    )
    reason_ids = fields.One2many("flexible.work.tpp.reason", "line_id", string="Why", readonly=True)
    is_mine = fields.Boolean(compute="_compute_is_mine")

    _employee_month_unique = models.Constraint(
        "UNIQUE(employee_id, date_from)", "This employee is already on a sheet of that month."
    )

    @api.depends("employee_id", "date_from")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for line in self.sudo():
            line.display_name = f"{line.employee_id.name}, {line.sheet_id._month_label()}"

    @api.depends("band_counts")
    def _compute_bands(self):
        for line in self:
            line.bands = ", ".join(f"{code} {count}×" for code, count in sorted((line.band_counts or {}).items()))

    @api.depends("difference_tpp", "settled_tpp")
    def _compute_pending_tpp(self):
        for line in self:
            line.pending_tpp = round(line.difference_tpp - line.settled_tpp, 2)

    @api.depends_context("uid")
    def _compute_is_mine(self):
        for line in self:
            line.is_mine = line.sudo().employee_id.user_id == self.env.user

    @api.private
    def _settle(self, sign):
        """The amendments on these lines are taken up (1) by their sheet being confirmed, or no longer (-1)."""
        for reason in self.reason_ids.filtered("amends_id"):
            reason.amends_id.settled_tpp = round(reason.amends_id.settled_tpp + sign * reason.percent_tpp, 2)

    def action_open(self):
        """The whole line, with its reasons."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def action_days(self):
        """The days of the month, one by one."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "flexible_work_asn_attendance.flexible_work_discipline_days_action"
        )
        line = self.sudo()
        return action | {
            "name": self.display_name,
            "domain": [
                ("employee_id", "=", line.employee_id.id),
                ("date", ">=", line.sheet_id.date_from),
                ("date", "<=", line.sheet_id.date_to),
            ],
        }


class FlexibleWorkTppReason(models.Model):
    """One thing that a person's TPP is cut by; the reasons add up to the deduction of the month."""

    _name = "flexible.work.tpp.reason"
    _description = "Reason of a TPP Deduction"
    _order = "line_id, date, id"

    # found by the unique index
    line_id = fields.Many2one("flexible.work.tpp.line", required=True, readonly=True, ondelete="cascade")
    employee_id = fields.Many2one(related="line_id.employee_id")
    day_id = fields.Many2one("flexible.work.day", readonly=True, ondelete="set null")
    date = fields.Date(required=True, readonly=True)
    kind = fields.Selection(REASON_SELECTION, string="What happened", required=True, readonly=True)
    code = fields.Char(string="Band", readonly=True)
    minutes = fields.Integer(readonly=True)
    times = fields.Integer(readonly=True)
    percent = fields.Float(string="% of the base", digits=(6, 2), readonly=True)
    percent_tpp = fields.Float(string="% of the TPP", digits=(9, 4), readonly=True)
    forgiven = fields.Boolean(string="Tolerated", readonly=True)
    amends_id = fields.Many2one("flexible.work.tpp.line", readonly=True, ondelete="restrict", index="btree_not_null")

    _line_date_kind_unique = models.Constraint("UNIQUE(line_id, date, kind)", "A reason stands once on a day.")

    @api.depends("date", "kind")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for reason in self:
            reason.display_name = f"{reason.date} {kinds.get(reason.kind, '')}"

    def action_day(self):
        """The day itself."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "flexible.work.day",
            "res_id": self.day_id.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }
