"""For every test run, of an addon or of tests/: a browser test must not skip itself unnoticed."""

import contextlib
import os
import shutil
from unittest.mock import patch

import pytest
import pytest_odoo
from hypothesis import settings

from tools.database import link_or_copy

# Odoo's and pytest-odoo's words when a test of pages has nothing to run in
WITHOUT_BROWSER = (
    "Chrome executable not found",
    "Failed to detect chrome devtools port",
    "Error during Chrome",
    "Cannot connect to chrome dev tools",
    "websocket-client module is not installed",
    "--odoo-http is not set",
)
# a slow machine is no failure, and a failure shows how to see it again
settings.register_profile("suite", deadline=None, print_blob=True)
settings.load_profile("suite")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.skipped and os.environ.get("BROWSER") != "no" and isinstance(report.longrepr, tuple):
        reason = report.longrepr[2]
        if any(words in reason for words in WITHOUT_BROWSER):
            report.outcome = "failed"
            report.longrepr = f"{reason} -- run it by make test, or set BROWSER=no to leave out browser tests"
    return report


@contextlib.contextmanager
def own_filestore(database, copy):
    """Files of the copy of a database that one of several test processes works on: its own, like its rows.

    pytest-odoo lets all of them use the original's, where one would delete what another has just written.
    """
    from odoo.tools import config

    if database == copy:
        yield
        return
    target = config.filestore(copy)
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(config.filestore(database), target, copy_function=link_or_copy)
    try:
        yield
    finally:
        shutil.rmtree(target, ignore_errors=True)


patch.object(pytest_odoo, "_shared_filestore", own_filestore).start()
