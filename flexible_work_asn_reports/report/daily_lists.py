"""The lists of the daily page: leave, structural officials, comparison, people and units named, what OPD submitted."""

from odoo.tools import format_date

from odoo.addons.flexible_work_asn.report.letterhead import grouped_nip

from ..figures import LEAVE_FIELD, LETTERS
from ..figures.counting import percentage
from .table import TableColumn, change, joined, make_table

STRUCTURAL = ("headcount", "obliged", "present", "wfo", "late", "absent")


def build_lists(report, lines, rows, compared) -> dict:
    """``{key: Table}`` of a ``flexible.work.report``, in the order in which they stand on paper and in the workbook.

    :param lines: the lines behind ``rows`` of the main table, in the same order
    :param compared: what the report is compared with, as ``_compared()`` says
    """
    env = report.env
    tables = [
        _changes(report),
        _absent(report, lines),
        _breaches(report, lines),
        _shortfalls(report, lines),
        _assigned(report, lines),
        _structural(env, rows),
        _leave(env, rows),
        _comparison(report, rows, compared),
        _ranking(env, rows),
        _submission(report, lines, rows),
    ]
    return {table.key: table for table in tables if table}


def details(env, tables):
    """Leave, structural officials and comparison per OPD on one sheet of paper."""
    title = env._("Structural officials, leave by kind, and comparison, per OPD")
    return joined("details", title, [tables[key] for key in ("structural", "leave", "comparison")])


def _opd_columns(env, width=18.0):
    return [
        TableColumn("number", env._("No"), "number", 2.8),
        TableColumn("name", env._("Regional unit (OPD)"), "text", width),
    ]


def _structural(env, rows):
    """Structural officials are counted apart: most circulars keep them in the office (SE Wali Kota Ternate)."""
    group = env._("Structural officials")
    names = {
        "headcount": env._("Total"),
        "obliged": env._("Obliged"),
        "present": env._("Present"),
        "wfo": env._("WFO"),
        "late": env._("Late"),
        "absent": LETTERS["absent"],
    }
    columns = [
        TableColumn(
            f"structural_{name}",
            names[name],
            width=5.7 if name == "late" else 4.1,
            group=group,
            style=name if name in LETTERS else "",
        )
        for name in STRUCTURAL
    ]
    share = TableColumn(
        "structural_percent",
        env._("% present"),
        "percent",
        4.6,
        group,
        "sum",
        of=("structural_present", "structural_obliged"),
    )
    return make_table(
        env,
        [*_opd_columns(env), *columns, share],
        [
            {
                "name": row.name,
                **{column.name: getattr(row.figures, column.name) for column in columns},
                share.name: percentage(row.figures.structural_present, row.figures.structural_obliged),
            }
            for row in rows
        ],
        total_name=env._("TOTAL"),
        key="structural",
        sheet=env._("Structural officials"),
        title=env._("Structural officials"),
        empty=env._("No day of this date has been counted yet."),
    )


def _leave(env, rows):
    group = env._("Leave by kind (C)")
    names = {name: LETTERS.get(name) or env._("Other") for name in LEAVE_FIELD.values()}
    columns = [
        TableColumn(name, heading, width=4.4 if name == "leave_other" else 3.0, group=group)
        for name, heading in names.items()
    ]
    columns.append(TableColumn("leave", env._("Sum"), width=4.1, group=group, style="sum"))
    return make_table(
        env,
        [*_opd_columns(env), *columns],
        [{"name": row.name, **{column.name: getattr(row.figures, column.name) for column in columns}} for row in rows],
        total_name=env._("TOTAL"),
        key="leave",
        sheet=env._("Leave by kind"),
        title=env._("Leave by kind"),
        empty=env._("No day of this date has been counted yet."),
        note=env._(
            "CT annual leave, CB long leave, CS sick leave, CM maternity leave, CAP leave for important reasons,"
            " CBer collective leave, CLTN unpaid leave (Peraturan BKN 24/2017)."
        ),
    )


