"""A PostgreSQL server of the trial's own, which may be killed: the one that others use is never touched."""

import os
import shutil
import subprocess
import time

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


class Cluster:
    """PostgreSQL in ``folder``; ``env`` leads programs to it."""

    def __init__(self, folder):
        self.home = folder / "pg"
        self.data, self.log = self.home / "data", self.home / "log"
        self.programs = postgres.programs()
        self.env = {**os.environ, "PGHOST": str(self.home), "PGPORT": "5432", "PGUSER": "odoo"}
        self.env.pop("PGPASSWORD", None)

    def create(self):
        postgres.own(self.home)
        locale = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
        self._run("initdb", "-D", self.data, "-U", "odoo", "-A", "trust", "-E", "UTF8", "--no-sync", *locale)
        settings = SETTINGS + f"unix_socket_directories = '{self.home}'\n"
        postgres.as_server("tee", "-a", self.data / "postgresql.conf", input=settings, check=True)
        self.start()

    def start(self):
        # its output must not be a pipe: the server would hold it open
        quiet = {"capture_output": False, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        command = (self.programs / "pg_ctl", "-D", self.data, "-w", "-s", "-l", self.log, "start")
        postgres.as_server(*command, check=True, **quiet)

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

    def program(self, name, *arguments, **options):
        """Run one of PostgreSQL's programs as a client of this server."""
        return subprocess.run(
            [self.programs / name, *map(str, arguments)], env=self.env, check=True, capture_output=True, **options
        ).stdout

    def copy_from(self, source_env, source, name):
        """A database of another server, by its dump."""
        self.program("createdb", name)
        dump = subprocess.Popen(
            [self.programs / "pg_dump", "-Fc", "-Z0", source], env=source_env, stdout=subprocess.PIPE
        )
        self.program("pg_restore", "--no-owner", "-d", name, stdin=dump.stdout)
        if dump.wait():
            raise RuntimeError(f"pg_dump of {source} ended with {dump.returncode}")

    def remove(self):
        if (self.data / "postmaster.pid").exists():
            self.stop("immediate")
        shutil.rmtree(self.home, ignore_errors=True)
