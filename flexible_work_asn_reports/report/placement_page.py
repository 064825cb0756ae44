"""The account of placements in words: need, people there and gap, scenarios, moves, and what the services did."""

from collections import defaultdict
from dataclasses import dataclass

from odoo.tools import format_date, formatLang

from ..figures.services import together, trend
from .charts import Series, data_uri, line_chart, row_chart
from .evaluation_page import Chart
from .official import Official, build_official
from .placement_tables import build_tables
from .table import Table, change_text, count_text

#: units drawn in the chart; the table has them all
CHART_UNITS = 30


@dataclass(frozen=True, slots=True)
class PlacementPage:
    """All that is printed, for the PDF and the workbook. It names units and numbers, and nobody."""

    official: Official
    title: str
    subtitle: str
    draft: str
    facts: list[tuple[str, str]]
    summary: list[str]
    charts: list[Chart]
    tables: list[Table]
    notes: list[str]
    footer: str
    sheet: str  # name of the first sheet of the workbook


def build_page(workload, today) -> PlacementPage:
    """The page of a ``flexible.work.workload`` (in superuser mode, with the language of papers in its context).

    :param today: local date of the regional government: which assignments are in force
    """
    env = workload.env
    actuals = workload._actual_months()
    moves = workload._moves_by_way(today)
    return PlacementPage(
        official=build_official(workload.company_id, today),
        title=env._("ACCOUNT OF NEED AND PLACEMENT OF CIVIL SERVANTS (ASN)"),
        subtitle=workload.name.upper(),
        draft="" if workload.state == "confirmed" else env._("DRAFT – the analysis is not confirmed"),
        facts=_facts(workload),
        summary=_summary(workload, moves, actuals),
        charts=_charts(workload, actuals),
        tables=build_tables(workload, moves, actuals),
        notes=_notes(workload),
        footer=env._("Need and placement · %s", workload.name),
        sheet=env._("Summary"),
    )


def _facts(workload):
    env = workload.env
    basis = dict(workload._fields["basis"]._description_selection(env))
    facts = [
        (env._("As of"), format_date(env, workload.date, date_format="d MMMM y")),
        (env._("Volumes"), basis[workload.basis]),
        (
            env._("Effective time"),
            env._(
                "%(five)s minutes a year in a five-day week, %(six)s in a six-day week",
                five=formatLang(env, workload.effective_minutes_5, digits=0),
                six=formatLang(env, workload.effective_minutes_6, digits=0),
            ),
        ),
    ]
    if workload.scenario_of_id:
        facts.append((env._("Scenario of"), workload.scenario_of_id.name))
    return facts


def _summary(workload, moves, actuals):
    """The account in sentences: what is missing, what placements closed, what the services did."""
    return [*_gap_words(workload), *_moves_words(workload.env, moves), *_month_words(workload.env, actuals)]


def _gap_words(workload):
    env = workload.env
    yield env._(
        "People whom the services need: %(needed)s; needs that are filled: %(filled)s; people missing: %(shortage)s "
        "(units that are short: %(units)s); people there beyond need and own minimum: %(surplus)s.",
        needed=count_text(env, workload.needed),
        filled=count_text(env, workload.filled),
        shortage=count_text(env, workload.shortage),
        units=len(workload.unit_ids.filtered("shortage")),
        surplus=count_text(env, workload.surplus),
    )
    if workload.scenario_of_id:
        yield env._(
            "People missing without the changes of this scenario: %s.",
            count_text(env, workload.scenario_of_id.shortage),
        )


def _moves_words(env, moves):
    total = defaultdict(int)
    for numbers in moves.values():
        for name, number in numbers.items():
            total[name] += number
    if moves:
        yield env._(
            "Of %(number)s placements proposed %(accepted)s are accepted and %(force)s in force; those in force "
            "fill %(closed)s of the needs.",
            number=total["number"],
            accepted=total["accepted"],
            force=total["in_force"],
            closed=total["closed"],
        )


def _month_words(env, actuals):
    months = together(actuals.values())
    if not months:
        return
    last = max(months)
    month, change = months[last], trend(months)
    yield env._(
        "In %(month)s the services received %(received)s requests and finished %(finished)s, of them %(late)s "
        "over standard time; %(waiting)s wait.",
        month=format_date(env, last, date_format="MMMM y"),
        received=count_text(env, month.received),
        finished=count_text(env, month.finished),
        late=count_text(env, month.late),
        waiting=count_text(env, month.backlog),
    )
    if change is not None:
        yield env._(
            "Requests of the last three months against the three before: %s %%.", change_text(env, change, digits=1)
        )


def _charts(workload, actuals):
    env = workload.env
    units = workload.unit_ids.filtered("needed").sorted(lambda unit: (-unit.shortage, unit.display_name))
    charts = []
    if units:
        title = env._("Need and people there, by unit")
        if len(units) > CHART_UNITS:
            title = env._("Need and people there: the %s units with the largest shortage", CHART_UNITS)
        rows = [(unit.department_id.name, unit.needed, unit.filled) for unit in units[:CHART_UNITS]]
        svg = row_chart(
            rows,
            (env._("Needed"), env._("There")),
            lambda value: formatLang(env, value, digits=0),
            env._("short of %s"),
        )
        text = "; ".join(
            env._("%(name)s: needed %(needed)s, there %(there)s", name=name, needed=needed, there=there)
            for name, needed, there in rows
        )
        charts.append(Chart(title, data_uri(svg), text))
    months = together(actuals.values())
    if len(months) > 1:
        named = list(months)
        series = [
            Series(env._("Received"), tuple(months[one].received for one in named)),
            Series(env._("Finished"), tuple(months[one].finished for one in named), "#15803d", "square"),
            Series(env._("Waiting"), tuple(months[one].backlog for one in named), "#b91c1c", "diamond", dash=True),
        ]
        labels = [format_date(env, one, date_format="MMM yy") for one in named]
        svg = line_chart(labels, series, lambda value: formatLang(env, value, digits=0), size=(640, 170))
        charts.append(Chart(env._("Requests by month"), data_uri(svg), ""))
    return charts


def _notes(workload):
    env = workload.env
    notes = [
        env._(
            "Need = Σ volume × time norm ÷ effective minutes of a year (Permen PANRB 1/2020), or what the open counters"
            " take, whichever is more. There = people of the unit who fill a need; each fills one."
        ),
        env._("EU = workload by the time of the people there; classes from A, above full use, to E."),
        env._(
            "In force are placements whose assignment both units have approved and whose period runs on the day of this"
            " paper."
        ),
        env._("Waiting = received less finished since the first month with figures; what waited before is not known."),
    ]
    return [*notes, *(line for line in (workload.message or "").splitlines() if line.strip())]
