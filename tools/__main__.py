"""Entry point: ``python3 -m tools COMMAND``. Finds a Python that Odoo 19 runs on, then hands over."""

import os
import shutil
import subprocess
import sys

SUPPORTED = ((3, 10), (3, 13))


def supported_python():
    """Path of an installed Python that Odoo 19 supports, or None.

    A version manager may put launchers on PATH for versions that are not there, so each is tried.
    """
    for minor in range(SUPPORTED[1][1], SUPPORTED[0][1] - 1, -1):
        path = shutil.which("python3.%d" % minor)
        if path and subprocess.call([path, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            return path
    return None


def main():
    if not SUPPORTED[0] <= sys.version_info[:2] <= SUPPORTED[1]:
        path = supported_python()
        if not path:
            print(
                "Error: Odoo 19 runs on Python 3.10 to 3.13, this is %d.%d and no other is on PATH. Install one, "
                "or name it: make ... PYTHON=/path/to/python3.12" % sys.version_info[:2],
                file=sys.stderr,
            )
            return 1
        os.execv(path, [path, "-m", "tools"] + sys.argv[1:])
    from tools.dev import main as commands

    return commands(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
