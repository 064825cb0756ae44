"""Patterns of days that repeat: who stands where on a date is arithmetic, so a roster of any period goes on where
the one before it ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

Entry = TypeVar("Entry")


def position(anchor: date, day: date, length: int, offset: int = 0) -> int:
    """Which day of a pattern of ``length`` days stands on ``day``, counted from 0.

    :param anchor: the date on which a group with offset 0 stands on the first day
    :param day: any date, before the anchor too
    :param offset: by how many days a group is ahead
    :raises ValueError: when the pattern has no days
    """
    if length < 1:
        raise ValueError("a pattern has at least one day")
    return ((day - anchor).days + offset) % length


def entry(pattern: Sequence[Entry], anchor: date, day: date, offset: int = 0) -> Entry:
    """The entry of ``pattern`` on ``day`` for a group that is ``offset`` days ahead."""
    return pattern[position(anchor, day, len(pattern), offset)]


def spread_offsets(length: int, groups: int) -> tuple[int, ...]:
    """Offsets that divide a pattern of ``length`` days among ``groups`` as evenly as whole days allow.

    When the length is a multiple of the groups, each position is taken by every group exactly once in a round.
    More groups than days share offsets.
    """
    if length < 1 or groups < 1:
        raise ValueError("a pattern has at least one day, and is divided among at least one group")
    return tuple(n * length // groups for n in range(groups))


def deal(count: int, groups: int) -> tuple[int, ...]:
    """The group of each of ``count`` people in turn, like cards: group sizes differ by one at most."""
    if groups < 1:
        raise ValueError("people are divided among at least one group")
    return tuple(n % groups for n in range(count))


def weekly_hours(hours: Sequence[float]) -> float:
    """Hours a week on average over a pattern with these hours a day.

    Perpres 21/2023 Pasal 9 and Permen PANRB 4/2025 Pasal 17: shifts, too, fill the weekly hours (37.5).
    """
    return sum(hours) * 7 / len(hours) if hours else 0.0
