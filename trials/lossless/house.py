"""The house: Odoo with its workers and jobs on the trial's own database, and how it is killed and started again."""

import contextlib
import http.client
import json
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing

import psutil
import psycopg2

from tools.database import filestore, link_or_copy
from tools.paths import ROOT
from tools.server import free_port

START_TIMEOUT = 120
#: jobs run when the trial asks for them alone
JOBS_REST = "UPDATE ir_cron SET nextcall = now() + interval '10 days', failure_count = 0"


class House:
    """Odoo with two workers and one for jobs; ``mail_port`` is where its letterbox is."""

    def __init__(self, folder, cluster, mail_port, database="lossless", clock=None):
        self.folder, self.cluster, self.database, self.clock = folder, cluster, database, clock
        self.port, self.mail_port = free_port(9500), mail_port
        self.data = folder / "odoo"
        self.log = folder / "odoo.log"
        self.conf = folder / "odoo.conf"
        self.launcher = folder / "launch.py"
        self.process = None
        self.starts = 0

    # ------------------------------------------------------------ before
    def furnish(self, source_env, source, files=None):
        """The database and its files, from one with the addons.

        :param files: its filestore, where it is not that of `tools.database`
        """
        self.cluster.copy_from(source_env, source, self.database)
        store = self.data / "filestore" / self.database
        store.parent.mkdir(parents=True, exist_ok=True)
        files = files or filestore(source)
        if files.exists():
            shutil.copytree(files, store, copy_function=link_or_copy)
        self.conf.write_text(
            f"[options]\naddons_path = {ROOT}\ndata_dir = {self.data}\nhttp_interface = 127.0.0.1\nlist_db = False\n"
            f"db_maxconn = 12\nsmtp_server = 127.0.0.1\nsmtp_port = {self.mail_port}\nlimit_time_real = 300\n"
            # the browser that prints needs more address space than a worker is given
            "limit_memory_hard = 0\nlimit_memory_soft = 0\n"
        )
        # the server starts itself again for the bus, by the name of its script
        self.launcher.write_text("import odoo.cli\nodoo.cli.main()\n")
        for key in ("web.base.url", "report.url"):
            self.sql(
                "INSERT INTO ir_config_parameter (key, value) VALUES (%s, %s)"
                " ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value",
                key,
                self.address,
            )

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def env(self):
        return {**self.cluster.env, "ODOO_RC": str(self.conf), **(self.clock.env if self.clock else {})}

    def module(self, name, *arguments):
        """What a program of this package says as JSON; it runs in a process of its own, with Odoo in it."""
        command = [sys.executable, "-m", name, *map(str, arguments)]
        done = subprocess.run(command, cwd=ROOT, env=self.env, check=True, stdout=subprocess.PIPE)
        return json.loads(done.stdout.splitlines()[-1])

    # ------------------------------------------------------------ SQL
    def connect(self, database=None):
        where = {name: self.cluster.env[variable] for name, variable in (("host", "PGHOST"), ("user", "PGUSER"))}
        return psycopg2.connect(dbname=database or self.database, **where)

    def sql(self, statement, *values, database=None):
        """Rows of a statement in a transaction of its own."""
        with closing(self.connect(database)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement, values or None)
                return cursor.fetchall() if cursor.description else []

    def one(self, statement, *values):
        return self.sql(statement, *values)[0][0]

    # ------------------------------------------------------------ life and death
    def start(self, workers=2, limits=None):
        """:param limits: called in the new process, before Odoo is in it"""
        self.sql(JOBS_REST)
        options = ("-d", self.database, f"--db-filter=^{self.database}$", "--log-level=warn", "--max-cron-threads=1")
        ports = (f"--http-port={self.port}", f"--gevent-port={free_port(self.port + 1)}", f"--workers={workers}")
        with open(self.log, "a") as file:
            self.process = subprocess.Popen(
                [sys.executable, self.launcher, "server", *options, *ports],
                cwd=ROOT,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                preexec_fn=limits,
            )
        self.starts += 1
        self._wait()

    def _wait(self):
        end = time.monotonic() + START_TIMEOUT
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(f"{self.address}/web/health", timeout=60):
                    # it may have been another server that took the port meanwhile
                    time.sleep(0.2)
                    if self.process.poll() is None:
                        return
            except (urllib.error.URLError, OSError, http.client.HTTPException):
                time.sleep(0.1)
            if self.process.poll() is not None:
                break
        raise RuntimeError(f"Odoo did not start: see {self.log}")

    def family(self):
        """The server and all that it has started, the server first: it would start others in their place."""
        master = psutil.Process(self.process.pid)
        return [master, *master.children(recursive=True)]

    def kill(self):
        """SIGKILL everything at once."""
        for process in self.family():
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        self.process.wait()
        self._await_silence()

    def workers(self):
        """Processes for people and for jobs; the one of the bus holds nothing."""
        return [one for one in psutil.Process(self.process.pid).children() if "gevent" not in one.cmdline()]

    def kill_workers(self, number=None, rng=None):
        """SIGKILL all workers, or some of them, with what they have started; the server starts others at once."""
        workers = self.workers()
        for worker in workers if number is None else rng.sample(workers, number):
            for process in (worker, *worker.children(recursive=True)):
                with contextlib.suppress(psutil.NoSuchProcess):
                    process.kill()

    def back(self):
        """Wait until the server serves the database again.

        Odoo's own server ends itself where the database is gone at the moment at which it looks after its workers: then
        it is started again, as systemd does (``Restart=always``).

        :return: whether it had to be started
        """
        ended, end = False, time.monotonic() + START_TIMEOUT
        while time.monotonic() < end:
            if self.process.poll() is not None:
                self.start()
                ended = True
            with contextlib.suppress(OSError, http.client.HTTPException):
                self.get("", "/web/login")
                # it may just be about to end
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self.process.wait(2)
                    continue
                return ended
            time.sleep(0.2)
        raise RuntimeError(f"Odoo does not serve the database again: see {self.log}")

    def _await_silence(self):
        """PostgreSQL notices that a client is gone when it next reads from it, or writes to it."""
        end = time.monotonic() + 60
        while self.one("SELECT count(*) FROM pg_stat_activity WHERE datname = %s", self.database) > 1:
            if time.monotonic() > end:
                raise RuntimeError("PostgreSQL still works for a server that is gone")
            time.sleep(0.05)

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.kill()

    # ------------------------------------------------------------ questions
    def call(self, cookie, path, params, timeout=120):
        """``(answer, error)`` of one JSON-RPC question; no error means that it was done. ``error`` is in words."""
        # in bytes and at once: a worker waits for two seconds for the rest of a question, behind no proxy
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(
                "POST",
                path,
                json.dumps({"jsonrpc": "2.0", "params": params}).encode(),
                {"Content-Type": "application/json", "Cookie": cookie},
            )
            response = connection.getresponse()
            answer = json.loads(response.read())
            error = answer.get("error")
            if error:
                return None, (error.get("data") or {}).get("message") or str(error)
            return answer.get("result"), None
        except (OSError, ValueError, http.client.HTTPException) as error:
            return None, f"{type(error).__name__}: {error}"
        finally:
            connection.close()

    def ask(self, cookie, model, method, *args, **kwargs):
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        return self.call(cookie, f"/web/dataset/call_kw/{model}/{method}", params)

    def must(self, cookie, model, method, *args, **kwargs):
        """:raises RuntimeError: when it is refused"""
        answer, error = self.ask(cookie, model, method, *args, **kwargs)
        if error:
            raise RuntimeError(f"{model}.{method}: {error}")
        return answer

    def get(self, cookie, path):
        """The bytes behind an address."""
        question = urllib.request.Request(self.address + path, headers={"Cookie": cookie})
        with urllib.request.urlopen(question, timeout=120) as answer:
            return answer.read()

    # ------------------------------------------------------------ jobs
    def wake(self, *jobs):
        """Let the job worker do these jobs now, as when their hour comes."""
        ids = [self.job(name) for name in jobs]
        self.sql("UPDATE ir_cron SET nextcall = now() AT TIME ZONE 'UTC' WHERE id = ANY(%s)", ids)
        self.sql(f"NOTIFY cron_trigger, '{self.database}'", database="postgres")

    def job(self, name):
        return self.one("SELECT res_id FROM ir_model_data WHERE model = 'ir.cron' AND name = %s", name)

    def finish(self, *jobs, timeout=300):
        """Let jobs run to their end; where a worker was killed, its successor does it."""
        end = time.monotonic() + timeout
        for name in jobs:
            number = self.job(name)
            before = self.one("SELECT lastcall FROM ir_cron WHERE id = %s", number)
            self.wake(name)
            woken = time.monotonic()
            while self.one(
                "SELECT lastcall IS NOT DISTINCT FROM %s OR nextcall < now() AT TIME ZONE 'UTC'"
                " FROM ir_cron WHERE id = %s",
                before,
                number,
            ):
                if time.monotonic() > end:
                    raise RuntimeError(f"The job {name} did not run")
                if time.monotonic() - woken > 5:
                    self.sql(f"NOTIFY cron_trigger, '{self.database}'", database="postgres")
                    woken = time.monotonic()
                time.sleep(0.05)

    def remove(self):
        if self.process and self.process.poll() is None:
            self.kill()
        self.cluster.remove()
        if not os.environ.get("KEEP"):
            shutil.rmtree(self.folder, ignore_errors=True)
