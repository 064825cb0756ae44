"""A backup that is made while people check in, restored: yesterday's PDF is the same to the last byte."""

import hashlib
import shutil
import subprocess
import sys
import threading

from tools.paths import ROOT

from .audit import doubled, files_wrong
from .deeds import CheckIn
from .deeds_report import Report
from .house import House


def backup(house, told, letterbox, rng, say=print):
    """By PostgreSQL's own dump with a copy of the files, and by ``odoo db dump``."""
    report, checks = Report(house, told, letterbox, rng), CheckIn(house, told, letterbox, rng)
    report.prepare()
    report.act()
    report.resume()
    wrong = report.audit()
    papers = {kind: house.get(told["agency_cookie"], _path(report.report, kind)) for kind in ("pdf_file", "xlsx_file")}
    sent = [
        part.get_content()
        for _to, _subject, mail in letterbox.mails[report.before :]
        for part in mail.iter_attachments()
        if part.get_content_type() == "application/pdf"
    ]
    if not sent or any(paper != papers["pdf_file"] for paper in sent):
        wrong.append("the PDF that was mailed is not the one that is kept")
    for how in (_by_hand, _by_odoo):
        checks.prepare()
        with _people_at_work(checks, told):
            before = {kind: set(done) for kind, done in checks.acknowledged.items()}
            restore = how(house)
        restored = restore()
        checks.resume()
        found = _compare(restored, told, report, papers, before, checks)
        say(
            f"     {how.__name__[1:]}: {len(papers['pdf_file'])} bytes of PDF, {sum(map(len, before.values()))} checks "
            f"before it; {len(found)} wrong"
        )
        wrong += found
    return wrong


def _path(report, field):
    return f"/web/content/flexible.work.report/{report}/{field}"


class _people_at_work:
    """People check in while the block runs."""

    def __init__(self, checks, told):
        self.checks = checks
        self.work = threading.Thread(target=checks.act)

    def __enter__(self):
        self.work.start()
        while self.checks.done() < 20 and self.work.is_alive():
            threading.Event().wait(0.05)

    def __exit__(self, *problem):
        self.checks.gone.set()
        self.work.join()


def _by_hand(house):
    """The files, the database, and the files that came meanwhile: what the dump knows of is then there."""
    store, copy, dump = house.data / "filestore" / house.database, house.folder / "copy", house.folder / "dump"
    shutil.copytree(store, copy)
    house.cluster.program("pg_dump", "-Fc", "-f", dump, house.database)
    for path in store.rglob("*"):
        other = copy / path.relative_to(store)
        if path.is_file() and not other.exists():
            other.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, other)

    def restore():
        other = _other_house(house, "by_hand")
        house.cluster.program("createdb", other.database)
        house.cluster.program("pg_restore", "--no-owner", "-d", other.database, dump)
        shutil.copytree(copy, other.data / "filestore" / other.database)
        return other

    return restore


def _by_odoo(house):
    archive = house.folder / "dump.zip"
    _odoo(house, "dump", house.database, archive)

    def restore():
        other = _other_house(house, "by_odoo")
        _odoo(other, "load", other.database, archive)
        return other

    return restore


def _odoo(house, *arguments):
    subprocess.run(
        [sys.executable, "-m", "odoo", "db", *map(str, arguments)],
        cwd=ROOT,
        env={**house.env, "PATH": f"{house.cluster.programs}:{house.env['PATH']}"},
        check=True,
        capture_output=True,
    )


def _other_house(house, name):
    folder = house.folder / name
    folder.mkdir()
    other = House(folder, house.cluster, house.mail_port, database=name)
    other.conf.write_text(house.conf.read_text().replace(str(house.data), str(other.data)))
    other.launcher.write_text(house.launcher.read_text())
    return other


def _compare(restored, told, report, papers, before, checks):
    wrong = [f"restored: {one}" for one in files_wrong(restored) + doubled(restored)]
    rows = dict(restored.sql("SELECT employee_id, count(check_out) FROM hr_attendance GROUP BY 1"))
    for kind, done in before.items():
        for number in done:
            if rows.get(told["employees"][number], -1) < (kind == "out"):
                wrong.append(f"restored: check-{kind} of employee {told['employees'][number]} is lost")
    cookie = restored.module("trials.lossless.session", restored.database, told["agency"])
    restored.start()
    try:
        for kind, paper in papers.items():
            if restored.get(cookie, _path(report.report, kind)) != paper:
                wrong.append(f"restored: {kind} is another one")
        token, fingerprint = restored.sql(
            "SELECT token, fingerprint FROM flexible_work_report WHERE id = %s", report.report
        )[0]
        if fingerprint != hashlib.sha256(papers["pdf_file"]).hexdigest():
            wrong.append("restored: the fingerprint is another one")
        page = restored.get("", f"/flexible_work/verify/{token}").decode()
        if fingerprint not in page:
            wrong.append("restored: the page does not confirm it")
    finally:
        restored.stop()
    return wrong
