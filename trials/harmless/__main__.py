"""``python -m trials.harmless [uninstall] [install] [upgrade]``: all of them unless some are named."""

import sys
import time

from . import uninstall
from .work import Failed, Work

PROOFS = {"uninstall": uninstall.main}


def main(names):
    unknown = set(names) - set(PROOFS)
    if unknown:
        print(f"Error: there is no {' '.join(sorted(unknown))} among {', '.join(PROOFS)}", file=sys.stderr)
        return 2
    work = Work()
    start = time.monotonic()
    try:
        for name in names or PROOFS:
            work.drop_all()
            PROOFS[name](work)
    except Failed as problem:
        print(f"Error: {problem}", file=sys.stderr)
        return 1
    finally:
        work.drop_all()
    print(f"Nothing was harmed: {', '.join(names or PROOFS)} in {time.monotonic() - start:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
