from odoo import models

PAPER = "flexible_work_report_paper"


class IrActionsReport(models.Model):
    """Official papers come on the paper of the regional government that they are about, whoever prints them."""

    _inherit = "ir.actions.report"

    def get_paperformat(self):
        paper = super().get_paperformat()
        wanted = self.env.context.get(PAPER) or self.env.company.sudo().flexible_work_report_paper
        return wanted == "f4" and paper.flexible_work_f4_id or paper

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        report = self._get_report(report_ref)
        if res_ids and report.paperformat_id.flexible_work_f4_id:
            documents = self.env[report.model].browse(res_ids).sudo()
            if "company_id" in documents._fields and documents.company_id:
                paper = documents.company_id[:1].flexible_work_report_paper
                self = self.with_context(**{PAPER: paper})
        return super()._render_qweb_pdf_prepare_streams(report_ref, data, res_ids)
