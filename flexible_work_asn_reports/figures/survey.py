"""The index of public satisfaction (SKM), as PermenPANRB 14/2017 adds it up.

Nine elements, each answered with 1 to 4. The mean of each element over all answers is weighted with 1/9, the weighted
means are added, and the sum is brought to the scale 25 to 100 by 25. The regulation prints the weight as 0.11; here it
is a ninth, so that the best answers to everything make exactly 100.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

#: U1 to U9 in the order of the regulation; what they ask stands with the form
ELEMENTS = tuple(f"u{number}" for number in range(1, 10))
LOWEST, HIGHEST = 1, 4
#: what a mean of 1 to 4 is multiplied with
SCALE = 25


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """``index`` (25 to 100) and the means of the elements (1 to 4), rounded half up to two digits; None: too few."""

    answers: int
    index: float | None
    elements: Mapping[str, float] | None


def satisfaction(answers: int, sums: Sequence[int], minimum: int = 1) -> Satisfaction:
    """The index of ``answers`` answers whose scores add up to ``sums``, one number for each element.

    :param minimum: with fewer answers nothing but their number is told: a few could be told apart by those who served
        them, and say little
    :raises ValueError: for sums that so many answers cannot have
    """
    if len(sums) != len(ELEMENTS):
        raise ValueError(f"{len(sums)} sums for {len(ELEMENTS)} elements")
    if any(not LOWEST * answers <= one <= HIGHEST * answers for one in sums):
        raise ValueError(f"{answers} answers cannot add up to {list(sums)}")
    if answers < max(minimum, 1):
        return Satisfaction(answers, None, None)
    index = _rounded(SCALE * sum(sums), len(ELEMENTS) * answers)
    means = {name: _rounded(one, answers) for name, one in zip(ELEMENTS, sums, strict=True)}
    return Satisfaction(answers, index, means)


def _rounded(part: int, whole: int) -> float:
    """``part`` of ``whole`` with two digits, half up, in integers: nothing depends on a float."""
    return (200 * part + whole) // (2 * whole) / 100


def grade(index: float | None, lowest: Iterable[tuple[float, str]]) -> str | None:
    """The grade of an ``index``: that with the highest bound which it reaches.

    :param lowest: (lowest index of the grade, grade) in any order
    """
    if index is None:
        return None
    reached = [pair for pair in lowest if index >= pair[0]]
    return max(reached)[1] if reached else None
