import csv
import io
from datetime import date
from unittest.mock import patch

import openpyxl

from odoo.exceptions import ValidationError
from odoo.tests import HttpCase, new_test_user, tagged

from .common import MONDAY, FlexibleWorkCase

OPTIONS = {
    "quoting": '"',
    "separator": ",",
    "has_headers": True,
    "date_format": "%Y-%m-%d",
    "datetime_format": "",
    "float_thousand_separator": ",",
    "float_decimal_separator": ".",
    "encoding": "utf-8",
}


class ImportCase(FlexibleWorkCase):
    """Odoo's import as the screen calls it: the file is read, the columns are mapped, then it is tested or run."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bkpsdm = new_test_user(
            cls.env,
            login="bkpsdm",
            groups="flexible_work_asn.group_bkpsdm,base.group_allow_export",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )

    def _run(self, model, fields, rows, user=None, dryrun=False, **context):
        """The answer of Odoo's import for these rows."""
        text = io.StringIO()
        csv.writer(text).writerows([fields, *rows])
        env = self.env(
            user=user or self.bkpsdm, context={"allowed_company_ids": self.company.ids, "lang": "en_US", **context}
        )
        wizard = env["base_import.import"].create(
            {
                "res_model": model,
                "file": text.getvalue().encode(),
                "file_type": "text/csv",
                "file_name": "file.csv",
            }
        )
        return wizard.execute_import(list(fields), list(fields), dict(OPTIONS), dryrun=dryrun)

    def _errors(self, answer):
        return [
            (message["rows"]["from"], message.get("field"), message["message"])
            for message in answer["messages"]
            if message["type"] == "error"
        ]

    def _assert_one_error(self, answer, row, column, *words):
        """The one bad line names itself, and nothing has come in."""
        self.assertFalse(answer["ids"])
        ((found_row, found_column, text),) = self._errors(answer)
        self.assertEqual((found_row, found_column), (row, column))
        self.assertTrue(text.startswith(f"Row {row + 2}: "), text)
        for word in words:
            self.assertIn(word, text)


