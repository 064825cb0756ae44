"""The files of deploy/ are taken by what they are for: PostgreSQL with a replica, Odoo, systemd."""

import configparser
import re
import shutil
import subprocess

import pytest

from odoo.tools import config

from tools.paths import ROOT
from trials.scale.clusters import REPLICA, clusters

DEPLOY = ROOT / "deploy"


def test_postgresql_takes_the_files_and_the_replica_follows():
    with clusters() as pair:
        pair.sql("CREATE TABLE told AS SELECT 1 AS answer")
        pair.add_replica()
        assert pair.sql("SELECT answer FROM told", port=REPLICA) == ["1"]
        assert pair.sql("SELECT pg_is_in_recovery()", port=REPLICA) == ["t"]
        pair.sql("INSERT INTO told VALUES (2)")
        pair.wait()
        assert pair.sql("SELECT count(*) FROM told", port=REPLICA) == ["2"]
        with pytest.raises(subprocess.CalledProcessError):
            pair.sql("INSERT INTO told VALUES (3)", port=REPLICA)
        # a report that reads for long is not thrown out
        assert pair.sql("SHOW hot_standby_feedback", port=REPLICA) == ["on"]
        # what was answered is on the disk
        assert pair.sql("SELECT current_setting('fsync') || current_setting('synchronous_commit')") == ["onon"]


@pytest.mark.parametrize("name", ["odoo-web.conf", "odoo-cron.conf"])
def test_odoo_knows_every_option(name):
    parser = configparser.RawConfigParser()
    parser.read(DEPLOY / "odoo" / name)
    assert not set(parser["options"]) - set(config.options_index)


def test_servers_that_answer_people_read_from_the_replica_and_jobs_do_not():
    web = (DEPLOY / "odoo/odoo-web.conf").read_text()
    cron = (DEPLOY / "odoo/odoo-cron.conf").read_text()
    assert "\ndb_replica_host" in web and "\ndb_replica_host" not in cron
    assert "\nmax_cron_threads = 0\n" in web and "\nmax_cron_threads = 2\n" in cron


def test_units_of_systemd_are_understood(tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not here")
    for unit in (DEPLOY / "systemd").iterdir():
        # the program that it starts lies on another machine
        text = re.sub(r"^ExecStart=.*$", "ExecStart=/bin/true", unit.read_text(), flags=re.MULTILINE)
        (tmp_path / unit.name).write_text(text)
    for unit in tmp_path.iterdir():
        done = subprocess.run(("systemd-analyze", "verify", "--man=no", unit), capture_output=True, text=True)
        assert not done.returncode and not done.stderr, done.stderr
