"""Approved corrections, laid over what was recorded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Correction:
    """What an approved correction says of a day; None leaves what was recorded. Times in the zone of the record."""

    check_in: datetime | None = None
    check_out: datetime | None = None
    #: leave, sick, permit, duty or study: an absence that was explained afterwards
    leave_status: str | None = None


def lay_over(recorded: Correction, corrections: Iterable[Correction]) -> Correction:
    """What counts: of each value the last correction that says it, else what was recorded.

    :param corrections: in the order of their approval
    """
    check_in, check_out, leave_status = recorded.check_in, recorded.check_out, recorded.leave_status
    for one in corrections:
        check_in = one.check_in or check_in
        check_out = one.check_out or check_out
        leave_status = one.leave_status or leave_status
    return Correction(check_in, check_out, leave_status)
