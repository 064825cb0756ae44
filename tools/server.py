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
MAIL = HOME / "mail"
LETTERBOX = "aiosmtpd"
FIRST_PORT = 8069
START_TIMEOUT = 120  # seconds
LANGUAGE = "id_ID"
# a module's demo data are loaded if those of the modules below were: say so, and only the addons' own come in
ONLY_OUR_DEMO = "update ir_module_module set demo = true where state = 'installed'"
# what a regency would have: everybody sees Odoo in Indonesian; English is there to switch to
IN_INDONESIAN = """
env["res.lang"]._activate_lang("en_US")
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
    "pegawai": "an employee",
    "kepala": "the head of the employee's OPD",
    "operator": "the operator of the same OPD",
    "bkpsdm": "BKPSDM, the personnel agency",
    "walikota": "the Wali Kota",
}
REGIONS = "bolsel, kutim, bolmong or pohuwato"
TO_TRY = """
  What to try, under Kerja Fleksibel
    pegawai    Hari Ini, best in a narrow window: where you work today, and why; check in, join the apel;
               Pekerjaan Saya > Rencana Kerja Saya: the month; Permohonan saya: another place, a swap; Koreksi saya: a
               forgotten check-out; Laporan harian saya; Data Saya: what is kept about you, and who read it
    kepala     Kehadiran > Apel: open today's and show its code; Kehadiran > Pagi Ini: verify, reject, call somebody;
               Kehadiran > Koreksi, Laporan harian, Indikasi: decide; Disiplin > Teguran: issue the one proposed;
               Perencanaan > Jadwal Bulanan: the roster as a grid; Permohonan menunggu keputusan: decide;
               Pemanggilan ke kantor: call people back; Laporan harian > Penyampaian OPD: submit the figures
    operator   Perencanaan > Jadwal Giliran: prepare a roster, compare by hand, by cycle, optimal;
               Laporan harian > Penyampaian OPD: count anew
    bkpsdm     Ketentuan > Surat Edaran: open the draft, simulate it, check it against the law, enact it;
               Contoh edaran dan ketentuan pusat: begin from a template; Ketentuan > Ketetapan: exceptions;
               a circular's pages Presensi and Apel; Kehadiran > Rumah Terdaftar; Disiplin > Lembar TPP: last month's;
               Laporan harian: verify the day's report, print it, send it
    walikota   Laporan harian: the page as it was sent; Pekerjaan Saya > Siapa di Mana Hari Ini

  By the circular everybody is in the office on Monday and Friday; an apel is held on the days in between.
  Mail goes nowhere: it lies in {mail}
  The past week is the one before this database was made; make demo ARGS=--fresh makes a new one
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
        base = databases.template()
        with step("Installing the addons with their demo data (1 to 2 minutes)"):
            databases.copy(base, NAME)
            databases.query(ONLY_OUR_DEMO, NAME)
            options = ("--with-demo", f"--load-language={LANGUAGE}")
            databases.odoo(NAME, "-i", ",".join(addons()), *options, log="demo-install")
            databases.shell(NAME, IN_INDONESIAN)
    write_state(addons=wanted)


def serve(databases):
    """Start the server unless it runs, and print where it is and what to do there."""
    state = read_state()
    if process_of(state) is None:
        end_process(state, "mail")
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
            mail_port = free_port(port + 100)
            letterbox = start_letterbox(databases.env, mail_port)
            process = start(databases.env, port, mail_port)
            write_state(pid=process.pid, mail=letterbox.pid, address=address, addons=state.get("addons"))
            wait_for(f"{address}/web/login", process)
    explain(databases, read_state()["address"])


def start(env, port, mail_port):
    level = os.environ.get("LOG", "warn")
    options = ("-d", NAME, f"--db-filter=^{NAME}$", "--max-cron-threads=1", f"--log-level={level}")
    http = (f"--http-port={port}", f"--gevent-port={free_port(port + 1)}")
    mail = ("--smtp=127.0.0.1", f"--smtp-port={mail_port}")
    return background(LOG, env, PYTHON, "-m", "odoo", "server", *options, *http, *mail)


def start_letterbox(env, port):
    """A mail server that keeps what it is given: the demo's people have no addresses, and nobody shall get its mail."""
    handler = ("-c", "aiosmtpd.handlers.Mailbox", MAIL)
    return background(LOGS / "mail.log", env, PYTHON, "-m", LETTERBOX, "-n", "-l", f"127.0.0.1:{port}", *handler)


def background(log, env, *command):
    log.parent.mkdir(parents=True, exist_ok=True)
    with open(log, "w") as file:
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
    if databases.query("select 1 from res_users where login = 'bkpsdm_bolsel'", NAME):
        print(f"\n  Four other regions: pegawai_, kepala_, bkpsdm_ or bupati_ with {REGIONS}, such as bkpsdm_bolsel")
    print(TO_TRY.format(mail=MAIL / "new"), flush=True)


# ---------------------------------------------------------------- state and process
def read_state():
    try:
        return json.loads(STATE.read_text())
    except (OSError, ValueError):
        return {}


def write_state(**facts):
    STATE.write_text(json.dumps(facts))


def process_of(state, kind="pid"):
    """The number of the running server, or None. A number may since belong to another program."""
    pid, mark = state.get(kind), {"pid": NAME, "mail": LETTERBOX}[kind]
    try:
        command = Path(f"/proc/{pid}/cmdline").read_text(errors="replace").split("\0")
    except OSError:
        return None
    return pid if mark in command and str(PYTHON) in command else None


def stop():
    state = read_state()
    was_running = process_of(state)
    for kind in ("pid", "mail"):
        end_process(state, kind)
    if was_running:
        write_state(addons=state.get("addons"))
        say("Odoo has stopped")


def end_process(state, kind):
    pid = process_of(state, kind)
    if pid is None:
        return
    os.kill(pid, signal.SIGTERM)
    end = time.monotonic() + 20
    while process_of(state, kind) and time.monotonic() < end:
        time.sleep(0.1)
    if process_of(state, kind):
        os.kill(pid, signal.SIGKILL)


def free_port(first):
    for port in range(first, first + 100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise Stop(f"no free port from {first} to {first + 99}")
