"""Which OPD need attention."""

from collections.abc import Iterable
from fractions import Fraction

from .counting import Figures

# UU 23/2014, article 209(2): secretariat, secretariat of the DPRD, inspectorate, dinas, badan, kecamatan. Satpol PP and
# the fire service are dinas by their rank, hospitals belong to the health dinas.
PROTOCOL = (
    ("sekretariat daerah", "setda"),
    ("sekretariat dprd", "sekretariat dewan", "setwan"),
    ("inspektorat",),
    ("dinas", "satuan", "satpol", "rumah sakit", "rsud"),
    ("badan",),
    ("kecamatan", "distrik"),
    ("kelurahan", "desa"),
)


def protocol_rank(name: str) -> int:
    """Place of an OPD in official lists, by the kind that its name begins with; unknown kinds come last."""
    name = name.casefold().strip()
    ranks = (rank for rank, kinds in enumerate(PROTOCOL) if name.startswith(kinds))
    return next(ranks, len(PROTOCOL))


def lowest(rows: Iterable[tuple[str, Figures]], number: int = 5) -> list[tuple[str, Figures]]:
    """The ``number`` OPD with the lowest share present of those obliged, worst first.

    OPD in which everybody is present, or nobody was obliged, are not in the list. Equal shares: more people missing
    first, then by name. Shares are compared exactly, not by the rounded percentage.
    """
    lacking = [(name, figures) for name, figures in rows if figures.obliged and figures.present < figures.obliged]
    lacking.sort(key=lambda row: (Fraction(row[1].present, row[1].obliged), -row[1].absent, row[0]))
    return lacking[:number]


def highest(rows: Iterable[tuple[str, Figures]], number: int = 5) -> list[tuple[str, Figures]]:
    """The ``number`` OPD with the highest share present of those obliged, best first, without those of :func:`lowest`.

    Equal shares: the larger OPD first, then by name.
    """
    rows = [(name, figures) for name, figures in rows if figures.obliged]
    low = {name for name, _figures in lowest(rows, number)}
    rows = [row for row in rows if row[0] not in low]
    rows.sort(key=lambda row: (-Fraction(row[1].present, row[1].obliged), -row[1].obliged, row[0]))
    return rows[:number]
