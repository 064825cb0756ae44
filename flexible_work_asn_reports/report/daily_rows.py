"""The main table of the daily page: one row per OPD and one of totals, as typed figures and as printed."""

from dataclasses import dataclass, replace
from datetime import time

from odoo.addons.flexible_work_asn.local_time import to_local

from ..figures import COLUMNS, LETTERS, Figures, total
from ..figures.statuses import MODES
from .table import Heading, count_text, percent_text


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
    opd_id: int | None = None


def build_rows(report, lines) -> tuple[list[Row], Row]:
    """Rows of the ``lines`` that have people, in the order given, and the row of totals, checked."""
    env = report.env
    rows = [_row(report, number, line) for number, line in enumerate(lines, 1)]
    totals = Row(None, env._("TOTAL"), total(row.figures for row in rows).check(report.display_name))
    return rows, replace(totals, texts=_texts(env, totals))


def _row(report, number, line) -> Row:
    env = report.env
    submitted = line.state == "submitted" and line.submitted_at
    missing = line.must_submit and not submitted
    text = report._clock(submitted).split(" ")[0] if submitted else (env._("not yet") if missing else "—")
    tz = report.company_id._flexible_work_tz()
    row = Row(
        number=number,
        name=line.name,
        figures=line._figures(),
        reported=to_local(submitted, tz).time().replace(microsecond=0) if submitted else None,
        reported_text=f"{text} *" if line.is_late else text,
        late=line.is_late,
        missing=missing,
        is_opd=line.is_opd,
        opd_id=line.department_id.id or None,
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
            texts.append(count_text(env, getattr(row.figures, column.name)))
    return tuple(texts)


def build_headings(env) -> tuple[list[Heading], list[Heading]]:
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
