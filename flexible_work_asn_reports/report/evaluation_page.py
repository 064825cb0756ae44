"""The evaluation in words: everything that is printed, once, for the PDF and the workbook."""

from dataclasses import dataclass

from odoo.tools import format_date

from .charts import data_uri
from .official import Official, build_official


@dataclass(frozen=True, slots=True)
class MeasureRow:
    key: str
    area: str
    name: str
    unit: str
    flexible: str
    exempt: str
    interval: str
    before: str  # the same difference inside the period before
    verdict: str
    verdict_label: str
    sentence: str
    cautions: list[str]
    numbers: dict  # the figures behind the words, for the workbook


@dataclass(frozen=True, slots=True)
class UnitRow:
    measure: str
    name: str
    flexible: bool
    used: bool
    before: float | None
    after: float | None
    before_number: float
    after_number: float


@dataclass(frozen=True, slots=True)
class FindingRow:
    area: str
    text: str
    followups: list[tuple[str, str, str, str, str]]  # what, owner, until, state, result


@dataclass(frozen=True, slots=True)
class Chart:
    title: str
    address: str  # data: URI
    text: str  # what it shows, for whoever cannot see it


@dataclass(frozen=True, slots=True)
class EvaluationPage:
    official: Official
    title: str
    facts: list[tuple[str, str]]
    draft: bool
    summary: str
    cautions: list[str]
    areas: list[tuple[str, list[MeasureRow]]]
    charts: list[Chart]
    findings: list[FindingRow]
    conclusion: list[str]
    method: list[tuple[str, str]]
    units: list[UnitRow]
    groups: tuple[str, str]
    footer: str
    words: dict  # labels of the workbook


def build_page(evaluation) -> EvaluationPage:
    """The page of a ``flexible.work.evaluation`` (in superuser mode, with the language of papers in its context)."""
    env = evaluation.env
    rows = [_measure(measure) for measure in evaluation.measure_ids]
    labels = dict(evaluation.measure_ids._fields["area"]._description_selection(env))
    day = evaluation.final_at or evaluation.counted_at
    company = evaluation.company_id
    local = evaluation._local_date(day) if day else company._flexible_work_today()
    return EvaluationPage(
        official=build_official(company, local),
        title=env._("EVALUATION OF FLEXIBLE WORK"),
        facts=_facts(evaluation),
        draft=evaluation.state != "final",
        summary=evaluation._summary(),
        cautions=evaluation._caution_sentences(),
        areas=[(label, own) for area, label in labels.items() if (own := [row for row in rows if row.area == area])],
        charts=_charts(evaluation),
        findings=[_finding(finding, labels) for finding in evaluation.finding_ids],
        conclusion=[line for line in (evaluation.conclusion or "").splitlines() if line.strip()],
        method=method_words(env),
        units=_units(evaluation),
        groups=(env._("Flexible"), env._("Exempt")),
        footer=evaluation.name,
        words=_workbook_words(env),
    )


def _facts(evaluation):
    env, facts = evaluation.env, evaluation.facts or {}
    circular = evaluation.circular_id
    lines = [(env._("Number"), evaluation.number)] if evaluation.number else []
    if circular:
        lines.append((env._("Circular"), circular.display_name))
    lines += [
        (env._("Period"), evaluation._span_words(evaluation.date_from, evaluation.date_to)),
        (env._("Compared with"), evaluation._span_words(evaluation.before_from, evaluation.before_to)),
        (
            env._("Units"),
            env._(
                "%(flexible)s OPD that work flexibly, %(exempt)s exempt OPD",
                flexible=facts.get("flexible", 0),
                exempt=facts.get("exempt", 0),
            ),
        ),
    ]
    return lines


def _measure(measure) -> MeasureRow:
    placebo = "–"
    if measure.has_placebo:
        placebo = measure.env._(
            "%(estimate)s (%(low)s to %(high)s)",
            estimate=measure._signed(measure.placebo),
            low=measure._signed(measure.placebo_low),
            high=measure._signed(measure.placebo_high),
        )
    blanks = measure.blanks or ()
    numbers = {
        f"{side}_{name}": None if f"{side}_{name}" in blanks else measure[f"{side}_{name}"]
        for side in ("flexible", "exempt")
        for name in ("number", "before", "after", "change")
    }
    numbers |= {name: measure[name] if measure.has_interval else None for name in ("low", "high")}
    numbers["estimate"] = measure.estimate if measure.is_compared else None
    return MeasureRow(
        key=measure.key,
        area=measure.area,
        name=measure.display_name,
        unit=measure.unit,
        flexible=measure._levels("flexible"),
        exempt=measure._levels("exempt"),
        interval=measure._interval(),
        before=placebo,
        verdict=measure.verdict,
        verdict_label=dict(measure._fields["verdict"]._description_selection(measure.env))[measure.verdict],
        sentence=measure._sentence(),
        cautions=measure._cautions(),
        numbers=numbers,
    )


