"""The ledger of electricity, water, internet and fuel: entered, compared, added up, imported."""

import csv
import io
from datetime import date

import openpyxl
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.flexible_work_asn.tests.test_import import OPTIONS

from .services_common import NINE, ServicesCase


class LedgerCase(ServicesCase):
    def setUp(self):
        super().setUp()
        self.startPatcher(self.at(NINE))
        self.Ledger = self.env["flexible.work.ledger"]

    def enter(self, unit=None, month="2025-12-01", kind="electricity", role=None, **values):
        model = self.as_role(self.Ledger, role) if role else self.Ledger
        return model.create(
            {"department_id": (unit or self.diskominfo).id, "month": month, "kind": kind, "quantity": 100, **values}
        )


class TestLedger(LedgerCase):
    def test_whichever_day_is_entered_the_month_is_kept(self):
        self.assertEqual(self.enter(month="2025-12-17").month, date(2025, 12, 1))
        row = self.enter(month="2025-10-31")
        row.month = "2025-11-30"
        self.assertEqual(row.month, date(2025, 11, 1))

    def test_the_form_offers_the_month_that_is_over_and_the_own_unit(self):
        with Form(self.as_role(self.Ledger, "operator")) as form:
            self.assertEqual(form.month, date(2025, 12, 1))
            self.assertEqual(form.department_id, self.diskominfo)
            form.kind = "water"
            self.assertEqual(form.measure, "m³")
            form.quantity = 30

    def test_each_kind_says_what_it_is_counted_in(self):
        rows = [self.enter(kind=kind) for kind in ("electricity", "water", "internet", "fuel", "other")]
        self.assertEqual([row.measure for row in rows], ["kWh", "m³", "GB", "litre", ""])

    def test_the_same_figures_are_not_entered_twice(self):
        self.enter()
        with mute_logger("odoo.sql_db"), self.assertRaisesRegex(IntegrityError, "once_a_month"):
            self.enter(month="2025-12-31")

    def test_nothing_is_negative(self):
        for values in ({"quantity": -1}, {"amount": -1}):
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint(), self.assertRaises(IntegrityError):
                self.enter(**values)

    def test_a_month_of_the_future_is_refused(self):
        self.enter(month="2026-01-01")
        with self.assertRaisesRegex(ValidationError, "future"):
            self.enter(month="2026-02-01")

    def test_the_current_month_is_that_of_the_region_not_of_utc(self):
        with self.at("2026-01-31 15:30:00"):  # 00:30 on 1 February in Ternate
            self.assertEqual(self.enter(month="2026-02-01").month, date(2026, 2, 1))

    def test_last_year_and_the_month_before_stand_beside_it(self):
        self.enter(month="2024-12-01", quantity=200, amount=400)
        self.enter(month="2025-11-01", quantity=80, amount=160)
        self.enter(month="2024-12-01", kind="water", quantity=999)
        self.enter(self.dinkes, month="2025-11-01", quantity=999)
        row = self.enter(quantity=100, amount=300)
        self.assertEqual((row.quantity_last_year, row.amount_last_year, row.change_last_year), (200, 400, -50))
        self.assertEqual((row.quantity_before, row.amount_before, row.change_before), (80, 160, 25))

    def test_without_quantities_amounts_are_compared(self):
        self.enter(month="2025-11-01", kind="other", quantity=0, amount=1000)
        row = self.enter(kind="other", quantity=0, amount=900)
        self.assertEqual((row.has_before, row.change_before), (True, -10))

    def test_nothing_entered_is_no_saving(self):
        row = self.enter()
        self.assertEqual((row.has_last_year, row.has_before, row.change_last_year), (False, False, 0))

    def test_comparing_a_list_takes_one_query_however_long_it_is(self):
        rows = self.Ledger
        for month in range(1, 13):
            for kind in ("electricity", "water", "fuel"):
                rows |= self.enter(month=f"2025-{month:02}-01", kind=kind)
        rows.invalidate_recordset()
        rows.mapped("amount")
        rows.mapped("company_id.currency_id")
        with self.assertQueryCount(1):
            rows.mapped("change_last_year")

    def test_a_correction_is_in_the_history(self):
        row = self.enter()
        self.env.cr.precommit.run()
        row.quantity = 120
        self.env.flush_all()
        self.env.cr.precommit.run()
        values = row.message_ids.sudo().tracking_value_ids
        self.assertEqual([(value.old_value_float, value.new_value_float) for value in values], [(100, 120)])


