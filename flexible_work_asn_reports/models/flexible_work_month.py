from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_date

from odoo.addons.flexible_work_asn.wizard.flexible_work_reason import ACTIONS

from .flexible_work_month_days import STATE_SELECTION

BKPSDM = "flexible_work_asn.group_bkpsdm"
#: the activity that reminds BKPSDM of the day by which apel and month are handed over
REMINDER = "flexible_work_asn_reports.mail_activity_month"
#: what BKPSDM writes into a draft
TEXTS = frozenset({"addressee", "basis", "introduction", "obstacles", "follow_up"})
#: what may still be filled in once the figures are confirmed: how the letter goes out
LETTER = frozenset({"number", "letter_date", "recipient_ids", "apel_recipient_ids"})

ACTIONS["reopen_month"] = ("flexible.work.month", "_reopen")


class FlexibleWorkMonth(models.Model):
    """The recapitulation of a month: per OPD and per person, with apel, warnings and savings.

    From it come the report to the governor or the ministry (SE Mendagri 800.1.5/3349/SJ) and the recap of apel that
    BKPSDM hands to the head of the region by day 5 of the next month (as in Katingan).

    ``draft`` (counted as often as wanted) → ``confirmed`` by BKPSDM, and then it is frozen → ``sent``. Reopened with a
    reason it becomes a draft again; the letter then says that it is a correction of what was sent.
    """

    _name = "flexible.work.month"
    _description = "Monthly Recapitulation"
    _inherit = ["flexible.work.document", "mail.activity.mixin", "flexible.work.month.totals"]
    _order = "month desc, company_id"
    _rec_name = "month"
    _entered = TEXTS | LETTER | {"company_id", "month"}

    company_id = fields.Many2one(
        "res.company",
        string="Regional government",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
    )
    month = fields.Date(
        required=True,
        index=True,
        default=lambda self: self._last_month(self.env.company),
        help="Any day of the month: its first is kept.",
    )
    state = fields.Selection(
        STATE_SELECTION,
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
        group_expand=True,
    )
    revision = fields.Integer(
        string="Correction",
        readonly=True,
        copy=False,
        help="How often it was sent and then reopened. The letter says so.",
    )
    counted_at = fields.Datetime(string="Counted", readonly=True, copy=False)
    confirmed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    confirmed_at = fields.Datetime(readonly=True, copy=False)
    open_days = fields.Integer(readonly=True, copy=False, help="Not counted, because not closed yet.")
    line_ids = fields.One2many("flexible.work.month.line", "month_id", string="OPD", readonly=True, copy=False)
    person_ids = fields.One2many("flexible.work.month.person", "month_id", string="People", readonly=True, copy=False)
    tpp_sheet_count = fields.Integer(string="TPP sheets", compute="_compute_tpp_sheet_count")

    _company_month_unique = models.Constraint(
        "UNIQUE(company_id, month)", "There is already a recapitulation of this month."
    )
    _first_of_month = models.Constraint("CHECK(EXTRACT(DAY FROM month) = 1)", "A month is kept by its first day.")

    @api.depends("month", "revision")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for month in self:
            label = month._month_label()
            if month.revision:
                label = self.env._("%(month)s, correction %(number)s", month=label, number=month.revision)
            month.display_name = label

    @api.private
    def _month_label(self):
        """March 2026."""
        return format_date(self.env, self.month, date_format="MMMM y") if self.month else ""

    @api.private
    def _span(self):
        """First and last date of the month."""
        self.ensure_one()
        return self.month, self.month + relativedelta(months=1, days=-1)

    @api.model
    @api.private
    def _last_month(self, company):
        """The first day of the month before that of today's local date of ``company``."""
        return company._flexible_work_today().replace(day=1) - relativedelta(months=1)

    def _compute_tpp_sheet_count(self):
        for month in self:
            month.tpp_sheet_count = self.env["flexible.work.tpp.sheet"].search_count(month._tpp_domain())

    def _tpp_domain(self):
        return [("company_id", "=", self.company_id.id), ("date_from", "=", self.month)]

    # ------------------------------------------------------------ create and change
    @api.model_create_multi
    def create(self, vals_list):
        """:raises ValidationError: for a month that has not begun
        :raises AccessError: for figures and states, which are never typed
        """
        vals_list = [{**vals, **self._month_value(vals)} for vals in vals_list]
        months = super().create(vals_list)
        months._check_begun()
        for month in months.sudo():
            month._propose_texts()
        return months

    def write(self, vals):
        """:raises AccessError: for what only buttons change
        :raises UserError: for a month that is confirmed or sent
        """
        vals = {**vals, **self._month_value(vals)}
        if not self.env.su and vals.keys() & self._entered - LETTER and any(one.state == "confirmed" for one in self):
            raise UserError(self.env._("The month is confirmed. Reopen it before you change its text."))
        if "month" in vals and any(one.counted_at for one in self):
            raise UserError(self.env._("The month has been counted: make another record for the other month."))
        result = super().write(vals)
        if "month" in vals:
            self._check_begun()
        return result

    def _month_value(self, vals):
        """The first of the month, whichever day of it was given."""
        day = fields.Date.to_date(vals.get("month"))
        return {"month": day.replace(day=1)} if day else {}

    def _check_begun(self):
        for month in self:
            if month.month > month.company_id._flexible_work_today():
                raise ValidationError(self.env._("%s has not begun yet.", month._month_label()))

    def _check_changeable(self):
        if any(month.state == "sent" for month in self):
            raise UserError(self.env._("The month was sent. Reopen it, with a reason, to correct it."))

    @api.model
    def _by_buttons_only(self):
        return self.env._("Figures and state of a month are never typed: count, confirm or reopen it by its buttons.")

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        if any(month.state != "draft" or month.revision for month in self):
            raise UserError(self.env._("Only a draft that was never sent is deleted."))

    # ------------------------------------------------------------ the way of a month
    def action_count(self):
        """Count the closed days of the month anew, as often as wanted while it is a draft.

        :raises AccessError: for all but BKPSDM
        """
        self._check_bkpsdm()
        self._check_state("draft")
        for month in self.sudo():
            month._count()
        return True

    def action_confirm(self):
        """Count once more, and freeze the month. From now on everybody reads the own row.

        :raises AccessError: for all but BKPSDM
        :raises UserError: while the month goes on, or days of it are open
        """
        self._check_bkpsdm()
        self._check_state("draft")
        for month in self.sudo():
            month._count()
            month._check_complete()
            month.write({"state": "confirmed", "confirmed_by_id": self.env.uid, "confirmed_at": fields.Datetime.now()})
        self.sudo().activity_unlink([REMINDER])
        return True

    def action_reopen(self):
        """Ask why, then take the confirmation back.

        :raises AccessError: for all but BKPSDM
        """
        self._check_bkpsdm()
        return self.env["flexible.work.reason"]._ask(self, "reopen_month", self.env._("Reopen"))

    @api.private
    def _reopen(self, reason):
        """Back to draft, with the written ``reason``. What was sent stays in the conversation, with its files.

        :raises AccessError: for all but BKPSDM
        """
        self._check_bkpsdm()
        self._check_state("confirmed", "sent")
        for month in self.sudo():
            month.write(
                {
                    "state": "draft",
                    "confirmed_by_id": False,
                    "confirmed_at": False,
                    **month._forget_sending(),
                }
            )
            month._message_log(body=self.env._("Reopened. Reason: %s", reason), author_id=self.env.user.partner_id.id)

    def _check_bkpsdm(self):
        self.check_access("read")
        if not self.env.user.has_group(BKPSDM):
            raise AccessError(self.env._("BKPSDM counts, confirms and sends the recapitulation of a month."))

    def _check_complete(self):
        """:raises UserError: while the month goes on, days of it are open, or there is none"""
        self.ensure_one()
        if self._span()[1] >= self.company_id._flexible_work_today():
            raise UserError(self.env._("%s is not over yet.", self.display_name))
        if self.open_days:
            raise UserError(
                self.env._(
                    "%(month)s: %(days)s days are not closed yet and would be left out. Wait until they close.",
                    month=self.display_name,
                    days=self.open_days,
                )
            )
        if not self.days:
            raise UserError(self.env._("%s: no day is on record. There is nothing to confirm.", self.display_name))

    # ------------------------------------------------------------ windows
    def _window(self, xmlid, name, domain):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        return action | {"name": f"{name}, {self._month_label()}", "domain": domain, "context": {}}

    def action_people(self):
        """The people of the month, one row each, as far as the user may read them."""
        action = "flexible_work_asn_reports.flexible_work_month_person_action"
        return self._window(action, self.env._("People"), [("month_id", "=", self.id)])

    def action_lines(self):
        """The OPD of the month, as list, pivot and graph."""
        action = "flexible_work_asn_reports.flexible_work_month_line_action"
        return self._window(action, self.env._("OPD"), [("month_id", "=", self.id)])

    def action_apel_recap(self):
        """Apel by OPD and date, from the days."""
        first, last = self._span()
        domain = [
            ("company_id", "=", self.company_id.id),
            ("date", ">=", fields.Date.to_string(first)),
            ("date", "<=", fields.Date.to_string(last)),
        ]
        action = "flexible_work_asn_attendance.flexible_work_apel_recap_action"
        return self._window(action, self.env._("Recap of Apel"), domain) | {"context": {"search_default_group_opd": 1}}

    def action_tpp_sheets(self):
        """The TPP sheets of the month."""
        action = "flexible_work_asn_attendance.flexible_work_tpp_sheet_action"
        return self._window(action, self.env._("TPP sheets"), self._tpp_domain())

    def action_make_tpp_sheets(self):
        """Make the TPP sheets of the month for all OPD, and show them.

        :raises AccessError: for all but BKPSDM
        """
        self.ensure_one()
        self._check_bkpsdm()
        self.env["flexible.work.tpp.sheet"]._make_month(self.company_id, self.month)
        return self.action_tpp_sheets()
