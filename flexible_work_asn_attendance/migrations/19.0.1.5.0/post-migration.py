"""What an upgrade does not do by itself."""

from odoo.tools import SQL

#: Odoo keeps the index of a field that has none any more, and each of them is written to with every day of everybody
FIELDS_WITHOUT_INDEX = ("company_id", "date", "opd_id", "state", "status")


def migrate(cr, version):
    for name in FIELDS_WITHOUT_INDEX:
        cr.execute(SQL("DROP INDEX IF EXISTS %s", SQL.identifier(f"flexible_work_day__{name}_index")))
