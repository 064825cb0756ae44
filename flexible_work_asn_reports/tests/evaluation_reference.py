"""The comparison of an evaluation asked the slow and obvious way, and units whose true effect is known."""

import math
from fractions import Fraction

import numpy as np


def student_probability(t, freedom, steps=2_000):
    """The probability between 0 and ``t``, by Simpson's rule over the density."""
    front = math.exp(math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)) / math.sqrt(freedom * math.pi)
    width = t / steps
    heights = [(1 + (number * width) ** 2 / freedom) ** (-(freedom + 1) / 2) for number in range(steps + 1)]
    return front * width / 3 * (heights[0] + 4 * sum(heights[1::2]) + 2 * sum(heights[2:-1:2]) + heights[-1])


def student_quantile(probability, freedom):
    """The value below which lies ``probability`` (more than a half), by halving."""
    low, high = 0.0, 1.0
    while student_probability(high, freedom) + 0.5 < probability:
        high *= 2
    for _turn in range(45):
        middle = (low + high) / 2
        low, high = (middle, high) if student_probability(middle, freedom) + 0.5 < probability else (low, middle)
    return (low + high) / 2


def exact_welch(one, other):
    """Difference of means, its standard error and degrees of freedom, in fractions until the last step."""
    groups = [[Fraction(value) for value in values] for values in (one, other)]
    means = [sum(values) / len(values) for values in groups]
    parts = [
        sum((value - mean) ** 2 for value in values) / (len(values) - 1) / len(values)
        for values, mean in zip(groups, means, strict=True)
    ]
    freedom = sum(parts) ** 2 / sum(part**2 / (len(values) - 1) for part, values in zip(parts, groups, strict=True))
    return float(means[0] - means[1]), math.sqrt(sum(parts)), float(freedom)


def attendance_changes(rng, flexible, exempt, effect=0.0, days=40):
    """Changes in points of the share present, of units with 5 to 120 people; ``effect`` in points for flexible ones.

    Units differ in size, in level, and in how they drift by themselves: what a region is like.
    """

    def changes(number, shift):
        person_days = rng.integers(5, 120, number) * days
        level = np.clip(rng.normal(0.95, 0.015, number), 0.8, 0.98)
        own_drift = rng.normal(0, 0.01, number)
        before = rng.binomial(person_days, level) / person_days
        after = rng.binomial(person_days, np.clip(level + own_drift + shift / 100, 0, 1)) / person_days
        return 100 * (after - before)

    return changes(flexible, effect), changes(exempt, 0.0)
