"""Shares of a person's working time that assignments and teams claim: nobody gives more than all of it."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

#: percent of the working time of one day
WHOLE = 100
_WEEK = [timedelta(days=n) for n in range(7)]


class Claim(NamedTuple):
    """Who or what (``id``) claims ``percent`` of one person's working time on the days from ``date_from`` to
    ``date_to``; ``weekdays`` (0 is Monday) narrows them, None means every day.
    """

    id: Hashable
    date_from: date
    date_to: date
    weekdays: Collection[int] | None
    percent: int

    def covers(self, day: date) -> bool:
        """Whether it claims a part of ``day``."""
        return self.date_from <= day <= self.date_to and (self.weekdays is None or day.weekday() in self.weekdays)


class Over(NamedTuple):
    """A date on which more than the whole working time is claimed, and by what."""

    date: date
    claims: tuple[Claim, ...]

    @property
    def percent(self) -> int:
        """What is claimed of that day in all."""
        return sum(claim.percent for claim in self.claims)


def claimed(claims: Iterable[Claim], day: date) -> tuple[Claim, ...]:
    """Those of ``claims`` (of one person) that claim a part of ``day``."""
    return tuple(claim for claim in map(Claim._make, claims) if claim.covers(day))


def over_shares(claims: Iterable[Claim]) -> Over | None:
    """The first date on which ``claims`` of one person add up to more than 100 %, with those that do; None: never.

    Plain tuples in the order of ``Claim`` will do.
    """
    claims = [Claim._make(claim) for claim in claims]
    # A week later the same claims hold unless one of them has begun in between: so no other date can be the first.
    for day in sorted({claim.date_from + days for claim in claims for days in _WEEK if _is_date(claim, days)}):
        over = Over(day, claimed(claims, day))
        if over.percent > WHOLE:
            return over
    return None


def two_places(claims: Iterable[Claim]) -> Over | None:
    """The first date on which more than one of ``claims`` of one person holds, whatever the shares; None: never."""
    return over_shares(claim._replace(percent=WHOLE) for claim in map(Claim._make, claims))


def _is_date(claim, days):
    return claim.date_from + days <= claim.date_to
