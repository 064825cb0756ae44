"""Copies of the databases that the command names, dropped afterwards."""

import os
import subprocess
from contextlib import contextmanager

from tools.database import Databases

PREFIX = os.environ.get("TRIAL_PREFIX", "scale_")


def named(kind):
    """The database with the addons (``READY``), or with Odoo's modules alone (``TEMPLATE``)."""
    return os.environ[f"TRIAL_{kind}"]


@contextmanager
def database(kind, name):
    """The name of a fresh copy, its attachments with it."""
    copies = Databases.__new__(Databases)
    copies.env = os.environ
    name = PREFIX + name
    copies.copy(named(kind), name)
    try:
        yield name
    finally:
        copies.drop(name)


def query(database_name, statement, env=None):
    """Rows of a statement, each as text with | between its columns."""
    command = ("psql", "-XAtqc", statement, database_name)
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=env)
    return done.stdout.splitlines()
