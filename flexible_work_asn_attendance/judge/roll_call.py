"""Joining an apel: in its window, by the server's clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .hours import whole_minutes_after

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
