"""What an upgrade does not do by itself.

Record rules that are there already are left alone, as an administrator may have changed them. That of presences at an
apel now follows the unit of the day, so that last month stays with the heads of last month: the rules are read anew.
"""

from odoo import SUPERUSER_ID, api
from odoo.tools import convert_file


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    convert_file(env, "flexible_work_asn_attendance", "security/flexible_work_attendance_rules.xml", {}, mode="init")