class TestImportEmployees(ImportCase):
    FIELDS = ("nip", "name", "department_id", "position_level_id", "asn_kind", "sex", "birthday", "date_version")

    def _rows(self, count=200):
        return [
            [
                f"19870315201001{2 if n % 2 else 1}{n:03}",
                f"Pegawai {n:03}",
                "Diskominfo / Bidang Informatika" if n % 3 else "Dinas Kesehatan",
                self.position["pelaksana"].display_name,
                "PNS",
                "Female" if n % 2 else "Male",
                "1987-03-15",
                "2026-01-01",
            ]
            for n in range(1, count + 1)
        ]

    def _import(self, rows, **kwargs):
        return self._run("hr.employee", self.FIELDS, rows, **kwargs)

    def _count(self):
        return self.env["hr.employee"].search_count([("company_id", "=", self.company.id)])

    def test_two_hundred_lines_come_in(self):
        before = self._count()
        answer = self._import(self._rows())
        self.assertEqual(answer["messages"], [])
        self.assertEqual(self._count() - before, 200)
        person = self.env["hr.employee"].search([("nip", "=", "198703152010012001")])
        self.assertEqual((person.name, person.sex, person.birthday), ("Pegawai 001", "female", date(1987, 3, 15)))
        self.assertEqual((person.department_id, person.company_id), (self.bidang, self.company))

    def test_testing_the_file_leaves_nothing_behind(self):
        before = self._count()
        self.assertEqual(self._import(self._rows(), dryrun=True)["messages"], [])
        self.assertEqual(self._count(), before)

    def test_one_bad_line_in_two_hundred_names_itself_and_nothing_comes_in(self):
        before = self._count()
        for column, value, field, *words in (
            (0, "19870315201001203", "nip", "19870315201001203", "17 characters", "18 digits"),
            (0, "198702302010012133", "nip", "no date of birth"),
            (0, "198703152010132133", "nip", "201013", "no year and month"),
            (0, "198703152010011133", "nip", "Digit 15 is 1", "Female"),
            (0, "198703152010012000", "nip", "rounded", "format the column as text"),
            (6, "1988-03-15", "nip", "19870315", "is recorded: correct one"),
            (2, "Bidang Informatika", "department_id", "whole path", "Diskominfo / Bidang Informatika"),
            (2, "Dinas Kesehtan", "department_id", "Did you mean", "Dinas Kesehatan"),
            (3, "Bos", "position_level_id", "Bos", "nothing has this name"),
            (4, "Honorer", "asn_kind", "Honorer", "PPPK paruh waktu"),
        ):
            for dryrun in (True, False):
                with self.subTest(value=value, dryrun=dryrun):
                    rows = self._rows()
                    rows[132][column] = value
                    self._assert_one_error(self._import(rows, dryrun=dryrun), 132, field, *words)
                    self.assertEqual(self._count(), before)

    def test_a_nip_twice_in_the_file_names_both_rows(self):
        rows = self._rows()
        rows[150][0] = rows[22][0]
        self._assert_one_error(self._import(rows), 150, "nip", "row 24 has the same NIP")

    def test_a_nip_that_somebody_has_names_that_person(self):
        self.staff.nip = "198703152010012007"
        self._assert_one_error(self._import(self._rows()), 6, "nip", "Pegawai has this NIP already")

    def test_blanks_in_a_nip_do_not_matter(self):
        rows = self._rows(1)
        rows[0][0] = "19870315 201001 2 001"
        self.assertEqual(self._import(rows)["messages"], [])
        self.assertTrue(self.env["hr.employee"].search([("nip", "=", "198703152010012001")]))

    def test_grades_and_levels_are_found_by_the_names_shown(self):
        """As the template writes them: "Penata Muda, III/a", "Administrator (eselon III)"."""
        grade = self.env.ref("flexible_work_asn.grade_3a")
        level = self.env["flexible.work.position.level"].search([("echelon", "!=", False)], limit=1)
        rows = [[*line, grade.display_name] for line in self._rows(2)]
        rows[1][3] = level.display_name
        answer = self._run("hr.employee", (*self.FIELDS, "grade_id"), rows)
        self.assertEqual(answer["messages"], [])
        first, second = self.env["hr.employee"].browse(answer["ids"])
        self.assertEqual((first.grade_id, second.position_level_id), (grade, level))

    def test_new_employees_do_not_search_what_only_earlier_ones_can_have(self):
        tables = ("declaration", "exemption", "request", "wish")
        asked = []
        execute = type(self.env.cr).execute

        def listen(cursor, query, *args, **kwargs):
            text = getattr(query, "code", query)
            asked.extend(table for table in tables if f'FROM "flexible_work_{table}"' in text)
            return execute(cursor, query, *args, **kwargs)

        with patch.object(type(self.env.cr), "execute", listen):
            self.assertEqual(self._import(self._rows(5))["messages"], [])
        self.assertEqual(asked, [])

    def test_of_a_pppk_only_length_and_birth_are_judged(self):
        rows = self._rows(1)
        rows[0][0], rows[0][4] = "198703152024211001", "PPPK"
        self.assertEqual(self._import(rows)["messages"], [])

    def test_a_fault_behind_the_first_part_of_a_long_file_stops_the_whole_file(self):
        rows = self._rows()
        rows[190][0] = "1987"
        text_options = {**OPTIONS, "limit": 50}
        before = self._count()
        text = io.StringIO()
        csv.writer(text).writerows([self.FIELDS, *rows])
        wizard = (
            self.env["base_import.import"]
            .with_user(self.bkpsdm)
            .create({"res_model": "hr.employee", "file": text.getvalue().encode(), "file_type": "text/csv"})
        )
        answer = wizard.execute_import(list(self.FIELDS), list(self.FIELDS), text_options)
        self._assert_one_error(answer, 190, "nip", "4 characters")
        self.assertEqual(self._count(), before)

    def test_the_form_refuses_what_the_import_refuses(self):
        self.staff.write({"birthday": "1987-03-15", "sex": "female"})
        self.staff.nip = "198703152010012003"
        for values, words in (
            ({"nip": "198703152010011003"}, "Digit 15 is 1"),
            ({"sex": "male"}, "Digit 15 is 2"),
            ({"birthday": "1990-01-01"}, "19870315"),
            ({"nip": "198703152010132003"}, "201013"),
        ):
            with self.subTest(values=values):
                with self.assertRaises(ValidationError) as refused:
                    self.staff.write(values)
                self.assertIn(words, str(refused.exception))


