"""Which OPD need attention."""

from collections.abc import Iterable
from fractions import Fraction

from .counting import Figures


def lowest(rows: Iterable[tuple[str, Figures]], number: int = 5) -> list[tuple[str, Figures]]:
    """The ``number`` OPD with the lowest share present of those obliged, worst first.

    OPD in which everybody is present, or nobody was obliged, are not in the list. Equal shares: more people missing
    first, then by name. Shares are compared exactly, not by the rounded percentage.
    """
    lacking = [(name, figures) for name, figures in rows if figures.obliged and figures.present < figures.obliged]
    lacking.sort(key=lambda row: (Fraction(row[1].present, row[1].obliged), -row[1].absent, row[0]))
    return lacking[:number]
