"""A list of an official paper: typed rows under headings, made once for the PDF, the HTML file and the workbook."""

from collections import Counter
from dataclasses import dataclass, replace

from odoo.tools import formatLang, groupby

from ..figures.counting import percentage

#: rows of a list that are printed; the workbook has them all
PRINTED_MAX = 300


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a table; ``span`` columns wide, ``rows`` of the two heading rows high."""

    text: str
    letter: str = ""
    style: str = ""
    span: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column. ``kind`` says what its values are: text, number (of the row), count, percent (0–100), change (in
    percentage points), difference (of counts), flag. ``of`` names part and whole of a percentage that is a quotient.
    """

    name: str
    heading: str
    kind: str = "count"
    width: float = 4.0  # in percent of the paper, and what the workbook makes of it
    group: str = ""  # the heading above
    style: str = ""  # colour
    of: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """``rows`` as {name of the column: value}, and ``texts`` as they are printed, in the order of the columns."""

    key: str
    sheet: str  # name of its sheet in the workbook
    title: str
    empty: str  # what is said where there is nothing to list
    columns: tuple[TableColumn, ...]
    rows: list[dict]
    texts: list[tuple[str, ...]]
    total: dict | None = None
    total_texts: tuple[str, ...] = ()
    more: str = ""  # what is said where not all rows are printed
    note: str = ""
    by: str = ""  # column whose value stands once above its rows on paper

    @property
    def printed_columns(self) -> tuple[TableColumn, ...]:
        """The columns on paper, where the rows stand below what they are listed by."""
        return tuple(column for column in self.columns if column.name != self.by)

    @property
    def printed_total(self) -> tuple[str, ...]:
        """The row of totals on paper, below the printed columns."""
        return tuple(
            text for column, text in zip(self.columns, self.total_texts, strict=True) if column.name != self.by
        )

    @property
    def printed(self) -> list[tuple[str, list[tuple[str, ...]]]]:
        """``(words above, rows)`` that fit on paper; without words above where the table is not listed by a column."""
        rows = self.texts[:PRINTED_MAX]
        if not self.by:
            return [("", rows)]
        at = [column.name for column in self.columns].index(self.by)
        numbers = Counter(texts[at] for texts in self.texts)
        return [
            (f"{words} ({numbers[words]})", [texts[:at] + texts[at + 1 :] for texts in group])
            for words, group in groupby(rows, key=lambda texts: texts[at])
        ]

    @property
    def headings(self) -> tuple[list[Heading], list[Heading]]:
        """Two rows of headings; a column without a group stands in both."""
        return self._headings(self.columns)

    @property
    def printed_headings(self) -> tuple[list[Heading], list[Heading]]:
        """The headings on paper."""
        return self._headings(self.printed_columns)

    @staticmethod
    def _headings(columns):
        upper, lower, last = [], [], ""
        two = any(column.group for column in columns)
        for column in columns:
            if not column.group:
                upper.append(Heading(column.heading, style=column.style, rows=2 if two else 1))
            else:
                if column.group != last:
                    upper.append(Heading(column.group, span=sum(c.group == column.group for c in columns)))
                lower.append(Heading(column.heading, style=column.style))
            last = column.group
        return upper, lower

    def with_total(self, env, total) -> "Table":
        """The same with a row of totals that are no sums."""
        return replace(self, total=total, total_texts=_texts(env, self.columns, total))


def make_table(env, columns, rows, total_name="", **values) -> Table:
    """The table of ``rows``, numbered; with a ``total_name`` a row of totals is added.

    :param values: key, sheet, title, empty, note of the :class:`Table`
    """
    columns = tuple(columns)
    rows = [{"number": number, **row} for number, row in enumerate(rows, 1)]
    total = _total(columns, rows, total_name) if total_name else None
    more = len(rows) - PRINTED_MAX
    return Table(
        columns=columns,
        rows=rows,
        texts=[_texts(env, columns, row) for row in rows],
        total=total,
        total_texts=_texts(env, columns, total) if total else (),
        more=env._("and %s more, in the workbook", formatLang(env, more, digits=0)) if more > 0 else "",
        **values,
    )


def _total(columns, rows, name):
    total = {"name": name}
    for column in columns:
        if column.kind == "count":
            total[column.name] = sum(row.get(column.name) or 0 for row in rows)
    for column in columns:
        if column.of:
            part, whole = column.of
            total[column.name] = percentage(total[part], total[whole])
    return total


def _texts(env, columns, row) -> tuple[str, ...]:
    return tuple(cell_text(env, column.kind, row.get(column.name)) for column in columns)


def cell_text(env, kind, value) -> str:
    """A value as it is printed in the language of ``env``; a dash for a figure that there is not."""
    if kind == "percent":
        return percent_text(env, value)
    if kind == "change":
        return change_text(env, value)
    if kind == "difference":
        return change_text(env, value, digits=0)
    if kind == "flag":
        return env._("yes") if value else ""
    if value is None or value is False:
        return ""
    return count_text(env, value) if kind == "count" else str(value)


def count_text(env, number) -> str:
    """``1.024`` in the writing of the language. Below a thousand there is nothing to separate."""
    return str(number) if type(number) is int and 0 <= number < 1000 else formatLang(env, number, digits=0)


def percent_text(env, percent) -> str:
    """``96,43`` in the writing of the language; a dash where nobody was obliged."""
    return "—" if percent is None else formatLang(env, percent, digits=2)


def share(env, part, whole) -> str:
    """``412 of 430 (95,81 %)``"""
    return env._(
        "%(part)s of %(whole)s (%(percent)s %%)",
        part=formatLang(env, part or 0, digits=0),
        whole=formatLang(env, whole or 0, digits=0),
        percent=percent_text(env, percentage(part, whole)),
    )


def change_text(env, points, digits=2) -> str:
    """``+0,53``, ``−1,20`` or ``±0,00``; a dash where there is nothing to compare with."""
    if points is None:
        return "—"
    points = round(points, digits)
    sign = "+" if points > 0 else "−" if points < 0 else "±"
    return f"{sign}{formatLang(env, abs(points), digits=digits)}"


def change(now, before) -> float | None:
    """Percentage points from ``before`` to ``now``; None where one of them is missing."""
    return None if now is None or before is None else round(now - before, 2)


def joined(key, title, tables) -> Table:
    """Tables with the same rows side by side on one sheet of paper; number and name are the first one's."""
    first = tables[0]
    columns, texts, totals = list(first.columns), [list(row) for row in first.texts], list(first.total_texts)
    for table in tables[1:]:
        own = [index for index, column in enumerate(table.columns) if column.name not in ("number", "name")]
        columns += [table.columns[index] for index in own]
        for row, more in zip(texts, table.texts, strict=True):
            row += [more[index] for index in own]
        totals += [table.total_texts[index] for index in own]
    return Table(
        key=key,
        sheet="",
        title=title,
        empty=first.empty,
        columns=tuple(columns),
        rows=first.rows,
        texts=[tuple(row) for row in texts],
        total=first.total,
        total_texts=tuple(totals),
        note=" ".join(filter(None, (table.note for table in tables))),
    )
