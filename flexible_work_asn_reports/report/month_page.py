"""The monthly report to the governor or the ministry, and the recap of apel to the head of the region, in words."""

from odoo.tools import format_date, formatLang

from odoo.addons.flexible_work_asn.local_time import to_local

from ..figures.counting import percentage
from ..figures.statuses import LETTERS, MODES
from .month_paper import Column, Paper, Section, Table
from .official import build_official
from .table import percent_text, share


def build_report(month) -> Paper:
    """The monthly report of a ``flexible.work.month`` (superuser mode, language of the paper in its context).

    SE Mendagri 800.1.5/3349/SJ: employees by mode, compliance, warnings, savings.
    """
    env = month.env
    return make_paper(
        month,
        title=env._("MONTHLY REPORT ON THE FLEXIBLE PERFORMANCE OF OFFICIAL DUTIES BY CIVIL SERVANTS (ASN)"),
        sections=[
            _basis(month),
            _by_mode(month),
            _compliance(month),
            _discipline(month),
            _savings(month),
            _text(env._("Obstacles"), month.obstacles, env._("None.")),
            _text(env._("Follow-up"), month.follow_up, env._("None.")),
        ],
        annex=[_opd_table(month)],
        notes=[
            env._(
                "Counted are person-days that are closed. Obliged to attend = days less days off, duty elsewhere (DL), "
                "leave (C), sickness (S), permit (I) and study (TB); % present = present of obliged."
            ),
        ],
        footer=env._("Monthly report %s", month._month_label()),
        date=month.letter_date,
        facts=True,
    )


def build_apel(month) -> Paper:
    """The recap of apel per OPD, handed to the head of the region through BKPSDM (as in Katingan, by day 5)."""
    env = month.env
    return make_paper(
        month,
        title=env._("RECAPITULATION OF PRESENCE AT APEL"),
        sections=[_apel_summary(month)],
        annex=[_apel_table(month)],
        notes=[
            env._("Present = on time or late. The joint apel counts as that of the morning. “—”: nobody was expected.")
        ],
        footer=env._("Recap of apel %s", month._month_label()),
    )


def make_paper(month, date=None, facts=False, **parts) -> Paper:
    """A paper about a ``flexible.work.month``, with head and foot; ``parts`` are what is in between."""
    env, company = month.env, month.company_id
    moment = month.confirmed_at or month.counted_at
    day = date or (to_local(moment, company._flexible_work_tz()).date() if moment else company._flexible_work_today())
    draft = (
        env._("DRAFT – the figures follow the days until BKPSDM confirms the month") if month.state == "draft" else ""
    )
    return Paper(
        lang=env.lang,
        official=build_official(company, day),
        subtitle=env._("MONTH: %s", month.display_name.upper()),
        facts=_facts(month) if facts else [],
        draft=draft,
        **parts,
    )


def _facts(month):
    env = month.env
    facts = [(env._("Number"), month.number)] if month.number else []
    return facts + ([(env._("Addressee"), month.addressee)] if month.addressee else [])


def number(env, value) -> str:
    """1.234 in the writing of the language."""
    return formatLang(env, value or 0, digits=0)


def _lines(text):
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def _text(heading, text, nothing):
    return Section(heading, _lines(text) or [nothing])


# ---------------------------------------------------------------- the parts of the report
def _basis(month):
    return Section(month.env._("Basis"), [*_lines(month.basis), *_lines(month.introduction)])


def _by_mode(month):
    """Employees by mode: person-days and people who worked so on one day at least."""
    env = month.env
    labels = month.fields_get(MODES, ["string"])
    rows = [
        {
            "name": f"{labels[mode]['string']} ({LETTERS[mode]})",
            "person_days": month[mode],
            "present": month.present,
            "people": month[f"people_{mode}"],
        }
        for mode in MODES
    ]
    table = Table(
        sheet=env._("By mode"),
        title=env._("Employees by mode of work"),
        columns=[
            Column("number", env._("No"), "row", width=0.5),
            Column("name", env._("Mode"), "text", width=3),
            Column("person_days", env._("Person-days")),
            Column("share", env._("% of the days present"), "share", part="person_days", whole="present"),
            Column("people", env._("People (one day at least)")),
        ],
        rows=rows,
        total=env._("TOTAL"),
        totals={"present": month.present, "people": month.people},
    )
    kinds = env._(
        "Employees: %(people)s (PNS %(pns)s, PPPK %(pppk)s, part-time PPPK %(pppk_pw)s). Worked flexibly on one day at "
        "least: %(flexible)s.",
        people=number(env, month.people),
        pns=number(env, month.pns),
        pppk=number(env, month.pppk),
        pppk_pw=number(env, month.pppk_pw),
        flexible=share(env, month.people_flexible, month.people),
    )
    return Section(env._("Employees by mode of work"), [kinds], [table])


