"""Taking times and printing them."""

import gc
import time
from contextlib import contextmanager
from dataclasses import dataclass

COLUMNS = ("what", "amount", "seconds", "of Python", "rate", "queries", "note")


# In a tuple, so that a test clock (freezegun replaces what it finds by name in modules) leaves them alone.
CLOCKS = (time.perf_counter, time.process_time)


@dataclass
class Timing:
    """Wall time in seconds, of which this process computed ``python`` seconds, and number of SQL queries of a block.

    On a machine that does other things besides, ``python`` is the figure to compare.
    """

    seconds: float = 0.0
    python: float = 0.0
    queries: int = 0


@contextmanager
def timed(env=None):
    """Measure a block, the ORM's pending writes at its end included.

    :param env: environment whose cursor's queries are counted; None for plain Python
    """
    timing = Timing()
    if env is not None:
        env.flush_all()
        before = env.cr.sql_log_count
    gc.collect()
    wall, computed = CLOCKS
    start, start_computed = wall(), computed()
    yield timing
    if env is not None:
        env.flush_all()
        timing.queries = env.cr.sql_log_count - before
    timing.seconds, timing.python = wall() - start, computed() - start_computed


def best_of(times, work, env=None):
    """The fastest of several runs of ``work``, and its last result. A cold cache belongs to the first run alone."""
    best, result = None, None
    for _ in range(times):
        with timed(env) as timing:
            result = work()
        if best is None or timing.seconds < best.seconds:
            best = timing
    return best, result


@dataclass
class Row:
    """One line of the table. ``unit`` is what ``amount`` counts, and what the rate is about."""

    what: str
    amount: int
    unit: str
    timing: Timing
    note: str = ""
    with_queries: bool = True

    def cells(self):
        rate = self.amount / self.timing.seconds if self.timing.seconds else 0
        if rate >= 10:
            speed = f"{rate:,.0f} {self.unit}/s"
        else:
            speed = f"{self.timing.seconds / self.amount:.2f} s each"
        return (
            self.what,
            f"{self.amount:,} {self.unit}",
            _seconds(self.timing.seconds),
            _seconds(self.timing.python),
            speed,
            f"{self.timing.queries:,}" if self.with_queries else "",
            self.note,
        )


def _seconds(seconds):
    return f"{seconds:.3f}" if seconds < 1 else f"{seconds:.2f}"


def table(rows):
    """The rows as text in aligned columns."""
    lines = [COLUMNS, *(row.cells() for row in rows)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(COLUMNS))]
    right = {1, 2, 3, 4, 5}

    def text(cells):
        padded = (cell.rjust(widths[n]) if n in right else cell.ljust(widths[n]) for n, cell in enumerate(cells))
        return "  ".join(padded).rstrip()

    return "\n".join([text(lines[0]), "  ".join("-" * width for width in widths), *map(text, lines[1:])])
