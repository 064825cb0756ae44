"""What an upgrade does not do by itself.

Record rules that are there already are left alone, as an administrator may have changed them. Those of circulars and
roster lines now speak of templates, central rules and locked rosters, without which the new screens show nothing: they
are read anew. Indexes of fields that have none any more stay, too, and cost time with every line of a roster.
"""

from odoo import SUPERUSER_ID, api
from odoo.tools import SQL, convert_file

FIELDS_WITHOUT_INDEX = ("roster_id", "company_id", "employee_id", "date")


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    convert_file(env, "flexible_work_asn", "security/flexible_work_rules.xml", {}, mode="init")
    for name in FIELDS_WITHOUT_INDEX:
        index = SQL.identifier(f"flexible_work_roster_line__{name}_index")
        env.cr.execute(SQL("DROP INDEX IF EXISTS %s", index))
