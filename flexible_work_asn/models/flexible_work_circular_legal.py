from odoo import api, fields, models
from odoo.tools import SQL, is_html_empty

from ..plan import WEEKDAYS
from ..plan.legal import SEVERITIES, Case, Instrument, LegalUnit, Provision, Schedule, check
from ..plan.simulate import people_by
from .finding_words import finding_text

#: a line of a working schedule that is longer than this, alone on its day, hides a break (hours)
LONG_WITHOUT_BREAK = 6.0
#: PPPK paruh waktu: their hours are set by the PPK (Kepmen PANRB 16/2025)
PART_TIME = "pppk_pw"


class FlexibleWorkCircular(models.Model):
    """The facts of the legal check, and its findings in words."""

    _inherit = "flexible.work.circular"

    @api.private
    def _legal_case(self, run) -> Case:
        """The circular with everything that it is checked against, from a simulation of it."""
        circular = self.sudo()
        last = circular._last_date() or None
        return Case(
            draft=circular._instrument(),
            simulation=run.simulation,
            groups=run.groups,
            dates=run.dates,
            today=circular.company_id._flexible_work_today(),
            is_draft=circular.state == "draft",
            has_legal_basis=bool((circular.legal_basis or "").strip()),
            has_public_notice=not is_html_empty(circular.public_notice),
            to_check=(circular.to_check or "").strip(),
            flexible_days_max=circular.flexible_days_max,
            enforces_cap=circular.flexible_days_policy == "enforce",
            parent=circular.parent_id._instrument() if circular.parent_id else None,
            others=tuple(
                other._instrument()
                for other in circular._others_in_force(circular.date_from, last)
                if other != circular.supersedes_id
            ),
            central=tuple(rule._instrument() for rule in circular._central_in_force(last)),
            units=circular._legal_units(run.departments),
            structural_position_ids=frozenset(
                self.env["flexible.work.position.level"].sudo().search([("structural", "=", True)]).ids
            ),
            holidays=frozenset(day for _calendar, day in run.facts.holidays),
            schedules=circular._schedules(run),
        )

    @api.private
    def _finding_values(self, case, run):
        """The findings as dictionaries in the language of the environment, with what was decided about them before.

        Each has ``code``, ``severity``, ``article``, ``text``, ``unit_ids``, ``rule_ids``, ``other_circular_id``,
        ``dates``, ``people``, ``state`` and ``reason``.
        """
        unit_names = run.unit_names()
        known = {(finding.code, finding.text): finding for finding in self.sudo().finding_ids}
        values = []
        for finding in check(case):
            text = finding_text(self.env, finding, unit_names, run.facts.positions)
            before = known.get((finding.code, text))
            values.append(
                {
                    "code": finding.code,
                    "severity": finding.severity,
                    "rank": SEVERITIES.index(finding.severity),
                    "article": finding.article,
                    "text": text,
                    "unit_ids": list(finding.unit_ids),
                    "rule_ids": list(finding.rule_ids),
                    "other_circular_id": finding.circular_id or False,
                    "dates": [fields.Date.to_string(day) for day in finding.dates],
                    "people": finding.people,
                    "state": before.state if before else "open",
                    "reason": before.reason or "" if before else "",
                }
            )
        return values

    def _legal_name(self):
        """How findings name it: a circular of the region as explanations do, a central rule by who issued it."""
        if self.issuer == "region":
            return self._citation()
        return ", ".join(filter(None, (self.number or self.name, self.signatory_title)))

    def _instrument(self):
        """The circular as the legal check reads it."""
        self.ensure_one()
        return Instrument(
            id=self.id,
            name=self._legal_name(),
            first=self.date_from,
            last=self._last_date() or None,
            open_ended=not self.date_to,
            date_issued=self.date_issued or None,
            onsite_position_ids=frozenset(self.onsite_position_level_ids.ids),
            provisions=tuple(
                Provision(
                    id=rule.id,
                    weekdays=tuple(rule[weekday] or None for weekday in WEEKDAYS),
                    article=rule.article or str(number),
                    unit_ids=frozenset(rule.department_ids.ids),
                    category_ids=frozenset(rule.service_category_ids.ids),
                    position_ids=frozenset(rule.position_level_ids.ids),
                    first=rule.date_from or None,
                    last=rule.date_to or None,
                    to_check=rule.to_check,
                )
                for number, rule in enumerate(self.rule_ids, 1)
            ),
        )

    def _central_in_force(self, last):
        """Central rules that are kept in the system and in force in the time of this circular."""
        domain = [("issuer", "=", "central"), ("id", "!=", self.id), ("company_id", "in", [False, self.company_id.id])]
        if last:
            domain.append(("date_from", "<=", last))
        rules = self.search(domain).filtered(lambda rule: not rule._last_date() or rule._last_date() >= self.date_from)
        return rules | self.parent_id

    def _legal_units(self, departments):
        exempt = {unit.id: unit.service_category_id.exempt for unit in departments if unit.service_category_id}
        category = {unit.id: unit.service_category_id.id for unit in departments if unit.service_category_id}
        units = {}
        for unit in departments:
            path = tuple(int(step) for step in (unit.parent_path or "").split("/") if step)
            nearest = next((step for step in reversed(path) if step in category), None)
            units[unit.id] = LegalUnit(
                id=unit.id,
                path=path,
                opd_id=unit.opd_id.id or None,
                category_id=category.get(nearest),
                own_direct_service=bool(exempt.get(unit.id)),
                direct_service=bool(exempt.get(nearest)),
                has_complaint_channel=bool((unit.complaint_channels or "").strip()),
            )
        return units

    # ------------------------------------------------------------ weekly hours
    def _schedules(self, run):
        """Working schedules of the people who are simulated, and the cycles of shifts of the regional government."""
        flexible = people_by(run.groups, lambda decision: decision.is_flexible or None).get(True, set())
        people = {}
        for person in run.facts.people:
            for _first, _last, placement in person.spans:
                if placement.asn_kind != PART_TIME:
                    people.setdefault(placement.calendar_id, set()).add(person.id)
        calendars = self.env["resource.calendar"].browse(sorted(filter(None, people)))
        hours, unbroken = self._weekly_hours(calendars)
        schedules = [
            Schedule(
                id=calendar.id,
                kind="schedule",
                name=calendar.name or "",
                hours=hours.get(calendar.id, calendar.hours_per_week),
                ramadan=calendar.flexible_ramadan,
                people=len(people[calendar.id]),
                flexible_people=len(people[calendar.id] & flexible),
                unbroken=unbroken.get(calendar.id, ()),
            )
            for calendar in calendars
        ]
        cycles = self.env["flexible.work.cycle"].search([("company_id", "=", self.company_id.id)])
        schedules += [
            Schedule(
                id=cycle.id,
                kind="cycle",
                name=cycle.name,
                hours=round(7 * sum(day.shift_id.work_hours for day in cycle.day_ids) / len(cycle.day_ids), 2),
            )
            for cycle in cycles
            # a day of a mode has the hours of whoever works it: only cycles of shifts have hours of their own
            if cycle.day_ids and all(day.shift_id for day in cycle.day_ids)
        ]
        return tuple(schedules)

    def _weekly_hours(self, calendars):
        """``{schedule id: hours a week without breaks}`` (the shorter of two weeks), and weekdays without a break."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT calendar_id, COALESCE(week_type, '0'), dayofweek,
                       sum(hour_to - hour_from) FILTER (WHERE day_period <> 'lunch'), count(*)
                  FROM resource_calendar_attendance
                 WHERE calendar_id = ANY(%s) AND display_type IS NULL
              GROUP BY calendar_id, COALESCE(week_type, '0'), dayofweek
                """,
                calendars.ids,
            )
        )
        weeks, unbroken = {}, {}
        for calendar_id, week, weekday, hours, lines in rows:
            of_weeks = weeks.setdefault(calendar_id, {})
            of_weeks[week] = of_weeks.get(week, 0.0) + float(hours or 0)
            if lines == 1 and hours and hours > LONG_WITHOUT_BREAK:
                unbroken.setdefault(calendar_id, set()).add(int(weekday))
        return (
            {calendar_id: round(min(of_weeks.values()), 2) for calendar_id, of_weeks in weeks.items()},
            {calendar_id: tuple(sorted(days)) for calendar_id, days in unbroken.items()},
        )
