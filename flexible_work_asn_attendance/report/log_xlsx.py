"""Daily reports as a workbook, in the columns that e-Kinerja takes: text as text, figures as figures."""

import io
from dataclasses import dataclass
from datetime import date

import xlsxwriter

#: what a spreadsheet program would take for the beginning of a formula, once the cell is edited or saved as CSV
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")
WIDTHS = {
    "date": 11,
    "nip": 21,
    "employee": 28,
    "unit": 32,
    "mode": 18,
    "activity": 44,
    "target": 30,
    "output": 44,
    "quantity": 10,
    "measure": 14,
    "hour_from": 8,
    "hour_to": 8,
    "evidence": 44,
    "state": 13,
    "decided_by": 28,
}
HEADINGS = "#E8E8E8"
#: row of the headings, counted from 0: below the title, the subtitle and an empty line
TOP = 3


@dataclass(frozen=True, slots=True)
class Table:
    """What is written: ``columns`` as (content, heading), and one dictionary of contents per row."""

    title: str
    subtitle: str
    columns: list[tuple[str, str]]
    rows: list[dict]
    page_of: tuple[str, str]


def write_workbook(table: Table) -> bytes:
    """The workbook: one sheet with the headings on every printed page, ready to filter.

    Text that begins like a formula stays text, also when it is edited or copied: its cell is marked as quoted.
    """
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": table.title, "subject": table.subtitle})
    base = {"font_name": "Arial", "font_size": 9, "valign": "top"}
    looks = {
        "text": book.add_format({**base, "text_wrap": True}),
        "quoted": book.add_format({**base, "text_wrap": True, "quote_prefix": True}),
        "digits": book.add_format({**base, "num_format": "@"}),
        "number": book.add_format({**base, "num_format": "#,##0.##"}),
        "date": book.add_format({**base, "num_format": "dd/mm/yyyy", "align": "left"}),
        "heading": book.add_format(
            {**base, "bold": True, "text_wrap": True, "border": 1, "bg_color": HEADINGS, "valign": "vcenter"}
        ),
        "large": book.add_format({**base, "bold": True, "font_size": 12}),
    }
    sheet = book.add_worksheet(table.title[:31].translate(str.maketrans("", "", "[]:*?/\\")))
    sheet.write_string(0, 0, table.title, looks["large"])
    sheet.write_string(1, 0, table.subtitle, book.add_format(base))
    for place, (content, heading) in enumerate(table.columns):
        sheet.set_column(place, place, WIDTHS[content])
        _write(sheet, TOP, place, heading, looks | {"text": looks["heading"], "quoted": looks["heading"]})
    for row, values in enumerate(table.rows, TOP + 1):
        for place, (content, _heading) in enumerate(table.columns):
            _write(sheet, row, place, values.get(content), looks, digits=content == "nip")
    _set_up_print(sheet, table)
    book.close()
    return stream.getvalue()


def _write(sheet, row, column, value, looks, digits=False):
    """One cell by its kind: dates and figures to calculate with, everything else as it was written."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, looks["text"])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, looks["date"])
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value, looks["number"])
    else:
        look = "quoted" if value.startswith(FORMULA_MARKS) else "digits" if digits else "text"
        sheet.write_string(row, column, value, looks[look])


def _set_up_print(sheet, table):
    sheet.set_row(TOP, 28)
    sheet.freeze_panes(TOP + 1, 0)
    sheet.autofilter(TOP, 0, max(TOP + len(table.rows), TOP + 1), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(TOP)
    before, between = table.page_of
    # & is the mark of codes in a footer
    title = table.title.replace("&", "&&")[:120]
    sheet.set_footer(f"&L&8{title}&R&8{before} &P {between} &N")
