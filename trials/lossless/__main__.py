"""``make lossless``: see the package."""

import argparse
import os
import random
import sys
import tempfile
import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from .backup import backup
from .chapters import database, disk, twice
from .clock import clock
from .cluster import Cluster
from .house import House
from .kills import DEEDS, kills
from .letterbox import Letterbox

CHAPTERS = {"kills": kills, "database": database, "twice": twice, "disk": disk, "backup": backup, "clock": clock}


@contextmanager
def a_house(source, people, rounds):
    """``(house, what is in it, letterbox)``: a server on a database and a cluster of the trial's own."""
    folder = Path(tempfile.mkdtemp(prefix="lossless-"))
    folder.chmod(0o755)  # PostgreSQL runs as somebody else where we are root
    cluster, letterbox = Cluster(folder), Letterbox()
    house = House(folder, cluster, letterbox.port)
    try:
        cluster.create()
        house.furnish(dict(os.environ), source)
        told = house.module("trials.lossless.region", house.database, people, rounds)
        # from here on what is committed is on the disk
        cluster.stop()
        cluster.start()
        house.start()
        yield house, told, letterbox
    finally:
        letterbox.close()
        house.remove()


def main():
    parser = argparse.ArgumentParser(
        prog="make lossless", description="Kill, cut off, fill up, restore: nothing is lost."
    )
    parser.add_argument("chapters", nargs="*", help=f"only these of {', '.join(CHAPTERS)}")
    parser.add_argument("--kills", type=int, default=14)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=20260112, help="of the moments at which things happen")
    parser.add_argument("--deeds", nargs="*", choices=list(DEEDS), help="kill in these only")
    parser.add_argument("--source", default=os.environ.get("TRIAL_READY"), help="a database with the addons")
    options = parser.parse_args()
    unknown = set(options.chapters) - set(CHAPTERS)
    if unknown:
        parser.error(f"there is no chapter {', '.join(sorted(unknown))}")
    chapters = CHAPTERS | {"kills": partial(kills, number=options.kills, names=options.deeds)}
    say, wrong = partial(print, flush=True), {}
    with a_house(options.source, options.people, options.kills + 25) as (house, told, letterbox):
        for name in options.chapters or chapters:
            begun = time.monotonic()
            say(f"\n== {name}")
            wrong[name] = chapters[name](house, told, letterbox, random.Random(f"{options.seed} {name}"), say)
            say(f"   {len(wrong[name])} wrong, {time.monotonic() - begun:.0f} s")
    for name, found in wrong.items():
        for one in found:
            say(f"{name}: {one}")
    return any(wrong.values())


if __name__ == "__main__":
    sys.exit(main())
