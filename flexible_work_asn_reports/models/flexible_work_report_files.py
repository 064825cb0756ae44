import base64
import hashlib
import secrets

from odoo import api, models
from odoo.exceptions import UserError

from ..report.daily_page import build_page
from ..report.daily_xlsx import write_workbook
from ..report.rendering import html_file, pdf_or_none
from ..words import document_lang

PDF_REPORT = "flexible_work_asn_reports.action_report_daily"
#: nobody guesses an address of so many random bytes
TOKEN_BYTES = 18


class FlexibleWorkReport(models.Model):
    """Rendering. What is sent is rendered once, kept on the report, and never rendered again."""

    _inherit = "flexible.work.report"

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
        return document_lang(self.env)

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
        """Render and keep what is sent: XLSX always, PDF, or HTML where the PDF cannot be made.

        The token comes first, because the page shows the address at which it can be confirmed; the fingerprint is that
        of the page as it was rendered.
        """
        self.token = secrets.token_urlsafe(TOKEN_BYTES)
        pdf = self._pdf()
        html = None if pdf else self._html()
        self.write(
            {
                "xlsx_file": base64.b64encode(self._xlsx()),
                "pdf_file": pdf and base64.b64encode(pdf),
                "html_file": html and base64.b64encode(html),
                "fingerprint": hashlib.sha256(pdf or html).hexdigest(),
            }
        )

    def _drop_files(self):
        """Nothing has left the house: the next sending renders anew, and the old page can be confirmed no more."""
        self.write(dict.fromkeys(("token", "fingerprint", "pdf_file", "xlsx_file", "html_file"), False))

    def _pdf(self) -> bytes | None:
        """The PDF, or None where the engine is missing or fails."""
        return pdf_or_none(self, PDF_REPORT)

    def _html(self) -> bytes:
        """The page as one HTML file that needs nothing else."""
        language = self._document_lang()
        values = {"page": self._page(), "lang": language}
        return html_file(
            self.with_context(lang=language).env, "flexible_work_asn_reports.daily_report_standalone", values
        )
