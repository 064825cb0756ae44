"""Two Odoo servers behind nginx, a primary and a streaming replica: what only reads is answered by the replica.

Everything runs on this machine, from the files of deploy/, with the demo data. Shown by Odoo's log, which tells the
cursor of each request; by a replica that is kept behind; by PostgreSQL's own counters; and with the primary stopped.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from tools.database import Databases, filestore, link_or_copy
from tools.paths import LOGS, ROOT
from tools.server import NAME as DEMO

from .clusters import REPLICA, clusters
from .databases import PREFIX
from .nginx import nginx
from .readers import Readers, questions

#: as Odoo writes it at the end of a line: queries, their seconds, the others, and the kind of cursor
MODE = re.compile(r'"(?:GET|POST) (\S+) HTTP/1.." (\d+) .* (ro|rw|ro->rw|-)$')
NAME = PREFIX + "replica"


def add_arguments(parser):
    parser.add_argument("--source", default=DEMO, help="a database with demo data (default: that of make demo)")


def run(options):
    from tools import environment, server

    ready = environment.prepare()
    if options.source == DEMO:
        server.prepare(Databases(ready.variables, ready.source))
    with ExitStack() as stack:
        pair = stack.enter_context(clusters())
        copy(stack, options.source, pair)
        pair.add_replica()
        proof = Proof(pair, stack)
        proof.warm_up()
        problems = [*proof.each(), *proof.behind(), *proof.writes(), *proof.another_server(), *proof.without_primary()]
    for problem in problems:
        print(f"FAULT {problem}")
    print(f"{len(problems)} faults")
    return 1 if problems else 0


def copy(stack, source, pair):
    """The database into the primary, and its attachments beside those of the other databases here."""
    dump = subprocess.Popen(("pg_dump", "-Fc", "-Z0", source), stdout=subprocess.PIPE)
    pair.sql(f'CREATE DATABASE "{NAME}"')
    restore = ("pg_restore", "--no-owner", "--exit-on-error", "-d", NAME)
    subprocess.run(restore, stdin=dump.stdout, env=pair.variables(), check=True)
    if dump.wait():
        raise RuntimeError(f"{source} cannot be read")
    pair.sql("VACUUM ANALYZE", NAME)
    shutil.rmtree(filestore(NAME), ignore_errors=True)
    stack.callback(shutil.rmtree, filestore(NAME), ignore_errors=True)
    if filestore(source).exists():
        shutil.copytree(filestore(source), filestore(NAME), copy_function=link_or_copy)
    pair.sql("UPDATE ir_config_parameter SET value = 'http://127.0.0.1' WHERE key IN ('web.base.url')", NAME)


class Server:
    """One application server from deploy/odoo/odoo-web.conf: hosts, ports, paths and numbers replaced."""

    def __init__(self, pair, number):
        from tools.server import free_port

        self.port = free_port(8500 + 20 * number)
        self.bus_port = free_port(self.port + 1)
        self.log = LOGS / f"scale-web{number}.log"
        self.log.parent.mkdir(parents=True, exist_ok=True)
        folder, mine = pair.folder, os.environ["ODOO_RC"]
        conf = (ROOT / "deploy/odoo/odoo-web.conf").read_text()
        data_dir = re.search(r"^data_dir = (.*)$", Path(mine).read_text(), re.MULTILINE).group(1)
        for before, after in {
            "/srv/odoo/addons,/srv/flexible-work": str(ROOT),
            "data_dir = /var/lib/odoo": f"data_dir = {data_dir}",
            "^flexible_work$": f"^{NAME}$",
            "db_name = flexible_work": f"db_name = {NAME}",
            "workers = 17": "workers = 2",
            "0.0.0.0": "127.0.0.1",
            "http_port = 8069": f"http_port = {self.port}",
            "gevent_port = 8072": f"gevent_port = {self.bus_port}",
            "db1.internal": str(folder),
            "db2.internal": str(folder),
            "db_replica_port = 5432": f"db_replica_port = {REPLICA}",
        }.items():
            assert before in conf, before
            conf = conf.replace(before, after)
        path = folder / f"odoo-web{number}.conf"
        path.write_text(conf)
        launcher = folder / f"odoo-web{number}.py"
        launcher.write_text("import odoo.cli\nodoo.cli.main()\n")
        variables = {
            name: value for name, value in os.environ.items() if not name.startswith("PG") and name != "ODOO_RC"
        }
        with open(self.log, "w") as file:
            self.process = subprocess.Popen(
                (sys.executable, launcher, "server", "-c", path, "--log-level=info"),
                env=variables,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
            )
        self._wait()

    def _wait(self):
        end = time.monotonic() + 180
        while time.monotonic() < end and self.process.poll() is None:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/web/login", timeout=60).close()
                return
            except (urllib.error.URLError, OSError):
                time.sleep(0.5)
        raise RuntimeError(f"the server did not start: see {self.log}")

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()


class Proof:
    def __init__(self, pair, stack):
        self.pair = pair
        self.servers = []
        for number in (1, 2):
            server = Server(pair, number)
            self.servers.append(server)
            stack.callback(server.stop)
        ports = [[one.port for one in self.servers], [one.bus_port for one in self.servers]]
        self.proxy = stack.enter_context(nginx(*ports))
        self.people = Readers(self.proxy.port, NAME)
        self.questions = questions(self.people, lambda statement: pair.sql(statement, NAME))
        pair.wait()

    def _lines(self):
        return [line for server in self.servers for line in server.log.read_text(errors="replace").splitlines()]

    def _asked(self, question):
        """(status, answer, cursor modes that the log tells) of one question."""
        before = [len(server.log.read_text(errors="replace").splitlines()) for server in self.servers]
        status, answer = question()
        time.sleep(0.15)
        modes = []
        for server, number in zip(self.servers, before):
            for line in server.log.read_text(errors="replace").splitlines()[number:]:
                found = MODE.search(line)
                if found and ("/web/assets" not in line and "/web/static" not in line):
                    modes.append(found.group(3))
        return status, answer, modes

    def warm_up(self):
        """Each worker loads its registry and notes the device of the session; nothing of that is measured."""
        for _round in range(2):
            for question in self.questions.values():
                question()

    def each(self):
        """Every reading method and address: answered, with a cursor of the replica."""
        before = self._commits()
        for name, question in self.questions.items():
            status, answer, modes = self._asked(question)
            print(f"  {name:<70} {status} {' '.join(modes)}", flush=True)
            if status not in (200, 303):
                yield f"{name}: {status} {str(answer)[:300]}"
            if set(modes) != {"ro"}:
                yield f"{name}: read with {modes}, not with the replica's cursor"
        print(f"transactions of the replica meanwhile: {self._commits() - before}")
        if self._commits() - before < len(self.questions):
            yield "the replica has answered less than was asked"
        retried = [line for line in self._lines() if "retrying with a read/write cursor" in line]
        if retried:
            yield f"a reading request wrote, and was asked again: {retried[0]}"

    def _commits(self):
        time.sleep(1.2)  # PostgreSQL tells at most once a second
        statement = f"SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = '{NAME}'"
        return int(self.pair.sql(statement, port=REPLICA)[0])

    def behind(self):
        """While the replica is kept behind, a card says what was; afterwards what is."""
        card = self.questions["flexible.work.day.get_my_day"]
        employee = json.dumps(card()[1]["employee"]["name"])
        person = card()[1]["employee"]["id"]
        self.pair.wait()
        self.pair.sql("SELECT pg_wal_replay_pause()", port=REPLICA)
        try:
            self.pair.sql(f"UPDATE hr_employee SET name = name || ' (new)' WHERE id = {person}", NAME)
            time.sleep(0.5)
            kept = json.dumps(card()[1]["employee"]["name"])
        finally:
            self.pair.sql("SELECT pg_wal_replay_resume()", port=REPLICA)
        lag = self.pair.wait()
        now = card()[1]["employee"]["name"]
        print(f"kept behind: {kept}; caught up in {1000 * lag:.0f} ms: {now}")
        if kept != employee or not now.endswith("(new)"):
            yield f"kept behind the card said {kept} instead of {employee}, and then {now}"

    def writes(self):
        """What writes goes to the primary, and is read from the replica at once afterwards."""
        delays = []
        for number in range(20):
            begun = time.perf_counter()
            text = f"scale {number}"
            self.pair.sql(f"UPDATE res_company SET report_footer = to_jsonb('{text}'::text) WHERE id = 1", NAME)
            while self.pair.sql("SELECT report_footer #>> '{}' FROM res_company WHERE id = 1", NAME, REPLICA) != [text]:
                pass
            delays.append(time.perf_counter() - begun)
        print(f"the replica shows a change after {1000 * sorted(delays)[10]:.0f} ms (with the start of two programs)")
        for kind in ("in", "out"):
            status, answer, modes = self._asked(partial(self.people.check, kind))
            print(f"  a check-{kind}: {status} {' '.join(modes)}")
            # at some hours of the day it is refused, in words
            if status not in (200, 409) or set(modes) != {"rw"}:
                yield f"a check-{kind}: {status} {modes} {str(answer)[:300]}"

    def another_server(self):
        """One server stops: the other one answers, also those who had their session from the first."""
        self.servers[0].stop()
        faults = [question()[0] for question in list(self.questions.values())[:10]]
        print(f"with one server stopped: {faults}")
        if set(faults) != {200}:
            yield f"with one server stopped: {faults}"

    def without_primary(self):
        """The primary is gone: screens that read still answer (what counts attempts by address needs it)."""
        self.pair.stop(5432, "immediate")
        screens = [name for name in self.questions if name.split(".")[0] in ("flexible", "hr")]
        answers = {name: self.questions[name]()[0] for name in screens}
        print(f"without the primary {list(answers.values()).count(200)} of {len(answers)} screens are answered")
        failed = [name for name, status in answers.items() if status != 200]
        if failed:
            yield f"without the primary: {failed}"
