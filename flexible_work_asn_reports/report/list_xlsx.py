"""Workbooks of official papers: looks, letterhead, print setup, and sheets from lists (report/table.py).

Cells are typed, totals are formulas.
"""

import io
from contextlib import contextmanager

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from .official import PAPERS

COLOURS = {
    "wfo": "#CFE2F7",
    "wfh": "#CFECD4",
    "wfa": "#FBDCBC",
    "other_office": "#E2D6F2",
    "duty": "#C9EBE8",
    "absent": "#F6CDCD",
}
HEADING, TOTAL = "#E8E8E8", "#DCDCDC"
#: first row of the headings
TOP = 3
#: characters per percent of the paper's width, and the narrowest column
CHARACTERS, NARROW = 1.6, 6
#: percentages are fractions in the cells; changes stay percentage points, which add up
NUMBERS = {
    "count": "#,##0",
    "percent": "0.00%",
    "change": "+0.00;\u22120.00;0.00",
    "difference": "+#,##0;\u2212#,##0;0",
}


@contextmanager
def workbook(page):
    """``(book, stream)`` of a paper with ``official`` and ``footer``; the stream has it once the block is left.

    Words that begin like a formula or an address stay words.
    """
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": page.footer, "author": page.official.office, "company": page.official.government})
    yield book, stream
    book.close()


class Formats:
    """One format per distinct look of a workbook."""

    def __init__(self, book, **base):
        self.book, self.known = book, {}
        self.base = {"font_name": "Arial", "font_size": 9, "valign": "vcenter", **base}

    def __call__(self, **properties):
        key = tuple(properties.items())
        if key not in self.known:
            self.known[key] = self.book.add_format({**self.base, **properties})
        return self.known[key]

    def heading(self, style=""):
        return self(bold=True, border=1, align="center", text_wrap=True, bg_color=COLOURS.get(style, HEADING))


def write_headings(sheet, formats, row, headings):
    """Two rows of headings (:class:`~.table.Heading`), or one where no column has a group."""
    upper, lower = headings
    column, below = 0, []
    for heading in upper:
        look, bottom = formats.heading(heading.style), row + heading.rows - 1
        if heading.rows > 1 or heading.span > 1:
            sheet.merge_range(row, column, bottom, column + heading.span - 1, heading.text.replace("\u00ad", ""), look)
        else:
            sheet.write_string(row, column, heading.text.replace("\u00ad", ""), look)
        if heading.rows == 1 and lower:
            below += range(column, column + heading.span)
        column += heading.span
    for heading, index in zip(lower, below, strict=True):
        text = f"{heading.text} ({heading.letter})" if heading.letter else heading.text
        sheet.write_string(row + 1, index, text, formats.heading(heading.style))


def write_letterhead(sheet, formats, official, last) -> int:
    """Government, office and address over the columns up to ``last``, with the rule below; returns the next row."""
    lines = [(official.government, {"font_size": 13}), (official.office.upper(), {"bold": True, "font_size": 14})]
    lines += [(line, {}) for line in official.address]
    for row, (text, look) in enumerate(lines):
        sheet.merge_range(row, 0, row, last, text, formats(align="center", **look))
    sheet.set_row(len(lines), 5)
    for column in range(last + 1):
        sheet.write_blank(len(lines), column, None, formats(top=6))
    return len(lines) + 1


def signature_lines(signature) -> list[str]:
    """The block from the place and date down to the NIP, with room for an electronic signature."""
    title = signature.title and f"{signature.title},"
    return [signature.place_and_date, title, "", "", "", signature.name, signature.rank, signature.nip]


def set_up_paper(sheet, page, landscape=True):
    """On the paper of the regional government, as wide as it, with "page n of m" below."""
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(PAPERS[page.official.paper].excel)
    sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    before, between = page.official.page_of
    footer = page.footer.replace("&", "&&")  # & begins a code in a footer
    sheet.set_footer(f"&L&8{footer}&R&8{before} &P {between} &N")


def set_up_print(sheet, page, rows, first, last, freeze):
    """Landscape, with the headings on every page.

    :param rows: the first and the last row that every page repeats
    :param first: the first row of the body, ``last`` cell of what is printed, ``freeze`` column that stays in sight
    """
    sheet.freeze_panes(first, freeze)
    set_up_paper(sheet, page)
    sheet.repeat_rows(*rows)
    sheet.print_area(0, 0, *last)
    sheet.hide_gridlines(2)


def write_list(book, formats, page, table):
    """A sheet with one :class:`~.table.Table`: all of its rows, whatever is printed of them."""
    sheet = book.add_worksheet(table.sheet[:31])
    last = len(table.columns) - 1
    for index, column in enumerate(table.columns):
        sheet.set_column(index, index, max(NARROW, column.width * CHARACTERS))
    sheet.write_string(0, 0, table.title, formats(bold=True, font_size=12))
    sheet.write_string(1, 0, page.footer, formats())
    upper, lower = table.headings
    write_headings(sheet, formats, TOP, (upper, lower))
    first = TOP + (2 if lower else 1)
    sheet.set_row(first - 1, 28)
    row = first
    for values in table.rows:
        for index, column in enumerate(table.columns):
            _write_cell(sheet, formats, row, index, column, values.get(column.name), table)
        row += 1
    if not table.rows:
        sheet.write_string(row, 0, table.empty, formats(italic=True))
        row += 1
    else:
        sheet.autofilter(first - 1, 0, row - 1, last)
    if table.total:
        _write_totals(sheet, formats, first, row, table)
        row += 1
    if table.note:
        sheet.write_string(row + 1, 0, table.note, formats(italic=True))
        row += 2
    set_up_print(sheet, page, (TOP, first - 1), first, (row, last), 2)


def _write_cell(sheet, formats, row, index, column, value, table, **look):
    look = {"border": 1, "bold": column.style == "sum", **look}
    if column.kind in ("text", "flag", "number"):
        _write_words(sheet, formats, row, index, column, value, table, look)
        return
    form = formats(num_format=NUMBERS[column.kind], align="right", **look)
    if column.of:
        part, whole = (xl_rowcol_to_cell(row, _index(table, name)) for name in column.of)
        shown = "—" if value is None else value / 100
        sheet.write_formula(row, index, f'=IF({whole}=0,"—",{part}/{whole})', form, shown)
    elif value is None:
        sheet.write_string(row, index, "—", form)
    else:
        sheet.write_number(row, index, value / 100 if column.kind == "percent" else value, form)


def _write_words(sheet, formats, row, index, column, value, table, look):
    if column.kind == "number" and value:
        sheet.write_number(row, index, value, formats(align="center", **look))
    elif column.kind == "flag":
        number = row - TOP - (2 if table.headings[1] else 1)
        text = table.texts[number][index] if number < len(table.texts) else ""
        sheet.write_string(row, index, text, formats(align="center", **look))
    else:
        sheet.write_string(row, index, str(value or ""), formats(text_wrap=True, **look))


def _write_totals(sheet, formats, first, row, table):
    look = {"border": 1, "top": 2, "bottom": 2, "bold": True, "bg_color": TOTAL}
    for index, column in enumerate(table.columns):
        value = table.total.get(column.name)
        if column.kind == "count":
            name = xl_col_to_name(index)
            form = formats(num_format=NUMBERS["count"], align="right", **look)
            sheet.write_formula(row, index, f"=SUM({name}{first + 1}:{name}{row})", form, value)
        else:
            _write_cell(sheet, formats, row, index, column, value, table, **look)


def _index(table, name):
    return next(index for index, column in enumerate(table.columns) if column.name == name)
