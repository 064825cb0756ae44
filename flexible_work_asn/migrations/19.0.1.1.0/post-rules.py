"""Record rules that are there already are not touched by an upgrade, as an administrator may have changed them. Those
of circulars and roster lines now speak of templates, central rules and locked rosters, without which the new screens
show nothing: they are read anew."""

from odoo.tools import convert_file


def migrate(cr, version):
    from odoo import SUPERUSER_ID, api

    env = api.Environment(cr, SUPERUSER_ID, {})
    convert_file(env, "flexible_work_asn", "security/flexible_work_rules.xml", {}, mode="init")
