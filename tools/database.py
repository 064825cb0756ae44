"""Databases: Odoo's modules are installed once into a template, everything else is a copy of it.

template      Odoo's own modules that the addons need
ready         the template with the addons installed; made anew when their files change
test, demo    copies of it to work in
"""

import os
import re
import shutil
import subprocess
import sys
import time

from . import environment, postgres
from .console import Stop, last_error, lock, output, run, say, step
from .paths import DATA, HOME, LOGS, PYTHON, addons, addons_digest, digest, foreign_modules

PREFIX = "flexible_work_"
if postgres.uses_named_server():  # which several copies of the repository may use
    PREFIX += digest(HOME)[:4] + "_"
PROBLEM = re.compile(r"^[\d-]+ [\d:,]+ \d+ (?:ERROR|CRITICAL) .*|.*demo data failed to install.*", re.MULTILINE)
# what a traceback begins with at its end: module.path.SomeError: its words
CAUSE = re.compile(r"^(?:\w+\.)*\w+(?:Error|Exception|Violation)\w*: .*", re.MULTILINE)
LOADING = re.compile(r"Loading module (\S+) \((\d+)/(\d+)\)")
COMPILE_ASSETS = "env['ir.qweb']._pregenerate_assets_bundles(); env.cr.commit()"


class Databases:
    """The databases of this repository on one PostgreSQL server."""

    def __init__(self, env, source):
        self.env = env
        self.base = digest(environment.odoo_version(source), foreign_modules())
        self.ready = digest(self.base, addons_digest())

    # ------------------------------------------------------------ plain operations
    def query(self, statement, database="postgres"):
        return output("psql", "-XAtqc", statement, database, env=self.env).splitlines()

    def exists(self, name):
        return bool(self.query(f"select 1 from pg_database where datname = '{name}'"))

    def drop(self, name):
        run("dropdb", "--if-exists", "--force", name, env=self.env, stderr=subprocess.DEVNULL)
        shutil.rmtree(filestore(name), ignore_errors=True)

    def copy(self, source, name):
        """A copy in about half a second; attachments are hard links, which Odoo never writes to."""
        self.drop(name)
        run("createdb", "-T", source, name, env=self.env)
        if filestore(source).exists():
            shutil.copytree(filestore(source), filestore(name), copy_function=link_or_copy)

    def rename(self, name, final):
        self.query(f"alter database {name} rename to {final}")
        shutil.rmtree(filestore(final), ignore_errors=True)
        if filestore(name).exists():
            filestore(name).rename(filestore(final))

    def drop_others(self, start, keep):
        for name in self.query(f"select datname from pg_database where starts_with(datname, '{start}')"):
            if name != keep:
                self.drop(name)

    def remove_all(self):
        self.drop_others(PREFIX, keep=None)

    # ------------------------------------------------------------ Odoo
    def odoo(self, name, *arguments, log):
        """Run Odoo without a web server until it has done its work; any error in its log ends the command."""
        log = LOGS / f"{log}.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        command = (PYTHON, "-m", "odoo", "server", "-d", name, "--no-http", "--stop-after-init", *arguments)
        with open(log, "w") as file:
            process = subprocess.Popen([*map(str, command)], env=self.env, stdout=file, stderr=subprocess.STDOUT)
            try:
                follow(process, log)
            except BaseException:
                process.terminate()
                process.wait()
                raise
        text = log.read_text(errors="replace")
        problems = [match[0] for match in PROBLEM.finditer(text)]
        if process.returncode or problems:
            for problem in problems[:10]:
                say(problem)
            causes = CAUSE.findall(text)
            raise Stop(f"{causes[0] if causes else (problems or [last_error(text)])[0]} (log: {log})")

    def shell(self, name, script):
        """Run some lines of Python with ``env`` at hand."""
        command = (PYTHON, "-m", "odoo", "shell", "-d", name, "--no-http", "--log-level=error")
        done = run(*command, env=self.env, input=script, text=True, check=False, capture_output=True)
        if done.returncode or "Traceback" in done.stderr:
            raise Stop(f"{last_error(done.stderr)} (in a script for database {name})")

    # ------------------------------------------------------------ templates
    def template(self):
        """Odoo's modules without demo data, which the tests and the demo start from."""
        kind = PREFIX + "template_"
        name, fresh = kind + self.base, kind + "new"
        with lock("template"):
            if self.exists(name):
                return name
            with step("Installing Odoo's modules, once (1 to 3 minutes)"):
                self.drop_others(kind, keep=None)
                self.odoo(fresh, "-i", ",".join(foreign_modules()), log="template")
                self.shell(fresh, COMPILE_ASSETS)
                self.rename(fresh, name)
        return name

    def with_addons(self):
        """A template with the addons and without demo data, for tests. Scripts and styles are compiled in it."""
        kind = PREFIX + "ready_"
        name, fresh = kind + self.ready, kind + "new"
        base = self.template()
        with lock("ready"):
            if self.exists(name):
                return name
            with step("Installing the addons"):
                self.drop_others(kind, keep=None)
                self.copy(base, fresh)
                self.odoo(fresh, "-i", ",".join(addons()), log="install")
                self.shell(fresh, COMPILE_ASSETS)
                self.rename(fresh, name)
        return name


def filestore(name):
    return DATA / "filestore" / name


def link_or_copy(source, target):
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def follow(process, log):
    """Show which module Odoo is at while it works."""
    start = shown = time.monotonic()
    seen = None
    with open(log, errors="replace") as file:
        while process.poll() is None:
            time.sleep(0.2)
            found = LOADING.findall(file.read())
            seen = found[-1] if found else seen
            if not seen:
                continue
            if sys.stderr.isatty():
                print(f"\r   {seen[1]}/{seen[2]} {seen[0]}\033[K", end="", file=sys.stderr, flush=True)
            elif time.monotonic() - shown > 20:
                shown = time.monotonic()
                say(f"  module {seen[1]} of {seen[2]}: {seen[0]} ({shown - start:.0f} s)")
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)
