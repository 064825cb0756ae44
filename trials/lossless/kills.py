"""A hundred kills: each at a random moment of one deed, and what the auditor finds afterwards."""

import contextlib
import threading
import time

from .audit import doubled, files_wrong, settled
from .deeds import CheckIn, Days
from .deeds_approve import Approve
from .deeds_month import Month, MonthAfterAccepted, MonthBeforeAccepted
from .deeds_report import AfterAccepted, BeforeAccepted, Report, ReportBySchedule

DEEDS = {
    "check-in": CheckIn,
    "days": Days,
    "approve": Approve,
    "report": Report,
    "schedule": ReportBySchedule,
    "before-accepted": BeforeAccepted,
    "after-accepted": AfterAccepted,
    "month": Month,
    "month-before-accepted": MonthBeforeAccepted,
    "month-after-accepted": MonthAfterAccepted,
}

#: of a hundred kills, of each kind: a server is back in ten seconds, workers in one; what they do is cut off alike
SHARES = (20, 60, 20)


def kills(house, told, letterbox, rng, say=print, number=14, names=None):
    """Kill ``number`` times, the deeds in turn; what was found wrong, in words."""
    deeds = {name: DEEDS[name](house, told, letterbox, rng) for name in names or DEEDS}
    order = [name for _ in range(number // len(deeds) + 1) for name in deeds][:number]
    wrong = []
    for count, name in enumerate(order, 1):
        begun = time.monotonic()
        found, words = kill_once(house, deeds[name], rng)
        found = [f"kill {count} ({name}): {one}" for one in found]
        say(
            f"{count:4} {name:16} {words} ({time.monotonic() - begun:.0f} s)"
            + "".join(f"\n       {one}" for one in found)
        )
        wrong += found
    return wrong


def kill_once(house, deed, rng):
    """``(what is wrong, words about the kill)``"""
    deed.prepare()
    if hasattr(deed, "arm"):
        return _killed_at_a_moment(house, deed)
    what = rng.choices(("server", "all workers", "one worker"), SHARES)[0]
    delay = rng.uniform(0.02, deed.longest)
    work = threading.Thread(target=deed.act)
    work.start()
    time.sleep(delay)
    if what == "server":
        house.kill()
    else:
        house.kill_workers(1 if what == "one worker" else None, rng)
    if hasattr(deed, "gone"):
        deed.gone.set()
    work.join()
    if what == "server":
        house.start()
    return _look(house, deed, f"{what} at {delay:.2f} s")


def _killed_at_a_moment(house, deed):
    killed = threading.Event()

    def kill():
        # from the mail server's thread: the sender is gone before it is answered
        house.kill_workers()
        killed.set()

    deed.arm(kill)
    work = threading.Thread(target=deed.act)
    work.start()
    arrived = killed.wait(120)
    with contextlib.suppress(RuntimeError):
        work.join(120)
    if not arrived:
        return ["the moment never came"], "not killed"
    return _look(house, deed, f"all workers {deed.moment} the mail was accepted")


def _look(house, deed, words):
    try:
        deed.resume()
    except RuntimeError as error:
        return [str(error)], words
    settled(house)
    return deed.audit() + doubled(house) + files_wrong(house), f"{words}, {deed.done()} done"
