"""The daily page in words: everything that is printed, once, for the PDF, the HTML and the workbook."""

from dataclasses import dataclass

from odoo.tools import format_date, formatLang

from odoo.addons.flexible_work_asn.local_time import to_local

from ..figures import COLUMNS, Column, highest, lowest
from .daily_lists import build_lists, details
from .daily_notes import build_notes
from .daily_rows import Row, build_headings, build_rows
from .official import Official, build_official, cited, qr_data_uri
from .table import Heading, Table, change_text, percent_text, share

#: people and units named behind the page; a list without an entry is one sentence
ANNEXES = ("absent", "breach", "shortfall")
#: figures of the summary
SUMMARY = ("obliged", "present", "wfo", "wfh", "wfa", "other_office", "absent", "late", "apel_present")


@dataclass(frozen=True, slots=True)
class Summary:
    """The day in a line beside the days before; ``texts`` per column, the first one today."""

    headings: list[Heading]
    rows: list[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Verification:
    """Where the document is confirmed; ``note`` alone while its files are not made."""

    note: str
    url: str = ""
    qr: str = ""  # data: URI


@dataclass(frozen=True, slots=True)
class Page:
    official: Official
    title: str
    subtitle: str
    draft: str  # said in large letters while BKPSDM has not verified
    facts: list[tuple[str, str]]  # number, date, hour, revision, legal basis
    summary: Summary | None
    headings: tuple[list[Heading], list[Heading]]
    rows: list[Row]
    totals: Row
    empty: str
    notes: list[str]
    lowest_title: str
    lowest: list[tuple[str, str]]
    highest_title: str
    highest: list[tuple[str, str]]
    missing_title: str
    missing: list[str]
    verification: Verification
    annex_title: str
    annexes: list[Table]  # as they follow on paper
    lists: dict[str, Table]  # a sheet of the workbook each
    footer: str
    columns: tuple[Column, ...] = COLUMNS


def build_page(report) -> Page:
    """The page of a ``flexible.work.report`` (in superuser mode, with the language of the document in its context)."""
    env = report.env
    lines = report._all_lines().with_env(env).filtered(lambda line: line.headcount or line.assigned_out)
    lines = lines.sorted(lambda line: (not line.is_opd, line.sequence, line.name))
    rows, totals = build_rows(report, lines)
    compared = report._compared() if rows else []
    lists = build_lists(report, lines, rows, compared)
    ranked = [(row.name, row.figures) for row in rows if row.is_opd]
    number = report.company_id.flexible_work_report_lowest
    complete = sum(1 for _name, figures in ranked if figures.obliged and figures.present == figures.obliged)
    missing = [row.name for row in rows if row.missing]
    return Page(
        official=build_official(report.company_id, _signing_day(report)),
        title=env._("DAILY REPORT ON THE ATTENDANCE OF CIVIL SERVANTS (ASN)"),
        subtitle=env._("FLEXIBLE PERFORMANCE OF OFFICIAL DUTIES"),
        draft="" if report.state in ("verified", "sent") else env._("DRAFT – not verified by BKPSDM"),
        facts=_facts(report),
        summary=_summary(report, totals.figures, compared) if compared else None,
        headings=build_headings(env),
        rows=rows,
        totals=totals,
        empty=env._("No day of this date has been counted yet."),
        notes=build_notes(report, lines, rows, totals.figures),
        lowest_title=env._("Lowest attendance"),
        lowest=_shares(env, lowest(ranked, number)),
        highest_title=env._("Highest attendance (%s OPD at 100 %%)", complete),
        highest=_shares(env, highest(ranked, number)),
        missing_title=env._("OPD that have not submitted: %s", len(missing) or env._("none")),
        missing=missing,
        verification=_verification(report),
        annex_title=env._("ANNEX TO THE DAILY REPORT OF %s", report._date_words().upper()),
        annexes=_annexes(env, lists) if rows else [],
        lists=lists,
        footer=_footer(report),
    )


def _annexes(env, lists):
    first = [lists["changes"]] if "changes" in lists else []
    assigned = [lists["assigned"]] if lists["assigned"].rows else []
    return [*first, details(env, lists), *(lists[key] for key in ANNEXES), *assigned]


def _shares(env, rows):
    return [(name, share(env, figures.present, figures.obliged)) for name, figures in rows]


def _facts(report):
    env = report.env
    facts = [(env._("Number"), report.number)] if report.number else []
    facts.append((env._("Day, date"), report._date_words()))
    facts.append(
        (env._("Situation"), env._("as of %s", report.as_of_local) if report.as_of else env._("not yet counted"))
    )
    if report.revision:
        words = env._("No. %(number)s, because: %(reason)s", number=report.revision, reason=report.revision_reason)
        facts.append((env._("Revision"), words))
    basis = "; ".join(map(cited, report.circular_ids.sorted("date_from")))
    return [*facts, (env._("Basis"), basis)] if basis else facts


def _summary(report, figures, compared) -> Summary:
    """Today beside the working day before and the same weekday of last week."""
    env = report.env
    words = {
        "obliged": env._("Obliged to attend"),
        "present": env._("Present"),
        "wfo": env._("WFO"),
        "wfh": env._("WFH"),
        "wfa": env._("WFA"),
        "other_office": env._("Other office"),
        "absent": env._("TK"),
        "late": env._("Late"),
        "apel_present": env._("Apel"),
    }
    headings = [Heading(""), Heading(env._("% present"), style="sum"), Heading(env._("Change ±"))]
    headings += [Heading(words[name], style=name) for name in SUMMARY]

    def row(label, counted, then):
        numbers = [formatLang(env, getattr(counted, name), digits=0) if counted else "—" for name in SUMMARY]
        return (label, percent_text(env, counted.percent if counted else None), then, *numbers)

    rows = [row(report._date_words(), figures, "")]
    for one in compared:
        difference = change_text(env, one["change"])
        label = env._(
            "%(which)s, %(date)s",
            which=one["label"],
            date=format_date(env, one["date"], date_format="EEEE, d MMMM y"),
        )
        rows.append(row(label, one["figures"], difference))
    return Summary(headings, rows)


def _verification(report) -> Verification:
    env, url = report.env, report._verify_url()
    if not url:
        return Verification(env._("The QR code that confirms this document is printed when it is sent."))
    return Verification(
        env._("Number, date and fingerprint of this document are confirmed at this address:"),
        url,
        qr_data_uri(url),
    )


def _footer(report) -> str:
    words = [report.env._("Daily report on attendance"), report._date_words()]
    if report.revision:
        words.append(report.env._("revision %s", report.revision))
    return " · ".join(words)


def _signing_day(report):
    """The local date on which the report was verified, until then that of the count."""
    moment = report.verified_at or report.as_of
    return to_local(moment, report.company_id._flexible_work_tz()).date() if moment else report.date
