"""A PostgreSQL server of the trial's own, which may be killed: the one that others use is never touched."""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from tools import postgres

#: as on a region's server: what is committed is on the disk
SETTINGS = """
fsync = on
synchronous_commit = on
full_page_writes = on
shared_buffers = 128MB
max_connections = 60
jit = off
listen_addresses = ''
"""


class Borrowed:
    """The PostgreSQL that the environment names. It is not ours to kill."""

    def __init__(self):
        self.env = dict(os.environ)
        self.programs = Path(shutil.which("pg_dump")).parent

    def program(self, name, *arguments, **options):
        """Run one of PostgreSQL's programs as a client of this server."""
        return subprocess.run(
            [self.programs / name, *map(str, arguments)], env=self.env, check=True, capture_output=True, **options
        ).stdout

    def copy_from(self, source_env, source, name):
        """A database of another server, by its dump."""
        self.program("createdb", "-T", "template0", name)
        with tempfile.TemporaryDirectory() as folder:
            dump = Path(folder) / "dump"
            command = [self.programs / "pg_dump", "-Fc", "-Z0", "-f", dump, source]
            subprocess.run(command, env=source_env, check=True)
            self.program("pg_restore", "-j2", "--no-owner", "-d", name, dump)

    def remove(self):
        """Nothing of it is ours."""


class Cluster(Borrowed):
    """PostgreSQL in ``folder``; ``env`` leads programs to it."""

    def __init__(self, folder):  # pylint: disable=super-init-not-called
        self.home = folder / "pg"
        self.data, self.log = self.home / "data", self.home / "log"
        self.programs = postgres.programs()
        self.env = {**os.environ, "PGHOST": str(self.home), "PGPORT": "5432", "PGUSER": "odoo"}
        self.env.pop("PGPASSWORD", None)
        self.clock = None

    def create(self):
        postgres.own(self.home)
        locale = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
        self._run("initdb", "-D", self.data, "-U", "odoo", "-A", "trust", "-E", "UTF8", "--no-sync", *locale)
        settings = SETTINGS + f"unix_socket_directories = '{self.home}'\n"
        postgres.as_server("tee", "-a", self.data / "postgresql.conf", input=settings, check=True)
        # nothing that is in it yet cannot be made again: it is filled faster so
        self.start("-F")

    def start(self, *options):
        """:param options: of the program postgres"""
        # its output must not be a pipe: the server would hold it open
        quiet = {"capture_output": False, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        if self.clock:
            quiet["env"] = {**os.environ, **self.clock.env}
        more = ("-o", " ".join(options)) if options else ()
        postgres.as_server(
            self.programs / "pg_ctl", "-D", self.data, "-w", "-s", "-l", self.log, *more, "start", check=True, **quiet
        )

    def stop(self, mode="fast"):
        """:param mode: fast, or immediate: nothing is put in order, as when the machine is cut off"""
        self._run("pg_ctl", "-D", self.data, "-m", mode, "-s", "-w", "stop")

    def kill(self):
        """SIGKILL the postmaster; its processes notice and end, and what is committed is read from the log again."""
        pid = int((self.data / "postmaster.pid").read_text().split()[0])
        os.kill(pid, 9)
        while os.path.exists(f"/proc/{pid}"):
            time.sleep(0.05)
        time.sleep(0.5)  # for the processes that it leaves

    def _run(self, program, *arguments):
        return postgres.as_server(self.programs / program, *arguments, check=True)

    def remove(self):
        if (self.data / "postmaster.pid").exists():
            self.stop("immediate")
        shutil.rmtree(self.home, ignore_errors=True)
