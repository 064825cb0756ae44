import io
from datetime import date

import openpyxl

from odoo.tests import HttpCase, tagged

from .test_import import ImportCase


class TestImportNeed(ImportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kecamatan = cls._create_unit("Kecamatan Pulau Hiri", is_opd=True)
        cls.competence = cls.env["flexible.work.competence"].create(
            {"name": "Petugas loket", "company_id": cls.company.id}
        )

    SERVICE = ("department_id", "name", "volume", "volume_period", "norm_minutes", "competence_id", "grade_min_id")

    def _service(self, name="Surat pindah", **values):
        row = {
            "department_id": "Kecamatan Pulau Hiri",
            "name": name,
            "volume": "120",
            "volume_period": "A month",
            "norm_minutes": "30",
            "competence_id": "Petugas loket",
            "grade_min_id": "Pengatur Muda, II/a",
        }
        return [{**row, **values}[field] for field in self.SERVICE]

    def test_services_come_in_with_norm_competence_and_grade(self):
        answer = self._run("flexible.work.service", self.SERVICE, [self._service(), self._service("Surat domisili")])
        self.assertEqual(self._errors(answer), [])
        service = self.env["flexible.work.service"].search(
            [("department_id", "=", self.kecamatan.id), ("name", "=", "Surat pindah")]
        )
        self.assertEqual((service.minutes_year, service.competence_id), (120 * 12 * 30, self.competence))
        self.assertEqual(service.grade_min_id.code, "II/a")

    def test_a_service_twice_in_the_file_is_refused(self):
        answer = self._run("flexible.work.service", self.SERVICE, [self._service(), self._service()])
        self._assert_one_error(answer, 1, "name", "row 2 is about the same")

    def test_a_service_that_is_there_is_refused(self):
        self.env["flexible.work.service"].create({"name": "Surat pindah", "department_id": self.kecamatan.id})
        answer = self._run("flexible.work.service", self.SERVICE, [self._service()])
        self._assert_one_error(answer, 0, "name", "there already")

    def test_a_volume_that_is_no_number_is_refused(self):
        answer = self._run("flexible.work.service", self.SERVICE, [self._service(), self._service("x", volume="-5")])
        self._assert_one_error(answer, 1, "volume", "0 or more")

    def test_counters_come_in(self):
        answer = self._run(
            "flexible.work.counter",
            ("department_id", "name", "minimum_staff", "is_open"),
            [["Kecamatan Pulau Hiri", "Loket 1", "2", "1"], ["Kecamatan Pulau Hiri", "Loket 2", "1", "0"]],
        )
        self.assertEqual(self._errors(answer), [])
        counters = self.env["flexible.work.counter"].search([("department_id", "=", self.kecamatan.id)])
        self.assertEqual([(c.minimum_staff, c.is_open) for c in counters], [(2, True), (1, False)])

    def test_actuals_come_in_by_unit_and_service(self):
        service = self.env["flexible.work.service"].create(
            {"name": "Surat pindah: antar pulau", "department_id": self.kecamatan.id}
        )
        rows = [["Kecamatan Pulau Hiri: Surat pindah: antar pulau", f"2025-{month}-01", "9", "8"] for month in (10, 11)]
        fields = ("service_id", "month", "received", "finished")
        answer = self._run("flexible.work.service.actual", fields, rows)
        self.assertEqual(self._errors(answer), [])
        self.assertEqual(sorted(service.actual_ids.mapped("month")), [date(2025, 10, 1), date(2025, 11, 1)])

    def test_two_days_of_a_month_are_the_same_month(self):
        self.env["flexible.work.service"].create({"name": "Surat pindah", "department_id": self.kecamatan.id})
        rows = [["Kecamatan Pulau Hiri: Surat pindah", day, "9"] for day in ("2025-10-01", "2025-10-31")]
        answer = self._run("flexible.work.service.actual", ("service_id", "month", "received"), rows)
        self._assert_one_error(answer, 1, "month", "row 2 is about the same")

    def test_operators_import_actuals_of_their_own_units_alone(self):
        operator = self._create_user("operator", "flexible_work_asn.group_operator,base.group_allow_export")
        self.bidang.flexible_operator_ids = operator
        for unit in (self.bidang, self.kecamatan):
            self.env["flexible.work.service"].create({"name": "Surat", "department_id": unit.id})
        fields = ("service_id", "month", "received")
        self.env.flush_all()
        own = self._run(
            "flexible.work.service.actual",
            fields,
            [[f"{self.bidang.display_name}: Surat", "2025-10-01", "9"]],
            user=operator,
        )
        self.assertEqual(self._errors(own), [])
        others = self._run(
            "flexible.work.service.actual", fields, [["Kecamatan Pulau Hiri: Surat", "2025-10-01", "9"]], user=operator
        )
        self._assert_one_error(others, 0, "service_id", "nothing has this name")

    def test_a_way_that_is_there_in_the_other_direction_is_refused(self):
        areas = self.env["flexible.work.area"].create(
            [{"name": name, "company_id": self.company.id} for name in ("Tengah", "Hiri")]
        )
        self.env["flexible.work.travel"].create(
            {
                "area_from_id": areas[0].id,
                "area_to_id": areas[1].id,
                "minutes": 50,
                "company_id": self.company.id,
            }
        )
        fields = ("area_from_id", "area_to_id", "minutes")
        answer = self._run("flexible.work.travel", fields, [["Hiri", "Tengah", "45"]])
        self._assert_one_error(answer, 0, "area_to_id", "there already")


@tagged("post_install", "-at_install")
class TestNeedTemplates(HttpCase):
    def test_each_sheet_has_headings_that_the_import_takes(self):
        self.env.ref("base.user_admin").group_ids |= self.env.ref("flexible_work_asn.group_bkpsdm")
        self.authenticate("admin", "admin")
        for name, model in (
            ("services", "flexible.work.service"),
            ("counters", "flexible.work.counter"),
            ("actuals", "flexible.work.service.actual"),
            ("travels", "flexible.work.travel"),
        ):
            offered = [offer["template"] for offer in self.env[model].get_import_templates()]
            self.assertEqual(offered[0], f"/flexible_work/import_template/{name}.xlsx")
            answer = self.url_open(offered[0])
            self.assertEqual(answer.status_code, 200, name)
            with self.subTest(name):
                sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
                described = self.env[model].fields_get(attributes=["string"])
                labels = {*described, *(field["string"] for field in described.values())}
                self.assertLessEqual({cell.value for cell in sheet[1]}, labels)