def _compliance(month):
    env = month.env
    reports = month.report_handed_in + month.report_missing
    lines = [
        env._("Present on days obliged to attend: %s.", share(env, month.present, month.obliged)),
        env._("Structural officials present: %s.", share(env, month.structural_present, month.structural_obliged)),
        env._(
            "Absent without notice (TK): %(days)s person-days of %(people)s people.",
            days=number(env, month.absent),
            people=number(env, month.people_absent),
        ),
        env._(
            "Late: %(times)s times, %(minutes)s minutes, %(people)s people.",
            times=number(env, month.late),
            minutes=number(env, month.late_minutes),
            people=number(env, month.people_late),
        ),
    ]
    if month.apel_expected or month.apel_afternoon_expected:
        expected = month.apel_expected + month.apel_afternoon_expected
        present = month.apel_present + month.apel_afternoon_present
        lines.append(env._("Present at apel: %s.", share(env, present, expected)))
    if reports:
        lines.append(
            env._(
                "Daily reports of work from home or elsewhere handed in: %s.",
                share(env, month.report_handed_in, reports),
            )
        )
    if month.outside:
        lines.append(env._("Checked in outside the place of work on %s days.", number(env, month.outside)))
    if month.assigned_in:
        words = env._("Assigned to another OPD on %s days, counted where they worked.", number(env, month.assigned_in))
        lines.append(words)
    lines.append(
        env._(
            "Calls and messages to people working away: %(all)s; in time %(in_time)s, late %(late)s, not answered "
            "%(missed)s, excused %(excused)s.",
            all=number(env, month.contact_total),
            in_time=number(env, month.contact_in_time),
            late=number(env, month.contact_late),
            missed=number(env, month.contact_no_answer),
            excused=number(env, month.contact_excused),
        )
    )
    return Section(env._("Compliance"), lines)


def _discipline(month):
    env = month.env
    lines = [
        env._(
            "Warnings issued: verbal %(verbal)s, written %(written)s, call to a performance review %(review)s. "
            "Proposals not decided yet: %(proposed)s.",
            verbal=month.warning_verbal,
            written=month.warning_written,
            review=month.warning_review,
            proposed=month.warning_proposed,
        ),
        env._(
            "Cases of days absent without valid reason (PP 94/2021) raised: %(raised)s; acted on in this month: "
            "%(acted)s.",
            raised=month.case_raised,
            acted=month.case_acted,
        ),
    ]
    steps = [f"{name}: {count}" for name, count in month.discipline_steps or ()]
    if steps:
        lines.append(env._("Steps reached: %s. Reaching a step is no punishment: people decide.", "; ".join(steps)))
    return Section(env._("Warnings and discipline"), lines)


def _savings(month):
    """The ledger beside the month before and the same month of last year."""
    env = month.env
    rows = month._savings_rows()
    if not rows:
        return Section(env._("Savings"), [env._("No use was entered in the ledger for this month.")])
    table = Table(
        sheet=env._("Savings"),
        title=env._("Use and expenses"),
        columns=[
            Column("name", env._("Kind"), "text", width=2.2),
            Column("unit", env._("Unit of measure"), "text", width=0.9),
            Column("quantity", env._("Use"), "quantity"),
            Column("before_quantity", env._("Month before"), "quantity"),
            Column("year_quantity", env._("A year ago"), "quantity"),
            Column("amount", env._("Expenses (Rp)"), "money", width=1.3),
            Column("before_amount", env._("Month before (Rp)"), "money", width=1.3),
            Column("year_amount", env._("A year ago (Rp)"), "money", width=1.3),
            Column("saved", env._("Difference from the month before (Rp)"), "money", width=1.3),
        ],
        rows=[{**row, "saved": saved(row)} for row in rows],
        note=env._("Below 0: less was spent. “—”: nothing was entered."),
    )
    return Section(env._("Savings"), [], [table])


def saved(row):
    """What was spent more (or less: below 0) than in the month before; None where either was not entered."""
    if row.get("amount") is None or row.get("before_amount") is None:
        return None
    return row["amount"] - row["before_amount"]


def _opd_rows(month, names):
    lines = month.env["flexible.work.month.line"].search([("month_id", "=", month.id)])
    return [{"name": line.name, **{name: line[name] for name in names}} for line in lines]


