"""The commands of the package trials: each prepares the environment, then runs ``python -m trials.NAME``."""

from .console import lock, run
from .database import PREFIX, Databases
from .paths import PYTHON, ROOT

#: command: what it proves
TRIALS = {
    "guard": "generated requests against every route and public method; ARGS: --requests 10000 --demo --seed 1",
    "harmless": "removal, installation and upgrade of the addons harm nothing; ARGS: only some of these",
    "lossless": 'servers and databases are killed at work, nothing is lost or doubled; ARGS="--kills 100"',
    "scale": "growth to 100,000 people, load over HTTP, a primary and its replica; ARGS: one of the three",
    "test-odoo": "Odoo's own tests with the addons and without: the same fail",
}
#: command: its program, where that is not called like it
PROGRAMS = {"test-odoo": "harmless.odoo"}


def trial(name):
    """The function behind ``make NAME``.

    The program finds in its environment ``TRIAL_TEMPLATE``, a database with Odoo's modules alone, ``TRIAL_READY``, one
    with the addons, and ``TRIAL_PREFIX``, with which the names of its own databases begin. It copies, and drops what it
    made.
    """

    def command(args):
        from . import environment

        ready = environment.prepare()
        databases = Databases(ready.variables, ready.source)
        variables = {
            **ready.variables,
            "TRIAL_TEMPLATE": databases.template(),
            "TRIAL_READY": databases.with_addons(),
            "TRIAL_PREFIX": f"{PREFIX}{name.replace('-', '_')}_",
        }
        with lock(name):
            return run(
                PYTHON, "-m", f"trials.{PROGRAMS.get(name, name)}", *args, env=variables, cwd=ROOT, check=False
            ).returncode

    return command


COMMANDS = {name: trial(name) for name in TRIALS}