class TestImportOthers(ImportCase):
    def test_units_come_in_as_a_tree_from_one_file(self):
        self.head.nip = "197001011990011001"
        fields = ("name", "parent_id", "is_opd", "service_category_id", "flexible_exempt", "manager_id")
        category = self.env.ref("flexible_work_asn.category_health")
        exempt = "As its kind of service, else as the unit above"
        rows = [
            ["Dinas Pendidikan", "", "1", category.display_name, exempt, "197001011990011001"],
            ["Bidang SD", "Dinas Pendidikan", "0", "", exempt, ""],
            ["Seksi Kurikulum", "Dinas Pendidikan / Bidang SD", "0", "", "Works flexibly", ""],
        ]
        answer = self._run("hr.department", fields, rows)
        self.assertEqual(answer["messages"], [])
        opd, bidang, seksi = self.env["hr.department"].browse(answer["ids"])
        self.assertEqual((seksi.parent_id, bidang.parent_id, seksi.opd_id), (bidang, opd, opd))
        self.assertEqual((opd.manager_id, opd.service_category_id), (self.head, category))
        self.assertEqual((bidang.is_flexible_exempt, seksi.is_flexible_exempt), (True, False))

    def test_one_bad_unit_in_two_hundred_names_itself(self):
        fields = ("name", "parent_id", "manager_id")
        before = self.env["hr.department"].search_count([])
        for row, line, field, *words in (
            (120, ["Seksi", "Dinas Kesehtan", ""], "parent_id", "Did you mean: Dinas Kesehatan"),
            (121, ["Seksi", "Dinas Kesehatan", "199912312020121001"], "manager_id", "no employee"),
            (122, ["Bidang Informatika", "Diskominfo", ""], "name", "there already"),
            (123, ["Seksi 004", "Dinas Kesehatan", ""], "name", "row 5 names the same unit"),
        ):
            rows = [[f"Seksi {n:03}", "Dinas Kesehatan", ""] for n in range(1, 201)]
            rows[row] = line
            if line[0] == "Seksi 004":
                rows[row][0] = "Seksi 004"
            with self.subTest(line=line):
                self._assert_one_error(self._run("hr.department", fields, rows), row, field, *words)
                self.assertEqual(self.env["hr.department"].search_count([]), before)

    def test_statements_name_people_by_nip_and_one_bad_line_stops_them_all(self):
        self.staff.nip = "198703152010012003"
        fields = ("kind", "employee_id", "department_id", "date_from", "date_to", "reason")
        rows = [["New employee", "198703152010012003", "", "2026-01-01", "2026-12-31", f"SK {n}"] for n in range(200)]
        Statement = self.env["flexible.work.exemption"]
        before = Statement.search_count([])
        for line, field, *words in (
            (["New employee", "199912312020121001", "", "2026-01-01", "", "SK"], "employee_id", "no employee"),
            (["Newbie", "198703152010012003", "", "2026-01-01", "", "SK"], "kind", "Newbie", "choose one of"),
            (["New employee", "", "Dinas Kesehatan", "2026-01-01", "", "SK"], None, "about whom"),
            (["New employee", "198703152010012003", "", "2026-12-01", "2026-01-01", "SK"], None, "last day"),
        ):
            with self.subTest(line=line):
                answer = self._run("flexible.work.exemption", fields, [*rows[:77], line, *rows[77:]])
                self.assertFalse(answer["ids"])
                self.assertIn(77, [row for row, _field, _text in self._errors(answer)])
                ((_row, found, text),) = [error for error in self._errors(answer) if error[0] == 77]
                if field:
                    self.assertEqual(found, field)
                for word in words:
                    self.assertIn(word, text)
                self.assertEqual(Statement.search_count([]), before)
        self.assertEqual(self._run("flexible.work.exemption", fields, rows)["messages"], [])
        self.assertEqual(Statement.search_count([]) - before, 200)

    def test_a_statement_that_breaks_a_rule_is_told_once(self):
        fields = ("kind", "department_id", "date_from", "reason")
        rows = [["Unit", "Dinas Kesehatan", "2026-01-01", "SK"], ["Discipline", "Dinas Kesehatan", "2026-01-01", "SK"]]
        rows[1][0] = "Disciplinary punishment, served or in process"
        answer = self._run("flexible.work.exemption", fields, rows)
        ((_row, _field, text),) = self._errors(answer)
        self.assertTrue(text.startswith("Row 3: "), text)

    def test_lines_of_a_roster_are_brought_by_its_operator_who_cannot_read_nips(self):
        self.staff.nip = "198703152010012003"
        roster = self.env["flexible.work.roster"].create(
            {"department_id": self.diskominfo.id, "date_from": MONDAY, "date_to": date(2026, 2, 28)}
        )
        operator = self._create_user("operator", "flexible_work_asn.group_operator")
        self.diskominfo.flexible_operator_ids = operator
        fields = ("employee_id", "date", "mode")
        rows = [["198703152010012003", f"2026-01-{day}", "Home (WFH)"] for day in range(13, 31)]

        def run(rows):
            return self._run("flexible.work.roster.line", fields, rows, user=operator, default_roster_id=roster.id)

        for row, line, field, *words in (
            (3, ["199912312020121001", "2026-01-16", "Home (WFH)"], "employee_id", "no employee"),
            (4, ["198703152010012003", "2026-01-13", "Home (WFH)"], "date", "row 2 is about the same person and day"),
            (5, ["198703152010012003", "2026-01-18", "Cafe"], "mode", "Cafe", "Home (WFH)"),
        ):
            with self.subTest(line=line):
                bad = [*rows]
                bad[row] = line
                self._assert_one_error(run(bad), row, field, *words)
                self.assertFalse(roster.line_ids)
        self.assertEqual(run(rows)["messages"], [])
        self.assertEqual(len(roster.line_ids), 18)


