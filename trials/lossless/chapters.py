"""What else may happen: the database stops, two workers do the same job, the disk is full."""

import contextlib
import os
import resource
import shutil
import subprocess
import sys
import threading
import time

from tools.paths import ROOT

from .audit import doubled, files_wrong, settled
from .deeds import CheckIn, Days
from .deeds_approve import Approve
from .deeds_report import Report, ReportBySchedule

#: what is left on a full disk: no report fits in
LEFT = 8_000


def look(house, deed):
    settled(house)
    return deed.audit() + doubled(house) + files_wrong(house)


# ---------------------------------------------------------------- the database
def database(house, told, letterbox, rng, say=print):
    """PostgreSQL is killed, cut off and restarted while twenty people check in and while a report is sent.

    Odoo is started again only where it has ended itself.
    """
    wrong = []
    for kind in (CheckIn, Report):
        deed = kind(house, told, letterbox, rng)
        for what in ("killed", "cut off", "restarted", "connections ended"):
            deed.prepare()
            delay = rng.uniform(0.1, deed.longest / 2)
            work = threading.Thread(target=deed.act)
            work.start()
            time.sleep(delay)
            _disturb(house, what)
            ended = house.back()
            if hasattr(deed, "gone"):
                deed.gone.set()
            work.join()
            deed.resume()
            found = look(house, deed)
            what += " (and Odoo ended itself)" if ended else ""
            say(f"     {kind.__name__}: database {what} at {delay:.2f} s, {deed.done()} done, {len(found)} wrong")
            wrong += [f"database {what}: {one}" for one in found]
    return wrong


def _disturb(house, what):
    if what == "connections ended":
        house.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid != pg_backend_pid()",
            house.database,
        )
        return
    if what == "killed":
        house.cluster.kill()
    else:
        house.cluster.stop("immediate" if what == "cut off" else "fast")
    house.cluster.start()


# ---------------------------------------------------------------- two workers
def twice(house, told, letterbox, rng, say=print):
    """Two processes do the same job at the same moment, each as Odoo's worker would."""
    wrong = []
    for kind, model, method in (
        (Days, "flexible.work.day", "_cron_process_days"),
        (ReportBySchedule, "flexible.work.report", "_cron_send"),
        (Approve, "flexible.work.assignment", "_cron_write_letters"),
        (Report, "flexible.work.report", "_cron_open_reports"),
    ):
        deed = kind(house, told, letterbox, rng)
        deed.prepare()
        if kind is ReportBySchedule:
            house.sql("UPDATE flexible_work_report SET send_due = now() AT TIME ZONE 'UTC' WHERE id = %s", deed.report)
        elif kind is Approve:
            deed.act()
            settled(house)
            house.sql("UPDATE flexible_work_assignment SET letters_due = TRUE WHERE id = ANY(%s)", deed.assignments)
            house.sql(
                "DELETE FROM ir_attachment WHERE res_model = 'flexible.work.assignment' AND res_id = ANY(%s)",
                deed.assignments,
            )
        complaints = _at_once(house, model, method)
        deed.resume()
        found = look(house, deed)
        say(f"     {model}.{method}: {len(complaints)} of 2 gave way, {len(found)} wrong")
        wrong += [f"{method} twice: {one}" for one in found]
    return wrong


def _at_once(house, model, method):
    """Complaints of two processes that wait for each other and then do ``method``."""
    gate = house.folder / "gate"
    command = [sys.executable, "-m", "trials.lossless.job", house.database, model, method, gate]
    workers = [
        subprocess.Popen([*map(str, command), str(number)], cwd=ROOT, env=house.env, stdout=subprocess.PIPE, text=True)
        for number in range(2)
    ]
    while not all((house.folder / f"gate.{number}").exists() for number in range(2)):
        if any(worker.poll() for worker in workers):
            raise RuntimeError(f"{method} could not be begun")
        time.sleep(0.05)
    gate.touch()
    answers = [worker.communicate()[0].strip() for worker in workers]
    for path in house.folder.glob("gate*"):
        path.unlink()
    return [answer for answer in answers if answer]


# ---------------------------------------------------------------- the disk
def disk(house, told, letterbox, rng, say=print):
    """The disk of the filestore is full while BKPSDM sends the report, and while the schedule does."""
    wrong = []
    house.stop()
    with _small_disk(house) as (fill, empty, kind):
        for deed in (Report(house, told, letterbox, rng), ReportBySchedule(house, told, letterbox, rng)):
            deed.prepare()
            fill()
            words = _send_without_room(house, deed)
            found = deed._half() + files_wrong(house)
            if house.one("SELECT token IS NOT NULL FROM flexible_work_report WHERE id = %s", deed.report):
                found.append("the report is half made")
            if deed.done():
                found.append("a mail has left")
            if "disk" not in words:
                found.append(f"what is said is not clear: {words}")
            _card, error = house.call(told["cookies"][0], "/flexible_work/check", {"kind": "in"})
            if error:
                found.append(f"nobody can check in: {error}")
            empty()
            deed.act()
            deed.resume()
            found += look(house, deed)
            say(f"     {kind}, {type(deed).__name__}: “{words}”; with room {deed.done()} mails; {len(found)} wrong")
            wrong += found
    house.start()
    return wrong


def _send_without_room(house, deed):
    """What people are told."""
    if isinstance(deed, ReportBySchedule):
        deed.act()
        house.finish("ir_cron_send_reports")
        return house.one(
            "SELECT coalesce(string_agg(note, ' '), 'nothing') FROM mail_activity"
            " WHERE res_model = 'flexible.work.report' AND res_id = %s",
            deed.report,
        )
    return house.ask(deed.agency, "flexible.work.report", "action_send", [deed.report])[1] or "done"


@contextlib.contextmanager
def _small_disk(house):
    """``(fill, empty, what it is)``: the filestore on a disk of its own, which root may make.

    For others the system is told to let no file grow beyond what is left on a full disk.
    """
    store, aside = house.data / "filestore" / house.database, house.folder / "aside"
    size = sum(path.stat().st_size for path in store.rglob("*") if path.is_file())
    mounted = os.geteuid() == 0
    shutil.move(store, aside)
    store.mkdir()
    if mounted:
        options = ("-t", "tmpfs", "-o", f"size={size * 3 // 2 + 20_000_000}", "tmpfs", store)
        mounted = not subprocess.run(["mount", *map(str, options)], check=False, stderr=subprocess.DEVNULL).returncode
    shutil.copytree(aside, store, dirs_exist_ok=True)
    filler = store / "filler"
    try:
        if mounted:
            house.start()
            yield lambda: _fill(filler), filler.unlink, "full disk"
        else:
            yield lambda: house.start(limits=_no_large_files), lambda: (house.stop(), house.start()), "limit of a file"
    finally:
        house.stop()
        filler.unlink(missing_ok=True)
        kept = house.folder / "kept"
        shutil.copytree(store, kept)
        if mounted:
            subprocess.run(["umount", str(store)], check=True)
        shutil.rmtree(store)
        shutil.move(kept, store)
        shutil.rmtree(aside)


def _no_large_files():
    resource.setrlimit(resource.RLIMIT_FSIZE, (LEFT, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


def _fill(path):
    """Until so little is left that no report fits in."""
    with open(path, "wb", buffering=0) as file:
        with contextlib.suppress(OSError):
            while True:
                file.write(bytes(1_000_000))
        with contextlib.suppress(OSError):
            while True:
                file.write(bytes(1000))
        file.truncate(file.tell() - LEFT)