def _comparison(report, rows, compared):
    """Percentages per OPD beside those of the days before, and the changes in percentage points."""
    env, before = report.env, report._compared_lines() if compared else {}
    labels = [format_date(env, one["date"], date_format="EEE d MMM") for one in compared]
    group = env._("Present of obliged (%)")
    columns = [TableColumn("percent", env._("Today"), "percent", 4.6, group, "sum")]
    for number, label in enumerate(labels):
        columns.append(TableColumn(f"percent_{number}", label, "percent", 4.8, group))
        columns.append(TableColumn(f"change_{number}", "±", "change", 4.4, group))

    def values(name, now, then):
        found = {"name": name, "percent": now}
        for number, _label in enumerate(labels):
            found[f"percent_{number}"] = then[number]
            found[f"change_{number}"] = change(now, then[number])
        return found

    nothing = (None,) * len(labels)
    table = make_table(
        env,
        [*_opd_columns(env), *columns],
        [values(row.name, row.figures.percent, before.get(row.opd_id, nothing)) for row in rows],
        key="comparison",
        sheet=env._("Comparison"),
        title=env._("Comparison"),
        empty=env._("No day of this date has been counted yet."),
        note=env._("± percentage points; “—” where nobody was obliged or the day was not counted."),
    )
    total = values(env._("TOTAL"), report._figures().percent, [one["percent"] for one in compared])
    return table.with_total(env, total)


def _people(report, lines, kinds):
    """The people of some kinds whom the report names, OPD by OPD in the order of the page."""
    place = {line.id: (number, line.name) for number, line in enumerate(lines)}
    people = report.env["flexible.work.report.person"].search_fetch(
        [("report_id", "=", report.id), ("kind", "in", kinds)],
        [
            *("line_id", "department_id", "name", "nip", "structural", "kind", "bound_by", "reason"),
            *("employee_id", "home_department_id", "letter_number", "situation"),
        ],
    )
    last = (len(place), "")
    people = people.sorted(
        lambda one: (place.get(one.line_id.id, last)[0], kinds.index(one.kind), one.name.casefold(), one.id)
    )
    for one in people:
        yield (
            one,
            {
                "opd": place.get(one.line_id.id, last)[1],
                # most people of a small OPD are in no unit below it
                "unit": one.department_id.name if one.department_id != one.line_id.department_id else "",
                "name": one.name,
                "nip": grouped_nip(one.nip),
                "structural": one.structural,
                "reason": one.reason or "",
            },
        )


def _people_columns(env, *more):
    return [
        TableColumn("number", env._("No"), "number", 3.2),
        TableColumn("opd", env._("Regional unit (OPD)"), "text", 24),
        TableColumn("name", env._("Name"), "text", 23),
        TableColumn("nip", "NIP", "text", 14.5),
        TableColumn("unit", env._("Unit"), "text", 22),
        TableColumn("structural", env._("Structural official"), "flag", 6.0),
        *more,
        TableColumn("reason", env._("What the OPD knows"), "text", 28),
    ]


def _absent(report, lines):
    """Absent without notice, with the reason that the OPD knows: they count towards PP 94/2021."""
    env = report.env
    kinds = {"absent": LETTERS["absent"], "pending": env._("not yet in")}
    rows = [values | {"kind": kinds[one.kind]} for one, values in _people(report, lines, list(kinds))]
    return make_table(
        env,
        _people_columns(env, TableColumn("kind", env._("Kind"), "text", 7.0)),
        rows,
        by="opd",
        key="absent",
        sheet=env._("TK"),
        title=env._("Absent without notice (TK)"),
        empty=env._("Nobody is absent without notice."),
    )


def _breaches(report, lines):
    """People at work elsewhere although their unit or position is bound to the office."""
    env = report.env
    bound = dict(env["flexible.work.report.person"]._fields["bound_by"]._description_selection(env))
    return make_table(
        env,
        _people_columns(env, TableColumn("bound_by", env._("Bound by"), "text", 13.0)),
        [values | {"bound_by": bound.get(one.bound_by, "")} for one, values in _people(report, lines, ["breach"])],
        by="opd",
        key="breach",
        sheet=env._("Bound to the office"),
        title=env._("Bound to the office and not there: units of direct public service and positions"),
        empty=env._("Everybody who is bound to the office and present is there."),
    )


def _assigned(report, lines):
    """Who works for another OPD than that of the post; each once, with the OPD that counts the day."""
    env, rows = report.env, []
    situations = dict(env["flexible.work.report.person"]._fields["situation"]._description_selection(env))
    for one, values in _people(report, lines, ["assigned"]):
        if one.line_id.department_id != one.department_id.opd_id:
            continue  # the line of the post, which names them, too
        rows.append(
            values
            | {
                "unit": one.department_id.name,
                "home": _with_opd(one.home_department_id),
                "letter": one.letter_number or "",
                "situation": situations.get(one.situation, ""),
            }
        )
    return make_table(
        env,
        [
            TableColumn("number", env._("No"), "number", 3.2),
            TableColumn("opd", env._("Regional unit (OPD)"), "text", 24),
            TableColumn("name", env._("Name"), "text", 21),
            TableColumn("nip", "NIP", "text", 14.5),
            TableColumn("home", env._("Unit of the post"), "text", 26),
            TableColumn("unit", env._("Receiving unit"), "text", 22),
            TableColumn("letter", env._("Surat tugas"), "text", 16),
            TableColumn("situation", env._("On this day"), "text", 14),
        ],
        rows,
        by="opd",
        key="assigned",
        sheet=env._("Assigned"),
        title=env._("Assigned from other OPD, counted where they work"),
        empty=env._("Nobody works for another OPD on this date."),
    )


