from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..report.evaluation_page import build_page, method_words
from ..report.evaluation_xlsx import write_workbook
from .flexible_work_report import READERS


class FlexibleWorkEvaluation(models.Model):
    """The paper and the workbook of an evaluation, and the method in plain words."""

    _inherit = "flexible.work.evaluation"

    method = fields.Html(compute="_compute_method", sanitize=False)
    file_name = fields.Char(compute="_compute_file_name")

    @api.depends_context("lang")
    def _compute_method(self):
        words = self.env["ir.qweb"]._render(
            "flexible_work_asn_reports.evaluation_method", {"method": method_words(self.env)}
        )
        self.method = words

    @api.depends("name")
    def _compute_file_name(self):
        for evaluation in self:
            evaluation.file_name = (evaluation.name or "").replace("/", "-")

    @api.private
    def _page(self):
        """All that is printed, in words, in the language of documents. Whoever may read the evaluation gets it whole.

        :raises AccessError: for whoever may not read it
        :raises UserError: before it is counted
        """
        self.ensure_one()
        self.check_access("read")
        self._check_counted()
        return build_page(self.sudo().with_context(lang=self._document_lang()))

    @api.private
    def _xlsx(self) -> bytes:
        """The workbook, with the figures of each unit and formulas over them.

        :raises AccessError: for heads and operators, who read the figures of their own OPD alone
        """
        self._check_reads_units()
        return write_workbook(self._page())

    def _check_reads_units(self):
        if not self.env.su and not any(self.env.user.has_group(group) for group in READERS.split(",")):
            raise AccessError(
                self.env._(
                    "The workbook has the figures of each OPD: it is for BKPSDM. Print the paper, or open the units to "
                    "see your own."
                )
            )


class ReportEvaluation(models.AbstractModel):
    """The paper about an evaluation."""

    _name = "report.flexible_work_asn_reports.evaluation"
    _description = "Paper of an Evaluation"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Evaluations that the user may read.

        :raises AccessError: for others
        :raises UserError: for what is not counted yet
        """
        evaluations = self.env["flexible.work.evaluation"].browse(docids)
        pages = {evaluation.id: evaluation._page() for evaluation in evaluations}
        return {"doc_ids": docids, "doc_model": evaluations._name, "docs": evaluations, "pages": pages}
