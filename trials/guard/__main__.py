"""``python -m trials.guard --requests N``: the attack itself, its figures, and status 1 when anything was found."""

import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg2
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.live import live_server
from tools.database import filestore, link_or_copy

from .audit import Audit
from .client import Client
from .questions import each, foreign, questions
from .verdict import CLEAR, Judge

#: after so many requests the database and the server begin anew: those who may delete have deleted too much by then
FRESH_EVERY = 1000
#: who presses every button on records of another region: who has all groups first, in the own region
FOREIGN_ROLES = ("bkpsdm", "portal", "pegawai", "kepala")


def main(arguments=None):
    options = parse(arguments)
    report = Report(options)
    source = options.database or make_source(options)
    left, number = options.requests, 0
    while left > 0:
        count = left if options.each else min(left, options.fresh)
        attack(source, f"{options.prefix}run", count, options.seed + number, report)
        left, number = left - count, number + 1
    return report.tell()


def parse(arguments):
    parser = argparse.ArgumentParser(prog="make guard", description=__doc__)
    parser.add_argument("--requests", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--roles", type=int, default=4, help="how many press every button on another region's records")
    parser.add_argument("--each", type=int, default=0, help="so many of each method and each route, instead")
    parser.add_argument("--fresh", type=int, default=FRESH_EVERY, help="requests on one copy of the database")
    parser.add_argument("--demo", action="store_true", help="on the demo data of a whole city, for deeper paths")
    parser.add_argument("--database", help="one that is there, instead of TRIAL_READY")
    parser.add_argument("--prefix", default=os.environ.get("TRIAL_PREFIX", "flexible_work_guard_"))
    parser.add_argument("--keep", help="write every fault, and an example of all that was tolerated, into this file")
    return parser.parse_args(arguments)


def make_source(options):
    """The database to copy: the addons', with the demo data when they are wanted."""
    ready = os.environ["TRIAL_READY"]
    if not options.demo:
        return ready
    name = f"{options.prefix}demo"
    copy(ready, name)
    subprocess.run([sys.executable, "-m", "trials.guard.demo", name], check=True)
    return name


def attack(source, name, count, first_seed, report):
    """``count`` requests on a copy of ``source``."""
    copy(source, name)
    try:
        told = subprocess.run(
            [sys.executable, "-m", "trials.guard.world", name], check=True, stdout=subprocess.PIPE, text=True
        ).stdout
        world = json.loads(told[told.index('{"companies"') :])
        report.world = world
        with live_server(name, workers=2) as server, connected(name) as connection:
            ask_all(world, server, Audit(connection), count, first_seed, report)
    finally:
        drop(name)


def ask_all(world, server, audit, count, first_seed, report):
    client, log = Client(server.port, world), Log(server.log)

    def twin_fails(question):
        path, body = question.twin
        answer = client.ask(replace(question, role="admin", path=path, body=body))
        log.read(), audit.read()
        return bool(answer.debug) and not answer.error.startswith(CLEAR)

    judge = Judge(world, twin_fails)

    def ask(question):
        begun = time.perf_counter()
        answer = client.ask(question)
        report.count(question, answer, time.perf_counter() - begun)
        report.faults += judge.judge(question, answer, log.read(), audit.read())

    for question in foreign(world, FOREIGN_ROLES[: report.options.roles]) if first_seed == report.options.seed else ():
        ask(question)
    if report.options.each:
        for number, strategy in enumerate(each(world)):
            generate(ask, strategy, report.options.each, first_seed + number)
    else:
        generate(ask, questions(world), count, first_seed)
    report.tolerated.update(judge.tolerated)
    report.examples |= judge.examples


def generate(ask, strategy, count, first_seed):
    """Call ``ask`` with ``count`` examples of ``strategy``, the same ones for the same seed."""
    every = settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    seed(first_seed)(every(given(strategy)(lambda question: ask(question))))()


class Log:
    """What a server has written since it was read last."""

    def __init__(self, path):
        self.file = open(path, errors="replace")  # noqa: SIM115 (as long as the attack)
        self.read()

    def read(self):
        return self.file.read()


class Report:
    """Counts what was asked and what came of it."""

    def __init__(self, options):
        self.options, self.faults, self.world = options, [], {}
        self.doors, self.statuses, self.roles, self.targets = Counter(), Counter(), Counter(), set()
        self.tolerated, self.examples, self.seconds, self.begun = Counter(), {}, [], time.perf_counter()

    def count(self, question, answer, seconds):
        self.doors[question.door] += 1
        self.roles[question.role] += 1
        self.targets.add((question.door, question.target))
        kind = "refused" if answer.error.startswith("odoo.") else "error" if answer.error else "answered"
        self.statuses[f"{answer.status} {kind}"] += 1
        self.seconds.append(seconds)

    def tell(self):
        """Print it; 1 when there is any fault, or too little was asked to say anything."""
        known = {what: len(self.world[what]) for what in ("methods", "routes", "models")}
        surface = ", ".join(f"{number} {what}" for what, number in known.items())
        print(
            f"{sum(self.doors.values())} requests, seed {self.options.seed}, {time.perf_counter() - self.begun:.0f} s"
        )
        print(
            f"surface: {surface}; tables watched: {self.world['watched']}; different targets asked: {len(self.targets)}"
        )
        asked = {target for _door, target in self.targets}
        methods = sum(f"{known['model']}.{known['method']}" in asked for known in self.world["methods"])
        print(f"asked: {methods} methods, {len(asked & {known['rule'] for known in self.world['routes']})} routes")
        for title, counter in (("by door", self.doors), ("by role", self.roles), ("by answer", self.statuses)):
            print(f"{title}: " + ", ".join(f"{what} {number}" for what, number in sorted(counter.items())))
        print(f"tracebacks of Odoo's own for wrong arguments: {sum(self.tolerated.values())}")
        for cause, number in self.tolerated.most_common(8):
            print(f"    {number} {cause}")
        kinds = {}
        for fault in self.faults:
            kinds.setdefault((fault.kind, fault.what), []).append(fault)
        print(f"faults: {len(kinds)} ({len(self.faults)} times)")
        for (kind, what), faults in sorted(kinds.items(), key=lambda item: (item[0][0], -len(item[1]))):
            print(f"    {len(faults)} {kind}: {what}")
        if self.options.keep:
            Path(self.options.keep).write_text("\n\n".join(map(_whole, [*self.faults, *self.examples.values()])))
        return 1 if self.faults or not self.doors else 0


def _whole(fault):
    question = fault.question
    return (
        f"== {fault.kind}: {fault.what}\n{question.role} {question.method} {question.path[:600]} {question.headers}\n"
        f"{(question.body or b'')[:1500]!r}\n{fault.detail}"
    )


# ------------------------------------------------------------ databases
@contextmanager
def connected(name):
    with closing(psycopg2.connect(dbname=name)) as connection:
        connection.autocommit = True
        yield connection


def copy(source, name):
    import shutil

    drop(name)
    subprocess.run(["createdb", "-T", source, name], check=True)
    if filestore(source).exists():
        shutil.copytree(filestore(source), filestore(name), copy_function=link_or_copy)


def drop(name):
    import shutil

    subprocess.run(["dropdb", "--if-exists", "--force", name], check=True, stderr=subprocess.DEVNULL)
    shutil.rmtree(filestore(name), ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
