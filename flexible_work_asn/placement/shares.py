"""Shares of a person's working time that assignments and teams claim: nobody gives more than all of it."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

#: percent of the working time of one day
WHOLE = 100
_DAY = timedelta(days=1)
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


def apart_from(claim: Claim, other: Claim) -> tuple[Claim, ...]:
    """What ``claim`` asks for beside ``other`` when both are the same work: on the days of both, the greater share
    counts once; on the other days ``claim`` counts whole.
    """
    first, last = max(claim.date_from, other.date_from), min(claim.date_to, other.date_to)
    if first > last:
        return (claim,)
    every = frozenset(range(7))
    own = every if claim.weekdays is None else frozenset(claim.weekdays)
    shared = own if other.weekdays is None else own & frozenset(other.weekdays)
    parts = (
        claim._replace(date_to=first - _DAY) if claim.date_from < first else None,
        claim._replace(date_from=first, date_to=last, weekdays=own - shared) if own - shared else None,
        claim._replace(date_from=first, date_to=last, weekdays=shared, percent=claim.percent - other.percent)
        if shared and claim.percent > other.percent
        else None,
        claim._replace(date_from=last + _DAY) if claim.date_to > last else None,
    )
    return tuple(part for part in parts if part)


def two_places(claims: Iterable[Claim]) -> Over | None:
    """The first date on which more than one of ``claims`` of one person holds, whatever the shares; None: never."""
    return over_shares(claim._replace(percent=WHOLE) for claim in map(Claim._make, claims))


def _is_date(claim, days):
    return claim.date_from + days <= claim.date_to
