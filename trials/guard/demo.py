"""``python -m trials.guard.demo DATABASE``: the demo data of the addons, in a database that has them installed."""

import sys

import odoo.tools
from odoo import SUPERUSER_ID, api
from odoo.modules.loading import load_demo
from odoo.modules.module_graph import ModuleGraph
from odoo.modules.registry import Registry


def main(database):
    with Registry(database).cursor() as cursor:
        env = api.Environment(cursor, SUPERUSER_ID, {})
        # a module's demo data are loaded if those of the modules below were
        cursor.execute("UPDATE ir_module_module SET demo = true WHERE state = 'installed' RETURNING name")
        graph = ModuleGraph(cursor, mode="load")
        graph.extend([row[0] for row in cursor.fetchall()])
        for package in graph:
            if package.name.startswith("flexible_work_asn") and not load_demo(env, package, {}, "init"):
                raise SystemExit(f"the demo data of {package.name} failed to load")
        cursor.commit()


if __name__ == "__main__":
    odoo.tools.config.parse_config(["--log-level=critical", "--no-http"])
    main(sys.argv[1])
