"""``python -m trials.harmless [uninstall] [install] [upgrade] [upgrade-every]``: else the first three."""

import sys
import time

from . import install, uninstall, upgrade
from .work import Failed, Work

PROOFS = {
    "uninstall": uninstall.main,
    "install": install.main,
    "upgrade": upgrade.main,
    "upgrade-every": upgrade.every,
}
USUAL = ("uninstall", "install", "upgrade")


def main(names):
    unknown = set(names) - set(PROOFS)
    if unknown:
        print(f"Error: there is no {' '.join(sorted(unknown))} among {', '.join(PROOFS)}", file=sys.stderr)
        return 2
    work = Work()
    start = time.monotonic()
    try:
        for name in names or USUAL:
            work.drop_all()
            PROOFS[name](work)
    except Failed as problem:
        print(f"Error: {problem}", file=sys.stderr)
        return 1
    finally:
        work.drop_all()
    print(f"Nothing was harmed: {', '.join(names or USUAL)} in {time.monotonic() - start:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
