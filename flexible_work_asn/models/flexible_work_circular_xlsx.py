from odoo import api, fields, models
from odoo.tools import format_date

from ..report.simulation_xlsx import Words, write_workbook


class FlexibleWorkCircular(models.Model):
    """The simulation as a workbook."""

    _inherit = "flexible.work.circular"

    @api.private
    def _simulation_xlsx(self, date_from, date_to):
        """The workbook of :meth:`simulate` as bytes; access is checked there."""
        data = self.simulate(date_from, date_to)
        return write_workbook(data, self._simulation_words(date_from, date_to))

    def _simulation_words(self, date_from, date_to):
        _ = self.env._
        now, draft, change = _("now"), _("circular"), _("change")
        figures = self._figure_words()
        pairs = {
            "onsite": _("On site"),
            "flexible": _("Flexible"),
            "to_roster": _("To be rostered"),
            "short": _("Missing"),
        }
        return Words(
            title=_("Simulation: %s", self.display_name),
            subtitle=_(
                "%(government)s, %(first)s to %(last)s",
                government=self.company_id.name,
                first=format_date(self.env, fields.Date.to_date(date_from)),
                last=format_date(self.env, fields.Date.to_date(date_to)),
            ),
            sheets={
                "draft": _("This circular"),
                "now": _("Rules in force") if self.state == "draft" else _("Without this circular"),
                "differences": _("Differences"),
                "people": _("Over the limit"),
                "findings": _("Findings"),
            },
            columns={
                **figures,
                **{
                    f"{name}_{part}": f"{label}: {word}"
                    for name, label in pairs.items()
                    for part, word in (("now", now), ("draft", draft), ("change", change))
                },
                "unit": _("Unit"),
                "level": _("Level"),
                "date": _("Date"),
                "changed": _("People who change"),
                "employee": _("Employee"),
                "monday": _("Week from"),
                "certain": _("Days for sure"),
                "possible": _("With rosters up to"),
                "cap": _("Allowed"),
                "sure": _("Over it for sure"),
                "days": _("Dates"),
                "severity": _("Severity"),
                "article": _("Article"),
                "text": _("Finding"),
                "people": _("People"),
                "units": _("Units"),
                "state": _("State"),
                "reason": _("Reason"),
            },
            values={
                "yes": _("yes"),
                "possible": _("possible"),
                "by_roster": _("by roster"),
                "severe": _("Severe"),
                "warning": _("Warning"),
                "info": _("Information"),
                "open": _("Open"),
                "accepted": _("Accepted"),
            },
            page_of=(_("Page"), _("of")),
        )

    def _figure_words(self):
        _ = self.env._
        return {
            "headcount": _("People"),
            "onsite": _("On site (WFO)"),
            "to_roster": _("To be rostered"),
            "wfh": _("Home (WFH)"),
            "wfa": _("Elsewhere (WFA)"),
            "other_office": _("Other office"),
            "leave": _("On leave"),
            "duty": _("Duty elsewhere"),
            "off": _("Day off"),
            "needed": _("Needed on site"),
            "short": _("Missing"),
            "short_worst": _("Missing if all are rostered away"),
        }