def _opd_table(month):
    env = month.env
    columns = [
        Column("number", env._("No"), "row", width=0.6),
        Column("name", env._("Regional unit (OPD)"), "text", width=3.2),
        Column("people", env._("Employees"), width=1.3),
        Column("obliged", env._("Obliged (days)"), width=1.3),
        *(Column(mode, f"{name} ({LETTERS[mode]})", style=mode, width=1.2) for mode, name in mode_names(env)),
        Column("present", env._("Present"), width=1.3),
        *(Column(name, LETTERS[name], style=name if name == "duty" else "", width=0.9) for name in ("duty", "leave")),
        *(Column(name, LETTERS[name], width=0.8) for name in ("sick", "permit", "study")),
        Column("absent", LETTERS["absent"], style="absent", width=0.9),
        Column("late", env._("Late"), width=1.55),
        Column("percent", env._("% present"), "share", width=1.3),
    ]
    counted = [column.name for column in columns if column.kind == "count"]
    return Table(
        sheet=env._("OPD"),
        title=env._("Annex: person-days per OPD"),
        columns=columns,
        rows=_opd_rows(month, counted),
        total=env._("TOTAL"),
        totals={"people": month.people},
    )


def mode_names(env):
    """(mode, its name as in the circulars) in the order of the columns."""
    return [("wfo", "WFO"), ("wfh", "WFH"), ("wfa", "WFA"), ("other_office", env._("Other office"))]


def _apel_summary(month):
    env = month.env
    lines = []
    for prefix, name in (("apel", env._("Morning or joint apel")), ("apel_afternoon", env._("Afternoon apel"))):
        if month[f"{prefix}_expected"]:
            lines.append(
                env._(
                    "%(apel)s: held on %(days)s days; present %(share)s.",
                    apel=name,
                    days=month[f"{prefix}_held"],
                    share=share(env, month[f"{prefix}_present"], month[f"{prefix}_expected"]),
                )
            )
    return Section(env._("Summary"), lines or [env._("No apel was held in this month.")])


def _apel_table(month):
    env = month.env
    columns = [
        Column("number", env._("No"), "row", width=0.7),
        Column("name", env._("Regional unit (OPD)"), "text", width=3.4),
        Column("people", env._("Employees"), width=1.3),
    ]
    for prefix, session in (("apel", env._("Morning")), ("apel_afternoon", env._("Afternoon"))):
        columns += [
            Column(f"{prefix}_held", env._("%s: held", session), width=1.2),
            Column(f"{prefix}_expected", env._("%s: expected", session), width=1.2),
            Column(f"{prefix}_present", env._("%s: present", session), width=1.2),
            Column(f"{prefix}_late", env._("%s: late", session), width=1.5),
            Column(
                f"{prefix}_percent",
                env._("%s: %%", session),
                "share",
                width=1.3,
                part=f"{prefix}_present",
                whole=f"{prefix}_expected",
            ),
        ]
    counted = [column.name for column in columns if column.kind == "count"]
    return Table(
        sheet=env._("Apel"),
        title=env._("Presence at apel per OPD"),
        columns=columns,
        rows=_opd_rows(month, counted),
        total=env._("TOTAL"),
        totals={
            "people": month.people,
            "apel_held": month.apel_held,
            "apel_afternoon_held": month.apel_afternoon_held,
        },
    )


def texts(env, table) -> list[list[str]]:
    """The cells of the table as printed, the row of totals last."""
    rows = [{**row, "number": index} for index, row in enumerate(table.rows, 1)]
    printed = [[_cell(env, column, row) for column in table.columns] for row in rows]
    if table.total:
        sums = {column.name: table.sum_of(column.name) for column in table.columns if column.kind == "count"}
        for column in table.columns:
            if column.kind == "share":
                sums |= {name: table.sum_of(name) for name in (column.part, column.whole)}
        sums["name"] = table.total
        printed.append([_cell(env, column, sums) for column in table.columns])
    return printed


def _cell(env, column, row) -> str:
    if column.kind == "share":
        return percent_text(env, percentage(row.get(column.part) or 0, row.get(column.whole) or 0))
    value = row.get(column.name)
    if column.kind == "date":
        return format_date(env, value) if value else ""
    if column.kind in ("quantity", "money"):
        return "—" if value is None else formatLang(env, value, digits=0 if float(value).is_integer() else 2)
    if column.kind == "count":
        return number(env, value)
    return str(value or "")
