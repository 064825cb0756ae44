from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

STATE_SELECTION = [
    ("watch", "Early notice"),
    ("open", "To be acted on"),
    ("acted", "Acted on"),
    ("withdrawn", "Withdrawn"),
]


class FlexibleWorkDisciplineCase(models.Model):
    """One person's days absent without valid reason in one year, and the step of PP 94/2021 that they reach.

    There is one case per person and year; it rises from step to step, and is lowered or withdrawn when corrections
    lower the count. The system counts and tells. The direct superior must act, else he or she answers for it; what
    the superior did is recorded here. Nothing is imposed by the system.
    """

    _name = "flexible.work.discipline.case"
    _description = "Case of Discipline"
    _inherit = ["flexible.work.employee.record", "mail.thread", "mail.activity.mixin"]
    _order = "year desc, step_gravity desc, total_days desc, id desc"
    _rec_name = "employee_id"
    # the person and the superior may write to each other without a right to change the case
    _mail_post_access = "read"

    date = fields.Date(string="Last such day", readonly=True)
    employee_id = fields.Many2one(readonly=True)
    year = fields.Integer(required=True, readonly=True, aggregator=None)
    asn_kind = fields.Selection(
        [("pns", "PNS"), ("pppk", "PPPK"), ("pppk_pw", "PPPK paruh waktu")], string="Kind of ASN", readonly=True
    )
    absent_days = fields.Integer(readonly=True, help="Working days absent without valid reason, as closed.")
    minutes = fields.Integer(string="Minutes late and early", readonly=True)
    converted_days = fields.Integer(
        string="Days made of minutes",
        readonly=True,
        help="As the regional government provides (Settings): under PP 53/2010 7.5 hours made one day.",
    )
    total_days = fields.Integer(string="Days in all", readonly=True)
    longest_run = fields.Integer(string="Longest in a row", readonly=True, aggregator="max")
    current_run = fields.Integer(string="In a row now", readonly=True, aggregator="max")
    step_id = fields.Many2one(
        "flexible.work.discipline.step", string="Step reached", readonly=True, ondelete="restrict", tracking=True
    )
    step_gravity = fields.Integer(readonly=True, aggregator=None)
    near_step_id = fields.Many2one(
        "flexible.work.discipline.step", string="Next step", readonly=True, ondelete="restrict"
    )
    days_left = fields.Integer(string="Days to the next step", readonly=True, aggregator=None)
    raised_on = fields.Date(string="Reached on", readonly=True, copy=False)
    deadline = fields.Date(string="To be acted on by", readonly=True, copy=False)
    is_overdue = fields.Boolean(compute="_compute_is_overdue", search="_search_is_overdue")
    overdue_told = fields.Boolean(readonly=True, copy=False)
    state = fields.Selection(
        STATE_SELECTION,
        default="watch",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    action_ids = fields.One2many("flexible.work.discipline.action", "case_id", string="What was done", readonly=True)
    superiors = fields.Char(
        compute="_compute_superiors", help="Who has to act: the head of the unit, or the one above."
    )
    explanation = fields.Text(compute="_compute_explanation")

    _employee_year_unique = models.Constraint(
        "UNIQUE(employee_id, year)", "There is already a case of this employee for that year."
    )

    @api.depends("employee_id", "year")
    def _compute_display_name(self):
        for case in self:
            # sudo: heads read the name of their people, who are not theirs to read in HR
            case.display_name = f"{case.sudo().employee_id.name}, {case.year}"

    @api.depends("state", "deadline", "company_id")
    def _compute_is_overdue(self):
        today = {company: company._flexible_work_today() for company in self.sudo().company_id}
        for case in self:
            case.is_overdue = bool(
                case.state == "open" and case.deadline and case.deadline < today[case.sudo().company_id]
            )

    def _search_is_overdue(self, operator, value):
        """By the local date of each regional government."""
        if operator != "in":
            return NotImplemented
        late = Domain("state", "=", "open") & Domain.OR(
            Domain("company_id", "=", company.id) & Domain("deadline", "<", company._flexible_work_today())
            for company in self.env.companies
        )
        return late if True in value else ~late

    def _unit_of(self, day):
        """The unit of the post, also of a day worked for another one: its heads are the superiors (PP 94/2021)."""
        return day.home_department_id or day.department_id

    @api.depends("department_id", "employee_id")
    def _compute_superiors(self):
        for case in self.sudo():
            users = case._superior_users()
            case.superiors = ", ".join(users.mapped("name")) or self.env._("BKPSDM")

    @api.depends("absent_days", "minutes", "converted_days", "longest_run", "step_id", "near_step_id", "days_left")
    @api.depends_context("lang")
    def _compute_explanation(self):
        for case in self:
            case.explanation = "\n".join(case._sentences())

    @api.private
    def _sentences(self):
        """What is known, in neutral words: counted days, never guilt."""
        self.ensure_one()
        case = self.sudo()
        lines = [
            self.env._(
                "In %(year)s: %(days)s working days without presence and without an explanation on record.",
                year=case.year,
                days=case.absent_days,
            )
        ]
        if case.converted_days:
            lines.append(
                self.env._(
                    "%(minutes)s minutes late and early make %(days)s days more, as the regional government provides.",
                    minutes=case.minutes,
                    days=case.converted_days,
                )
            )
        if case.longest_run > 1:
            lines.append(self.env._("At most %s working days in a row.", case.longest_run))
        if case.step_id:
            lines.append(
                self.env._(
                    "Step reached: %(step)s (%(days)s working days; %(article)s).",
                    step=case.step_id.name,
                    days=case.step_id.days_label,
                    article=case.step_id.article or self.env._("article not stated"),
                )
            )
        if case.near_step_id:
            lines.append(
                self.env._(
                    "%(days)s more working day(s) would reach: %(step)s.",
                    days=case.days_left,
                    step=case.near_step_id.name,
                )
            )
        lines.append(self.env._("Days that were recorded wrongly can be corrected: ask for a correction of the day."))
        return lines

    @api.private
    def _superior_users(self):
        """The direct superior: head of the unit, or of one above it for the head; none where nobody has an account."""
        self.ensure_one()
        case = self.sudo()
        return case.department_id._flexible_deciding_users(without=case.employee_id.user_id)

    # ------------------------------------------------------------ what people do
    def action_record(self):
        """Open the window in which the superior says what was done.

        :raises AccessError: for all but the heads above the person, and BKPSDM
        """
        self.ensure_one()
        self._check_can_decide()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "flexible_work_asn_attendance.flexible_work_discipline_record_action"
        )
        return action | {"context": {"default_case_id": self.id}}

    def action_days(self):
        """The days that count, one by one."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "flexible_work_asn_attendance.flexible_work_discipline_days_action"
        )
        return action | {
            "name": self.display_name,
            "domain": [
                ("employee_id", "=", self.sudo().employee_id.id),
                ("state", "=", "closed"),
                ("date", ">=", f"{self.year}-01-01"),
                ("date", "<=", f"{self.year}-12-31"),
                "|",
                "|",
                ("status", "=", "absent"),
                ("late_minutes", ">", 0),
                ("early_minutes", ">", 0),
            ],
        }

    def _check_can_decide(self):
        """:raises AccessError: also for operators and colleagues, who learn nothing of a case"""
        if not self.has_access("read"):
            raise AccessError(self.env._("Only the person, the heads above and BKPSDM see a case of discipline."))
        return super()._check_can_decide()
