"""A session of a user, as logging in leaves one; its cookie is printed.

``python -m trials.lossless.session DATABASE USER``
"""

import json
import sys
from contextlib import closing

import odoo.tools
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

from .region import Region

if __name__ == "__main__":
    odoo.tools.config.parse_config(["--log-level=critical", "--no-http"])
    maker = Region.__new__(Region)
    maker.database = sys.argv[1]
    with closing(Registry(maker.database).cursor()) as cursor:
        environment = api.Environment(cursor, SUPERUSER_ID, {})
        sys.stdout.write(json.dumps(maker._session(environment, int(sys.argv[2]))))
