from odoo import models
from odoo.tools import formatLang

from ..report.daily_page import percent_text


class FlexibleWorkReport(models.Model):
    """The words and figures of the mail, in the language of its reader."""

    _inherit = "flexible.work.report"

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
