from dataclasses import dataclass, replace
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..asked import an_id, asks
from ..local_time import parse_day
from ..plan import MODE_LETTERS, Facts, resolve_rows
from ..plan.simulate import (
    FIGURES,
    REGION,
    TO_ROSTER,
    WITHOUT_UNIT,
    Minimum,
    SimulatedUnit,
    Simulation,
    counted_as,
    crowds,
    simulate,
)
from ..selections import LEAVE_LETTERS

#: more than a quarter is a mistake of the caller, not a simulation
LONGEST_RANGE_DAYS = 92
#: people shown behind one figure of the heat map; more are counted
PEOPLE_SHOWN = 200


@dataclass(frozen=True)
class SimulationRun:
    """A simulation and what it was made from, for the legal check and the screens."""

    simulation: Simulation
    facts: Facts
    dates: list
    groups: list
    departments: models.BaseModel

    def unit_names(self):
        """``{unit id: name}`` in the language of the reader, the people without a unit included."""
        return {unit_id: unit.name for unit_id, unit in self.facts.units.items()}


class FlexibleWorkCircular(models.Model):
    """What a circular would do, before it is signed."""

    _inherit = "flexible.work.circular"

    @api.readonly
    def simulate(self, date_from, date_to):
        """What the circular does on the local dates from ``date_from`` to ``date_to`` (inclusive), per unit and person.

        A draft is set beside the rules in force; a circular that is in force already, beside the rules without it.
        Whoever works by roster on a day for which the circular asks the head is counted as ``to_roster``.

        :param date_from: first local date, ``YYYY-MM-DD``
        :param date_to: last local date, at most 92 days in all
        :return: a dictionary with

            * ``dates``: all dates, and ``off``: those on which nobody works
            * ``figures``: the names of the figures of a unit on a date, in order: ``headcount`` (everybody, the
              sum of the next eight), ``onsite``, ``to_roster``, ``wfh``, ``wfa``, ``other_office``, ``leave``,
              ``duty``, ``off``, then ``needed`` (minimum on site), ``short`` (people missing for sure) and
              ``short_worst`` (if rosters send everybody away)
            * ``units``: the region (id False), then every unit with its sub-units: ``id``, ``name``, ``parent_id``,
              ``level``, ``is_opd``, ``now`` and ``draft`` (figures of each date) and ``changed`` (people who end up
              elsewhere). Figures of a unit include its sub-units, and the units of the first level add up to the region
            * ``over_cap`` and ``over_cap_now``: ISO weeks, by their Monday, with more flexible days than ``cap``; those
              of a unit to whom the same happens share an entry: ``unit_id``, ``employees`` (``id``, ``name``),
              ``weeks`` (``monday``, ``certain`` and ``to_roster``: dates). A week is over the limit for sure when it
              has more certain dates than ``cap``
            * ``uncovered``: units that serve the public with nobody on site: ``unit_id``, ``date``, ``certain`` (not
              only by a roster still to come), ``now`` (the same without the circular)
            * ``findings``: what the law says about it: ``code``, ``severity``, ``article``, ``text``, ``unit_ids``,
              ``rule_ids``, ``other_circular_id``, ``dates``, ``people``, ``state``, ``reason``
            * ``hours``: weekly hours of the working schedules and cycles in use
        :raises UserError: when the range is turned round or too long, or the circular belongs to no regional government
        :raises AccessError: for anybody but BKPSDM and auditors of the regional government

        Permen PANRB 4/2025 Pasal 13(1): at most two flexible days per person and week.
        """
        self.ensure_one()
        self._check_simulation_access()
        first, last = self._check_simulation_range(date_from, date_to)
        run = self._run_simulation(first, last)
        case = self._legal_case(run)
        dates = run.simulation.dates
        totals = run.simulation.draft.get(REGION) or [[0] * len(FIGURES)] * len(dates)
        return {
            "circular_id": self.id,
            "dates": [fields.Date.to_string(day) for day in dates],
            "off": [fields.Date.to_string(day) for day, cell in zip(dates, totals) if _nobody_works(cell)],
            "holidays": {fields.Date.to_string(day): name for day, name in _holiday_names(run.facts).items()},
            "figures": list(FIGURES),
            "units": self._simulated_units(run),
            "cap": self._simulated_cap(),
            "over_cap": self._simulated_weeks(run.simulation.over),
            "over_cap_now": self._simulated_weeks(run.simulation.over_now),
            "uncovered": [
                {
                    "unit_id": gap.unit_id,
                    "date": fields.Date.to_string(gap.day),
                    "certain": gap.certain,
                    "now": gap.now,
                }
                for gap in run.simulation.uncovered
            ],
            "findings": self._finding_values(case, run),
            "hours": [
                {
                    "kind": schedule.kind,
                    "name": schedule.name,
                    "hours": schedule.hours,
                    "due": schedule.due,
                    "people": schedule.people,
                    "flexible_people": schedule.flexible_people,
                }
                for schedule in case.schedules
            ],
        }

    @api.readonly
    @asks(department_id=an_id)
    def simulation_people(self, date, department_id=False):
        """Who is behind a figure of the simulation, and why: the people of a unit, with its sub-units, on a date.

        :param date: local date, ``YYYY-MM-DD``
        :param department_id: the unit; False: the whole region; -1: the people without a unit
        :return: ``count``, and ``people`` (at most 200, first those whose day changes): ``id``, ``name``, ``unit``, and
            for ``now`` and ``draft`` each ``letter`` (code of the mode), ``to_roster`` and ``text`` (one sentence)
        :raises AccessError: for anybody but BKPSDM and auditors of the regional government
        """
        self.ensure_one()
        self._check_simulation_access()
        day, _last = self._check_simulation_range(date, date)
        run = self._run_simulation(day, day, self._people_of_unit(department_id))
        units, place = run.facts.units, run.dates.index(day)
        found = {
            employee_id: (group.now[place], group.draft[place])
            for group in run.groups
            for employee_id in group.people
            if group.draft[place]
            and (not department_id or department_id in _path_of(units, group.draft[place].department_id))
        }
        changed = {key for key, (was, will) in found.items() if counted_as(was) != counted_as(will)}
        names = self._names_of(found)
        shown = sorted(found, key=lambda key: (key not in changed, counted_as(found[key][1]), names[key], key))
        shown = shown[:PEOPLE_SHOWN]
        explain = self.env["hr.employee"]._flexible_work_explain
        before = explain({key: found[key][0] for key in shown})
        after = explain({key: found[key][1] for key in shown})
        return {
            "count": len(found),
            "changed": len(changed),
            "people": [
                {
                    "id": key,
                    "name": names[key],
                    "unit": units[unit_id].name if (unit_id := found[key][1].department_id) in units else "",
                    "changed": key in changed,
                    "now": _told(found[key][0], before[key]),
                    "draft": _told(found[key][1], after[key]),
                }
                for key in shown
            ],
        }

    # ------------------------------------------------------------ who may, and when
    @api.private
    def _check_simulation_access(self):
        """:raises AccessError: for anybody but BKPSDM and auditors: a simulation shows the people of every OPD."""
        user = self.env.user
        if not self.env.su and not any(
            user.has_group(group) for group in ("flexible_work_asn.group_bkpsdm", "flexible_work_asn.group_auditor")
        ):
            raise AccessError(
                self.env._("Only BKPSDM and auditors simulate a circular: it shows the people of all OPD.")
            )
        self.check_access("read")
        if not self.company_id:
            raise UserError(
                self.env._(
                    "%s belongs to no regional government. Copy it to a draft of yours and simulate that.",
                    self.display_name,
                )
            )
        if not self.env.su and self.company_id not in self.env.companies:
            raise AccessError(self.env._("Switch to %s to simulate its circular.", self.company_id.name))

    def _check_simulation_range(self, date_from, date_to):
        first, last = parse_day(date_from), parse_day(date_to)
        if not first or not last or not 0 <= (last - first).days < LONGEST_RANGE_DAYS:
            raise UserError(
                self.env._(
                    "Give a first and a last date, in this order and at most %s days in all.", LONGEST_RANGE_DAYS
                )
            )
        return first, last

    # ------------------------------------------------------------ simulating
    @api.private
    def _run_simulation(self, date_from, date_to, employees=None) -> SimulationRun:
        """Simulate for ``employees`` (default: everybody of the regional government), without access checks."""
        if employees is None:
            employees = self.env["hr.employee"].sudo().search([("company_id", "=", self.company_id.id)])
        # the weekly cap needs whole weeks
        first = date_from - timedelta(days=date_from.weekday())
        last = date_to + timedelta(days=6 - date_to.weekday())
        facts, draft_facts = self._simulated_facts(employees, first, last)
        days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        groups = crowds(resolve_rows(facts, days), resolve_rows(draft_facts, days))
        departments = self._simulated_departments()
        shown = [day for day in days if date_from <= day <= date_to]
        simulation = simulate(
            days,
            set(shown),
            groups,
            self._units_to_simulate(departments),
            self._simulated_minimum(shown),
            self._simulated_cap(),
        )
        return SimulationRun(simulation, facts, days, groups, departments)

    def _simulated_facts(self, employees, first, last):
        """The facts without the circular, and as if it were in force; all else is loaded once for both."""
        draft = employees._flexible_work_facts(first, last, draft=self)
        in_force = employees.sudo()._load_circulars(self.company_id.ids, first, last)
        without = tuple(circular for circular in in_force if circular.id != self.id)
        return replace(draft, circulars=without), draft

    def _simulated_departments(self):
        return (
            self.env["hr.department"]
            .sudo()
            .with_context(active_test=False)
            .search([("company_id", "in", [self.company_id.id, False])])
        )

    def _units_to_simulate(self, departments):
        """Minimum and service of every unit. The circulars' percentage binds each OPD as a whole."""
        return {
            unit.id: SimulatedUnit(
                id=unit.id,
                path=unit_path(unit),
                minimum_count=unit.onsite_min_count,
                minimum_percent=unit.onsite_min_percent,
                by_circular=unit.is_opd or not (unit.opd_id or unit.parent_id),
                serves_public=bool(unit.service_hours) or unit.service_category_id.exempt,
            )
            for unit in departments
        }

    def _simulated_minimum(self, days):
        """The largest percentage that the circulars in force demand on each date, without and with this one."""
        others = self._others_in_force(days[0], days[-1])
        now, draft = {}, {}
        for day in days:
            percents = [c.onsite_min_percent for c in others if _in_force(c, day)]
            kept = [
                c.onsite_min_percent
                for c in others
                if _in_force(c, day) and not (c == self.supersedes_id and day >= self.date_from)
            ]
            now[day] = max(percents, default=0.0)
            draft[day] = max([*kept, self.onsite_min_percent if _in_force(self, day) else 0.0])
        return Minimum(now, draft)

    @api.private
    def _others_in_force(self, date_from, date_to=None):
        """Circulars of the same regional government that bind in the period, this one left out."""
        return self._binding_between(self.company_id, date_from, date_to) - self

    def _simulated_cap(self):
        """Flexible days a week by the circular, and never more than the law allows."""
        return min(self.flexible_days_max, 2) if self.flexible_days_max > 0 else 2

    def _people_of_unit(self, department_id):
        """Whoever may be counted in a unit: everybody with a version in it, and those assigned to it."""
        if not department_id or department_id == WITHOUT_UNIT:
            return None
        company = [("company_id", "=", self.company_id.id)]
        below = [("department_id", "child_of", department_id)]
        versions = self.env["hr.version"].sudo().search([*below, ("employee_id.company_id", "=", self.company_id.id)])
        assigned = self.env["flexible.work.assignment"].sudo().search([("department_to_id", "child_of", department_id)])
        employees = versions.employee_id | assigned.employee_id
        return employees.filtered_domain([*company, ("active", "=", True)])


def unit_path(unit):
    """The ids of the units from the uppermost down to this one."""
    return tuple(int(step) for step in (unit.parent_path or "").split("/") if step)


def _path_of(units, unit_id):
    """The unit of a decision with those above it, as the simulation counts them."""
    return units[unit_id].path if unit_id in units else (WITHOUT_UNIT,)


def _in_force(circular, day):
    last = circular._last_date()
    return circular.date_from <= day and (not last or day <= last)


def _nobody_works(cell):
    return cell[FIGURES.index("headcount")] == cell[FIGURES.index("off")]


def _holiday_names(facts):
    return {day: name for (_calendar, day), name in sorted(facts.holidays.items(), reverse=True)}


def _told(decision, sentence):
    letter = MODE_LETTERS.get(decision.mode) or LEAVE_LETTERS.get(decision.leave_status) or ""
    return {"letter": letter, "to_roster": counted_as(decision) == TO_ROSTER, "text": sentence}
