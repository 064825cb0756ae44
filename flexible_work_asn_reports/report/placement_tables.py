"""The lists of the account of placements."""

from collections import defaultdict

from odoo.tools import format_date

from ..figures.counting import percentage
from ..figures.services import together, trend
from .table import TableColumn, make_table

#: scenarios whose shortage stands beside that of the analysis; the list of scenarios has them all
BESIDE_MAX = 3


def build_tables(workload, moves, actuals) -> list:
    """Lists of a ``flexible.work.workload``, in their order on paper and in the workbook.

    :param moves: as of ``_moves_by_way``
    :param actuals: as of ``_actual_months``
    """
    return [
        _units(workload, moves),
        _kinds(workload),
        _needs(workload),
        _scenarios(workload),
        _moves(workload, moves),
        _months(workload, actuals),
        _last_month(workload, actuals),
    ]


def _first(env, width=24.0):
    return [TableColumn("number", env._("No"), "number", 3), TableColumn("name", env._("Unit"), "text", width)]


def _beside(workload):
    """What stands beside: the analysis that a scenario varies, or the last scenarios that are computed."""
    if workload.scenario_of_id:
        return workload.scenario_of_id
    return workload.scenario_ids.filtered(lambda one: one.state != "draft").sorted("id")[-BESIDE_MAX:]


def _units(workload, moves):
    env, beside = workload.env, _beside(workload)
    group = env._("Shortage in")
    columns = [
        *_first(env),
        TableColumn("headcount", env._("People"), width=6),
        TableColumn("needed", env._("Needed"), width=6, style="sum"),
        TableColumn("filled", env._("There"), width=6),
        TableColumn("shortage", env._("Shortage"), width=7, style="absent"),
        TableColumn("surplus", env._("Surplus"), width=7),
        TableColumn("minimum", env._("Own minimum"), width=7),
        TableColumn("efficiency", env._("EU (%)"), "percent", 7),
        TableColumn("class", env._("Class"), "text", 5),
        TableColumn("in_force", env._("Came by placement"), width=8),
        TableColumn("gone", env._("Went by placement"), width=8),
        *(TableColumn(f"beside_{one.id}", one.name, width=9, group=group) for one in beside),
    ]
    came, gone = defaultdict(int), defaultdict(int)
    for (_proposal, origin, to, _competence), numbers in moves.items():
        came[to] += numbers["in_force"]
        gone[origin] += numbers["in_force"]
    other = {one.id: {unit.department_id: unit.shortage for unit in one.unit_ids} for one in beside}
    units = workload.unit_ids.sorted(lambda unit: (-unit.shortage, unit.department_id.name or "", unit.id))
    rows = [
        {
            "name": unit.department_id.name,
            **{name: unit[name] for name in ("headcount", "needed", "filled", "shortage", "surplus", "minimum")},
            "efficiency": 100 * unit.efficiency if unit.efficiency_class else None,
            "class": unit.efficiency_class or "",
            "in_force": came[unit.department_id],
            "gone": gone[unit.department_id],
            **{f"beside_{one.id}": other[one.id].get(unit.department_id, 0) for one in beside},
        }
        for unit in units
    ]
    return make_table(
        env,
        columns,
        rows,
        total_name=env._("TOTAL"),
        key="units",
        sheet=env._("Units"),
        title=env._("Need, people there and gap, by unit"),
        empty=env._("No unit has services, counters or people."),
    )


def _kinds(workload):
    """Needs alike in competence and grade, over all units."""
    env = workload.env
    sums = defaultdict(lambda: defaultdict(int))
    for line in workload.line_ids:
        own = sums[line.kind]
        for name in ("needed", "filled", "shortage"):
            own[name] += line[name]
        own["units"] += bool(line.shortage)
    return make_table(
        env,
        [
            TableColumn("number", env._("No"), "number", 3),
            TableColumn("name", env._("Competence and grade"), "text", 40),
            TableColumn("needed", env._("Needed"), width=9, style="sum"),
            TableColumn("filled", env._("There"), width=9),
            TableColumn("shortage", env._("Shortage"), width=9, style="absent"),
            TableColumn("units", env._("Units short"), width=9),
        ],
        [{"name": kind, **own} for kind, own in sorted(sums.items(), key=lambda one: (-one[1]["shortage"], one[0]))],
        total_name=env._("TOTAL"),
        key="kinds",
        sheet=env._("Competences"),
        title=env._("Need, people there and gap, by competence"),
        empty=env._("Nobody is needed."),
    )


def _needs(workload):
    env = workload.env
    lines = workload.line_ids.sorted(lambda line: (line.department_id.name or "", line.kind, line.id))
    return make_table(
        env,
        [
            TableColumn("number", env._("No"), "number", 3),
            TableColumn("unit", env._("Unit"), "text", 30),
            TableColumn("name", env._("Competence and grade"), "text", 36),
            TableColumn("counters", env._("Needed by counters"), width=9),
            TableColumn("needed", env._("Needed"), width=8, style="sum"),
            TableColumn("filled", env._("There"), width=8),
            TableColumn("shortage", env._("Shortage"), width=8, style="absent"),
        ],
        [
            {
                "unit": line.department_id.name,
                "name": line.kind,
                "counters": line.counter_staff,
                **{name: line[name] for name in ("needed", "filled", "shortage")},
            }
            for line in lines
        ],
        by="unit",
        total_name=env._("TOTAL"),
        key="needs",
        sheet=env._("Needs"),
        title=env._("Needs of each unit by competence"),
        empty=env._("Nobody is needed."),
    )


