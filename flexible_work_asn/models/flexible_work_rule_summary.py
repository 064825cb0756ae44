from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import LazyTranslate, format_date

from ..local_time import hour_label
from ..plan import MODE_LETTERS, WEEKDAYS
from .plan_words import SHORT_WEEKDAYS

_lt = LazyTranslate(__name__)

VALUE_WORDS = {
    "wfo": _lt("office"),
    "wfh": _lt("home"),
    "wfa": _lt("elsewhere"),
    "other_office": _lt("other office"),
    "choice": _lt("home or elsewhere"),
    "roster": _lt("by roster"),
}
#: the letters of the plan, and those of days that somebody has still to decide
VALUE_LETTERS = MODE_LETTERS | {"choice": "R/L", "roster": "G"}
#: more names than this in a scope are counted, not listed
LISTED = 3


class FlexibleWorkRule(models.Model):
    """A provision in words, for lists and for those who read the circular."""

    _inherit = "flexible.work.rule"

    summary = fields.Text(compute="_compute_summary", help="The provision in words.")
    week = fields.Html(compute="_compute_week", sanitize=False, help="The week by the letters of the plan.")

    @api.depends(
        *WEEKDAYS,
        "department_ids.name",
        "service_category_ids.name",
        "position_level_ids.name",
        "area_ids.name",
        "date_from",
        "date_to",
        "hour_from",
        "hour_to",
        "hours_tolerance",
    )
    @api.depends_context("lang")
    def _compute_summary(self):
        for rule in self:
            rule.summary = "; ".join([*rule._week_in_words(), *rule._scope_in_words(), *rule._time_in_words()])

    def _week_in_words(self):
        """``["Mon, Fri: office", "Thu: home or elsewhere"]``, in the order in which the week names them."""
        days_by_value = {}
        for weekday, short in zip(WEEKDAYS, SHORT_WEEKDAYS):
            if self[weekday]:
                days_by_value.setdefault(self[weekday], []).append(self.env._(short))
        return [f"{', '.join(days)}: {self.env._(VALUE_WORDS[value])}" for value, days in days_by_value.items()]

    def _scope_in_words(self):
        # names of units and areas belong to the circular's text, whoever reads it
        rule = self.sudo()
        groups = [
            rule.department_ids.mapped("name"),
            rule.service_category_ids.mapped("name"),
            rule.position_level_ids.mapped("name"),
        ]
        named = [self._listed(names) for names in groups if names]
        if named:
            yield self.env._("for %s", ", ".join(named))
        if rule.area_ids:
            yield self.env._("for those who live in %s", self._listed(rule.area_ids.mapped("name")))

    def _listed(self, names):
        listed = ", ".join(names[:LISTED])
        rest = len(names) - LISTED
        return self.env._("%(names)s and %(count)s more", names=listed, count=rest) if rest > 0 else listed

    def _time_in_words(self):
        first, last = (
            format_date(self.env, day, date_format="d MMM y") if day else "" for day in (self.date_from, self.date_to)
        )
        if first and first == last:
            yield first
        elif first and last:
            yield f"{first} – {last}"
        elif first or last:
            yield self.env._("from %s", first) if first else self.env._("until %s", last)
        if self.hour_from or self.hour_to:
            hours = {"from": hour_label(self.hour_from), "to": hour_label(self.hour_to)}
            yield (
                self.env._("%(from)s to %(to)s", **hours) if self.hour_to else self.env._("from %s on", hours["from"])
            )
        if self.hours_tolerance:
            yield self.env._("begin up to %s minutes earlier or later", self.hours_tolerance)

    @api.depends(*WEEKDAYS)
    @api.depends_context("lang")
    def _compute_week(self):
        for rule in self:
            rule.week = Markup("").join(
                rule._week_tile(short, rule[weekday]) for weekday, short in zip(WEEKDAYS, SHORT_WEEKDAYS)
            )

    def _week_tile(self, short, value):
        day = self.env._(short)
        words = self.env._(VALUE_WORDS[value]) if value else ""
        return Markup(
            '<span class="o_fw_week_day" title="{title}"><small aria-hidden="true">{day}</small>'
            '<span class="o_fw_tile o_fw_tile_{kind}" role="img" aria-label="{title}">{letter}</span></span>'
        ).format(
            title=f"{day}: {words or '–'}",
            day=day,
            kind=value or "off",
            letter=VALUE_LETTERS.get(value, "–"),
        )