class TestLedgerAccess(LedgerCase):
    def test_heads_and_operators_enter_for_their_units_bkpsdm_for_all(self):
        for role, unit, allowed in (
            ("operator", self.bidang, True),
            ("head", self.diskominfo, True),
            ("head", self.dinkes, False),
            ("other_head", self.dinkes, True),
            ("other_head", self.bidang, False),
            ("bkpsdm", self.dinkes, True),
            ("executive", self.dinkes, False),
            ("auditor", self.dinkes, False),
            ("employee", self.bidang, False),
            ("elsewhere", self.dinkes, False),
        ):
            with self.subTest(role=role, unit=unit.name), self.env.cr.savepoint() as savepoint:
                if allowed:
                    self.assertTrue(self.enter(unit, role=role))
                else:
                    with self.assertRaises(AccessError):
                        self.enter(unit, role=role)
                savepoint.rollback()

    def test_who_sees_the_figures_of_a_unit(self):
        row = self.enter(self.bidang)
        seen = []
        for role in self.user:
            try:
                if self.as_role(self.Ledger, role).search([("id", "=", row.id)]):
                    seen.append(role)
            except AccessError:
                continue
        self.assertEqual(seen, ["head", "operator", "bkpsdm", "executive", "auditor"])

    def test_figures_are_not_moved_to_a_unit_of_others(self):
        row = self.enter(self.bidang, role="head")
        with self.assertRaises(AccessError):
            row.department_id = self.dinkes
        with self.assertRaises(AccessError):
            row.company_id = self.user["elsewhere"].company_id
        with self.assertRaises(AccessError):
            self.as_role(row, "executive").quantity = 1


