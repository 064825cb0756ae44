from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from odoo.addons.flexible_work_asn.wizard.flexible_work_reason import ACTIONS

BKPSDM = "flexible_work_asn.group_bkpsdm"

ACTIONS["reopen_tpp_sheet"] = ("flexible.work.tpp.sheet", "_reopen")


class FlexibleWorkTppSheet(models.Model):
    """The monthly sheet of one OPD (LB.1, with LB.2 per person): what each person's TPP is cut by, and why.

    It is made from closed days only, checked by the head of the OPD, and confirmed by BKPSDM. Confirmed it is frozen.
    What is corrected later shows as a difference, and is either taken up by the person's next sheet, or the sheet is
    reopened with a reason as long as no later sheet has taken anything up.
    """

    _name = "flexible.work.tpp.sheet"
    _description = "Monthly TPP Sheet"
    _inherit = ["mail.thread"]
    _order = "date_from desc, department_id, id"
    _mail_post_access = "read"

    company_id = fields.Many2one(
        "res.company",
        string="Regional government",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
        index=True,
    )
    department_id = fields.Many2one("hr.department", string="OPD", readonly=True, index=True)
    date_from = fields.Date(required=True, readonly=True, string="Month from")
    date_to = fields.Date(required=True, readonly=True, string="Month to")
    state = fields.Selection(
        [("draft", "Draft"), ("checked", "Checked by the head"), ("confirmed", "Confirmed by BKPSDM")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
        group_expand=True,
    )
    line_ids = fields.One2many("flexible.work.tpp.line", "sheet_id", string="People", readonly=True)
    line_count = fields.Integer(string="Number of people", compute="_compute_sums")
    cut_count = fields.Integer(string="People with a deduction", compute="_compute_sums")
    open_days = fields.Integer(string="Open days", compute="_compute_sums", help="Not counted, because not closed yet.")
    undecided_days = fields.Integer(
        string="Days not decided", compute="_compute_sums", help="Presence away from the office that nobody verified."
    )
    days_without_table = fields.Integer(
        string="Days without a table", compute="_compute_sums", help="No table of deductions was in force: not cut."
    )
    differing_count = fields.Integer(
        string="Differences",
        compute="_compute_sums",
        search="_search_differing_count",
        help="People for whom the days now say something else than the confirmed sheet, not settled yet.",
    )
    counted_at = fields.Datetime(readonly=True, copy=False)
    checked_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    checked_at = fields.Datetime(readonly=True, copy=False)
    confirmed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    confirmed_at = fields.Datetime(readonly=True, copy=False)
    can_check = fields.Boolean(compute="_compute_can_check")

    _opd_month_unique = models.UniqueIndex(
        "(company_id, COALESCE(department_id, 0), date_from)", "There is already a sheet of this OPD for that month."
    )

    @api.depends("department_id", "date_from")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for sheet in self:
            unit = sheet.sudo().department_id.name or self.env._("Without OPD")
            sheet.display_name = f"{unit}, {sheet._month_label()}"

    @api.private
    def _month_label(self):
        """March 2026."""
        return format_date(self.env, self.date_from, date_format="MMMM y") if self.date_from else ""

    @api.depends("line_ids")
    def _compute_sums(self):
        # sudo: who sees the sheet sees its sums
        found = (
            self.env["flexible.work.tpp.line"]
            .sudo()
            ._read_group(
                [("sheet_id", "in", self.ids)],
                ["sheet_id"],
                ["__count", "open_days:sum", "undecided_days:sum", "days_without_table:sum"],
            )
        )
        sums = {sheet.id: values for sheet, *values in found}
        cut = self._count_lines([("total_tpp", "!=", 0)])
        differing = self._count_lines([("pending_tpp", "!=", 0)])
        for sheet in self:
            values = sums.get(sheet.id, (0, 0, 0, 0))
            sheet.line_count, sheet.open_days, sheet.undecided_days, sheet.days_without_table = values
            sheet.cut_count = cut.get(sheet.id, 0)
            sheet.differing_count = differing.get(sheet.id, 0)

    def _count_lines(self, domain):
        lines = self.env["flexible.work.tpp.line"].sudo()
        groups = lines._read_group([("sheet_id", "in", self.ids), *domain], ["sheet_id"], ["__count"])
        return {sheet.id: count for sheet, count in groups}

    def _search_differing_count(self, operator, value):
        if operator != ">" or value != 0:
            return NotImplemented
        return [("line_ids", "any", [("pending_tpp", "!=", 0)])]

    @api.depends("state", "department_id.flexible_head_user_ids")
    @api.depends_context("uid")
    def _compute_can_check(self):
        for sheet in self:
            sheet.can_check = sheet.state == "draft" and not sheet._why_not_check()

    def _why_not_check(self):
        self.ensure_one()
        user = self.env.user
        if user.has_group(BKPSDM) or user in self.sudo().department_id.flexible_head_user_ids:
            return None
        return self.env._("Only the head of the OPD and BKPSDM check its sheet.")

    # ------------------------------------------------------------ the way of a sheet
    def action_count(self):
        """Count the drafts again.

        :raises AccessError: for all but the head of the OPD and BKPSDM
        """
        for sheet in self:
            sheet._check_may_check()
        for sheet in self.filtered(lambda sheet: sheet.state == "draft"):
            sheet.sudo()._make_month(sheet.company_id, sheet.date_from, sheet.sudo().department_id)

    def action_check(self):
        """The head says that the figures are as he or she knows them.

        :raises AccessError: for all but the head of the OPD and BKPSDM
        :raises UserError: while the month goes on, or days are open
        """
        for sheet in self:
            sheet._check_may_check()
            sheet._check_state("draft")
            sheet._check_complete()
            sheet.sudo().write({"state": "checked", "checked_by_id": self.env.uid, "checked_at": fields.Datetime.now()})

    def action_confirm(self):
        """Count once more, and freeze the sheets.

        :raises AccessError: for all but BKPSDM
        :raises UserError: while the month goes on, or days are open
        """
        self._check_bkpsdm()
        for sheet in self.sudo():
            sheet._check_state("draft", "checked")
            before = {line.employee_id.id: line.total_tpp for line in sheet.line_ids}
            sheet._make_month(sheet.company_id, sheet.date_from, sheet.department_id)
            sheet._check_complete()
            changed = sum(before.get(line.employee_id.id) != line.total_tpp for line in sheet.line_ids)
            if sheet.state == "checked" and changed:
                sheet._message_log(
                    body=self.env._("Since the head's check the figures of %s people have changed.", changed)
                )
            sheet.line_ids._settle(1)
            sheet.write(
                {
                    "state": "confirmed",
                    "confirmed_by_id": self.env.uid,
                    "confirmed_at": fields.Datetime.now(),
                }
            )

    def action_reopen(self):
        """Ask why, then take the confirmation back."""
        self._check_bkpsdm()
        return self.env["flexible.work.reason"]._ask(self, "reopen_tpp_sheet", self.env._("Reopen"))

    @api.private
    def _reopen(self, reason):
        """Back to draft, with the written ``reason``; the sheet is counted anew.

        :raises AccessError: for all but BKPSDM
        :raises UserError: when a later sheet has taken up a difference of it
        """
        self._check_bkpsdm()
        for sheet in self.sudo():
            sheet._check_state("checked", "confirmed")
            if any(line.settled_tpp for line in sheet.line_ids):
                raise UserError(
                    self.env._(
                        "%s: a later sheet has taken up a difference of it. What is corrected now goes to the next "
                        "sheet as well.",
                        sheet.display_name,
                    )
                )
            if sheet.state == "confirmed":
                sheet.line_ids._settle(-1)
            # counted anew, they differ from nothing any more
            sheet.line_ids.write({"difference_tpp": 0.0, "added_later": False})
            sheet.write(
                {
                    "state": "draft",
                    "checked_by_id": False,
                    "checked_at": False,
                    "confirmed_by_id": False,
                    "confirmed_at": False,
                }
            )
            sheet._message_log(body=self.env._("Reopened. Reason: %s", reason), author_id=self.env.user.partner_id.id)
            sheet._make_month(sheet.company_id, sheet.date_from, sheet.department_id)

    def _check_bkpsdm(self):
        self.check_access("read")
        if not self.env.user.has_group(BKPSDM):
            raise AccessError(self.env._("BKPSDM confirms and reopens the sheets."))

    def _check_may_check(self):
        self.check_access("read")
        why = self._why_not_check()
        if why:
            raise AccessError(why)

    def _check_state(self, *states):
        names = dict(self._fields["state"]._description_selection(self.env))
        for sheet in self:
            if sheet.state not in states:
                raise UserError(
                    self.env._(
                        "%(sheet)s: this cannot be done, its state is %(state)s.",
                        sheet=sheet.display_name,
                        state=names[sheet.state],
                    )
                )

    def _check_complete(self):
        """:raises UserError: while the month goes on, or days of it are open"""
        self.ensure_one()
        if self.date_to >= self.company_id._flexible_work_today():
            raise UserError(self.env._("%s: the month is not over yet.", self.display_name))
        if self.open_days:
            raise UserError(
                self.env._(
                    "%(sheet)s: %(days)s days are not closed yet and would be left out. Wait until they close.",
                    sheet=self.display_name,
                    days=self.open_days,
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        if any(sheet.state != "draft" for sheet in self):
            raise UserError(self.env._("Only a draft is deleted. Reopen the sheet first."))

    # ------------------------------------------------------------ windows
    def action_lines(self):
        """The people of the sheet."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "flexible_work_asn_attendance.flexible_work_tpp_line_action"
        )
        return action | {"name": self.display_name, "domain": [("sheet_id", "=", self.id)], "context": {}}

    def action_xlsx(self):
        """The workbook: LB.1 of the OPD and LB.2 of its people."""
        self.ensure_one()
        self.check_access("read")
        return {"type": "ir.actions.act_url", "url": f"/flexible_work/tpp/{self.id}/xlsx", "target": "download"}

    def action_pdf(self):
        """LB.2 of all people of the sheet, one page each."""
        self.ensure_one()
        self.check_access("read")
        if not self.line_ids:
            raise UserError(self.env._("%s: nobody is on the sheet yet. Count it first.", self.display_name))
        return self.env.ref("flexible_work_asn_attendance.action_report_tpp_line").report_action(self.line_ids)

    @api.model
    @api.private
    def _month_of(self, day):
        """First and last date of the month of ``day``."""
        first = day.replace(day=1)
        return first, first + relativedelta(months=1, days=-1)
