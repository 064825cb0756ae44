from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..figures import protocol_rank
from .flexible_work_figures import column_values


class FlexibleWorkReportLine(models.Model):
    """What one OPD reports for one date. Submitting freezes the figures until the OPD takes the line back."""

    _name = "flexible.work.report.line"
    _description = "Daily Report of an OPD"
    _inherit = ["flexible.work.figures", "flexible.work.document", "mail.activity.mixin"]
    _order = "date desc, report_id, is_opd desc, sequence, name, id"
    _rec_name = "name"
    # what operators and heads write; everything else is counted, or done by buttons
    _entered = frozenset({"remark", "person_ids"})

    report_id = fields.Many2one("flexible.work.report", required=True, readonly=True, index=True, ondelete="cascade")
    date = fields.Date(related="report_id.date", store=True, index=True)
    company_id = fields.Many2one(related="report_id.company_id", store=True, index=True)
    report_state = fields.Selection(related="report_id.state", string="State of the report")
    department_id = fields.Many2one("hr.department", string="OPD", readonly=True, index=True, ondelete="restrict")
    is_opd = fields.Boolean(compute="_compute_is_opd", store=True)
    name = fields.Char(
        string="OPD on the report",
        required=True,
        readonly=True,
        default=lambda self: self._no_opd_name(),
        help="The name on the date of the report.",
    )
    sequence = fields.Integer(
        compute="_compute_sequence", store=True, help="Place in official lists (UU 23/2014, article 209)."
    )
    state = fields.Selection(
        [("collecting", "Not yet submitted"), ("prepared", "Prepared"), ("submitted", "Submitted")],
        default="collecting",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )
    counted_at = fields.Datetime(string="Counted", readonly=True)
    prepared_by_id = fields.Many2one(
        "res.users", string="Prepared by", readonly=True, help="The operator who handed the line to the head."
    )
    prepared_at = fields.Datetime(string="Prepared on", readonly=True)
    reminded_at = fields.Datetime(string="Reminded on", readonly=True)
    remark = fields.Char(tracking=True, help="What the OPD adds to its figures.")
    person_ids = fields.One2many("flexible.work.report.person", "line_id", string="People named")
    shortfall_ids = fields.One2many(
        "flexible.work.report.shortfall", "line_id", string="Units short of people", readonly=True
    )
    breach_count = fields.Integer(
        string="Bound to the office, not there",
        readonly=True,
        copy=False,
        help="People present elsewhere although their unit (direct public service) or their position is bound to the "
        "office on that day.",
    )
    shortfall_count = fields.Integer(
        string="Units short", readonly=True, copy=False, help="Fewer on site than the unit needs."
    )
    submitted_by_id = fields.Many2one("res.users", readonly=True)
    submitted_at = fields.Datetime(string="Submitted on", readonly=True)
    submitted_local = fields.Char(string="Submitted at", compute="_compute_local_times")
    counted_local = fields.Char(string="Situation", compute="_compute_local_times")
    is_late = fields.Boolean(string="Submitted late", compute="_compute_is_late", store=True)
    on_behalf_reason = fields.Text(
        string="Why BKPSDM submitted", readonly=True, help="Filled where BKPSDM submitted for an OPD that did not."
    )
    must_submit = fields.Boolean(
        compute="_compute_must_submit", help="OPD with people; people without an OPD are counted by BKPSDM itself."
    )
    deadline_local = fields.Char(related="report_id.deadline_local")
    is_staff = fields.Boolean(
        string="Prepares the line", compute="_compute_is_mine", help="The user prepares the line of this OPD."
    )
    is_mine = fields.Boolean(compute="_compute_is_mine", help="The user decides for this OPD.")

    _opd_unique = models.Constraint("UNIQUE(report_id, department_id)", "An OPD reports once a day.")
    _no_opd_unique = models.UniqueIndex(
        "(report_id) WHERE department_id IS NULL", "People without an OPD are on one line."
    )
    _adds_up = models.Constraint(
        "CHECK (headcount = wfo + wfh + wfa + other_office + duty + leave + sick + permit + study + absent + off"
        " AND headcount = pns + pppk + pppk_pw + kind_unknown"
        " AND leave = leave_ct + leave_cb + leave_cs + leave_cm + leave_cap + leave_cber + leave_cltn + leave_other"
        " AND structural_obliged = structural_present + structural_absent"
        " AND obliged = headcount - off - duty - leave - sick - permit - study"
        " AND present = wfo + wfh + wfa + other_office)",
        "The figures of an OPD do not add up to its employees.",
    )

    @api.depends("department_id")
    def _compute_is_opd(self):
        for line in self:
            line.is_opd = bool(line.department_id)

    @api.depends("name")
    def _compute_sequence(self):
        for line in self:
            line.sequence = protocol_rank(line.name)

    @api.depends("submitted_at", "counted_at", "company_id")
    @api.depends_context("lang")
    def _compute_local_times(self):
        for line in self:
            line.submitted_local = line.report_id._clock(line.submitted_at)
            line.counted_local = line.report_id._clock(line.counted_at)

    @api.depends("submitted_at", "report_id.deadline")
    def _compute_is_late(self):
        for line in self:
            line.is_late = bool(line.submitted_at and line.submitted_at > line.report_id.deadline)

    @api.depends("department_id", "headcount")
    def _compute_must_submit(self):
        for line in self:
            line.must_submit = bool(line.department_id and line.headcount)

    @api.depends_context("uid")
    @api.depends("department_id.flexible_head_user_ids", "department_id.flexible_staff_user_ids")
    def _compute_is_mine(self):
        bkpsdm = self.env.user.has_group("flexible_work_asn.group_bkpsdm")
        for line in self:
            unit = line.department_id.sudo()
            line.is_mine = self.env.user in unit.flexible_head_user_ids
            line.is_staff = bkpsdm or self.env.user in unit.flexible_staff_user_ids

    def _no_opd_name(self):
        return self.env._("Without OPD")

    def write(self, vals):
        frozen = self.filtered(lambda line: line.report_id.state in ("verified", "sent"))
        if frozen and not all(name.startswith(("message_", "activity_")) for name in vals):
            raise UserError(
                self.env._(
                    "%s is verified or sent: what an OPD reported stays as it is.", frozen.report_id[:1].display_name
                )
            )
        return super().write(vals)

    @api.private
    def _write_figures(self, figures):
        """Write the figures of each line and the hour of the count, in one query for all lines.

        (The ORM writes the changed columns of each record, which are other ones for almost every OPD.)
        """
        if not self:
            return
        rows = [column_values(counted) | {"counted_at": self.env.cr.now()} for counted in figures]
        names = list(rows[0])
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                "UPDATE flexible_work_report_line AS line SET %s"
                " FROM (VALUES %s) AS counted (id, %s) WHERE line.id = counted.id",
                SQL(", ").join(SQL("%s = counted.%s", SQL.identifier(name), SQL.identifier(name)) for name in names),
                SQL(", ").join(SQL("%s", (line.id, *row.values())) for line, row in zip(self, rows, strict=True)),
                SQL(", ").join(map(SQL.identifier, names)),
            )
        )
        self.invalidate_recordset(names)
        self.modified(names)

    @api.ondelete(at_uninstall=False)
    def _unlink_never_after_verification(self):
        if any(line.report_id.state in ("verified", "sent") for line in self):
            raise UserError(self.env._("The lines of a verified or sent report stay as they are."))

    def action_open_days(self):
        """The day rows behind the figures of this OPD."""
        self.ensure_one()
        action = self.report_id.sudo().action_open_days()
        action["domain"].append(("opd_id", "=", self.department_id.id))
        return action

    def action_open_missing(self):
        """Who of this OPD is counted as TK, with the reasons given."""
        self.ensure_one()
        return self.report_id._action_persons("missing", [("line_id", "=", self.id)])

    def action_open_assigned(self):
        """Who of other OPD works here on the date, and who of this OPD works for another one."""
        self.ensure_one()
        return self.report_id._action_persons("assigned", [("line_id", "=", self.id)])

    def action_open_breaches(self):
        """Who of this OPD must be on site and was elsewhere."""
        self.ensure_one()
        return self.report_id._action_persons("breach", [("line_id", "=", self.id)])
