"""What is wrong with a plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .problem import Move, PlacementProblem


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that is broken: its code, and the ids of whom it concerns."""

    code: str
    person: int | None = None
    unit: int | None = None
    need: int | None = None


def check(problem: PlacementProblem, moves: Iterable[Move]) -> list[Fault]:
    """Every rule that the moves break; empty for a valid plan."""
    raise NotImplementedError
