"""The simulation of a circular as a workbook: typed cells, ready to filter and to print."""

import io
from dataclasses import dataclass
from datetime import date

import xlsxwriter

from ..plan.simulate import FIGURES

COLOURS = {"severe": "#F6CDCD", "warning": "#FBDCBC", "info": "#CFE2F7"}
HEADINGS = "#E8E8E8"


@dataclass(frozen=True)
class Words:
    """Everything that is written in the workbook and is not a name or a figure, in the reader's language.

    ``columns`` and ``values`` are words by key; ``page_of`` are those around the page number.
    """

    title: str
    subtitle: str
    sheets: dict
    columns: dict
    values: dict
    page_of: tuple[str, str]


def write_workbook(data, words: Words) -> bytes:
    """The workbook of what ``flexible.work.circular.simulate`` answers."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": words.title, "subject": words.subtitle})
    writer = _Writer(book, data, words)
    writer.figures("draft")
    writer.figures("now")
    writer.differences()
    writer.people()
    writer.findings()
    book.close()
    return stream.getvalue()


class _Writer:
    """Writes one sheet after the other; each is a table below two lines of title."""

    TOP = 3

    def __init__(self, book, data, words):
        self.book, self.data, self.words = book, data, words
        self.dates = [date.fromisoformat(text) for text in data["dates"]]
        self.names = {unit["id"]: unit["name"] for unit in data["units"]}
        base = {"font_name": "Arial", "font_size": 9, "valign": "top"}
        self.plain = book.add_format(base)
        self.bold = book.add_format({**base, "bold": True})
        self.number = book.add_format({**base, "num_format": "#,##0"})
        self.change = book.add_format({**base, "num_format": "+#,##0;[Red]-#,##0;0"})
        self.bad = book.add_format({**base, "num_format": "#,##0", "bold": True, "font_color": "#B00020"})
        self.date = book.add_format({**base, "num_format": "dd/mm/yyyy", "align": "left"})
        self.wrap = book.add_format({**base, "text_wrap": True})
        self.heading = book.add_format(
            {**base, "bold": True, "text_wrap": True, "border": 1, "bg_color": HEADINGS, "valign": "vcenter"}
        )
        self.large = book.add_format({**base, "bold": True, "font_size": 12})
        self.severity = {
            key: book.add_format({**base, "bg_color": colour, "bold": True}) for key, colour in COLOURS.items()
        }

    # ------------------------------------------------------------ sheets
    def figures(self, side):
        """One row per unit and date on which somebody works."""
        columns = [("unit", 44), ("level", 7), ("date", 11), *((name, 10) for name in FIGURES)]
        sheet = self._sheet(side, columns, freeze=1)
        index = [self.data["figures"].index(name) for name in FIGURES]
        headcount, off = FIGURES.index("headcount"), FIGURES.index("off")
        short = {FIGURES.index("short"), FIGURES.index("short_worst")}
        row = self.TOP
        for unit in self.data["units"]:
            for day, figures in zip(self.dates, unit[side]):
                values = [figures[number] for number in index]
                if values[headcount] == values[off]:
                    continue
                row += 1
                self._unit(sheet, row, unit)
                sheet.write_datetime(row, 2, day, self.date)
                for column, value in enumerate(values):
                    sheet.write_number(row, 3 + column, value, self.bad if value and column in short else self.number)
        self._finish(sheet, row, len(columns))

    def differences(self):
        """One row per unit and date on which the circular changes a figure."""
        columns = [("unit", 44), ("level", 7), ("date", 11), ("changed", 12)]
        pairs = ("onsite", "flexible", "to_roster", "short")
        columns += [(f"{name}_{part}", 11) for name in pairs for part in ("now", "draft", "change")]
        sheet = self._sheet("differences", columns, freeze=1)
        row = self.TOP
        for unit in self.data["units"]:
            for number, day in enumerate(self.dates):
                now, draft = (self._pairs(unit[side][number]) for side in ("now", "draft"))
                if now == draft and not unit["changed"][number]:
                    continue
                row += 1
                self._unit(sheet, row, unit)
                sheet.write_datetime(row, 2, day, self.date)
                sheet.write_number(row, 3, unit["changed"][number], self.number)
                for place, name in enumerate(pairs):
                    column = 4 + 3 * place
                    sheet.write_number(row, column, now[name], self.number)
                    sheet.write_number(row, column + 1, draft[name], self.number)
                    sheet.write_number(row, column + 2, draft[name] - now[name], self.change)
        self._finish(sheet, row, len(columns))

    def people(self):
        """One row per person and week with more flexible days than allowed."""
        columns = [("employee", 34), ("unit", 44), ("monday", 11), ("certain", 9), ("possible", 9), ("cap", 9)]
        columns += [("sure", 9), ("days", 60)]
        sheet = self._sheet("people", columns, freeze=1)
        row = self.TOP
        for group in self.data["over_cap"]:
            for person in group["employees"]:
                for week in group["weeks"]:
                    row += 1
                    certain, asked = len(week["certain"]), len(week["to_roster"])
                    sure = certain > self.data["cap"]
                    sheet.write_string(row, 0, person["name"], self.plain)
                    sheet.write_string(row, 1, self.names.get(group["unit_id"], ""), self.plain)
                    sheet.write_datetime(row, 2, date.fromisoformat(week["monday"]), self.date)
                    sheet.write_number(row, 3, certain, self.bad if sure else self.number)
                    sheet.write_number(row, 4, certain + asked, self.number)
                    sheet.write_number(row, 5, self.data["cap"], self.number)
                    sheet.write_string(row, 6, self.words.values["yes" if sure else "possible"], self.plain)
                    days = ", ".join(date.fromisoformat(text).strftime("%d/%m") for text in week["certain"])
                    if asked:
                        open_days = ", ".join(date.fromisoformat(text).strftime("%d/%m") for text in week["to_roster"])
                        days = f"{days}; {self.words.values['by_roster']}: {open_days}" if days else open_days
                    sheet.write_string(row, 7, days, self.plain)
        self._finish(sheet, row, len(columns))

    def findings(self):
        """One row per finding, with its article."""
        columns = [("severity", 13), ("article", 34), ("text", 90), ("people", 9), ("units", 50), ("state", 12)]
        columns.append(("reason", 40))
        sheet = self._sheet("findings", columns, freeze=0)
        row = self.TOP
        for finding in self.data["findings"]:
            row += 1
            severity = finding["severity"]
            sheet.write_string(row, 0, self.words.values[severity], self.severity[severity])
            sheet.write_string(row, 1, finding["article"], self.wrap)
            sheet.write_string(row, 2, finding["text"], self.wrap)
            sheet.write_number(row, 3, finding["people"], self.number)
            units = ", ".join(self.names.get(unit_id, "") for unit_id in finding["unit_ids"])
            sheet.write_string(row, 4, units, self.wrap)
            sheet.write_string(row, 5, self.words.values[finding["state"]], self.plain)
            sheet.write_string(row, 6, finding["reason"], self.wrap)
        self._finish(sheet, row, len(columns))

    # ------------------------------------------------------------ parts
    def _pairs(self, figures):
        value = dict(zip(self.data["figures"], figures))
        return {
            "onsite": value["onsite"],
            "flexible": value["wfh"] + value["wfa"] + value["other_office"],
            "to_roster": value["to_roster"],
            "short": value["short"],
        }

    def _unit(self, sheet, row, unit):
        look = self.bold if unit["level"] < 2 else self.plain
        sheet.write_string(row, 0, "   " * max(0, unit["level"] - 1) + unit["name"], look)
        sheet.write_number(row, 1, unit["level"], self.number)

    def _sheet(self, key, columns, freeze):
        sheet = self.book.add_worksheet(self.words.sheets[key][:31])
        sheet.write_string(0, 0, self.words.title, self.large)
        sheet.write_string(1, 0, self.words.subtitle, self.plain)
        for number, (name, width) in enumerate(columns):
            sheet.set_column(number, number, width)
            sheet.write_string(self.TOP, number, self.words.columns[name], self.heading)
        sheet.set_row(self.TOP, 28)
        sheet.freeze_panes(self.TOP + 1, freeze)
        return sheet

    def _finish(self, sheet, last_row, columns):
        """Filter over the table; landscape A4 as wide as the paper, headings on every page."""
        sheet.autofilter(self.TOP, 0, max(last_row, self.TOP + 1), columns - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(self.TOP)
        before, between = self.words.page_of
        # & is the mark of codes in a footer
        title = self.words.title.replace("&", "&&")[:120]
        sheet.set_footer(f"&L&8{title}&R&8{before} &P {between} &N")
