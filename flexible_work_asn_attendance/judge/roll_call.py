"""Joining an apel: in its window, by the server's clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .day import COUNTED_BY_APEL, whole_minutes_after

ON_TIME = "on_time"
LATE = "late"
NOT_OPEN = "not_open"
TOO_EARLY = "too_early"
CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class RollCall:
    """An apel in naive local time: it begins, people are on time up to ``late_after``, it ends."""

    begins: datetime
    late_after: datetime
    ends: datetime
    #: scheduled, open or closed, as the leader left it
    state: str = "open"

    def is_over(self, now: datetime) -> bool:
        """An apel ends by itself when its window is over, even if nobody closed it."""
        return self.state == "closed" or now > self.ends


def judge_join(roll_call: RollCall, now: datetime) -> str:
    """Whether joining at ``now`` counts: on_time or late; else too_early, not_open or closed."""
    if roll_call.is_over(now):
        return CLOSED
    if now < roll_call.begins:
        return TOO_EARLY
    if roll_call.state != "open":
        return NOT_OPEN
    return LATE if whole_minutes_after(now, roll_call.late_after) else ON_TIME


def takes_part(
    audience: str,
    apel_from: float,
    apel_to: float,
    mode: str | None,
    rostered: bool,
    hour_from: float | None,
    hour_to: float | None,
) -> bool:
    """Whether somebody on duty in ``mode`` is expected at an apel held between these local hours.

    ``away``: those who work from home or elsewhere (Ternate); ``all``: everybody on duty. Whoever is rostered on a
    shift takes part only if the shift touches the apel: a night shift has no morning apel.
    """
    if mode is None or (audience == "away" and mode not in COUNTED_BY_APEL):
        return False
    if not rostered or hour_from is None or hour_to is None:
        return True
    ends = hour_to if hour_to > hour_from else hour_to + 24
    return hour_from <= apel_to and ends >= apel_from
