"""``make lossless``: see the package."""

import argparse
import os
import random
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from .cluster import Cluster
from .house import House
from .kills import run_kills
from .letterbox import Letterbox


@contextmanager
def a_house(source, people, rounds):
    """``(house, what is in it, letterbox)``: a server on a database and a cluster of the trial's own."""
    folder = Path(tempfile.mkdtemp(prefix="lossless-", dir=os.environ.get("TRIAL_FOLDER")))
    folder.chmod(0o755)  # PostgreSQL runs as somebody else where we are root
    cluster, letterbox = Cluster(folder), Letterbox()
    house = House(folder, cluster, letterbox.port)
    try:
        cluster.create()
        house.furnish(dict(os.environ), source)
        yield house, house.module("trials.lossless.region", house.database, people, rounds), letterbox
    finally:
        letterbox.close()
        house.remove()


def chapter_kills(options):
    rng = random.Random(options.seed)
    with a_house(options.source, options.people, options.kills + 5) as (house, told, letterbox):
        house.start()
        return run_kills(house, told, letterbox, rng, options.kills, options.deeds)


CHAPTERS = {"kills": chapter_kills}


def main():
    parser = argparse.ArgumentParser(prog="make lossless", description=__doc__)
    parser.add_argument("chapters", nargs="*", choices=[*CHAPTERS, []], help="only these")
    parser.add_argument("--kills", type=int, default=14)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=20260112)
    parser.add_argument("--deeds", nargs="*", help="kill in these only")
    parser.add_argument("--source", default=os.environ.get("TRIAL_READY"), help="a database with the addons")
    options = parser.parse_args()
    wrong = {}
    for name in options.chapters or CHAPTERS:
        begun = time.monotonic()
        print(f"\n== {name}", flush=True)
        wrong[name] = CHAPTERS[name](options)
        print(f"   {len(wrong[name])} wrong, {time.monotonic() - begun:.0f} s", flush=True)
    for name, found in wrong.items():
        for one in found:
            print(f"{name}: {one}")
    sys.exit(any(wrong.values()))


main()