class TestLedgerImport(LedgerCase):
    FIELDS = ("department_id", "month", "kind", "quantity", "amount")

    def rows(self):
        return [
            ["Diskominfo", "2025-11-01", "Electricity", "520.5", "780000"],
            ["Diskominfo / Bidang Informatika", "2025-11-01", "Fuel", "140", "1400000"],
            ["Dinas Kesehatan", "2025-11-30", "Water", "55", ""],
        ]

    def run_import(self, rows, role="bkpsdm", fields=None, dryrun=False):
        text = io.StringIO()
        fields = fields or self.FIELDS
        csv.writer(text).writerows([fields, *rows])
        env = self.env(user=self.user[role], context={"allowed_company_ids": self.company.ids, "lang": "en_US"})
        wizard = env["base_import.import"].create(
            {
                "res_model": "flexible.work.ledger",
                "file": text.getvalue().encode(),
                "file_type": "text/csv",
                "file_name": "file.csv",
            }
        )
        return wizard.execute_import(list(fields), list(fields), dict(OPTIONS), dryrun=dryrun)

    def errors(self, answer):
        return [(message["field"], message["message"]) for message in answer["messages"] if message["type"] == "error"]

    def count(self):
        return self.Ledger.search_count([("company_id", "=", self.company.id)])

    def test_a_sheet_comes_in(self):
        answer = self.run_import(self.rows())
        self.assertEqual(answer["messages"], [])
        rows = self.Ledger.browse(answer["ids"])
        self.assertEqual(
            [(row.department_id, row.month, row.kind, row.quantity, row.amount) for row in rows],
            [
                (self.diskominfo, date(2025, 11, 1), "electricity", 520.5, 780000),
                (self.bidang, date(2025, 11, 1), "fuel", 140, 1400000),
                (self.dinkes, date(2025, 11, 1), "water", 55, 0),
            ],
        )

    def test_each_fault_is_named_by_its_row_and_nothing_comes_in(self):
        self.enter(self.dinkes, month="2025-11-01", kind="water")
        for row, column, value, field, words in (
            (0, 0, "Diskominf", "department_id", "Did you mean: Diskominfo"),
            (1, 0, "Bidang Informatika", "department_id", "write the whole path"),
            (0, 1, "2026-02-01", "month", "future"),
            (1, 2, "Gasoline", "kind", "choose one of"),
            (1, 3, "-140", "quantity", "zero or more"),
            (0, 4, "-1", "amount", "zero or more"),
        ):
            rows = self.rows()[:2]
            rows[row][column] = value
            with self.subTest(value=value):
                answer = self.run_import(rows)
                ((found, text),) = self.errors(answer)
                self.assertEqual(found, field)
                self.assertTrue(text.startswith(f"Row {row + 2}: "), text)
                self.assertIn(words, text)
                self.assertEqual(self.count(), 1)

    def test_all_faults_are_told_at_once(self):
        rows = self.rows()
        rows[0][0], rows[2][2] = "Nowhere", "Gasoline"
        self.assertEqual([field for field, _text in self.errors(self.run_import(rows))], ["department_id", "kind"])

    def test_a_unit_has_each_kind_once_a_month(self):
        twice = [*self.rows(), ["Diskominfo", "2025-11-17", "Electricity", "1", "1"]]
        ((_field, text),) = self.errors(self.run_import(twice))
        self.assertTrue(text.startswith("Row 5: "), text)
        self.assertIn("row 2 has the same unit", text)
        self.enter(self.dinkes, month="2025-11-01", kind="water")
        ((_field, text),) = self.errors(self.run_import(self.rows()))
        self.assertTrue(text.startswith("Row 4: "), text)
        self.assertIn("already", text)

    def test_operators_import_for_their_own_units(self):
        self.assertEqual(self.run_import(self.rows()[:2], role="operator")["messages"], [])
        ((_field, text),) = self.errors(self.run_import(self.rows()[2:], role="operator"))
        self.assertIn("Row 2: Unit “Dinas Kesehatan”: this is not your unit.", text)

    def test_readers_import_nothing(self):
        for role in ("auditor", "executive", "employee"):
            with self.subTest(role=role), self.env.cr.savepoint() as savepoint:
                with self.assertRaises(AccessError):
                    self.run_import(self.rows(), role=role)
                savepoint.rollback()
        self.assertEqual(self.count(), 0)

    def test_testing_the_file_leaves_nothing_behind(self):
        self.assertEqual(self.run_import(self.rows(), dryrun=True)["messages"], [])
        self.assertEqual(self.count(), 0)


@tagged("-at_install", "post_install")
class TestLedgerTemplate(HttpCase, ServicesCase):
    def test_the_template_says_what_each_column_takes(self):
        self.authenticate("bkpsdm", "bkpsdm")
        answer = self.url_open("/flexible_work/import_template/ledger.xlsx")
        self.assertEqual(answer.status_code, 200)
        sheet, notes = openpyxl.load_workbook(io.BytesIO(answer.content))
        headings = [cell.value for cell in sheet[1]]
        self.assertEqual(headings, ["Unit", "Month", "What", "Quantity", "Amount", "Note"])
        said = {row[0].value: row[1].value for row in notes.iter_rows()}
        self.assertIn("kWh", said["Quantity"])
        self.assertIn("Electricity, Water, Internet, Fuel, Other operations", said["What"])

    def test_the_import_screen_offers_it(self):
        offers = self.env["flexible.work.ledger"].get_import_templates()
        self.assertEqual([offer["template"].rsplit("/", 1)[1] for offer in offers], ["ledger.xlsx", "ledger.csv"])