def _scenarios(workload):
    env = workload.env
    base = workload.scenario_of_id or workload
    rows = [
        {
            "name": one.name,
            "changes": "; ".join(_change_words(env, change) for change in one.change_ids),
            **{name: one[name] for name in ("needed", "filled", "shortage", "surplus")},
            "change": one.shortage - base.shortage,
        }
        for one in base.scenario_ids.filtered(lambda one: one.state != "draft").sorted("id")
    ]
    return make_table(
        env,
        [
            TableColumn("number", env._("No"), "number", 3),
            TableColumn("name", env._("Scenario"), "text", 28),
            TableColumn("changes", env._("What it supposes"), "text", 40),
            TableColumn("needed", env._("Needed"), width=7),
            TableColumn("filled", env._("There"), width=7),
            TableColumn("shortage", env._("Shortage"), width=7, style="absent"),
            TableColumn("surplus", env._("Surplus"), width=7),
            TableColumn("change", env._("Shortage ±"), "difference", 8),
        ],
        rows,
        key="scenarios",
        sheet=env._("Scenarios"),
        title=env._("Scenarios beside the analysis"),
        empty=env._("No scenario has been computed."),
    )


def _change_words(env, change):
    if change.counter_id and not change.minimum_staff:
        return env._("%s closed", change.counter_id.display_name)
    if change.counter_id:
        return env._(
            "%(counter)s: %(staff)s people", counter=change.counter_id.display_name, staff=change.minimum_staff
        )
    return env._(
        "%(service)s: %(volume)s a year", service=change.service_id.display_name, volume=f"{change.volume:.0f}"
    )


def _moves(workload, moves):
    """Placements by way: which unit gives how many to which; no names."""
    env = workload.env
    numbers = {
        "number": env._("Proposed"),
        "accepted": env._("Accepted"),
        "rejected": env._("Rejected"),
        "in_force": env._("In force"),
        "closed": env._("Needs filled"),
    }
    rows = [
        {
            "proposal": proposal.name,
            "name": origin.name,
            "to": to.name,
            "competence": competence.name or env._("Anybody"),
            **{f"moves_{name}": own[name] for name in numbers},
        }
        for (proposal, origin, to, competence), own in moves.items()
    ]
    return make_table(
        env,
        [
            TableColumn("number", env._("No"), "number", 3),
            TableColumn("proposal", env._("Proposal"), "text", 26),
            TableColumn("name", env._("Unit of the post"), "text", 24),
            TableColumn("to", env._("Receiving unit"), "text", 24),
            TableColumn("competence", env._("Competence"), "text", 20),
            *(TableColumn(f"moves_{name}", heading, width=7) for name, heading in numbers.items()),
        ],
        rows,
        by="proposal",
        total_name=env._("TOTAL"),
        key="moves",
        sheet=env._("Placements"),
        title=env._("Placements proposed, accepted and in force, and what they closed"),
        empty=env._("No placement has been proposed."),
    )


def _figures(month):
    return {
        "received": month.received,
        "finished": month.finished,
        "late": month.late,
        "late_percent": month.late_percent,
        "backlog": month.backlog,
    }


def _figure_columns(env):
    return [
        TableColumn("received", env._("Received"), width=9),
        TableColumn("finished", env._("Finished"), width=9),
        TableColumn("late", env._("Over standard time"), width=9, style="absent"),
        TableColumn("late_percent", env._("% late"), "percent", 8),
    ]


def _months(workload, actuals):
    env, months = workload.env, together(actuals.values())
    return make_table(
        env,
        [
            TableColumn("number", env._("No"), "number", 3),
            TableColumn("name", env._("Month"), "text", 30),
            *_figure_columns(env),
            TableColumn("backlog", env._("Waiting at its end"), width=10),
        ],
        [
            {"name": format_date(env, month, date_format="MMMM y"), **_figures(figures)}
            for month, figures in months.items()
        ],
        key="months",
        sheet=env._("Months"),
        title=env._("Monthly actuals of all services"),
        empty=env._("No monthly actuals have been entered."),
    )


def _last_month(workload, actuals):
    """The last month with figures, unit by unit: the monthly report of the kecamatan."""
    env = workload.env
    by_unit = defaultdict(list)
    for service, months in actuals.items():
        by_unit[service.department_id].append(months)
    parts = {unit: together(own) for unit, own in by_unit.items()}
    last = max((month for months in parts.values() for month in months), default=None)
    rows = []
    for unit, months in sorted(parts.items(), key=lambda one: one[0].name or ""):
        # who has entered nothing for the month is listed so: a missing figure is no zero
        figures = _figures(months[last]) if last in months else {}
        rows.append({"name": unit.name, "entered": last in months, **figures, "trend": trend(months)})
    total = together(parts.values()).get(last)
    table = make_table(
        env,
        [
            *_first(env, 34.0),
            *_figure_columns(env),
            TableColumn("backlog", env._("Waiting"), width=9),
            TableColumn("trend", env._("Trend of requests (%)"), "change", 10),
            TableColumn("entered", env._("Entered"), "flag", 7),
        ],
        rows,
        key="last_month",
        sheet=env._("Monthly report"),
        title=env._("Monthly report of the services by unit: %s", format_date(env, last, date_format="MMMM y"))
        if last
        else env._("Monthly report of the services by unit"),
        empty=env._("No monthly actuals have been entered."),
        note=env._("Trend: requests received in the last three months with figures against the three before."),
    )
    if not total:
        return table
    values = {"name": env._("TOTAL"), **_figures(total), "trend": trend(together(parts.values()))}
    waiting = sum(row.get("backlog") or 0 for row in rows)
    return table.with_total(env, values | {"backlog": waiting, "late_percent": percentage(total.late, total.finished)})
