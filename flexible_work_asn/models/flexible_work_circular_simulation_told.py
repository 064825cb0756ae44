from odoo import fields, models
from odoo.tools import SQL

from ..plan.simulate import REGION, WITHOUT_UNIT
from .flexible_work_circular_simulation import unit_path


class FlexibleWorkCircular(models.Model):
    """A simulation as the screens get it: units in the order of their tree, weeks over the limit with their people."""

    _inherit = "flexible.work.circular"

    def _simulated_units(self, run):
        """The region and every unit with people, each followed by its sub-units."""
        simulation = run.simulation
        nothing = [0] * len(simulation.dates)
        units = [
            {
                "id": False,
                "name": self.company_id.name,
                "parent_id": False,
                "level": 0,
                "is_opd": False,
                "now": simulation.now.get(REGION, []),
                "draft": simulation.draft.get(REGION, []),
                "changed": simulation.changed.get(REGION, nothing),
            }
        ]
        names = run.unit_names()
        order = {unit.id: (unit_path(unit), unit) for unit in run.departments if unit.id in simulation.draft}

        def by_name(item):
            return [(names.get(step, "").lower(), step) for step in item[1][0]]

        for unit_id, (path, unit) in sorted(order.items(), key=by_name):
            units.append(
                {
                    "id": unit_id,
                    "name": names.get(unit_id, ""),
                    "parent_id": unit.parent_id.id if unit.parent_id.id in order else False,
                    "level": 1 + sum(step in order for step in path[:-1]),
                    "is_opd": unit.is_opd,
                    "now": simulation.now[unit_id],
                    "draft": simulation.draft[unit_id],
                    "changed": simulation.changed.get(unit_id, nothing),
                }
            )
        if WITHOUT_UNIT in simulation.draft:
            units.append(
                {
                    "id": WITHOUT_UNIT,
                    "name": self.env._("Without a unit"),
                    "parent_id": False,
                    "level": 1,
                    "is_opd": False,
                    "now": simulation.now[WITHOUT_UNIT],
                    "draft": simulation.draft[WITHOUT_UNIT],
                    "changed": simulation.changed.get(WITHOUT_UNIT, nothing),
                }
            )
        return units

    def _simulated_weeks(self, weeks):
        """Weeks over the cap; people of a unit with the same weeks share an entry."""
        texts = {day: fields.Date.to_string(day) for week in weeks for day in (*week.certain, *week.to_roster)}
        by_person = {}
        for week in weeks:
            by_person.setdefault((week.employee_id, week.unit_id), []).append(
                (week.monday, week.certain, week.to_roster)
            )
        shared = {}
        for (employee_id, unit_id), same in by_person.items():
            shared.setdefault((unit_id, tuple(same)), []).append(employee_id)
        names = self._names_of({week.employee_id for week in weeks})
        return [
            {
                "unit_id": unit_id,
                "employees": [
                    {"id": employee_id, "name": names[employee_id]}
                    for employee_id in sorted(employee_ids, key=lambda employee_id: (names[employee_id], employee_id))
                ],
                "weeks": [
                    {
                        "monday": fields.Date.to_string(monday),
                        "certain": [texts[day] for day in certain],
                        "to_roster": [texts[day] for day in to_roster],
                    }
                    for monday, certain, to_roster in same
                ],
            }
            for (unit_id, same), employee_ids in shared.items()
        ]

    def _names_of(self, employee_ids):
        """``{employee id: name}``, without reading all that an employee has."""
        rows = self.env.execute_query(
            SQL("SELECT id, COALESCE(name, '') FROM hr_employee WHERE id = ANY(%s)", list(employee_ids))
        )
        return dict(rows)
