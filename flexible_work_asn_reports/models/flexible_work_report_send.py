import base64
import logging
import smtplib

from odoo import api, models
from odoo.exceptions import LockError, UserError
from odoo.tools import exception_to_unicode, formatLang

from ..report.daily_page import build_page, percent_text
from ..report.daily_xlsx import write_workbook

_logger = logging.getLogger(__name__)

LANGUAGE = "id_ID"  # official documents are written in Indonesian (UU 24/2009)
PDF_REPORT = "flexible_work_asn_reports.action_report_daily"
MAIL_TEMPLATE = "flexible_work_asn_reports.mail_template_daily_report"


class FlexibleWorkReport(models.Model):
    """Rendering and sending. What is sent is rendered once, kept on the report, and never rendered again."""

    _inherit = "flexible.work.report"

    def action_send(self):
        """Send the verified report to its recipients as PDF and XLSX, and freeze it.

        Without a working PDF engine an HTML page goes out in place of the PDF, and the mail says so. When a recipient
        could not be reached the report stays verified, says why, and a further call reaches only those still missing.

        :return: a notification for the screen
        :raises UserError: when the report is not verified, or recipients or their addresses are missing
        """
        self.ensure_one()
        self.check_access("write")
        report = self.sudo()
        try:
            report.lock_for_update(allow_referencing=True)
        except LockError as taken:
            raise UserError(self.env._("Somebody else is sending this report at this moment.")) from taken
        report._check_sendable()
        if not report._reached():
            report._render_files()
        report._deliver()
        failed = report.delivery_ids.filtered(lambda delivery: delivery.state == "failed")
        if failed:
            report.send_error = "\n".join(f"{delivery.partner_id.name}: {delivery.error}" for delivery in failed)
            return self._notify("danger", self.env._("Not sent"), report.send_error)
        report.write(
            {
                "state": "sent",
                "sent_by_id": self.env.uid,
                "sent_at": self.env.cr.now(),
                "send_error": False,
            }
        )
        names = ", ".join(report.delivery_ids.partner_id.mapped("name"))
        self.message_post(body=self.env._("Sent to %s.", names))
        return self._notify("success", self.env._("Sent"), names)

    def action_print(self):
        """The page as PDF: the one that was sent, or else how it would look now."""
        self.ensure_one()
        if self.pdf_file or self.html_file:
            return self._download("pdf" if self.pdf_file else "html")
        return self.env.ref(PDF_REPORT).report_action(self)

    def action_download_xlsx(self):
        """The workbook that was sent, or else one of the figures of now."""
        self.ensure_one()
        if self.xlsx_file:
            return self._download("xlsx")
        return {
            "type": "ir.actions.act_url",
            "url": f"/flexible_work/report/{self.id}/xlsx",
            "target": "download",
        }

    def _download(self, kind):
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/{kind}_file/{self[f'{kind}_name']}?download=1",
            "target": "download",
        }

    # ------------------------------------------------------------------ rendering

    def _document_lang(self):
        """Language of the page: Indonesian where it is installed."""
        return LANGUAGE if self.env["res.lang"]._get_data(code=LANGUAGE) else self.env.lang or "en_US"

    @api.private
    def _page(self):
        """All that is printed, in words, in the language of documents. One source for PDF, HTML and XLSX.

        The page is whole or it is not made: whoever may not read all lines gets none of it.
        """
        self.ensure_one()
        if not self.env.su and not any(
            self.env.user.has_group(group) for group in self._fields["pdf_file"].groups.split(",")
        ):
            raise UserError(self.env._("The page of the whole region is made by BKPSDM."))
        self.check_access("read")
        return build_page(self.sudo().with_context(lang=self._document_lang()))

    @api.private
    def _xlsx(self) -> bytes:
        """The workbook of the page."""
        return write_workbook(self._page())

    def _render_files(self):
        """Render and keep what is sent: XLSX always, PDF, or HTML where the PDF cannot be made."""
        values = {"xlsx_file": base64.b64encode(self._xlsx()), "pdf_file": False, "html_file": False}
        pdf = self._pdf()
        if pdf:
            values["pdf_file"] = base64.b64encode(pdf)
        else:
            values["html_file"] = base64.b64encode(self._html())
        self.write(values)

    def _pdf(self) -> bytes | None:
        """The PDF, or None where the engine is missing or fails: a broken engine must not keep the mayor waiting."""
        reports = self.env["ir.actions.report"]
        state = reports.get_wkhtmltopdf_state()
        if state not in ("ok", "workers"):
            _logger.warning("daily report %s goes out without PDF: wkhtmltopdf is in state %s", self.id, state)
            return None
        try:
            content, kind = reports._render_qweb_pdf(PDF_REPORT, self.ids)
        except (UserError, OSError) as problem:
            _logger.warning("daily report %s goes out without PDF: %s", self.id, exception_to_unicode(problem))
            return None
        return content if kind == "pdf" else None

    def _html(self) -> bytes:
        """The page as one HTML file that needs nothing else."""
        page = (
            self.env["ir.qweb"]
            .with_context(lang=self._document_lang())
            ._render(
                "flexible_work_asn_reports.daily_report_standalone",
                {"page": self._page(), "lang": self._document_lang()},
            )
        )
        return ("<!DOCTYPE html>\n" + str(page)).encode()

    # ------------------------------------------------------------------ mail

    def _check_sendable(self):
        if self.state == "sent":
            raise UserError(self.env._("%s has already been sent.", self.display_name))
        if self.state != "verified":
            raise UserError(self.env._("BKPSDM verifies the report before it is sent."))
        if not self.recipient_ids:
            raise UserError(
                self.env._("Nobody is to receive the report. Fill in the recipients here or in the settings.")
            )
        nowhere = self.recipient_ids.filtered(lambda partner: not partner.email)
        if nowhere:
            raise UserError(self.env._("No mail address: %s", ", ".join(nowhere.mapped("name"))))

    def _deliver(self):
        """One mail per recipient who does not have it yet; each one's fate is kept."""
        reached = self._reached()
        (self.delivery_ids - reached).unlink()
        for partner in self.recipient_ids - reached.partner_id:
            delivery = self.env["flexible.work.report.delivery"].create(
                {
                    "report_id": self.id,
                    "partner_id": partner.id,
                    "email": partner.email,
                }
            )
            delivery.write(self._mail_to(delivery))

    def _reached(self):
        """Deliveries that left the house: from the first one on, the files stay as they are."""
        return self.delivery_ids.filtered(lambda delivery: delivery.state != "failed")

    def _mail_to(self, delivery) -> dict:
        """Mail the files to one recipient, and say what became of it. Never raises for a mail that does not go out."""
        template = self.env.ref(MAIL_TEMPLATE)
        files = [(self.pdf_name, self.pdf_file), (self.html_name, self.html_file), (self.xlsx_name, self.xlsx_file)]
        try:
            with self.env.cr.savepoint():
                mail_id = template.send_mail(
                    delivery.id,
                    email_values={
                        "attachments": [(name, content) for name, content in files if content],
                    },
                )
        except (UserError, ValueError) as problem:
            return {"error": exception_to_unicode(problem)}
        mail = self.env["mail.mail"].browse(mail_id)
        try:
            mail.send(raise_exception=False)
        except smtplib.SMTPServerDisconnected as problem:
            mail.write({"state": "exception", "failure_reason": exception_to_unicode(problem)})
        if not mail.exists() or mail.state == "sent":
            return {"state": "sent", "sent_at": self.env.cr.now(), "error": False}
        if mail.state == "outgoing":
            return {"state": "queued", "sent_at": self.env.cr.now(), "error": False}
        reason = mail.failure_reason or dict(mail._fields["failure_type"]._description_selection(self.env)).get(
            mail.failure_type
        )
        mail.state = "cancel"  # the next attempt makes its own
        return {"error": " ".join((reason or self.env._("The mail server refused the mail.")).split())}

    def _key_figure(self) -> str:
        """The one number: ``96,43 %``, in the language of the reader."""
        return f"{percent_text(self.env, self._figures().percent)} %"

    def _mail_figures(self) -> list[tuple[str, str]]:
        """The figures named in the mail, with their labels in the language of the reader."""
        fields = (
            "headcount",
            "obliged",
            "present",
            "wfo",
            "wfh",
            "wfa",
            "other_office",
            "duty",
            "leave",
            "sick",
            "permit",
            "study",
            "absent",
            "apel_present",
            "late",
        )
        labels = self.fields_get(fields, ["string"])
        figures = [(labels[name]["string"], formatLang(self.env, self[name], digits=0)) for name in fields]
        submitted = self.env._("%(submitted)s of %(all)s", submitted=self.submitted_count, all=self.opd_count)
        return [*figures, (self.env._("OPD that have submitted"), submitted)]

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
