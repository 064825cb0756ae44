"""What an upgrade does not do by itself."""

from lxml import etree

from odoo import SUPERUSER_ID, api
from odoo.tools import file_open

CATEGORIES = "flexible_work_asn/data/flexible_work_service_category.xml"


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    # the plan is worked out since 19.0.1.1.0 and kept nowhere; Odoo leaves the table of a model that is gone
    cr.execute("DROP TABLE IF EXISTS flexible_work_plan_day")
    _name_circulars(env)


def _name_circulars(env):
    """Kinds of service say which circulars name them; those that are there already are left alone by an upgrade."""
    with file_open(CATEGORIES, "rb") as file:
        records = etree.parse(file).iterfind(".//record")
        named = {record.get("id"): record.findtext("field[@name='named_by']") for record in records}
    for name, circulars in named.items():
        category = env.ref(f"flexible_work_asn.{name}", raise_if_not_found=False)
        if circulars and category and not category.named_by:
            category.named_by = circulars
