"""The daily page as a workbook: typed cells, totals as formulas, ready to print."""

import io
from datetime import datetime

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from ..figures import COLUMNS

COLOURS = {
    "wfo": "#CFE2F7",
    "wfh": "#CFECD4",
    "wfa": "#FBDCBC",
    "other_office": "#E2D6F2",
    "duty": "#C9EBE8",
    "absent": "#F6CDCD",
}
WIDTHS = {"number": 5, "name": 46, "percent": 9, "reported": 9, "obliged": 9, "late": 10, "other_office": 9}
INDEX = {column.name: index for index, column in enumerate(COLUMNS)}
LAST = len(COLUMNS) - 1


def write_workbook(page) -> bytes:
    """The workbook of a :class:`~.daily_page.Page`.

    One sheet; the heads of the table repeat on every printed page and stay in sight on the screen. The totals are
    formulas that carry their values, so that readers that do not calculate (phones, scripts) see them, too.
    """
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": page.footer, "author": page.official.office, "company": page.official.government})
    sheet = _Sheet(book, page)
    top = sheet.write_head()
    first = sheet.write_headings(top)
    last = sheet.write_rows(first)
    sheet.write_below(last + 2)
    sheet.set_up_print(top, first)
    book.close()
    return stream.getvalue()


class _Sheet:
    """The one sheet, written from top to bottom; rows and columns count from 0."""

    def __init__(self, book, page):
        self.book, self.page = book, page
        self.sheet = book.add_worksheet(page.footer.split(" · ")[0][:31])
        self.formats = {}
        for column in COLUMNS:
            index = INDEX[column.name]
            self.sheet.set_column(index, index, WIDTHS.get(column.name, 7))

    def style(self, **properties):
        """One format per distinct look."""
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(
                {"font_name": "Arial", "font_size": 9, "valign": "vcenter", **properties}
            )
        return self.formats[key]

    def write_head(self) -> int:
        """Letterhead, title and facts; returns the next free row."""
        page, row = self.page, 0
        lines = [
            (page.official.government, {"font_size": 13}),
            (page.official.office.upper(), {"bold": True, "font_size": 14}),
        ]
        lines += [(line, {}) for line in page.official.address]
        for text, look in lines:
            self.sheet.merge_range(row, 0, row, LAST, text, self.style(align="center", **look))
            row += 1
        self.sheet.set_row(row, 5)
        for column in range(LAST + 1):
            self.sheet.write_blank(row, column, None, self.style(top=6))
        for text in (page.title, page.subtitle):
            row += 1
            self.sheet.merge_range(row, 0, row, LAST, text, self.style(align="center", bold=True, font_size=11))
        for label, value in page.facts:
            row += 1
            self.sheet.write_string(row, 0, f"{label}: {value}", self.style())
        return row + 2

    def write_headings(self, row) -> int:
        """Two rows of headings and the row of column numbers; returns the first row of the table's body."""
        upper, lower = self.page.headings
        column = 0
        for heading in upper:
            look = self._heading_style(heading)
            text = heading.text.replace("\u00ad", "")
            bottom = row + heading.rows - 1
            if heading.rows > 1 or heading.span > 1:
                self.sheet.merge_range(row, column, bottom, column + heading.span - 1, text, look)
            else:
                self.sheet.write_string(row, column, text, look)
            column += heading.span
        grouped = (INDEX[column.name] for column in COLUMNS if column.group)
        for heading, index in zip(lower, grouped, strict=True):
            text = f"{heading.text} ({heading.letter})" if heading.letter else heading.text
            self.sheet.write_string(row + 1, index, text, self._heading_style(heading))
        self.sheet.set_row(row + 1, 26)
        for index in range(LAST + 1):
            self.sheet.write_number(row + 2, index, index + 1, self.style(border=1, align="center", font_size=7))
        return row + 3

    def _heading_style(self, heading):
        return self.style(
            bold=True, border=1, align="center", text_wrap=True, bg_color=COLOURS.get(heading.style, "#E8E8E8")
        )

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
        look = {"border": 1, "top": 2, "bottom": 2, "bold": True, "bg_color": "#DCDCDC"}
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
        self._line(page.lowest_title, bold=True)
        for number, (name, share) in enumerate(page.lowest, 1):
            self._line(f"{number}. {name}: {share}")
        self._line(page.missing_title, bold=True)
        for name in page.missing:
            self._line(name)
        signature = page.official.signature
        self.last_row += 1
        for text in (
            signature.place_and_date,
            signature.title and f"{signature.title},",
            "",
            "",
            "",
            signature.name,
            signature.rank,
            signature.nip,
        ):
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

    def set_up_print(self, top, first):
        """Landscape A4, as wide as the paper, headings on every page, "page n of m" below."""
        sheet = self.sheet
        sheet.freeze_panes(first, INDEX["name"] + 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(top, first - 1)
        sheet.print_area(0, 0, self.last_row, LAST)
        before, between = self.page.official.page_of
        sheet.set_footer(f"&L&8{self.page.footer}&R&8{before} &P {between} &N")
        sheet.hide_gridlines(2)


def _ratio(figures):
    """What the formula of the share yields."""
    return figures.present / figures.obliged if figures.obliged else "—"
