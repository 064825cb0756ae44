"""The commands. Each makes what it needs of the environment first; what is there already is kept."""

import os
import shlex
import shutil
import subprocess
import sys

from . import chromium, environment, postgres, server, trials
from .console import Stop, lock, run, say
from .database import PREFIX, Databases
from .paths import HOME, PYTHON, ROOT, VENV, addons

HELP = """
  make demo                  Odoo 19 with the addons and demo data; prints the address, the logins, what to try
  make demo ARGS=--fresh     the same with a new database
  make test                  all tests; ARGS="..." goes to pytest:
  make test ARGS="flexible_work_asn/tests/test_plan.py -k leave"
  make addons-test           the addons' tests by Odoo's own runner (--test-enable); ARGS="--test-tags=..."
  make lint                  ruff, pylint-odoo, XML, tests that nobody imports, translations, documents
  make docs                  README.rst and pages of the addons, CHANGELOG.md, docs/law.md
  make dist                  dist/: of each addon a wheel and a zip, the same to the last byte each time
  make screenshots           the pictures of docs/guide from the demo; ARGS=--axe examines its screens instead
  make i18n                  write the terms of the code into i18n/*.pot and i18n/id.po
  make bench                 the benchmarks; ARGS goes to them
{trials}
  make shell                 Odoo's shell on the demo database
  make psql                  SQL on the demo database
  make odoo ARGS="..."       any command of Odoo with the environment, e.g. ARGS="server --help"
  make stop                  stops the demo and PostgreSQL
  make clean                 deletes all that was downloaded and built, databases too

  ODOO_PATH                  an Odoo 19 of yours: a source checkout, a nightly, or the folder that holds odoo/
  PGHOST, PGPORT, ...        a PostgreSQL of yours, or ODOO_RC: an Odoo configuration that names one
  CHROMIUM                   a Chromium or Chrome of yours; BROWSER=no: skip the browser tests
  ODOO_HOME                  where all of it lies, .odoo by default
  PYTHON                     the Python to use, python3 by default (3.10 to 3.13)
  DEBIAN_MIRROR              an archive to take the package odoo-19 from, instead of the one that apt knows
"""


def open_databases():
    ready = environment.prepare()
    return ready, Databases(ready.variables, ready.source)


def demo(args):
    unknown = set(args) - {"--fresh"}
    if unknown:
        raise Stop(f"demo knows no {' '.join(sorted(unknown))}: see make help")
    _ready, databases = open_databases()
    with lock("demo"):
        server.prepare(databases, fresh="--fresh" in args)
        server.serve(databases)
    return 0


def test(args):
    ready, databases = open_databases()
    require_browser(ready)
    source = databases.with_addons()
    name = PREFIX + "test"
    with lock("test"):
        databases.copy(source, name)
        paths = [] if any((ROOT / arg.split("::")[0]).exists() for arg in args) else [*side_by_side(), *test_folders()]
        command = (PYTHON, "-m", "pytest", f"--odoo-database={name}", "--odoo-http", "-rs", *paths, *args)
        return run(*command, env=ready.variables, cwd=ROOT, check=False).returncode


def side_by_side():
    """Options with which all tests run on two cores, each half on a copy of the database."""
    return ["--numprocesses=2", "--dist=loadscope"] if (os.cpu_count() or 1) > 1 else []


def test_folders():
    folders = [f"{addon}/tests" for addon in addons()] + ["tests"]
    return [folder for folder in folders if (ROOT / folder).is_dir()]


def require_browser(ready):
    """Browser tests skip themselves where there is no browser; that must not look like success."""
    if ready.browser or os.environ.get("BROWSER") == "no":
        return
    raise Stop(f"no Chromium for the browser tests ({chromium.obstacle()}): {chromium.ADVICE}; BROWSER=no skips them")


def addons_test(args):
    ready, databases = open_databases()
    require_browser(ready)
    base = databases.template()
    name = PREFIX + "addons_test"
    with lock("addons-test"):
        databases.copy(base, name)
        if not any(arg.startswith("--test-tags") for arg in args):
            args = [*args, "--test-tags=" + ",".join(f"/{addon}" for addon in addons())]
        port = server.free_port(8169)
        options = ("-i", ",".join(addons()), "--test-enable", "--stop-after-init", f"--http-port={port}")
        command = (PYTHON, "-m", "odoo", "server", "-d", name, *options, *args)
        return run(*command, env=ready.variables, cwd=ROOT, check=False).returncode


def lint(args):
    ready = environment.prepare()
    return run(PYTHON, "-m", "tools.lint", *args, env=ready.variables, cwd=ROOT, check=False).returncode


def docs(args):
    with lock("environment"):
        environment.install_packages()
    return run(PYTHON, "-m", "tools.docs", *args, cwd=ROOT, check=False).returncode


