from collections import Counter, defaultdict
from dataclasses import dataclass, field

from odoo import api, fields, models

from ..bulk import insert_new
from ..placement.need import Counter as CounterPost
from ..placement.need import Service, annualised, needs_by_unit
from ..placement.strength import Minimum, UnitStrength, efficiency_class, strength

#: working days of a week from which on a unit has the effective minutes of six days
SIX_DAYS = 6
#: services that a hint names
NAMED = 5


@dataclass(frozen=True)
class Analysis:
    """What an analysis came to: a strength for each unit, and what is uncertain about it."""

    units: tuple[UnitStrength, ...]
    areas: dict[int, int | None]
    on_leave: Counter
    #: services without actuals, of which the plan counts; and those with fewer months than asked for
    without_actuals: list[int] = field(default_factory=list)
    fewer_months: list[int] = field(default_factory=list)
    #: people who belong to no unit of the analysis
    without_unit: int = 0
    #: units of which nobody knows what they need, nor has set what they keep
    without_need: int = 0


class FlexibleWorkWorkload(models.Model):
    """Computing need and strength: a fixed number of queries, whatever the headcount."""

    _inherit = "flexible.work.workload"

    @api.private
    def _compute_need(self):
        """Compute and store the figures, in place of those that were there; whoever calls has checked the user."""
        self.ensure_one()
        workload = self.sudo()
        analysis = workload._analyse(workload._changes())
        workload.unit_ids.unlink()
        workload.line_ids.unlink()
        workload._store_units(analysis)
        workload._store_lines(analysis)
        workload.invalidate_recordset(["unit_ids", "line_ids"])
        units = analysis.units
        workload.write(
            {
                "headcount": sum(unit.headcount for unit in units),
                "needed": sum(unit.needed for unit in units),
                "filled": sum(unit.total_filled for unit in units),
                "shortage": sum(unit.shortage for unit in units),
                "surplus": sum(unit.surplus for unit in units),
                "message": self._say_uncertain(analysis),
                "computed_at": fields.Datetime.now(),
                "state": "computed",
            }
        )
        # they vary figures that are no longer
        workload.scenario_ids.filtered(lambda scenario: scenario.state == "computed").state = "draft"

    def _changes(self):
        """The changes of this scenario as ``_analyse`` takes them."""
        volumes = {change.service_id.id: change.volume for change in self.change_ids if change.service_id}
        staff = {change.counter_id.id: change.minimum_staff for change in self.change_ids if change.counter_id}
        return volumes, staff

    @api.private
    def _analyse(self, changes=({}, {})) -> Analysis:
        """Need and strength of each unit on the date, stored nowhere; whoever calls has checked the user.

        :param changes: ``({service id: requests a year}, {counter id: staff, 0 when closed})``
        """
        self.ensure_one()
        workload = self.sudo()
        self.env.flush_all()
        units, belongs = workload._load_analysis_units()
        services, without, fewer = workload._load_services(changes[0])
        counters = workload._load_counters(changes[1])
        people, on_leave, without_unit = defaultdict(list), Counter(), 0
        for person in workload._load_placement_people(self.date, belongs):
            if person.unit is None:
                without_unit += 1
            elif person.on_leave:
                on_leave[person.unit] += 1
            else:
                people[person.unit].append(person)
        effective = workload._effective_minutes_by_unit(units, people)
        needs = needs_by_unit(services, counters, effective, self.rounding)
        keep = workload.company_id.flexible_unknown_need_keep_percent
        return Analysis(
            units=tuple(
                strength(unit, needs.get(unit, ()), people[unit], Minimum(*units[unit][1:], keep), effective[unit])
                for unit in units
            ),
            areas={unit: row[0] for unit, row in units.items()},
            on_leave=on_leave,
            without_actuals=without,
            fewer_months=fewer,
            without_unit=without_unit,
            without_need=sum(unit not in needs and not any(row[1:]) for unit, row in units.items()),
        )

    # ------------------------------------------------------------ loading
    def _load_services(self, volumes):
        """Services with the volume of a year by the basis of the analysis; which have no actuals, and which few."""
        services = self.env["flexible.work.service"].search([("company_id", "=", self.company_id.id)])
        months = self._load_months(services) if self.basis == "actual" else {}
        without, fewer, loaded = [], [], []
        for service in services:
            volume = volumes.get(service.id)
            if volume is None and self.basis == "actual":
                own = months.get(service.id, [])
                volume = annualised(own)
                if volume is None:
                    without.append(service.id)
                elif len(own) < self.actual_months:
                    fewer.append(service.id)
            if volume is None:
                volume = service._volume_year()
            loaded.append(Service(service.id, service.department_id.id, _kind(service), volume, service.norm_minutes))
        return loaded, without, fewer

    def _load_months(self, services):
        """``{service id: [requests received in a month, …]}`` of the whole months before the date."""
        last = self.date.replace(day=1)
        rows = self.env["flexible.work.service.actual"]._read_group(
            [
                ("service_id", "in", services.ids),
                ("month", "<", last),
                ("month", ">=", fields.Date.subtract(last, months=self.actual_months)),
            ],
            ["service_id"],
            ["received:array_agg"],
        )
        return {service.id: received for service, received in rows}

    def _load_counters(self, staff):
        """The counters with the staff they take; those of a scenario as it says, even if closed now."""
        counters = self.env["flexible.work.counter"].search([("company_id", "=", self.company_id.id)])
        return [
            CounterPost(
                counter.id,
                counter.department_id.id,
                _kind(counter),
                staff.get(counter.id, counter.minimum_staff if counter.is_open else 0),
            )
            for counter in counters
        ]

    def _effective_minutes_by_unit(self, units, people):
        """By the schedule that most people of a unit have, else by that of the regional government."""
        days = self._load_working_days()
        own = days.get(self.company_id.resource_calendar_id.id, 0)
        minutes = {}
        for unit in units:
            weeks = Counter(days.get(person.calendar) or own for person in people[unit])
            # of as many with five as with six days, those with six: they have more time
            week = max(weeks, key=lambda week: (weeks[week], week), default=own)
            minutes[unit] = self.effective_minutes_6 if week >= SIX_DAYS else self.effective_minutes_5
        return minutes

    # ------------------------------------------------------------ storing
    def _store_units(self, analysis):
        company = self.company_id
        bounds = [company[f"flexible_efficiency_{name}"] for name in "abcd"]
        before = {unit.department_id.id: unit.shortage for unit in self.scenario_of_id.unit_ids}
        six = self.effective_minutes_6
        rows = [
            (
                *(self.id, company.id, unit.unit, analysis.areas[unit.unit]),
                *(unit.headcount, unit.structural, analysis.on_leave[unit.unit], unit.minimum),
                *(unit.minutes, unit.effective_minutes, round(unit.workload, 2)),
                *(unit.needed, unit.total_filled, unit.shortage, unit.surplus),
                before.get(unit.unit, unit.shortage if not self.scenario_of_id else 0),
                *(round(unit.efficiency or 0.0, 2), efficiency_class(unit.efficiency, bounds)),
                "6" if unit.effective_minutes == six and six != self.effective_minutes_5 else "5",
            )
            for unit in analysis.units
        ]
        columns = (
            *("workload_id", "company_id", "department_id", "area_id"),
            *("headcount", "structural", "on_leave", "minimum"),
            *("minutes", "effective_minutes", "need"),
            *("needed", "filled", "shortage", "surplus", "shortage_before"),
            *("efficiency", "efficiency_class", "working_days"),
        )
        insert_new(self.env["flexible.work.workload.unit"], columns, rows, None)

    def _store_lines(self, analysis):
        limits = {limit for unit in analysis.units for need in unit.needs for limit in need.kind[1:]} - {None}
        grades = self.env["flexible.work.grade"].with_context(active_test=False)
        grades = grades.search([("sequence", "in", list(limits))])
        by_sequence = {grade.sequence: grade.id for grade in reversed(grades)}
        rows = [
            (
                *(self.id, self.company_id.id, unit.unit, need.kind[0]),
                *(by_sequence.get(sequence) for sequence in need.kind[1:]),
                *(need.minutes, round(need.workload, 2), need.counter_staff),
                *(need.needed, filled, need.needed - filled),
            )
            for unit in analysis.units
            for need, filled in zip(unit.needs, unit.filled, strict=True)
        ]
        columns = (
            *("workload_id", "company_id", "department_id", "competence_id", "grade_min_id", "grade_max_id"),
            *("minutes", "need", "counter_staff", "needed", "filled", "shortage"),
        )
        insert_new(self.env["flexible.work.workload.line"], columns, rows, None)

    # ------------------------------------------------------------ words
    def _say_uncertain(self, analysis):
        """What whoever reads the figures should keep in mind, a line each; nothing when nothing is uncertain."""
        said = []
        if analysis.without_actuals:
            said.append(
                self.env._(
                    "No monthly actuals, the planned volume counts: %s.", self._name_services(analysis.without_actuals)
                )
            )
        if analysis.fewer_months:
            said.append(
                self.env._(
                    "Fewer than %(months)s months of actuals, a year is reckoned from those there are: %(services)s.",
                    months=self.actual_months,
                    services=self._name_services(analysis.fewer_months),
                )
            )
        if analysis.without_unit:
            said.append(
                self.env._(
                    "People who belong to no OPD and to no unit with services, and are counted nowhere: %s.",
                    analysis.without_unit,
                )
            )
        if analysis.without_need:
            said.append(
                self.env._(
                    "Units without services and without a number to keep: %(units)s. They are taken to keep "
                    "%(percent)s%% of their people.",
                    units=analysis.without_need,
                    percent=round(self.company_id.flexible_unknown_need_keep_percent),
                )
            )
        if not any(unit.needs for unit in analysis.units):
            said.append(self.env._("No unit has services or counters yet: enter them first."))
        return "\n".join(said) or False

    def _name_services(self, ids):
        names = "; ".join(self.env["flexible.work.service"].browse(ids[:NAMED]).mapped("display_name"))
        if len(ids) > NAMED:
            names = self.env._("%(services)s and %(more)s more", services=names, more=len(ids) - NAMED)
        return names


def _kind(post):
    """Kind of need; grades by their sequence."""
    return (
        post.competence_id.id or None,
        post.grade_min_id.sequence if post.grade_min_id else None,
        post.grade_max_id.sequence if post.grade_max_id else None,
    )
