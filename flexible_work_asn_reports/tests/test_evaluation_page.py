"""The paper and the workbook of an evaluation, read back."""

import io
import math
from base64 import b64decode
from datetime import date, datetime
from statistics import fmean
from xml.etree import ElementTree

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo.exceptions import UserError
from odoo.tests import BaseCase, tagged

from odoo.addons.flexible_work_asn.tests.pdf import pdf_pages
from odoo.addons.flexible_work_asn_reports.report.charts import (
    Interval,
    Series,
    bar_chart,
    data_uri,
    interval_chart,
    line_chart,
    scale,
)

from .evaluation_common import EvaluationCase

APRIL = datetime(2026, 4, 2, 1, 0)


@tagged("post_install", "-at_install")
@freeze_time(APRIL)
class TestEvaluationPage(EvaluationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.write_days(effect=-0.05)
        cls.env["flexible.work.ledger"].create(
            [
                {
                    "company_id": cls.company.id,
                    "department_id": opd.id,
                    "month": month,
                    "kind": "electricity",
                    "amount": 1_000_000 + 90_000 * number + 31_000 * (number * month.month % 7),
                }
                for number, opd in enumerate(cls.flexible | cls.exempt)
                for month in (date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1))
            ]
        )
        with freeze_time(APRIL):
            cls.done = cls.counted(number="800.1.5/412/BKPSDM/2026")

    def test_every_sentence_stands_on_the_paper(self):
        action = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        pdf, _kind = action._render_qweb_pdf("flexible_work_asn_reports.action_report_evaluation", self.done.ids)
        pages = pdf_pages(pdf)
        text = _plain(" ".join(pages))
        page = self.done._page()
        self.assertIn("800.1.5/412/BKPSDM/2026", text)
        for _area, rows in page.areas:
            for row in rows:
                for words in (row.name, row.sentence, row.verdict_label, row.interval):
                    self.assertIn(_plain(words), text)
        for _question, answer in page.method:
            self.assertIn(_plain(answer), text)
        for finding in page.findings:
            self.assertIn(_plain(finding.text), text)
        for number, one in enumerate(pages, 1):
            self.assertIn(
                _plain(f"{page.official.page_of[0]} {number} {page.official.page_of[1]} {len(pages)}"), _plain(one)
            )

    def test_a_draft_says_so_until_it_is_final(self):
        self.assertTrue(self.done._page().draft)
        self.done.action_finish()
        self.assertFalse(self.done._page().draft)

    def test_what_is_not_counted_is_not_printed(self):
        for act in ("action_print", "action_xlsx", "_page"):
            with self.assertRaisesRegex(UserError, "not counted yet"):
                getattr(self.evaluation(), act)()

    def test_charts_are_on_the_paper(self):
        titles = [chart.title for chart in self.done._page().charts]
        self.assertEqual(len(titles), 5)
        for chart in self.done._page().charts:
            kind, content = chart.address.split(",", 1)
            self.assertEqual(kind, "data:image/svg+xml;base64")
            self.assertEqual(ElementTree.fromstring(b64decode(content)).tag.split("}")[-1], "svg")

    def test_the_workbook_calculates_what_the_evaluation_says(self):
        """Each formula is read, worked out from the sheet of units, and compared with the figure of the count."""
        values = load_workbook(io.BytesIO(self.done._xlsx()), data_only=True)
        units = list(values.worksheets[1].iter_rows(min_row=2, values_only=True))
        sheet = values.worksheets[0]
        head = next(row for row in range(1, 40) if sheet.cell(row, 3).value)
        checked = 0
        for row in sheet.iter_rows(min_row=head + 1, values_only=True):
            measure = self.done.measure_ids.filtered(
                lambda one, name=row[1]: name and name.startswith(one.display_name)
            )
            if not measure.is_compared:
                continue
            checked += 1
            means = []
            for group, place in (("Flexible", 2), ("Exempt", 6)):
                own = [one for one in units if one[0] == measure.display_name and one[2] == group and one[3] == "yes"]
                self.assertEqual(row[place], len(own))
                means.append(fmean(one[6] for one in own))
            estimate = 100 * math.expm1(means[0] - means[1]) if measure.unit == "money" else means[0] - means[1]
            self.assertAlmostEqual(row[10], estimate, places=6)
            self.assertAlmostEqual(row[10], measure.estimate, places=6)
        self.assertEqual(checked, 8)

    def test_the_workbook_is_ready_to_print_and_holds_formulas(self):
        book = load_workbook(io.BytesIO(self.done._xlsx()))
        self.assertEqual(len(book.worksheets), 4)
        for sheet in book.worksheets:
            self.assertTrue(sheet.freeze_panes and sheet.print_title_rows)
            self.assertTrue(sheet.sheet_properties.pageSetUpPr.fitToPage)
        formulas = [
            cell.value for row in book.worksheets[0].iter_rows() for cell in row if str(cell.value).startswith("=")
        ]
        self.assertTrue(any(formula.startswith("=COUNTIFS(") for formula in formulas))
        self.assertTrue(any(formula.startswith("=100*(EXP(AVERAGEIFS(") for formula in formulas))

    def test_names_of_units_are_data_never_formulas(self):
        self.flexible[0].name = "=1+1"
        self.done.action_count()
        book = load_workbook(io.BytesIO(self.done._xlsx()))
        cells = [row[1] for row in book.worksheets[1].iter_rows(min_row=2) if row[1].value == "=1+1"]
        self.assertTrue(cells)
        self.assertEqual({cell.data_type for cell in cells}, {"s"})

    def test_an_ampersand_in_the_name_is_printed_below(self):
        """& begins a code in a footer: alone it would swallow what follows."""
        self.done.sudo().write({"state": "counted", "name": "Layanan & kehadiran"})
        sheet = load_workbook(io.BytesIO(self.done._xlsx())).worksheets[0]
        self.assertIn("Layanan && kehadiran", sheet.oddFooter.left.text)


