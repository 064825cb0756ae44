from math import isfinite

from odoo import api, models
from odoo.exceptions import AccessError, UserError

from ..asked import an_id, asks, rows

#: analyses to choose from
CHOICES = 20
#: they see the need of all units; whoever sees some units only must not learn of others what a change does to them
SEE_ALL = ("group_bkpsdm", "group_executive", "group_auditor")


class FlexibleWorkWorkload(models.Model):
    """Need and strength of all units at a glance, and what a change would do to them. Figures alone, no names of
    people."""

    _inherit = "flexible.work.workload"

    @api.model
    @api.readonly
    @asks(workload_id=an_id)
    def get_overview(self, workload_id=None):
        """The units of an analysis that the user may read, with what they need, what is there and where they lie.

        :param workload_id: without it, the latest confirmed analysis, else the latest that is computed
        :return: ``{"workload": …, "units": […], "moves": […], "choices": […]}``; without any analysis
            ``{"workload": None, "units": []}``. ``position`` is ``[latitude, longitude]`` in degrees, of the area or
            else of the unit's own site, or None; ``moves`` are proposed or accepted placements by pairs of units, as
            numbers; ``choices`` the analyses that the user may read
        :raises AccessError: for whoever may read no analysis, or not this one
        """
        workload = self.browse(workload_id) if workload_id else self._find_overview()
        workload.check_access("read")
        if not workload:
            return {"workload": None, "units": []}
        units = self.env["flexible.work.workload.unit"].search([("workload_id", "=", workload.id)])
        return {
            "workload": workload.read(["name", "date", "state", "needed", "filled", "shortage", "surplus"])[0],
            "units": [
                {
                    "id": unit.department_id.id,
                    "name": unit.department_id.name,
                    "position": _position(unit),
                    **{name: unit[name] for name in ("headcount", "minimum", "needed", "filled")},
                    **{name: unit[name] for name in ("shortage", "surplus", "shortage_before")},
                }
                # names and positions of the units just read: not everybody reads all departments and sites
                for unit in units.sudo()
            ],
            "moves": workload._count_moves(units.department_id),
            "choices": self.search_read(self._choices(), ["name", "scenario_of_id"], limit=CHOICES),
            "may_suppose": self._may_suppose(),
            "may_keep": self.has_access("create"),
        }

    def _may_suppose(self):
        return any(self.env.user.has_group(f"flexible_work_asn.{name}") for name in SEE_ALL)

    def _count_moves(self, units):
        """``[{"from", "to", "count"}]`` of placements that stand in proposals, by units of the analysis."""
        domain = [
            ("placement_id.workload_id", "=", self.id),
            ("placement_id.state", "in", ("proposed", "done")),
            ("state", "!=", "rejected"),
        ]
        moves = self.env["flexible.work.placement.move"]
        if self._may_suppose():
            moves = moves.sudo()  # numbers alone
        elif not moves.has_access("read"):
            return []
        counts = {}
        for source, target, count in moves._read_group(domain, ["department_from_id", "department_to_id"], ["__count"]):
            path = [int(part) for part in (source.sudo().parent_path or "").split("/") if part]
            giver = next((unit for unit in reversed(path) if unit in units.ids), None)
            if giver and target.id in units.ids:
                counts[giver, target.id] = counts.get((giver, target.id), 0) + count
        return [{"from": giver, "to": taker, "count": count} for (giver, taker), count in counts.items()]

    @api.model
    @api.readonly
    @asks(workload_id=an_id, unit_id=an_id)
    def get_unit(self, workload_id, unit_id):
        """What one unit of an analysis needs of each kind, and the services and counters that make the need.

        :param unit_id: id of an ``hr.department``
        :raises AccessError: for whoever may not read this analysis
        """
        workload = self.browse(workload_id)
        workload.check_access("read")
        lines = self.env["flexible.work.workload.line"].search(
            [("workload_id", "=", workload.id), ("department_id", "=", unit_id)]
        )
        about = [("department_id", "=", unit_id), ("company_id", "=", workload.sudo().company_id.id)]
        services = self.env["flexible.work.service"].search(about)
        counters = self.env["flexible.work.counter"].search(about)
        volumes, staff = workload.sudo()._changes()
        return {
            "lines": [
                {"id": line.id, "kind": line.kind, **{name: line[name] for name in ("needed", "filled", "shortage")}}
                for line in lines
            ],
            "services": [
                {
                    "id": service.id,
                    "name": service.name,
                    "minutes": service.norm_minutes,
                    "volume": volumes.get(service.id, service._volume_year()),
                }
                for service in services
            ],
            "counters": [
                {
                    "id": counter.id,
                    "name": counter.name,
                    "staff": staff.get(counter.id, counter.minimum_staff if counter.is_open else 0),
                }
                for counter in counters
            ],
        }

    @api.model
    @asks(workload_id=an_id, changes=rows(service_id=an_id, counter_id=an_id))
    def keep_scenario(self, workload_id, changes):
        """Keep what was supposed as a scenario of the analysis, and compute it; BKPSDM.

        :param changes: as those of ``what_if``
        :return: id of the scenario
        :raises AccessError: for whoever makes no analyses
        :raises UserError: for a change that is none
        """
        workload = self.browse(workload_id)
        workload.check_access("read")
        self.check_access("create")
        workload._check_supposed(changes)
        names = ("service_id", "volume", "counter_id", "minimum_staff")
        kept = [{name: change[name] for name in names if change.get(name) is not None} for change in changes]
        own = workload.change_ids if workload.scenario_of_id else workload.change_ids.browse()
        told = {(change.get("service_id"), change.get("counter_id")) for change in kept}
        kept += [
            {"service_id": one.service_id.id, "volume": one.volume}
            if one.service_id
            else {"counter_id": one.counter_id.id, "minimum_staff": one.minimum_staff}
            for one in own
            if (one.service_id.id or None, one.counter_id.id or None) not in told
        ]
        scenario = workload._create_scenario(kept)
        scenario.action_compute()
        return scenario.id

    def _choices(self):
        return [("state", "in", ("confirmed", "computed")), ("company_id", "=", self.env.company.id)]

    def _find_overview(self):
        """Confirmed before computed, the analysis before its scenarios, the latest first."""
        found = self.search([*self._choices(), ("scenario_of_id", "=", False)])
        return (found.filtered(lambda workload: workload.state == "confirmed") or found)[:1]

    @api.model
    @api.readonly
    @asks(workload_id=an_id, changes=rows(service_id=an_id, counter_id=an_id))
    def what_if(self, workload_id, changes):
        """What ``changes`` would do to the shortage of each unit, with the people there now; nothing is stored.

        :param changes: as those of a scenario, ``[{"service_id": 1, "volume": 500}, {"counter_id": 2,
            "minimum_staff": 0}]``; volumes are requests a year, 0 people at a counter close it
        :return: a row for each unit whose shortage changes: ``before``, ``after``, and ``competences`` whose number
            of missing people changes, None for anybody
        :raises AccessError: for whoever does not see the need of all units
        :raises UserError: for a change that is none, and for services and counters of others
        """
        workload = self.browse(workload_id)
        workload.ensure_one()
        workload.check_access("read")
        if not self._may_suppose():
            raise AccessError(self.env._("You may not see the need of all units."))
        volumes, staff = workload._check_supposed(changes)
        now_volumes, now_staff = workload.sudo()._changes()
        now = workload._analyse((now_volumes, now_staff))
        then = workload._analyse((now_volumes | volumes, now_staff | staff))
        before = {unit.unit: unit for unit in now.units}
        departments = self.env["hr.department"].sudo().browse(before).exists()
        name = {department.id: department.name for department in departments}
        return [
            {
                "id": unit.unit,
                "name": name.get(unit.unit),
                "before": before[unit.unit].shortage,
                "after": unit.shortage,
                "competences": self._compare_missing(before[unit.unit], unit),
            }
            for unit in then.units
            if _missing(unit) != _missing(before[unit.unit])
        ]

    def _check_supposed(self, changes):
        """``changes`` as ``_analyse`` takes them.

        :raises UserError: for one that is not about a service or a counter of the analysis's government, or no number
        """
        company = self.sudo().company_id
        volumes, staff = {}, {}
        for change in changes:
            for model, key, value, into in (
                ("flexible.work.service", "service_id", "volume", volumes),
                ("flexible.work.counter", "counter_id", "minimum_staff", staff),
            ):
                if change.get(key):
                    number = change.get(value)
                    is_number = isinstance(number, int | float) and not isinstance(number, bool) and isfinite(number)
                    if not is_number or number < 0 or (into is staff and number != int(number)):
                        raise UserError(self.env._("The volume of a service and the staff of a counter are 0 or more."))
                    if self.env[model].sudo().browse(change[key]).exists().company_id != company:
                        raise UserError(self.env._("Each change is about one service or about one counter."))
                    into[change[key]] = number if into is volumes else int(number)
            if bool(change.get("service_id")) == bool(change.get("counter_id")):
                raise UserError(self.env._("Each change is about one service or about one counter."))
        return volumes, staff

    def _compare_missing(self, before, after):
        old, new = _missing(before), _missing(after)
        changed = sorted((c for c in old.keys() | new.keys() if old.get(c, 0) != new.get(c, 0)), key=lambda c: c or 0)
        competences = self.env["flexible.work.competence"].sudo()
        return [
            {
                "id": competence,
                "name": competences.browse(competence).name if competence else None,
                "before": old.get(competence, 0),
                "after": new.get(competence, 0),
            }
            for competence in changed
        ]


def _missing(unit):
    """``{competence: people missing}`` of a unit."""
    missing = {}
    for need, filled in zip(unit.needs, unit.filled, strict=True):
        missing[need.kind[0]] = missing.get(need.kind[0], 0) + need.needed - filled
    return {competence: number for competence, number in missing.items() if number}


def _position(unit):
    """Middle of the area that the unit lies in, else its first located site."""
    places = [unit.area_id, *unit.department_id.site_ids]
    place = next((place for place in places if place and place.is_located), None)
    return [place.latitude, place.longitude] if place else None
