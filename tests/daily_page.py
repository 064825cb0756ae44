"""Reads the daily page back, from its workbook and from its PDF, into {(name of the OPD, column): figure}.

The columns are those of a daily recap as regional governments publish it: kinds of staff, who must attend, where those
present work, the reasons of the others, the apel, who came late, and the share.
"""

import io
import re

import openpyxl
import pypdf

# The counts in the order of the page, after number and name and before the share and the hour of submission.
COLUMNS = (
    "pns",
    "pppk",
    "pppk_pw",
    "headcount",
    "off",
    "obliged",
    "wfo",
    "wfh",
    "wfa",
    "other_office",
    "present",
    "duty",
    "leave",
    "sick",
    "permit",
    "study",
    "absent",
    "apel_expected",
    "apel_present",
    "late",
)
LETTERS = {"duty": "DL", "leave": "C", "sick": "S", "permit": "I", "study": "TB", "absent": "TK"}
FIRST = 2  # columns before the counts
PERCENT = FIRST + len(COLUMNS)
DASH = "—"


def read_workbook(content):
    """The table of an XLSX file.

    :raises AssertionError: when headings, or the formulas of the totals, are not where they should be
    """
    sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True).active
    formulas = openpyxl.load_workbook(io.BytesIO(content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    for column, letters in LETTERS.items():
        index = FIRST + COLUMNS.index(column)
        assert any(str(row[index]) == letters for row in rows), f"{letters} does not head column {index + 1}"
    table = {}
    for number, row in enumerate(rows):
        if not isinstance(row[FIRST], int | float) or not isinstance(row[PERCENT], int | float | str):
            continue
        if str(row[0]).isdigit() and str(row[1]).isdigit():
            continue  # the numbers of the columns
        name = row[1] if isinstance(row[0], int) else "TOTAL"
        cells = formulas[number + 1]
        if name == "TOTAL":
            for index in range(FIRST, PERCENT):
                assert str(cells[index].value).startswith("=SUM("), f"the total {cells[index].coordinate} is not a sum"
        share = row[PERCENT]
        if isinstance(share, int | float):
            assert cells[PERCENT].number_format.endswith("%"), "the share is a percentage, 0.5 shown as 50 %"
            share *= 100
        table |= _row(name, row[FIRST:PERCENT], share)
    return table


#: the sheets of the lists, in their order behind the main table
LISTS = ("absent", "breach", "shortfall", "assigned", "structural", "leave", "comparison", "ranking", "submission")


def read_list(content, name):
    """The rows below the headings of the sheet of a list, as tuples of values; the number in front and a total are cut.

    :raises AssertionError: when a sheet is missing, or its rows are not numbered 1, 2, 3, …
    """
    sheets = openpyxl.load_workbook(io.BytesIO(content), data_only=True).worksheets
    assert len(sheets) == 1 + len(LISTS), f"the workbook has the sheets {[sheet.title for sheet in sheets]}"
    sheet = sheets[1 + LISTS.index(name)]
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=5)]
    rows = [row for row in rows if isinstance(row[0], int)]
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1)), f"the rows of {sheet.title} are not numbered"
    return [row[1:] for row in rows]


def _row(name, counts, share):
    table = {(name, column): int(count) for column, count in zip(COLUMNS, counts, strict=True)}
    table[name, "percent"] = None if share in (None, DASH, "") else round(float(share), 2)
    return table


# 20 counts, the share, the hour of submission; "1.234" and "96,43" in Indonesian, "1,234" and "96.43" in English.
PRINTED = re.compile(rf"^(?:(\d+) )?(\D.*?) ((?:[\d.,]+ ){{{len(COLUMNS)}}})({DASH}|[\d.,]+)(?: (\S.*))?$")


def read_pdf(content, names):
    """The table of a PDF file, row by row as a reader sees it.

    :param names: the names that may stand in the second column; a long one is broken into two lines on paper
    """
    known = {_squeezed(name): name for name in names}
    table = {}
    for page in pypdf.PdfReader(io.BytesIO(content)).pages:
        for line in page.extract_text().splitlines():
            row = PRINTED.match(line)
            if not row:
                continue
            number, name, counts, share, _submitted = row.groups()
            name = known.get(_squeezed(name), name) if number else "TOTAL"
            counts = [re.sub(r"[.,]", "", count) for count in counts.split()]
            table |= _row(name, counts, None if share == DASH else share.replace(",", "."))
    return table


def _squeezed(name):
    return re.sub(r"\s", "", name)
