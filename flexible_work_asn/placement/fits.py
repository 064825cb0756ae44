"""Who can fill which kind of need: one answer for the analysis, the proposals and their explanation."""

from __future__ import annotations

from typing import Protocol

#: competence (None: anybody), grade at least and at most by their sequence (None: no limit)
Kind = tuple[int | None, int | None, int | None]


class Filler(Protocol):
    """What of a person matters here; ``grade`` is the sequence of the grade."""

    competences: frozenset[int]
    grade: int | None
    structural: bool


def fits(person: Filler, kind: Kind) -> bool:
    """Whether ``person`` can fill a need of this ``kind``.

    Structural officials fill none: they lead. Who has no grade fits only where no limit of grade is given.
    """
    competence, grade_min, grade_max = kind
    if person.structural or (competence is not None and competence not in person.competences):
        return False
    if grade_min is None and grade_max is None:
        return True
    if person.grade is None:
        return False
    return (grade_min is None or person.grade >= grade_min) and (grade_max is None or person.grade <= grade_max)