def _charts(evaluation) -> list[Chart]:
    env, charts = evaluation.env, []
    for measure in evaluation.measure_ids.filtered("weekly"):
        charts.append((env._("%s, week by week", measure.display_name), measure._chart((480, 118)), measure.sentence))
    charts += [
        (
            env._("Differences between flexible and exempt units, in percent points, with 95 % intervals"),
            evaluation._interval_chart(money=False),
            env._("An interval that crosses the line of zero is no clear difference."),
        ),
        (
            env._("Differences of bills, in percent, with 95 % intervals"),
            evaluation._interval_chart(money=True),
            env._("An interval that crosses the line of zero is no clear difference."),
        ),
        (env._("Bills of flexible units per month"), evaluation._bills_chart((480, 130)), ""),
    ]
    return [Chart(title, data_uri(svg), text) for title, svg, text in charts if svg]


def _finding(finding, labels) -> FindingRow:
    states = dict(finding.followup_ids._fields["state"]._description_selection(finding.env))
    followups = [
        (
            followup.name,
            followup.user_id.name or "",
            format_date(finding.env, followup.date_deadline),
            states[followup.state],
            followup.result or "",
        )
        for followup in finding.followup_ids
    ]
    return FindingRow(labels[finding.area], finding.name, followups)


def _units(evaluation) -> list[UnitRow]:
    names = {measure.key: measure.display_name for measure in evaluation.measure_ids}
    units = evaluation.env["flexible.work.evaluation.unit"].search([("evaluation_id", "=", evaluation.id)])
    return [
        UnitRow(
            names[unit.key],
            unit.name,
            unit.flexible,
            unit.used,
            unit.before if unit.before_number else None,
            unit.after if unit.after_number else None,
            unit.before_number,
            unit.after_number,
        )
        for unit in units
    ]


def method_words(env) -> list[tuple[str, str]]:
    """The method in plain words, as it stands on the paper, on the screen and in the workbook: (question, answer)."""
    return [
        (
            env._("What is compared"),
            env._(
                "For each OPD the level before and the level after. The mean change of exempt OPD shows what would "
                "probably have happened anyway: season, budget, weather. The difference is the mean change of flexible "
                "OPD less the mean change of exempt OPD (difference in differences)."
            ),
        ),
        (
            env._("What counts as one case"),
            env._(
                "One OPD, and each counts once, large or small. Days and people of one OPD are not cases of their own, "
                "because they share a head, an office and a way of working. Sub-units that follow another rule than "
                "their OPD are left out. Flexible and exempt is who is so on the day of the count."
            ),
        ),
        (
            env._("How certain it is"),
            env._(
                "The interval says which differences fit the figures: calculated in this way it holds the true one in "
                "about 95 of 100 cases (Welch, with Satterthwaite's degrees of freedom). It was chosen as it needs "
                "neither groups of equal size nor units that vary alike, and becomes wide where there are few units. "
                "Tried on thousands of made-up regions with 5 to 38 units a side it was right in 94 to 96 of 100; with "
                "five units of which single ones leap, in 90 only."
            ),
        ),
        (
            env._("When nothing is said"),
            env._(
                "With fewer units than needed on either side; and where flexible and exempt units had moved apart "
                "before already: the same difference is calculated between the two halves of the time before, where "
                "flexible work can have had no effect. That none is found there does not prove that there was none."
            ),
        ),
        (
            env._("Many measures"),
            env._(
                "Where nothing has changed at all, one measure of twenty still seems clear by accident. Those that are "
                "not clear when all are counted together (Holm) are marked."
            ),
        ),
        (
            env._("Money"),
            env._(
                "Bills are compared in percent of each OPD's own bills, kind by kind, and only months, kinds and units "
                "that have been entered for both periods count. Other months of the year have other bills: the exempt "
                "OPD take most of that out, not all."
            ),
        ),
        (
            env._("What it does not prove"),
            env._(
                "Which OPD work flexibly was not drawn by lot. A clear difference may have another cause that touched "
                "one group only. It is a reason to look closer, and no proof that flexible work is the cause."
            ),
        ),
    ]


def _workbook_words(env):
    return {
        "measures": env._("Measures"),
        "units": env._("Units"),
        "findings": env._("Findings"),
        "method": env._("Method"),
        "area": env._("Area"),
        "measure": env._("Measure"),
        "unit": env._("OPD"),
        "group": env._("Group"),
        "used": env._("Compared"),
        "yes": env._("yes"),
        "no": env._("no"),
        "before": env._("Before"),
        "after": env._("After"),
        "change": env._("Change"),
        "before_number": env._("Observations before"),
        "after_number": env._("Observations after"),
        "number": env._("Units"),
        "mean_change": env._("Mean change"),
        "difference": env._("Difference"),
        "low": env._("From (95 %)"),
        "high": env._("To (95 %)"),
        "verdict": env._("Result"),
        "sentence": env._("In words"),
        "finding": env._("Finding"),
        "followup": env._("Follow-up"),
        "owner": env._("Owner"),
        "until": env._("Until"),
        "state": env._("State"),
        "result": env._("What came of it"),
        "flexible": env._("Flexible units"),
        "exempt": env._("Exempt units"),
        "money": env._("changes in percent"),
    }
