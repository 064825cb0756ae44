from odoo import api, models
from odoo.tools import formatLang

from ..figures import LETTERS, lowest
from ..figures.statuses import MODES
from ..report.charts import MODE_COLOURS
from ..report.table import change_text, percent_text

#: the figures named below the modes
NAMED = ("duty", "leave", "sick", "permit", "study", "absent", "off", "late", "apel_present")
#: so many OPD of lowest attendance
LOWEST = 3


class FlexibleWorkReport(models.Model):
    """The words and figures of the mail, in the language of its reader.

    A mail is read on a phone, and often its text alone: the figures stand in the text, not only in the files.
    """

    _inherit = "flexible.work.report"

    @api.private
    def _key_figure(self) -> str:
        """The one number: ``96,43 %``."""
        return f"{percent_text(self.env, self._figures().percent)} %"

    @api.private
    def _mail_share(self) -> str:
        """``412 of 430 obliged to attend``"""
        return self.env._(
            "%(present)s of %(obliged)s obliged to attend",
            present=self._mail_number(self.present),
            obliged=self._mail_number(self.obliged),
        )

    @api.private
    def _mail_modes(self) -> list[dict]:
        """Where those present work: label, letter, colour and number."""
        labels = self.fields_get(MODES, ["string"])
        return [
            {
                "letter": LETTERS[mode],
                "label": labels[mode]["string"],
                "colour": MODE_COLOURS[mode],
                "number": self._mail_number(self[mode]),
            }
            for mode in MODES
        ]

    @api.private
    def _mail_figures(self) -> list[tuple[str, str]]:
        """The figures named in the mail, with their labels."""
        labels = self.fields_get(NAMED, ["string"])
        figures = [(labels[name]["string"], self._mail_number(self[name])) for name in NAMED]
        of = self.env._("%(part)s of %(all)s", part="%s", all="%s")
        numbers = {
            self.env._("Structural officials"): (self.structural_present, self.structural_obliged),
            self.env._("OPD that have submitted"): (self.submitted_count, self.opd_count),
        }
        return [
            (self.env._("Employees"), self._mail_number(self.headcount)),
            *figures,
            *((label, of % tuple(map(self._mail_number, pair))) for label, pair in numbers.items()),
        ]

    @api.private
    def _mail_lowest(self) -> list[tuple[str, str]]:
        """The OPD with the lowest attendance and its percentage."""
        lines = self._all_lines().filtered("is_opd")
        worst = lowest(((line.name, line._figures()) for line in lines), LOWEST)
        return [(name, f"{percent_text(self.env, figures.percent)} %") for name, figures in worst]

    @api.private
    def _mail_compared(self) -> list[tuple[str, str]]:
        """The dates it is compared with, and who was present then, in percent and percentage points since."""
        return [
            (other["label"], f"{percent_text(self.env, other['percent'])} % ({change_text(self.env, other['change'])})")
            for other in self._compared()
            if other["change"] is not None
        ]

    @api.private
    def _mail_revision(self) -> str:
        """What the subject ends with: a revision says so at once."""
        return self.env._(" (revision %s)", self.revision) if self.revision else ""

    @api.private
    def _mail_link(self) -> str:
        """Where those with a login read it on the screen."""
        return f"{self.get_base_url()}/odoo/daily-reports/{self.id}"

    def _mail_number(self, number):
        return formatLang(self.env, number, digits=0)
