"""A monthly paper as a workbook: a sheet per table, typed cells, totals as formulas, ready to print."""

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from .list_xlsx import COLOURS, TOTAL, Formats, set_up_paper, signature_lines, workbook, write_letterhead
from .month_paper import ratio

#: characters per unit of width of a column
WIDTH = 8.2


def write_month_workbook(paper) -> bytes:
    """The workbook of a :class:`~.month_paper.Paper`; the text of the report stands on a sheet of its own.

    Totals are formulas that carry their values, so that readers that do not calculate see them, too. Numbers of people
    are no sums (who was in two OPD counts once) and stand as values.
    """
    with workbook(paper) as (book, stream):
        formats = Formats(book)
        if paper.sections:
            _Sheet(book, formats, paper, paper.footer.split(" ")[0][:31], 10).write_text()
        for table in paper.tables():
            _Sheet(book, formats, paper, table.sheet[:31], len(table.columns)).write_table(table)
    return stream.getvalue()


class _Sheet:
    """One sheet, written from top to bottom; rows and columns count from 0."""

    def __init__(self, book, formats, paper, name, columns):
        self.style, self.paper, self.last = formats, paper, columns - 1
        self.sheet, self.row = book.add_worksheet(name), 0
        #: {name of a column of the table that is being written: its index}
        self.position = {}

    def line(self, text, height=None, **look):
        """A line over the whole width."""
        self.sheet.merge_range(self.row, 0, self.row, self.last, text, self.style(**look))
        if height:
            self.sheet.set_row(self.row, height)
        self.row += 1

    def write_head(self, title):
        self.row = write_letterhead(self.sheet, self.style, self.paper.official, self.last)
        self.line(title, align="center", bold=True, font_size=11)
        self.line(self.paper.subtitle, align="center", bold=True, font_size=11)
        if self.paper.draft:
            self.line(self.paper.draft, align="center", italic=True, font_color="#B00020")
        self.row += 1

    def write_text(self):
        """The report in words, without its tables: each of them has a sheet."""
        self.write_head(self.paper.title)
        for label, text in self.paper.facts:
            self.line(f"{label}: {text}", 13 * (1 + text.count("\n")), text_wrap=True)
        for number, section in enumerate(self.paper.sections):
            self.line(f"{chr(ord('A') + number)}. {section.heading}", bold=True)
            for text in section.paragraphs:
                self.line(text, 13 * (1 + len(text) // 95), text_wrap=True, valign="top", indent=1)
            for table in section.tables:
                self.line(f"→ {table.sheet}", indent=1, italic=True)
        self.write_signature()
        self.set_up_print(landscape=False)

    def write_table(self, table):
        """One table with its heading, notes and signature."""
        self.position = {column.name: index for index, column in enumerate(table.columns)}
        for index, column in enumerate(table.columns):
            self.sheet.set_column(index, index, WIDTH * column.width)
        self.write_head(table.title)
        head = self.row
        for index, column in enumerate(table.columns):
            self.sheet.write_string(head, index, column.heading, self.style.heading(column.style))
        self.sheet.set_row(head, 40)
        first = self.row = head + 1
        for number, row in enumerate(table.rows, 1):
            numbered = {**row, "number": number}
            for index, column in enumerate(table.columns):
                self._cell(index, column, numbered)
            self.row += 1
        if table.total:
            self._total(table, first)
        self.row += 1
        for note in filter(None, [table.note, *self.paper.notes]):
            self.line(note, 13 * (1 + len(note) // 150), text_wrap=True, valign="top")
        self.write_signature()
        self.set_up_print(landscape=True, head=head)

    def _cell(self, index, column, row):
        if column.kind == "share":
            look = self.style(border=1, num_format="0.00%", align="right")
            value = ratio(row, column)
            if self._has_parts(column):
                self.sheet.write_formula(self.row, index, self._share(column), look, _shown(value))
            elif value is None:
                self.sheet.write_string(self.row, index, "—", look)
            else:
                self.sheet.write_number(self.row, index, value, look)
            return
        value = row.get(column.name)
        if column.kind == "text":
            self.sheet.write_string(self.row, index, value or "", self.style(border=1, text_wrap=True))
        elif value is None:
            self.sheet.write_string(self.row, index, "—", self.style(border=1, align="right"))
        else:
            look = {"align": "center"} if column.kind == "row" else {"num_format": "#,##0"}
            if column.style == "absent" and value:
                look["bg_color"] = COLOURS["absent"]
            self.sheet.write_number(self.row, index, value, self.style(border=1, **look))

    def _has_parts(self, column):
        return column.part in self.position and column.whole in self.position

    def _share(self, column):
        part, whole = (xl_rowcol_to_cell(self.row, self.position[name]) for name in (column.part, column.whole))
        return f'=IF({whole}=0,"—",{part}/{whole})'

    def _total(self, table, first):
        look = {"border": 1, "top": 2, "bottom": 2, "bold": True, "bg_color": TOTAL}
        for index, column in enumerate(table.columns):
            if column.kind == "share":
                sums = {name: table.sum_of(name) for name in (column.part, column.whole)}
                style = self.style(num_format="0.00%", align="right", **look)
                value = _shown(ratio(sums, column))
                if self._has_parts(column):
                    self.sheet.write_formula(self.row, index, self._share(column), style, value)
                else:
                    self.sheet.write(self.row, index, value, style)
            elif column.kind == "count":
                style = self.style(num_format="#,##0", **look)
                if column.name in table.totals or self.row == first:
                    self.sheet.write_number(self.row, index, table.sum_of(column.name), style)
                else:
                    letter = xl_col_to_name(index)
                    formula = f"=SUM({letter}{first + 1}:{letter}{self.row})"
                    self.sheet.write_formula(self.row, index, formula, style, table.sum_of(column.name))
            else:
                self.sheet.write_string(
                    self.row, index, table.total if column.name == "name" else "", self.style(**look)
                )
        self.row += 1

    def write_signature(self):
        """The block at the right, with room for an electronic signature."""
        signature = self.paper.official.signature
        self.row += 1
        left = max(0, self.last - 8)
        for text in signature_lines(signature):
            if text and self.last > left:
                look = self.style(align="center", bold=text == signature.name)
                self.sheet.merge_range(self.row, left, self.row, self.last, text, look)
            self.row += 1

    def set_up_print(self, landscape, head=None):
        """The heading of a table on every page."""
        sheet = self.sheet
        set_up_paper(sheet, self.paper, landscape)
        if head is not None:
            sheet.freeze_panes(head + 1, 2)
            sheet.repeat_rows(head)
        sheet.print_area(0, 0, self.row, self.last)
        sheet.hide_gridlines(2)


def _shown(value):
    """What the formula of a share yields."""
    return "—" if value is None else value
