"""The account of need and placement: what it says, and who may have it."""

import io
from datetime import date

from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from odoo.addons.flexible_work_asn.tests.common import MONDAY
from odoo.addons.flexible_work_asn.tests.pdf import pdf_pages
from odoo.addons.flexible_work_asn.tests.test_workload import WorkloadCase

PAPER = "flexible_work_asn_reports.placement"


class AccountCase(WorkloadCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_one_user_of_each_role()
        cls.workload = cls._create_workload()

    def page(self):
        return self.workload.with_user(self.user["bkpsdm"])._account_page()

    def rows(self, key):
        return next(table for table in self.page().tables if table.key == key).rows

    def propose(self, accepted=True, approved=True):
        """Somebody is proposed for the counter of Hiri, and assigned."""
        giver = self._create_employee("Sari", self.diskominfo, competence_ids=[Command.set(self.counter_work.ids)])
        line = self.workload.line_ids.filtered(lambda line: line.department_id == self.hiri)
        today = self.company._flexible_work_today()
        placement = self.env["flexible.work.placement"].create(
            {"name": "Usulan 1", "workload_id": self.workload.id, "date_from": today, "date_to": today}
        )
        assignment = self.env["flexible.work.assignment"].create(
            {
                "employee_id": giver.id,
                "department_to_id": self.hiri.id,
                "date_from": today,
                "date_to": today,
                "letter_number": "800/9/2026",
                "release_number": "1",
                "acceptance_number": "2",
            }
        )
        if approved:
            assignment._approve_side("from")
            assignment._approve_side("to")
        self.env["flexible.work.placement.move"].create(
            {
                "placement_id": placement.id,
                "employee_id": giver.id,
                "department_from_id": self.diskominfo.id,
                "department_to_id": self.hiri.id,
                "line_id": line.id,
                "competence_id": self.counter_work.id,
                "state": "accepted" if accepted else "proposed",
                "assignment_id": assignment.id,
            }
        )
        placement.state = "proposed"
        return giver


@tagged("-at_install", "post_install")
class TestPlacementAccount(AccountCase):
    def test_need_people_there_and_gap_of_each_unit(self):
        rows = {row["name"]: row for row in self.rows("units")}
        found = [
            rows[unit.name][name] for unit in (self.tengah, self.hiri) for name in ("needed", "filled", "shortage")
        ]
        self.assertEqual(found, [2, 1, 1, 1, 0, 1])
        table = next(table for table in self.page().tables if table.key == "units")
        self.assertEqual((table.total["needed"], table.total["shortage"]), (self.workload.needed, 2))

    def test_and_of_each_competence(self):
        (row,) = self.rows("kinds")
        self.assertEqual(
            (row["name"], row["needed"], row["filled"], row["shortage"], row["units"]), ("Petugas loket", 3, 1, 2, 2)
        )

    def test_a_scenario_stands_beside_the_analysis(self):
        scenario = self.workload._create_scenario([{"counter_id": self.window.id, "minimum_staff": 0}], name="Tutup")
        scenario.action_compute()
        (row,) = self.rows("scenarios")
        self.assertEqual((row["name"], row["shortage"], row["change"]), ("Tutup", 1, -1))
        self.assertIn(self.window.display_name, row["changes"])
        hiri = next(row for row in self.rows("units") if row["name"] == self.hiri.name)
        self.assertEqual((hiri["shortage"], hiri[f"beside_{scenario.id}"]), (1, 0))

    def test_placements_are_counted_by_what_became_of_them(self):
        self.propose()
        (row,) = self.rows("moves")
        found = [row[f"moves_{name}"] for name in ("number", "accepted", "rejected", "in_force", "closed")]
        self.assertEqual(found, [1, 1, 0, 1, 1])
        hiri = next(row for row in self.rows("units") if row["name"] == self.hiri.name)
        self.assertEqual(hiri["in_force"], 1)

    def test_what_is_not_approved_closes_nothing(self):
        self.propose(approved=False)
        (row,) = self.rows("moves")
        self.assertEqual((row["moves_accepted"], row["moves_in_force"], row["moves_closed"]), (1, 0, 0))

    def test_monthly_actuals_with_what_waits(self):
        month = MONDAY.replace(day=1)
        self.env["flexible.work.service.actual"].create(
            [
                {
                    "service_id": self.domicile.id,
                    "month": date(2025, 11, 1),
                    "received": 100,
                    "finished": 80,
                    "late": 8,
                },
                {
                    "service_id": self.domicile.id,
                    "month": date(2025, 12, 1),
                    "received": 90,
                    "finished": 100,
                    "late": 5,
                },
            ]
        )
        self.assertGreater(month, date(2025, 12, 1))
        rows = self.rows("months")
        self.assertEqual([(row["received"], row["backlog"]) for row in rows], [(100, 20), (90, 10)])
        (unit,) = self.rows("last_month")
        self.assertEqual((unit["name"], unit["late_percent"], unit["backlog"]), (self.tengah.name, 5.0, 10))

    def test_nobody_is_named(self):
        giver = self.propose()
        words = str(self.page())
        for person in (giver, self.ani):
            self.assertNotIn(person.name, words)

    def test_the_workbook_has_the_same_lists(self):
        content = self.workload.with_user(self.user["bkpsdm"])._account_xlsx()
        book = load_workbook(io.BytesIO(content), data_only=True)
        self.assertEqual(len(book.worksheets), 1 + len(self.page().tables))
        units = book.worksheets[1]
        cells = {row[1].value: row[3].value for row in units.iter_rows(min_row=5)}
        self.assertEqual((cells[self.tengah.name], cells[self.hiri.name]), (2, 1))

    def test_the_paper_says_what_is_missing_and_is_a_draft_until_confirmed(self):
        report = self.env.ref("flexible_work_asn_reports.action_report_placement").with_context(
            force_report_rendering=True
        )
        content, kind = report._render_qweb_pdf(PAPER, self.workload.ids)
        self.assertEqual(kind, "pdf")
        text = " ".join(pdf_pages(content))
        self.assertIn(self.hiri.name, text)
        self.assertTrue(self.page().draft)
        self.workload.action_confirm()
        self.assertFalse(self.page().draft)

    def test_totals_on_paper_stand_below_their_columns(self):
        for table in self.page().tables:
            if table.total:
                columns = [column.name for column in table.printed_columns]
                printed = dict(zip(columns, table.printed_total, strict=True))
                for column in table.printed_columns:
                    if column.kind == "count":
                        self.assertEqual(printed[column.name], str(table.total[column.name]), table.key)

    def test_what_is_not_computed_is_not_printed(self):
        draft = self._create_workload(compute=False, name="Belum dihitung")
        for action in (draft.action_print_account, draft.action_account_xlsx):
            with self._refused(UserError, "press Compute first"):
                action()

    def test_who_may_have_it(self):
        self.workload.action_confirm()
        self.assertEqual(
            self._who(lambda workload: workload._account_page() and True, self.workload),
            ["bkpsdm", "executive", "auditor"],
        )
        for role in ("head", "operator", "employee"):
            with self.assertRaises(AccessError):
                self.env["report.flexible_work_asn_reports.placement"].with_user(self.user[role])._get_report_values(
                    self.workload.ids
                )


@tagged("-at_install", "post_install")
class TestPlacementAccountFile(AccountCase, HttpCase):
    def status(self, role):
        self.user[role].password = role * 3
        self.authenticate(self.user[role].login, role * 3)
        return self.url_open(f"/flexible_work/workload/{self.workload.id}/xlsx").status_code

    def test_the_file_is_for_those_who_may_have_the_account(self):
        self.assertEqual((self.status("bkpsdm"), self.status("executive")), (200, 200))
        self.assertEqual(self.status("employee"), 404)
        self.assertNotEqual(self.status("head"), 200)
