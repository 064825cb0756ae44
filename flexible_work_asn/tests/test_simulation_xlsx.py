import io
from datetime import datetime

from openpyxl import load_workbook

from odoo.tests import HttpCase, tagged

from .common import MONDAY, THURSDAY, TUESDAY
from .test_circular_simulation import MAY_SIMULATE, SimulationCase

HEADINGS = 4


class TestSimulationXlsx(SimulationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        content = cls.draft._simulation_xlsx(str(MONDAY), str(THURSDAY))
        cls.book = load_workbook(io.BytesIO(content))

    def rows(self, name):
        """The table of a sheet: one dictionary a row, by the headings."""
        lines = list(self.book[name].iter_rows(min_row=HEADINGS, values_only=True))
        return [dict(zip(lines[0], line)) for line in lines[1:]]

    def test_there_is_a_sheet_for_each_question(self):
        self.assertEqual(
            self.book.sheetnames, ["This circular", "Rules in force", "Differences", "Over the limit", "Findings"]
        )

    def test_figures_are_numbers_and_dates_are_dates(self):
        (row,) = (
            row
            for row in self.rows("This circular")
            if row["Unit"].strip() == "Bidang Informatika" and row["Date"].day == TUESDAY.day
        )
        self.assertIsInstance(row["Date"], datetime)
        self.assertEqual((row["People"], row["On site (WFO)"], row["To be rostered"]), (1, 0, 1))

    def test_the_figures_are_those_of_the_screen(self):
        answer = self.simulate(last=THURSDAY)
        shown = [row["On site (WFO)"] for row in self.rows("Rules in force") if row["Unit"] == self.company.name]
        place = answer["figures"].index("onsite")
        self.assertEqual(shown, [cell[place] for cell in answer["units"][0]["now"]])

    def test_differences_name_only_what_changes(self):
        rows = [row for row in self.rows("Differences") if row["Unit"].strip() == "Bidang Informatika"]
        thursday = rows[-1]
        self.assertEqual([row["Date"].day for row in rows], [13, 14, 15])
        self.assertEqual(
            (thursday["On site: now"], thursday["On site: circular"], thursday["On site: change"]), (1, 0, -1)
        )

    def test_people_over_the_limit_have_a_row_a_week(self):
        (row,) = self.rows("Over the limit")
        self.assertEqual((row["Employee"], row["Days for sure"], row["With rosters up to"]), ("Pegawai", 1, 3))
        self.assertEqual(row["Week from"], datetime(2026, 1, 12))

    def test_findings_stand_with_their_article(self):
        articles = {row["Article"] for row in self.rows("Findings")}
        self.assertIn("Permen PANRB 4/2025 Pasal 13(1)", articles)

    def test_every_sheet_can_be_filtered_and_printed(self):
        for sheet in self.book:
            with self.subTest(sheet=sheet.title):
                self.assertTrue(sheet.auto_filter.ref.startswith(f"A{HEADINGS}:"))
                self.assertEqual(sheet.freeze_panes[1:], str(HEADINGS + 1))
                self.assertEqual(sheet.page_setup.orientation, "landscape")
                self.assertEqual(sheet.print_title_rows, f"${HEADINGS}:${HEADINGS}")
                self.assertTrue(sheet.page_setup.fitToHeight == 0 and sheet.sheet_properties.pageSetUpPr.fitToPage)


@tagged("post_install", "-at_install")
class TestSimulationRoute(SimulationCase, HttpCase):
    def _get(self, user, circular=None, date_to=THURSDAY):
        self.authenticate(user.login, user.login)
        circular = circular or self.draft
        return self.url_open(
            f"/flexible_work/circular/{circular.id}/simulation.xlsx?date_from={MONDAY}&date_to={date_to}"
        )

    def test_only_bkpsdm_and_auditors_get_the_workbook(self):
        self._create_one_user_of_each_role()
        for role, user in self.user.items():
            with self.subTest(role=role):
                answer = self._get(user)
                if role in MAY_SIMULATE:
                    self.assertEqual(answer.status_code, 200)
                    self.assertTrue(load_workbook(io.BytesIO(answer.content)).sheetnames)
                    self.assertIn(".xlsx", answer.headers["Content-Disposition"])
                else:
                    self.assertEqual(answer.status_code, 403)

    def test_nobody_gets_it_without_a_session(self):
        answer = self.url_open(
            f"/flexible_work/circular/{self.draft.id}/simulation.xlsx?date_from={MONDAY}&date_to={THURSDAY}",
            allow_redirects=False,
        )
        self.assertIn(answer.status_code, (302, 303))

    def test_a_circular_that_is_not_there_is_not_found(self):
        user = self._create_user("bkpsdm", "flexible_work_asn.group_bkpsdm")
        gone = self._create_circular(enact=False)
        gone.unlink()
        self.assertEqual(self._get(user, gone).status_code, 404)
