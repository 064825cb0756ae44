"""Contribution notes as a workbook, for e-Kinerja and the appraiser: typed cells, ready to filter and to print."""

import io
from datetime import date

import xlsxwriter

#: key of the column and its width
COLUMNS = (
    ("nip", 22),
    ("name", 30),
    ("job", 26),
    ("unit", 30),
    ("team", 34),
    ("letter", 22),
    ("role", 18),
    ("date_from", 11),
    ("date_to", 11),
    ("share", 9),
    ("note", 60),
    ("rating", 18),
    ("leader", 30),
    ("leader_nip", 22),
    ("state", 20),
)
TOP = 3


def write_workbook(rows, title, subtitle, headings, page_of) -> bytes:
    """:param rows: dicts with a value for each key of ``COLUMNS``
    :param headings: words by key
    :param page_of: the words around the page number
    """
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title, "subject": subtitle})
    base = {"font_name": "Arial", "font_size": 9, "valign": "top"}
    text = book.add_format({**base, "text_wrap": True})
    day = book.add_format({**base, "num_format": "dd/mm/yyyy", "align": "left"})
    number = book.add_format({**base, "num_format": "0"})
    heading = book.add_format(
        {**base, "bold": True, "text_wrap": True, "border": 1, "bg_color": "#E8E8E8", "valign": "vcenter"}
    )
    sheet = book.add_worksheet(title[:31])
    sheet.write_string(0, 0, title, book.add_format({**base, "bold": True, "font_size": 12}))
    sheet.write_string(1, 0, subtitle, book.add_format(base))
    for column, (key, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(TOP, column, headings[key], heading)
    for line, row in enumerate(rows, TOP + 1):
        for column, (key, _width) in enumerate(COLUMNS):
            value = row[key]
            if isinstance(value, date):
                sheet.write_datetime(line, column, value, day)
            elif isinstance(value, int):
                sheet.write_number(line, column, value, number)
            else:
                sheet.write_string(line, column, value or "", text)
    sheet.freeze_panes(TOP + 1, 2)
    sheet.autofilter(TOP, 0, max(TOP + len(rows), TOP + 1), len(COLUMNS) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(TOP)
    sheet.set_footer("&L&8{}&R&8{} &P {} &N".format(title.replace("&", "&&"), *page_of))
    book.close()
    return stream.getvalue()
