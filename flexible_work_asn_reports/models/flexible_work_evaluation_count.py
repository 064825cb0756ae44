from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_round

from odoo.addons.flexible_work_asn.bulk import insert_new

from ..figures import Figures, FiguresError
from ..figures.evaluation import Cell, describe, evaluate, holm
from ..figures.evaluation_measures import LEDGER_KINDS, MEASURES, attendance_parts
from ..figures.evaluation_panels import Periods, Span
from .evaluation_collect import Collector

#: weeks with figures that a period should have
WEEKS_MIN = 4
#: points by which presence away from the office has to have risen more in flexible units, for there to be a cause
CARRIED_OUT = 5.0
#: share of presences of flexible units away from the office that means the period before had flexible work, too
FLEXIBLE_BEFORE = 10.0
#: units of one group that are so many times as large as those of the other
SIZES = 3.0
#: share of the people who came, left or moved
MOVED = 0.2
UNIT_COLUMNS = (
    "evaluation_id",
    "measure_id",
    "company_id",
    "key",
    "department_id",
    "name",
    "flexible",
    "used",
    "before",
    "after",
    "change",
    "before_number",
    "after_number",
)
#: measures whose weeks are drawn
WEEKLY = ("present", "away")


class FlexibleWorkEvaluation(models.Model):
    """Counting an evaluation: a fixed number of queries, whatever the number of people, units and days."""

    _inherit = "flexible.work.evaluation"

    @api.private
    def _periods(self) -> Periods:
        """Before, in its halves, and after."""
        self.ensure_one()
        return Periods.of(Span(self.before_from, self.before_to), Span(self.date_from, self.date_to))

    @api.private
    def _count(self):
        """Count and write; the caller has checked who asks."""
        self.ensure_one()
        try:
            found = Collector(self.company_id, self._periods()).collect()
        except FiguresError as contradiction:
            raise UserError(self.env._("The days do not add up: %s", contradiction)) from contradiction
        results = {}
        for measure in MEASURES:
            rule, panels = measure.rule(self.units_min), found.panels.get(measure.key, ())
            if measure.key in LEDGER_KINDS and not any(panel.before or panel.after for panel in panels):
                continue  # a kind of use that nobody enters
            results[measure.key] = evaluate(panels, rule) if measure.compared else describe(panels, rule)
        self.measure_ids.unlink()
        self._write_measures(found, results)
        self.write({"state": "counted", "counted_at": fields.Datetime.now(), "facts": self._facts_of(found, results)})
        self._propose_findings()

    def _write_measures(self, found, results):
        """One record per measure, and one row per measure and unit."""
        measures = [measure for measure in MEASURES if measure.key in results]
        chances = [
            result.difference.chance if result.difference and measure.better else None
            for measure, result in ((measure, results[measure.key]) for measure in measures)
        ]
        values = [
            {
                "evaluation_id": self.id,
                "sequence": number,
                "area": measure.area,
                "key": measure.key,
                "unit": measure.unit,
                "better": measure.better,
                "robust": robust,
                "weekly": self._weekly(found, measure.key),
                **_columns(results[measure.key], measure),
            }
            for number, (measure, robust) in enumerate(zip(measures, holm(chances), strict=True), 1)
        ]
        records = self.env["flexible.work.evaluation.measure"].create(values)
        rows = []
        names = self._names(found.units)
        for record, measure in zip(records, measures, strict=True):
            for panel in found.panels.get(measure.key, ()):
                if panel.before or panel.after:
                    rows.append(self._unit_row(record, measure, panel, names[panel.unit]))
        insert_new(self.env["flexible.work.evaluation.unit"], UNIT_COLUMNS, rows, None)
        records.invalidate_recordset(["unit_ids"])

    def _names(self, units):
        departments = self.env["hr.department"].with_context(active_test=False).browse(units)
        return {department.id: department.name for department in departments}

    def _unit_row(self, record, measure, panel, name):
        rule = measure.rule(self.units_min)
        before, after = panel.before or Cell(0.0, 0), panel.after or Cell(0.0, 0)
        used = bool(panel.before and panel.after) and min(before.number, after.number) >= rule.least
        change = after.value - before.value if panel.before and panel.after else 0.0
        if rule.relative:
            used = used and before.value > 0 and after.value > 0
            change = 100 * change / before.value if used else 0.0
        return (
            self.id,
            record.id,
            self.company_id.id,
            measure.key,
            panel.unit,
            name,
            panel.flexible,
            used,
            before.value,
            after.value,
            change,
            before.number,
            after.number,
        )

    def _weekly(self, found, key):
        """Means over units per week, as they are drawn: [[Monday, flexible, exempt, part of the time], …]."""
        if key not in WEEKLY:
            return False
        weeks = defaultdict(lambda: defaultdict(Figures))
        for (part, week), figures in found.weeks.items():
            for opd, each in figures.items():
                # the middle of the time before may lie within a week
                weeks[week, part == "after"][opd] += each
        rows = []
        for (week, after), figures in sorted(weeks.items()):
            means = []
            for side in (True, False):
                parts = [attendance_parts(each)[key] for opd, each in figures.items() if found.units[opd] is side]
                shares = [100 * counted / whole for counted, whole in parts if whole]
                means.append(sum(shares) / len(shares) if shares else None)
            rows.append([fields.Date.to_string(week), *means, "after" if after else "before"])
        return rows

    def _facts_of(self, found, results):
        """What has to be known about the data before anything is read from them."""
        weeks = {part: {week for (name, week) in found.weeks if name == part} for part in ("early", "late", "after")}
        sizes, moved, people = {True: [], False: []}, 0.0, 0.0
        days = {part: max(span.days, 1) for part, span in self._periods().items()}
        for opd, flexible in found.units.items():
            heads = {part: _heads(found.figures.get(part, {}).get(opd), days[part]) for part in days}
            before = (heads["early"] * days["early"] + heads["late"] * days["late"]) / (days["early"] + days["late"])
            if before or heads["after"]:
                sizes[flexible].append(heads["after"])
                moved += abs(heads["after"] - before)
                people += before
        means = {side: sum(each) / len(each) if each else 0 for side, each in sizes.items()}
        away = results["away"]
        rises = [group.change or 0.0 for group in (away.flexible, away.exempt)]
        return {
            "weeks_before": len(weeks["early"] | weeks["late"]),
            "weeks_after": len(weeks["after"]),
            "flexible": len(sizes[True]),
            "exempt": len(sizes[False]),
            "flexible_size": float_round(means[True], 1),
            "exempt_size": float_round(means[False], 1),
            "moved": float_round(100 * moved / people, 1) if people else 0.0,
            "away_before": float_round(away.flexible.before or 0.0, 1),
            "away_rise": float_round(rises[0] - rises[1], 1),
            "mixed": len(found.mixed),
            "compared": sum(result.difference is not None for result in results.values()),
        }

    @api.private
    def _caution_codes(self):
        """Why all that an evaluation shows is to be read with care, by the facts about its data."""
        facts, codes = self.facts or {}, []
        if not facts:
            return codes
        if min(facts["weeks_before"], facts["weeks_after"]) < WEEKS_MIN:
            codes.append("short")
        if min(facts["flexible"], facts["exempt"]) < self.units_min:
            codes.append("one_sided")
        sizes = sorted((facts["flexible_size"], facts["exempt_size"]))
        if sizes[0] and sizes[1] / sizes[0] > SIZES:
            codes.append("sizes")
        if facts["moved"] > 100 * MOVED:
            codes.append("moved")
        if facts["away_before"] > FLEXIBLE_BEFORE:
            codes.append("flexible_before")
        if facts["away_rise"] < CARRIED_OUT:
            codes.append("not_carried_out")
        if facts["mixed"]:
            codes.append("mixed")
        return codes


