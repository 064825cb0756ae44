from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_date

from ..local_time import duration_label
from ..plan import FLEXIBLE_MODES, Requirement, cover
from ..plan.decision import CAP
from ..plan.duty import REST_HOURS, Clash

#: so many entries of a kind are written out on the form; the rest are counted
LISTED = 40


@dataclass(frozen=True, slots=True)
class ShortDay:
    """A date on which fewer are on site than must be; ``subject`` is a competence or a shift, empty for everybody."""

    day: date
    subject: str
    on_site: int
    needed: int


@dataclass(frozen=True, slots=True)
class WeekOverCap:
    """A person with more flexible days in the week of ``monday`` than ``allowed``."""

    employee_id: int
    monday: date
    days: int
    allowed: int
    enforced: bool


@dataclass(frozen=True, slots=True)
class Findings:
    short: tuple[ShortDay, ...] = ()
    over_cap: tuple[WeekOverCap, ...] = ()
    little_rest: tuple[Clash, ...] = ()


class FlexibleWorkRoster(models.Model):
    """What the head has to know before approving: days that are short, weeks over the limit, too little rest."""

    _inherit = "flexible.work.roster"

    short_day_count = fields.Integer(compute="_compute_findings", string="Short days")
    coverage_summary = fields.Html(compute="_compute_findings", sanitize=False, string="Coverage")
    over_cap_count = fields.Integer(compute="_compute_findings", string="Weeks over the limit")
    over_cap_summary = fields.Html(compute="_compute_findings", sanitize=False, string="Weekly limit")
    rest_count = fields.Integer(compute="_compute_findings", string="Short rests")
    rest_summary = fields.Html(compute="_compute_findings", sanitize=False, string="Rest")

    @api.depends("line_ids", "member_ids", "requirement_ids", "onsite_min_count", "onsite_min_percent")
    @api.depends_context("lang", "uid")
    def _compute_findings(self):
        for roster in self:
            findings = roster._origin._findings() if roster._origin and roster.line_count else Findings()
            roster.short_day_count = len({short.day for short in findings.short})
            roster.over_cap_count = len(findings.over_cap)
            roster.rest_count = len(findings.little_rest)
            roster.coverage_summary = roster._list(findings.short, roster._short_sentence)
            roster.over_cap_summary = roster._list(findings.over_cap, roster._over_cap_sentence)
            roster.rest_summary = roster._list(findings.little_rest, roster._rest_sentence)

    @api.private
    def _findings(self):
        """Everything that speaks against the roster as it stands, as if it were in force."""
        self.ensure_one()
        roster = self.sudo()
        monday = roster.date_from - timedelta(days=roster.date_from.weekday())
        sunday = roster.date_to + timedelta(days=6 - roster.date_to.weekday())
        decisions = roster._decisions_as_approved(date_from=monday, date_to=sunday)
        return Findings(
            short=tuple(roster._short_days(decisions)),
            over_cap=tuple(roster._weeks_over_cap(decisions)),
            little_rest=tuple(roster._close_duties()),
        )

    def _short_days(self, decisions):
        """Days of the period on which the unit, a competence or a shift has fewer people than it needs."""
        within = {key: decision for key, decision in decisions.items() if self.date_from <= key[1] <= self.date_to}
        names = {line.competence_id.id: line.competence_id.name for line in self.requirement_ids}
        requirements = [
            Requirement(self.onsite_min_count, self.onsite_min_percent),
            *(Requirement(line.onsite_min_count, competence_id=line.competence_id.id) for line in self.requirement_ids),
        ]
        covered = cover(within, requirements, self._competences() if names else None)
        for (day, competence_id), coverage in sorted(covered.items(), key=lambda item: (item[0][0], item[0][1] or 0)):
            if coverage.short:
                yield ShortDay(day, names.get(competence_id, ""), coverage.on_site, coverage.needed)
        yield from self._short_shifts(within)

    def _competences(self):
        employees = self._members() | self.line_ids.employee_id
        return {employee.id: frozenset(employee.competence_ids.ids) for employee in employees}

    def _short_shifts(self, decisions):
        """Dates on which a shift with a minimum of its own has too few people who are not on time off."""
        shifts = (self.cycle_id.day_ids.shift_id | self.line_ids.shift_id).filtered(
            lambda shift: shift.onsite_min_count and not shift.is_off
        )
        if not shifts:
            return
        on_duty = defaultdict(int)
        for key, line in self._lines_of().items():
            decision = decisions.get(key)
            if line[1] in shifts.ids and decision and not decision.leave_status:
                on_duty[key[1], line[1]] += 1
        for day in self._days():
            for shift in shifts:
                if on_duty[day, shift.id] < shift.onsite_min_count:
                    yield ShortDay(day, shift.name, on_duty[day, shift.id], shift.onsite_min_count)

    def _weeks_over_cap(self, decisions):
        """Permen PANRB 4/2025 Pasal 13(1): who works flexibly on more days of a week than a circular in force allows.

        Only weeks in which this roster itself gives the person a flexible day: others are not the head's to mend.
        """
        flexible = defaultdict(int)
        for (employee_id, day), decision in decisions.items():
            if decision.source == CAP or (decision.is_flexible and not decision.outside_cap):
                flexible[employee_id, day - timedelta(days=day.weekday())] += 1
        own = {
            (employee_id, day - timedelta(days=day.weekday()))
            for (employee_id, day), line in self._lines_of().items()
            if line[0] in FLEXIBLE_MODES
        }
        limits = {monday: self._limit_of_week(monday) for monday in {monday for _employee_id, monday in own}}
        for employee_id, monday in sorted(own, key=lambda key: (key[1], key[0])):
            allowed, enforced = limits[monday]
            if allowed and flexible[employee_id, monday] > allowed:
                yield WeekOverCap(employee_id, monday, flexible[employee_id, monday], allowed, enforced)

    def _limit_of_week(self, monday):
        """``(flexible days allowed, whether enforced)`` in a week; 0 for no limit."""
        limited = self._circulars_in_force(monday, monday + timedelta(days=6)).filtered("flexible_days_max")
        return (
            min(limited.mapped("flexible_days_max"), default=0),
            any(circular.flexible_days_policy == "enforce" for circular in limited),
        )

    # ------------------------------------------------------------ in words
    def _short_sentence(self, short):
        return self.env._(
            "%(date)s: %(on_site)s of %(needed)s%(subject)s",
            date=format_date(self.env, short.day, date_format="EEE d MMM"),
            on_site=short.on_site,
            needed=short.needed,
            subject=f" {short.subject}" if short.subject else "",
        )

    def _over_cap_sentence(self, week):
        return self.env._(
            "%(employee)s, week of %(monday)s: %(days)s flexible days, %(allowed)s allowed",
            employee=self._employee_name(week.employee_id),
            monday=format_date(self.env, week.monday, date_format="d MMM"),
            days=week.days,
            allowed=week.allowed,
        )

    def _rest_sentence(self, clash):
        return self.env._(
            "%(employee)s, %(date)s: %(rest)s hours between %(earlier)s and %(later)s (less than %(least)s)",
            employee=self._employee_name(clash.earlier.employee_id),
            date=format_date(self.env, clash.later.day, date_format="EEE d MMM"),
            rest=duration_label(clash.rest),
            earlier=clash.earlier.label,
            later=clash.later.label,
            least=round(REST_HOURS),
        )

    def _list(self, findings, sentence):
        """Sentences as a list; the first ones written out, the others counted."""
        if not findings:
            return False
        items = [sentence(finding) for finding in findings[:LISTED]]
        if len(findings) > LISTED:
            items.append(self.env._("and %s more", len(findings) - LISTED))
        return Markup('<ul class="o_fw_findings">%s</ul>') % Markup("").join(
            Markup("<li>%s</li>") % item for item in items
        )
