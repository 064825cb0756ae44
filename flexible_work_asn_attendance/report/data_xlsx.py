"""Everything held about one person as a workbook: one sheet per kind of record, all of it as text or figures."""

import io
import re

import xlsxwriter

#: what Excel allows for the name of a sheet
SHEET_NAME_MAX = 31
FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
WIDTH = 22


def write_data(data):
    """The workbook of what `_flexible_data` gives, as bytes."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        bold = book.add_format({"bold": True})
        first = book.add_worksheet("Data")
        rows = [*data["about"].items(), *data["person"].values()]
        rows += [(f"{one['title']}, {one['as']}", one["count"]) for one in data["mentioned"]]
        for number, (label, value) in enumerate(rows):
            first.write_string(number, 0, label, bold)
            _write(first, number, 1, value)
        first.set_column(0, 1, 2 * WIDTH)
        names = {"data"}
        for table in data["tables"]:
            if table["rows"]:
                _write_table(book.add_worksheet(_sheet_name(table["title"], names)), table, bold)
    return buffer.getvalue()


def _write_table(sheet, table, bold):
    for column, label in enumerate(table["columns"].values()):
        sheet.write_string(0, column, label, bold)
    for number, row in enumerate(table["rows"], start=1):
        for column, name in enumerate(table["columns"]):
            _write(sheet, number, column, row[name])
    sheet.set_column(0, len(table["columns"]), WIDTH)
    sheet.freeze_panes(1, 0)
    line = len(table["rows"]) + 2
    for message in table["messages"]:
        for column, name in enumerate(("date", "author", "text")):
            sheet.write_string(line, column, message[name])
        line += 1


def _write(sheet, row, column, value):
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, str(value))


def _sheet_name(title, taken):
    """``title`` as Excel takes it, and unlike the others."""
    base = FORBIDDEN.sub(" ", title)[:SHEET_NAME_MAX]
    name, number = base, 2
    while name.lower() in taken:
        mark = f" {number}"
        name, number = base[: SHEET_NAME_MAX - len(mark)] + mark, number + 1
    taken.add(name.lower())
    return name
