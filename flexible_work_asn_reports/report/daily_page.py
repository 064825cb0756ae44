"""The daily page in words: everything that is printed, once, for the PDF, the HTML and the workbook."""

from dataclasses import dataclass, replace
from datetime import time

from odoo.tools import formatLang

from odoo.addons.flexible_work_asn.local_time import to_local

from ..figures import COLUMNS, LETTERS, Column, Figures, lowest, total
from ..figures.counting import percentage
from ..figures.statuses import MODES
from .official import Official, build_official


@dataclass(frozen=True, slots=True)
class Row:
    number: int | None
    name: str
    figures: Figures
    reported: time | None = None  # local time at which the OPD submitted
    reported_text: str = ""  # the same in words, or that it has not
    late: bool = False
    missing: bool = False
    is_opd: bool = True
    texts: tuple[str, ...] = ()  # the cells as printed, in the order of the columns


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the table; ``span`` columns wide, ``rows`` of the two heading rows high."""

    text: str
    letter: str = ""
    style: str = ""
    span: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Page:
    official: Official
    title: str
    subtitle: str
    facts: list[tuple[str, str]]  # number, date, hour, legal basis
    headings: tuple[list[Heading], list[Heading]]
    rows: list[Row]
    totals: Row
    empty: str
    notes: list[str]
    lowest_title: str
    lowest: list[tuple[str, str]]
    missing_title: str
    missing: list[str]
    footer: str
    columns: tuple[Column, ...] = COLUMNS


def build_page(report) -> Page:
    """The page of a ``flexible.work.report`` (in superuser mode, with the language of the document in its context)."""
    env = report.env
    lines = report._all_lines().with_env(env).filtered("headcount")
    lines = lines.sorted(lambda line: (not line.is_opd, line.sequence, line.name))
    rows = [_row(report, number, line) for number, line in enumerate(lines, 1)]
    totals = Row(None, env._("TOTAL"), total(row.figures for row in rows).check(report.display_name))
    totals = replace(totals, texts=_texts(env, totals))
    company = report.company_id
    worst = lowest((row.name, row.figures) for row in rows if row.is_opd)
    missing = [row.name for row in rows if row.missing]
    return Page(
        official=build_official(company, _signing_day(report)),
        title=env._("DAILY REPORT ON THE ATTENDANCE OF CIVIL SERVANTS (ASN)"),
        subtitle=env._("FLEXIBLE PERFORMANCE OF OFFICIAL DUTIES"),
        facts=_facts(report),
        headings=_headings(env),
        rows=rows,
        totals=totals,
        empty=env._("No day of this date has been counted yet."),
        notes=_notes(report, rows, totals.figures),
        lowest_title=env._("Lowest attendance"),
        lowest=[(name, _share(env, figures.present, figures.obliged)) for name, figures in worst],
        missing_title=env._("OPD that have not submitted: %s", len(missing) or env._("none")),
        missing=missing,
        footer="{} · {}".format(env._("Daily report on attendance"), report._date_words()),
    )


def percent_text(env, percent) -> str:
    """``96,43`` in the writing of the language; a dash where nobody was obliged."""
    return "—" if percent is None else formatLang(env, percent, digits=2)


def _row(report, number, line):
    env = report.env
    submitted = line.state == "submitted" and line.submitted_at
    missing = line.must_submit and not submitted
    text = report._clock(submitted).split(" ")[0] if submitted else (env._("not yet") if missing else "—")
    row = Row(
        number=number,
        name=line.name,
        figures=line._figures(),
        reported=to_local(submitted, report.company_id._flexible_work_tz()).time().replace(microsecond=0)
        if submitted
        else None,
        reported_text=f"{text} *" if line.is_late else text,
        late=line.is_late,
        missing=missing,
        is_opd=line.is_opd,
    )
    return replace(row, texts=_texts(env, row))


def _texts(env, row) -> tuple[str, ...]:
    texts = []
    for column in COLUMNS:
        if column.kind == "row":
            value = {"number": row.number or "", "name": row.name, "reported": row.reported_text}[column.name]
            texts.append(str(value))
        elif column.kind == "percent":
            texts.append(percent_text(env, row.figures.percent))
        else:
            texts.append(formatLang(env, getattr(row.figures, column.name), digits=0))
    return tuple(texts)


def _headings(env):
    """Two rows of headings; a column without a group stands in both."""
    single = {
        "number": env._("No"),
        "name": env._("Regional unit (OPD)"),
        "off": env._("Off"),
        "obliged": env._("Obliged to attend"),
        "late": env._("Late"),
        "percent": env._("% present"),
        "reported": env._("Submit\u00adted"),
    }
    groups = {
        "employees": env._("Employees"),
        "present": env._("Present, working from"),
        "not_present": env._("Not present"),
        "apel": env._("Apel"),
    }
    names = {
        "pns": env._("PNS"),
        "pppk": env._("PPPK"),
        "pppk_pw": env._("PPPK PT"),
        "headcount": env._("Total"),
        "wfo": env._("WFO"),
        "wfh": env._("WFH"),
        "wfa": env._("WFA"),
        "other_office": env._("Other office"),
        "present": env._("Sum"),
        "apel_expected": env._("Obliged"),
        "apel_present": env._("Present"),
    }
    upper, lower, seen = [], [], set()
    for column in COLUMNS:
        if not column.group:
            upper.append(Heading(single[column.name], style=column.style, rows=2))
            continue
        if column.group not in seen:
            seen.add(column.group)
            upper.append(Heading(groups[column.group], span=sum(c.group == column.group for c in COLUMNS)))
        letter = LETTERS[column.name] if column.name in MODES else ""
        lower.append(Heading(names.get(column.name) or LETTERS[column.name], letter, column.style))
    return upper, lower


def _facts(report):
    env = report.env
    facts = [(env._("Number"), report.number)] if report.number else []
    facts.append((env._("Day, date"), report._date_words()))
    facts.append(
        (env._("Situation"), env._("as of %s", report.as_of_local) if report.as_of else env._("not yet counted"))
    )
    basis = "; ".join(_circular(env, circular) for circular in report.circular_ids.sorted("date_from"))
    return [*facts, (env._("Basis"), basis)] if basis else facts


def _circular(env, circular) -> str:
    name = circular.name
    if circular.number and circular.number not in name:
        name = env._("%(name)s number %(number)s", name=name, number=circular.number)
    return name


def _share(env, present, obliged) -> str:
    """``412 of 430 (95,81 %)``"""
    return env._(
        "%(present)s of %(obliged)s (%(percent)s %%)",
        present=formatLang(env, present, digits=0),
        obliged=formatLang(env, obliged, digits=0),
        percent=percent_text(env, percentage(present, obliged)),
    )


def _notes(report, rows, figures) -> list[str]:
    """What stands below the table, in the order in which a reader asks."""
    env = report.env
    notes = [
        env._(
            "Obliged to attend = employees less days off, duty elsewhere (DL), leave (C), sickness (S), permit (I)"
            " and study (TB); duty elsewhere is neither an absence nor an obligation to attend."
            " % present = present of obliged; “—” where nobody was obliged."
            " TK = without notice at the hour of the count."
        ),
        env._(
            "K office, R home, L other place, KL other office of the government; PPPK PT = part-time PPPK."
            " The last column is the local time at which the OPD submitted and its figures became final;"
            " * after the cut-off hour (%s).",
            report._clock(report.deadline),
        ),
    ]
    if figures.pending:
        notes.append(
            env._(
                "Of those counted as TK, %(number)s were not yet in at %(hour)s and may still come.",
                number=figures.pending,
                hour=report.as_of_local,
            )
        )
    notes.append(
        env._("Structural officials present: %s.", _share(env, figures.structural_present, figures.structural_obliged))
    )
    if figures.kind_unknown:
        notes.append(
            env._("%s employees have no kind of ASN in their file; they are in the total only.", figures.kind_unknown)
        )
    behalf = report._all_lines().filtered("on_behalf_reason")
    if behalf:
        notes.append(
            env._("Submitted by BKPSDM: %s.", "; ".join(f"{line.name} ({line.on_behalf_reason})" for line in behalf))
        )
    late = sum(row.late for row in rows)
    if late:
        notes.append(env._("OPD that submitted after the cut-off hour (marked *): %s.", late))
    if report.missing_reason:
        notes.append(env._("Verified without them because: %s", report.missing_reason))
    return notes


def _signing_day(report):
    """The local date on which the report was verified, until then that of the count."""
    moment = report.verified_at or report.as_of
    return to_local(moment, report.company_id._flexible_work_tz()).date() if moment else report.date
