"""The monthly TPP sheet as a workbook: LB.1 (one row per person of the OPD) and LB.2 (the reasons, day by day)."""

import io
from dataclasses import dataclass, field

import xlsxwriter

from odoo.addons.flexible_work_asn.report.letterhead import Signature

GREY = "#E8E8E8"
RED = "#F6CDCD"
#: colours of the modes, as on every screen
COLOURS = {
    "wfo_days": "#CFE2F7",
    "wfh_days": "#CFECD4",
    "wfa_days": "#FBDCBC",
    "other_office_days": "#E2D6F2",
    "duty_days": "#C9EBE8",
    "absent_days": RED,
}
WIDTHS = {
    "name": 30,
    "nip": 21,
    "unit": 26,
    "leave_kinds": 18,
    "what": 34,
    "date": 11,
    "percent": 10,
    "percent_tpp": 10,
}
PERCENTS = frozenset({"percent", "percent_tpp", "amendment_tpp", "total_tpp"})


@dataclass(frozen=True, slots=True)
class TppPage:
    """Everything that is printed, in words. ``columns`` and ``reason_columns`` are (name, heading)."""

    government: str
    office: str
    address: list[str]
    title: str
    subtitle: str
    notes: list[str]
    sheets: tuple[str, str]
    columns: list[tuple[str, str]]
    rows: list[dict]
    total: str
    reason_title: str
    reason_columns: list[tuple[str, str]]
    reasons: list[dict]
    signature: Signature
    page_of: tuple[str, str]
    sums: frozenset = field(default=frozenset())


def write_tpp_workbook(page: TppPage) -> bytes:
    """The workbook of ``page``; totals are formulas that carry their values."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": page.title, "subject": page.subtitle, "company": page.government})
    _Table(book, page, page.sheets[0], page.columns, page.title).fill(page.rows, page.total)
    _Table(book, page, page.sheets[1], page.reason_columns, page.reason_title).fill(page.reasons)
    book.close()
    return stream.getvalue()


class _Table:
    """One sheet: letterhead, title, table, notes, signature; rows and columns count from 0."""

    def __init__(self, book, page, name, columns, title):
        self.page, self.columns, self.title = page, columns, title
        self.sheet = book.add_worksheet(name)
        self.book, self.formats = book, {}
        self.last = len(columns) - 1
        for index, (column, _heading) in enumerate(columns):
            self.sheet.set_column(index, index, WIDTHS.get(column, 7.5))

    def style(self, **look):
        key = tuple(sorted(look.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(
                {"font_name": "Arial", "font_size": 9, "valign": "vcenter", **look}
            )
        return self.formats[key]

    def fill(self, rows, total=None):
        head = self._write_head()
        first = head + 1
        row = first
        for number, values in enumerate(rows, 1):
            self._write_row(row, {"number": number, **values})
            row += 1
        if total:
            self._write_total(first, row, total, rows)
            row += 1
        bottom = self._write_below(row + 1)
        self._set_up_print(head, bottom)

    def _line(self, row, text, **look):
        if self.last:
            self.sheet.merge_range(row, 0, row, self.last, text, self.style(**look))

    def _write_head(self):
        page, row = self.page, 0
        lines = [(page.government, {"font_size": 13}), (page.office.upper(), {"bold": True, "font_size": 14})]
        for text, look in [*lines, *((line, {}) for line in page.address)]:
            self._line(row, text, align="center", **look)
            row += 1
        self.sheet.set_row(row, 5)
        for column in range(self.last + 1):
            self.sheet.write_blank(row, column, None, self.style(top=6))
        for text in (self.title, page.subtitle):
            row += 1
            self._line(row, text, align="center", bold=True, font_size=11)
        row += 2
        for index, (column, heading) in enumerate(self.columns):
            look = {"bg_color": COLOURS.get(column, GREY), "text_wrap": True, "align": "center", "border": 1}
            self.sheet.write_string(row, index, heading, self.style(bold=True, **look))
        self.sheet.set_row(row, 40)
        return row

    def _write_row(self, row, values):
        for index, (column, _heading) in enumerate(self.columns):
            value = values.get(column)
            if column == "date":
                self.sheet.write_datetime(
                    row, index, value, self.style(border=1, num_format="dd/mm/yyyy", align="left")
                )
            elif column in PERCENTS:
                self.sheet.write_number(row, index, value or 0, self.style(border=1, num_format="0.00"))
            elif isinstance(value, int | float):
                look = {"bg_color": RED} if column == "absent_days" and value else {}
                self.sheet.write_number(row, index, value, self.style(border=1, **look))
            else:
                self.sheet.write_string(row, index, value or "", self.style(border=1, text_wrap=True))

    def _write_total(self, first, row, total, rows):
        look = {"border": 1, "top": 2, "bold": True, "bg_color": "#DCDCDC"}
        for index, (column, _heading) in enumerate(self.columns):
            if column in self.page.sums:
                letter = xlsxwriter.utility.xl_col_to_name(index)
                formula = f"=SUM({letter}{first + 1}:{letter}{row})" if rows else "=0"
                self.sheet.write_formula(
                    row, index, formula, self.style(**look), sum(values.get(column) or 0 for values in rows)
                )
            else:
                self.sheet.write_string(row, index, total if column == "name" else "", self.style(**look))

    def _write_below(self, row):
        for note in self.page.notes:
            self._line(row, note, text_wrap=True)
            row += 1
        row += 1
        signature = self.page.signature
        lines = [signature.place_and_date, signature.title and f"{signature.title},", "", "", ""]
        for text in [*lines, signature.name, signature.rank, signature.nip]:
            if text:
                left = max(0, self.last - min(self.last, 8))
                look = self.style(align="center", bold=text == signature.name)
                self.sheet.merge_range(row, left, row, self.last, text, look)
            row += 1
        return row

    def _set_up_print(self, head, bottom):
        sheet = self.sheet
        sheet.freeze_panes(head + 1, 2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(head)
        sheet.print_area(0, 0, bottom, self.last)
        before, between = self.page.page_of
        sheet.set_footer(f"&L&8{self.page.title}&R&8{before} &P {between} &N")
        sheet.hide_gridlines(2)
