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
        now, draft, change = self.env._("now"), self.env._("circular"), self.env._("change")
        figures = self._figure_words()
        pairs = {
            "onsite": self.env._("On site"),
            "flexible": self.env._("Flexible"),
            "to_roster": self.env._("To be rostered"),
            "short": self.env._("Missing"),
        }
        return Words(
            title=self.env._("Simulation: %s", self.display_name),
            subtitle=self.env._(
                "%(government)s, %(first)s to %(last)s",
                government=self.company_id.name,
                first=format_date(self.env, fields.Date.to_date(date_from)),
                last=format_date(self.env, fields.Date.to_date(date_to)),
            ),
            sheets={
                "draft": self.env._("This circular"),
                "now": self.env._("Rules in force") if self.state == "draft" else self.env._("Without this circular"),
                "differences": self.env._("Differences"),
                "people": self.env._("Over the limit"),
                "findings": self.env._("Findings"),
            },
            columns={
                **figures,
                **{
                    f"{name}_{part}": f"{label}: {word}"
                    for name, label in pairs.items()
                    for part, word in (("now", now), ("draft", draft), ("change", change))
                },
                "unit": self.env._("Unit"),
                "level": self.env._("Level"),
                "date": self.env._("Date"),
                "changed": self.env._("People who change"),
                "employee": self.env._("Employee"),
                "monday": self.env._("Week from"),
                "certain": self.env._("Days for sure"),
                "possible": self.env._("With rosters up to"),
                "cap": self.env._("Allowed"),
                "sure": self.env._("Over it for sure"),
                "days": self.env._("Dates"),
                "severity": self.env._("Severity"),
                "article": self.env._("Article"),
                "text": self.env._("Finding"),
                "people": self.env._("People"),
                "units": self.env._("Units"),
                "state": self.env._("State"),
                "reason": self.env._("Reason"),
            },
            values={
                "yes": self.env._("yes"),
                "possible": self.env._("possible"),
                "by_roster": self.env._("by roster"),
                "severe": self.env._("Severe"),
                "warning": self.env._("Warning"),
                "info": self.env._("Information"),
                "open": self.env._("Open"),
                "accepted": self.env._("Accepted"),
            },
            page_of=(self.env._("Page"), self.env._("of")),
        )

    def _figure_words(self):
        return {
            "headcount": self.env._("People"),
            "onsite": self.env._("On site (WFO)"),
            "to_roster": self.env._("To be rostered"),
            "wfh": self.env._("Home (WFH)"),
            "wfa": self.env._("Elsewhere (WFA)"),
            "other_office": self.env._("Other office"),
            "leave": self.env._("On leave"),
            "duty": self.env._("Duty elsewhere"),
            "off": self.env._("Day off"),
            "needed": self.env._("Needed on site"),
            "short": self.env._("Missing"),
            "short_worst": self.env._("Missing if all are rostered away"),
        }