def _plain(text):
    """Without the spaces and breaks that a line of print adds."""
    return "".join(text.replace("\u00ad", "").split())


@tagged("-at_install", "post_install")
class TestCharts(BaseCase):
    def texts(self, svg):
        return [node.text for node in ElementTree.fromstring(svg).iter() if node.tag.endswith("text")]

    def test_scales_are_round_and_hold_every_value(self):
        for low, high in ((0, 1), (91.2, 97.9), (-3.1, 0.4), (1e6, 2.4e7), (5, 5), (-0.02, 0.01)):
            ticks = scale(low, high)
            self.assertTrue(ticks[0] <= low and ticks[-1] >= high, (low, high, ticks))
            self.assertTrue(2 <= len(ticks) <= 8, ticks)
            steps = {round(b - a, 9) for a, b in zip(ticks, ticks[1:], strict=False)}
            self.assertEqual(len(steps), 1)
            self.assertIn(f"{steps.pop():e}"[0], "125")

    def test_a_line_breaks_where_nothing_is_known(self):
        def points(values):
            svg = line_chart(["a", "b", "c", "d"], [Series("x", values)], str)
            return [node for node in ElementTree.fromstring(svg).iter() if node.tag.endswith("polyline")]

        self.assertEqual(len(points((1, 2, 3, 4))), 1)
        self.assertEqual(len(points((1, 2, None, 4))), 1)
        self.assertEqual(len(points((1, None, 3, None))), 0)

    def test_series_are_named_and_differ_by_more_than_colour(self):
        svg = line_chart(
            ["a", "b"], [Series("Flexible", (1, 2)), Series("Exempt", (2, 1), "#1d4ed8", "square", True)], str
        )
        self.assertLessEqual({"Flexible", "Exempt"}, set(self.texts(svg)))
        self.assertIn("stroke-dasharray", svg)

    def test_intervals_and_bars_draw_negative_numbers_and_markup_as_text(self):
        svg = interval_chart([Interval("<b>& more", -1, -2, 0.5, "worse")], str)
        self.assertIn("<b>& more", self.texts(svg))
        self.assertIn("-2.0", self.texts(svg))
        self.assertIn("Air", self.texts(bar_chart(["Air", "Listrik"], [Series("Before", (3, None))], str)))
        self.assertTrue(data_uri(svg).startswith("data:image/svg+xml;base64,"))
