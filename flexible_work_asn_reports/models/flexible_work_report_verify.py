from odoo import api, fields, models
from odoo.tools import format_date

from .flexible_work_report import READERS

PATH = "/flexible_work/verify"
#: no token is longer; longer addresses are not even looked up
TOKEN_MAX = 64


class FlexibleWorkReport(models.Model):
    """Confirming a printed or mailed report to whoever holds it, by the address in its QR code."""

    _inherit = "flexible.work.report"

    verify_url = fields.Char(
        string="Confirmed at",
        compute="_compute_verify_url",
        groups=READERS,
        help="The public address in the QR code: number, date, revision and fingerprint of the document, nothing else.",
    )

    _token_unique = models.UniqueIndex("(token) WHERE token IS NOT NULL", "The address of a report is its own.")

    @api.depends("token")
    def _compute_verify_url(self):
        for report in self:
            report.verify_url = report._verify_url()

    @api.private
    def _verify_url(self) -> str:
        """The public address that confirms this report; empty until its files are made."""
        self.ensure_one()
        token = self.sudo().token
        return f"{self.get_base_url()}{PATH}/{token}" if token else ""

    @api.model
    @api.private
    def _confirmation(self, token) -> dict | None:
        """What the public learns about the report with this ``token``: these four facts, whoever asks, and no other.

        :return: number and date in words of the language of the context, number of the revision (0: the first one),
            fingerprint (SHA-256 of the file, 64 hexadecimal digits); None where no report that left the house has it
        """
        if not token or len(token) > TOKEN_MAX or not token.isprintable():
            return None
        report = self.sudo().search([("token", "=", token), ("fingerprint", "!=", False)], limit=1)
        if not report:
            return None
        return {
            "number": report.number or "",
            "date": format_date(self.env, report.date, date_format="EEEE, d MMMM y"),
            "revision": report.revision,
            "fingerprint": report.fingerprint,
        }
