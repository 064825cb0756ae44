"""The clock of the server jumps, for Odoo and PostgreSQL alike: libfaketime of the distribution is loaded in both."""

import shutil
from pathlib import Path

from tools import apt

from .audit import doubled, files_wrong, settled
from .deeds import Days

NAME = "libfaketimeMT.so.1"


class Clock:
    """``env`` gives a process this clock. It shows the true time until `jump` moves it."""

    def __init__(self, folder):
        self.file, self.library = folder / "clock", _library(folder)
        self.jump(0)
        self.file.chmod(0o644)
        self.env = {
            "LD_PRELOAD": str(self.library),
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            # read again with each question. The monotonic clock jumps, too: with it left alone sleeping fails
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_RESET": "1",
        }

    def jump(self, seconds):
        """Be so many seconds ahead of the true time; negative: behind it."""
        self.file.write_text(f"{seconds:+d}\n")


def _library(folder):
    """Where the library is: installed, or out of the distribution's package."""
    installed = [*Path("/usr/lib").glob(f"*/faketime/{NAME}"), *Path("/usr/lib/faketime").glob(NAME)]
    if installed:
        return installed[0]
    packages = apt.find_and_download(["libfaketime"], folder / "apt", {"debian": [None], "ubuntu": [None]})
    for archive, member in apt.members(packages["libfaketime"]):
        if member.name.endswith(f"/{NAME}"):
            target = folder / NAME
            with archive.extractfile(member) as source, open(target, "wb") as file:
                shutil.copyfileobj(source, file)
            target.chmod(0o755)
            return target
    raise RuntimeError(f"the package libfaketime holds no {NAME}")


def clock(house, told, letterbox, rng, say=print):
    """The clock runs a day ahead and is set right, and is set back while people are at work."""
    house.stop()
    jumping = Clock(house.folder)
    house.clock = house.cluster.clock = jumping
    house.cluster.stop()
    house.cluster.start()
    house.start()
    try:
        return _a_day_ahead(house, told, letterbox, rng, say) + _set_back(house, told, letterbox, rng, say)
    finally:
        house.stop()
        house.clock = house.cluster.clock = None
        house.cluster.stop()
        house.cluster.start()
        house.start()


def _a_day_ahead(house, told, letterbox, rng, say):
    """For an hour it is tomorrow: today's day is closed, tomorrow's is opened. Then it is today again."""
    deed = Days(house, told, letterbox, rng)
    deed.prepare()
    house.finish("cron_process_days")
    wrong = deed.audit()
    early, late = (list(zip(told["employees"], told["cookies"]))[n : n + 10] for n in (0, 10))
    wrong += _tap(house, early, "in")
    house.clock.jump(26 * 3600)
    house.finish("cron_process_days")
    ahead = house.sql(
        "SELECT date, state, count(*) FROM flexible_work_day WHERE company_id = %s AND date >= %s GROUP BY 1, 2"
        " ORDER BY 1",
        deed.company,
        deed.today,
    )
    house.clock.jump(0)
    house.finish("cron_process_days")
    found = [f"after a day ahead: {one}" for one in deed.audit()]
    found += _tap(house, late, "in")
    statuses = house.sql(
        "SELECT status, state, count(*) FROM flexible_work_day WHERE date = %s AND employee_id = ANY(%s) GROUP BY 1, 2",
        deed.today,
        [employee for employee, _cookie in early + late],
    )
    if statuses != [("present", "open", 20)]:
        found.append(f"who is there today is not: {statuses}")
    tomorrow = house.one(
        "SELECT count(*) FROM flexible_work_day WHERE company_id = %s AND date > %s AND state = 'closed'",
        deed.company,
        deed.today,
    )
    if tomorrow:
        found.append(f"{tomorrow} days of tomorrow are closed")
    words = "; ".join(f"{number} {state} on {day}" for day, state, number in ahead)
    say(f"     a day ahead: {words}; {len(found)} wrong afterwards")
    return wrong + found + doubled(house)


def _set_back(house, told, letterbox, rng, say):
    """Three hours back: who checks out is told to do it later or is checked out, and nobody twice."""
    people = list(zip(told["employees"], told["cookies"]))[20:30]
    wrong = _tap(house, people, "in")
    house.clock.jump(-3 * 3600)
    refused = _tap(house, people, "out")
    house.clock.jump(0)
    wrong += _tap(house, people, "out")
    rows = house.sql(
        "SELECT employee_id, count(*), count(check_out), bool_and(check_out >= check_in) FROM hr_attendance"
        " WHERE employee_id = ANY(%s) GROUP BY 1",
        [employee for employee, _cookie in people],
    )
    wrong += [f"clock set back: {row}" for row in rows if row[1:] != (1, 1, True)]
    wrong += [f"{len(rows)} of {len(people)} are there"] if len(rows) != len(people) else []
    say(f"     three hours back: {len(refused)} of {len(people)} told {set(refused)}; {len(wrong)} wrong afterwards")
    settled(house)
    return wrong + files_wrong(house)


def _tap(house, people, kind):
    """What people were told who could not."""
    answers = [house.call(cookie, "/flexible_work/check", {"kind": kind})[1] for _employee, cookie in people]
    return [answer for answer in answers if answer]
