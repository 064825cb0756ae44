import base64

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..report.month_page import build_apel, build_report, texts
from ..report.month_people import build_people
from ..report.month_xlsx import write_month_workbook
from ..report.rendering import html_file, pdf_or_none
from .flexible_work_report import READERS

PDF_REPORTS = {
    "report": "flexible_work_asn_reports.action_report_month",
    "apel": "flexible_work_asn_reports.action_report_month_apel",
}
BUILDERS = {"report": build_report, "apel": build_apel}


class FlexibleWorkMonth(models.Model):
    """The papers of a month, and sending them: the report to the governor or the ministry, the recap of apel to the
    head of the region. No person is named in either.
    """

    _inherit = "flexible.work.month"

    number = fields.Char(
        string="Letter number", copy=False, tracking=True, help="As in the register: 800.1.11/…/BKPSDM."
    )
    letter_date = fields.Date(
        string="Date of the letter", copy=False, help="Empty: the date of the confirmation, or today."
    )
    recipient_ids = fields.Many2many(
        "res.partner",
        "flexible_work_month_recipient_rel",
        string="Recipients of the report",
        default=lambda self: self.env.company.sudo().flexible_work_month_recipient_ids,
    )
    apel_recipient_ids = fields.Many2many(
        "res.partner",
        "flexible_work_month_apel_recipient_rel",
        string="Recipients of the recap of apel",
        default=lambda self: self.env.company.sudo().flexible_work_report_recipient_ids,
        help="The head of the region, as a rule: those who receive the daily report.",
    )
    dispatch_ids = fields.One2many(
        "flexible.work.month.dispatch", "month_id", string="Sent", readonly=True, copy=False, groups=READERS
    )
    sent_at = fields.Datetime(string="Report sent on", readonly=True, copy=False)
    sent_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    apel_sent_at = fields.Datetime(string="Recap of apel sent on", readonly=True, copy=False)
    apel_due = fields.Date(string="Recap of apel due", compute="_compute_apel_due")
    apel_overdue = fields.Boolean(compute="_compute_apel_due")

    @api.depends("month", "company_id", "apel_sent_at")
    def _compute_apel_due(self):
        """By the day of the settings, of the next month (Katingan: day 5)."""
        for month in self:
            month.apel_due = month.month and month._due_date()
            today = month.company_id._flexible_work_today()
            month.apel_overdue = bool(month.apel_due and not month.apel_sent_at and month.apel_due < today)

    # ------------------------------------------------------------ what people do
    def action_send(self):
        """Mail the confirmed report to its recipients, and keep what went out.

        Whoever could not be reached is said, and a further call reaches only those.

        :raises AccessError: for all but BKPSDM
        :raises UserError: when it is not confirmed, or recipients or their addresses are missing
        """
        self.ensure_one()
        self._check_bkpsdm()
        with self._sending_alone() as month:
            # in there alone: it takes the row, and out here it would be taken from the one that sends
            month._check_state("confirmed")
            dispatch = month._dispatch("report", month.recipient_ids)
            if dispatch.state == "failed":
                return self._notify("danger", self.env._("Not sent"), dispatch.error)
            month.write({"state": "sent", "sent_at": fields.Datetime.now(), "sent_by_id": self.env.uid})
            return month._told(dispatch)

    def action_send_apel(self):
        """Mail the recap of apel to the head of the region; a draft will do, once all days of the month are closed.

        :raises AccessError: for all but BKPSDM
        :raises UserError: while days are open, or recipients or their addresses are missing
        """
        self.ensure_one()
        self._check_bkpsdm()
        with self._sending_alone() as month:
            month._check_state("draft", "confirmed", "sent")
            if month.state == "draft" and not month.dispatch_ids.filtered(month._is_going_out("apel")):
                month._count()
            month._check_complete()
            dispatch = month._dispatch("apel", month.apel_recipient_ids)
            if dispatch.state == "failed":
                return self._notify("danger", self.env._("Not sent"), dispatch.error)
            month.apel_sent_at = fields.Datetime.now()
            return month._told(dispatch)

    def action_pdf(self):
        """The report as PDF, as it would go out now."""
        return self._print("report")

    def action_apel_pdf(self):
        """The recap of apel as PDF."""
        return self._print("apel")

    def action_xlsx(self):
        """The report as a workbook: a sheet per table."""
        return self._download("report")

    def action_apel_xlsx(self):
        """The recap of apel as a workbook."""
        return self._download("apel")

    def action_people_xlsx(self):
        """One row per person, of the people whom the user may read."""
        return self._download("people")

    def _print(self, kind):
        self.ensure_one()
        self._check_readers()
        return self.env.ref(PDF_REPORTS[kind]).report_action(self)

    def _download(self, kind):
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": f"/flexible_work/month/{self.id}/{kind}/xlsx",
            "target": "download",
        }

    def _check_readers(self):
        """:raises UserError: for heads and operators, who read their own OPD alone"""
        self.check_access("read")
        if not self.env.su and not any(self.env.user.has_group(group) for group in READERS.split(",")):
            raise UserError(self.env._("The papers of the whole region are made by BKPSDM."))

    # ------------------------------------------------------------ rendering
    @api.private
    def _paper(self, kind):
        """All that is printed, in words, in the language of documents: "report", "apel" or "people".

        :raises UserError: for who may not read the whole region; of "people" everybody gets those whom he or she reads
        """
        self.ensure_one()
        if kind == "people":
            self.check_access("read")
            people = self.env["flexible.work.month.person"].search([("month_id", "=", self.id)])
            return build_people(self.sudo().with_context(lang=self._document_lang()), people)
        self._check_readers()
        return BUILDERS[kind](self.sudo().with_context(lang=self._document_lang()))

    @api.private
    def _table_texts(self, table):
        """The cells of a table of the paper as printed."""
        return texts(self.with_context(lang=self._document_lang()).env, table)

    @api.private
    def _workbook(self, kind) -> bytes:
        return write_month_workbook(self._paper(kind))

    @api.private
    def _file_name(self, kind, extension):
        """laporan-bulanan-kota-ternate-2026-03.pdf"""
        env = self.with_context(lang=self._document_lang()).env
        stem = {
            "report": env._("monthly-report"),
            "apel": env._("recap-of-apel"),
            "people": env._("recap-of-employees"),
        }[kind]
        company = "-".join(self.company_id.sudo().name.lower().split())
        return f"{stem}-{company}-{self.month:%Y-%m}.{extension}"

    def _pdf(self, kind) -> bytes | None:
        """The PDF, or None where the engine is missing or fails."""
        return pdf_or_none(self, PDF_REPORTS[kind])

    def _html(self, kind) -> bytes:
        """The paper as one HTML file that needs nothing else."""
        values = {"paper": self._paper(kind), "texts": self._table_texts, "annexed": kind == "report"}
        env = self.with_context(lang=self._document_lang()).env
        return html_file(env, "flexible_work_asn_reports.month_standalone", values)

    # ------------------------------------------------------------ mail
    def _check_recipients(self, recipients):
        if not recipients:
            raise UserError(self.env._("Nobody is to receive it. Fill in the recipients here or in the settings."))
        nowhere = recipients.filtered(lambda partner: not partner.email)
        if nowhere:
            raise UserError(self.env._("No mail address: %s", ", ".join(nowhere.mapped("name"))))

    def _files(self, kind):
        """Rendered files with their names: PDF, or HTML where it cannot be made, and the workbook."""
        pdf = self._pdf(kind)
        contents = {"pdf": pdf, "html": None if pdf else self._html(kind), "xlsx": self._workbook(kind)}
        values = {}
        for extension, content in contents.items():
            if content:
                values[f"{extension}_file"] = base64.b64encode(content)
                values[f"{extension}_name"] = self._file_name(kind, extension)
        return values

    def _forget_sending(self):
        """Values of a month that is reopened; what was sent is kept by its dispatches.

        What has reached some recipients only is not sent on to the others: they all get the correction.
        """
        begun = self.dispatch_ids.filtered(lambda one: one.state == "failed" and (one.reached_ids or one.claimed_ids))
        corrects = self.state == "sent" or "report" in begun.mapped("kind")
        begun.state = "sent"
        return {"sent_at": False, "sent_by_id": False, "revision": self.revision + corrects}

    def _told(self, dispatch):
        """Say on the record and on the screen that it went out."""
        kinds = dict(dispatch._fields["kind"]._description_selection(self.env))
        names = ", ".join(dispatch.reached_ids.mapped("name"))
        message = self.env._("%(what)s sent to %(names)s.", what=kinds[dispatch.kind], names=names)
        self.sudo()._message_log(body=message, author_id=self.env.user.partner_id.id)
        return self._notify("success", self.env._("Sent"), message)

    def _notify(self, kind, title, message):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": kind,
                "title": title,
                "message": message,
                "sticky": kind == "danger",
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
