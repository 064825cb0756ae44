"""One worker that does a job when a gate opens: ``python -m trials.lossless.job DATABASE MODEL METHOD GATE NUMBER``.

It prints why it gave way, if it did.
"""

import sys
import time
from contextlib import closing
from pathlib import Path

import odoo.tools
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry


def main(database, model, method, gate, number):
    with closing(Registry(database).cursor()) as cursor:
        env = api.Environment(cursor, SUPERUSER_ID, {})
        Path(f"{gate}.{number}").touch()
        while not Path(gate).exists():
            time.sleep(0.001)
        try:
            getattr(env[model], method)()
            cursor.commit()
        except Exception as error:
            cursor.rollback()
            sys.stdout.write(f"{type(error).__name__}: {' '.join(str(error).split())}")


if __name__ == "__main__":
    odoo.tools.config.parse_config(["--log-level=critical", "--no-http"])
    main(*sys.argv[1:])
