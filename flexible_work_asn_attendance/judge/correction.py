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
    #: of leave, which one (Peraturan BKN 24/2017)
    leave_kind: str | None = None


def lay_over(recorded: Correction, corrections: Iterable[Correction]) -> Correction:
    """What counts: of each value the last correction that says it, else what was recorded.

    :param corrections: in the order of their approval
    """
    check_in, check_out = recorded.check_in, recorded.check_out
    leave_status, leave_kind = recorded.leave_status, recorded.leave_kind
    for one in corrections:
        check_in = one.check_in or check_in
        check_out = one.check_out or check_out
        if one.leave_status:
            leave_status, leave_kind = one.leave_status, one.leave_kind
    return Correction(check_in, check_out, leave_status, leave_kind)
