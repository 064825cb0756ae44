from odoo import api, models
from odoo.exceptions import AccessError, UserError

from ..figures.services import by_month
from ..report.placement_page import build_page
from ..report.placement_xlsx import write_workbook
from ..words import document_lang
from .flexible_work_report import READERS

#: whole months of actuals on the paper, that of the date included
ACTUAL_MONTHS = 12


class FlexibleWorkWorkload(models.Model):
    """The account of need and placement for the regional head: PDF and workbook of a workload analysis.

    Units and numbers alone: nobody is named, so that the regional head reads it as it is.
    """

    _inherit = "flexible.work.workload"

    def action_print_account(self):
        """The paper; for BKPSDM, the regional head and auditors.

        :raises AccessError: for heads and operators, who read the figures of their own units alone
        :raises UserError: before the analysis is computed
        """
        self._check_account()
        return self.env.ref("flexible_work_asn_reports.action_report_placement").report_action(self)

    def action_account_xlsx(self):
        """The workbook with the same lists; who may have it, see :meth:`action_print_account`."""
        self.ensure_one()
        self._check_account()
        return {"type": "ir.actions.act_url", "url": f"/flexible_work/workload/{self.id}/xlsx", "target": "download"}

    def _check_account(self):
        self.check_access("read")
        if not self.env.su and not any(self.env.user.has_group(group) for group in READERS.split(",")):
            raise AccessError(
                self.env._(
                    "The account has the figures of each unit: it is for BKPSDM, the regional head and auditors. Open "
                    "the units to see your own."
                )
            )
        for workload in self:
            if workload.state == "draft":
                raise UserError(self.env._("%s is not computed yet: press Compute first.", workload.display_name))

    @api.private
    def _account_page(self):
        """All that is printed, in the language of papers; see :meth:`action_print_account` for who may."""
        self.ensure_one()
        self._check_account()
        # sudo: whoever may read the account gets it whole, sums over people and proposals included
        workload = self.sudo().with_context(lang=document_lang(self.env))
        return build_page(workload, workload.company_id._flexible_work_today())

    @api.private
    def _account_xlsx(self) -> bytes:
        return write_workbook(self._account_page())

    def _account_file_name(self):
        return self.name.replace("/", "-")

    def _actual_months(self):
        """``{service: {month: Month}}`` of the units of the analysis, of the year up to its date."""
        self.ensure_one()
        last = self.date.replace(day=1)
        first = last.replace(year=last.year - 1)
        rows = self.env["flexible.work.service.actual"].search_fetch(
            [
                ("company_id", "=", self.company_id.id),
                ("department_id", "child_of", self.unit_ids.department_id.ids),
                ("month", ">", first),
                ("month", "<=", last),
            ],
            ["service_id", "month", "received", "finished", "late"],
        )
        return {
            service: by_month((one.month, one.received, one.finished, one.late) for one in own)
            for service, own in rows.grouped("service_id").items()
        }

    def _moves_by_way(self, today):
        """Numbers of placements by ``(proposal, unit of the post, receiving unit, competence)``.

        In force are those whose assignment is approved and runs on ``today``; a need is filled by those that were
        proposed for one.
        """
        self.ensure_one()
        numbers = {}
        for proposal in self.placement_ids.filtered(lambda one: one.state in ("proposed", "done")).sorted("id"):
            for move in proposal.move_ids:
                assignment = move.assignment_id
                runs = assignment.state == "approved" and assignment.date_from <= today <= assignment.date_to
                key = (proposal, move.department_from_id, move.department_to_id, move.competence_id)
                own = numbers.setdefault(
                    key, dict.fromkeys(("number", "accepted", "rejected", "in_force", "closed"), 0)
                )
                own["number"] += 1
                own["accepted"] += move.state == "accepted"
                own["rejected"] += move.state == "rejected"
                own["in_force"] += runs
                own["closed"] += runs and bool(move.line_id)
        return numbers


class ReportPlacement(models.AbstractModel):
    """The paper about need and placement."""

    _name = "report.flexible_work_asn_reports.placement"
    _description = "Account of Need and Placement"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Analyses whose account the user may have.

        :raises AccessError: for others
        :raises UserError: for what is not computed yet
        """
        workloads = self.env["flexible.work.workload"].browse(docids)
        pages = {workload.id: workload._account_page() for workload in workloads}
        return {"doc_ids": docids, "doc_model": workloads._name, "docs": workloads, "pages": pages}
