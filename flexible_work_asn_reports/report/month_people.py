"""The month of each person in one table: for BKPSDM, and for heads and operators that of their own people."""

from odoo.addons.flexible_work_asn.report.letterhead import grouped_nip

from ..figures.statuses import LETTERS
from .month_page import make_paper, mode_names
from .month_paper import Column, Paper, Table

DAYS = ("days", "off", "obliged")
COUNTED = (
    "late",
    "late_minutes",
    "early",
    "early_minutes",
    "missing_in",
    "missing_out",
    "apel_expected",
    "apel_present",
    "apel_afternoon_expected",
    "apel_afternoon_present",
    "presence_missed",
    "report_missing",
    "outside",
    "corrected",
)


def build_people(month, people) -> Paper:
    """One row for each of ``people`` (``flexible.work.month.person``, with the rights of the reader).

    :param month: in superuser mode, with the language of the paper in its context
    """
    env = month.env
    labels = env["flexible.work.month.person"].fields_get(attributes=["string"])
    columns = [
        Column("number", env._("No"), "row", width=0.6),
        Column("name", env._("Name"), "text", width=4),
        Column("nip", env._("NIP"), "text", width=2.8),
        Column("unit", env._("Unit"), "text", width=3.4),
        Column("opd", env._("OPD"), "text", width=3.4),
        *(Column(name, labels[name]["string"]) for name in DAYS),
        *(Column(mode, f"{mode_name} ({LETTERS[mode]})", style=mode) for mode, mode_name in mode_names(env)),
        Column("present", env._("Present")),
        *(
            Column(name, LETTERS[name], style=name if name in ("duty", "absent") else "")
            for name in ("duty", "leave", "sick", "permit", "study", "absent")
        ),
        Column("percent", env._("% present"), "share", width=1.2),
        *(Column(name, labels[name]["string"], width=1.2) for name in COUNTED),
    ]
    # letters of warning are for heads, BKPSDM and auditors
    if people._has_field_access(people._fields["warnings"], "read"):
        columns.append(Column("warnings", labels["warnings"]["string"], width=1.2))
    counted = [column.name for column in columns if column.kind == "count"]
    table = Table(
        sheet=env._("Employees"),
        title=env._("Days per employee"),
        columns=columns,
        rows=[_row(person, counted) for person in people],
        total=env._("TOTAL"),
    )
    return make_paper(
        month,
        title=env._("MONTHLY RECAPITULATION OF ATTENDANCE PER EMPLOYEE"),
        sections=[],
        annex=[table],
        notes=[env._("Numbers of closed days. Who changed the OPD within the month has a row for each.")],
        footer=env._("Recap of employees %s", month._month_label()),
    )


def _row(person, counted):
    # sudo: names of units, for who reads the row
    units = person.sudo()
    return {
        "name": person.name,
        "nip": grouped_nip(person.nip),
        "unit": units.unit_id.name or "",
        "opd": units.department_id.name or "",
        **{name: person[name] for name in counted},
    }