def _heads(figures, days):
    """Mean number of employees per calendar day with rows; days off have rows, too."""
    return figures.headcount / days if figures else 0.0


def _columns(result, measure):
    """Values of a measure's columns for a :class:`~..figures.evaluation.Result`."""
    values = {
        "verdict": result.verdict.value,
        "caution_codes": [caution.value for caution in result.cautions],
        "is_compared": result.difference is not None,
        "blanks": [
            f"{name}_{time}"
            for name, group in (("flexible", result.flexible), ("exempt", result.exempt))
            for time in ("before", "after")
            if getattr(group, time) is None
        ],
    }
    for name, group in (("flexible", result.flexible), ("exempt", result.exempt)):
        values |= {
            f"{name}_number": group.number,
            f"{name}_before": group.before or 0.0,
            f"{name}_after": group.after or 0.0,
            f"{name}_change": group.change or 0.0,
        }
    difference, placebo = result.difference, result.placebo
    if difference:
        values |= {
            "estimate": difference.estimate,
            "has_interval": difference.low is not None,
            "low": difference.low or 0.0,
            "high": difference.high or 0.0,
            "freedom": difference.freedom or 0.0,
            "chance": 1.0 if difference.chance is None else difference.chance,
        }
    if placebo and placebo.low is not None:
        values |= {
            "has_placebo": True,
            "placebo": placebo.estimate,
            "placebo_low": placebo.low,
            "placebo_high": placebo.high,
        }
    before, after = result.flexible.before, result.flexible.after
    if measure.unit == "money" and before and after is not None:
        values |= {"saved": before - after, "saved_percent": 100 * (before - after) / before}
    return values