def dist(args):
    """Needs neither Odoo nor PostgreSQL."""
    with lock("environment"):
        environment.install_packages()
    return run(PYTHON, "-m", "tools.dist", *args, cwd=ROOT, check=False).returncode


def screenshots(args):
    """The pictures of the guides, from the demo; ``--axe`` asks about each screen instead."""
    ready, databases = open_databases()
    require_browser(ready)
    demo([])
    address = server.read_state()["address"]
    command = (PYTHON, "-m", "tools.screenshots", address, server.NAME, *args)
    return run(*command, env=ready.variables, cwd=ROOT, check=False).returncode


def i18n(args):
    ready, databases = open_databases()
    name = databases.with_addons()
    command = (PYTHON, "-m", "tools.i18n", name, *(args or addons()))
    return run(*command, env=ready.variables, cwd=ROOT, check=False).returncode


def bench(args):
    """The benchmarks find their database, with the addons and without demo data, in PGDATABASE."""
    ready, databases = open_databases()
    name = PREFIX + "bench"
    with lock("bench"):
        databases.copy(databases.with_addons(), name)
        variables = {**ready.variables, "PGDATABASE": name}
        return run(PYTHON, "-m", "benchmarks", *args, env=variables, cwd=ROOT, check=False).returncode


def shell(args):
    ready, databases = open_databases()
    require_demo(databases)
    command = (PYTHON, "-m", "odoo", "shell", "-d", server.NAME, "--no-http", "--log-level=warn", *args)
    return run(*command, env=ready.variables, cwd=ROOT, check=False).returncode


def psql(args):
    ready, databases = open_databases()
    require_demo(databases)
    return run("psql", server.NAME, *args, env=ready.variables, check=False).returncode


def require_demo(databases):
    if not databases.exists(server.NAME):
        raise Stop("there is no demo database yet: make demo")


def odoo(args):
    ready = environment.prepare()
    return run(PYTHON, "-m", "odoo", *args, env=ready.variables, cwd=ROOT, check=False).returncode


def env(_args):
    """Lines for a shell: eval "$(python3 -m tools env)"."""
    ready = environment.prepare()
    names = ("PATH", "PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "ODOO_RC", "CHROMIUM")
    for name in names:
        if name in ready.variables:
            print(f"export {name}={shlex.quote(ready.variables[name])}")
    return 0


def setup(_args):
    environment.prepare()
    return 0


def stop(_args):
    server.stop()
    postgres.stop()
    return 0


def clean(_args):
    server.stop()
    if environment.works(PYTHON):
        forget_databases()
        postgres.remove()
    if HOME.is_dir() and (HOME == ROOT / ".odoo" or VENV.exists()):
        shutil.rmtree(HOME)
    say(f"{HOME} is gone")
    return 0


def forget_databases():
    """Drop our databases on a server of the user's; the private one goes as a whole."""
    named = postgres.named_server()
    if not named:
        return
    variables = environment.variables(browser=None)
    try:
        for name in databases_on(variables):
            run("dropdb", "--if-exists", "--force", name, env=variables)
    except (Stop, subprocess.CalledProcessError) as error:
        say(f"the databases on {named['PGHOST']} could not be dropped: {error}")


def databases_on(variables):
    query = f"select datname from pg_database where starts_with(datname, '{PREFIX}')"
    done = run("psql", "-XAtqc", query, "postgres", env=variables, capture_output=True, text=True)
    return done.stdout.split()


def show_help(_args):
    lines = [f"  make {name:<21} {what}" for name, what in trials.TRIALS.items()]
    print(HELP.replace("{trials}\n", "".join(f"{line}\n" for line in lines)))
    return 0


COMMANDS = {
    "demo": demo,
    "test": test,
    "addons-test": addons_test,
    "lint": lint,
    "docs": docs,
    "dist": dist,
    "screenshots": screenshots,
    "i18n": i18n,
    "bench": bench,
    "shell": shell,
    "psql": psql,
    "odoo": odoo,
    "env": env,
    "setup": setup,
    "stop": stop,
    "clean": clean,
    "help": show_help,
    **trials.COMMANDS,
}


def main(args):
    name, rest = (args[0] if args else "help"), args[1:]
    try:
        if name not in COMMANDS:
            raise Stop(f"there is no command {name}: see make help")
        return COMMANDS[name](rest)
    except Stop as problem:
        print(f"Error: {problem}", file=sys.stderr)
    except subprocess.CalledProcessError as problem:
        print(f"Error: {shlex.join(problem.cmd)} ended with status {problem.returncode}", file=sys.stderr)
    except KeyboardInterrupt:
        print("Interrupted", file=sys.stderr)
    return 1