@tagged("post_install", "-at_install")
class TestImportTemplates(ImportCase, HttpCase):
    """The sheets as they are downloaded: filled with their own examples, they map and hold what they say."""

    def _template(self, name, login, kind="xlsx"):
        self.authenticate(login, login)
        return self.url_open(f"/flexible_work/import_template/{name}.{kind}")

    def test_every_heading_is_known_to_the_import_in_both_languages(self):
        self.env["res.lang"]._activate_lang("id_ID")
        self.env["ir.module.module"]._load_module_terms(["flexible_work_asn", "hr"], ["id_ID"])
        for lang in ("en_US", "id_ID"):
            self.bkpsdm.lang = lang
            for name, model in (
                ("employees", "hr.employee"),
                ("units", "hr.department"),
                ("statements", "flexible.work.exemption"),
                ("roster_lines", "flexible.work.roster.line"),
            ):
                with self.subTest(lang=lang, name=name):
                    answer = self._template(name, "bkpsdm")
                    self.assertEqual(answer.status_code, 200)
                    env = self.env(user=self.bkpsdm, context={"lang": lang, "allowed_company_ids": self.company.ids})
                    wizard = env["base_import.import"].create(
                        {
                            "res_model": model,
                            "file": answer.content,
                            "file_type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                            "file_name": "file.xlsx",
                        }
                    )
                    preview = wizard.parse_preview({**OPTIONS, "sheet": ""})
                    self.assertNotIn("error", preview)
                    matched = [preview["matches"].get(n, [None])[0] for n in range(len(preview["headers"]))]
                    self.assertEqual(matched, list(env[model]._import_columns()))

    def test_a_nip_stays_text(self):
        book = openpyxl.load_workbook(io.BytesIO(self._template("employees", "bkpsdm").content))
        self.assertEqual((book.active["A2"].value, book.active["A2"].number_format), ("198703152010012003", "@"))
        self.assertEqual(len(book.sheetnames), 2)

    def test_a_csv_has_the_same_lines_as_the_sheet(self):
        for name in ("employees", "units", "statements", "roster_lines"):
            with self.subTest(name=name):
                text = self._template(name, "bkpsdm", "csv").content.decode()
                book = openpyxl.load_workbook(io.BytesIO(self._template(name, "bkpsdm").content))
                sheet = [[cell or "" for cell in row] for row in book.active.iter_rows(values_only=True)]
                self.assertEqual(list(csv.reader(io.StringIO(text))), sheet)

    def test_there_is_no_other_template(self):
        self.assertEqual(self._template("employees", "bkpsdm", "html").status_code, 404)
        self.assertEqual(self._template("res.users", "bkpsdm").status_code, 404)

    def test_the_screens_offer_the_templates(self):
        for model, name in (
            ("hr.employee", "employees"),
            ("hr.department", "units"),
            ("flexible.work.exemption", "statements"),
            ("flexible.work.roster.line", "roster_lines"),
        ):
            offered = self.env[model].get_import_templates()
            self.assertEqual(
                [offer["template"] for offer in offered[:2]],
                [f"/flexible_work/import_template/{name}.{kind}" for kind in ("xlsx", "csv")],
            )
            self.assertTrue(all(offer["label"] for offer in offered))
