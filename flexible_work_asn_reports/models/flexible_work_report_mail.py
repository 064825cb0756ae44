from odoo import api, models
from odoo.tools import formatLang

from ..figures import LETTERS, lowest
from ..report.daily_page import percent_text

#: the colours of the screens; white on each of them has a contrast of 5:1 or more
MODE_COLOURS = {"wfo": "#1d4ed8", "wfh": "#15803d", "wfa": "#c2410c", "other_office": "#6d28d9"}
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
        labels = self.fields_get(list(MODE_COLOURS), ["string"])
        return [
            {
                "letter": LETTERS[mode],
                "label": labels[mode]["string"],
                "colour": colour,
                "number": self._mail_number(self[mode]),
            }
            for mode, colour in MODE_COLOURS.items()
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
            (other["label"], f"{percent_text(self.env, other['percent'])} % ({self._mail_change(other['change'])})")
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

    def _mail_change(self, points):
        """``+1,33``"""
        return f"{'+' if points > 0 else ''}{formatLang(self.env, points, digits=2)}"

    def _mail_number(self, number):
        return formatLang(self.env, number, digits=0)
