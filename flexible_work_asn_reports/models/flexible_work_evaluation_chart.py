from odoo import api, models

from ..report.charts import MODE_COLOURS, Interval, Series, bar_chart, interval_chart

VERDICT_COLOURS = {"better": MODE_COLOURS["wfh"], "worse": MODE_COLOURS["absent"]}


class FlexibleWorkEvaluation(models.Model):
    """The charts of an evaluation over several measures."""

    _inherit = "flexible.work.evaluation"

    @api.private
    def _interval_chart(self, money, width=480):
        """The differences with their intervals, of measures in percent points (or of ``money``, in percent)."""
        measures = self.measure_ids.filtered(
            lambda one: one.has_interval and one.better and (one.unit == "money" if money else one.unit == "percent")
        )
        rows = [
            Interval(
                measure.display_name,
                measure.estimate,
                measure.low,
                measure.high,
                dict(measure._fields["verdict"]._description_selection(self.env))[measure.verdict],
                VERDICT_COLOURS.get(measure.verdict, MODE_COLOURS["leave"]),
            )
            for measure in measures
        ]
        return interval_chart(rows, measures[0]._number_of_scale, width) if rows else None

    @api.private
    def _bills_chart(self, size=(480, 150)):
        """What flexible units paid per month, before and after, by kind of use."""
        measures = self.measure_ids.filtered(
            lambda one: one.unit == "money" and one.key != "bills" and one.flexible_number
        )
        if not measures:
            return None
        series = [
            Series(
                self.env._("Flexible units, before"),
                tuple(measures.mapped("flexible_before")),
                MODE_COLOURS["leave"],
                dash=True,
            ),
            Series(self.env._("Flexible units, after"), tuple(measures.mapped("flexible_after")), MODE_COLOURS["wfh"]),
        ]
        kinds = dict(self.env["flexible.work.ledger"]._fields["kind"]._description_selection(self.env))
        return bar_chart([kinds[one.key] for one in measures], series, measures[0]._number_of_scale, size)
