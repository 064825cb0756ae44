from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL, format_date

from ..figures import Figures, count, total
from ..report.table import change_text, percent_text
from .day_tallies import tallies
from .working_days import ONE_DAY, working_days

WEEK = timedelta(days=7)
#: so many days back a working day is looked for: longer than any row of holidays
LOOK_BACK = timedelta(days=14)


class FlexibleWorkReport(models.Model):
    """Compared with the working day before, and with the same weekday a week ago.

    What was sent of a date is what counts (its latest revision), else the days as they are now.
    """

    _inherit = "flexible.work.report"

    compared_before = fields.Char(
        string="Compared with the working day before", compute="_compute_compared", compute_sudo=True
    )
    compared_week = fields.Char(string="Compared with a week before", compute="_compute_compared", compute_sudo=True)

    @api.depends("date", "company_id", "percent", "as_of")
    @api.depends_context("lang")
    def _compute_compared(self):
        """In words: ``Working day before, Wed, 14 Jan 2026: 94.10 % (+1.25)``."""
        for report in self:
            before, week = report._compared() if report.date else (None, None)
            report.compared_before, report.compared_week = report._compared_words(before), report._compared_words(week)

    def _compared_words(self, compared):
        if not compared or compared["percent"] is None:
            return ""
        text = self.env._(
            "%(label)s, %(date)s: %(percent)s %%",
            label=compared["label"],
            date=format_date(self.env, compared["date"], date_format="EEE, d MMM y"),
            percent=percent_text(self.env, compared["percent"]),
        )
        if compared["change"] is None:
            return text
        return f"{text} ({change_text(self.env, compared['change'])})"

    @api.private
    def _compared(self) -> list[dict]:
        """The two dates, in words of the language of the context.

        :return: two dicts of ``date`` (local), ``label``, ``figures`` (None where nothing is known of the date, or
            nobody worked), ``percent`` (None where nobody was obliged) and ``change``: percentage points since then,
            or None
        """
        self.ensure_one()
        before, week_ago = self._dates_compared()
        known = self._figures_of({before, week_ago})
        labels = (self.env._("Working day before"), self.env._("Same day last week"))
        own = self._figures().percent if self.as_of else None
        compared = []
        for date, label in zip((before, week_ago), labels, strict=True):
            figures = total(known[date]) if known.get(date) else None
            percent = figures.percent if figures else None
            compared.append(
                {
                    "date": date,
                    "label": label,
                    "figures": figures,
                    "percent": percent,
                    "change": None if own is None or percent is None else round(own - percent, 2),
                }
            )
        return compared

    @api.private
    def _compared_lines(self) -> dict:
        """``{department id of the OPD, or None: (percent on the working day before, percent a week ago)}``

        A percent is None where nothing is known, or nobody was obliged.
        """
        self.ensure_one()
        dates = self._dates_compared()
        known = self._figures_of(set(dates))
        opds = {opd for figures in known.values() for opd in figures}
        return {opd: tuple(known.get(date, {}).get(opd, Figures()).percent for date in dates) for opd in opds}

    def _dates_compared(self):
        """The working day of the government's schedule before the date, and the date a week before."""
        yesterday = self.date - ONE_DAY
        dates = working_days(self.company_id.sudo(), self.date - LOOK_BACK, yesterday)
        return max(dates, default=yesterday), self.date - WEEK

    def _figures_of(self, dates) -> dict:
        """``{date: {department id or None: Figures}}`` of what was sent, else of the days.

        Dates of which nothing is known are left out.
        """
        company = self.company_id
        sent = self.sudo().search(
            [
                ("company_id", "=", company.id),
                ("date", "in", list(dates)),
                ("state", "=", "sent"),
                ("is_latest", "=", True),
            ]
        )
        known = {}
        for line in sent._all_lines().filtered("headcount"):
            known.setdefault(line.date, {})[line.department_id.id or None] = line._figures()
        rest = sorted(dates - known.keys())
        if rest:
            groups = {}
            where = SQL("d.date = ANY(%s)", rest)
            for (date,), tally in tallies(self.env, company, rest[0], rest[-1], by=("date",), where=where):
                groups.setdefault(date, []).append(tally)
            known |= {date: count(group) for date, group in groups.items()}
        return known
