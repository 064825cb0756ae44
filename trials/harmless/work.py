"""What the proofs work with: databases that are theirs, Odoo's commands, SQL."""

import contextlib
import os
import re
import subprocess
import time
from pathlib import Path

import psycopg2

from tools.database import Databases
from tools.paths import LOGS, PYTHON

PREFIX = os.environ.get("TRIAL_PREFIX", "")
TEMPLATE = os.environ.get("TRIAL_TEMPLATE", "")
PROBLEM = re.compile(r"^[\d-]+ [\d:,]+ \d+ (?:ERROR|CRITICAL|WARNING) .*", re.MULTILINE)
UNDELETABLE = re.compile(r"ir\.model\.data could not be deleted \(\[([^\]]+)\]\)")


class Failed(Exception):
    """The proof has not come out; the message says at what."""


class Work(Databases):
    """The databases of one run; all of them are dropped at its end."""

    def __init__(self):
        self.env = dict(os.environ)

    def new(self, name, source=TEMPLATE):
        """A copy of a database under a name of this trial."""
        name = PREFIX + name
        self.copy(source, name)
        return name

    def drop_all(self):
        self.drop_others(PREFIX, keep=None)

    def run_odoo(self, *command, log, allowed=(), addons_path=None):
        """Run a command of Odoo; returns the seconds it took and its log.

        :param allowed: patterns of lines with a warning or an error that may be there
        :raises Failed: it ended badly, or its log holds a warning or an error
        """
        path = Path(LOGS) / f"harmless-{log}.log"
        path.parent.mkdir(parents=True, exist_ok=True)
        env = dict(self.env)
        if addons_path:
            env["ODOO_RC"] = str(configuration(addons_path))
        start = time.monotonic()
        with open(path, "w") as file:
            done = subprocess.run(
                [str(PYTHON), "-m", "odoo", *command], env=env, stdout=file, stderr=subprocess.STDOUT, check=False
            )
        seconds = time.monotonic() - start
        text = path.read_text(errors="replace")
        problems = [line for line in PROBLEM.findall(text) if not any(re.search(known, line) for known in allowed)]
        problems += [f"could not be deleted: ir_model_data {ids}" for ids in UNDELETABLE.findall(text)]
        if done.returncode or problems:
            shown = "\n  ".join(problems[:20] or text.splitlines()[-5:])
            raise Failed(f"odoo {' '.join(command[:1])} ({path}):\n  {shown}")
        return seconds, text

    def shell_lines(self, name, script):
        """Run some lines of Python with ``env`` at hand; returns what they print."""
        command = (str(PYTHON), "-m", "odoo", "shell", "-d", name, "--no-http", "--log-level=error")
        done = subprocess.run(command, env=self.env, input=script, text=True, check=False, capture_output=True)
        if done.returncode or "Traceback" in done.stderr:
            raise Failed(f"a script for {name}:\n{done.stderr[-2000:]}")
        return done.stdout.splitlines()

    def install(self, name, *modules, demo=False, log="install", **options):
        if demo:
            # demo data of a module are loaded if those of the modules below were
            self.query("update ir_module_module set demo = true where state = 'installed'", name)
        arguments = ("server", "-d", name, "--no-http", "--stop-after-init", "-i", ",".join(modules))
        return self.run_odoo(*arguments, *(["--with-demo"] if demo else []), log=log, **options)

    def upgrade(self, name, *modules, log="upgrade", **options):
        arguments = ("server", "-d", name, "--no-http", "--stop-after-init", "-u", ",".join(modules))
        return self.run_odoo(*arguments, log=log, **options)

    def uninstall(self, name, *modules, log="uninstall", **options):
        return self.run_odoo("module", "uninstall", "-d", name, *modules, log=log, **options)


def configuration(addons_path):
    """A configuration like that of the environment, with another folder of addons."""
    own = Path(os.environ["ODOO_RC"])
    text = re.sub(r"(?m)^addons_path = .*$", f"addons_path = {addons_path}", own.read_text())
    path = own.with_name("harmless.conf")
    path.write_text(text)
    return path


@contextlib.contextmanager
def cursor(name):
    """A cursor that reads a database as it is at this moment."""
    connection = psycopg2.connect(dbname=name)
    try:
        connection.set_session(isolation_level="REPEATABLE READ", readonly=True)
        with connection.cursor() as cr:
            yield cr
    finally:
        connection.close()
