import math
from collections import defaultdict
from typing import NamedTuple

from odoo import models
from odoo.tools import SQL

from ..placement.problem import Move, Need, Person, PlacementProblem, Unit
from ..placement.shares import Claim, claimed

EARTH_KM = 6371.0
#: minutes that are reckoned where not one way is known
NO_WAY_KNOWN = 60


class Collected(NamedTuple):
    """A proposal as a question, and what of it was not known."""

    problem: PlacementProblem
    #: employee -> unit of the post
    home: dict[int, int]
    #: how many of those who may be moved have no area of residence that leads anywhere
    without_way: int
    #: ids of units that are short and have no area
    without_area: tuple[int, ...]


class FlexibleWorkPlacement(models.Model):
    """A proposal as a question for the solver, collected in a fixed number of queries whatever the headcount."""

    _inherit = "flexible.work.placement"

    def _collect_problem(self):
        """Needs and minimums of the analysis, the people of its date, their ways and who of them stays.

        Ways are those entered, in both directions; else the distance between the middles of two areas as the crow
        flies by the travel speed of the settings; none inside an area. Where a way is not known it counts as the
        longest one that is, and nobody is moved over it when the proposal limits the travel.
        """
        self.ensure_one()
        units = self.workload_id.unit_ids
        known = set(units.department_id.ids)
        rows = [
            row
            for row in self.workload_id._load_placement_people(self.workload_id.date)
            if row.unit in known and not row.on_leave
        ]
        people, needs = self._people(rows), self._needs()
        travel = self._load_travel({unit.department_id.id: unit.area_id.id for unit in units})
        receives = self._receiving_units()
        problem = PlacementProblem(
            people=people,
            units=tuple(
                Unit(
                    unit.department_id.id,
                    unit.minimum,
                    receives=receives is None or unit.department_id.id in receives,
                )
                for unit in units
            ),
            needs=needs,
            travel=travel,
            travel_unknown=None if self.travel_max else max(travel.values(), default=0) or NO_WAY_KNOWN,
            moves_max=self.moves_max or None,
            travel_max=self.travel_max or None,
            # who has given all of the time has none to give
            load_max=min(self.load_max, 99),
            kept=self._kept_moves(people, needs),
            refused=self._refused_moves(),
        )
        areas = {area for area, _unit in travel}
        return Collected(
            problem,
            {row.id: row.home or row.department for row in rows},
            sum(person.fixed is None and not person.structural and person.area not in areas for person in people),
            tuple(unit.department_id.id for unit in units if unit.shortage and not unit.area_id),
        )

    def _people(self, rows):
        """``rows`` of the analysis with what teams claim of them, and why who stays does."""
        fixed, load = self._load_fixed(), self._load_shares()
        return tuple(
            Person(
                row.id,
                row.unit,
                row.competences,
                row.grade,
                row.structural,
                row.area,
                load.get(row.id, 0),
                self._why_fixed(row, fixed),
            )
            for row in rows
        )

    def _needs(self):
        return tuple(
            Need(
                line.id,
                line.department_id.id,
                line.competence_id.id or None,
                line.grade_min_id.sequence if line.grade_min_id else None,
                line.grade_max_id.sequence if line.grade_max_id else None,
                line.needed,
            )
            for line in self.workload_id.line_ids
        )

    def _why_fixed(self, row, fixed):
        """The code of the first reason why a person stays, None without one."""
        if row.id in self.fixed_employee_ids._ids:
            return "proposal"
        if row.id in fixed:
            return fixed[row.id]
        if not self.include_pppk and (row.asn_kind or "").startswith("pppk"):
            return "pppk"
        return None

    def _load_fixed(self):
        """``{employee: code}`` of who stays whatever the limits; one query.

        Heads of units and who acts for them in the period (Plh, Plt); who is named as staying; statements that bind to
        the own unit (discipline, new employees: Permen PANRB 4/2025 Pasal 25), not those that only withdraw flexible
        work or order to the office, which the receiving unit has, too; assignments of the period, drafts included;
        leave on more than half of its days.
        """
        self.env.flush_all()
        days = (self.date_to - self.date_from).days + 1
        return dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT DISTINCT ON (id) id, code FROM (
                        SELECT manager_id AS id, 'head' AS code, 1 AS rank FROM hr_department
                         WHERE active AND company_id = %(company)s AND manager_id IS NOT NULL
                        UNION ALL
                        SELECT employee_id, 'head', 1 FROM flexible_work_delegation
                         WHERE company_id = %(company)s AND date_from <= %(last)s
                           AND LEAST(date_to, COALESCE(ended_on, date_to)) >= %(first)s
                        UNION ALL
                        SELECT id, 'stays', 2 FROM hr_employee WHERE company_id = %(company)s AND placement_fixed
                        UNION ALL
                        SELECT employee_id, 'statement', 3 FROM flexible_work_exemption
                         WHERE active AND company_id = %(company)s AND kind IN ('discipline', 'new_employee')
                           AND employee_id IS NOT NULL
                           AND date_from <= %(last)s AND (date_to IS NULL OR date_to >= %(first)s)
                        UNION ALL
                        SELECT e.id, 'statement', 3
                          FROM hr_employee e
                          JOIN res_company c ON c.id = e.company_id
                          JOIN LATERAL (SELECT COALESCE(MIN(v.contract_date_start), MIN(v.date_version)) AS begins
                                          FROM hr_version v WHERE v.employee_id = e.id AND v.active) b ON TRUE
                         WHERE e.company_id = %(company)s AND c.flexible_new_employee_months > 0
                           AND b.begins + make_interval(months => c.flexible_new_employee_months) > %(first)s
                        UNION ALL
                        SELECT employee_id, 'assigned', 4 FROM flexible_work_assignment
                         WHERE company_id = %(company)s AND state IN ('draft', 'approved')
                           AND date_from <= %(last)s AND date_to >= %(first)s
                        UNION ALL
                        SELECT l.employee_id, 'leave', 5
                          FROM hr_leave l
                          JOIN hr_employee e ON e.id = l.employee_id AND e.company_id = %(company)s
                          JOIN hr_leave_type t ON t.id = l.holiday_status_id
                         WHERE l.state = 'validate' AND t.request_unit != 'hour'
                           AND l.request_date_from <= %(last)s AND l.request_date_to >= %(first)s
                      GROUP BY l.employee_id
                        HAVING 2 * SUM(LEAST(l.request_date_to, %(last)s)
                                       - GREATEST(l.request_date_from, %(first)s) + 1) > %(days)s
                    ) reasons ORDER BY id, rank
                    """,
                    company=self.company_id.id,
                    first=self.date_from,
                    last=self.date_to,
                    days=days,
                )
            )
        )

    def _load_shares(self):
        """``{employee: percent}`` of working time that teams claim on the fullest day of the period; one query."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT employee_id, id, GREATEST(date_from, %(first)s), LEAST(date_to, %(last)s), share
                  FROM flexible_work_team_member
                 WHERE company_id = %(company)s AND state IN ('waiting', 'active') AND assignment_id IS NULL
                   AND date_from <= %(last)s AND date_to >= %(first)s
                """,
                company=self.company_id.id,
                first=self.date_from,
                last=self.date_to,
            )
        )
        claims = defaultdict(list)
        for employee_id, member_id, first, last, share in rows:
            claims[employee_id].append(Claim(member_id, first, last, None, share))
        return {
            employee_id: max(
                sum(claim.percent for claim in claimed(ones, start)) for start in {one.date_from for one in ones}
            )
            for employee_id, ones in claims.items()
        }

    def _load_travel(self, area_of):
        """``{(area of residence, unit): minutes one way}`` as far as ways are known; two queries.

        :param area_of: ``{unit: area or False}``
        """
        areas = self.env["flexible.work.area"].with_context(active_test=False)
        areas = areas.search_fetch(
            [("company_id", "in", [False, self.company_id.id])], ["is_located", "latitude", "longitude"]
        )
        ways = self.env["flexible.work.travel"].search_fetch([("company_id", "=", self.company_id.id)], ["minutes"])
        entered = {}
        for way in ways:
            pair = way.area_from_id.id, way.area_to_id.id
            entered[pair] = entered[pair[::-1]] = way.minutes
        speed = self.company_id.flexible_travel_speed
        minutes = {}
        for there in areas.filtered(lambda area: area.id in area_of.values()):
            for here in areas:
                pair = here.id, there.id
                if here == there:
                    minutes[pair] = 0
                elif pair in entered:
                    minutes[pair] = entered[pair]
                elif here.is_located and there.is_located:
                    minutes[pair] = math.ceil(_kilometres(here, there) * 60 / speed)
        return {
            (here, unit): minutes[here, area]
            for unit, area in area_of.items()
            for here in areas.ids
            if (here, area) in minutes
        }

    def _receiving_units(self):
        """Ids of the units that may receive people; None: all."""
        if not self.department_ids:
            return None
        return set(self.env["hr.department"].search([("id", "child_of", self.department_ids.ids)]).ids)

    def _kept_moves(self, people, needs):
        """Accepted moves that no unit has refused, by the needs of today; who is there already is not moved.

        An analysis that was computed again has other needs of the same kind.
        """
        unit_of = {person.id: person.unit for person in people}
        by_kind = {(need.unit, need.kind): need.id for need in needs}
        kept = self.move_ids.filtered(
            lambda move: move.state == "accepted" and move.assignment_id.state in ("draft", "approved")
        )
        moves = []
        for move in kept:
            need = by_kind.get((move.department_to_id.id, move._kind()))
            if need and unit_of.get(move.employee_id.id, move.department_to_id.id) != move.department_to_id.id:
                moves.append(Move(move.employee_id.id, need))
        return tuple(moves)

    def _refused_moves(self):
        """``{(employee, unit)}`` that BKPSDM rejected or a unit refused."""
        return frozenset(
            (move.employee_id.id, move.department_to_id.id)
            for move in self.move_ids
            if move.state == "rejected"
            or (move.state == "accepted" and move.assignment_id.state not in ("draft", "approved"))
        )


def _kilometres(here, there):
    """Between the middles of two areas, as the crow flies."""
    lat_a, lat_b = math.radians(here.latitude), math.radians(there.latitude)
    half = (
        math.sin((lat_b - lat_a) / 2) ** 2
        + math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(there.longitude - here.longitude) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
