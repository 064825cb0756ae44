from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from odoo.addons.flexible_work_asn.asked import a_text, asks
from odoo.addons.flexible_work_asn.local_time import at_hour, to_local, to_utc

from ..figures import total
from ..words import clock_words

SUBMIT = "flexible_work_asn_reports.mail_activity_report_submit"
VERIFY = "flexible_work_asn_reports.mail_activity_report_verify"
READERS = "flexible_work_asn.group_bkpsdm,flexible_work_asn.group_executive,flexible_work_asn.group_auditor"


class FlexibleWorkReport(models.Model):
    """The daily report of a regional government: one page about one local date.

    ``collecting`` (OPD submit) → ``submitted`` (all have) → ``verified`` by BKPSDM → ``sent``, and then it is frozen.
    """

    _name = "flexible.work.report"
    _description = "Daily Report"
    _inherit = ["mail.thread", "mail.activity.mixin", "flexible.work.figures"]
    _order = "date desc, company_id, revision desc"
    _mail_post_access = "read"

    # Fields that people may fill in; everything else is written by the actions below, on behalf of the system.
    _by_hand = frozenset({"company_id", "date", "number", "recipient_ids"})
    # What may still change after sending: the conversation about the report, not the report.
    _conversation = frozenset({"message_ids", "message_follower_ids", "message_partner_ids", "activity_ids"})
    # What the system keeps up to date about a report that was sent.
    _kept_up = frozenset({"is_latest", "changed_days"})

    company_id = fields.Many2one(
        "res.company",
        string="Regional government",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
    )
    date = fields.Date(
        required=True,
        index=True,
        default=lambda self: self.env.company._flexible_work_today(),
        help="The local date that the report is about.",
    )
    number = fields.Char(
        string="Letter number", copy=False, tracking=True, help="As in the register: 800.1.11/…/BKPSDM."
    )
    state = fields.Selection(
        [("collecting", "Collecting"), ("submitted", "Submitted"), ("verified", "Verified"), ("sent", "Sent")],
        default="collecting",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    as_of = fields.Datetime(string="Situation as of", readonly=True, copy=False, help="When the figures were counted.")
    as_of_local = fields.Char(string="Situation", compute="_compute_as_of_local")
    deadline = fields.Datetime(
        compute="_compute_deadline", store=True, precompute=True, help="An OPD that submits later is marked as late."
    )
    deadline_local = fields.Char(string="Cut-off hour", compute="_compute_as_of_local")
    cutoff_told_at = fields.Datetime(
        string="BKPSDM told", readonly=True, copy=False, help="When BKPSDM was told that the cut-off hour has passed."
    )
    revision = fields.Integer(
        default=0,
        readonly=True,
        copy=False,
        help="0: as first sent. A correction afterwards makes revision 1, 2, … beside it.",
    )
    revision_of_id = fields.Many2one(
        "flexible.work.report", string="Revises", readonly=True, copy=False, index=True, ondelete="restrict"
    )
    revision_ids = fields.One2many("flexible.work.report", "revision_of_id", string="Revisions", readonly=True)
    revision_reason = fields.Text(string="Why revised", readonly=True, copy=False, tracking=True)
    is_latest = fields.Boolean(
        string="Latest revision",
        default=True,
        readonly=True,
        copy=False,
        index=True,
        help="No later revision has been sent.",
    )
    token = fields.Char(
        readonly=True,
        copy=False,
        groups=READERS,
        help="The part of the public address at which the document is confirmed.",
    )
    fingerprint = fields.Char(
        string="Fingerprint (SHA-256)", readonly=True, copy=False, help="Of the file that was sent."
    )
    line_ids = fields.One2many("flexible.work.report.line", "report_id", string="OPD", readonly=True, copy=False)
    person_ids = fields.One2many(
        "flexible.work.report.person", "report_id", string="People named", readonly=True, copy=False
    )
    shortfall_ids = fields.One2many(
        "flexible.work.report.shortfall", "report_id", string="Units short of people", readonly=True, copy=False
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
    circular_ids = fields.Many2many(
        "flexible.work.circular",
        string="Circulars in force",
        readonly=True,
        copy=False,
        help="Those that decided somebody's day.",
    )
    recipient_ids = fields.Many2many(
        "res.partner",
        string="Recipients",
        default=lambda self: self.env.company.sudo().flexible_work_report_recipient_ids,
    )
    delivery_ids = fields.One2many(
        "flexible.work.report.delivery", "report_id", readonly=True, copy=False, groups=READERS
    )
    verified_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    verified_at = fields.Datetime(readonly=True, copy=False)
    missing_reason = fields.Text(string="Why without the missing OPD", readonly=True, copy=False, tracking=True)
    sent_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    sent_at = fields.Datetime(readonly=True, copy=False)
    # Kept as fields and not as loose attachments: so they follow the access to the report, field by field.
    pdf_file = fields.Binary("PDF", attachment=True, readonly=True, copy=False, groups=READERS)
    pdf_name = fields.Char(compute="_compute_file_names")
    xlsx_file = fields.Binary("XLSX", attachment=True, readonly=True, copy=False, groups=READERS)
    xlsx_name = fields.Char(compute="_compute_file_names")
    html_file = fields.Binary(
        "HTML", attachment=True, readonly=True, copy=False, groups=READERS, help="Sent where the PDF could not be made."
    )
    html_name = fields.Char(compute="_compute_file_names")

    opd_count = fields.Integer(string="OPD to submit", compute="_compute_progress", compute_sudo=True)
    submitted_count = fields.Integer(string="OPD submitted", compute="_compute_progress", compute_sudo=True)
    progress = fields.Float(string="Submitted (%)", compute="_compute_progress", compute_sudo=True)
    missing_count = fields.Integer(string="OPD not yet submitted", compute="_compute_progress", compute_sudo=True)
    missing_names = fields.Char(string="Not yet submitted", compute="_compute_progress", compute_sudo=True)

    _company_date_unique = models.Constraint(
        "UNIQUE(company_id, date, revision)", "There is already a report of this regional government for this date."
    )

    @api.depends("date", "company_id")
    def _compute_deadline(self):
        """The cut-off hour that holds when the report is opened; a later change of the setting judges no old report."""
        for report in self:
            company = report.company_id.sudo()
            report.deadline = report.date and to_utc(
                at_hour(report.date, company.flexible_work_report_cutoff), company._flexible_work_tz()
            )

    @api.depends("as_of", "deadline", "company_id")
    @api.depends_context("lang")
    def _compute_as_of_local(self):
        for report in self:
            report.as_of_local = report._clock(report.as_of, with_date=True)
            report.deadline_local = report._clock(report.deadline)

    @api.depends("line_ids.state", "line_ids.department_id", "line_ids.headcount")
    def _compute_progress(self):
        lines = self._all_lines().grouped("report_id")
        for report in self:
            reporting = lines.get(report, self.env["flexible.work.report.line"]).filtered("must_submit")
            missing = reporting.filtered(lambda line: line.state != "submitted")
            report.opd_count = len(reporting)
            report.submitted_count = len(reporting) - len(missing)
            report.progress = 100 * report.submitted_count / report.opd_count if report.opd_count else 0
            report.missing_count = len(missing)
            report.missing_names = ", ".join(missing.mapped("name"))

    @api.depends("date", "company_id", "revision")
    def _compute_file_names(self):
        """File names in the language of the document, whoever looks at them."""
        env = self.with_context(lang=self._document_lang()).env
        for report in self:
            stem = env._("daily-report-%(company)s-%(date)s", company=report.company_id.sudo().name, date=report.date)
            if report.revision:
                stem += env._("-revision-%s", report.revision)
            stem = "-".join(stem.lower().split())
            report.update({f"{kind}_name": f"{stem}.{kind}" for kind in ("pdf", "xlsx", "html")})

    @api.depends("date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for report in self:
            report.display_name = self.env._(
                "Daily report %s", format_date(self.env, report.date, date_format="EEE, d MMM y")
            )

    def _all_lines(self):
        """The lines of all OPD. Not ``line_ids``: its cache may hold only those that a head has read before."""
        return self.env["flexible.work.report.line"].sudo().search([("report_id", "in", self.ids)])

    @api.private
    def _clock(self, moment, with_date=False) -> str:
        """A naive UTC ``moment`` as people of the region say it: "09.00 WIT".

        :param with_date: add the date where it is not that of the report: a past day, counted later
        """
        self.ensure_one()
        if not moment:
            return ""
        tz = self.company_id._flexible_work_tz()
        local = to_local(moment, tz)
        clock = clock_words(self.env, local, tz)
        if with_date and local.date() != self.date:
            return f"{clock}, {format_date(self.env, local.date(), date_format='d MMM y')}"
        return clock

    # ------------------------------------------------------------------ what may be written

    @api.model_create_multi
    def create(self, vals_list):
        entering = self
        if not self.env.su:
            for vals in vals_list:
                self._check_by_hand(vals)
            # defaults of the context are typed as well; replaced as a whole, because adding to it takes nothing away
            context = {key: self.env.context[key] for key in self.env.context if not self._is_foreign_default(key)}
            entering = self.with_context(context)  # pylint: disable=context-overridden
        reports = super(FlexibleWorkReport, entering).create(vals_list).with_env(self.env)
        for report in reports.sudo():
            report._update_lines({})
        return reports

    def write(self, vals):
        self._check_by_hand(vals)
        frozen = self.filtered(lambda report: report.state == "sent")
        if frozen and not (self._conversation | self._kept_up).issuperset(vals):
            raise UserError(
                self.env._("%s has been sent. What was sent stays as it is.", ", ".join(frozen.mapped("display_name")))
            )
        if {"date", "company_id"} & vals.keys() and any(report.as_of for report in self):
            raise UserError(self.env._("The report has already been counted: open another one for the other date."))
        result = super().write(vals)
        if "company_id" in vals and not self.env.su:
            # it may have been moved to another regional government
            self.check_access("write")
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_while_collecting(self):
        for report in self:
            open_revision = report.revision and report.state in ("collecting", "submitted")
            if not open_revision and (report.state != "collecting" or report.submitted_count):
                raise UserError(self.env._("%s cannot be deleted: OPD have already submitted.", report.display_name))

    def _is_foreign_default(self, name):
        field = name.removeprefix("default_")
        return field != name and field in self._fields and field not in self._by_hand

    def _check_by_hand(self, vals):
        """Figures, states and signatures of time are written by the actions alone (in superuser mode), by no role."""
        typed = vals.keys() - self._by_hand - self._conversation
        if typed and not self.env.su:
            raise AccessError(
                self.env._("The figures and the state of a report are never typed (%s).", ", ".join(sorted(typed)))
            )

    # ------------------------------------------------------------------ actions

    def action_open_today(self):
        """Open the report of today (local date of the company), creating and counting it where it is not there yet.

        A button above the list: called with whatever is selected there, which does not matter.
        """
        self.check_access("create")
        company = self.env.company
        today = company._flexible_work_today()
        report = self.search([("company_id", "=", company.id), ("date", "=", today)], order="revision desc", limit=1)
        if not report:
            report = self.create({"company_id": company.id, "date": today})
            report.action_count()
        return report._action_form()

    def _action_form(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    @asks(reason=a_text)
    def action_verify(self, reason=False):
        """Verify the report: its figures are final from here on.

        While OPD have not submitted, a ``reason`` is needed (without one, the question for it is the action returned);
        they are then named on the page, and their figures are those of the last count.

        :raises UserError: when the report has not been counted or nobody is in it
        """
        self.ensure_one()
        self.check_access("write")
        if self.state not in ("collecting", "submitted"):
            raise UserError(self.env._("The report is already verified."))
        if not self.as_of or not self.headcount:
            raise UserError(
                self.env._("There is nothing to verify: no day of %s has been counted yet.", self._date_words())
            )
        if self.missing_names and not reason:
            return self._ask_reason("action_verify")
        total(line._figures() for line in self._all_lines())
        self.sudo().activity_unlink([VERIFY])
        self._all_lines().activity_unlink([SUBMIT])
        self.sudo().write(
            {
                "state": "verified",
                "verified_by_id": self.env.uid,
                "verified_at": self.env.cr.now(),
                "missing_reason": reason if self.missing_names else False,
            }
        )
        return True

    @asks(reason=a_text)
    def action_reopen(self, reason=False):
        """Take back the verification, with a reason, so that OPD and BKPSDM can correct."""
        self.ensure_one()
        self.check_access("write")
        if self.state != "verified":
            raise UserError(self.env._("Only a verified report that is not sent can be opened again."))
        if not reason:
            self.sudo()._check_not_left()
            return self._ask_reason("action_reopen")
        self.sudo()._forget_sending()
        self.sudo().write(
            {
                "state": "collecting",
                "verified_by_id": False,
                "verified_at": False,
                "missing_reason": False,
            }
        )
        self._update_state()
        self._log_reason(self.env._("Verification taken back"), reason)
        return True

    def action_open_days(self):
        """The day rows behind the figures (smart button)."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Days of %s", self._date_words()),
            "res_model": "flexible.work.day",
            "views": [(False, "list"), (False, "form")],
            "domain": [("date", "=", fields.Date.to_string(self.date)), ("company_id", "=", self.company_id.id)],
        }

    def _update_state(self):
        """Between collecting and submitted, the lines decide."""
        for report in self.sudo():
            if report.state in ("collecting", "submitted"):
                complete = report.opd_count and report.submitted_count == report.opd_count
                report.state = "submitted" if complete else "collecting"

    def _ask_reason(self, method):
        return self.env["flexible.work.report.reason"]._action_ask(self, method)

    def _log_reason(self, title, reason):
        """A note about an exceptional decision, kept in the conversation of the report."""
        self.message_post(body=Markup("<b>%s</b><br/>%s") % (title, reason))

    def _date_words(self) -> str:
        """The date in full words: Kamis, 15 Januari 2026."""
        return format_date(self.env, self.date, date_format="EEEE, d MMMM y")

    # ------------------------------------------------------------------ scheduled

    @api.model
    def _cron_open_reports(self):
        """Open and count the report of today wherever today's days are open and nobody has done so.

        The lists of people and units come with the next count.
        """
        for company in self.env["res.company"].search([("flexible_work_report_auto", "=", True)]):
            today = company._flexible_work_today()
            domain = [("company_id", "=", company.id), ("date", "=", today)]
            if not self.search_count(domain, limit=1) and self.env["flexible.work.day"].search_count(domain, limit=1):
                # what is logged is in the language of documents: a scheduled action has none
                report = (
                    self.with_company(company)
                    .with_context(lang=self._document_lang())
                    .create(
                        {
                            "company_id": company.id,
                            "date": today,
                            "recipient_ids": company.flexible_work_report_recipient_ids.ids,
                        }
                    )
                )
                # at midnight nobody is due yet, and nobody is named for not being in
                report.sudo()._count(with_lists=False)
