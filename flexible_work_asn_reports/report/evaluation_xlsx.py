"""The evaluation as a workbook: the figures of every unit, and over them formulas that anybody can follow."""

import math

from xlsxwriter.utility import xl_rowcol_to_cell

from .list_xlsx import Formats, set_up_paper, workbook

VERDICTS = {"better": "#CFECD4", "worse": "#F6CDCD"}
#: columns of the sheet of units, by letter
MEASURE, UNIT, GROUP, USED, BEFORE, AFTER, CHANGE = "ABCDEFG"


def write_workbook(page) -> bytes:
    """The workbook of an :class:`~.evaluation_page.EvaluationPage`.

    Formulas carry their values, so that readers that do not calculate (phones, scripts) see them, too.
    """
    with workbook(page) as (book, stream):
        writer = _Writer(book, page)
        writer.measures()
        writer.units()
        writer.findings()
        writer.method()
    return stream.getvalue()


class _Writer:
    """Sheets from first to last; rows and columns count from 0."""

    def __init__(self, book, page):
        self.book, self.page, self.words = book, page, page.words
        self.style = Formats(book, valign="top")
        #: so that formulas find the sheet of units, which is written after them
        self.last_unit = len(page.units) + 1

    def sheet(self, name, headings, widths, top=0):
        """A sheet with its headings in row ``top``, frozen and repeated on every printed page."""
        sheet = self.book.add_worksheet(name[:31])
        for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(top, column, heading, self.style.heading())
        sheet.freeze_panes(top + 1, 0)
        sheet.repeat_rows(top)
        set_up_paper(sheet, self.page)
        return sheet

    # ------------------------------------------------------------ measures
    def measures(self):
        words, page = self.words, self.page
        side = ("number", "before", "after", "mean_change")
        headings = [words["area"], words["measure"]]
        headings += [f"{words[group]}: {words[name]}" for group in ("flexible", "exempt") for name in side]
        headings += [words[name] for name in ("difference", "low", "high", "verdict", "sentence")]
        lines = [page.official.government, page.official.office, page.title]
        lines += [f"{label}: {text}" for label, text in page.facts] + page.cautions
        top = len(lines) + 1
        sheet = self.sheet(words["measures"], headings, [13, 34, *[9, 13, 13, 11] * 2, 11, 9, 9, 16, 70], top=top)
        for row, line in enumerate(lines):
            sheet.write_string(row, 0, line, self.style(bold=row < 3, font_size=11 if row < 3 else 9))
        row = top + 1
        for area, measures in page.areas:
            for measure in measures:
                self._measure(sheet, row, area, measure)
                row += 1
        sheet.write_string(row + 1, 0, page.summary, self.style(bold=True))

    def _measure(self, sheet, row, area, measure):
        plain, numbers = self.style(border=1, text_wrap=True), measure.numbers
        name = f"{measure.name} ({self.words['money']})" if measure.unit == "money" else measure.name
        sheet.write_string(row, 0, area, plain)
        sheet.write_string(row, 1, name, plain)
        column = 2
        for side, group in zip(("flexible", "exempt"), self.page.groups, strict=True):
            for part in ("number", "before", "after", "change"):
                formula = measure.verdict != "context" or measure.key == "away"
                self._value(sheet, row, column, numbers[f"{side}_{part}"], formula and self._over(measure, group, part))
                column += 1
        self._value(sheet, row, column, numbers["estimate"], self._difference(measure, row))
        for place, bound in enumerate(("low", "high"), 1):
            self._value(sheet, row, column + place, numbers[bound])
        look = {"bg_color": VERDICTS[measure.verdict]} if measure.verdict in VERDICTS else {}
        sheet.write_string(row, column + 3, measure.verdict_label, self.style(border=1, text_wrap=True, **look))
        sheet.write_string(row, column + 4, " ".join([measure.sentence, *measure.cautions]), plain)

    def _value(self, sheet, row, column, value, formula=None):
        look = self.style(border=1, num_format="#,##0" if column in (2, 6) else "#,##0.00")
        if value is None:
            sheet.write_string(row, column, "–", self.style(border=1, align="right"))
        elif formula:
            sheet.write_formula(row, column, formula, look, value)
        else:
            sheet.write_number(row, column, value, look)

    def _column(self, letter):
        name = self.words["units"][:31].replace("'", "''")
        return f"'{name}'!${letter}$2:${letter}${self.last_unit}"

    def _over(self, measure, group, part):
        """The formula over the units of one group: how many, their level, their mean change."""
        wanted = ",".join(
            f"{self._column(letter)},{_quoted(text)}"
            for letter, text in ((MEASURE, measure.name), (GROUP, group), (USED, self.words["yes"]))
        )
        if part == "number":
            return f"=COUNTIFS({wanted})"
        if part == "change":
            mean = f"AVERAGEIFS({self._column(CHANGE)},{wanted})"
            return f"=100*(EXP({mean})-1)" if measure.unit == "money" else f"={mean}"
        letter = BEFORE if part == "before" else AFTER
        return f"={'SUMIFS' if measure.unit == 'money' else 'AVERAGEIFS'}({self._column(letter)},{wanted})"

    def _difference(self, measure, row):
        flexible, exempt = xl_rowcol_to_cell(row, 5), xl_rowcol_to_cell(row, 9)
        if measure.unit == "money":
            return f"=100*((1+{flexible}/100)/(1+{exempt}/100)-1)"
        return f"={flexible}-{exempt}"

    # ------------------------------------------------------------ units
    def units(self):
        words = self.words
        names = ("measure", "unit", "group", "used", "before", "after", "change", "before_number", "after_number")
        sheet = self.sheet(words["units"], [words[name] for name in names], [44, 44, 12, 10, 13, 13, 12, 12, 12])
        money = {measure.name for _area, rows in self.page.areas for measure in rows if measure.unit == "money"}
        number, text = self.style(num_format="#,##0.00"), self.style()
        for row, unit in enumerate(self.page.units, 1):
            sheet.write_string(row, 0, unit.measure, text)
            sheet.write_string(row, 1, unit.name, text)
            sheet.write_string(row, 2, self.page.groups[0 if unit.flexible else 1], text)
            sheet.write_string(row, 3, words["yes" if unit.used else "no"], text)
            for column, value in ((4, unit.before), (5, unit.after), (7, unit.before_number), (8, unit.after_number)):
                if value is not None:
                    sheet.write_number(row, column, value, number)
            if unit.used:
                sheet.write_formula(row, 6, *self._unit_change(row, unit, unit.measure in money))
        sheet.autofilter(0, 0, max(len(self.page.units), 1), len(names) - 1)

    def _unit_change(self, row, unit, is_money):
        """Formula, look and value of a unit's change; of money its logarithm, whose mean is taken."""
        look = self.style(num_format="0.0000" if is_money else "#,##0.00")
        before, after = xl_rowcol_to_cell(row, 4), xl_rowcol_to_cell(row, 5)
        if is_money:
            return f"=LN({after}/{before})", look, _logarithm(unit.after, unit.before)
        return f"={after}-{before}", look, unit.after - unit.before

    # ------------------------------------------------------------ words
    def findings(self):
        words = self.words
        names = ("area", "finding", "followup", "owner", "until", "state", "result")
        sheet = self.sheet(words["findings"], [words[name] for name in names], [13, 70, 40, 24, 13, 11, 40])
        wrapped, row = self.style(border=1, text_wrap=True), 1
        for finding in self.page.findings:
            for followup in finding.followups or [("",) * 5]:
                for column, text in enumerate((finding.area, finding.text, *followup)):
                    sheet.write_string(row, column, text, wrapped)
                row += 1

    def method(self):
        words = self.words
        sheet = self.sheet(words["method"], [words["method"], ""], [28, 110])
        for row, (question, answer) in enumerate(self.page.method, 1):
            sheet.write_string(row, 0, question, self.style(bold=True, text_wrap=True))
            sheet.write_string(row, 1, answer, self.style(text_wrap=True))


def _quoted(text):
    return '"{}"'.format(text.replace('"', '""'))


def _logarithm(after, before):
    return math.log(after / before)
