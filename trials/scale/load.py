"""A morning over HTTP: check-ins of people with their own sessions, an apel, heads and the mayor; Odoo alone beside it.

One after the other on the same machine, in the same run. The clients share its cores: what Odoo and PostgreSQL have
computed for one check-in is the figure that another machine would have, too.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import psutil

from tools.paths import HOME, ROOT

from .databases import database, query

VENV = HOME / "load"
#: {what is run: (database, title)}
RUNS = {
    "stock": ("TEMPLATE", "Odoo alone, check-ins by the systray"),
    "alone": ("READY", "With the addons, check-ins alone"),
    "morning": ("READY", "With the addons, check-ins, an apel of 2,000, 60 heads and the mayor"),
}
#: those who tap, and the leader, the people of the apel, the heads and the mayor: as in locustfile.py
CLIENTS, OTHERS = 300, (1, 60, 60, 1)
REQUIREMENTS = ROOT / "requirements-load.txt"


def add_arguments(parser):
    parser.add_argument("--people", type=int, default=10_000, help="people with a session (default: 10,000)")
    parser.add_argument("--rate", type=float, default=33, help="check-ins a second (default: 33)")
    parser.add_argument("--minutes", type=float, default=15, help="of each of the three (default: 15)")
    parser.add_argument("--workers", type=int, default=4, help="of Odoo (default: 4)")
    parser.add_argument("--backlog", type=int, default=4096, help="who may wait at the door; 0: Odoo's own, 8 a worker")
    parser.add_argument("--only", choices=RUNS, help="one of the three")


def run(options):
    locust = install()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {options.workers} workers behind nginx", flush=True)
    found = {}
    for kind, (template, _title) in RUNS.items():
        if options.only in (None, kind):
            found[kind] = _measure(locust, kind, template, options)
            print(words(kind, found[kind]), flush=True)
    if {"stock", "alone"} <= set(found):
        mine, theirs = (found[kind]["computed each"] for kind in ("alone", "stock"))
        print(
            f"\nA check-in costs {mine / theirs:.2f} times what Odoo alone computes for one, the card it gives included"
        )
    return 0


def install():
    """Path of locust, in an environment of its own with what requirements-load.txt pins."""
    program, stamp = VENV / "bin/locust", VENV / "installed"
    if not stamp.exists() or stamp.read_text() != REQUIREMENTS.read_text():
        subprocess.run((sys.executable, "-m", "venv", VENV), check=True)
        pip = (VENV / "bin/python", "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes")
        subprocess.run((*pip, "-r", REQUIREMENTS), check=True, stderr=subprocess.DEVNULL)
        stamp.write_text(REQUIREMENTS.read_text())
    return program


def _measure(locust, kind, template, options):
    from tests.live import live_server

    from .nginx import nginx
    from .people import forget

    with ExitStack() as stack:
        name = stack.enter_context(database(template, f"load_{kind}"))
        people = (sys.executable, "-m", "trials.scale.people", name, str(options.people))
        done = subprocess.run(people, check=True, stdout=subprocess.PIPE)
        told = json.loads(done.stdout.splitlines()[-1])
        stack.callback(forget, told)
        server = stack.enter_context(live_server(name, options.workers, options.backlog))
        proxy = stack.enter_context(nginx([server.port] * 2, [server.bus_port] * 2, limits=False))
        # the first request of a worker loads what all later ones share
        for cookie in told["heads"][: 4 * options.workers]:
            server.ask(cookie, "res.users", "has_group", told["company_id"], "base.group_user")
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        plan = {**told, "host": f"http://127.0.0.1:{proxy.plain}", "ours": kind != "stock", "alone": kind == "alone"}
        plan |= {"rate": options.rate, "answer": str(folder / "answer")}
        (folder / "plan").write_text(json.dumps(plan))
        with Watch(server, name) as watch:
            variables = {**os.environ, "SCALE": str(folder / "plan")}
            # its own table is printed to standard error
            subprocess.run(_command(locust, options, kind), env=variables, check=False, stderr=subprocess.DEVNULL)
        found = json.loads((folder / "answer").read_text()) | watch.found
        found["log"] = [
            line for line in server.log.read_text().splitlines() if " ERROR " in line or "Traceback" in line
        ]
        requests = sum(one["requests"] for one in found["figures"].values())
        found["computed each"] = (found["odoo"] + found["postgresql"]) / max(1, requests)
        found["rows"] = int(query(name, "SELECT count(*) FROM hr_attendance")[0])
        return found


def _command(locust, options, kind):
    clients = CLIENTS + sum(OTHERS) if kind == "morning" else CLIENTS
    quiet = ("--headless", "--loglevel", "ERROR", "--users", str(clients), "--spawn-rate", str(clients))
    times = ("--run-time", f"{int(60 * options.minutes)}s", "--stop-timeout", "30")
    return (locust, "-f", Path(__file__).parent / "locustfile.py", *quiet, *times)


class Watch:
    """What Odoo's processes, PostgreSQL's backends of the database and the whole machine compute meanwhile."""

    def __init__(self, server, name):
        self.server, self.name, self.found = server, name, {}

    def __enter__(self):
        self.begun, self.before = time.monotonic(), self._seconds()
        psutil.cpu_percent()
        return self

    def _seconds(self):
        odoo = psutil.Process(self.server.process.pid)
        pids = map(int, query("postgres", f"SELECT pid FROM pg_stat_activity WHERE datname = '{self.name}'"))
        backends = [psutil.Process(pid) for pid in pids if psutil.pid_exists(pid)]
        family = (odoo, *odoo.children(recursive=True))
        return tuple(sum(sum(one.cpu_times()[:2]) for one in group) for group in (family, backends))

    def __exit__(self, *_error):
        lasted = time.monotonic() - self.begun
        odoo, postgresql = (after - before for after, before in zip(self._seconds(), self.before))
        self.found = {"seconds": lasted, "odoo": odoo, "postgresql": postgresql, "machine": psutil.cpu_percent()}


def words(kind, found):
    """The figures of one run."""
    lines = [
        f"\n{RUNS[kind][1]}: {found['seconds']:.0f} s, {found['rows']:,} rows of hr_attendance",
        f"{'':<22} {'requests':>9} {'errors':>7} {'/s':>6} {'p50':>7} {'p95':>7} {'p99':>7} {'longest':>8}  (ms)",
    ]
    for name, one in sorted(found["figures"].items()):
        lines.append(
            f"{name:<22} {one['requests']:>9,} {one['failures']:>7} {one['rate']:>6.1f} {one['p50']:>7.0f}"
            f" {one['p95']:>7.0f} {one['p99']:>7.0f} {one['longest']:>8.0f}"
        )
    lines += [f"  {one['times']} x {one['name']}: {one['error']}" for one in found["errors"]]
    cores = [found[who] / found["seconds"] for who in ("odoo", "postgresql")]
    lines.append(
        f"cores: Odoo {cores[0]:.2f}, PostgreSQL {cores[1]:.2f}; the whole machine {found['machine']:.0f} %;"
        f" {1000 * found['computed each']:.1f} ms of Odoo and PostgreSQL for each request"
    )
    lines += [f"  in the log: {line}" for line in found["log"][:5]]
    return "\n".join(lines)
