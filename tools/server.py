"""The demo: a database in Indonesian with demo data, served in the background."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from .console import Stop, last_error, say, step
from .database import PREFIX
from .paths import HOME, LOGS, PYTHON, addons, addons_digest

NAME = PREFIX + "demo"
STATE = HOME / "demo.json"
LOG = LOGS / "demo.log"
FIRST_PORT = 8069
START_TIMEOUT = 120  # seconds
# what a regency would have: everybody sees Odoo in Indonesian
IN_INDONESIAN = """
users = env["res.users"].with_context(active_test=False).search([])
companies = env["res.company"].search([])
(users.partner_id | companies.partner_id).write({"lang": "id_ID"})
env["ir.default"].set("res.partner", "lang", "id_ID")
if "odoobot_state" in users._fields:
    users.write({"odoobot_state": "disabled"})
# compiled now, the first page opens at once
env["ir.qweb"]._get_asset_bundle("web.assets_web", css=False, js=True).js()
env["ir.qweb"]._get_asset_bundle("web.assets_web", css=True, js=False).css()
env.cr.commit()
"""
LOGINS = {
    "pegawai": "an employee: Hari Ini, check in, join the apel",
    "kepala": "the head of an OPD: rosters, who is here this morning, verify, run the apel",
    "operator": "the operator of an OPD: enters, decides nothing",
    "bkpsdm": "BKPSDM: circulars, all OPD, the daily report",
    "walikota": "the Wali Kota: reads the reports",
}
TO_TRY = """
  What to try
    pegawai    open Kerja Fleksibel > Hari Ini, best in a narrow window: where you work today, and why; check in
    kepala     open the morning's apel and show its code; pegawai joins with it; then verify the day's rows
    bkpsdm     open the circular and its rules, ask for somebody's plan; collect, verify and send the daily report

  make stop   stops it          make shell   Odoo's shell on this database
"""


def prepare(databases, fresh=False):
    """Make the database, or update it if the addons have changed since; returns nothing.

    :param fresh: begin anew even if it is there
    """
    installed = read_state().get("addons")
    wanted = addons_digest() + databases.base
    if not fresh and databases.exists(NAME) and installed == wanted:
        return
    stop()
    if not fresh and databases.exists(NAME) and installed and installed.endswith(databases.base):
        with step("The addons have changed: updating the demo database"):
            databases.odoo(NAME, "-u", ",".join(addons()), log="demo-update")
    else:
        STATE.unlink(missing_ok=True)
        base = databases.template(demo=True)
        with step("Installing the addons with their demo data"):
            databases.copy(base, NAME)
            databases.odoo(NAME, "-i", ",".join(addons()), "--with-demo", log="demo-install")
            databases.shell(NAME, IN_INDONESIAN)
    write_state(addons=wanted)


def serve(databases):
    """Start the server unless it runs, and print where it is and what to do there."""
    state = read_state()
    if process_of(state) is None:
        port = free_port(FIRST_PORT)
        address = f"http://127.0.0.1:{port}"
        # reports load their styles from here when they are printed
        for key in ("web.base.url", "report.url"):
            databases.query(
                f"insert into ir_config_parameter (key, value) values ('{key}', '{address}') "
                "on conflict (key) do update set value = excluded.value",
                NAME,
            )
        with step("Starting Odoo"):
            process = start(databases.env, port)
            write_state(pid=process.pid, address=address, addons=state.get("addons"))
            wait_for(f"{address}/web/login", process)
    explain(databases, read_state()["address"])


def start(env, port):
    LOG.parent.mkdir(parents=True, exist_ok=True)
    level = os.environ.get("LOG", "warn")
    options = (
        "-d",
        NAME,
        f"--db-filter=^{NAME}$",
        f"--http-port={port}",
        f"--gevent-port={free_port(port + 1)}",
    )
    command = (
        PYTHON,
        "-m",
        "odoo",
        "server",
        *options,
        "--max-cron-threads=1",
        f"--log-level={level}",
    )
    with open(LOG, "w") as file:
        return subprocess.Popen(
            [*map(str, command)],
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C in this terminal is not meant for it
        )


def wait_for(url, process):
    end = time.monotonic() + START_TIMEOUT
    while time.monotonic() < end:
        if process.poll() is not None:
            raise Stop(f"Odoo has stopped: {last_error(LOG.read_text(errors='replace'))} (log: {LOG})")
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=30):
                return
        except urllib.error.HTTPError as error:
            raise Stop(f"Odoo answers {url} with {error.code} (log: {LOG})") from None
        except OSError:
            time.sleep(0.2)
    raise Stop(f"Odoo does not answer at {url} within {START_TIMEOUT} s (log: {LOG})")


def explain(databases, address):
    quoted = ", ".join(f"'{login}'" for login in LOGINS)
    known = databases.query(f"select login from res_users where active and login in ({quoted})", NAME)
    print(f"\n  {address}\n\n  Log in (the password is the login)")
    for login, who in LOGINS.items():
        if login in known:
            print(f"    {login:<10} {who}")
    print("    admin      the administrator")
    print(TO_TRY, flush=True)


# ---------------------------------------------------------------- state and process
def read_state():
    try:
        return json.loads(STATE.read_text())
    except (OSError, ValueError):
        return {}


def write_state(**facts):
    STATE.write_text(json.dumps(facts))


def process_of(state):
    """The number of the running server, or None. A number may since belong to another program."""
    pid = state.get("pid")
    try:
        command = Path(f"/proc/{pid}/cmdline").read_text(errors="replace").split("\0")
    except OSError:
        return None
    return pid if NAME in command and str(PYTHON) in command else None


def stop():
    state = read_state()
    pid = process_of(state)
    if pid is None:
        return
    os.kill(pid, signal.SIGTERM)
    end = time.monotonic() + 20
    while process_of(state) and time.monotonic() < end:
        time.sleep(0.1)
    if process_of(state):
        os.kill(pid, signal.SIGKILL)
    write_state(addons=state.get("addons"))
    say("Odoo has stopped")


def free_port(first):
    for port in range(first, first + 100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise Stop(f"no free port from {first} to {first + 99}")
