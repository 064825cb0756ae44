"""What an upgrade does not do by itself."""

from odoo.tools import SQL

#: Odoo keeps the index of a field that has none any more, and each of them is written to with every day of everybody
FIELDS_WITHOUT_INDEX = ("company_id", "date", "opd_id", "state", "status")


def migrate(cr, version):
    for name in FIELDS_WITHOUT_INDEX:
        cr.execute(SQL("DROP INDEX IF EXISTS %s", SQL.identifier(f"flexible_work_day__{name}_index")))
    _mark_ours(cr)


def _mark_ours(cr):
    """Check-ins since the addon was installed are said to be ours; those from before keep their positions.

    The addon was installed when the first of its records got its name, which no upgrade changes.
    """
    cr.execute(
        """
        UPDATE hr_attendance
           SET flexible_purged = FALSE
         WHERE flexible_purged IS NULL
           AND create_date >= (SELECT min(create_date) FROM ir_model_data WHERE module = %s)
        """,
        ["flexible_work_asn_attendance"],
    )
