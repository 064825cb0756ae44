"""The most memory that this process has used since it was asked last."""

import ctypes
from pathlib import Path

STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def _megabytes(name):
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1024


class Peak:
    """``with Peak() as peak: ...``: ``peak.megabytes`` more than before at the highest point."""

    def __enter__(self):
        # what was freed goes back to the system, so that it counts when it is taken again
        ctypes.CDLL(None).malloc_trim(0)
        CLEAR.write_text("5")  # the highest point begins anew
        self.before = _megabytes("VmRSS")
        return self

    def __exit__(self, *_error):
        self.megabytes = max(0.0, _megabytes("VmHWM") - self.before)
