"""What the columns of the monthly recapitulation count, as SQL on closed days: ``d`` is the day, with
``report_missing`` and ``report_handed_in``.

What a status or a mode means is said by the core (``figures/statuses.py``), for the day and for the month alike.
"""

from odoo.tools import SQL

from odoo.addons.flexible_work_asn.plan import FLEXIBLE_MODES

from ..figures.statuses import (
    APEL_ATTENDED,
    LEAVE,
    LEAVE_FIELD,
    MODE_FIELD,
    MODES,
    NOT_OBLIGED,
    PRESENT,
    STATUS_FIELD,
)
from .day_tallies import ASSIGNED, MEANING

IS_PRESENT = f"d.status = '{PRESENT}'"
ATTENDED = ", ".join(f"'{result}'" for result in sorted(APEL_ATTENDED))
#: as on the daily page
IS_LATE = f"{IS_PRESENT} AND ({MEANING['late'].code})"


def _statuses(*names):
    """The statuses of a day that are counted in the columns ``names``."""
    found = sorted(status for status, name in STATUS_FIELD.items() if name in names)
    return "d.status IN (%s)" % ", ".join(f"'{status}'" for status in found)  # noqa: UP031 (quotes)


def _mode(name):
    """Present, in one of the modes that are counted in the column ``name``."""
    modes = [mode for mode, column in MODE_FIELD.items() if column == name]
    either = [f"d.mode = '{mode}'" if mode else "d.mode IS NULL" for mode in modes]
    return f"{IS_PRESENT} AND ({' OR '.join(either)})"


def _leave(kind):
    """On leave of this kind; None: nobody has said of which."""
    which = f"= '{kind}'" if kind else "IS NULL"
    return f"d.status = '{LEAVE}' AND d.leave_kind {which}"


IS_OBLIGED = f"NOT {_statuses(*NOT_OBLIGED)}"
IS_AWAY = "d.mode IN (%s)" % ", ".join(f"'{mode}'" for mode in sorted(FLEXIBLE_MODES))  # noqa: UP031 (quotes)

#: days on which the condition holds
COUNTED = {
    "days": "TRUE",
    "obliged": IS_OBLIGED,
    "present": IS_PRESENT,
    **{name: _mode(name) for name in MODES},
    **{name: _statuses(name) for name in ("duty", "leave", "sick", "permit", "study", "absent", "off")},
    **{name: _leave(kind) for kind, name in LEAVE_FIELD.items()},
    "late": IS_LATE,
    "early": f"{IS_PRESENT} AND d.early_minutes > 0",
    "missing_in": "d.missing IN ('in', 'both')",
    "missing_out": "d.missing IN ('out', 'both')",
    "apel_expected": "d.apel_expected",
    "apel_present": f"d.apel_expected AND d.apel_morning IN ({ATTENDED})",
    "apel_late": "d.apel_expected AND d.apel_morning = 'late'",
    "apel_missed": f"d.apel_expected AND d.apel_morning NOT IN ({ATTENDED})",
    "apel_rejected": "d.apel_expected AND d.apel_morning = 'rejected'",
    "apel_afternoon_expected": "d.apel_afternoon_expected",
    "apel_afternoon_present": f"d.apel_afternoon_expected AND d.apel_afternoon IN ({ATTENDED})",
    "apel_afternoon_late": "d.apel_afternoon_expected AND d.apel_afternoon = 'late'",
    "apel_afternoon_missed": f"d.apel_afternoon_expected AND d.apel_afternoon NOT IN ({ATTENDED})",
    "apel_afternoon_rejected": "d.apel_afternoon_expected AND d.apel_afternoon = 'rejected'",
    "report_handed_in": f"{IS_PRESENT} AND d.report_handed_in",
    "report_missing": "d.report_missing",
    "outside": f"{IS_PRESENT} AND d.place = 'outside'",
    "corrected": "d.corrected",
    "assigned_in": ASSIGNED.code,
    "rejected": "d.verification = 'rejected'",
    "undecided": f"{IS_PRESENT} AND d.verification = 'none' AND ({IS_AWAY} OR d.place = 'outside')",
    "structural_obliged": f"d.structural AND {IS_OBLIGED}",
    "structural_present": f"d.structural AND {IS_PRESENT}",
    "structural_late": f"d.structural AND {IS_LATE}",
    "structural_absent": f"d.structural AND {_statuses('absent')}",
}
#: numbers that are added up
SUMMED = {
    "late_minutes": f"CASE WHEN {IS_PRESENT} THEN d.late_minutes END",
    "early_minutes": f"CASE WHEN {IS_PRESENT} THEN d.early_minutes END",
    "presence_expected": "d.presence_expected",
    "presence_met": "d.presence_met",
    "presence_missed": "d.presence_missed",
}
#: columns of a person that are added up for an OPD, and those of an OPD for the region
ADDED = (*COUNTED, *SUMMED, "warnings")
#: people by their kind, and those who worked so on one day at least
PEOPLE = {
    "people": "TRUE",
    "pns": "p.asn_kind = 'pns'",
    "pppk": "p.asn_kind = 'pppk'",
    "pppk_pw": "p.asn_kind = 'pppk_pw'",
    "kind_unknown": "p.asn_kind IS NULL",
    **{f"people_{name}": f"p.{name} > 0" for name in MODES},
    "people_flexible": " OR ".join(f"p.{mode} > 0" for mode in sorted(FLEXIBLE_MODES)),
    "people_absent": "p.absent > 0",
    "people_late": "p.late > 0",
}

PERCENT = SQL("COALESCE(ROUND(100.0 * present / NULLIF(obliged, 0), 2), 0)")


def day_columns():
    """``SELECT`` list of all columns of a person that come from the days, in the order of COUNTED and SUMMED."""
    counted = [SQL("COUNT(*) FILTER (WHERE %s) AS %s", SQL(sql), SQL.identifier(name)) for name, sql in COUNTED.items()]
    summed = [SQL("COALESCE(SUM(%s), 0) AS %s", SQL(sql), SQL.identifier(name)) for name, sql in SUMMED.items()]
    return SQL(", ").join([*counted, *summed])


def names(columns, table=None):
    """``columns`` as a list of identifiers, of ``table`` where it is named."""
    return SQL(", ").join(SQL.identifier(table, name) if table else SQL.identifier(name) for name in columns)


def sums(columns, table="p"):
    """Their sums, each named as the column."""
    return SQL(", ").join(
        SQL("SUM(%s)::integer AS %s", SQL.identifier(table, name), SQL.identifier(name)) for name in columns
    )


def people_columns():
    """Numbers of different people by PEOPLE: nobody counts twice who was in two OPD."""
    return SQL(", ").join(
        SQL("COUNT(DISTINCT p.employee_id) FILTER (WHERE %s) AS %s", SQL(sql), SQL.identifier(name))
        for name, sql in PEOPLE.items()
    )
