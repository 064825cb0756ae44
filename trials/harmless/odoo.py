"""Odoo's own tests fail with the addons where they fail without them, and nowhere else.

``make test-odoo`` runs the suites of the modules below twice, on a database with Odoo's modules alone and on one with
the addons, and compares which tests ran and which of them failed. What fails without the addons stands in
``odoo_failures.txt``, with the reason where it is known. Options:

--suites=hr,hr_holidays    only these
--only-with                not again without the addons; their failures are compared with the file
"""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

from tools import server
from tools.paths import LOGS, PYTHON

from .work import PREFIX, TEMPLATE, Work

#: of Odoo's modules that are installed with those that the addons need
SUITES = (
    "hr",
    "hr_attendance",
    "hr_holidays",
    "hr_homeworking",
    "hr_calendar",
    "hr_holidays_attendance",
    "hr_homeworking_calendar",
)
LIST = Path(__file__).with_name("odoo_failures.txt")
RAN = re.compile(r" odoo\.addons\.(\w+)\.tests\.(\w+): Starting (\w+\.\w+) ", re.MULTILINE)
BAD = re.compile(r" ERROR \S+ odoo\.addons\.(\w+)\.tests\.(\w+): (?:FAIL|ERROR): (?:Subtest )?(\w+\.\w+)", re.MULTILINE)
SKIPPED = re.compile(r" odoo\.addons\.(\w+)\.tests\.(\w+): skipped (\w+\.\w+) ", re.MULTILINE)
#: a class whose preparation fails runs no test
UNPREPARED = re.compile(r" ERROR .*: (?:setUp|tearDown)(?:Class|Module) \((?:odoo\.addons\.)?([\w.]+)\)", re.MULTILINE)
TOTAL = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests")


class Outcome:
    """What a run of the suites has said."""

    def __init__(self, text):
        self.ran = {".".join(found) for found in RAN.findall(text)}
        self.failed = {".".join(found) for found in BAD.findall(text)} | set(UNPREPARED.findall(text))
        self.skipped = {".".join(found) for found in SKIPPED.findall(text)}
        self.total = TOTAL.search(text)

    @property
    def done(self):
        return self.ran - self.skipped

    @property
    def counted(self):
        """Failures and errors by Odoo's own count, which must agree with the names found."""
        return int(self.total[1]) + int(self.total[2])


def run(work, label, source, suites):
    """Run the suites on a copy of a database; returns its `Outcome`."""
    name = work.new(f"suites_{label}", source)
    tags = ",".join(f"/{suite}" for suite in suites)
    command = (
        *(PYTHON, "-m", "odoo", "server", "-d", name, "--stop-after-init", "--test-enable", f"--test-tags={tags}"),
        # tests that run while a module is being installed run when it is updated, too
        *("-u", ",".join(suites), f"--http-port={server.free_port(8269)}", "--max-cron-threads=0"),
    )
    log = LOGS / f"odoo-{label}.log"
    start = time.monotonic()
    with open(log, "w") as file:
        subprocess.run([*map(str, command)], env=work.env, stdout=file, stderr=subprocess.STDOUT, check=False)
    outcome = Outcome(log.read_text(errors="replace"))
    if not outcome.total:
        print(f"Error: the tests have not come to an end (log: {log})", file=sys.stderr)
        return None
    seconds = time.monotonic() - start
    counts = f"{len(outcome.ran)} tests, {len(outcome.failed)} failed, {len(outcome.skipped)} skipped"
    print(f"{label} the addons: {counts}, {seconds:.0f} s (log: {log})", flush=True)
    work.drop(name)
    return outcome


def listed():
    """{test: why it fails without the addons}"""
    lines = (line.partition("#") for line in LIST.read_text(encoding="utf-8").splitlines())
    return {name.strip(): why.strip() for name, _mark, why in lines if name.strip()}


def installed(work, suites):
    """Those of the suites whose module is installed; the others are named."""
    quoted = ", ".join(f"'{suite}'" for suite in suites)
    query = f"select name from ir_module_module where state = 'installed' and name in ({quoted})"
    there = set(work.query(query, TEMPLATE))
    for suite in suites:
        if suite not in there:
            print(f"{suite}: not in this Odoo, so not tested")
    return [suite for suite in suites if suite in there]


def judge(alone, with_addons, suites):
    """Print what differs; returns the status of the command."""
    known = {name: why for name, why in listed().items() if name.split(".")[0] in suites}
    before = alone.failed if alone else set(known)
    new = with_addons.failed - before
    problems = [f"fails with the addons only: {name}" for name in sorted(new)]
    if alone:
        problems += [
            f"fails without the addons, and is not in the list: {name}" for name in sorted(before - set(known))
        ]
        problems += [f"runs without the addons only: {name}" for name in sorted(alone.done - with_addons.done)]
        for name in sorted(set(known) - alone.failed):
            print(f"in the list, but has not failed this time: {name} ({known[name]})")
    for outcome in filter(None, (alone, with_addons)):
        if outcome.counted and not outcome.failed:
            problems.append(f"Odoo counts {outcome.counted} failures, whose names were not found in the log")
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        print(f"The same with the addons as without: {len(with_addons.ran)} tests, {len(with_addons.failed)} failures.")
    return 1 if problems else 0


def main(args):
    wanted = [arg.removeprefix("--suites=").split(",") for arg in args if arg.startswith("--suites=")]
    work = Work()
    try:
        suites = installed(work, wanted[0] if wanted else SUITES)
        alone = None
        if "--only-with" not in args:
            alone = run(work, "without", TEMPLATE, suites)
            if not alone:
                return 1
        with_addons = run(work, "with", os.environ["TRIAL_READY"], suites)
        return judge(alone, with_addons, suites) if with_addons else 1
    finally:
        work.drop_others(f"{PREFIX}suites_", keep=None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
