"""A monthly paper in words and tables: written once, printed as PDF, HTML and workbook alike. No ORM in here."""

from dataclasses import dataclass, field

from .official import Official


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``style`` is the mode or status that gives the colour.

    ``kind``: row (the running number), text, count (whole numbers, added up in the total), quantity and money (not
    added up), share (``part`` of ``whole`` in percent, worked out in each row and in the total).
    """

    name: str
    heading: str
    kind: str = "count"
    style: str = ""
    width: float = 1.0
    part: str = "present"
    whole: str = "obliged"


@dataclass(frozen=True, slots=True)
class Table:
    """``rows`` are dicts by the names of the columns; ``total`` is the word before the sums, empty: there are none.

    ``totals`` are the sums that are no sums of the rows: people are counted once, though they were in two OPD.
    """

    sheet: str  # name of the sheet in the workbook
    title: str
    columns: list[Column]
    rows: list[dict]
    total: str = ""
    totals: dict = field(default_factory=dict)
    note: str = ""

    def sum_of(self, name):
        """The number in the row of totals."""
        return self.totals.get(name, sum(row.get(name) or 0 for row in self.rows))


@dataclass(frozen=True, slots=True)
class Section:
    """A lettered part of the report."""

    heading: str
    paragraphs: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Paper:
    lang: str
    official: Official
    title: str
    subtitle: str
    facts: list[tuple[str, str]]
    draft: str  # what is said above a paper that is not final; empty: it is
    sections: list[Section]
    annex: list[Table]
    notes: list[str]
    footer: str

    def tables(self):
        """All tables in the order in which they are printed."""
        return [*(table for section in self.sections for table in section.tables), *self.annex]


def ratio(row, column):
    """The share as a number from 0 to 1; None where there is no whole."""
    whole = row.get(column.whole) or 0
    return (row.get(column.part) or 0) / whole if whole else None
