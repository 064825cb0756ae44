"""The best plan of placements, by mathematical optimisation with HiGHS."""

from .problem import PlacementProblem, Plan


def solve(problem: PlacementProblem, seconds: float = 5.0) -> Plan:
    """The best plan, or the best that was found within ``seconds``.

    :raises SolverMissing: without ``highspy`` (``..highs``)
    :raises SolverFailed: when HiGHS reports anything but an answer or the end of the time
    """
    raise NotImplementedError