def _with_opd(unit):
    """The unit, and the OPD that it is part of."""
    opd = unit.opd_id
    return f"{unit.name}, {opd.name}" if opd and opd != unit else unit.name or ""


def _shortfalls(report, lines):
    env = report.env
    place = {line.id: (number, line.name) for number, line in enumerate(lines)}
    last = (len(place), "")
    units = env["flexible.work.report.shortfall"].search([("report_id", "=", report.id)])
    units = units.sorted(lambda one: (place.get(one.line_id.id, last)[0], one.name, one.id))
    return make_table(
        env,
        [
            TableColumn("number", env._("No"), "number", 3.5),
            TableColumn("opd", env._("Regional unit (OPD)"), "text", 32),
            TableColumn("name", env._("Unit"), "text", 32),
            TableColumn("needed", env._("Needed on site"), width=8),
            TableColumn("on_site", env._("On site"), width=8),
            TableColumn("short", env._("Short of"), width=8, style="absent"),
            TableColumn("exempt", env._("Direct public service"), "flag", 8.5),
        ],
        [
            {
                "opd": place.get(one.line_id.id, last)[1],
                "name": one.name,
                "needed": one.needed,
                "on_site": one.on_site,
                "short": one.needed - one.on_site,
                "exempt": one.exempt,
            }
            for one in units
        ],
        key="shortfall",
        sheet=env._("Short of people"),
        title=env._("Units with fewer people on site than they need"),
        empty=env._("Every unit has the people on site that it needs."),
    )


def _ranking(env, rows):
    """All OPD from the lowest attendance to the highest; without those in which nobody was obliged."""
    ranked = sorted(
        (row for row in rows if row.is_opd and row.figures.obliged),
        key=lambda row: (row.figures.present / row.figures.obliged, -row.figures.absent, row.name),
    )
    return make_table(
        env,
        [
            *_opd_columns(env, 46.0),
            TableColumn("obliged", env._("Obliged to attend"), width=10),
            TableColumn("present", env._("Present"), width=10),
            TableColumn("absent", LETTERS["absent"], width=10, style="absent"),
            TableColumn("percent", env._("% present"), "percent", 10, style="sum", of=("present", "obliged")),
        ],
        [
            {
                "name": row.name,
                **{name: getattr(row.figures, name) for name in ("obliged", "present", "absent", "percent")},
            }
            for row in ranked
        ],
        key="ranking",
        sheet=env._("Ranking"),
        title=env._("OPD from the lowest to the highest attendance"),
        empty=env._("Nobody was obliged to attend."),
    )


def _submission(report, lines, rows):
    env = report.env
    return make_table(
        env,
        [
            *_opd_columns(env, 36.0),
            TableColumn("reported", env._("Submitted at"), "text", 10),
            TableColumn("late", env._("After the cut-off hour"), "flag", 8),
            TableColumn("remark", env._("Remark of the OPD"), "text", 22),
            TableColumn("behalf", env._("Why BKPSDM submitted"), "text", 21),
        ],
        [
            {
                "name": row.name,
                "reported": row.reported_text.removesuffix(" *"),
                "late": row.late,
                "remark": line.remark or "",
                "behalf": line.on_behalf_reason or "",
            }
            for row, line in zip(rows, lines, strict=True)
        ],
        key="submission",
        sheet=env._("Submission"),
        title=env._("What the OPD submitted"),
        empty=env._("No day of this date has been counted yet."),
    )


def _changes(report):
    """What a revision changes; nothing for a report that is the first of its date."""
    if not report.revision:
        return None
    env = report.env
    rows = [
        {"name": one["name"], "figure": label, "before": before, "after": after, "difference": after - before}
        for one in report._changes_since_last()
        for label, before, after in one["figures"]
    ]
    return make_table(
        env,
        [
            *_opd_columns(env, 47.2),
            TableColumn("figure", env._("Figure"), "text", 26),
            TableColumn("before", env._("Before"), width=8),
            TableColumn("after", env._("Now"), width=8, style="sum"),
            TableColumn("difference", "±", "difference", 8),
        ],
        rows,
        key="changes",
        sheet=env._("Changes"),
        title=env._("What has changed since the report before"),
        empty=env._("No figure has changed since the report before."),
    )
