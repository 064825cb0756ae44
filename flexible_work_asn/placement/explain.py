"""Why each move of a plan: facts as codes and numbers, to be put into words when they are read."""

from __future__ import annotations

from collections.abc import Iterable

from .problem import Move, PlacementProblem


def explain(problem: PlacementProblem, moves: Iterable[Move]) -> dict[int, dict]:
    """``{person id: facts}`` of every move, ready for JSON.

    ``need``, ``unit_from``, ``unit_to``, ``minutes_before`` and ``minutes`` (None: not known), ``load``;
    ``short_before`` and ``short_after`` of this need; ``candidates`` (how many could have filled it, this person
    included) and ``rank`` (of the way among them, 1 is nearest); ``nearer`` (why those who live nearer were not taken:
    ``{"moved", "needed", "minimum"}`` with their numbers); ``giver`` (``people_before``, ``people_after``,
    ``minimum``, ``filled_before``, ``filled_after`` of the unit that gives); ``chain`` (ids of those who come to the
    giving unit in the same plan); ``next`` (``{"person", "minutes", "load"}`` of the best one who is still free, or
    None).
    """
    raise NotImplementedError
