"""The daily page as a workbook: the main table as on paper, then a sheet per list."""

from datetime import datetime

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from ..figures import COLUMNS
from .list_xlsx import (
    TOTAL,
    Formats,
    set_up_print,
    signature_lines,
    workbook,
    write_headings,
    write_letterhead,
    write_list,
)

WIDTHS = {"number": 5, "name": 46, "percent": 9, "reported": 9, "obliged": 9, "late": 10, "other_office": 9}
INDEX = {column.name: index for index, column in enumerate(COLUMNS)}
LAST = len(COLUMNS) - 1


def write_workbook(page) -> bytes:
    """The workbook of a :class:`~.daily_page.Page`.

    The main table comes first, as on paper; the lists follow, a sheet each. The heads of a table repeat on every
    printed page and stay in sight on the screen. The totals are formulas that carry their values, so that readers that
    do not calculate (phones, scripts) see them, too.
    """
    with workbook(page) as (book, stream):
        formats = Formats(book)
        _MainSheet(book, page, formats).write_all()
        for table in page.lists.values():
            write_list(book, formats, page, table)
    return stream.getvalue()


class _MainSheet:
    """The sheet with the main table, written from top to bottom; rows and columns count from 0."""

    def __init__(self, book, page, formats):
        self.page, self.style = page, formats
        self.sheet = book.add_worksheet(page.footer.split(" · ")[0][:31])
        for column in COLUMNS:
            index = INDEX[column.name]
            self.sheet.set_column(index, index, WIDTHS.get(column.name, 7))

    def write_all(self):
        top = self.write_head()
        first = self.write_headings(top)
        last = self.write_rows(first)
        self.write_below(last + 2)
        set_up_print(self.sheet, self.page, (top, first - 1), first, (self.last_row, LAST), INDEX["name"] + 1)

    def write_head(self) -> int:
        """Letterhead, title and facts; returns the next free row."""
        page = self.page
        row = write_letterhead(self.sheet, self.style, page.official, LAST) - 1
        for text in filter(None, (page.title, page.subtitle, page.draft)):
            row += 1
            self.sheet.merge_range(row, 0, row, LAST, text, self.style(align="center", bold=True, font_size=11))
        for label, value in page.facts:
            row += 1
            self.sheet.write_string(row, 0, f"{label}: {value}", self.style())
        return row + 2

    def write_headings(self, row) -> int:
        """Two rows of headings and the row of column numbers; returns the first row of the table's body."""
        write_headings(self.sheet, self.style, row, self.page.headings)
        self.sheet.set_row(row + 1, 26)
        for index in range(LAST + 1):
            self.sheet.write_number(row + 2, index, index + 1, self.style(border=1, align="center", font_size=7))
        return row + 3

    def write_rows(self, first) -> int:
        """The body and the row of totals; returns the row of totals."""
        row = first
        for entry in self.page.rows:
            for index, column in enumerate(COLUMNS):
                self._write_cell(row, index, column, entry)
            row += 1
        for index, column in enumerate(COLUMNS):
            self._write_total(first, row, index, column)
        return row

    def _write_cell(self, row, index, column, entry):
        bold = column.style == "sum"
        if column.kind == "percent":
            look = self.style(border=1, num_format="0.00%", align="right", bold=bold)
            figures = entry.figures
            self.sheet.write_formula(row, index, self._share(row), look, _ratio(figures))
        elif column.kind == "count":
            self.sheet.write_number(
                row, index, getattr(entry.figures, column.name), self.style(border=1, num_format="#,##0", bold=bold)
            )
        elif column.name == "number":
            self.sheet.write_number(row, index, entry.number, self.style(border=1, align="center"))
        elif column.name == "name":
            self.sheet.write_string(row, index, entry.name, self.style(border=1, text_wrap=True))
        elif entry.reported:
            look = self.style(
                border=1, align="center", num_format="hh:mm", **({"font_color": "#B00020"} if entry.late else {})
            )
            self.sheet.write_datetime(row, index, datetime.combine(datetime(1899, 12, 31), entry.reported), look)
        else:
            self.sheet.write_string(row, index, entry.reported_text, self.style(border=1, align="center", italic=True))

    def _write_total(self, first, row, index, column):
        look = {"border": 1, "top": 2, "bottom": 2, "bold": True, "bg_color": TOTAL}
        figures = self.page.totals.figures
        if column.kind == "percent":
            self.sheet.write_formula(
                row, index, self._share(row), self.style(num_format="0.00%", align="right", **look), _ratio(figures)
            )
        elif column.kind == "count":
            name = xl_col_to_name(index)
            formula = f"=SUM({name}{first + 1}:{name}{row})" if row > first else "=0"
            self.sheet.write_formula(
                row, index, formula, self.style(num_format="#,##0", **look), getattr(figures, column.name)
            )
        elif column.name == "name":
            self.sheet.write_string(row, index, self.page.totals.name, self.style(**look))
        else:
            self.sheet.write_blank(row, index, None, self.style(**look))

    def _share(self, row):
        present, obliged = (xl_rowcol_to_cell(row, INDEX[name]) for name in ("present", "obliged"))
        return f'=IF({obliged}=0,"—",{present}/{obliged})'

    def write_below(self, row):
        """Notes, the lowest OPD, those that have not submitted, and the signature."""
        page = self.page
        self.last_row = row
        for note in page.notes:
            self._line(note)
        for title, ranked in ((page.lowest_title, page.lowest), (page.highest_title, page.highest)):
            self._line(title, bold=True)
            for number, (name, share) in enumerate(ranked, 1):
                self._line(f"{number}. {name}: {share}")
        self._line(page.missing_title, bold=True)
        for name in page.missing:
            self._line(name)
        self._line(" ".join(filter(None, (page.verification.note, page.verification.url))))
        signature = page.official.signature
        self.last_row += 1
        for text in signature_lines(signature):
            self._signature_line(text, bold=text == signature.name and bool(text))

    def _line(self, text, **look):
        wide = self.style(text_wrap=True, valign="top", **look)
        self.sheet.merge_range(self.last_row, 0, self.last_row, LAST, text, wide)
        self.sheet.set_row(self.last_row, 13 * (1 + len(text) // 190))
        self.last_row += 1

    def _signature_line(self, text, **look):
        if text:
            self.sheet.merge_range(
                self.last_row, LAST - 9, self.last_row, LAST, text, self.style(align="center", **look)
            )
        self.last_row += 1


def _ratio(figures):
    """What the formula of the share yields."""
    return figures.present / figures.obliged if figures.obliged else "—"
