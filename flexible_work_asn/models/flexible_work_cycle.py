from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ..local_time import duration_label
from ..plan.cycle import entry, spread_offsets, weekly_hours
from ..plan.duty import Duty, close_duties

#: how many days the preview shows at most, from today on
PREVIEW_DAYS = 28
#: weekly hours on average may differ by so much before they are remarked upon
TOLERANCE_HOURS = 0.25
SUNDAY = 6


class FlexibleWorkCycle(models.Model):
    """A pattern of days that repeats (2-2-3; morning, afternoon, night, free), counted from an anchor date.

    Where a group stands on a date is arithmetic: ``(date - anchor_date + offset) modulo days``. So a roster of any
    period goes on where the one before it ended.
    """

    _name = "flexible.work.cycle"
    _description = "Roster Cycle"
    _inherit = ["flexible.work.kept.rights"]
    _order = "name"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    anchor_date = fields.Date(
        required=True,
        default=lambda self: self._default_anchor_date(),
        help="The date on which the first group stands on the first day of the pattern. It may lie in the past.",
    )
    day_ids = fields.One2many("flexible.work.cycle.day", "cycle_id", string="Days of the pattern", copy=True)
    day_count = fields.Integer(compute="_compute_pattern", string="Days")
    group_count = fields.Integer(
        string="Groups", default=2, required=True, help="The people are divided into so many groups, spread evenly."
    )
    pattern = fields.Char(compute="_compute_pattern", help="The days as letters.")
    pattern_words = fields.Char(compute="_compute_pattern", string="In words")
    weekly_hours = fields.Float(
        compute="_compute_weekly_hours",
        string="Hours a week",
        help="On average over the whole pattern, without breaks.",
    )
    hours_warning = fields.Text(compute="_compute_weekly_hours")
    preview = fields.Html(compute="_compute_preview", sanitize=False, help="Each group from today on.")
    description = fields.Text(translate=True)
    department_id = fields.Many2one(
        "hr.department",
        string="Unit",
        index=True,
        check_company=True,
        default=lambda self: self.env["hr.department"]._flexible_work_own_unit(),
        help="With its sub-units. Empty: for all units.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company, string="Regional government"
    )
    active = fields.Boolean(default=True)

    _some_group = models.Constraint("CHECK(group_count >= 1)", "A cycle has at least one group.")

    @api.model
    def _default_anchor_date(self):
        today = self.env.company._flexible_work_today()
        return today - timedelta(days=today.weekday())

    def _days(self):
        """The days in their order; also while they are being entered."""
        return self.day_ids.sorted(lambda day: (day.sequence, day._origin.id or 0))

    @api.depends("day_ids.shift_id", "day_ids.mode", "day_ids.sequence")
    @api.depends_context("lang")
    def _compute_pattern(self):
        for cycle in self:
            days = cycle._days()
            cycle.day_count = len(days)
            cycle.pattern = " ".join(day._letter() for day in days)
            cycle.pattern_words = ", ".join(
                f"{count} × {word}" for word, count in _counted(day._word() for day in days)
            )

    @api.depends("day_ids.shift_id", "day_ids.mode", "company_id")
    def _compute_weekly_hours(self):
        """Perpres 21/2023 Pasal 9: whoever works by shifts fills the weekly hours, too (37.5 without breaks)."""
        for cycle in self:
            days = cycle._days()
            required = cycle.company_id.sudo().resource_calendar_id.hours_per_week or 37.5
            if not days.shift_id:
                cycle.weekly_hours, cycle.hours_warning = required if days else 0, False
                continue
            cycle.weekly_hours = weekly_hours([day._hours(required) for day in days])
            cycle.hours_warning = "\n".join(cycle._remarks(required)) or False

    def _remarks(self, required):
        """What a head should know before the pattern is used: hours a week, duties that touch, little rest."""
        self.ensure_one()
        words = {"hours": duration_label(self.weekly_hours), "required": duration_label(required)}
        remarks = []
        if self.weekly_hours < required - TOLERANCE_HOURS:
            remarks.append(
                self.env._(
                    "%(hours)s hours a week on average: less than the %(required)s that everybody works "
                    "(Perpres 21/2023 Pasal 9).",
                    **words,
                )
            )
        if self.weekly_hours > required + TOLERANCE_HOURS:
            remarks.append(
                self.env._(
                    "%(hours)s hours a week on average: more than the %(required)s of the law; shifts may exceed them "
                    "only where the duty needs it (Permen PANRB 4/2025 Pasal 17).",
                    **words,
                )
            )
        for clash in self._close_days():
            words = {"earlier": clash.earlier.label, "later": clash.later.label, "rest": duration_label(clash.rest)}
            if clash.rest < 0:
                remarks.append(
                    self.env._("%(earlier)s is not over when %(later)s of the next day begins: change one.", **words)
                )
            else:
                remarks.append(
                    self.env._(
                        "Only %(rest)s hours of rest between %(earlier)s and %(later)s on the day after.", **words
                    )
                )
        return list(dict.fromkeys(remarks))

    def _close_days(self):
        """Shifts of the pattern with too little rest between them, over the end of the pattern too."""
        days = self._days()
        first = self.anchor_date or self._default_anchor_date()
        round_trip = [*days, *days[:1]]
        return close_duties(
            Duty(0, first + timedelta(days=n), *day.shift_id._duty_hours(), label=day.shift_id.code)
            for n, day in enumerate(round_trip)
            if day.shift_id and not day.shift_id.is_off
        )

    def _offsets(self):
        """The offset of each group, spread evenly over the pattern."""
        self.ensure_one()
        return spread_offsets(len(self.day_ids), self.group_count) if self.day_ids and self.group_count > 0 else ()

    @api.depends("day_ids.shift_id", "day_ids.mode", "day_ids.sequence", "anchor_date", "group_count")
    @api.depends_context("lang")
    def _compute_preview(self):
        for cycle in self:
            days = cycle._days()
            if not days or not cycle.anchor_date or cycle.group_count < 1:
                cycle.preview = False
                continue
            today = cycle.company_id._flexible_work_today()
            dates = [today + timedelta(days=n) for n in range(PREVIEW_DAYS)]
            head = Markup("").join(
                Markup('<th class="%s">%s<br/>%s</th>')
                % (
                    "text-danger" if day.weekday() == 6 else "",
                    format_date(cycle.env, day, date_format="EEEEE"),
                    day.day,
                )
                for day in dates
            )
            rows = Markup("").join(
                Markup('<tr><th class="text-start text-nowrap">%s</th>%s</tr>')
                % (
                    cycle.env._("Group %s", group_letter(group)),
                    Markup("").join(entry(days, cycle.anchor_date, day, offset)._tile() for day in dates),
                )
                for group, offset in enumerate(cycle._offsets()[:26])
            )
            cycle.preview = Markup(
                '<div class="overflow-auto"><table class="o_fw_cycle_preview"><thead><tr><th></th>%s</tr></thead>'
                "<tbody>%s</tbody></table></div>"
            ) % (head, rows)

    @api.constrains("day_ids")
    def _check_no_overlap(self):
        for cycle in self:
            clash = next((clash for clash in cycle._close_days() if clash.rest < 0), None)
            if clash:
                raise ValidationError(
                    self.env._(
                        "In %(cycle)s the shift %(earlier)s is not over when %(later)s of the next day begins. "
                        "Put a free day between them, or change the order.",
                        cycle=cycle.name,
                        earlier=clash.earlier.label,
                        later=clash.later.label,
                    )
                )

    def copy_data(self, default=None):
        """A copy belongs to the unit of whoever copies, and may be adapted there."""
        own = self.env["hr.department"]._flexible_work_own_unit()
        return [
            {
                **vals,
                "name": self.env._("%s (copy)", cycle.name),
                "department_id": own.id or vals.get("department_id"),
                **(default or {}),
            }
            for cycle, vals in zip(self, super().copy_data(default), strict=True)
        ]


def _counted(words):
    """Words that follow one another alike, as ``[word, how often]``."""
    counted = []
    for word in words:
        if counted and counted[-1][0] == word:
            counted[-1][1] += 1
        else:
            counted.append([word, 1])
    return counted


def group_letter(number):
    """A, B, … Z, then AA."""
    return (chr(64 + number // 26) if number >= 26 else "") + chr(65 + number % 26)
