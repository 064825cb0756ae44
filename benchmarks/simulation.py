"""The simulation of a circular for a whole city and a month."""

import json
from datetime import timedelta

from odoo.fields import Command

from odoo.addons.flexible_work_asn.plan import resolve_rows
from odoo.addons.flexible_work_asn.plan.simulate import crowds, simulate

from .city import MONTH
from .measure import Row, best_of


def simulation(bench):
    """A draft beside the rules in force for everybody and a month: as the screen asks, with all findings."""
    city = bench.city
    draft = city.env["flexible.work.circular"].create(
        {
            "name": "Friday at home",
            "number": "800/99/2026",
            "date_from": MONTH[0],
            "company_id": city.company.id,
            "onsite_min_percent": 25,
            "onsite_position_level_ids": [Command.set(city.loaded.circular.onsite_position_level_ids.ids)],
            "rule_ids": [
                Command.create({"article": "1", "wednesday": "roster", "thursday": "choice", "friday": "wfh"})
            ],
        }
    )
    parts = {}

    def resolved():
        parts["rows"] = [resolve_rows(facts, days) for facts in draft._simulated_facts(city.employees.sudo(), *weeks)]

    weeks = (MONTH[0], MONTH[-1] + timedelta(days=6 - MONTH[-1].weekday()))
    days = [weeks[0] + timedelta(days=number) for number in range((weeks[1] - weeks[0]).days + 1)]
    timing, _nothing = best_of(3, resolved, city.env)
    amount = 2 * len(days) * len(parts["rows"][0])
    yield Row("simulation: facts and both plans", amount, "decisions", timing, note="whole weeks, for the limit")
    units = draft._units_to_simulate(draft._simulated_departments())

    def counted():
        return simulate(days, set(MONTH), crowds(*parts["rows"]), units)

    timing, _figures = best_of(3, counted)
    yield Row(
        "simulation: figures of all units", amount, "decisions", timing, note=f"{len(units)} units", with_queries=False
    )

    def whole():
        city.env.invalidate_all()
        return json.dumps(draft.simulate(str(MONTH[0]), str(MONTH[-1])))

    timing, answer = best_of(3, whole, city.env)
    people = len(parts["rows"][0]) * len(MONTH)
    note = f"with findings, as JSON: {len(answer) / 1e6:.1f} MB"
    yield Row("simulation: all that the screen shows", people, "people x days", timing, note=note)
