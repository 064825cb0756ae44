"""Monthly actuals of services: what came in, what was finished, and what waits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .counting import percentage

#: months whose mean is compared with that of as many before
TREND_MONTHS = 3


@dataclass(frozen=True, slots=True)
class Month:
    """Requests of one month: ``received``, ``finished`` whenever they came in, of these ``late`` over standard time."""

    received: int = 0
    finished: int = 0
    late: int = 0
    backlog: int = 0  # waiting at the end of the month

    @property
    def late_percent(self) -> float | None:
        return percentage(self.late, self.finished)


def by_month(rows: Iterable[tuple[date, int, int, int]]) -> dict[date, Month]:
    """Months that have figures, the first one first, with what waits at their end.

    What waited before the first month is not known and counts as nothing; where more is finished than is known to
    wait, some of it came from before, and nothing waits.

    :param rows: ``(first day of the month, received, finished, late)``, in any order, several of a month
    """
    sums: dict[date, list[int]] = {}
    for month, *figures in rows:
        known = sums.setdefault(month, [0, 0, 0])
        for place, figure in enumerate(figures):
            known[place] += figure
    months, waiting = {}, 0
    for month in sorted(sums):
        received, finished, late = sums[month]
        waiting = max(0, waiting + received - finished)
        months[month] = Month(received, finished, late, waiting)
    return months


def together(parts: Iterable[dict[date, Month]]) -> dict[date, Month]:
    """The sum of several services or units. What waits is added up, too: a queue here shortens none there.

    A part without figures of a month still has the queue of its month before.
    """
    parts = list(parts)
    months = sorted({month for part in parts for month in part})
    sums = {}
    for month in months:
        here = [part[month] for part in parts if month in part]
        waiting = 0
        for part in parts:
            known = [one for one in part if one <= month]
            waiting += part[max(known)].backlog if known else 0
        sums[month] = Month(
            sum(one.received for one in here),
            sum(one.finished for one in here),
            sum(one.late for one in here),
            waiting,
        )
    return sums


def trend(months: dict[date, Month]) -> float | None:
    """Requests received in the last months against as many before, as a change in percent; None where that is unknown.

    :param months: as of :func:`by_month`; gaps are no months without requests, and are passed over
    """
    received = [months[month].received for month in sorted(months)]
    if len(received) < 2 * TREND_MONTHS:
        return None
    before = sum(received[-2 * TREND_MONTHS : -TREND_MONTHS])
    now = sum(received[-TREND_MONTHS:])
    return round(100 * (now - before) / before, 2) if before else None
