"""When an event counts that a phone without network has kept and sends later.

The phone's wall clock proves nothing. What it can tell is how long it has been since the server last spoke to it: the
server hands out its own time, signed (the ticket), and the phone adds what its monotonic clock has counted since.
"""

from __future__ import annotations

from datetime import datetime, timedelta

#: the clocks of phones run so much too fast at most in the time that an event may wait
CLOCK_SLIP = timedelta(seconds=60)

TOO_OLD = "too_old"
AHEAD = "ahead"
UNREADABLE = "unreadable"
NOT_ACCEPTED = "not_accepted"


class TicketFault(ValueError):
    """The event can't count; ``kind`` says why: too_old, ahead, unreadable or not_accepted."""

    def __init__(self, kind: str):
        super().__init__(kind)
        self.kind = kind


def moment_of_tap(given_at: datetime, elapsed, now: datetime, limit: timedelta) -> datetime:
    """The moment that counts: ``given_at`` and what has gone by since, to the second.

    :param given_at: the server's time on the ticket (naive UTC)
    :param elapsed: milliseconds between the ticket and the tap, by the phone's monotonic clock
    :param now: the server's time on arrival (naive UTC)
    :param limit: for how long an event may wait
    :raises TicketFault: when it is too old, lies ahead of now, is no number, or nothing is accepted later at all
    """
    if limit <= timedelta():
        raise TicketFault(NOT_ACCEPTED)
    # True is a number to Python; 1e300 milliseconds are more than timedelta holds
    if isinstance(elapsed, bool) or not isinstance(elapsed, int | float) or not 0 <= elapsed < 1e10:
        raise TicketFault(UNREADABLE)
    tap = (given_at + timedelta(milliseconds=elapsed)).replace(microsecond=0)
    if tap > now + CLOCK_SLIP:
        raise TicketFault(AHEAD)
    if tap < now - limit:
        raise TicketFault(TOO_OLD)
    return min(tap, now)
