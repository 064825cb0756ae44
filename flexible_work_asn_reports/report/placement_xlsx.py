"""The account of placements as a workbook: a summary, then a sheet per list."""

from .list_xlsx import Formats, set_up_paper, signature_lines, workbook, write_letterhead, write_list

LAST = 7


def write_workbook(page) -> bytes:
    """The workbook of a :class:`~.placement_page.PlacementPage`; lists as on paper, with all of their rows."""
    with workbook(page) as (book, stream):
        formats = Formats(book)
        _write_summary(book, formats, page)
        for table in page.tables:
            write_list(book, formats, page, table)
    return stream.getvalue()


def _write_summary(book, formats, page):
    sheet = book.add_worksheet(page.sheet[:31])
    sheet.set_column(0, LAST, 18)
    sheet.hide_gridlines(2)
    row = write_letterhead(sheet, formats, page.official, LAST)
    for text in filter(None, (page.title, page.subtitle, page.draft)):
        sheet.merge_range(row, 0, row, LAST, text, formats(align="center", bold=True, font_size=11))
        row += 1
    row += 1
    for label, value in page.facts:
        sheet.write_string(row, 0, f"{label}: {value}", formats())
        row += 1
    row += 1
    for text in [*page.summary, "", *page.notes]:
        sheet.merge_range(row, 0, row, LAST, text, formats(text_wrap=True, valign="top"))
        sheet.set_row(row, 13 * (1 + len(text) // 130))
        row += 1
    row += 1
    for text in signature_lines(page.official.signature):
        if text:
            sheet.merge_range(row, LAST - 3, row, LAST, text, formats(align="center"))
        row += 1
    set_up_paper(sheet, page)
