"""A primary and a streaming replica of PostgreSQL with the files of ``deploy/postgresql``, private and temporary."""

import os
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from tools import postgres
from tools.paths import ROOT

FILES = ROOT / "deploy/postgresql"
PRIMARY, REPLICA = 5432, 5433
#: what a machine that does other things besides can give, after the files: the last word counts
SMALL = """
listen_addresses = ''
unix_socket_directories = '{folder}'
port = {port}
shared_buffers = 128MB
effective_cache_size = 1GB
maintenance_work_mem = 128MB
max_wal_size = 1GB
log_min_messages = warning
"""


class Clusters:
    """``variables(replica=False)``: how to connect; ``sql(statement, ...)``."""

    def __init__(self, folder):
        self.folder = folder
        self.data = {PRIMARY: folder / "primary", REPLICA: folder / "replica"}

    def make(self):
        self._tool("initdb", "-D", self.data[PRIMARY], "-U", "odoo", "-A", "trust", "-E", "UTF8", "--no-sync",
                   "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")  # fmt: skip
        self._configure(PRIMARY, "primary.conf")
        rules = self.data[PRIMARY] / "pg_hba.conf"
        # this machine's own way in goes first; the rules of the file are checked all the same
        text = "local all all trust\nlocal replication all trust\n" + (FILES / "pg_hba.conf").read_text()
        self._write(rules, text)
        self.start(PRIMARY)
        faults = self.sql("SELECT line_number || ': ' || error FROM pg_hba_file_rules WHERE error IS NOT NULL")
        if faults:
            raise RuntimeError(f"pg_hba.conf: {faults}")

    def add_replica(self):
        self._tool(*("pg_basebackup", "-h", self.folder, "-p", PRIMARY, "-U", "odoo", "-D", self.data[REPLICA]),
                   *("-R", "-X", "stream", "-C", "-S", "db2", "--checkpoint=fast", "--no-sync"))  # fmt: skip
        self._configure(REPLICA, "primary.conf", "replica.conf")
        self.start(REPLICA)
        self.wait()

    def _configure(self, port, *files):
        """The files as they are, included in the order that they name."""
        for name in files:
            self._write(self.data[port] / name, (FILES / name).read_text())
        lines = [f"include '{name}'" for name in files]
        self._write(self.data[port] / "postgresql.conf", "\n".join(lines) + SMALL.format(folder=self.folder, port=port))

    def _write(self, path, text):
        path.write_text(text)
        if postgres.ROOT_USER:
            os.chown(path, postgres.unprivileged()["user"], postgres.unprivileged()["group"])

    def _tool(self, name, *arguments):
        done = postgres.as_server(postgres.programs() / name, *map(str, arguments))
        if done.returncode:
            raise RuntimeError(f"{name}: {done.stderr}")
        return done.stdout

    def start(self, port):
        done = postgres.as_server(
            *(
                postgres.programs() / "pg_ctl",
                "-D",
                self.data[port],
                "-w",
                "-s",
                "-l",
                self.folder / f"{port}.log",
                "start",
            ),
            capture_output=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        if done.returncode:
            raise RuntimeError((self.folder / f"{port}.log").read_text()[-1000:])

    def stop(self, port, mode="fast"):
        postgres.as_server(postgres.programs() / "pg_ctl", "-D", self.data[port], "-m", mode, "-s", "-w", "stop")

    def variables(self, port=PRIMARY):
        return {**os.environ, "PGHOST": str(self.folder), "PGPORT": str(port), "PGUSER": "odoo"}

    def sql(self, statement, database="postgres", port=PRIMARY):
        """Rows as text; ``port`` tells which of the two answers."""
        command = (postgres.programs() / "psql", "-XAtqc", statement, database)
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=self.variables(port))
        return done.stdout.splitlines()

    def wait(self, seconds=60):
        """Until the replica has replayed all that the primary has written; how long it took."""
        begun = time.monotonic()
        position = self.sql("SELECT pg_current_wal_lsn()")[0]
        while time.monotonic() < begun + seconds:
            if self.sql(f"SELECT pg_last_wal_replay_lsn() >= '{position}'", port=REPLICA) == ["t"]:
                return time.monotonic() - begun
            time.sleep(0.05)
        raise RuntimeError(f"the replica has not followed within {seconds} s")


@contextmanager
def clusters():
    """Both of them, with the replica to be added once the primary holds something; deleted afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="fw_", dir="/var/tmp"))
    postgres.own(folder)
    found = Clusters(folder)
    try:
        found.make()
        yield found
    finally:
        for port, data in found.data.items():
            if data.exists():
                found.stop(port, "immediate")
        shutil.rmtree(folder, ignore_errors=True)
