from datetime import date

from markupsafe import Markup

from odoo import api, models
from odoo.tools import format_date, formatLang

from ..report.charts import MODE_COLOURS, Series, data_uri, line_chart

#: of flexible and of exempt units, in every chart
FLEXIBLE, EXEMPT = {"colour": MODE_COLOURS["wfh"]}, {"colour": MODE_COLOURS["wfo"], "marker": "square", "dash": True}
#: room for a date below the chart
DATE_WIDTH = 48


class FlexibleWorkEvaluationMeasure(models.Model):
    """The chart of one measure: week by week where that is known, else before and after."""

    _inherit = "flexible.work.evaluation.measure"

    def _groups(self):
        return self.env._("Flexible units"), self.env._("Exempt units")

    def _number_of_scale(self, value):
        if self.unit == "money" and abs(value) >= 1_000_000:
            return self.env._(
                "%s m", formatLang(self.env, value / 1_000_000, digits=0 if value % 1_000_000 == 0 else 1)
            )
        return formatLang(self.env, value, digits=0 if value == int(value) else 1)

    @api.private
    def _chart(self, size=(480, 140)):
        """The chart as SVG text, or None where there is nothing to draw."""
        self.ensure_one()
        if self.weekly:
            return self._weekly_chart(size)
        series = []
        for name, side, look in zip(self._groups(), ("flexible", "exempt"), (FLEXIBLE, EXEMPT), strict=True):
            blanks = self.blanks or ()
            values = tuple(
                None if f"{side}_{time}" in blanks or not self[f"{side}_number"] else self[f"{side}_{time}"]
                for time in ("before", "after")
            )
            if any(value is not None for value in values):
                series.append(Series(name, values, **look))
        if not series:
            return None
        return line_chart([self.env._("Before"), self.env._("After")], series, self._number_of_scale, size)

    def _weekly_chart(self, size):
        """The means of flexible and exempt units, week by week: the eye sees whether they moved alike before."""
        rows = self.weekly
        step = max(1, -(-len(rows) * DATE_WIDTH // size[0]))
        labels = [
            format_date(self.env, date.fromisoformat(row[0]), date_format="d MMM") if index % step == 0 else ""
            for index, row in enumerate(rows)
        ]
        series = [
            Series(name, tuple(row[place] for row in rows), **look)
            for place, (name, look) in enumerate(zip(self._groups(), (FLEXIBLE, EXEMPT), strict=True), 1)
        ]
        after = next((index for index, row in enumerate(rows) if row[3] == "after"), None)
        return line_chart(labels, series, self._number_of_scale, size, after, self.env._("the period begins"))

    def _chart_html(self):
        # narrow, so that its words are read on a phone, too
        svg = self._chart((360, 150))
        return svg and Markup('<img src="%s" alt="%s" style="width: 100%%; max-width: 640px;"/>') % (
            data_uri(svg),
            f"{self.display_name}. {self.sentence}",
        )
